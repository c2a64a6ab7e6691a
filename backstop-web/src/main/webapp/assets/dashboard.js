// What the dashboard adds where scripts run: a button that copies a snippet, and one answer to a double click.
(() => {
  'use strict';
  for (const button of document.querySelectorAll('.copy')) {
    const source = document.getElementById(button.dataset.copies);
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener('click', async () => {
      const before = button.textContent;
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = button.dataset.copied;
      document.getElementById('live').textContent = button.dataset.copied;
      setTimeout(() => {
        button.textContent = before;
        document.getElementById('live').textContent = '';
      }, 2000);
    });
  }
  for (const form of document.querySelectorAll('form[method=post]')) {
    form.addEventListener('submit', (event) => {
      // A look at the preview, or a form whose answer is a file, leaves the page as it is.
      if (event.submitter?.formTarget || form.dataset.again) return;
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = 'yes';
    });
  }
  // A page that comes back from the browser's memory may send its forms again.
  addEventListener('pageshow', () => {
    for (const form of document.forms) delete form.dataset.sent;
  });

  // The flow editor: a field that was changed is saved at once, and what customers see is drawn anew. The form's
  // fields stay as they are, so that nobody who types on loses a letter; what it was made from moves on.
  const edit = document.querySelector('form.edit');
  const save = edit && edit.querySelector('button[name=verb][value=save]');
  if (save) {
    let last = Promise.resolve();
    let waiting = 0;
    const draw = (fresh) => {
      for (const id of ['tree', 'findings', 'edited']) {
        document.getElementById(id).replaceWith(fresh.getElementById(id));
      }
      for (const id of ['undo', 'redo']) {
        document.getElementById(id).disabled = fresh.getElementById(id).disabled;
      }
      const revision = fresh.querySelector('form.edit input[name=revision]').value;
      for (const input of document.querySelectorAll('input[name=revision]')) input.value = revision;
      for (const was of fresh.querySelectorAll('form.edit input[name^="was."]')) {
        const here = edit.elements[was.name];
        if (here) here.value = was.value;
      }
      document.getElementById('sample').contentWindow.location.reload();
    };
    const send = async () => {
      const data = new URLSearchParams(new FormData(edit));
      data.set('verb', 'save');
      const answer = await fetch(edit.action, { method: 'POST', body: data, keepalive: true });
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (!answer.ok || !fresh.querySelector('form.edit')) throw new Error('not saved');
      draw(fresh);
      document.getElementById('live').textContent =
        fresh.querySelector('.note[role=status]')?.textContent ?? '';
    };
    edit.addEventListener('change', (event) => {
      // What changes the form itself, or adds to it, waits for its button.
      if (/^(new|type)$|\.add$/.test(event.target.name)) return;
      // Told that it could not be saved, the browser sends the form itself and shows why.
      waiting += 1;
      last = last.then(send).then(
        () => (waiting -= 1),
        () => {
          waiting = 0;
          edit.requestSubmit(save);
        },
      );
    });
    // A button pressed meanwhile acts on what comes of it.
    document.addEventListener(
      'submit',
      (event) => {
        if (!waiting || event.target.method !== 'post') return;
        event.preventDefault();
        event.stopImmediatePropagation();
        last.then(() => event.target.requestSubmit(event.submitter));
      },
      true,
    );
  }
})();
