// Calls made before embed.js has loaded wait in this stub, as in Backstop's documentation.
!(function (w) {
  if (Object.prototype.hasOwnProperty.call(w, 'Backstop')) return;
  var stub = (w.Backstop = { q: [] });
  ['configure', 'cancel', 'portal', 'paymentWall'].forEach(function (name) {
    stub[name] = function (options) {
      return new Promise(function (resolve, reject) {
        stub.q.push([name, options, resolve, reject]);
      });
    };
  });
})(window);

const customer = document.body.dataset.shopAs;
const log = document.querySelector('[data-shop-log]');
/** What a button opens: the surface to sign for, the opener, and what it is given besides. */
const openers = {
  cancel: ['cancel', 'cancel'],
  portal: ['portal', 'portal'],
  wall: ['payment-wall', 'paymentWall'],
  'wall-soft': ['payment-wall', 'paymentWall', { dismissible: true }],
};

/** Adds a line to "What happened"; everything goes in as text, never as markup. */
const record = (event, text, session) => {
  const line = document.createElement('li');
  line.dataset.shopEvent = event;
  line.dataset.shopSession = session || '';
  const name = document.createElement('strong');
  name.textContent = event;
  line.append(name, ' ' + text);
  if (session) {
    const id = document.createElement('code');
    id.textContent = session;
    line.append(' ', id);
  }
  log.append(line);
};

/** The cards as they are now: an outcome has changed them, and the log must stay. */
const refresh = async () => {
  const answer = await fetch('/?as=' + customer);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  document.querySelector('[data-shop-cards]').replaceWith(fresh.querySelector('[data-shop-cards]'));
};

/** One surface, from click to outcome. */
const open = async ([surface, opener, more]) => {
  const answer = await fetch('/sign?as=' + customer + '&surface=' + surface);
  const said = (callback) => (result) =>
    record(callback, 'outcome ' + result.outcome, result.session);
  try {
    const result = await window.Backstop[opener]({
      ...(await answer.json()),
      ...more,
      onSaved: said('onSaved'),
      onCancelled: said('onCancelled'),
      onUpdated: said('onUpdated'),
      onCurrent: said('onCurrent'),
      onClose: said('onClose'),
      onError: (error) => record('onError', error.type + ': ' + error.message),
    });
    record(result.outcome, 'The promise is settled.', result.session);
  } catch (error) {
    record('error', error.message);
  }
  await refresh();
};

for (const button of document.querySelectorAll('button[data-shop-action]')) {
  const opener = openers[button.dataset.shopAction];
  if (opener) {
    button.addEventListener('click', async () => {
      if (button.getAttribute('aria-busy') === 'true') return;
      button.setAttribute('aria-busy', 'true');
      try {
        await open(opener);
      } finally {
        button.removeAttribute('aria-busy');
      }
    });
  }
}
