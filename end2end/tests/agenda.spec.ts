import type { Page } from '@playwright/test';

import { accessible, fits } from '../support/axe.ts';
import { errors, timeline } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'agenda' });

const field = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}`));
const save = (page: Page) => page.getByRole('button', { name: 'Opslaan' });
const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });
const matrix = (page: Page) => page.getByRole('table', { name: 'Afspraken per opgave en agenda' });

test('the agenda of Enschede is adopted, and no longer counts as missing', async ({
  page,
  open,
  enter,
  usable,
  troubles,
  scripts,
}) => {
  await enter('ambtenaar.enschede');
  await open('/');
  const missing = page.getByRole('link', { name: '12 gemeenten zonder vastgestelde agenda' });
  await missing.click();
  const list = page.getByRole('region', { name: 'Gemeenten zonder vastgestelde agenda' });
  await expect(list).toContainText('Uitvoeringsagenda 2026–2030: in consultatie');
  await open('/gemeenten/enschede');
  await page.getByRole('link', { name: 'Uitvoeringsagenda 2026–2030: in consultatie' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Uitvoeringsagenda Enschede' })).toBeVisible();
  await accessible(page, scripts);
  await page.getByRole('link', { name: /^Stap zetten/ }).click();

  troubles.expectStatus(422);
  await page.getByRole('radio', { name: 'Vaststellen' }).check();
  await field(page, 'Vastgesteld op').fill('1-12-2026');
  await save(page).click();
  await expect(errors(page)).toContainText('Vul in welk orgaan de agenda heeft vastgesteld.');
  await expect(errors(page)).toContainText('De dag ligt in de toekomst.');
  await expect(page.getByRole('radio', { name: 'Vaststellen' })).toBeChecked();
  await expect(field(page, 'Vastgesteld op')).toHaveValue('1-12-2026');
  await accessible(page, scripts);
  await field(page, 'Vastgesteld door').fill('gemeenteraad Enschede');
  await field(page, 'Vastgesteld op').fill('16-11-2026');
  await save(page).click();
  await expect(said(page, 'De stand van de agenda is opgeslagen.')).toBeVisible();
  await expect(page.getByText('Vastgesteld op 16-11-2026 door gemeenteraad Enschede.')).toBeVisible();
  await expect(timeline(page).first()).toContainText('is nu: gemeenteraad Enschede');
  await accessible(page, scripts);
  await open('/');
  await expect(page.getByRole('link', { name: '11 gemeenten zonder vastgestelde agenda' })).toBeVisible();

  // Back, with a reason.
  await open('/gemeenten/enschede/agenda');
  await page.getByRole('link', { name: /^Stap zetten/ }).click();
  await page.getByRole('radio', { name: 'Terug naar consultatie' }).check();
  await save(page).click();
  await expect(errors(page)).toContainText('Vul in waarom de agenda een stap terug gaat.');
  await field(page, 'Toelichting').fill('De raad wil meer woningen met zorg.');
  await save(page).click();
  await expect(said(page, 'De stand van de agenda is opgeslagen.')).toBeVisible();
  await expect(timeline(page).first()).toContainText('De raad wil meer woningen met zorg.');
  await usable();
  await fits(page, scripts);
});

test('a period is added where its years are free', async ({ page, open, enter, troubles, scripts }) => {
  troubles.expectStatus(422);
  await enter('aanjager');
  await open('/gemeenten/hengelo/agenda');
  await expect(field(page, 'Eerste jaar')).toHaveValue('2031');
  await field(page, 'Eerste jaar').fill('2030');
  await field(page, 'Laatste jaar').fill('2034');
  await page.getByRole('button', { name: 'Periode toevoegen' }).click();
  await expect(errors(page)).toContainText('Er is al een agenda voor 2026–2030.');
  await expect(field(page, 'Laatste jaar')).toHaveValue('2034');
  await field(page, 'Eerste jaar').fill('2031');
  await page.getByRole('button', { name: 'Periode toevoegen' }).click();
  await expect(said(page, 'De periode is toegevoegd.')).toBeVisible();
  await expect(page.getByRole('region', { name: '2031–2034' })).toContainText('Concept');
  await accessible(page, scripts);
  await fits(page, scripts);
});

test('who only reads sees how far it is, and takes no step', async ({ page, open, enter }) => {
  await enter('lezer');
  await open('/gemeenten/hof-van-twente/agenda');
  await expect(page.getByText('Vastgesteld op 23-06-2026 door college van B en W van Hof van Twente.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Periode toevoegen' })).toHaveCount(0);
  await page.getByRole('link', { name: /^Bekijken/ }).click();
  await expect(save(page)).toHaveCount(0);
});

test('where nobody promised anything is white, and every number leads to its commitments', async ({
  page,
  open,
  enter,
  troubles,
  scripts,
}) => {
  await enter('aanjager');
  await open('/witte-vlekken');
  const rows = matrix(page).getByRole('row');
  await expect(rows).toHaveCount(1 + 19 + 1);
  await expect(rows.nth(1)).toContainText('4.1');
  await expect(rows.nth(1)).toContainText('Prioriteit');
  await expect(matrix(page).getByText('witte vlek').first()).toBeVisible();
  await accessible(page, scripts);

  await page.getByRole('link', { name: 'Alleen prioriteit' }).click();
  await expect(page).toHaveURL(/prioriteit=ja/);
  await expect(rows).toHaveCount(1 + 4 + 1);
  await accessible(page, scripts);
  const cell = rows.nth(1).getByRole('link').first();
  const count = Number((await cell.textContent())?.split(' ')[0]);
  await cell.click();
  await expect(page).toHaveURL(/\/afspraken\?gemeente=.+&opgave=4(\.|%2E)1/);
  await expect(page.getByRole('table').locator('tbody').getByRole('row')).toHaveCount(count);

  await open('/witte-vlekken');
  await fits(page, scripts);
  const scroller = page.getByRole('region', { name: 'Afspraken per opgave en agenda' });
  await scroller.focus();
  await expect(scroller).toBeFocused();

  troubles.expectStatus(400);
  await open('/witte-vlekken?prioriteit=misschien');
  await expect(page.getByRole('alert')).toContainText('prioriteit=misschien');
});
