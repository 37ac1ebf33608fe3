import type { Page } from '@playwright/test';

import { violations } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'overdracht' });

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('a new wethouder finds on one page what the function carries, and takes it along as a PDF', async ({ page, open, enter, scripts }) => {
  await enter('wethouder.enschede');
  await open('/mijn-taken');
  await page.getByRole('link', { name: 'de overdracht' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overdracht');
  await expect(page.getByText('Gemeente Enschede, alle functies')).toBeVisible();

  await page.getByLabel('Functie bij Gemeente Enschede').selectOption('Wethouder wonen');
  await page.getByRole('button', { name: 'Functie tonen' }).click();
  await expect(page.getByText('Gemeente Enschede, Wethouder wonen')).toBeVisible();
  await expect(page.getByText('voor Wethouder Enschede, Gemeente Enschede.')).toBeVisible();
  // Written there as ‘wethouder Wonen’.
  const commitment = part(page, 'Afspraken').getByRole('article').filter({ hasText: 'L-01' });
  for (const text of ['Partner', 'Oorzaak', 'Gevolg', 'Bijsturing']) await expect(commitment).toContainText(text);
  await expect(part(page, 'Overleggen')).toContainText('lid, Wethouder wonen');
  await expect(part(page, 'Overleggen').getByRole('link')).not.toHaveCount(0);
  await expect(part(page, 'Termijnen').getByRole('link', { name: 'Alle termijnen' })).toBeVisible();
  // What is promised by another function is not this one's.
  await expect(part(page, 'Besluiten en toezeggingen')).toContainText('Er staat niets open.');

  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    if (scripts) expect(await violations(page), `${width} px`).toEqual([]);
    expect(await page.evaluate('document.scrollingElement.scrollWidth')).toBeLessThanOrEqual(width);
  }

  const address = await page.getByRole('link', { name: 'Overdracht als PDF' }).getAttribute('href');
  expect(address).toMatch(/^\/overdracht\.pdf\?organisatie=.+&functie=Wethouder/);
  const answer = await page.request.get(address ?? '');
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toBe('application/pdf');
  expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-');
});

test('that of another organisation opens from its row, with its own functions', async ({ page, open, enter }) => {
  await enter('ambtenaar.enschede');
  await open('/organisaties');
  await page.getByRole('link', { name: /^Overdracht ?: Domijn$/ }).click();
  await expect(page.getByText('Domijn, alle functies')).toBeVisible();
  await expect(page.getByLabel('Functie bij Domijn')).toContainText('Directeur-bestuurder');
  await expect(part(page, 'Termijnen')).toHaveCount(0);
  await page.getByLabel('Organisatie', { exact: true }).selectOption({ label: 'Gemeente Almelo' });
  await page.getByRole('button', { name: 'Organisatie tonen' }).click();
  await expect(page.getByText('Gemeente Almelo, alle functies')).toBeVisible();
});

test('a function that carries nothing there is said to be unknown', async ({ page, open, enter, troubles }) => {
  await enter('lezer');
  troubles.expectStatus(400);
  await open('/overdracht?functie=Keizer');
  await expect(page.getByRole('alert')).toContainText('functie=Keizer');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overdracht');
});

test('decisions and proposals belong to the meetings in the menu', async ({ page, open, enter }) => {
  await enter('lezer');
  const item = (name: string) => page.getByRole('navigation', { name: 'Hoofdmenu' }).locator('a', { hasText: name });
  for (const path of ['/besluiten', '/voorstellen']) {
    await open(path);
    await expect(item('Overleggen')).toHaveAttribute('aria-current', 'true');
  }
  await open('/termijnen');
  await expect(item('Termijnen')).toHaveAttribute('aria-current', 'page');
  await expect(item('Overleggen')).not.toHaveAttribute('aria-current');
});
