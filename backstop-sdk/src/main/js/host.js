import { parse } from './page.js';
import { BUNDLE, CANCEL, bare } from './protocol.js';

/** What Backstop.configure changes. Times in milliseconds. */
export const settings = { readyTimeout: 10000 };

/** Sets where the host is and how long it and the frame may take. */
export const configure = (changes) => {
  Object.assign(settings, changes);
};

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1])$/;

export const failure = (type, message) => Object.assign(new Error(message), { type });

/**
 * The address of a flow. https may lead to any host, for a workspace can have its own domain;
 * plain http only back to the host itself, on this machine; a script or a document, nowhere.
 */
const vetted = (text) => {
  const url = parse(text);
  if (
    url?.protocol === 'https:' ||
    (url?.origin === parse(settings.host).origin && LOOPBACK.test(url.hostname))
  ) {
    return url;
  }
  throw failure('invalid_response', 'Bad address.');
};

/**
 * Asks the host for a link. Resolves to its URL, or to false when nothing is owed. Meanwhile
 * the frame `ahead`, if it stands in the page, has the browser start the host's process and fetch
 * what every page of the host needs.
 */
export const ask = async (surface, options, ahead) => {
  let ok;
  let answer = {};
  try {
    // An empty page of the host's, whose only purpose is that a browser has been there.
    ahead.src = new URL('/embed/', settings.host);
    const response = await fetch(new URL('/api/embed/' + surface, settings.host), {
      __proto__: null,
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(options, surface === CANCEL ? [...BUNDLE, 'subscription'] : BUNDLE),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(settings.readyTimeout),
    });
    answer = bare(await response.json());
    ok = response.ok;
  } catch {
    // No such host, unreachable, too late, or not JSON.
  }
  if (ok) {
    return !answer.current && vetted(answer.url);
  }
  const error = bare(answer.error);
  throw failure(error.type || 'network_error', error.message || 'No answer from ' + settings.host);
};
