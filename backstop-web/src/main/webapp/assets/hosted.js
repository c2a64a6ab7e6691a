/*
 * Makes the hosted pages quicker, and lets one in a frame talk to its opener. Nothing depends on
 * it: every step is a plain form. Stores nothing, and posts nothing that the customer did not press.
 */
(() => {
  const body = document.body;
  const live = document.getElementById('bs-live');
  const framed = body.dataset.backstopEmbed === 'modal' && parent !== window;
  // Misclicks: a control that has just taken another's place is not pressed on purpose yet.
  const SETTLED = 500;
  const UNSEEN = 2000;
  const SLOW = 6000;

  let busy = false;
  let leaving = false;

  const main = () => document.querySelector('main');
  const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

  /** Not pressable, rather than deaf: whoever presses it, a person or a program, sees that it waits. */
  const settle = async () => {
    const confirm = document.getElementById('bs-confirm-cancel');
    if (!confirm) return;
    confirm.disabled = true;
    await Promise.all([pause(SETTLED), Promise.race([seen(confirm), pause(UNSEEN)])]);
    confirm.disabled = false;
  };

  /**
   * The page around a frame could lay something over the control, and let presses through. Where the
   * browser can tell (IntersectionObserver v2), a press on what cannot be seen leads to the same
   * step in a window of its own instead, where nothing lies above it: the way out stays open.
   */
  const seen = (confirm) =>
    new Promise((resolve) => {
      if (!framed || !('isVisible' in IntersectionObserverEntry.prototype)) return resolve();
      let visible = false;
      const look = (changes) => {
        visible = changes.at(-1).isVisible;
        if (visible) resolve();
      };
      new IntersectionObserver(look, { trackVisibility: true, delay: 100 }).observe(confirm);
      confirm.addEventListener('click', (event) => {
        // A press of a key goes to what has the focus, whatever lies above.
        if (visible || !event.detail) return;
        event.preventDefault();
        const alone = new URL(location);
        alone.searchParams.delete('embed');
        open(alone, '_blank', 'noopener');
      });
    });

  // The browser drops what is addressed to another origin than the parent's. Where it tells who the
  // parent is, only that one is written to.
  const listed = (body.dataset.backstopOpeners || '').split(' ').filter(Boolean);
  const known = location.ancestorOrigins ? location.ancestorOrigins[0] : null;
  const openers = known ? listed.filter((origin) => origin === known) : listed;

  const tell = (type, more) =>
    framed && openers.forEach((origin) => parent.postMessage({ type, v: 1, ...more }, origin));

  /** While a form is on its way nobody knows the outcome yet: first the answer, then the farewell. */
  const leave = () => {
    if (busy) {
      leaving = true;
      return;
    }
    const { backstopSurface, backstopOutcome } = main().dataset;
    tell('backstop:close', {
      surface: backstopSurface || 'cancel',
      outcome: backstopOutcome || 'dismissed',
      session: body.dataset.backstopSession ?? null,
    });
  };

  const say = (words) => {
    let note = document.getElementById('bs-said');
    if (!note) {
      note = document.createElement('p');
      note.id = 'bs-said';
      note.className = 'bs-note';
      const actions = document.querySelector('.bs-actions');
      if (actions) actions.before(note);
      else main().querySelector('h1').after(note);
    }
    note.textContent = words;
    live.textContent = words;
  };

  /**
   * Takes the step out of the answer's page, and the ways out where it has any: they say how the
   * visit stands. Its head's style would need this page's nonce.
   */
  const swap = (page) => {
    const step = page.slice(page.indexOf('<body'));
    const answered = new DOMParser().parseFromString(step, 'text/html');
    const next = answered.querySelector('main');
    const heading = next.querySelector('h1');
    next.classList.add('bs-enter');
    for (const way of ['.bs-close', '.bs-return']) {
      const then = answered.querySelector(way);
      const now = document.querySelector(way);
      if (then) now?.replaceWith(then);
      else if (way === '.bs-close' && next.dataset.backstopOutcome) now?.remove();
    }
    main().replaceWith(next);
    const merchant = document.title.slice(document.title.lastIndexOf(' · '));
    document.title = heading.textContent + merchant;
    settle();
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
    live.textContent = heading.textContent;
    if (next.dataset.backstopReturn) location.assign(next.dataset.backstopReturn);
  };

  document.addEventListener('submit', async (event) => {
    const form = event.target;
    const button = event.submitter;
    if (busy) {
      event.preventDefault();
      return;
    }
    if (form.dataset.plain) return;
    event.preventDefault();
    busy = true;
    const fields = new URLSearchParams(new FormData(form));
    if (button?.name) fields.append(button.name, button.value);
    button?.classList.add('bs-busy');
    form.querySelectorAll('button').forEach((b) => b.setAttribute('aria-disabled', 'true'));
    const slow = setTimeout(() => say(body.dataset.backstopWorking), SLOW);
    try {
      // Not form.action: that is the field of this name.
      const answer = await fetch(form.getAttribute('action'), {
        method: 'POST',
        body: fields,
        headers: { 'Backstop-Fetch': '1' },
      });
      const page = await answer.text();
      clearTimeout(slow);
      swap(page);
      // A step with an address of its own is there again after a reload.
      if (answer.redirected) history.replaceState(null, '', answer.url);
    } catch {
      clearTimeout(slow);
      // The next press goes the plain way; the server takes care that nothing happens twice.
      form.dataset.plain = 'yes';
      button?.classList.remove('bs-busy');
      form.querySelectorAll('button').forEach((b) => b.removeAttribute('aria-disabled'));
      say(body.dataset.backstopUnreachable);
    }
    busy = false;
    if (leaving) leave();
  });

  settle();

  // A browser's "back" may bring a page out of its memory: ask for the step the visit is at.
  addEventListener('pageshow', (event) => event.persisted && location.reload());

  if (!framed) return;

  // The opener names the frame of a wall that is not dismissed in passing: it is left by what its
  // page offers.
  const hard = window.name === 'backstop-hard';
  if (hard) document.querySelector('.bs-close')?.remove();

  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-backstop-action=close]')) {
      event.preventDefault();
      leave();
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing && !hard) leave();
  });
  addEventListener('message', ({ source, origin, data }) => {
    const asked = source === parent && listed.includes(origin);
    if (asked && data?.type === 'backstop:dismiss' && data.v === 1) leave();
  });

  const page = document.querySelector('.bs-page');
  const measure = () =>
    tell('backstop:resize', { height: Math.ceil(page.getBoundingClientRect().height) });
  new ResizeObserver(measure).observe(page);
  measure();
  tell('backstop:ready');
})();
