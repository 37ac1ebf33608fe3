import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { violations } from '../support/axe.ts';
import { COMPLETE, errors, form, light, record, timeline } from '../support/commitment.ts';
import { LARGE, PDF, PNG } from '../support/files.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'bewijs' });

const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });
const add = (page: Page) => page.getByRole('button', { name: 'Toevoegen' }).click();

test('a file is refused for what it is, added, opened and withdrawn', async ({ page, open, enter, troubles, usable, scripts }) => {
  await enter('ambtenaar.enschede');
  const path = await record(page, open, { ...COMPLETE, title: 'Hofje aan de Bewijsstraat' });
  await open(path);
  await page.getByRole('link', { name: 'Bewijs toevoegen' }).click();
  await usable();
  await expect(page.getByText('Er is nog geen bewijs.')).toBeVisible();
  if (scripts) expect(await violations(page)).toEqual([]);

  troubles.expectStatus(422);
  troubles.expectStatus(413);
  await page.getByLabel(/^Toelichting/).fill('Alles staat er');
  await add(page);
  await expect(errors(page)).toContainText('Kies een bestand.');
  await page.getByLabel(/^Bestand/).setInputFiles({ ...PNG, name: 'plan.pdf' });
  await add(page);
  await expect(errors(page)).toContainText('de inhoud is een PNG');
  await expect(page.getByLabel(/^Toelichting/)).toHaveValue('Alles staat er');
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByLabel(/^Bestand/).setInputFiles(LARGE);
  await add(page);
  await expect(errors(page)).toContainText('er past ten hoogste 10 MB');
  await expect(page.getByLabel(/^Toelichting/)).toHaveValue('Alles staat er');
  await page.getByLabel(/^Bestand/).setInputFiles(PDF);
  await add(page);
  await expect(said(page, 'Het bestand is toegevoegd.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: PDF.name })).toContainText('Alles staat er');

  await open(path);
  const card = page.getByRole('region', { name: 'Bewijs' });
  const download = page.waitForEvent('download');
  await card.getByRole('link', { name: PDF.name }).click();
  const taken = await download;
  expect(taken.suggestedFilename()).toBe(PDF.name);
  expect(await readFile(await taken.path())).toEqual(PDF.buffer);
  await expect(timeline(page).filter({ hasText: 'Bewijs toegevoegd' })).toContainText(PDF.name);
  if (scripts) expect(await violations(page)).toEqual([]);

  await open(`${path}/bewijs`);
  await page.getByRole('link', { name: PDF.name }).click();
  await expect(page.getByRole('heading', { level: 1, name: PDF.name })).toBeVisible();
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByLabel('Reden').fill('Van een ander complex');
  await page.getByRole('button', { name: 'Intrekken' }).click();
  await expect(said(page, 'Het bestand is ingetrokken.')).toBeVisible();
  await expect(page.getByText('Dit bestand is ingetrokken.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Downloaden' })).toHaveCount(0);
  await open(path);
  await expect(card.getByRole('link', { name: PDF.name })).toHaveCount(0);
  await expect(timeline(page).filter({ hasText: 'Bewijs ingetrokken' })).toContainText('Van een ander complex');
});

test('a report of progress takes its proof along', async ({ page, open, enter, troubles }) => {
  await enter('ambtenaar.enschede');
  const path = await record(page, open, { ...COMPLETE, title: 'Hofje aan de Dakstraat' });
  await open(`${path}/voortgang`);
  for (const aspect of ['Inhoud', 'Planning', 'Geld'] as const) await light(page, aspect, 'Groen').check();
  await page.getByLabel(/^Toelichting/).fill('Het dak zit erop');
  troubles.expectStatus(422);
  await page.getByLabel(/^Bewijs/).setInputFiles({ ...PNG, name: 'dak.jpg' });
  await form(page).save.click();
  await expect(errors(page)).toContainText('de inhoud is een PNG');
  await expect(page.getByLabel(/^Toelichting/)).toHaveValue('Het dak zit erop');
  await page.getByLabel(/^Bewijs/).setInputFiles(PNG);
  await form(page).save.click();
  await expect(said(page, 'De voortgang is opgeslagen.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Bewijs' }).getByRole('link', { name: PNG.name })).toBeVisible();
  await open(`${path}/bewijs`);
  await expect(page.getByRole('row').filter({ hasText: PNG.name })).toContainText('Bij de voortgang van 21-11-2026');
});
