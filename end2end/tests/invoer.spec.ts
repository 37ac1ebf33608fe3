import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { violations } from '../support/axe.ts';
import { errors } from '../support/commitment.ts';
import { PDF, csv } from '../support/files.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'invoer' });

const HEADERS = ['Projectnummer', 'Projectnaam', 'Gemeente', 'Vertrouwelijkheid', 'Woningen', 'Zorggeschikt', 'Oplevering', 'Corporatie', 'Wijkagent'];

/** Forty projects of Domijn, as it keeps them itself. */
function projects(wrong: boolean): string[][] {
  const row = (number: number) => [
    `D-${number}`, `Hof ${number}`, 'Gemeente Enschede', 'Openbaar', '60', '24', '2028', 'Domijn', 'J.',
  ];
  const rows = Array.from({ length: 40 }, (_, index) => row(index + 1));
  if (wrong) {
    rows[2]![5] = '61';
    rows[5]![2] = 'Enschedé-Zuid';
    rows[9]![6] = 'binnenkort';
    rows[14]![0] = '';
    rows[19]![7] = 'Domein';
  }
  return [HEADERS, ...rows];
}

async function choose(page: Page, open: (path: string) => Promise<void>, rows: string[][]): Promise<void> {
  await open('/invoer');
  await page.getByLabel(/^Wat staat erin/).selectOption({ label: 'Projecten' });
  await page.getByLabel(/^Bestand/).setInputFiles(csv('projecten.csv', rows));
  await page.getByRole('button', { name: 'Verder' }).click();
}

/** What the page says of new, changed, unchanged and wrong rows. */
async function tally(page: Page): Promise<string[]> {
  return page.locator('dl').filter({ hasText: 'Ongewijzigd' }).locator('strong').allInnerTexts();
}

test('a corporatie loads the forty projects that it keeps in a spreadsheet', async ({ page, open, enter, troubles, scripts }) => {
  await enter('corporatie.domijn');
  await open('/invoer');
  await expect(page.getByRole('link', { name: 'Invoer' })).toHaveAttribute('aria-current', 'page');
  troubles.expectStatus(422);
  await page.getByLabel(/^Bestand/).setInputFiles(PDF);
  await page.getByRole('button', { name: 'Verder' }).click();
  await expect(errors(page)).toContainText('Kies wat er in het bestand staat.');
  await expect(errors(page)).toContainText('Dit is geen rekenblad.');

  await choose(page, open, projects(true));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Controleren en inlezen');
  expect(await tally(page)).toEqual(['35', '0', '0', '5']);
  await expect(page.getByText('Niet ingelezen kolommen: Wijkagent.')).toBeVisible();
  const wrong = page.getByRole('region', { name: 'Foute rijen (5)' }).getByRole('listitem').filter({ hasText: /Rij \d/ });
  await expect(wrong).toHaveCount(5);
  await expect(wrong.nth(1)).toContainText('C7 (Gemeente), ‘Enschedé-Zuid’: ‘Enschedé-Zuid’ kennen wij niet bij ‘Gemeente’.');
  await expect(wrong.nth(4)).toContainText('H21 (Corporatie), ‘Domein’: De organisatie ‘Domein’ kennen wij niet.');
  const brings = page.getByRole('region', { name: 'Nieuw (35)' }).getByRole('listitem').filter({ has: page.getByText('Rij 2', { exact: true }) });
  await expect(brings.getByText('Woningen: 60', { exact: true })).toBeVisible();
  if (scripts) expect(await violations(page)).toEqual([]);

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: /^De 5 rijen downloaden/ }).click();
  const taken = await download;
  expect(taken.suggestedFilename()).toBe('fouten-projecten.xlsx');
  expect((await readFile(await taken.path())).subarray(0, 2).toString()).toBe('PK');

  await page.getByRole('button', { name: '35 rijen inlezen' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ingelezen');
  await expect(page.getByText('35 projecten toegevoegd en 0 projecten gewijzigd.')).toBeVisible();
  if (scripts) expect(await violations(page)).toEqual([]);
  await open('/projecten?zoek=Hof 1');
  await expect(page.getByRole('link', { name: 'Hof 1', exact: true })).toBeVisible();

  await choose(page, open, projects(false));
  expect(await tally(page)).toEqual(['5', '0', '35', '0']);
  await page.getByRole('button', { name: '5 rijen inlezen' }).click();
  await choose(page, open, projects(false));
  expect(await tally(page)).toEqual(['0', '0', '40', '0']);
  await expect(page.getByText('Alles staat er al zo. Er is niets om in te lezen.')).toBeVisible();
});

test('columns with names of one’s own are connected once, and a file is undone', async ({ page, open, enter, scripts }) => {
  await enter('ambtenaar.enschede');
  const rows = [['Mijn projecten'], ['Code', 'Titel', 'Hoeveel'], ['E-1', 'Plein', '12'], ['E-2', 'Laan', '30']];
  await choose(page, open, rows);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kolommen koppelen');
  await page.getByRole('textbox', { name: 'Rij' }).fill('2');
  await page.getByRole('button', { name: 'Opnieuw herkennen' }).click();
  if (scripts) expect(await violations(page)).toEqual([]);
  const source = (name: string) => page.getByRole('row').filter({ hasText: name }).getByRole('combobox').first();
  await source('Uw eigen nummer').selectOption({ label: 'A: Code (bijvoorbeeld E-1)' });
  await source('De naam van het project').selectOption({ label: 'B: Titel (bijvoorbeeld Plein)' });
  await source('Alle woningen die er komen').selectOption({ label: 'C: Hoeveel (bijvoorbeeld 12)' });
  await source('In welke gemeente').selectOption({ label: 'Enschede' });
  await source('Wie van het project mag weten').selectOption({ label: 'Openbaar' });
  await page.getByRole('button', { name: 'Verder' }).click();
  expect(await tally(page)).toEqual(['2', '0', '0', '0']);
  await page.getByRole('button', { name: '2 rijen inlezen' }).click();
  await page.getByRole('button', { name: 'Alles ongedaan maken' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ongedaan gemaakt');
  await open('/projecten?zoek=Plein');
  await expect(page.getByRole('link', { name: 'Plein', exact: true })).toHaveCount(0);

  await choose(page, open, rows);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Controleren en inlezen');
  const files = page.getByRole('table', { name: /^Bestanden die u koos/ }).getByRole('row');
  await page.getByRole('button', { name: 'Dit bestand weghalen' }).click();
  await expect(page.getByText('Het bestand is weggehaald. Er is niets van ingelezen.')).toBeVisible();
  await expect(files.filter({ hasText: 'Nog niet ingelezen' })).toHaveCount(0);
});

test('a template to begin with', async ({ page, open, enter }) => {
  await enter('corporatie.domijn');
  await open('/invoer');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Projecten (Excel)' }).click();
  expect((await download).suggestedFilename()).toBe('sjabloon-projecten.xlsx');
});
