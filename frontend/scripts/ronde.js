// The update round, quick: the next page is fetched before it is asked for, reports are sent while one goes on, and keys do
// what the buttons do. Without this file the pages work as they are; it adds no rule, and the server decides.
'use strict';
(() => {
  const KEYS_ON = 'ronde-sneltoetsen';
  /** Long enough for most answers, and short enough to feel at once. Who gets no answer in time goes on meanwhile. */
  const PATIENCE = 60;
  const RETRY = 5000;
  const ASPECTS = { 1: 'content', 2: 'planning', 3: 'money' };
  const NAMES = { content: 'Inhoud', planning: 'Planning', money: 'Geld' };

  const step = () => document.getElementById('ronde');
  const said = document.getElementById('ronde-melding');
  const queue = document.getElementById('ronde-wachtrij');
  const help = document.getElementById('ronde-toetsen');
  const keysOn = document.getElementById('ronde-toetsen-aan');
  if (!step() || !said || !queue || !help || !keysOn) return;
  // Of one person: who logs in after somebody else does not send theirs.
  const OUTBOX = `ronde-wachtrij-${step().dataset.who}`;

  const say = (text) => { said.textContent = text; };
  const pause = (time) => new Promise((done) => { setTimeout(done, time); });

  // What was not acknowledged, by commitment; it outlives this page.
  let outbox = {};
  try { outbox = JSON.parse(sessionStorage.getItem(OUTBOX) ?? '{}'); } catch { outbox = {}; }
  const sending = new Set();
  const keep = () => {
    try { sessionStorage.setItem(OUTBOX, JSON.stringify(outbox)); } catch { /* Then it lasts as long as the page. */ }
    show();
  };

  /** The next page, asked for in advance. */
  let ahead = null;
  const fetchPage = async (address) => {
    const answer = await fetch(address, { headers: { accept: 'text/html' } });
    // What is no step of a round is left to the browser.
    if (!answer.ok || answer.redirected) return document.implementation.createHTMLDocument();
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  };
  /** The page at an address; none when it cannot be had just now. */
  const pageAt = (address) => fetchPage(address).catch(() => null);
  const lookAhead = () => {
    const address = step().dataset.next;
    ahead = { address, page: pageAt(address) };
  };

  const errorTexts = {
    LoggedOut: 'U bent uitgelogd.',
    Forbidden: 'U mag over deze afspraak niet melden.',
    NotFound: 'Deze afspraak is er niet meer.',
  };

  /** Sends one report; says what became of it: 'saved', 'refused' or 'waiting'. */
  async function send(id) {
    const entry = outbox[id];
    if (!entry || sending.has(id)) return 'waiting';
    sending.add(id);
    let outcome = 'waiting';
    try {
      const answer = await fetch(entry.endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: entry.body,
      });
      const text = await answer.text();
      let reply = null;
      try { reply = JSON.parse(text); } catch { /* Not from us: a proxy without its server. */ }
      if (answer.ok && reply?.Done) outcome = 'saved';
      else if (answer.ok && reply?.Rejected) {
        outcome = 'refused';
        entry.problems = reply.Rejected.problems;
        entry.outdated = reply.Rejected.status === 409;
      } else if (answer.status === 401) {
        entry.why = 'logged out';
      } else if (answer.status >= 400 && answer.status < 500) {
        outcome = 'refused';
        entry.problems = [{ field: '', message: errorTexts[reply] ?? 'De server weigert deze melding.' }];
      } else entry.why = 'server';
    } catch {
      entry.why = 'connection';
    }
    sending.delete(id);
    // Who typed on meanwhile has put another report in its place: that one is still to be sent.
    if (outbox[id] === entry) {
      if (outcome === 'saved') delete outbox[id];
      else entry.state = outcome;
      keep();
    }
    return outcome;
  }

  async function sendAll() {
    for (const id of Object.keys(outbox)) {
      if (outbox[id].state === 'refused') continue;
      const here = step()?.dataset.commitment === id;
      const outcome = await send(id);
      if (outcome === 'saved' && here && step()?.dataset.commitment === id) await goOn();
      if (outcome === 'waiting') return;
    }
  }

  /** Shows what waits or was refused. Elements, never HTML: titles are what people typed. */
  function show() {
    const make = (name, text, attributes = {}) => {
      const element = document.createElement(name);
      element.textContent = text;
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    queue.replaceChildren();
    const entries = Object.values(outbox);
    const waiting = entries.filter((entry) => entry.state === 'waiting');
    if (waiting.length > 0) {
      const box = make('div', '', { class: 'utrecht-alert utrecht-alert--warning', role: 'alert' });
      const content = make('div', '', { class: 'utrecht-alert__content' });
      const out = waiting.some((entry) => entry.why === 'logged out');
      content.append(make('p', `Nog niet verstuurd: ${waiting.map((entry) => entry.name).join(', ')}.`));
      content.append(make('p', out
        ? 'U bent uitgelogd. Log in op een nieuw tabblad en verstuur daarna opnieuw. Uw tekst is niet verloren.'
        : 'Er is geen verbinding. Uw tekst is niet verloren; wij proberen het steeds opnieuw.'));
      if (out) content.append(make('a', 'Inloggen op een nieuw tabblad', { href: '/inloggen', target: '_blank' }), ' ');
      const again = make('button', 'Nu opnieuw versturen', { type: 'button', class: 'nl-button nl-button--secondary' });
      again.addEventListener('click', () => { void sendAll(); });
      content.append(again);
      box.append(content);
      queue.append(box);
    }
    for (const entry of entries.filter((one) => one.state === 'refused')) {
      const box = make('div', '', { class: 'utrecht-alert utrecht-alert--error', role: 'alert' });
      const content = make('div', '', { class: 'utrecht-alert__content' });
      content.append(make('p', `Niet opgeslagen: ${entry.name}.`));
      const list = make('ul', '');
      for (const problem of entry.problems ?? []) {
        const item = make('li', '');
        const here = step()?.dataset.commitment === entry.id && document.getElementById(problem.field);
        item.append(here ? make('a', problem.message, { href: `#${problem.field}` }) : problem.message);
        list.append(item);
      }
      content.append(list);
      if (step()?.dataset.commitment !== entry.id) {
        content.append(make('a', 'Terug naar deze afspraak', { href: entry.address }), ' ');
      }
      const drop = make('button', 'Deze melding weggooien', { type: 'button', class: 'nl-button nl-button--subtle' });
      drop.addEventListener('click', () => { delete outbox[entry.id]; keep(); });
      content.append(drop);
      box.append(content);
      queue.append(box);
    }
  }

  /** Puts back what was typed and is not saved yet. */
  function restore() {
    const entry = outbox[step()?.dataset.commitment];
    if (!entry || entry.endpoint !== step().dataset.report) return;
    const form = reportForm();
    if (!form) return;
    const own = ['form[id]', 'form[seen]', 'form[way]'];
    for (const [name, value] of new URLSearchParams(entry.body)) {
      if (own.includes(name)) continue;
      const field = form.elements.namedItem(name);
      if (field) field.value = value;
    }
  }

  const forms = () => [...step().querySelectorAll('form[method="post"]')];
  const keepForm = () => forms().find((form) => form.getAttribute('action').includes('/geen-wijziging'));
  const reportForm = () => forms().find((form) => !form.getAttribute('action').includes('/geen-wijziging'));

  const skips = () => [...step().querySelectorAll('a[href]')].filter((link) => link.getAttribute('href') === step().dataset.next);

  /** How many were left behind on this page: going back, the browser knows them, also when they are out of the filter now. */
  let passed = 0;

  /** To the one before it. */
  function goBack() {
    const { previous } = step().dataset;
    if (passed > 0) history.back();
    else if (previous) location.assign(previous);
    else say('Dit is de eerste afspraak van de ronde.');
  }

  /** To the next page, which is there already when all is well. */
  async function goOn() {
    const address = step().dataset.next;
    const from = step();
    const page = (ahead?.address === address && await ahead.page) || await pageAt(address);
    if (step() !== from) return;
    if (!page) {
      say('De volgende afspraak is nu niet op te halen. Er is niets verloren; probeer het zo nog eens.');
      return;
    }
    const next = page.getElementById('ronde');
    if (!next) {
      // The end of the round. What is not sent yet goes first: the end counts it.
      if (Object.values(outbox).every((entry) => entry.state === 'refused')) location.assign(address);
      return;
    }
    from.replaceWith(document.adoptNode(next));
    document.title = page.title;
    history.pushState(null, '', address);
    passed += 1;
    scrollTo(0, 0);
    arrive();
    const title = step().querySelector('h1');
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  }

  function arrive() {
    for (const form of forms()) {
      form.addEventListener('submit', onSubmit);
      form.addEventListener('input', onInput);
    }
    for (const link of skips()) link.addEventListener('click', onSkip);
    restore();
    show();
    lookAhead();
  }

  function onSkip(event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    say('');
    void goOn();
  }

  const onInput = (event) => { delete event.currentTarget.dataset.kept; };

  async function onSubmit(event) {
    event.preventDefault();
    const form = event.currentTarget;
    const { commitment: id, name, report, keep: keeping } = step().dataset;
    const from = step();
    const endpoint = form === keepForm() ? keeping : report;
    const body = new URLSearchParams(new FormData(form)).toString();
    if (sending.has(id)) return;
    outbox[id] = { id, name, endpoint, body, address: location.pathname + location.search, state: 'sending' };
    keep();
    // Who leaves now loses nothing, and is not asked.
    form.dataset.kept = '';
    const sent = send(id);
    const outcome = await Promise.race([sent, pause(PATIENCE).then(() => 'slow')]);
    if (step() !== from) return;
    if (outcome === 'saved') {
      say(`Opgeslagen: ${name}.`);
      await goOn();
    } else if (outcome === 'slow') {
      await goOn();
      // At the end one stays until it is there.
      if (await sent === 'saved') {
        say(`Opgeslagen: ${name}.`);
        if (step() === from) await goOn();
      }
    } else if (outbox[id]?.outdated) {
      // What somebody else reported is on the page then, and what was typed too.
      location.reload();
    } else {
      say('');
      queue.scrollIntoView({ block: 'nearest' });
      queue.querySelector('a, button')?.focus();
    }
  }

  /** Where a key is a letter of what somebody types. */
  const typing = (target) =>
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
    || (target instanceof HTMLInputElement && !['radio', 'checkbox', 'button', 'submit'].includes(target.type));

  function onKey(event) {
    if (!keysOn.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat || typing(event.target)) return;
    const does = {
      g: () => (keepForm() ? keepForm().requestSubmit() : say('Er is nog geen voortgang gemeld. Meld eerst hoe het ervoor staat.')),
      o: () => reportForm()?.requestSubmit(),
      n: () => skips()[0]?.click(),
      v: goBack,
    }[event.key];
    if (does) {
      event.preventDefault();
      does();
    } else if (event.key in ASPECTS) {
      event.preventDefault();
      nextColour(ASPECTS[event.key]);
    }
  }

  function nextColour(aspect) {
    const choices = [...(reportForm()?.querySelectorAll(`input[name="form[${aspect}]"]`) ?? [])];
    if (choices.length === 0) return;
    const chosen = choices[(choices.findIndex((choice) => choice.checked) + 1) % choices.length];
    chosen.checked = true;
    say(`${NAMES[aspect]}: ${chosen.value}`);
  }

  // Single keys can be switched off, and stay so (WCAG 2.1.4).
  try { keysOn.checked = localStorage.getItem(KEYS_ON) !== 'uit'; } catch { keysOn.checked = true; }
  keysOn.addEventListener('change', () => {
    try { localStorage.setItem(KEYS_ON, keysOn.checked ? 'aan' : 'uit'); } catch { /* Then for this page only. */ }
  });
  help.hidden = false;
  document.addEventListener('keydown', onKey);
  addEventListener('popstate', () => location.reload());
  addEventListener('online', () => { void sendAll(); });
  setInterval(() => { void sendAll(); }, RETRY);
  // A page that was left while it sent does not know what came of it: it is sent again, and saved once.
  for (const entry of Object.values(outbox)) if (entry.state === 'sending') entry.state = 'waiting';
  arrive();
  void sendAll();
})();
