import type { Page } from '@playwright/test';

import { violations } from '../support/axe.ts';
import { COMPLETE, errors, record } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'samen-wijzigen' });

const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

test('many are changed at once after seeing what happens, but not what changed meanwhile', async ({ page, secondPage, open, enter, usable, troubles, scripts }) => {
  await enter('ambtenaar.enschede');
  await enter('ambtenaar.enschede', secondPage);
  const name = scripts ? 'Lindenhof' : 'Beukenhof';
  const first = await record(page, open, { ...COMPLETE, title: `${name}: eerste fase` });
  await record(page, open, { ...COMPLETE, title: `${name}: tweede fase` });
  await open(`/afspraken?zoek=${name}`);
  await page.getByRole('link', { name: 'samen wijzigen' }).click();
  await usable();
  await expect(page.getByRole('checkbox', { name: new RegExp(name) })).toHaveCount(2);
  if (scripts) expect(await violations(page)).toEqual([]);

  troubles.expectStatus(422);
  await page.getByRole('textbox', { name: 'Gereed' }).fill('binnenkort');
  await page.getByRole('button', { name: 'Bekijken wat er gebeurt' }).click();
  await expect(errors(page)).toContainText('Kies minstens één afspraak.');
  await expect(page.getByRole('textbox', { name: 'Gereed' })).toHaveValue('binnenkort');
  if (scripts) expect(await violations(page)).toEqual([]);

  for (const phase of ['eerste fase', 'tweede fase']) await page.getByRole('checkbox', { name: new RegExp(`${name}: ${phase}`) }).check();
  await page.getByRole('textbox', { name: 'Gereed' }).fill('Q1 2029');
  await page.getByRole('button', { name: 'Bekijken wat er gebeurt' }).click();
  await expect(page.getByText('Er wijzigen 2 afspraken. Er is nog niets opgeslagen.')).toBeVisible();
  await expect(row(page, `${name}: eerste fase`)).toContainText('3e kwartaal 2027');
  await expect(row(page, `${name}: eerste fase`)).toContainText('1e kwartaal 2029');
  await expect(row(page, `${name}: eerste fase`)).toContainText('niemand hoeft te bevestigen');
  if (scripts) expect(await violations(page)).toEqual([]);
  // Going back keeps what was chosen.
  await page.getByRole('button', { name: 'Terug naar kiezen' }).click();
  await expect(page.getByRole('checkbox', { name: new RegExp(`${name}: eerste fase`) })).toBeChecked();
  await expect(page.getByRole('textbox', { name: 'Gereed' })).toHaveValue('Q1 2029');
  await page.getByRole('button', { name: 'Bekijken wat er gebeurt' }).click();

  await open(`${first}/bewerken`, secondPage);
  await secondPage.getByLabel(/^Titel/).fill(`${name}: fase een`);
  await secondPage.getByRole('button', { name: 'Opslaan' }).click();
  await expect(secondPage.getByRole('heading', { level: 1, name: `${name}: fase een` })).toBeVisible();

  await page.getByRole('button', { name: '2 afspraken wijzigen' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Gewijzigd: 1 afspraak.' })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText(`${name}: fase een`);
  if (scripts) expect(await violations(page)).toEqual([]);
  await open(`/afspraken/wijzigen?zoek=${name}&alles=ja`);
  await expect(page.getByRole('checkbox', { name: new RegExp(`${name}: fase een.*3e kwartaal 2027`) })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: new RegExp(`${name}: tweede fase.*1e kwartaal 2029`) })).toBeChecked();
});

test('a document is linked to many at once, and nobody has to confirm again', async ({ page, open, enter, usable, scripts }) => {
  await enter('aanjager');
  const name = scripts ? 'Eikenhof' : 'Berkenhof';
  for (const phase of ['voorjaar', 'najaar']) await record(page, open, { ...COMPLETE, title: `${name}: ${phase}` });
  await open(`/afspraken/wijzigen?zoek=${name}&alles=ja`);
  const document = page.getByLabel(/^Volgt uit/);
  await document.selectOption({ index: 1 });
  const label = (await document.locator('option:checked').textContent()) ?? '';
  await page.getByRole('button', { name: 'Bekijken wat er gebeurt' }).click();
  await expect(page.getByText('Er wijzigen 2 afspraken. Er is nog niets opgeslagen.')).toBeVisible();
  await expect(row(page, `${name}: voorjaar`)).toContainText(label);
  await expect(row(page, `${name}: voorjaar`)).toContainText('niemand hoeft te bevestigen');
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '2 afspraken wijzigen' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Gewijzigd: 2 afspraken.' })).toBeVisible();
  await open(`/afspraken?zoek=${name}`);
  await page.getByRole('link', { name: `${name}: najaar` }).click();
  await usable();
  await expect(page.getByText(label, { exact: true })).toBeVisible();
  // When they are due is as it was.
  await expect(page.getByText('3e kwartaal 2027').first()).toBeVisible();
});

test('at 320 pixels nothing scrolls sideways', async ({ page, open, enter }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await enter('aanjager');
  await open('/afspraken/wijzigen');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
});

test('the function that carries them is changed at once, and binds nobody', async ({ page, open, enter, usable, scripts }) => {
  await enter('aanjager');
  const name = scripts ? 'Iepenhof' : 'Elzenhof';
  const parties = [{ organisation: 'Liberein', function: 'Teamleider wijkzorg', contribution: 'Levert zorg' }];
  const path = await record(page, open, { ...COMPLETE, title: `${name}: voorjaar`, leadFunction: 'Projectleider', parties });
  await record(page, open, { ...COMPLETE, title: `${name}: najaar` });
  await open(`/afspraken/wijzigen?zoek=${name}&alles=ja`);
  await page.getByLabel(/^Functie bij de trekker/).fill('Manager vastgoed');
  await page.getByRole('button', { name: 'Bekijken wat er gebeurt' }).click();
  await expect(row(page, `${name}: voorjaar`)).toContainText('Domijn: Projectleider');
  await expect(row(page, `${name}: voorjaar`)).toContainText('Domijn: Manager vastgoed');
  await expect(row(page, `${name}: najaar`)).toContainText('niets');
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '2 afspraken wijzigen' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Gewijzigd: 2 afspraken.' })).toBeVisible();
  await open(path);
  await usable();
  const table = page.getByRole('table', { name: /Partijen/ });
  await expect(table.getByRole('row').filter({ hasText: 'Domijn' })).toContainText('Manager vastgoed');
  await expect(table.getByRole('row').filter({ hasText: 'Liberein' })).toContainText('Teamleider wijkzorg');
});
