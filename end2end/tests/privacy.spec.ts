import { readFile } from 'node:fs/promises';

import type { Download, Page } from '@playwright/test';

import { errors } from '../support/commitment.ts';
import { email, expect, test } from '../support/test.ts';

test.use({ world: 'privacy' });

async function download(page: Page, name: string): Promise<Record<string, unknown>> {
  const waiting: Promise<Download> = page.waitForEvent('download');
  await page.getByRole('link', { name }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toBe('gegevens.json');
  return JSON.parse(await readFile(await file.path(), 'utf8')) as Record<string, unknown>;
}

test('somebody takes along what is held of them', async ({ page, open, enter }) => {
  await enter('lezer');
  await open('/account');
  const data = await download(page, 'Mijn gegevens downloaden');
  expect(data['format']).toBe('woonzorgagenda personal data 1');
  expect(data['account']).toMatchObject({ email: email('lezer'), has_password: true, role: 'lezer' });
  expect(data['sessions']).not.toHaveLength(0);
  expect(JSON.stringify(data)).not.toContain('argon2');
});

test('an administrator forgets whose an account was', async ({ page, open, enter, troubles, scripts }) => {
  troubles.expectStatus(422);
  const address = `weg-${scripts ? 'met' : 'zonder'}@borne.example`;
  const invite = async (name: string) => {
    await open('/beheer/gebruikers/nieuw');
    await page.getByLabel('E-mailadres').fill(address);
    await page.getByLabel('Naam').fill(name);
    await page.getByLabel('Organisatie', { exact: true }).selectOption({ label: 'Gemeente Borne' });
    await page.getByRole('radio', { name: /^Lezer/ }).check();
    await page.getByRole('button', { name: 'Uitnodigen' }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  };
  await enter('beheerder');
  await invite('W. Quispel');
  const data = await download(page, 'Gegevens downloaden');
  expect(data['account']).toMatchObject({ email: address, name: 'W. Quispel' });

  await page.getByRole('link', { name: 'Pseudonimiseren' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'W. Quispel pseudonimiseren' })).toBeVisible();
  const forget = async (typed: string) => {
    await page.getByLabel('E-mailadres van dit account').fill(typed);
    await page.getByRole('button', { name: 'Definitief pseudonimiseren' }).click();
  };
  await forget('iemand@borne.example');
  await expect(errors(page).getByRole('link')).toHaveText([/niet het e-mailadres van dit account/]);
  await forget(address);
  await expect(page.getByRole('status')).toContainText('Van wie dit account was, is gewist');
  await expect(page.getByRole('heading', { level: 1, name: /^Oud-medewerker [0-9a-f]{8}$/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Opslaan' })).toHaveCount(0);

  await open('/beheer/gebruikers');
  await expect(page.getByText(address)).toHaveCount(0);
  await expect(page.getByRole('row').filter({ hasText: 'Gepseudonimiseerd' }).first()).toBeVisible();
  await open('/beheer/logboek?gebeurtenis=gebruiker-gepseudonimiseerd');
  await expect(page.getByText('Gebruiker gepseudonimiseerd: Oud-medewerker').first()).toBeVisible();
  await expect(page.getByText('Quispel')).toHaveCount(0);

  await invite('W. Quispel-Vos');
});
