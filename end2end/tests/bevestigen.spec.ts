import type { Page } from '@playwright/test';

import { COMPLETE, errors, form, record, timeline } from '../support/commitment.ts';
import { type Account, expect, test } from '../support/test.ts';

test.use({ world: 'bevestigen' });

const done = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });
const card = (page: Page) => page.getByRole('region', { name: 'Bevestiging' });
const party = (page: Page, name: string) => card(page).getByRole('listitem').filter({ hasText: name });

test('lead and partner confirm, one of them with a reservation; a moved date asks both again', async ({ page, secondPage, open, enter, usable, troubles }) => {
  const title = 'Veertien zorgwoningen aan de Rietmolen';
  const answer = async (path: string, account: Account, reply: string, text = '') => {
    await enter(account, secondPage);
    await open('/mijn-taken', secondPage);
    await secondPage.getByRole('link', { name: new RegExp(title) }).click();
    await expect(secondPage).toHaveURL(`${path}/bevestigen`);
    await secondPage.getByRole('radio', { name: reply, exact: true }).check();
    await secondPage.getByLabel(/^Voorbehoud of reden/).fill(text);
    await secondPage.getByRole('button', { name: 'Antwoord geven' }).click();
  };

  await enter('ambtenaar.enschede');
  const path = await record(page, open, { ...COMPLETE, title, parties: [{ organisation: 'Liberein', contribution: 'Levert zorg' }] });
  await page.getByRole('button', { name: 'Voorstellen aan de partijen' }).click();
  await expect(done(page, 'De afspraak is voorgesteld aan de partijen.')).toBeVisible();

  await answer(path, 'corporatie.domijn', 'Bevestigen');
  await expect(done(secondPage, 'Uw antwoord is vastgelegd.')).toBeVisible();
  troubles.expectStatus(422);
  await answer(path, 'zorg.liberein', 'Bevestigen onder voorbehoud');
  await errors(secondPage).getByRole('link').click();
  await expect(secondPage.getByLabel(/^Voorbehoud of reden/)).toBeFocused();
  await expect(secondPage.getByRole('radio', { name: 'Bevestigen onder voorbehoud' })).toBeChecked();
  await secondPage.getByLabel(/^Voorbehoud of reden/).fill('Goedkeuring door de RvC');
  await secondPage.getByRole('button', { name: 'Antwoord geven' }).click();
  await expect(party(secondPage, 'Liberein')).toContainText('Goedkeuring door de RvC');
  await open(path);
  await expect(page.getByText('Voorgesteld', { exact: true }).first()).toBeVisible();
  await expect(party(page, 'Domijn')).toContainText('Bevestigd');

  await open('/mijn-taken', secondPage);
  await secondPage.getByRole('link', { name: new RegExp(title) }).click();
  await secondPage.getByRole('button', { name: 'Het voorbehoud vervalt' }).click();
  await expect(done(secondPage, 'Alle partijen hebben bevestigd: de afspraak geldt.')).toBeVisible();
  await open('/mijn-taken', secondPage);
  await expect(secondPage.getByRole('region', { name: /^Te bevestigen/ }).getByRole('link', { name: new RegExp(title) })).toHaveCount(0);

  await open(`${path}/bewerken`);
  await form(page).due.fill('Q1 2028');
  await form(page).save.click();
  await expect(done(page, 'De wijziging ligt bij de partijen')).toBeVisible();
  await usable();
  await expect(page.getByText('Bekrachtigd', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('Wijziging voorgesteld')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Wanneer, waar, waarvoor' })).toContainText('3e kwartaal 2027');
  await expect(card(page)).toContainText('was: 3e kwartaal 2027');
  await expect(card(page)).toContainText('is nu: 1e kwartaal 2028');
  for (const name of ['Domijn', 'Liberein']) await expect(party(page, name)).toContainText('Nog geen antwoord');
  // Who said yes to what holds meanwhile, stays there to read.
  await card(page).getByText('Wie versie 1 bevestigde').click();
  await expect(card(page).getByRole('group').getByRole('listitem').filter({ hasText: 'Liberein' })).toContainText('voorbehoud vervallen');

  await answer(path, 'zorg.liberein', 'Afwijzen', 'Dat is te laat voor onze bewoners.');
  await expect(party(secondPage, 'Liberein')).toContainText('Dat is te laat voor onze bewoners.');
  await open('/mijn-taken');
  await expect(page.getByRole('region', { name: /^Afgewezen/ })).toContainText('Liberein: afgewezen (Dat is te laat voor onze bewoners.)');

  await open(`${path}/afsluiten`);
  await page.getByRole('radio', { name: /intrekken/ }).check();
  await page.getByRole('button', { name: 'Vastleggen' }).click();
  await expect(done(page, 'Wat gold, blijft gelden.')).toBeVisible();
  await usable();
  await expect(timeline(page).first()).toContainText('Wijziging ingetrokken');
});

test('nobody confirms for Domijn but Domijn', async ({ page, open, enter, troubles }) => {
  const title = 'Acht woningen aan de Brinkstraat';
  await enter('ambtenaar.enschede');
  const path = await record(page, open, { ...COMPLETE, title });
  await page.getByRole('button', { name: 'Voorstellen aan de partijen' }).click();
  await expect(done(page, 'De afspraak is voorgesteld aan de partijen.')).toBeVisible();
  troubles.expectStatus(403);
  for (const account of ['beheerder', 'aanjager', 'wethouder.enschede', 'ambtenaar.enschede', 'zorg.liberein'] as const) {
    await enter(account);
    await open(path);
    await expect(page.getByRole('link', { name: 'Antwoorden namens uw organisatie' })).toHaveCount(0);
    const form = { 'form[id]': path.split('/').at(-1) ?? '', 'form[version]': '1', 'form[reply]': 'bevestigd' };
    const answer = await page.request.post(`${path}/bevestigen`, { form, maxRedirects: 0 });
    expect(answer.status(), account).toBe(403);
  }
  await expect(party(page, 'Domijn')).toContainText('Nog geen antwoord');
});

test('an answer to what is not asked any more is told so, and can be copied', async ({ page, secondPage, open, enter, troubles }) => {
  const title = 'Negen woningen aan de Lipperkerkstraat';
  await enter('ambtenaar.enschede');
  const path = await record(page, open, { ...COMPLETE, title });
  await page.getByRole('button', { name: 'Voorstellen aan de partijen' }).click();
  await expect(done(page, 'De afspraak is voorgesteld aan de partijen.')).toBeVisible();
  // Two of one organisation answer at once.
  await enter('corporatie.domijn');
  await enter('corporatie.domijn', secondPage);
  await open(`${path}/bevestigen`, secondPage);
  await open(`${path}/bevestigen`);
  await page.getByRole('radio', { name: 'Bevestigen', exact: true }).check();
  await page.getByRole('button', { name: 'Antwoord geven' }).click();
  await expect(done(page, 'Alle partijen hebben bevestigd: de afspraak geldt.')).toBeVisible();

  troubles.expectStatus(409);
  await secondPage.getByRole('radio', { name: 'Afwijzen', exact: true }).check();
  await secondPage.getByLabel(/^Voorbehoud of reden/).fill('Kan niet: te weinig capaciteit');
  await secondPage.getByRole('button', { name: 'Antwoord geven' }).click();
  await expect(secondPage.getByRole('heading', { level: 1, name: 'Uw antwoord is niet opgeslagen' })).toBeVisible();
  await expect(secondPage.getByRole('alert')).toContainText('Er ligt op dit moment niets ter bevestiging.');
  await expect(secondPage.getByText('Kan niet: te weinig capaciteit')).toBeVisible();
  await secondPage.getByRole('link', { name: 'Lees hoe de afspraak er nu voor staat' }).click();
  await expect(party(secondPage, 'Domijn')).toContainText('Bevestigd');
});

test('nothing changed, says one click', async ({ page, open, enter, usable }) => {
  await enter('ambtenaar.enschede');
  const path = await record(page, open, { ...COMPLETE, title: 'Proef met een klusdienst' });
  await open(`${path}/voortgang`);
  for (const aspect of ['Inhoud', 'Planning', 'Geld']) await page.getByRole('group', { name: aspect }).getByRole('radio', { name: /^Groen/ }).check();
  await form(page).save.click();
  await usable();
  const progress = page.getByRole('region', { name: 'Voortgang', exact: true });
  await progress.getByRole('button', { name: 'Geen wijziging' }).click();
  await expect(progress).toContainText('geen wijziging');
  await expect(timeline(page).first()).toContainText('Voortgang: geen wijziging');
});
