import type { Page } from '@playwright/test';

import { violations } from '../support/axe.ts';
import { errors, form } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'rollen' });

const OWN = 'Gemeente Enschede';

/** The row of an organisation in the list of all. */
const line = (page: Page, organisation: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name: organisation, exact: true }) });
const text = (page: Page) => page.getByRole('textbox', { name: 'Rolbeschrijving' });
const role = (page: Page) => page.getByRole('region', { name: 'Rol in de regio' });

test('what an organisation does is written, read by all and acknowledged by its bestuurder only', async ({ page, enter, open, troubles, scripts }) => {
  await enter('ambtenaar.enschede');
  await open('/organisaties');
  await expect(page.getByText(/^Rolbeschrijvingen: /)).toContainText('nog geen rolbeschrijving');
  if (scripts) expect(await violations(page)).toEqual([]);
  await line(page, OWN).getByRole('link', { name: OWN, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(OWN);
  await page.getByRole('link', { name: /^Rolbeschrijving (schrijven|wijzigen)$/ }).click();
  if (scripts) expect(await violations(page)).toEqual([]);

  troubles.expectStatus(422);
  await text(page).fill('-');
  await form(page).save.click();
  await expect(errors(page)).toContainText('Schrijf op wat uw organisatie in de regio doet.');
  await expect(text(page)).toHaveValue('-');
  await text(page).fill('Wij schrijven de agenda van Enschede.\n\nWij zorgen voor grond.');
  await form(page).save.click();
  await expect(page.getByRole('status').filter({ hasText: 'De rolbeschrijving is opgeslagen.' })).toBeVisible();
  await expect(role(page)).toContainText('Wij zorgen voor grond.');
  await expect(role(page)).toContainText('wacht deze tekst op erkenning');
  await expect(page.getByRole('button', { name: 'Rol erkennen' })).toHaveCount(0);
  const address = new URL(page.url()).pathname;

  // An aanjager writes, and does not acknowledge for another.
  await enter('aanjager');
  await open(address);
  await expect(page.getByRole('button', { name: 'Rol erkennen' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Rolbeschrijving wijzigen' })).toBeVisible();

  await enter('wethouder.enschede');
  await open('/mijn-taken');
  const task = page.getByRole('region', { name: /^Rol te erkennen/ });
  await task.getByRole('link', { name: `Rolbeschrijving van ${OWN}` }).click();
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Rol erkennen' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'U hebt de rol van uw organisatie erkend.' })).toBeVisible();
  await expect(role(page)).toContainText('Erkend op 21-11-2026 door de bestuurder van de organisatie.');
  await expect(page.getByRole('button', { name: 'Rol erkennen' })).toHaveCount(0);
  await open('/mijn-taken');
  await expect(task).toHaveCount(0);

  await enter('lezer');
  await open('/organisaties');
  await expect(line(page, OWN)).toContainText('Erkend op 21-11-2026');
});

test('a changed text asks again, and nobody acknowledges what they have not read', async ({ page, secondPage, enter, open, troubles }) => {
  const to = async (which: Page) => {
    await open('/organisaties', which);
    await line(which, OWN).getByRole('link', { name: OWN, exact: true }).click();
  };
  const write = async (words: string) => {
    await to(secondPage);
    await secondPage.getByRole('link', { name: /^Rolbeschrijving (schrijven|wijzigen)$/ }).click();
    await text(secondPage).fill(words);
    await form(secondPage).save.click();
    await expect(role(secondPage)).toContainText(words);
  };
  await enter('aanjager', secondPage);
  await write('Enschede bouwt.');
  await enter('wethouder.enschede');
  await to(page);
  await write('Enschede bouwt niet.');
  troubles.expectStatus(409);
  await page.getByRole('button', { name: 'Rol erkennen' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'De rolbeschrijving is intussen gewijzigd.' })).toBeVisible();
  await expect(role(page)).toContainText('Enschede bouwt niet.');
  await to(page);
  await page.getByRole('button', { name: 'Rol erkennen' }).click();
  await expect(role(page)).toContainText('Erkend op 21-11-2026');
});

test('on a phone the page of an organisation fits', async ({ page, enter, open }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await enter('lezer');
  await open('/organisaties');
  await line(page, 'Domijn').getByRole('link', { name: 'Domijn', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Domijn' })).toBeVisible();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(wide).toBe(false);
});
