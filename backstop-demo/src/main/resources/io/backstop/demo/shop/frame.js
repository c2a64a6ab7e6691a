// Backstop in a frame of the merchant's own, without its script, as the documentation shows it.
const { shopAs, shopBackstop } = document.body.dataset;
const place = document.querySelector('[data-shop-frame]');
const log = document.querySelector('[data-shop-log]');

const record = (event, text) => {
  const line = document.createElement('li');
  line.dataset.shopEvent = event;
  line.textContent = event + ' ' + text;
  log.append(line);
};

/** A link for a fresh bundle, from Backstop; nothing where there is nothing to show. */
const linkFor = async (surface) => {
  const bundle = await fetch('/sign?as=' + shopAs + '&surface=' + surface);
  const answer = await fetch(shopBackstop + '/api/embed/' + surface, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: await bundle.text(),
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error.type + ': ' + said.error.message);
  return said.url;
};

const show = (url, finished) => {
  const frame = document.createElement('iframe');
  frame.title = 'Your subscription';
  frame.allow = 'payment *';
  frame.sandbox =
    'allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox';
  const link = new URL(url);
  const opened = new URL(link);
  opened.searchParams.set('embed', 'modal');
  frame.src = opened;
  addEventListener('message', function listener(event) {
    if (event.source !== frame.contentWindow || event.origin !== link.origin) return;
    const message = event.data;
    if (message?.v !== 1) return;
    if (message.type === 'backstop:resize') frame.style.height = message.height + 'px';
    if (message.type === 'backstop:close') {
      removeEventListener('message', listener);
      frame.remove(); // the page does not hide itself
      finished(message.outcome, message.session);
    }
  });
  place.replaceChildren(frame);
};

for (const button of document.querySelectorAll('[data-shop-action]')) {
  button.addEventListener('click', async () => {
    try {
      const url = await linkFor(button.dataset.shopAction);
      if (url) show(url, record);
      else record('current', 'Nothing is owed.');
    } catch (error) {
      record('error', error.message);
    }
  });
}
