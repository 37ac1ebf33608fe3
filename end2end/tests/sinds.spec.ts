import type { Page } from '@playwright/test';

import { violations } from '../support/axe.ts';
import { COMPLETE, light, record } from '../support/commitment.ts';
import { BODY, freeze, frozen, planned } from '../support/meetings.ts';
import { type Open, expect, test } from '../support/test.ts';

test.use({ world: 'sinds' });

const field = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}`));
const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });
const save = (page: Page) => page.getByRole('button', { name: 'Opslaan' });

async function propose(page: Page, open: Open, title: string): Promise<string> {
  const path = await record(page, open, { ...COMPLETE, title, lead: 'Domijn', due: 'Q3 2028' });
  await open(path);
  await page.getByRole('button', { name: 'Voorstellen aan de partijen' }).click();
  await expect(page.getByRole('button', { name: 'Voorstellen aan de partijen' })).toHaveCount(0);
  return path;
}

async function reportRed(page: Page, open: Open, path: string): Promise<void> {
  await open(`${path}/voortgang`);
  await light(page, 'Inhoud', 'Groen').check();
  await light(page, 'Planning', 'Rood').check();
  await light(page, 'Geld', 'Groen').check();
  await field(page, 'Oorzaak').fill('De netbeheerder zegt niets toe.');
  await field(page, 'Gevolg').fill('De bouw begint later.');
  await field(page, 'Bijsturing').fill('Wij zoeken een lichtere aansluiting.');
  await save(page).click();
  await expect(said(page, 'De voortgang is opgeslagen.')).toBeVisible();
}

async function addMilestone(page: Page, open: Open, path: string, title: string): Promise<void> {
  await open(`${path}/mijlpalen`);
  await page.getByRole('textbox', { name: 'Mijlpaal' }).fill(title);
  await field(page, 'Gepland').fill('januari 2027');
  await page.getByRole('button', { name: 'Toevoegen' }).click();
  await expect(page.getByRole('link', { name: title })).toBeVisible();
}

test('what changed between two meetings is listed once, with old and new, and nothing else', async ({ page, open, enter, server, scripts }) => {
  test.setTimeout(120_000);
  const run = scripts ? 'met' : 'zonder';
  await server.moveTo('2026-11-21T12:00:00Z');
  await enter('aanjager');
  const quiet = await propose(page, open, `Stille afspraak ${run}`);
  const busy = await propose(page, open, `Drukke afspraak ${run}`);
  await addMilestone(page, open, busy, `Ontwerp klaar ${run}`);
  await frozen(page, open, '1-12-2026', `eerste ${run}`, '21-11-2026');

  await server.moveTo('2026-11-25T12:00:00Z');
  await enter('aanjager');
  await reportRed(page, open, busy);
  await open(`${busy}/reacties`);
  await page.getByRole('textbox', { name: 'Reactie' }).fill('Wie belt de netbeheerder?');
  await page.getByRole('button', { name: 'Plaatsen' }).click();
  await expect(said(page, 'Uw reactie is geplaatst.')).toBeVisible();
  await propose(page, open, `Nieuwe afspraak ${run}`);

  await server.moveTo('2027-03-15T12:00:00Z');
  await enter('aanjager');
  const second = await frozen(page, open, '20-3-2027', `tweede ${run}`, '15-03-2027');
  await page.getByRole('link', { name: 'Sinds het vorige overleg' }).click();
  const rows = (title: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name: new RegExp(title) }) });
  await expect(page.getByText(`peildatum van ${BODY}, 1 december 2026: eerste ${run}`)).toBeVisible();
  const told = rows(`Drukke afspraak ${run}`).getByRole('listitem');
  await expect(told).toHaveCount(4);
  await expect(told.filter({ hasText: 'Stoplicht gedraaid' })).toContainText(['Planning']);
  await expect(told.filter({ hasText: 'Stoplicht gedraaid' })).toContainText(['Rood']);
  await expect(told.filter({ hasText: 'Mijlpaal gemist' })).toContainText(['gepland januari 2027']);
  await expect(told.filter({ hasText: 'Verouderd' })).toContainText(['laatste melding 25-11-2026']);
  await expect(told.filter({ hasText: 'Reactie geplaatst' })).toHaveCount(1);
  await expect(told.filter({ hasText: 'Datum verschoven' })).toHaveCount(0);
  await expect(rows(`Nieuwe afspraak ${run}`)).toHaveCount(1);
  await expect(rows(`Nieuwe afspraak ${run}`)).toContainText(['Voorgesteld']);
  await expect(rows(`Stille afspraak ${run}`)).toHaveCount(0);
  if (scripts) expect(await violations(page)).toEqual([]);

  // What happens afterwards is nothing that the second meeting looks at.
  await reportRed(page, open, quiet);
  await open(`${second}/sinds`);
  await expect(told).toHaveCount(4);
  await expect(rows(`Stille afspraak ${run}`)).toHaveCount(0);
  await open(`${second}/sinds?gemeente=enschede&soort=reactie`);
  await expect(page.getByText('1 verandering', { exact: true })).toBeVisible();
  await expect(told).toHaveCount(1);
});

test('who freezes what somebody else froze meanwhile is told so', async ({ page, open, enter, server, troubles, scripts }) => {
  await server.moveTo('2027-03-16T12:00:00Z');
  await enter('aanjager');
  const path = await planned(page, open, '25-3-2027', `twee keer ${scripts ? 'met' : 'zonder'}`);
  const other = await page.context().newPage();
  await open(path, other);
  await freeze(page, '16-03-2027');
  await expect(said(page, 'De peildatum is vastgelegd.')).toBeVisible();
  troubles.expectStatus(422);
  await freeze(other, '15-03-2027');
  await expect(other.getByText('De peildatum van dit overleg is al vastgelegd: 16-03-2027.')).toBeVisible();
});

test('days that cannot be compared are told of', async ({ page, open, enter, troubles, scripts }) => {
  await enter('lezer');
  await open('/sinds');
  if (scripts) expect(await violations(page)).toEqual([]);
  troubles.expectStatus(400);
  await field(page, 'Van het eind van').fill('morgen');
  await field(page, 'Tot het eind van').fill('31-12-2099');
  await page.getByRole('button', { name: 'Vergelijken' }).click();
  await expect(field(page, 'Van het eind van')).toHaveValue('morgen');
  await expect(page.getByText('Dit is geen dag.')).toBeVisible();
  if (scripts) expect(await violations(page)).toEqual([]);
  await field(page, 'Van het eind van').fill('1-1-2020');
  await page.getByRole('button', { name: 'Vergelijken' }).click();
  await expect(page.getByText('Deze dag ligt in de toekomst.')).toBeVisible();
});
