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
})();
