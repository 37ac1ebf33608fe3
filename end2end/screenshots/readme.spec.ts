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

const COMMITMENT = '24 zorggeschikte woningen in de Wesselerbrink';

const openCommitment = async (page: Page, open: (path: string) => Promise<void>) => {
  await open('/afspraken?gemeente=enschede');
  await line(page, COMMITMENT).getByRole('link', { name: COMMITMENT }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Wesselerbrink');
};

test('one commitment', async ({ page, open }) => {
  await openCommitment(page, open);
  await shoot(page, 'afspraak');
});

test('tasks', async ({ page, open, enter }) => {
  await enter('corporatie.domijn');
  await open('/mijn-taken');
  await shoot(page, 'mijn-taken');
});

test('papers of a meeting', async ({ page, open }) => {
  await open('/');
  await page.getByRole('link', { name: 'Lees de stukken' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stukken: Enschede');
  await shoot(page, 'stukken');
});

test('white spots', async ({ page, open }) => {
  await open('/witte-vlekken');
  await shoot(page, 'witte-vlekken');
});

test('the log', async ({ page, open, enter }) => {
  await enter('beheerder');
  await open('/beheer/logboek');
  await shoot(page, 'logboek');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('dashboard', async ({ page, open }) => {
    await open('/');
    await shoot(page, 'telefoon');
  });
});

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' });

  test('one commitment', async ({ page, open }) => {
    await openCommitment(page, open);
    await shoot(page, 'donker');
  });
});
