import { type Page, expect } from '@playwright/test';

import type { Open } from './test.ts';

export const BODY = 'Voorbeeldtafel Wonen en Zorg';

const field = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}`));
const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });

/** A meeting that looks at how everything stands today; gives its path. */
export async function frozen(page: Page, open: Open, day: string, title: string, today: string): Promise<string> {
  const path = await planned(page, open, day, title);
  await freeze(page, today);
  await expect(said(page, 'De peildatum is vastgelegd.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Peildatum' })).toContainText(`Dit overleg kijkt naar de stand van ${today}.`);
  await expect(page.getByRole('button', { name: 'Peildatum vastleggen' })).toHaveCount(0);
  return path;
}

export async function freeze(page: Page, day: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Peildatum' }).fill(day);
  await page.getByRole('button', { name: 'Peildatum vastleggen' }).click();
}

/** A meeting, on its own page; gives its path. */
export async function planned(page: Page, open: Open, day: string, title: string): Promise<string> {
  await open('/overleggen/nieuw');
  await field(page, 'Overleg').selectOption({ label: BODY });
  await field(page, 'Datum').fill(day);
  await field(page, 'Titel').fill(title);
  await field(page, 'Plaats').fill('Stadhuis Enschede');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(said(page, 'Het overleg is gepland.')).toBeVisible();
  return new URL(page.url()).pathname;
}
