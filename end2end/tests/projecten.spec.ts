import type { Page } from '@playwright/test';

import { accessible, fits } from '../support/axe.ts';
import { errors } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'projecten' });

const field = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}`));
const row = (page: Page, name: string) => page.getByRole('group', { name, exact: true });
const save = (page: Page) => page.getByRole('button', { name: 'Opslaan' });

async function count(page: Page, number: number, kind: string, tenure: string, amount: string): Promise<void> {
  const line = row(page, `Soort ${number}`);
  await line.getByLabel('Soort').selectOption({ label: kind });
  await line.getByLabel('Eigendom').selectOption({ label: tenure });
  await line.getByLabel('Nieuw of bestaand').selectOption({ label: 'Nieuwbouw' });
  await line.getByLabel('Aantal').fill(amount);
}

test('a gemeente records a project; types never exceed the total, and the zorgkantoor finds it without an intention', async ({
  page,
  open,
  enter,
  troubles,
  scripts,
}) => {
  const name = `Hof van Noord ${scripts ? 'een' : 'twee'}`;
  await enter('ambtenaar.enschede');
  await open('/projecten');
  await page.getByRole('link', { name: 'Nieuw project' }).click();
  await expect(field(page, 'Gemeente').locator('option:checked')).toHaveText('Enschede');
  await field(page, 'Naam').fill(name);
  await field(page, 'Kern, wijk of complex').fill('Stroinkslanden');
  await field(page, 'Wie mag van het project weten').selectOption({ value: 'extern-regionaal' });
  await field(page, 'Te bouwen, in totaal').fill('60');
  await field(page, 'Geplande oplevering').fill('Q3 2028');
  await count(page, 1, 'Zorggeschikte woningen', 'Sociale huur', '24');
  await count(page, 2, 'Nultredenwoningen', 'Koop', '40');
  await row(page, 'Partij 1').getByLabel('Rol').selectOption({ label: 'Corporatie' });
  await row(page, 'Partij 1').getByLabel('Organisatie').selectOption({ label: 'Domijn' });
  await row(page, 'Deel 1').getByLabel('Organisatie').selectOption({ label: 'Domijn' });
  await row(page, 'Deel 1').getByLabel('Deel in procenten').fill('99');
  troubles.expectStatus(422);
  await save(page).click();
  await expect(errors(page).getByRole('link', { name: /samen 64 woningen, en het project heeft er 60/ })).toHaveAttribute('href', '#counts');
  await expect(errors(page).getByRole('link', { name: /samen voor 99 %/ })).toBeVisible();
  await expect(row(page, 'Soort 2').getByLabel('Aantal')).toHaveValue('40');
  await accessible(page, scripts);
  await row(page, 'Soort 2').getByLabel('Aantal').fill('36');
  await row(page, 'Deel 1').getByLabel('Deel in procenten').fill('100');
  await save(page).click();

  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Het project is vastgelegd.' })).toBeVisible();
  await expect(page.getByRole('heading', { name: '60 woningen' })).toBeVisible();
  const care = page.getByRole('region', { name: 'Zorggeschikt: wat ervoor nodig is' });
  await expect(care).toContainText('Hiervoor ontbreekt nog: een zorgaanbieder, het zorgkantoor en de intentieovereenkomst.');
  await accessible(page, scripts);
  await page.setViewportSize({ width: 320, height: 700 });
  await fits(page, scripts);
  await page.setViewportSize({ width: 1280, height: 900 });

  await enter('zorgkantoor');
  await open('/projecten');
  await page.getByRole('link', { name: 'Zorggeschikte projecten zonder intentieovereenkomst' }).click();
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Wijzigen' })).toHaveCount(0);
});

test('what is kept close is found by nobody else, and a hidden place by who builds', async ({ page, open, enter, scripts }) => {
  const name = `Stil project ${scripts ? 'een' : 'twee'}`;
  await enter('ambtenaar.enschede');
  await open('/projecten/nieuw');
  await field(page, 'Naam').fill(name);
  await field(page, 'Te bouwen, in totaal').fill('12');
  await field(page, 'Kern, wijk of complex').fill('Geheimweg');
  await page.getByRole('checkbox', { name: /zien de plaats/ }).check();
  await field(page, 'Wie mag van het project weten').selectOption({ value: 'intern-ambtelijk' });
  await row(page, 'Partij 1').getByLabel('Rol').selectOption({ label: 'Corporatie' });
  await row(page, 'Partij 1').getByLabel('Organisatie').selectOption({ label: 'Domijn' });
  await save(page).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const path = new URL(page.url()).pathname;
  await enter('corporatie.domijn');
  await open(path);
  await expect(page.getByText('Geheimweg')).toBeVisible();
  await enter('zorg.liberein');
  await open('/projecten');
  await expect(page.getByRole('link', { name, exact: true })).toHaveCount(0);
  expect((await page.request.get(path)).status()).toBe(404);
});
