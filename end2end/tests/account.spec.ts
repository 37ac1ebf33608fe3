import type { Page } from '@playwright/test';

import { errors } from '../support/commitment.ts';
import { PASSWORD, email, expect, test } from '../support/test.ts';
import { code } from '../support/totp.ts';

const NOW = '2026-11-21T12:00:00Z';
test.use({ world: 'account', now: NOW });

const NEW_PASSWORD = 'vier losse woorden samen';

async function logIn(page: Page, address: string, password: string): Promise<void> {
  await page.getByLabel('E-mailadres').fill(address);
  await page.getByLabel('Wachtwoord').fill(password);
  await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
}

const logOut = (page: Page) => page.getByRole('button', { name: 'Uitloggen', exact: true }).click();

/** The administrator invites somebody, and gives the link that is shown once. */
async function invite(page: Page, open: (path: string, page?: Page) => Promise<void>, address: string): Promise<string> {
  await open('/beheer/gebruikers/nieuw');
  await page.getByLabel('E-mailadres').fill(address);
  await page.getByLabel('Naam').fill('S. de Vries');
  await page.getByLabel('Functie').fill('Beleidsmedewerker');
  await page.getByLabel('Organisatie', { exact: true }).selectOption({ label: 'Gemeente Borne' });
  await page.getByRole('radio', { name: /^Medewerker/ }).check();
  await page.getByRole('button', { name: 'Uitnodigen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'S. de Vries' })).toBeVisible();
  const link = await page.getByText(/^http:\/\/\S+\/wachtwoord\/[0-9a-f]{64}$/).innerText();
  await page.reload();
  await expect(page.getByText(link)).toHaveCount(0);
  return link;
}

test('an administrator invites somebody, who chooses a password and logs in', async ({ page, secondPage, open, enter, troubles, scripts }) => {
  troubles.expectStatus(401, 404, 422);
  const address = `nieuw-${scripts ? 'met' : 'zonder'}@borne.example`;
  await enter('beheerder');
  const link = await invite(page, open, address);

  await secondPage.goto(new URL(link).pathname);
  await expect(secondPage.getByText(address)).toBeVisible();
  const choose = async (password: string, again: string) => {
    await secondPage.getByLabel('Nieuw wachtwoord').fill(password);
    await secondPage.getByLabel('Nog een keer').fill(again);
    await secondPage.getByRole('button', { name: 'Wachtwoord opslaan' }).click();
  };
  await choose('kort', 'kort');
  await expect(errors(secondPage).getByRole('link')).toHaveText([/minstens 12 tekens/]);
  await choose('wachtwoord2026', 'wachtwoord2026');
  await expect(errors(secondPage).getByRole('link')).toHaveText([/te makkelijk te raden/]);
  await choose(NEW_PASSWORD, 'iets anders dan dat');
  await expect(errors(secondPage).getByRole('link')).toHaveText([/niet hetzelfde/]);
  await choose(NEW_PASSWORD, NEW_PASSWORD);
  await expect(secondPage.getByRole('status')).toContainText('Uw nieuwe wachtwoord is opgeslagen');
  await logIn(secondPage, address, NEW_PASSWORD);
  await expect(secondPage.getByRole('link', { name: 'S. de Vries' })).toBeVisible();

  // It works once.
  await secondPage.goto(new URL(link).pathname);
  await expect(secondPage.getByRole('heading', { level: 1, name: 'Deze link werkt niet meer' })).toBeVisible();

  // Blocked: out at once, and not in again.
  await page.getByRole('checkbox', { name: /^Geblokkeerd/ }).check();
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByRole('status')).toContainText('opgeslagen');
  await secondPage.goto('/');
  await expect(secondPage).toHaveURL(/\/inloggen/);
  await logIn(secondPage, address, NEW_PASSWORD);
  await expect(errors(secondPage)).toBeVisible();
});

test('logging in in two steps', async ({ page, open, enter, troubles, scripts }) => {
  troubles.expectStatus(401, 422);
  // Each run has an account of its own: a code is used up for all.
  const account = scripts ? 'zorgkantoor' : 'provincie';
  const now = new Date(NOW);
  await enter(account);
  await open('/account');
  await page.getByRole('link', { name: 'Inloggen in twee stappen' }).click();
  const secret = await page.locator('code.wza-secret').innerText();
  const recovery = await page.locator('.wza-codes code').first().innerText();
  const turnOn = async (typed: string) => {
    await page.getByLabel('Code van de app').fill(typed);
    await page.getByLabel('Uw wachtwoord').fill(PASSWORD);
    await page.getByRole('button', { name: 'Aanzetten' }).click();
  };
  await turnOn('abc');
  await expect(errors(page).getByRole('link')).toHaveText([/Een code heeft zes cijfers/]);
  await turnOn('000000');
  await expect(errors(page).getByRole('link')).toHaveText([/Deze code klopt niet/]);
  await expect(page.locator('code.wza-secret')).toHaveText(secret);
  await turnOn(code(secret, now, -1));
  await expect(page.getByRole('status')).toContainText('in twee stappen');

  await logOut(page);
  const start = async () => {
    await open('/inloggen?terug=%2Fdoelen');
    await logIn(page, email(account), PASSWORD);
    await expect(page.getByRole('heading', { level: 1, name: 'Code invullen' })).toBeVisible();
  };
  const enterCode = async (typed: string) => {
    await page.getByLabel('Code', { exact: true }).fill(typed);
    await page.getByRole('button', { name: 'Verder' }).click();
  };
  await start();
  await enterCode('abc');
  await expect(errors(page).getByRole('link')).toHaveText([/Vul de zes cijfers van de app in/]);
  // The password alone opens nothing.
  expect((await page.request.get('/doelen', { maxRedirects: 0 })).status()).toBe(303);
  await enterCode(code(secret, now, -1));
  await expect(errors(page).getByRole('link')).toHaveText([/al gebruikt/]);
  await enterCode(code(secret, now));
  await expect(page.getByRole('heading', { level: 1, name: 'Doelen' })).toBeVisible();

  await logOut(page);
  await start();
  await enterCode(recovery.toUpperCase());
  await expect(page.getByRole('heading', { level: 1, name: 'Doelen' })).toBeVisible();
  await logOut(page);
  await start();
  await enterCode(recovery);
  await expect(errors(page)).toBeVisible();
});

test('logging out everywhere, and a new password, end the sessions of other browsers', async ({ page, secondPage, open, enter, scripts }) => {
  const account = scripts ? 'zorg.liberein' : 'corporatie.domijn';
  await enter(account);
  await enter(account, secondPage);
  await open('/account');
  await expect(page.getByRole('row').filter({ hasText: 'Chrome op Linux' })).toHaveCount(2);
  await page.getByRole('button', { name: 'Overal uitloggen' }).click();
  await expect(page.getByRole('status')).toContainText('in alle browsers uitgelogd');
  await secondPage.goto('/account');
  await expect(secondPage).toHaveURL(/\/inloggen/);

  await enter(account);
  await enter(account, secondPage);
  await open('/account/wachtwoord');
  await page.getByLabel('Huidig wachtwoord').fill(PASSWORD);
  await page.getByLabel('Nieuw wachtwoord').fill(NEW_PASSWORD);
  await page.getByLabel('Nog een keer').fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Wachtwoord wijzigen' }).click();
  await expect(page.getByRole('status')).toContainText('In andere browsers bent u uitgelogd');
  await secondPage.goto('/account');
  await expect(secondPage).toHaveURL(/\/inloggen/);
});

test('guessing is braked, and told so', async ({ page, open, troubles, scripts }) => {
  troubles.expectStatus(401, 429);
  const address = `niemand-${scripts ? 'met' : 'zonder'}@twente.example`;
  for (let tries = 0; tries < 10; tries += 1) {
    const answer = await page.request.post('/inloggen', { form: { 'form[email]': address, 'form[password]': 'mis' } });
    expect(answer.status()).toBe(401);
  }
  await open('/inloggen');
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await logIn(page, address, 'weer mis');
  expect((await answer).status()).toBe(429);
  const refusal = page.getByRole('alert', { name: 'Dit kan nu niet' });
  await expect(refusal).toContainText('Dit is te vaak geprobeerd. Wacht 1 minuut en probeer het dan opnieuw.');
  // No field is to blame.
  await expect(refusal.getByRole('link')).toHaveCount(0);
  await expect(page.locator('[aria-invalid="true"]')).toHaveCount(0);
});

test('what happened stands in the log, for the administrator only', async ({ page, open, enter, troubles }) => {
  troubles.expectStatus(404);
  await enter('aanjager');
  const refused = await page.goto('/beheer/logboek');
  expect(refused?.status()).toBe(404);
  await enter('beheerder');
  await open('/beheer/logboek?gebeurtenis=ingelogd');
  const lines = page.getByRole('listitem').filter({ hasText: 'Ingelogd' });
  await expect(lines.first()).toContainText('Beheerder Twente, namens SamenTwente');
  await page.getByLabel('Zoeken').fill('zorggeschikt');
  await page.getByLabel('Gebeurtenis').selectOption({ label: 'Alle' });
  await page.getByRole('button', { name: 'Filteren' }).click();
  await expect(page).toHaveURL(/zoek=zorggeschikt/);
  await expect(page.getByText(/^[\d.]+ gebeurtenis/)).toBeVisible();
});

test('the last administrator stays', async ({ page, open, enter, troubles }) => {
  troubles.expectStatus(422);
  await enter('beheerder');
  await open('/beheer/gebruikers');
  await page.getByRole('link', { name: 'Beheerder Twente' }).last().click();
  await page.getByRole('radio', { name: /^Lezer/ }).check();
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(errors(page).getByRole('link')).toHaveText([/laatste beheerder/]);
  await open('/beheer');
  await expect(page.getByRole('heading', { level: 1, name: 'Beheer' })).toBeVisible();
});
