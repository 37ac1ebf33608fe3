import type { Locator, Page } from '@playwright/test';

import { violations } from '../support/axe.ts';
import { errors, form } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'toewijzingen' });

const OLDER = 'Ouderen (65+)';
const HOMELESS = '(Dreigend) dakloze mensen';

/** The table of a year of the region, and the row of one gemeente in it. */
const table = (page: Page) => page.getByRole('table', { name: /^Urgente toewijzingen per gemeente/ });
const line = (page: Page, gemeente: string) =>
  table(page).getByRole('row').filter({ has: page.getByRole('rowheader', { name: gemeente }) });
const number = (page: Page, group: string): Locator => page.getByRole('textbox', { name: group, exact: true });
const reason = (page: Page): Locator => page.getByRole('textbox', { name: /^Reden van de wijziging/ });

test("a gemeente fills in a year, and the region's table shows it with its share", async ({ page, enter, open, troubles, scripts }) => {
  await enter('aanjager');
  await open('/toewijzingen?jaar=2023');
  await expect(page.getByText('Geen gemeente heeft van dit jaar al iets opgegeven.')).toBeVisible();
  await line(page, 'Almelo').getByRole('link', { name: 'Almelo' }).click();
  await number(page, OLDER).fill('10');
  await form(page).save.click();
  await expect(page.getByRole('status').filter({ hasText: 'De toewijzingen zijn opgeslagen.' })).toBeVisible();

  await enter('ambtenaar.enschede');
  await open('/toewijzingen?jaar=2023');
  await page.getByRole('link', { name: 'Toewijzingen van Enschede in 2023 invullen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Toewijzingen van Enschede in 2023' })).toBeVisible();
  if (scripts) expect(await violations(page)).toEqual([]);

  // What cannot be is told where it was typed, and nothing is lost.
  troubles.expectStatus(422);
  await number(page, OLDER).fill('20');
  await page.getByRole('textbox', { name: `${OLDER}: Domijn` }).fill('12');
  await page.getByRole('textbox', { name: `${OLDER}: De Woonplaats` }).fill('9');
  await number(page, HOMELESS).fill('tien');
  await form(page).save.click();
  await expect(errors(page)).toContainText('De corporaties hebben er samen 21: meer dan dit aantal.');
  await expect(errors(page)).toContainText('Vul een heel aantal in van 0 tot en met 100.000.');
  await expect(number(page, HOMELESS)).toHaveValue('tien');
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByRole('textbox', { name: `${OLDER}: De Woonplaats` }).fill('6');
  await number(page, HOMELESS).fill('10');
  await page.getByRole('textbox', { name: /^Toelichting/ }).fill('Geteld bij de start van het huurcontract.');
  await form(page).save.click();

  const own = line(page, 'Enschede').getByRole('cell');
  await expect(own.first()).toHaveText('20');
  await expect(own.filter({ hasText: '%' })).toHaveText('75,0 %');
  await expect(own.filter({ hasText: 'nog niet opgegeven' })).toHaveCount(4);
  await expect(line(page, 'Almelo').getByRole('cell').filter({ hasText: '%' })).toHaveText('25,0 %');
  await expect(line(page, 'Borne')).toContainText('nog niet opgegeven');
  await expect(line(page, 'Regio, tot nu toe').getByRole('cell').first()).toHaveText('30');
  await page.getByText('Welke corporatie nam welk deel?').click();
  const takers = page.getByRole('table', { name: /verdeeld over corporaties$/ });
  await expect(takers.getByRole('row').filter({ hasText: 'Domijn' }).getByRole('cell').last()).toHaveText('30,0 %');
  await expect(takers.getByRole('row').filter({ hasText: 'Niet verdeeld' }).getByRole('cell').first()).toHaveText('12');
});

test('what stood there changes with a reason only, and everybody reads why', async ({ page, enter, open, troubles }) => {
  await enter('ambtenaar.enschede');
  await open('/toewijzingen/enschede?jaar=2022');
  await number(page, OLDER).fill('5');
  await form(page).save.click();
  await page.getByRole('link', { name: 'Toewijzingen van Enschede in 2022 invullen' }).click();

  troubles.expectStatus(422);
  await number(page, OLDER).fill('8');
  await page.getByRole('textbox', { name: `${OLDER}: Ons Huis` }).fill('3');
  await page.getByRole('textbox', { name: /^Toelichting/ }).fill('Drie kwamen later binnen.');
  await form(page).save.click();
  await expect(errors(page)).toContainText('Schrijf op waarom een aantal wijzigt dat er al stond.');
  await expect(number(page, OLDER)).toHaveValue('8');
  await expect(page.getByRole('textbox', { name: `${OLDER}: Ons Huis` })).toHaveValue('3');
  await expect(page.getByRole('textbox', { name: /^Toelichting/ })).toHaveValue('Drie kwamen later binnen.');
  await reason(page).fill('Nagekomen opgave van Ons Huis.');
  await form(page).save.click();
  await expect(line(page, 'Enschede').getByRole('cell').first()).toHaveText('8');

  // Who only reads sees the numbers, the explanation and the history, and no form.
  await enter('provincie');
  await open('/toewijzingen/enschede?jaar=2022');
  await expect(form(page).save).toHaveCount(0);
  await expect(page.getByRole('row').filter({ hasText: OLDER })).toContainText('8');
  await expect(page.getByText('Drie kwamen later binnen.').first()).toBeVisible();
  const history = page.getByRole('region', { name: 'Wie wijzigde wat' });
  await expect(history).toContainText('Nagekomen opgave van Ons Huis.');
  await expect(history).toContainText('Ouderen (65+): 8 (Ons Huis 3, niet verdeeld 5)');
});

test('who saves second is told, and keeps what they typed', async ({ page, secondPage, enter, open, troubles }) => {
  await enter('ambtenaar.enschede');
  await open('/toewijzingen/enschede?jaar=2021');
  await enter('aanjager', secondPage);
  await open('/toewijzingen/enschede?jaar=2021', secondPage);
  await number(secondPage, OLDER).fill('7');
  await form(secondPage).save.click();
  await expect(line(secondPage, 'Enschede')).toContainText('7');

  troubles.expectStatus(409);
  await number(page, OLDER).fill('9');
  await form(page).save.click();
  const conflict = page.getByRole('region', { name: 'Dit is intussen gewijzigd' });
  await expect(conflict).toContainText('Ouderen (65+): 7');
  await expect(conflict).toContainText('Ouderen (65+): 9');
  await expect(number(page, OLDER)).toHaveValue('9');
  await reason(page).fill('Twee erbij.');
  await form(page).save.click();
  await expect(line(page, 'Enschede').getByRole('cell').first()).toHaveText('9');
});

test('the last whole year is shown first, and others can be chosen', async ({ page, enter, open, troubles }) => {
  await enter('lezer');
  await open('/toewijzingen');
  await expect(page.getByRole('heading', { name: 'Toewijzingen in 2025' })).toBeVisible();
  await expect(line(page, 'Enschede')).toContainText('Voorbeeld');
  await page.getByRole('navigation', { name: 'Jaar' }).getByRole('link', { name: '2026' }).click();
  await expect(page.getByText('2026 is nog niet voorbij')).toBeVisible();
  await line(page, 'Borne').getByRole('link', { name: 'Borne' }).click();
  await expect(page.getByRole('heading', { name: 'Nog niet opgegeven' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Jaar' }).selectOption('2019');
  await page.getByRole('button', { name: 'Toon dit jaar' }).click();
  await expect(page).toHaveURL(/jaar=2019/);
  troubles.expectStatus(400);
  expect((await page.goto('/toewijzingen?jaar=2027'))?.status()).toBe(400);
  await expect(page.getByRole('alert')).toContainText('jaar=2027');
});

test('on a phone the table scrolls inside itself, with the keyboard too', async ({ page, enter, open, scripts }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await enter('lezer');
  await open('/toewijzingen');
  const region = page.getByRole('region', { name: 'Urgente toewijzingen per gemeente en doelgroep in 2025' });
  await region.focus();
  await expect(region).toBeFocused();
  if (!scripts) return;
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(wide, 'the page itself does not scroll sideways').toBe(false);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => region.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
});
