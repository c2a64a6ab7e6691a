import { isMessage } from './protocol.js';

/**
 * Listens to one frame. A message counts only when the browser itself delivered it (a page can
 * forge source and origin on an event it makes), from this frame's window, and from the origin
 * of the address that the host gave. Returns what ends the listening.
 */
export const listen = (frame, origin, hear) => {
  const receive = ({ isTrusted, source, origin: sender, data }) => {
    if (isTrusted && source === frame.contentWindow && sender === origin && isMessage(data)) {
      hear(data);
    }
  };
  addEventListener('message', receive);
  return () => removeEventListener('message', receive);
};
