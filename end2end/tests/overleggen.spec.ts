import type { Page } from '@playwright/test';

import { accessible } from '../support/axe.ts';
import { errors } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'overleggen' });

const BODY = 'Voorbeeldtafel Wonen en Zorg';
const field = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}`));
const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });
const save = (page: Page) => page.getByRole('button', { name: 'Opslaan' });
const agenda = (page: Page) => page.getByRole('region', { name: 'Agenda', exact: true }).getByRole('list').getByRole('listitem');

async function plan(page: Page, open: (path: string) => Promise<void>, day: string): Promise<void> {
  await open('/overleggen');
  await page.getByRole('link', { name: 'Overleg plannen' }).click();
  await field(page, 'Overleg').selectOption({ label: BODY });
  await field(page, 'Datum').fill(day);
  await field(page, 'Plaats').fill('Stadhuis Enschede');
  await save(page).click();
  await expect(said(page, 'Het overleg is gepland.')).toBeVisible();
}

async function add(page: Page, title: string): Promise<void> {
  if (!(await field(page, 'Agendapunt').isVisible())) await page.getByText('Agendapunt toevoegen').click();
  await field(page, 'Agendapunt').fill(title);
  await field(page, 'Doel').selectOption({ label: 'Informeren' });
  await page.getByRole('button', { name: 'Toevoegen' }).click();
  await expect(said(page, 'Het agendapunt is opgeslagen.')).toBeVisible();
}

/** Days of its own, so that both runs can share a server. */
const days = (scripts: boolean): [string, string] =>
  scripts ? ['2-11-2026', '16-11-2026'] : ['3-11-2026', '17-11-2026'];

test('the secretary plans a meeting, records what it decides by keyboard, and the next one hears of it', async ({
  page,
  open,
  enter,
  scripts,
}) => {
  const [first, next] = days(scripts);
  await enter('ambtenaar.enschede');
  await plan(page, open, first);
  for (const title of ['Opening', 'Voortgang', 'Rondvraag']) await add(page, title);
  await page.getByRole('button', { name: 'Omhoog: Rondvraag' }).click();
  await expect(said(page, 'Het agendapunt is verplaatst.')).toBeVisible();
  await expect(agenda(page)).toContainText(['Opening', 'Rondvraag', 'Voortgang']);
  await page.getByRole('button', { name: 'Stukken rond' }).click();
  await expect(said(page, 'De stukken zijn rond.')).toBeVisible();
  await accessible(page, scripts);

  await page.getByRole('link', { name: 'Besluit of toezegging vastleggen' }).click();
  await accessible(page, scripts);
  const decision = `Einddatum naar 2028, ${first}`;
  await field(page, 'Wat is er besloten').focus();
  await page.keyboard.type(decision);
  await page.keyboard.press('Tab');
  await page.keyboard.type('Voortgang');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Domijn');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Directeur-bestuurder');
  await page.keyboard.press('Tab');
  await page.keyboard.type('maart 2027');
  await page.keyboard.press('Enter');
  await expect(said(page, 'Het besluit is vastgelegd.')).toBeVisible();
  const pledge = `Cijfers aanleveren, ${first}`;
  await page.getByRole('radio', { name: 'Besluit' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type(pledge);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Domijn');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(said(page, 'De toezegging is vastgelegd.')).toBeVisible();
  await expect(page.getByRole('row', { name: new RegExp(pledge) })).toContainText('geen datum');

  await plan(page, open, next);
  const carried = page.getByRole('region', { name: 'Van vorige overleggen' });
  await expect(carried.getByRole('row', { name: new RegExp(decision) })).toContainText('maart 2027');
  await carried.getByRole('link', { name: `Terugkoppelen: ${decision}` }).click();
  await field(page, 'Wat is ervan gekomen').fill('De raad is akkoord.');
  await page.getByRole('button', { name: 'Terugkoppelen' }).click();
  await expect(said(page, 'De terugkoppeling is vastgelegd.')).toBeVisible();
  await open('/besluiten?stand=open');
  await expect(page.getByRole('row', { name: new RegExp(pledge) })).toBeVisible();
  await expect(page.getByRole('row', { name: new RegExp(decision) })).toHaveCount(0);
  await accessible(page, scripts);
});

test('bad input is told and nothing that was typed is lost', async ({ page, open, enter, troubles }) => {
  await enter('ambtenaar.enschede');
  await open('/overleggen/nieuw');
  troubles.expectStatus(422);
  await field(page, 'Datum').fill('31-02-2027');
  const odd = '🏠 بيت <b>#let</b>';
  await field(page, 'Titel').fill(odd);
  await field(page, 'Plaats').fill('a'.repeat(10_000));
  await save(page).click();
  await expect(errors(page)).toContainText('Er zijn 3 dingen nog niet goed');
  await expect(field(page, 'Datum')).toHaveValue('31-02-2027');
  await expect(field(page, 'Titel')).toHaveValue(odd);
  await expect(field(page, 'Plaats')).toHaveValue('a'.repeat(10_000));
  await field(page, 'Overleg').selectOption({ label: BODY });
  await field(page, 'Datum').fill('12-3-2027');
  await field(page, 'Plaats').fill('Online');
  await save(page).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${BODY}, 12 maart 2027: ${odd}`);
});

test('a reader sees the meetings and their decisions, and changes nothing', async ({ page, open, enter, scripts }) => {
  await enter('lezer');
  await open('/');
  await page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('link', { name: 'Overleggen' }).click();
  await expect(page.getByRole('link', { name: 'Overleg plannen' })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Komende overleggen' })).toBeVisible();
  await accessible(page, scripts);
  await page.getByRole('table', { name: /Eerdere overleggen/ }).getByRole('link', { name: BODY }).last().click();
  await expect(page.getByRole('row', { name: /opnieuw bekeken/ })).toContainText('Domijn');
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await page.getByRole('link', { name: /De gemeente Enschede levert/ }).click();
  await expect(page.getByText('Geen datum: het komt terug')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Terugkoppelen' })).toHaveCount(0);
});
