import type { Page } from '@playwright/test';

import { violations } from '../support/axe.ts';
import { errors, timeline } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'keren' });

const YEARLY = 'Vijftien woningen per jaar aanpassen voor ouderen';
const late = (page: Page) => page.getByRole('region', { name: /^Over tijd/ }).getByRole('link', { name: new RegExp(YEARLY) });

test('what recurs is late for each time of which nothing was told', async ({ page, open, enter, troubles, usable, scripts }) => {
  await enter('corporatie.domijn');
  await open('/mijn-taken');
  await expect(page.getByText('2025: nog niets gemeld')).toBeVisible();
  await late(page).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Keer 2025' })).toBeVisible();
  await expect(page.getByText('Over tijd').first()).toBeVisible();
  if (scripts) expect(await violations(page)).toEqual([]);

  troubles.expectStatus(422);
  await page.getByRole('button', { name: 'Melden' }).click();
  await expect(errors(page)).toContainText('Kies of het deze keer is gedaan.');
  await page.getByRole('radio', { name: 'Niet gedaan' }).check();
  await page.getByRole('button', { name: 'Melden' }).click();
  await expect(errors(page)).toContainText('Schrijf op waarom');
  await page.getByRole('radio', { name: 'Gedaan', exact: true }).check();
  await page.getByLabel(/^Gedaan op/).fill('30-11-2026');
  await page.getByRole('button', { name: 'Melden' }).click();
  await expect(errors(page)).toContainText('ligt in de toekomst');
  await page.getByLabel(/^Gedaan op/).fill('12-1-2026');
  await page.getByLabel(/^Toelichting/).fill('Zestien woningen aangepast.');
  await page.getByRole('button', { name: 'Melden' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Gemeld wat er deze keer is gebeurd.' })).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: '2025' });
  await expect(row).toContainText('Gedaan op 12-01-2026');
  await expect(row).toContainText('Zestien woningen aangepast.');
  if (scripts) expect(await violations(page)).toEqual([]);

  await page.getByRole('navigation', { name: 'Kruimelpad' }).getByRole('link').nth(1).click();
  await usable();
  await expect(page.getByRole('region', { name: 'Elke keer' })).toContainText('Gedaan op 12-01-2026');
  await expect(timeline(page).first()).toContainText('Keer gemeld');
  await open('/mijn-taken');
  await expect(late(page)).toHaveCount(0);
});
