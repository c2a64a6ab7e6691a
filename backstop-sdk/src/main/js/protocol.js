/**
 * Names that cross a wire: to the Backstop host, and between the merchant's page and the hosted
 * page in the frame. Nothing here touches the document. What one place alone says stands there:
 * each name here costs the merchant's page bytes.
 */

export const CANCEL = 'cancel';
export const PORTAL = 'portal';
export const PAYMENT_WALL = 'payment-wall';

/** The members of a signed bundle; the cancel surface alone names a subscription too. */
export const BUNDLE = ['workspace', 'customer', 'timestamp', 'signature'];

export const VERSION = 1;
export const READY = 'backstop:ready';
export const RESIZE = 'backstop:resize';
export const CLOSE = 'backstop:close';
export const DISMISS = 'backstop:dismiss';

/** The frame's name where Escape must not close it: keys pressed in the frame are the page's. */
export const HARD = 'backstop-hard';

export const DISMISSED = 'dismissed';
export const CURRENT = 'current';

/** The outcomes that a page can report, each with the callbacks it leads to, in order. */
export const CALLBACKS = {
  saved: ['onSaved', 'onClose'],
  cancelled: ['onCancelled', 'onClose'],
  updated: ['onUpdated', 'onClose'],
  dismissed: ['onClose'],
};

/** The SDK's own word, which no page can say. */
export const ON_ERROR = 'onError';

/**
 * A copy with own members and nothing behind them. A page that has written to Object.prototype
 * must not thereby have written into a request, an option or an answer.
 */
export const bare = (object) => ({ __proto__: null, ...object });

/**
 * Whether a message from the frame is ours. A close has exactly the five members, all of them
 * known words; nothing is ever coerced. The surface need not be the one that was opened: a
 * portal visit may end in the cancel flow.
 */
export const isMessage = (message) => {
  // Text of ten megabytes is not taken apart into its letters.
  const data = message?.v === VERSION && bare(message);
  return (
    data.v === VERSION &&
    (data.type === READY ||
      (data.type === RESIZE && Number.isFinite(data.height)) ||
      (data.type === CLOSE &&
        Object.keys(data).length === 5 &&
        [CANCEL, PORTAL, PAYMENT_WALL].includes(data.surface) &&
        Object.keys(CALLBACKS).includes(data.outcome) &&
        (data.session === null || (typeof data.session === 'string' && data.session.length < 256))))
  );
};
