import { resolve } from 'node:path';

import type { Page } from '@playwright/test';

import { line } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'screenshots', viewport: { width: 1280, height: 860 } });

const shoot = async (page: Page, name: string) => {
  await page.evaluate(() => document.fonts.ready);
  const path = resolve(import.meta.dirname, '../../docs/screenshots', `${name}.png`);
  const image = await page.screenshot({ path, animations: 'disabled' });
  expect(image.length, `${name} is small enough for a README`).toBeLessThan(300_000);
};

test.beforeEach(async ({ enter }) => enter('ambtenaar.enschede'));

test('dashboard', async ({ page, open }) => {
  await open('/');
  await shoot(page, 'dashboard');
});

test('list', async ({ page, open }) => {
  await open('/afspraken?gemeente=enschede');
  await shoot(page, 'afspraken');
});

test('one commitment', async ({ page, open }) => {
  await open('/afspraken?gemeente=enschede');
  await line(page, '24 zorggeschikte woningen in de Wesselerbrink').getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Wesselerbrink');
  await shoot(page, 'afspraak');
});

test.describe('on a phone, in the dark', () => {
  test.use({ viewport: { width: 390, height: 844 }, colorScheme: 'dark', deviceScaleFactor: 2 });

  test('dashboard', async ({ page, open }) => {
    await open('/');
    await shoot(page, 'telefoon-donker');
  });
});
