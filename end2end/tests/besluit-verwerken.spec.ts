import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { accessible } from '../support/axe.ts';
import { COMPLETE, errors, form, record } from '../support/commitment.ts';
import { PDF } from '../support/files.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'besluit-verwerken' });

const BODY = 'Voorbeeldtafel Wonen en Zorg';
const field = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}`));
const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });

/** A meeting with one item; answers the address of its page. */
async function plan(page: Page, open: (path: string) => Promise<void>, day: string): Promise<string> {
  await open('/overleggen/nieuw');
  await field(page, 'Overleg').selectOption({ label: BODY });
  await field(page, 'Datum').fill(day);
  await field(page, 'Plaats').fill('Stadhuis Enschede');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(said(page, 'Het overleg is gepland.')).toBeVisible();
  await field(page, 'Agendapunt').fill('Voortgang');
  await field(page, 'Doel').selectOption({ label: 'Informeren' });
  await page.getByRole('button', { name: 'Toevoegen' }).click();
  await expect(said(page, 'Het agendapunt is opgeslagen.')).toBeVisible();
  return new URL(page.url()).pathname;
}

test('the decision "einddatum naar 2028" makes version 2, asks its parties and shows in both places', async ({
  page,
  open,
  enter,
  usable,
  scripts,
}) => {
  const title = scripts ? 'Hofje aan de Besluitstraat' : 'Hofje aan de Verwerkweg';
  await enter('ambtenaar.enschede');
  const commitment = await record(page, open, { ...COMPLETE, title });
  await page.getByRole('button', { name: 'Voorstellen aan de partijen' }).click();
  await expect(page.getByRole('region', { name: 'Bevestiging' })).toContainText('Versie 1 ligt');

  const meeting = await plan(page, open, scripts ? '5-11-2026' : '6-11-2026');
  await page.getByRole('button', { name: 'Stukken rond' }).click();
  await expect(said(page, 'De stukken zijn rond.')).toBeVisible();
  await open(`${meeting}/besluiten`);
  await field(page, 'Wat is er besloten').fill('Einddatum naar 2028');
  await field(page, 'Eigenaar').selectOption({ label: 'Domijn' });
  await field(page, 'Gereed').fill('maart 2027');
  await field(page, 'Over welke afspraken').fill(title);
  await page.getByRole('button', { name: 'Vastleggen' }).click();
  await expect(said(page, 'Het besluit is vastgelegd.')).toBeVisible();
  const row = page.getByRole('row', { name: /Einddatum naar 2028/ });
  await expect(row).toContainText('nog niet verwerkt');
  await accessible(page, scripts);

  await open('/mijn-taken');
  const task = page.getByRole('region', { name: /Besluiten te verwerken/ });
  await expect(task).toContainText('besloten: Einddatum naar 2028');
  await task.getByRole('link', { name: new RegExp(title) }).click();
  await usable();
  await expect(page.getByText('Op grond van het besluit:')).toBeVisible();
  await accessible(page, scripts);
  await form(page).due.fill('2028');
  await form(page).save.click();
  await expect(page).toHaveURL(/melding=opnieuw-gevraagd/);

  const confirmation = page.getByRole('region', { name: 'Bevestiging' });
  await expect(confirmation).toContainText('Versie 2 ligt');
  await expect(confirmation).toContainText('Nog geen antwoord');
  await expect(page.getByRole('region', { name: 'Besluiten' })).toContainText('versie 2 ligt bij de partijen');
  await accessible(page, scripts);
  await confirmation.getByRole('link', { name: 'Einddatum naar 2028' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Einddatum naar 2028');
  await expect(page.getByText(/Wijzigt deze afspraak: versie 2 ligt bij de partijen, 0 van \d zei ja/)).toBeVisible();
  await expect(page.getByRole('link', { name: /Wijziging verwerken/ })).toHaveCount(0);
  await accessible(page, scripts);
  await page.getByRole('link', { name: new RegExp(title) }).click();
  await expect(page).toHaveURL(new RegExp(`${commitment}$`));
});

test('saving without the change that was decided is told, and nothing is lost', async ({ page, open, enter, troubles }) => {
  await enter('aanjager');
  await open('/mijn-taken');
  const task = page.getByRole('region', { name: /Besluiten te verwerken/ });
  await task.getByRole('link', { name: /Wesselerbrink/ }).click();
  troubles.expectStatus(422);
  await form(page).save.click();
  await expect(page.getByRole('alert').filter({ hasText: 'U wijzigde nog niets' })).toBeVisible();
  await expect(page.getByText('Op grond van het besluit:')).toBeVisible();
});

test('a paper is added at its item, read by the region and withdrawn', async ({ page, open, enter, scripts, troubles }) => {
  await enter('ambtenaar.enschede');
  const meeting = await plan(page, open, scripts ? '7-1-2027' : '8-1-2027');
  const agenda = page.getByRole('region', { name: 'Agenda', exact: true });
  await agenda.getByRole('link', { name: 'Stukken: Voortgang' }).click();
  await accessible(page, scripts);
  troubles.expectStatus(422);
  await field(page, 'Toelichting').fill('De cijfers van oktober');
  await page.getByRole('button', { name: 'Toevoegen' }).click();
  await expect(errors(page)).toContainText('Kies een bestand.');
  await expect(field(page, 'Toelichting')).toHaveValue('De cijfers van oktober');
  await field(page, 'Bestand').setInputFiles(PDF);
  await page.getByRole('button', { name: 'Toevoegen' }).click();
  await expect(said(page, 'Het stuk is toegevoegd.')).toBeVisible();

  await enter('lezer');
  await open(meeting);
  const download = page.waitForEvent('download');
  await page.getByRole('region', { name: 'Agenda', exact: true }).getByRole('link', { name: PDF.name }).click();
  expect(await readFile(await (await download).path())).toEqual(PDF.buffer);
  await expect(page.getByRole('link', { name: 'Stukken: Voortgang' })).toHaveCount(0);
  await accessible(page, scripts);

  await enter('ambtenaar.enschede');
  await open(meeting);
  await page.getByRole('link', { name: 'Stukken: Voortgang' }).click();
  await page.getByRole('link', { name: PDF.name }).click();
  await field(page, 'Reden').fill('Oude cijfers');
  await page.getByRole('button', { name: 'Intrekken' }).click();
  await expect(said(page, 'Het stuk is ingetrokken.')).toBeVisible();
  await accessible(page, scripts);
  await open(meeting);
  await expect(agenda.getByRole('link', { name: PDF.name })).toHaveCount(0);
});

test('a meeting is called off with a reason, and its agenda stays to be read', async ({
  page,
  open,
  enter,
  scripts,
  troubles,
}) => {
  await enter('ambtenaar.enschede');
  const meeting = await plan(page, open, scripts ? '14-1-2027' : '15-1-2027');
  await page.getByRole('link', { name: 'Overleg afgelasten' }).click();
  await accessible(page, scripts);
  troubles.expectStatus(422);
  await page.getByRole('button', { name: 'Overleg afgelasten' }).click();
  await expect(errors(page)).toContainText('Schrijf op waarom het overleg niet doorgaat.');
  await field(page, 'Reden').fill('De zaal is dicht.');
  await page.getByRole('button', { name: 'Overleg afgelasten' }).click();
  await expect(said(page, 'Het overleg is afgelast.')).toBeVisible();
  await expect(page.getByText('Dit overleg gaat niet door.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Agenda', exact: true })).toContainText('Voortgang');
  await expect(page.getByRole('link', { name: 'Wijzigen' })).toHaveCount(0);
  await accessible(page, scripts);
  await open(`${meeting}/afgelasten`);
  await expect(page.getByText('Alleen een overleg dat nog niet is gehouden kan worden afgelast.')).toBeVisible();
});
