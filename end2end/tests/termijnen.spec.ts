import type { Page } from '@playwright/test';

import { violations } from '../support/axe.ts';
import { errors, form } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'termijnen' });

const PROGRAMME = 'Volkshuisvestingsprogramma';
const BID = 'Bod van de corporatie';

const phases = (page: Page) => page.getByRole('table', { name: 'Fase per gemeente en termijn' });
const behind = (page: Page, deadline: string) =>
  page
    .getByRole('table', { name: /^Gemeenten die te laat zijn/ })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: deadline }) });
/** On the page of one deadline. */
const line = (page: Page, gemeente: string) =>
  page
    .getByRole('table', { name: 'Hoever elke gemeente is' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: gemeente, exact: true }) });
/** What is asked at the phase. */
const phase = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });
const by = (page: Page) => page.getByLabel(/^Vastgesteld door/);
const on = (page: Page) => page.getByLabel(/^Vastgesteld op/);

test('a gemeente tells how far it is, and the region reads who has not begun', async ({ page, enter, open, troubles, scripts }) => {
  await enter('ambtenaar.enschede');
  await open('/termijnen?gemeente=enschede');
  await expect(phases(page).getByRole('rowheader')).toHaveText(['Enschede']);
  await expect(behind(page, BID)).toContainText('alle 14 gemeenten');
  if (scripts) expect(await violations(page)).toEqual([]);
  await phases(page).getByRole('link', { name: `${BID}, Enschede wijzigen` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${BID}: Enschede`);
  await expect(page.getByText('De fase telt voor de keer van 01-07-2027')).toBeVisible();
  if (scripts) expect(await violations(page)).toEqual([]);

  // What cannot be is told where it was typed, and nothing is lost.
  troubles.expectStatus(422);
  await phase(page, 'Vastgesteld').check();
  await on(page).fill('1-12-2026');
  await page.getByLabel(/^Toelichting/).fill('Besproken met Domijn.');
  await form(page).save.click();
  await expect(errors(page)).toContainText('Vul in welk orgaan het heeft vastgesteld.');
  await expect(errors(page)).toContainText('De dag ligt in de toekomst.');
  await expect(page.getByLabel(/^Toelichting/)).toHaveValue('Besproken met Domijn.');
  await expect(phase(page, 'Vastgesteld')).toBeChecked();
  if (scripts) expect(await violations(page)).toEqual([]);
  await by(page).fill('college van B en W');
  await on(page).fill('12-11-2026');
  await form(page).save.click();

  await expect(page.getByRole('status').filter({ hasText: 'De fase is opgeslagen.' })).toBeVisible();
  await expect(line(page, 'Enschede')).toContainText('door college van B en W op 12-11-2026');
  await expect(line(page, 'Enschede')).toContainText('Besproken met Domijn.');
  // Of others it says how far they are, and not how to change that.
  await expect(line(page, 'Almelo').getByRole('link')).toHaveCount(0);
  const timeline = page.getByRole('region', { name: 'Tijdlijn' });
  await expect(timeline.getByRole('listitem').first()).toContainText('Fase gemeld');
  await expect(timeline.getByRole('listitem').first()).toContainText('Enschede');

  await enter('lezer');
  await open('/termijnen');
  await expect(behind(page, BID)).toContainText('13: Almelo, Borne');
  await expect(phases(page).getByRole('rowheader')).toHaveCount(14);
  await expect(phases(page).getByRole('link', { name: /wijzigen$/ })).toHaveCount(0);
});

test('a date that an aanjager changes once changes for every gemeente', async ({ page, enter, open, troubles, scripts }) => {
  await enter('lezer');
  await open('/termijnen');
  await expect(behind(page, PROGRAMME).getByRole('cell').first()).toHaveText('geen enkele gemeente');
  await behind(page, PROGRAMME).getByRole('link', { name: PROGRAMME }).click();
  await expect(page.getByRole('link', { name: 'Termijn wijzigen' })).toHaveCount(0);
  if (scripts) expect(await violations(page)).toEqual([]);

  await enter('aanjager');
  await open('/termijnen');
  await behind(page, PROGRAMME).getByRole('link', { name: PROGRAMME }).click();
  await page.getByRole('link', { name: 'Termijn wijzigen' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Wijzigen: ${PROGRAMME}`);
  if (scripts) expect(await violations(page)).toEqual([]);
  troubles.expectStatus(422);
  await page.getByLabel(/^Klaar/).fill('');
  await page.getByLabel(/^Laatst gecontroleerd/).fill('20-11-2026');
  await page.getByRole('button', { name: 'Opslaan voor alle gemeenten' }).click();
  await expect(errors(page)).toContainText('Vul in wanneer het klaar moet zijn');
  await expect(page.getByLabel(/^Laatst gecontroleerd/)).toHaveValue('20-11-2026');
  await page.getByLabel(/^Klaar/).fill('1-11-2026');
  await page.getByRole('button', { name: 'Opslaan voor alle gemeenten' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'De wijzigingen zijn opgeslagen.' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'De termijn' })).toContainText('20-11-2026');
  await expect(line(page, 'Almelo')).toContainText('Te laat');
  await expect(line(page, 'Hengelo')).not.toContainText('Te laat');
  await open('/termijnen');
  await expect(behind(page, PROGRAMME).getByRole('cell').first()).toContainText('12: Almelo, Borne');
});

test('who saves second is told, and keeps what they typed', async ({ page, secondPage, enter, open, troubles }) => {
  const to = async (which: Page) => {
    await open('/termijnen?gemeente=enschede', which);
    await phases(which).getByRole('link', { name: 'Huisvestingsverordening met urgentieregeling, Enschede wijzigen' }).click();
  };
  await enter('ambtenaar.enschede');
  await to(page);
  await enter('aanjager', secondPage);
  await to(secondPage);
  await phase(secondPage, 'Inspraak').check();
  await form(secondPage).save.click();
  await expect(line(secondPage, 'Enschede')).toContainText('Inspraak');

  troubles.expectStatus(409);
  await phase(page, 'In voorbereiding').check();
  await form(page).save.click();
  const conflict = page.getByRole('region', { name: 'Dit is intussen gewijzigd' });
  await expect(conflict).toContainText('Inspraak');
  await expect(conflict).toContainText('In voorbereiding');
  await expect(phase(page, 'In voorbereiding')).toBeChecked();
  await form(page).save.click();
  await expect(line(page, 'Enschede')).toContainText('In voorbereiding');
});

test('on a phone the phases are cards that fit', async ({ page, enter, open }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await enter('lezer');
  await open('/termijnen');
  await expect(phases(page)).toBeVisible();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(wide).toBe(false);
});
