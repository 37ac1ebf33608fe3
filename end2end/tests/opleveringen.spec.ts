import type { Page } from '@playwright/test';

import { violations } from '../support/axe.ts';
import { errors } from '../support/commitment.ts';
import { PDF, PNG } from '../support/files.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'opleveringen' });

const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });

/** Target, verified, reported, hard, soft and left of one measure, in the balance of Enschede. */
async function balance(page: Page, open: (path: string) => Promise<void>, measure: string) {
  await open('/doelen?gemeente=enschede');
  const row = page.getByRole('table', { name: /Balans van gemeente Enschede/ }).getByRole('row').filter({ hasText: measure });
  const [, verified, reported, hard, soft] = await row.getByRole('cell').allInnerTexts();
  return { verified, reported, hard, soft };
}

test('a dwelling counts once on its way from planned to verified', async ({ page, open, enter, troubles, scripts }) => {
  await enter('corporatie.domijn');
  const care = () => balance(page, open, 'orggeschikt');
  const others = async () => [await balance(page, open, 'ultreden'), await balance(page, open, 'eclusterd')];
  const before = { care: await care(), others: await others() };
  expect(before.care).toEqual({ verified: '0', reported: '0', hard: '24', soft: '0' });
  if (scripts) expect(await violations(page)).toEqual([]);

  await open('/projecten');
  await page.getByRole('link', { name: 'Wesselerhof' }).click();
  await page.getByRole('link', { name: 'Oplevering melden' }).click();
  if (scripts) expect(await violations(page)).toEqual([]);
  troubles.expectStatus(422);
  await page.getByRole('button', { name: 'Melden' }).click();
  await expect(errors(page)).toContainText('Kies wat voor woningen het zijn.');
  await page.getByLabel(/^Soort woningen/).selectOption({ label: 'Zorggeschikte woningen' });
  await page.getByLabel(/^Aantal woningen/).fill('61');
  await page.getByLabel(/^Opgeleverd op/).fill('22-11-2026');
  await page.getByLabel(/^Adres/).fill('Wesselerbrinklaan 1 t/m 24');
  await page.getByRole('button', { name: 'Melden' }).click();
  await expect(errors(page)).toContainText('ligt in de toekomst');
  await page.getByLabel(/^Opgeleverd op/).fill('20-11-2026');
  await page.getByRole('button', { name: 'Melden' }).click();
  await expect(errors(page)).toContainText('het project telt er 60');
  await page.getByLabel(/^Aantal woningen/).fill('24');
  await page.getByLabel(/^Bestand/).setInputFiles({ ...PNG, name: 'proces-verbaal.pdf' });
  await page.getByRole('button', { name: 'Melden' }).click();
  await expect(errors(page)).toContainText('de inhoud is een PNG');
  await page.getByLabel(/^Bestand/).setInputFiles(PDF);
  await page.getByRole('button', { name: 'Melden' }).click();
  await expect(said(page, 'De oplevering is gemeld.')).toBeVisible();
  const evidence = page.getByRole('region', { name: 'Bewijs' });
  await evidence.getByRole('link', { name: /^Bewijs toevoegen of intrekken/ }).click();
  await page.getByLabel(/^Bestand/).setInputFiles(PNG);
  await page.getByLabel(/^Toelichting/).fill('De voordeur');
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Toevoegen' }).click();
  await expect(said(page, 'Het bestand is toegevoegd.')).toBeVisible();
  await page.getByRole('link', { name: PNG.name }).click();
  await page.getByLabel(/^Reden|^Waarom/).fill('Verkeerde deur');
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: /intrekken/i }).click();
  await expect(said(page, 'Het bestand is ingetrokken.')).toBeVisible();
  await page.getByRole('link', { name: 'Opleveringen' }).last().click();
  await expect(evidence.getByRole('link', { name: PDF.name })).toBeVisible();
  await expect(evidence.getByRole('link', { name: PNG.name })).toHaveCount(0);
  if (scripts) expect(await violations(page)).toEqual([]);
  expect(await care()).toEqual({ verified: '0', reported: '24', hard: '0', soft: '0' });
  expect(await others()).toEqual(before.others);

  await enter('ambtenaar.enschede');
  await open('/mijn-taken');
  await page.getByRole('region', { name: /^Opleveringen te controleren/ }).getByRole('link', { name: 'Wesselerhof' }).click();
  await page.getByLabel(/^Klopt/).fill('20');
  await page.getByLabel(/^Geef ik terug/).fill('4');
  await page.getByRole('button', { name: 'Vastleggen' }).click();
  await expect(errors(page)).toContainText('Schrijf op waarom');
  await page.getByLabel(/^Waarom/).fill('Vier woningen hebben een drempel bij de douche.');
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Vastleggen' }).click();
  await expect(said(page, 'Uw controle is vastgelegd.')).toBeVisible();
  expect(await care()).toEqual({ verified: '20', reported: '0', hard: '4', soft: '0' });

  await enter('corporatie.domijn');
  await open('/mijn-taken');
  await page.getByRole('region', { name: /^Opleveringen die zijn teruggegeven/ }).getByRole('link', { name: 'Wesselerhof' }).click();
  await page.getByLabel(/^Wat zijn ze wel/).selectOption({ label: 'Telt in geen doel mee' });
  await page.getByLabel(/^Waarom/).fill('Gelijkvloers, niet zorggeschikt.');
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Corrigeren' }).click();
  await expect(said(page, 'De correctie is bijgeschreven.')).toBeVisible();
  const entries = page.getByRole('table', { name: /Meldingen, controles en correcties/ }).getByRole('row');
  await expect(entries).toHaveCount(5);
  await expect(entries.nth(1)).toContainText('4 × Zorggeschikte woningen → Telt in geen doel mee');
  await expect(entries.nth(4)).toContainText('24 × Zorggeschikte woningen');
  expect((await care()).verified).toBe('20');
  expect(await others()).toEqual(before.others);

  await open('/opleveringen?stand=geverifieerd');
  await expect(page.getByText('20 woningen geverifieerd')).toBeVisible();
  if (scripts) expect(await violations(page)).toEqual([]);
});

test('deliveries are written by who builds and who verifies only', async ({ page, open, enter, troubles }) => {
  await enter('lezer');
  await open('/projecten');
  await page.getByRole('link', { name: 'Wesselerhof' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Wesselerhof' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Oplevering melden' })).toHaveCount(0);
  const path = new URL(page.url()).pathname;
  troubles.expectStatus(403);
  expect((await page.goto(`${path}/opleveringen/melden`))?.status()).toBe(403);
});

test('another scenario is another target, and the same deliveries', async ({ page, open, enter }) => {
  await enter('provincie');
  const row = () => page.getByRole('table', { name: /Balans van de regio/ }).getByRole('row').filter({ hasText: 'orggeschikt' });
  await open('/doelen?scenario=basis');
  const [target, ...columns] = await row().getByRole('cell').allInnerTexts();
  await open('/doelen?scenario=trend');
  const [other, ...same] = await row().getByRole('cell').allInnerTexts();
  expect([target, other]).toEqual(['1.560', '1.100']);
  expect(same.slice(0, 4)).toEqual(columns.slice(0, 4));
});
