// Who is about to leave what they typed is asked first. Without this file the pages work as they are.
'use strict';
(() => {
  const QUESTION = 'Wat u hebt ingevuld, is nog niet opgeslagen. Als u weggaat, bent u het kwijt. Toch weggaan?';

  /** Forms in which somebody typed. One that was saved in place is no longer on the page. */
  const typed = new Set();
  /** How a form was sent last. */
  let sent = null;

  const posts = (form) => form instanceof HTMLFormElement && form.method === 'post';
  /** The browser leaves the page to send it; what a script sends, is not saved until the form is gone. */
  const isSent = (form) => sent?.target === form && !sent.defaultPrevented;
  const unsaved = () => [...typed].some((form) => form.isConnected && !('kept' in form.dataset) && !isSent(form));

  // What was refused stands in the form that came back, and nowhere else.
  const refused = document.querySelectorAll('form[method="post"]:has([role="alert"])');
  for (const form of refused) remember(form);

  function remember(form) {
    // Who they are people type in a moment; a password is not kept for longer than that.
    if (posts(form) && !form.querySelector('[type="password"], [autocomplete="username"]')) typed.add(form);
  }

  addEventListener('input', (event) => {
    sent = null;
    remember(event.target.form);
  });
  addEventListener('submit', (event) => { sent = event; }, true);

  // A page that wakes up goes to another without the browser noticing. Its own question comes in Dutch, too.
  addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href]');
    const elsewhere = link?.target || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!link || elsewhere || link.hasAttribute('download')) return;
    const to = new URL(link.href);
    const onThisPage = to.hash && to.pathname === location.pathname && to.search === location.search;
    if (onThisPage || !/^https?:$/.test(to.protocol)) return;
    // "Annuleren" is an answer already.
    if (link.closest('.wza-form__actions')) typed.delete(link.closest('form'));
    if (!unsaved()) return;
    if (confirm(QUESTION)) {
      typed.clear();
    } else {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  addEventListener('beforeunload', (event) => {
    if (unsaved()) event.preventDefault();
  });
})();
