import type { Page } from '@playwright/test';

import { COMPLETE, figure, line, record, reportByHand, timeline } from '../support/commitment.ts';
import { count } from '../support/filter.ts';
import { serverFunctions } from '../support/functions.ts';
import { PASSWORD, email, expect, test } from '../support/test.ts';

test.use({ world: 'rechten' });

const NOT_FOUND = 'Deze pagina bestaat niet';
const FORBIDDEN = 'Dit mag u niet';
const REFUSED = 'Het e-mailadres of het wachtwoord klopt niet. Controleer beide en probeer het opnieuw.';

const idOf = (path: string) => path.split('/').at(-1) ?? '';

/** Forms that change a commitment, as somebody would send them by hand. */
const byHand = (path: string) => [
  { address: `${path}/bewerken`, form: { 'form[id]': idOf(path), 'form[version]': '1', 'form[title]': 'Gekaapt', 'form[kind]': 'verzoek', 'form[due]': '2030' } },
  { address: `${path}/voortgang`, form: reportByHand(idOf(path), 'groen') },
  { address: path, form: { 'form[id]': idOf(path) } },
];

/** The same, for the server functions. */
async function functionsByHand(page: Page, path: string) {
  const functions = await serverFunctions(page);
  const names = ['save_commitment', 'keep_progress', 'propose_commitment'];
  return names.map((name, index) => ({ address: functions.get(name) ?? `no ${name}`, form: byHand(path)[index]?.form ?? {} }));
}

test('a reader sees no buttons, and requests by hand are refused', async ({ page, secondPage, open, enter, troubles }) => {
  const title = 'Woonzorggebouw aan de Het Zeggelt';
  await enter('ambtenaar.enschede', secondPage);
  const path = await record(secondPage, open, { ...COMPLETE, title });
  await enter('lezer');

  await open('/afspraken?gemeente=enschede');
  await expect(line(page, title)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Nieuwe afspraak' })).toHaveCount(0);
  await open('/gemeenten/enschede');
  await expect(line(page, title)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Nieuwe afspraak' })).toHaveCount(0);
  await open(path);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('link', { name: /Wijzigen|Voortgang melden/ })).toHaveCount(0);

  troubles.expectStatus(403);
  for (const address of ['/afspraken/nieuw', `${path}/bewerken`, `${path}/voortgang`]) {
    const answer = await page.goto(address);
    expect(answer?.status(), address).toBe(403);
    await expect(page.getByRole('heading', { level: 1, name: FORBIDDEN })).toBeVisible();
  }
  for (const { address, form } of [...byHand(path), ...(await functionsByHand(page, path))]) {
    const answer = await page.request.post(address, { form, maxRedirects: 0 });
    expect(answer.status(), address).toBe(403);
  }

  await open(path, secondPage);
  await expect(secondPage.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(timeline(secondPage)).toHaveCount(1);
  await expect(secondPage.getByText('Nog geen voortgang')).toBeVisible();
});

test('a reader cannot add a commitment by hand', async ({ page, secondPage, open, enter }) => {
  await enter('lezer');
  const form = { 'form[agenda]': 'regio', 'form[title]': 'Van een lezer', 'form[kind]': 'verzoek', 'form[due]': '2030' };
  const functions = await serverFunctions(page);
  const addresses = ['/afspraken/nieuw', functions.get('save_commitment') ?? 'no save_commitment'];
  for (const address of addresses) {
    const answer = await page.request.post(address, { form, maxRedirects: 0 });
    expect(answer.status(), address).toBe(403);
  }
  await open('/afspraken?zoek=Van%20een%20lezer');
  await expect(page.getByRole('heading', { name: 'Geen afspraken gevonden' })).toBeVisible();

  // There is nothing wrong with the form itself.
  await enter('aanjager', secondPage);
  const saved = await secondPage.request.post('/afspraken/nieuw', { form, maxRedirects: 0 });
  expect(saved.status()).toBe(303);
});

test('a concept of others exists nowhere', async ({ page, secondPage, open, enter, troubles }) => {
  const title = 'Vertrouwelijke plek Roombeek';
  await enter('corporatie.domijn');
  const seen = async () => {
    await open('/');
    const dashboard = [
      await figure(page, 'Stand van zaken', 'afspraken'),
      await figure(page, 'Stand van zaken', 'concept'),
      await figure(page, 'Voortgang', 'rood'),
    ];
    await open('/afspraken');
    const list = await count(page);
    await open('/gemeenten/enschede');
    return [...dashboard, list, await figure(page, 'Stand van zaken', 'afspraken')];
  };
  const before = await seen();

  await enter('ambtenaar.enschede', secondPage);
  const path = await record(secondPage, open, { ...COMPLETE, title, lead: 'De Posten' });
  const reported = await secondPage.request.post(`${path}/voortgang`, { form: reportByHand(idOf(path), 'rood'), maxRedirects: 0 });
  expect(reported.status()).toBe(303);

  expect(await seen()).toEqual(before);
  await expect(page.getByText(title)).toHaveCount(0);
  for (const query of ['zoek=Vertrouwelijke', 'zoek=Roombeek', 'voortgang=rood&zoek=plek', 'status=concept&zoek=Vertrouwelijke']) {
    await open(`/afspraken?${query}`);
    await expect(page.getByText(title)).toHaveCount(0);
  }
  await open('/afspraken?gemeente=enschede&sorteer=bijgewerkt');
  await expect(page.getByRole('table')).toBeVisible();
  await expect(page.getByText(title)).toHaveCount(0);

  troubles.expectStatus(404);
  for (const address of [path, `${path}/bewerken`, `${path}/voortgang`]) {
    const answer = await page.goto(address);
    expect(answer?.status(), address).toBe(404);
    await expect(page.getByRole('heading', { level: 1, name: NOT_FOUND })).toBeVisible();
    await expect(page.getByText(title)).toHaveCount(0);
  }
  for (const { address, form } of [...byHand(path), ...(await functionsByHand(page, path))]) {
    const answer = await page.request.post(address, { form, maxRedirects: 0 });
    expect(answer.status(), address).toBe(404);
  }
  // Exactly what is said of a commitment that does not exist at all.
  const nowhere = await page.request.get(path.replace(/\w{4}$/, '0000'));
  expect(nowhere.status()).toBe(404);

  await open(path, secondPage);
  await expect(secondPage.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(timeline(secondPage)).toHaveCount(2);
});

test('a wrong password and an unknown account get the same answer', async ({ page, open, usable, troubles }) => {
  troubles.expectStatus(401);
  for (const address of [email('ambtenaar.enschede'), 'niemand@twente.example']) {
    await open('/inloggen');
    await page.getByLabel('E-mailadres').fill(address);
    await page.getByLabel('Wachtwoord').fill('dit-is-het-niet');
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
    expect((await answer).status()).toBe(401);
    await expect(page.getByRole('alert').getByRole('link')).toHaveText([REFUSED]);
    await usable();
    await expect(page.getByLabel('E-mailadres')).toHaveValue(address);
    await expect(page.getByLabel('Wachtwoord')).toHaveValue('');
    await page.getByRole('alert').getByRole('link').click();
    await expect(page.getByLabel('E-mailadres')).toBeFocused();
  }
});

test('nobody sees anything without logging in, and comes back to what was asked', async ({ page, open, usable }) => {
  for (const path of ['/', '/afspraken', '/afspraken/nieuw', '/gemeenten/enschede', '/doelen', '/termijnen', '/organisaties', '/bestaat-niet']) {
    const answer = await page.request.get(path, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(303);
    expect(answer.headers()['location'], path).toMatch(/^\/inloggen/);
  }
  await open('/afspraken?voortgang=rood&zoek=Nijverdal');
  await expect(page).toHaveURL(/\/inloggen\?terug=/);
  await page.getByLabel('E-mailadres').fill(email('provincie'));
  await page.getByLabel('Wachtwoord').fill(PASSWORD);
  await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
  await expect(page).toHaveURL('/afspraken?voortgang=rood&zoek=Nijverdal');
  await usable();
  await expect(line(page, 'Achttien zorggeschikte woningen in Nijverdal')).toBeVisible();
});

test('a demo account logs in with one button', async ({ page, open, usable }) => {
  await open('/inloggen');
  await page.getByRole('button', { name: email('zorgkantoor') }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mijn taken' })).toBeVisible();
  await usable();
  await expect(page.getByText('Medewerker zorgkantoor')).toBeVisible();
  await expect(page.getByText(PASSWORD)).toHaveCount(0);
});

test('logging in leads to this site only', async ({ page }) => {
  for (const elsewhere of ['https://elders.example/', '//elders.example', '/\\elders.example']) {
    const form = { 'form[email]': email('provincie'), 'form[password]': PASSWORD, 'form[return_to]': elsewhere };
    const answer = await page.request.post('/inloggen', { form, maxRedirects: 0 });
    expect(answer.headers()['location']).toBe('/mijn-taken');
  }
});

test('logging out ends the session, also for who kept the cookie', async ({ page, context, open, enter, playwright, baseURL }) => {
  await enter('zorg.liberein');
  await open('/');
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const thief = await playwright.request.newContext({ baseURL: baseURL ?? '', extraHTTPHeaders: { cookie } });
  expect((await thief.get('/afspraken', { maxRedirects: 0 })).status()).toBe(200);

  await page.getByRole('button', { name: 'Uitloggen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Inloggen' })).toBeVisible();
  const answer = await thief.get('/afspraken', { maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  expect(answer.headers()['location']).toMatch(/^\/inloggen/);
  await thief.dispose();
  await open('/afspraken');
  await expect(page).toHaveURL(/\/inloggen/);
});

test('a login gets a session of its own', async ({ context, enter }) => {
  const session = async () => (await context.cookies()).find(({ name }) => name.endsWith('woonzorgagenda'));
  await enter('zorg.liberein');
  const first = await session();
  await enter('provincie');
  const second = await session();
  expect(first?.value).toMatch(/^[\w-]{22,}/);
  expect(second?.value).not.toBe(first?.value);
  expect(second).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
});

test('requests that another site makes are refused', async ({ page, open, enter }) => {
  await enter('aanjager');
  const functions = await serverFunctions(page);
  const addresses = ['/uitloggen', '/inloggen', '/afspraken/nieuw', functions.get('save_commitment') ?? ''];
  const foreign: Record<string, string>[] = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://elders.example' }];
  for (const address of addresses) {
    for (const headers of foreign) {
      const answer = await page.request.post(address, { headers, form: {}, maxRedirects: 0 });
      expect(answer.status(), `${address} ${JSON.stringify(headers)}`).toBe(403);
    }
  }
  await open('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Dashboard' })).toBeVisible();
});

test('server functions answer only to POST, and only to who is logged in', async ({ page, context, enter }) => {
  await enter('aanjager');
  const functions = await serverFunctions(page);
  const names = [...functions.keys()];
  for (const name of ['save_commitment', 'propose_commitment', 'keep_progress', 'list_commitments', 'show_commitment']) {
    expect(names).toContain(name);
  }
  await context.clearCookies();
  for (const [name, address] of functions) {
    const nobody = await page.request.post(address, { data: {} });
    expect(nobody.status(), name).toBe(401);
    expect(await nobody.text(), name).not.toMatch(/"(title|rows|number)"/);
  }
  await enter('aanjager');
  for (const [name, address] of functions) {
    expect((await page.request.get(address)).status(), name).toBe(405);
  }
});
