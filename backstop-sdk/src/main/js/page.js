/**
 * The document's own members, even where the page has an `<img name=createElement>`: named
 * elements hide members of `document`, never those of its prototype.
 */
export const documents = (name) => Reflect.get(Document.prototype, name, document);

/** A new element with these properties set; no attribute is ever parsed from text. */
export const create = (tag, properties) =>
  Object.assign(documents('createElement').call(document, tag), properties);

export const sheet = (text) => {
  const style = new CSSStyleSheet();
  style.replaceSync(text);
  return style;
};

/** A URL, or undefined where the text is none: the callers say what they make of that. */
export const parse = (text, base) => {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
};

/**
 * The address in this script's `data-backstop-host`, else where it came from. Its element is the
 * running one, never an element that is merely called so.
 */
export const ownHost = () => {
  const script =
    documents('currentScript') ||
    documents('querySelector').call(
      document,
      'script[data-backstop-host],script[src$="/embed.js"]',
    );
  return script?.dataset.backstopHost || parse(script?.src)?.origin;
};

/**
 * Takes the page out of reach, and returns what takes back exactly that. A modal dialog makes
 * the rest inert by itself; the attributes say so to whoever looks for them. They stand on the
 * body's children because a body must not carry aria-hidden.
 */
export const still = () => {
  const root = documents('documentElement');
  const sheets = documents('adoptedStyleSheets');
  const lock = sheet(
    `html{overflow:hidden!important${innerWidth > root.clientWidth ? ';scrollbar-gutter:stable' : ''}${
      getComputedStyle(root).display === 'none' ? ';display:block!important' : ''
    }}`,
  );
  const undo = [];
  sheets.push(lock);
  for (const element of documents('body').children) {
    for (const name of ['inert', 'aria-hidden']) {
      if (!element.hasAttribute(name)) {
        element.setAttribute(name, true);
        undo.push(() => element.removeAttribute(name));
      }
    }
  }
  return () => {
    // Unsigned, so that a sheet which the page has thrown out (-1) is none that we take out.
    sheets.splice(sheets.indexOf(lock) >>> 0, 1);
    undo.forEach((restore) => restore());
  };
};
