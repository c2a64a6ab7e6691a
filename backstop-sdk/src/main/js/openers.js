import { listen } from './channel.js';
import { ask, configure, failure, settings } from './host.js';
import { mount } from './modal.js';
import { create, documents, parse } from './page.js';
import {
  CALLBACKS,
  CANCEL,
  CLOSE,
  CURRENT,
  DISMISS,
  DISMISSED,
  ON_ERROR,
  PAYMENT_WALL,
  PORTAL,
  READY,
  RESIZE,
  VERSION,
  bare,
} from './protocol.js';

/** A frame that has loaded and stays silent this long was refused by somebody's policy. */
const SILENCE = 2000;

/** How long a page that is told to go may take to say how the visit has ended. */
const FAREWELL = 300;

/** The visit that is open, if any: one at a time. */
let running;

/** Calls what the merchant gave, in order. What it throws stops nothing, and is not swallowed. */
const tell = (options, names, value) =>
  names.forEach((name) => {
    try {
      options[name]?.(value);
    } catch (error) {
      reportError(error);
    }
  });

/**
 * Shows the flow until it ends. When the frame does not come to life the flow goes on at top
 * level, and the promise stays open while the page is left: nothing has been decided here.
 */
const show = (surface, url, options) =>
  new Promise((resolve) => {
    let frame, unmount, resize, reveal, stop, timer, ready;
    const end = () => {
      clearTimeout(timer);
      stop?.();
      unmount?.();
    };
    const leave = () => {
      end();
      running = undefined;
      location.assign(url);
    };
    const finish = ({ outcome, session = null }) => {
      end();
      resolve({ outcome, session });
    };
    // Who closes the "done" step has not dismissed anything: the page knows, and has the word.
    const dismiss = () => {
      const gone = { outcome: DISMISSED };
      if (!ready) {
        return finish(gone);
      }
      frame.contentWindow.postMessage({ type: DISMISS, v: VERSION }, url.origin);
      timer ||= setTimeout(finish, FAREWELL, gone);
    };
    const hard = surface === PAYMENT_WALL && options.dismissible !== true;
    const address = new URL(url);
    address.searchParams.set('embed', 'modal');
    try {
      [frame, unmount, resize, reveal] = mount(surface, address, hard ? undefined : dismiss);
    } catch {
      // A browser without what the overlay is made of, or a page that hides it.
      return leave();
    }
    timer = setTimeout(leave, settings.readyTimeout);
    frame.onload = () => {
      if (!ready) {
        clearTimeout(timer);
        timer = setTimeout(leave, SILENCE);
      }
    };
    stop = listen(frame, url.origin, (message) => {
      if (message.type === READY) {
        // Once: the timer of a farewell is not this one.
        ready ||= !(timer = clearTimeout(timer));
        reveal();
      } else if (message.type === RESIZE) {
        resize(message.height);
      } else if (message.type === CLOSE && ready) {
        finish(message);
      }
    });
  });

/**
 * Opens a surface. One flow is open at a time: the same call again (the double click) gets the
 * promise of the first, and its callbacks are the first call's; another one is refused with
 * `already_open`, and what is open stays.
 */
const open = (surface, given) => {
  const options = bare(given);
  const key = [surface, options.workspace, options.customer, options.subscription].join();
  if (running?.key === key) {
    return running.promise;
  }
  const refused = running;
  const run = async () => {
    if (refused) {
      throw failure('already_open', 'A flow is open.');
    }
    const ahead = create('iframe', { style: 'display:none!important' });
    // A wall may be current, and then nothing is ever there, seen or unseen.
    if (surface !== PAYMENT_WALL) {
      documents('documentElement').append(ahead);
    }
    try {
      const url = await ask(surface, options, ahead);
      return url ? show(surface, url, options) : { outcome: CURRENT, session: null };
    } finally {
      // The overlay's frame is there by now, or never will be.
      ahead.remove();
    }
  };
  const conclude = (result) => {
    running = undefined;
    tell(options, CALLBACKS[result.outcome] || ['onCurrent'], result);
    if (
      result.outcome !== CURRENT &&
      !Object.keys(options).some((name) => /^on/.test(name) && options[name])
    ) {
      location.reload();
    }
    return result;
  };
  const fail = (error) => {
    const url = options.fallbackUrl && parse(options.fallbackUrl, location.href);
    if (!refused) {
      running = undefined;
    }
    tell(options, [ON_ERROR], error);
    if (!refused && /^http/.test(url?.protocol)) {
      location.assign(url);
    }
    throw error;
  };
  const promise = run().then(conclude, fail);
  if (options[ON_ERROR]) {
    promise.catch(() => {});
  }
  running = refused || { key, promise };
  return promise;
};

export const Backstop = {
  version: BACKSTOP_VERSION,
  configure,
  cancel: (options) => open(CANCEL, options),
  portal: (options) => open(PORTAL, options),
  paymentWall: (options) => open(PAYMENT_WALL, options),
};
