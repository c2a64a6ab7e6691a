import { configure } from './host.js';
import { Backstop } from './openers.js';
import { ownHost } from './page.js';
import { bare } from './protocol.js';

/**
 * The script's entry: makes the one global. An element called Backstop is no stub and no earlier
 * load; a second script tag finds the first one's global and leaves it, with whatever is open.
 */
const { version, q } = bare(Object.hasOwn(window, 'Backstop') && window.Backstop);

if (!version) {
  configure({ host: ownHost() });
  window.Backstop = Backstop;
  if (q) {
    // One call of the stub: [name, options, resolve, reject], see stub.js.
    const replay = (call) => Promise.resolve(Backstop[call[0]]?.(call[1])).then(call[2], call[3]);
    q.forEach(replay);
    // For who took hold of the stub's functions and calls them later.
    q.push = replay;
  }
}
