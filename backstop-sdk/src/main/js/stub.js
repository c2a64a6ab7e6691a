// Calls made before embed.js has loaded. Paste it inline, above the first call.
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
