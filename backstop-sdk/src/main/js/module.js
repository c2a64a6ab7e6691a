import { configure } from './host.js';
import { Backstop } from './openers.js';

/** The module's entry: no global. The host is where this file came from, until told otherwise. */
configure({ host: new URL(import.meta.url).origin });

export { Backstop };
export default Backstop;
