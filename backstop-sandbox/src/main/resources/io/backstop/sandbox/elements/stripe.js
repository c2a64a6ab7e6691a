/*
 * A stand-in for Stripe.js against the sandbox: the calls that Backstop makes, with the promise shapes that
 * Stripe documents. Card details live in a frame of the sandbox's own origin and never reach this script.
 */
(function () {
  'use strict';

  var ORIGIN = new URL(document.currentScript.src).origin;

  function post(path, params) {
    return fetch(ORIGIN + path, {method: 'POST', body: new URLSearchParams(params)}).then(function (answer) {
      return answer.json();
    });
  }

  function unreachable() {
    return {error: {type: 'api_connection_error', message: 'We could not reach the payment service.'}};
  }

  /** Makes a frame and resolves to its port once the frame is ready. */
  function frame(parent, page, title, onMessage) {
    var element = document.createElement('iframe');
    element.src = ORIGIN + '/_elements/' + page;
    element.title = title;
    element.allow = 'payment *';
    element.style.border = '0';
    element.style.width = '100%';
    element.style.colorScheme = 'normal';
    var channel = new MessageChannel();
    var ready = new Promise(function (resolve) {
      channel.port1.onmessage = function (event) {
        if (event.data.type === 'ready') {
          resolve(channel.port1);
        }
        onMessage(event.data, element);
      };
    });
    element.addEventListener('load', function () {
      element.contentWindow.postMessage('sandbox:connect', ORIGIN, [channel.port2]);
    });
    parent.appendChild(element);
    return {element: element, ready: ready};
  }

  /** The card field. Events: ready, change, loaderror is never sent. */
  function CardElement(type) {
    this.type = type;
    this.listeners = {};
    this.waiting = {};
    this.next = 1;
  }

  CardElement.prototype.mount = function (target) {
    var parent = typeof target === 'string' ? document.querySelector(target) : target;
    if (!parent) {
      throw new Error('Invalid DOM element passed to mount(): ' + target);
    }
    var self = this;
    this.frame = frame(parent, 'card.html', 'Secure card input', function (message, element) {
      self.receive(message, element);
    });
    this.frame.element.style.height = '190px';
  };

  CardElement.prototype.receive = function (message, element) {
    if (message.type === 'result') {
      this.waiting[message.id](message.result);
      delete this.waiting[message.id];
    } else if (message.type === 'resize') {
      element.style.height = message.height + 8 + 'px';
    } else {
      this.emit(message.type, {
        elementType: this.type,
        complete: message.complete === true,
        empty: message.empty === true,
        collapsed: false,
        value: {type: 'card'}
      });
    }
  };

  CardElement.prototype.ask = function (type, more) {
    var self = this;
    if (!this.frame) {
      return Promise.reject(new Error('The element is not mounted.'));
    }
    return this.frame.ready.then(function (port) {
      return new Promise(function (resolve) {
        var id = self.next++;
        self.waiting[id] = resolve;
        port.postMessage(Object.assign({type: type, id: id}, more));
      });
    });
  };

  CardElement.prototype.tell = function (type) {
    if (this.frame) {
      this.frame.ready.then(function (port) {
        port.postMessage({type: type});
      });
    }
  };

  CardElement.prototype.on = function (name, listener) {
    (this.listeners[name] = this.listeners[name] || []).push(listener);
    return this;
  };

  CardElement.prototype.once = function (name, listener) {
    var self = this;
    return this.on(name, function once(event) {
      self.off(name, once);
      listener(event);
    });
  };

  CardElement.prototype.off = function (name, listener) {
    this.listeners[name] = (this.listeners[name] || []).filter(function (each) {
      return listener && each !== listener;
    });
    return this;
  };

  CardElement.prototype.emit = function (name, event) {
    (this.listeners[name] || []).slice().forEach(function (listener) {
      listener(event);
    });
  };

  CardElement.prototype.focus = function () {
    this.tell('focus');
  };

  CardElement.prototype.clear = function () {
    this.tell('clear');
  };

  CardElement.prototype.blur = function () {};
  CardElement.prototype.collapse = function () {};
  CardElement.prototype.update = function () {};

  CardElement.prototype.unmount = function () {
    if (this.frame) {
      this.frame.element.remove();
      this.frame = null;
    }
  };

  CardElement.prototype.destroy = CardElement.prototype.unmount;

  function Elements(options) {
    this.options = options || {};
    this.element = null;
  }

  Elements.prototype.create = function (type) {
    if (type !== 'payment' && type !== 'card') {
      throw new Error('The sandbox has elements of type payment and card only.');
    }
    if (this.element) {
      throw new Error("Can only create one Element of type '" + type + "'.");
    }
    this.element = new CardElement(type);
    return this.element;
  };

  Elements.prototype.getElement = function () {
    return this.element;
  };

  Elements.prototype.update = function (options) {
    Object.assign(this.options, options);
  };

  Elements.prototype.fetchUpdates = function () {
    return Promise.resolve({});
  };

  Elements.prototype.submit = function () {
    return this.element ? this.element.ask('validate') : Promise.reject(new Error('No element is mounted.'));
  };

  function kindOf(clientSecret) {
    var setup = String(clientSecret).indexOf('seti_') === 0;
    return {name: setup ? 'setupIntent' : 'paymentIntent', path: setup ? 'setup_intents' : 'payment_intents'};
  }

  function Stripe(key) {
    this.key = key;
  }

  Stripe.prototype.elements = function (options) {
    return new Elements(options);
  };

  Stripe.prototype.retrieve = function (clientSecret) {
    var kind = kindOf(clientSecret);
    var id = clientSecret.split('_secret_')[0];
    var query = new URLSearchParams({key: this.key, client_secret: clientSecret});
    return fetch(ORIGIN + '/v1/' + kind.path + '/' + encodeURIComponent(id) + '?' + query)
      .then(function (answer) {
        return answer.json();
      })
      .then(function (answer) {
        return shaped(kind, answer);
      })
      .catch(unreachable);
  };

  Stripe.prototype.retrieveSetupIntent = Stripe.prototype.retrieve;
  Stripe.prototype.retrievePaymentIntent = Stripe.prototype.retrieve;

  function shaped(kind, answer) {
    if (answer.error) {
      return {error: answer.error};
    }
    var result = {};
    result[kind.name] = answer;
    return result;
  }

  Stripe.prototype.createPaymentMethod = function (options) {
    var element = options.elements ? options.elements.getElement() : options.element || options.card;
    return element.ask('create', {key: this.key}).then(function (answer) {
      return answer.error ? answer : {paymentMethod: answer};
    });
  };

  Stripe.prototype.confirm = function (options) {
    var self = this;
    var elements = options.elements;
    var clientSecret = options.clientSecret || (elements && elements.options.clientSecret);
    if (!clientSecret) {
      return Promise.reject(new Error('A client secret is needed: pass clientSecret.'));
    }
    var kind = kindOf(clientSecret);
    var params = options.confirmParams || {};
    var method = elements
      ? elements.getElement().ask('create', {key: this.key})
      : Promise.resolve({id: params.payment_method});
    return method
      .then(function (made) {
        if (made.error) {
          return {error: made.error};
        }
        var form = {key: self.key, client_secret: clientSecret};
        if (made.id) {
          form.payment_method = made.id;
        }
        if (params.return_url) {
          form.return_url = params.return_url;
        }
        var id = clientSecret.split('_secret_')[0];
        return post('/v1/' + kind.path + '/' + encodeURIComponent(id) + '/confirm', form).then(function (answer) {
          return shaped(kind, answer);
        });
      })
      .then(function (result) {
        var intent = result[kind.name];
        return intent && intent.status === 'requires_action' ? self.challenge(clientSecret) : result;
      })
      .then(function (result) {
        return self.redirect(result, kind, options, clientSecret);
      })
      .catch(unreachable);
  };

  /** Without redirect: 'if_required' Stripe.js leaves for the return URL, and the promise never settles. */
  Stripe.prototype.redirect = function (result, kind, options, clientSecret) {
    var url = options.confirmParams && options.confirmParams.return_url;
    if (result.error || options.redirect === 'if_required' || !url) {
      return result;
    }
    var target = new URL(url);
    var name = kind.name === 'setupIntent' ? 'setup_intent' : 'payment_intent';
    target.searchParams.set(name, clientSecret.split('_secret_')[0]);
    target.searchParams.set(name + '_client_secret', clientSecret);
    target.searchParams.set('redirect_status', 'succeeded');
    location.assign(target.href);
    return new Promise(function () {});
  };

  Stripe.prototype.confirmSetup = Stripe.prototype.confirm;
  Stripe.prototype.confirmPayment = Stripe.prototype.confirm;

  Stripe.prototype.handleNextAction = function (options) {
    var self = this;
    return this.retrieve(options.clientSecret).then(function (result) {
      var intent = result.setupIntent || result.paymentIntent;
      return intent && intent.status === 'requires_action' ? self.challenge(options.clientSecret) : result;
    });
  };

  /** Shows 3-D Secure over the page until the customer has settled it. */
  Stripe.prototype.challenge = function (clientSecret) {
    var self = this;
    var kind = kindOf(clientSecret);
    var before = document.activeElement;
    var cover = document.createElement('div');
    cover.style.cssText = 'position:fixed;inset:0;z-index:2147483647;background:rgba(0,0,0,.6)';
    cover.setAttribute('data-sandbox-challenge', '');
    return new Promise(function (resolve) {
      var made = frame(cover, 'challenge.html', '3D Secure', function (message) {
        if (message.type === 'settled') {
          resolve();
        }
      });
      made.element.style.height = '100%';
      document.body.appendChild(cover);
      made.ready.then(function (port) {
        port.postMessage({key: self.key, clientSecret: clientSecret});
        made.element.focus();
      });
    })
      .then(function () {
        cover.remove();
        if (before && before.focus) {
          before.focus();
        }
        return self.retrieve(clientSecret);
      })
      .then(function (result) {
        var intent = result[kind.name];
        var failed = intent && (intent.last_setup_error || intent.last_payment_error);
        return failed && intent.status === 'requires_payment_method' ? {error: failed} : result;
      });
  };

  window.Stripe = function (key) {
    if (typeof key !== 'string' || key.indexOf('pk_') !== 0) {
      throw new Error('Stripe() needs a publishable key (pk_…); never give it a secret key.');
    }
    return new Stripe(key);
  };
  window.Stripe.version = 'sandbox';
})();
