import type { Locator } from '@playwright/test';

import { violations } from '../support/axe.ts';
import { errors } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'doelen' });

test.beforeEach(async ({ enter, open }) => {
  await enter('provincie');
  await open('/doelen');
});

/** The cells of a column, by the headings of the column and the rows. */
async function column(table: Locator, heading: string): Promise<Record<string, string>> {
  const headings = await table.locator('thead th').allInnerTexts();
  const index = headings.findIndex((text) => text.trim().startsWith(heading));
  expect(index, `${heading} in ${headings.join(', ')}`).toBeGreaterThan(0);
  const cells: Record<string, string> = {};
  for (const row of await table.locator('tbody tr, tfoot tr').all()) {
    const name = (await row.locator('th').innerText()).split('\n')[0] ?? '';
    cells[name.trim()] = (await row.locator('th, td').nth(index).innerText()).trim();
  }
  return cells;
}

test("the region's targets, in both scenarios", async ({ page }) => {
  const table = page.getByRole('table', { name: /^Doelaantallen: ouderen/i });
  for (const [scenario, nultreden, geclusterd, zorggeschikt, sum] of [
    ['Basis', '4.500', '2.000', '1.560', '8.060'],
    ['Trend', '2.710', '5.310', '1.100', '9.120'],
  ] as const) {
    const cells = await column(table, scenario);
    const of = (name: string) => Object.entries(cells).find(([row]) => row.toLowerCase().startsWith(name))?.[1];
    expect([of('nultreden'), of('geclusterd'), of('zorggeschikt'), of('totaal')]).toEqual([nultreden, geclusterd, zorggeschikt, sum]);
  }
});

test('what the gemeenten did not divide yet says so', async ({ page, usable }) => {
  const division = page.getByRole('region', { name: 'Verdeling over de gemeenten' });
  for (const scenario of ['Basis', 'Trend']) {
    await division.getByRole('link', { name: new RegExp(`^${scenario}`) }).first().click();
    const table = division.getByRole('table', { name: new RegExp(`^${scenario}`) });
    await expect(table).toBeVisible();
    await usable();
    const rows = table.locator('tbody tr');
    await expect(rows).toHaveCount(14);
    for (const row of await rows.all()) {
      const cells = await row.locator('td').allInnerTexts();
      expect(cells.length).toBeGreaterThanOrEqual(3);
      expect(new Set(cells)).toEqual(new Set(['nog niet verdeeld']));
    }
    await expect(rows.filter({ hasText: 'Enschede' }).getByRole('link')).toHaveAttribute('href', '/gemeenten/enschede');
  }
  await expect(page).toHaveURL(/scenario=/);
});

test('the gemeenten on a map, by any measure and figure', async ({ page, troubles }) => {
  const balance = page.getByRole('region', { name: /^Balans van de regio/ });
  await balance.getByRole('link', { name: 'Zorggeschikte woningen', exact: true }).click();
  await balance.getByRole('link', { name: 'Hard gepland', exact: true }).click();
  await expect(balance.getByRole('group', { name: 'Hard gepland, zorggeschikte woningen, per gemeente' })).toBeVisible();
  await expect(page).toHaveURL(/soort=.*kaart=hard|kaart=hard.*soort=/);
  const table = balance.getByRole('table', { name: 'Balans per gemeente: zorggeschikte woningen' });
  const cells = await column(table, 'Hard gepland');
  const tile = balance.getByRole('link', { name: /^Enschede \d+$|^Enschede Ens \d+$/ });
  await expect(tile).toContainText(cells['Enschede'] ?? 'nothing');
  expect(Object.keys(cells)).toHaveLength(14);
  troubles.expectStatus(400);
  expect((await page.goto('/doelen?kaart=goud'))?.status()).toBe(400);
  await expect(page.getByRole('alert')).toContainText('Het adres vraagt om een kaart die er niet is.');
  await page.goto('/doelen/onderbouwing?kolom=nog-te-doen');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Nog te doen in de regio');
  await expect(page.getByRole('table', { name: /^Het doel, wat eraf gaat/ })).toBeVisible();
  troubles.expectStatus(404);
  expect((await page.goto('/doelen/onderbouwing?kolom=goud'))?.status()).toBe(404);
});

test('an unknown scenario is told', async ({ page, troubles }) => {
  troubles.expectStatus(400);
  const answer = await page.goto('/doelen?scenario=wensdroom');
  expect(answer?.status()).toBe(400);
  await expect(page.getByRole('alert')).toContainText('Het scenario uit het adres kennen wij niet.');
});

test('a gemeente sets its numbers after seeing what that means for the others', async ({ page, open, enter, troubles, scripts }) => {
  await enter('ambtenaar.enschede');
  await open('/doelen');
  await page.getByRole('link', { name: 'Doelen van gemeente Enschede wijzigen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Doelen van gemeente Enschede' })).toBeVisible();
  if (scripts) expect(await violations(page)).toEqual([]);
  const care = page.getByRole('textbox', { name: 'Zorggeschikte woningen' });
  const line = page.getByRole('row').filter({ has: care });
  const look = page.getByRole('button', { name: 'Bekijken wat het betekent' });
  troubles.expectStatus(422);
  await care.fill('veel');
  await look.click();
  await expect(errors(page)).toContainText('Vul een heel aantal in');
  await care.fill('120');
  await look.click();
  await expect(line).toContainText('Nu: 1.560 te verdelen over de anderen');
  await expect(line).toContainText('Straks: 1.440 te verdelen over de anderen');
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'De doelen zijn opgeslagen.' })).toBeVisible();
  await expect(page.getByText(/Laatst gewijzigd op .* door Ambtenaar Enschede, namens Gemeente Enschede/)).toBeVisible();
  const balance = page.getByRole('table', { name: /Balans van gemeente Enschede/ });
  await expect(balance.getByRole('row').filter({ hasText: 'Zorggeschikte woningen' }).getByRole('cell').first()).toHaveText('120');

  // What stood there changes with a reason only.
  await open('/doelen/enschede?scenario=basis');
  await page.getByRole('textbox', { name: 'Zorggeschikte woningen' }).fill('110');
  await look.click();
  await expect(errors(page)).toContainText('Schrijf op waarom het aantal wijzigt.');
  await page.getByLabel(/^Motivering/).fill('Een complex valt af.');
  await look.click();
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await open('/doelen/enschede?scenario=basis');
  await expect(page.getByRole('region', { name: 'Wie wijzigde wat' })).toContainText('Een complex valt af.');

  // Others read it; the region's own numbers are set by others.
  troubles.expectStatus(403);
  expect((await page.goto('/doelen/regio'))?.status()).toBe(403);
  await enter('aanjager');
  await open('/doelen/enschede?scenario=basis');
  await expect(page.getByRole('table', { name: 'Aantallen per soort' }).getByRole('row').filter({ hasText: 'Zorggeschikte' })).toContainText('110');
  await expect(page.getByRole('textbox')).toHaveCount(0);
});

test('a gemeente sets what a corporatie takes of its number, and sees what is left to divide', async ({ page, open, enter, scripts }) => {
  await enter('ambtenaar.enschede');
  await open('/doelen/enschede?scenario=trend');
  const look = page.getByRole('button', { name: 'Bekijken wat het betekent' });
  const save = page.getByRole('button', { name: 'Opslaan' });
  const saved = page.getByRole('status').filter({ hasText: 'De doelen zijn opgeslagen.' });
  const level = page.getByRole('textbox', { name: 'Nultredenwoningen' });
  const line = page.getByRole('row').filter({ has: level });
  const fill = async (amount: string) => {
    await level.fill(amount);
    await look.click();
  };
  await fill('400');
  await save.click();
  await expect(saved).toBeVisible();

  await open('/doelen/enschede?scenario=trend');
  const division = page.getByRole('region', { name: 'Verdeling over corporaties' });
  await expect(division.locator('tbody tr th')).toHaveText(['De Woonplaats', 'Domijn', 'Ons Huis']);
  const left = async () => (await column(division.getByRole('table'), 'Nultreden'))['Verschil'];
  for (const [name, amount, then] of [
    ['Domijn', '150', '250 nog te verdelen'],
    ['Ons Huis', '100', '150 nog te verdelen'],
    ['De Woonplaats', '80', '70 nog te verdelen'],
  ] as const) {
    await division.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { level: 1, name: `Doelen van ${name} in Enschede` })).toBeVisible();
    await fill(amount);
    await expect(line).toContainText('Gemeente: 400');
    await expect(line).toContainText(`Straks: ${then}`);
    if (scripts && name === 'Domijn') expect(await violations(page)).toEqual([]);
    await save.click();
    await expect(saved).toBeVisible();
    expect(await left()).toBe(then);
  }
  if (scripts) expect(await violations(page)).toEqual([]);

  // What the gemeente itself would change is told too, before it does.
  await page.getByLabel(/^Motivering/).fill('Een complex valt af.');
  await fill('290');
  await expect(line).toContainText('Corporaties, straks: 40 meer dan het doel van de gemeente');
  // The region's division counts the gemeente's number, once.
  await open('/doelen?scenario=trend');
  const place = page.getByRole('table', { name: /^Trend/ }).getByRole('row').filter({ hasText: 'Enschede' });
  await expect(place.getByRole('cell').first()).toContainText('400');
  await expect(place.getByRole('link', { name: 'Verdeling over corporaties' })).toBeVisible();

  // A corporatie finds its own numbers, and changes none.
  await enter('corporatie.domijn');
  await open('/doelen');
  await page.getByRole('link', { name: 'Doelen van Domijn in Enschede bekijken' }).click();
  await expect(page.getByRole('table', { name: 'Aantallen per soort' }).getByRole('row').filter({ hasText: 'Nultreden' })).toContainText('150');
  await expect(page.getByRole('region', { name: 'Wie wijzigde wat' })).toContainText('Domijn, Nultredenwoningen, trendscenario: 150');
  await expect(page.getByRole('textbox')).toHaveCount(0);
  if (scripts) expect(await violations(page)).toEqual([]);
});
