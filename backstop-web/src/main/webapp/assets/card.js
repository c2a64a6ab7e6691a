/*
 * The steps that need Stripe.js: typing a card, and answering the bank. Card details go from
 * Stripe's own frame to Stripe; this page learns the id of a set-up, and the server asks Stripe.
 */
(() => {
  // Longer than this nobody waits for a field to type in.
  const LIMIT = 10000;

  const form = document.querySelector('[data-bs-card]');
  const { bsCard: kind, bsKey, bsAccount, bsSecret, bsScript } = form?.dataset ?? {};
  if (!bsSecret) return;

  const button = form.querySelector('.bs-btn-primary');
  const said = document.getElementById('bs-card-said');
  const options = {
    publishableKey: bsKey,
    clientSecret: bsSecret,
    theme: document.documentElement.dataset.theme,
    locale: document.documentElement.lang,
  };

  /** Fails with what a promise fails with, and after a while in any case. */
  const within = (promise) =>
    Promise.race([promise, new Promise((_, fail) => setTimeout(fail, LIMIT))]);

  /** Stripe.js, from where Stripe wants it to be loaded. */
  const stripe = () =>
    new Promise((done, fail) => {
      const script = document.createElement('script');
      script.src = bsScript;
      script.onload = () => done(Stripe(bsKey, bsAccount ? { stripeAccount: bsAccount } : {}));
      script.onerror = fail;
      document.head.append(script);
    });

  /** The page's own colours, so that the frame looks like a part of it. */
  const appearance = (theme) => {
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue(name).trim();
    const dark =
      theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
    return {
      theme: dark ? 'night' : 'stripe',
      variables: {
        colorPrimary: color('--bs-edge'),
        colorBackground: color('--bs-card'),
        colorText: color('--bs-ink'),
        borderRadius: '8px',
      },
    };
  };

  /**
   * Mounts the field for a card into `element`. Resolves, once it can be typed in, to `confirm`,
   * which resolves to `{id}` of the finished set-up or to `{error}` in Stripe's shape; the bank's
   * question, if it has one, is asked meanwhile.
   */
  const mountCard = async (element, { clientSecret, theme, locale }) => {
    const api = await stripe();
    const elements = api.elements({ clientSecret, locale, appearance: appearance(theme) });
    const field = elements.create('payment', {
      // Wallets in a frame on a merchant's page need his domain to be registered with Stripe.
      wallets: { applePay: 'never', googlePay: 'never' },
    });
    await new Promise((done, fail) => {
      field.on('ready', done);
      field.on('loaderror', fail);
      field.mount(element);
    });
    return {
      confirm: async () => {
        const { error, setupIntent } = await api.confirmSetup({
          elements,
          redirect: 'if_required',
        });
        // Confirmed before, and the page did not hear of it.
        const known = setupIntent ?? error?.setup_intent;
        return known?.status === 'succeeded' ? { id: known.id } : { error: error ?? {} };
      },
    };
  };

  /** Lets the bank ask. What it says is asked of Stripe, by the server. */
  const answerBank = async ({ clientSecret }) => {
    const api = await within(stripe());
    await api.handleNextAction({ clientSecret });
  };

  const tell = (words) => {
    said.hidden = !words;
    said.textContent = words;
  };

  const reason = ({ decline_code: issuer, code = '' }) => {
    const of = (word) => document.querySelector(`#bs-declines [data-code="${CSS.escape(word)}"]`);
    const auth = code.endsWith('authentication_failure') ? of('authentication_required') : null;
    return (auth ?? of(issuer ?? '') ?? of(code) ?? of('generic')).textContent;
  };

  const busy = (is) => {
    button.classList.toggle('bs-busy', is);
    button.setAttribute('aria-disabled', String(is));
  };

  const giveUp = () => {
    document.getElementById('bs-card')?.remove();
    document.getElementById('bs-card-other').hidden = false;
    button.hidden = true;
    busy(false);
  };

  let field;
  let asking = false;
  let answered = false;

  /** What has to happen in the browser before the form is sent; whether it may be sent. */
  const prepare = async () => {
    if (kind === 'bank') {
      await answerBank(options);
      return true;
    }
    const { id, error } = await field.confirm();
    if (id) {
      form.elements.setup_intent.value = id;
      return true;
    }
    // What is wrong with a field, Stripe says at the field.
    tell(error.type === 'validation_error' ? '' : reason(error));
    return false;
  };

  // Before the page's own script, which sends the form: that is for later.
  document.addEventListener(
    'submit',
    async (event) => {
      if (event.target !== form || answered) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (asking) return;
      asking = true;
      tell('');
      busy(true);
      try {
        answered = await prepare();
      } catch {
        giveUp();
      }
      asking = false;
      busy(false);
      if (answered) form.requestSubmit(button);
    },
    true,
  );

  if (kind === 'bank') {
    button.disabled = false;
    form.requestSubmit(button);
    return;
  }
  const place = document.getElementById('bs-card');
  within(mountCard(place, options)).then((mounted) => {
    field = mounted;
    document.getElementById('bs-card-loading').remove();
    place.removeAttribute('aria-busy');
    button.disabled = false;
  }, giveUp);
})();
