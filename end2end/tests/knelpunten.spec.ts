import type { Page } from '@playwright/test';

import { accessible, fits } from '../support/axe.ts';
import { errors, timeline } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'knelpunten' });

const FACTOR = 'Energietransitie en netcongestie';

const field = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}`));
const save = (page: Page) => page.getByRole('button', { name: 'Opslaan' });
const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });
const blocked = (page: Page) => page.getByRole('table', { name: 'Afspraken die dit knelpunt blokkeert' });

/** Everything that a bottleneck must have. */
async function fill(page: Page, title: string): Promise<void> {
  await field(page, 'Titel').fill(title);
  await field(page, 'Kritische succesfactor').selectOption({ label: FACTOR });
  await field(page, 'Actie').fill('Overleg met de netbeheerder over een batterij.');
  await field(page, 'Aan zet').selectOption({ label: 'Provincie Overijssel' });
  await field(page, 'Functie of overleg').fill('Gedeputeerde wonen');
}

test('three commitments are held up, and one page tells which, how high and who is to move', async ({
  page,
  open,
  enter,
  troubles,
  scripts,
}) => {
  const title = 'Geen zware aansluiting';
  await enter('ambtenaar.enschede');
  await open('/knelpunten');
  await expect(page.getByRole('row', { name: /Netcongestie/ })).toContainText('BO');
  await expect(page.getByRole('row', { name: /Netcongestie/ })).toContainText('Voorbeeld');
  await page.getByRole('link', { name: 'Nieuw knelpunt' }).click();
  await expect(page.getByText('Een knelpunt is zichtbaar voor de hele regio.')).toBeVisible();
  await fill(page, title);
  // Two are named without doubt, one is looked for and ticked.
  await field(page, 'Zoek een afspraak').fill('hengelo L-01, Enschede L-01, nultredenwoningen in');
  await page.getByRole('button', { name: 'Zoeken', exact: true }).click();
  await expect(field(page, 'Titel')).toHaveValue(title);
  await expect(page.getByRole('checkbox', { name: /L-01 Zestig nultredenwoningen in de Hengelose Es/ })).not.toBeChecked();
  await accessible(page, scripts);

  troubles.expectStatus(422);
  await save(page).click();
  await expect(errors(page)).toContainText('‘nultredenwoningen in’ past bij');
  await page.getByRole('checkbox', { name: /L-01 Twintig nultredenwoningen in Goor/ }).check();
  await save(page).click();
  await expect(said(page, 'Het knelpunt is vastgelegd.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(blocked(page).getByRole('row')).toHaveCount(1 + 3);
  await expect(timeline(page).filter({ hasText: 'Knelpunt gekoppeld' })).toHaveCount(3);

  await page.getByRole('link', { name: 'Escaleren' }).click();
  await page.getByRole('radio', { name: 'BO', exact: true }).check();
  await page.getByRole('button', { name: 'Escaleren' }).click();
  await expect(errors(page)).toContainText('Vul in waarom het hogerop moet.');
  await expect(page.getByRole('radio', { name: 'BO', exact: true })).toBeChecked();
  await accessible(page, scripts);
  await field(page, 'Reden').fill('Het AO kan geen voorrang afdwingen.');
  await page.getByRole('button', { name: 'Escaleren' }).click();

  await expect(said(page, 'Het knelpunt is hogerop gebracht.')).toBeVisible();
  const row = (name: RegExp) => blocked(page).getByRole('row', { name });
  await expect(row(/Wesselerbrink/)).toContainText('Domijn');
  await expect(row(/Hengelose Es/)).toContainText('Welbions');
  await expect(row(/Goor/)).toContainText('Hof van Twente');
  await expect(page.getByRole('region', { name: 'Wie is aan zet' })).toContainText('Provincie Overijssel, Gedeputeerde wonen');
  const levels = page.getByRole('region', { name: 'Hoe hoog het ligt' });
  await expect(levels).toContainText('Nu: BO');
  await expect(levels.getByRole('row', { name: /Naar BO/ })).toContainText('Gemeente Enschede');
  await expect(levels.getByRole('row', { name: /Naar BO/ })).toContainText('Het AO kan geen voorrang afdwingen.');
  await expect(timeline(page).first()).toContainText('was: Lokaal');
  await expect(timeline(page).first()).toContainText('is nu: BO');
  await accessible(page, scripts);

  await page.setViewportSize({ width: 320, height: 800 });
  await fits(page, scripts);
  await open('/knelpunten?niveau=bo&stand=open');
  await expect(page.getByRole('row', { name: new RegExp(title) })).toBeVisible();
  await fits(page, scripts);
  await accessible(page, scripts);
});

test('it is solved, and comes back', async ({ page, open, enter, scripts }) => {
  await enter('wethouder.enschede');
  await open('/knelpunten/nieuw');
  await fill(page, 'Te weinig nachtzorg');
  await save(page).click();
  await expect(said(page, 'Het knelpunt is vastgelegd.')).toBeVisible();
  await page.getByRole('link', { name: 'Oplossen' }).click();
  await field(page, 'Oplossing').fill('Er is een vast team.');
  await page.getByRole('button', { name: 'Opgelost' }).click();
  await expect(said(page, 'Het knelpunt is gesloten.')).toBeVisible();
  await expect(page.getByText('Er is een vast team.').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Escaleren' })).toHaveCount(0);
  await accessible(page, scripts);

  await page.getByRole('link', { name: 'Heropenen' }).click();
  await field(page, 'Reden').fill('Het team is gestopt.');
  await page.getByRole('button', { name: 'Heropenen' }).click();
  await expect(said(page, 'Het knelpunt is weer open.')).toBeVisible();
  await expect(page.getByText('1 keer teruggekomen')).toBeVisible();
});

test('two people change the same one: the second is told, and loses nothing', async ({
  page,
  secondPage,
  open,
  enter,
  troubles,
  scripts,
}) => {
  troubles.expectStatus(409);
  await enter('ambtenaar.enschede');
  await enter('aanjager', secondPage);
  await open('/knelpunten/nieuw');
  await fill(page, 'Te weinig bouwgrond');
  await save(page).click();
  await expect(said(page, 'Het knelpunt is vastgelegd.')).toBeVisible();
  const path = new URL(page.url()).pathname;
  await open(`${path}/bewerken`);
  await open(`${path}/bewerken`, secondPage);
  await field(page, 'Actie').fill('De gemeente koopt grond.');
  await save(page).click();
  await expect(said(page, 'De wijzigingen zijn opgeslagen.')).toBeVisible();

  await field(secondPage, 'Actie').fill('De provincie koopt grond.');
  await save(secondPage).click();
  const conflict = secondPage.getByRole('region', { name: 'Dit is intussen gewijzigd' });
  await expect(conflict).toContainText('Ambtenaar Enschede bewaarde een andere versie op ');
  await expect(conflict).toContainText('De gemeente koopt grond.');
  await expect(field(secondPage, 'Actie')).toHaveValue('De provincie koopt grond.');
  await accessible(secondPage, scripts);
  await save(secondPage).click();
  await expect(said(secondPage, 'De wijzigingen zijn opgeslagen.')).toBeVisible();
  await expect(timeline(secondPage).first()).toContainText('was: De gemeente koopt grond.');
});

test('who only reads sees it, and cannot change it', async ({ page, open, enter, troubles }) => {
  await enter('lezer');
  await open('/knelpunten');
  await expect(page.getByRole('link', { name: 'Nieuw knelpunt' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Netcongestie' }).click();
  await expect(page.getByRole('region', { name: 'Wie is aan zet' })).toContainText('Provincie Overijssel');
  await expect(page.getByRole('link', { name: 'Wijzigen' })).toHaveCount(0);
  troubles.expectStatus(403);
  await open(`${new URL(page.url()).pathname}/escaleren`);
  await expect(page.getByRole('heading', { level: 1, name: 'Dit mag u niet' })).toBeVisible();
});
