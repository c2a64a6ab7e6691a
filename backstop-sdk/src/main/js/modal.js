import { create, documents, sheet, still } from './page.js';
import { CANCEL, HARD, PORTAL } from './protocol.js';

/** `:only-child` is the dialog from the start, and the frame once the loading state is gone. */
const STYLE =
  ':host{all:initial!important}' +
  'dialog{color-scheme:light dark;width:480px;height:240px;max-height:90%;padding:0;border:0;outline:1px solid transparent;border-radius:12px;overflow:hidden;font:16px system-ui}' +
  '.portal{width:640px}' +
  '::backdrop{background:#0008}' +
  'iframe{width:100%;height:100%;border:0}' +
  'div{position:absolute;inset:0;display:grid;place-content:center;background:Canvas}' +
  'button{font:inherit;padding:12px 24px}' +
  '@media(width<480px){dialog{min-width:100%;min-height:100%;border-radius:0}}' +
  '@media(prefers-reduced-motion:no-preference){:only-child{animation:f .15s}}' +
  '@keyframes f{from{opacity:0}}';

/**
 * Puts the overlay up: a native modal dialog in a shadow root beside the body, so that neither
 * the page's rules nor its stacking nor a modal dialog of its own lies above it. Everything is
 * built and styled through the object model: no markup, no style element, no style attribute,
 * hence nothing that a strict Content-Security-Policy or Trusted Types would stop.
 *
 * @param surface whose words and width to use
 * @param src where the frame goes
 * @param dismiss called for Escape, backdrop and close button; undefined for a hard wall
 * @returns the frame, and what takes the overlay away, sets its height and shows the frame in
 *     place of the loading state; undefined where the page manages to hide it all the same
 */
export const mount = (surface, src, dismiss) => {
  const label =
    surface === CANCEL
      ? 'Cancel subscription'
      : surface === PORTAL
        ? 'Manage subscription'
        : 'Update payment';
  const host = create('div');
  const frame = create('iframe', {
    title: label,
    sandbox:
      'allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox',
    allow: 'payment *',
    name: dismiss ? '' : HARD,
    src,
  });
  const loading = create('div');
  const dialog = create('dialog', {
    lang: 'en',
    tabIndex: -1,
    className: surface,
    role: 'dialog',
    ariaModal: true,
    ariaLabel: label,
    onclick: (event) => event.target === dialog && dismiss?.(),
    onkeydown: (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        dismiss?.();
      }
    },
    // However a browser came to close it (a back gesture, Escape pressed twice), a wall stays.
    onclose: () => (dismiss ? dismiss() : dialog.showModal()),
  });
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet(STYLE)];
  loading.append(create('p', { role: 'status', textContent: 'Loading…' }));
  if (dismiss) {
    loading.append(create('button', { textContent: 'Close', onclick: dismiss }));
  }
  dialog.append(loading, frame);
  root.append(dialog);

  documents('documentElement').append(host);
  // Remembers what has the focus, in whatever shadow tree, and gives it back on close.
  dialog.showModal();
  // Not the frame, which Escape would be lost in, nor the button, which a second Enter would press.
  dialog.focus();
  const restore = still();
  const unmount = () => {
    dialog.onclose = null;
    restore();
    dialog.close();
    host.remove();
  };
  const resize = (height) => (dialog.style.height = height + 'px');
  const reveal = () => {
    loading.remove();
    frame.focus();
    // Tab past the page's last control leaves the frame for the body: back in.
    frame.onblur = frame.focus;
  };
  return dialog.checkVisibility() ? [frame, unmount, resize, reveal] : unmount();
};
