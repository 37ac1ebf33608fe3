import type { Page } from '@playwright/test';

import { accessible, fits } from '../support/axe.ts';
import { errors, timeline } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'woningen-in-gevaar' });

const field = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}`));
const save = (page: Page) => page.getByRole('button', { name: 'Opslaan' });
const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });
const atRisk = (page: Page) => page.getByRole('region', { name: 'Woningen in gevaar' });
const COMMITMENT = 'L-01 24 zorggeschikte woningen in de Wesselerbrink';

test('a project that is held up puts its dwellings in danger, and once when its commitment is held up too', async ({
  page,
  open,
  usable,
  enter,
  troubles,
  scripts,
}) => {
  const title = `Geen water ${scripts ? 'een' : 'twee'}`;
  await enter('ambtenaar.enschede');
  await open('/projecten');
  await page.getByRole('link', { name: 'Wesselerhof' }).click();
  const commitments = page.getByRole('region', { name: 'Afspraken' });
  await expect(commitments.getByRole('link', { name: COMMITMENT })).toBeVisible();
  await page.getByRole('link', { name: 'Knelpunt vastleggen' }).click();
  await expect(page.getByRole('checkbox', { name: 'Wesselerhof (Enschede)' })).toBeChecked();
  await field(page, 'Titel').fill(title);
  await field(page, 'Kritische succesfactor').selectOption({ label: 'Watervoorziening' });
  await field(page, 'Actie').fill('Overleg met het waterbedrijf.');
  await field(page, 'Aan zet').selectOption({ label: 'Provincie Overijssel' });
  await field(page, 'Zoek een project').fill('enschede');
  await page.getByRole('button', { name: 'Projecten zoeken' }).click();
  await expect(page.getByRole('checkbox', { name: 'Hof aan de Stadsgracht (Enschede)' })).not.toBeChecked();
  await accessible(page, scripts);
  await fits(page, scripts);
  await field(page, 'Zoek een project').fill('');
  await save(page).click();
  await expect(said(page, 'Het knelpunt is vastgelegd.')).toBeVisible();
  await expect(atRisk(page)).toContainText('60');
  await expect(page.getByText('Houdt tegen: 1 project, samen met 60 woningen die er nog niet zijn.')).toBeVisible();
  await expect(timeline(page).filter({ hasText: 'Knelpunt gekoppeld' })).toContainText('Wesselerhof (Enschede)');

  // Its commitment too: the same dwellings, so the same number.
  await page.getByRole('link', { name: 'Wijzigen' }).click();
  await field(page, 'Zoek een afspraak').fill('Enschede L-01');
  await save(page).click();
  await expect(said(page, 'De wijzigingen zijn opgeslagen.')).toBeVisible();
  await expect(page.getByText('Houdt tegen: 1 afspraak en 1 project, samen met 60 woningen die er nog niet zijn.')).toBeVisible();
  await expect(atRisk(page)).toContainText('60');
  await accessible(page, scripts);
  await fits(page, scripts);
  const bottleneck = new URL(page.url()).pathname;

  // The commitment serves another project as well: its dwellings come on top.
  await page.getByRole('link', { name: /24 zorggeschikte woningen in de Wesselerbrink/ }).click();
  await usable();
  await expect(page.getByRole('link', { name: 'Wesselerhof (Enschede)' })).toBeVisible();
  await page.getByRole('link', { name: 'Wijzigen' }).click();
  await usable();
  await expect(page.getByRole('checkbox', { name: 'Wesselerhof (Enschede)' })).toBeChecked();
  await field(page, 'Project toevoegen').fill('kasteel');
  troubles.expectStatus(422);
  await save(page).click();
  await expect(errors(page)).toContainText('Voor ‘kasteel’ is geen project gevonden.');
  await accessible(page, scripts);
  await field(page, 'Project toevoegen').fill('stadsgracht');
  await save(page).click();
  await expect(said(page, 'De wijzigingen zijn opgeslagen.')).toBeVisible();
  await expect(timeline(page).first()).toContainText('Project gekoppeld');
  await expect(page.getByRole('link', { name: 'Hof aan de Stadsgracht (Enschede)' })).toBeVisible();
  await open(bottleneck);
  await expect(atRisk(page)).toContainText('92');

  // And let go again.
  await page.getByRole('link', { name: /24 zorggeschikte woningen in de Wesselerbrink/ }).click();
  await usable();
  await page.getByRole('link', { name: 'Wijzigen' }).click();
  await usable();
  await page.getByRole('checkbox', { name: 'Hof aan de Stadsgracht (Enschede)' }).uncheck();
  await save(page).click();
  await expect(said(page, 'De wijzigingen zijn opgeslagen.')).toBeVisible();
  await open(bottleneck);
  await expect(atRisk(page)).toContainText('60');

  await open('/knelpunten');
  await expect(page.getByRole('row', { name: new RegExp(title) })).toContainText('1 afspraak en 1 project');
  await fits(page, scripts);
  await open('/projecten?knelpunt=open');
  await expect(page.getByRole('row', { name: /Wesselerhof/ })).toContainText(title);
  await expect(page.getByRole('row', { name: /Hof aan de Stadsgracht/ })).toContainText('Bezwaar tegen het bouwplan');
  await expect(page.getByRole('row', { name: /Gelijkvloers wonen Haaksbergen/ })).toHaveCount(0);
  await accessible(page, scripts);
  await fits(page, scripts);
});
