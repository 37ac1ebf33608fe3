import { violations } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'avond' });

test('the evening before, a wethouder sees on one screen what matters, notes a question, and an ambtenaar answers it', async ({
  page,
  secondPage,
  open,
  enter,
  scripts,
  troubles,
}) => {
  troubles.expectStatus(422);
  await enter('wethouder.enschede');
  await open('/');
  const evening = page.getByRole('region', { name: 'Volgend overleg' });
  for (const part of [
    'Wat het overleg wordt gevraagd',
    'Wat van u wordt gevraagd',
    'Wat niet op schema loopt',
    'Sinds het vorige overleg',
    'Uw notities en vragen',
    'Termijnen die eraan komen',
    'Woningen',
  ]) {
    await expect(evening.getByRole('region', { name: part })).toBeVisible();
  }
  for (const [width, height] of [[820, 1180], [1280, 1024]] as const) {
    await page.setViewportSize({ width, height });
    const box = await evening.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? Infinity), `all of it is on one screen of ${width}`).toBeLessThan(height);
  }
  const stuck = evening.getByRole('region', { name: 'Wat niet op schema loopt' });
  for (const text of ['Stadsveld', 'Rood', 'Oorzaak', 'Gevolg', 'Bijsturing', 'Aan zet']) await expect(stuck).toContainText(text);
  await expect(stuck).not.toContainText('(Almelo)');
  if (scripts) expect(await violations(page)).toEqual([]);

  // Two steps from the login one asks.
  await evening.getByRole('link', { name: 'Lees de stukken' }).click();
  await page.getByRole('article').filter({ hasText: 'Stadsveld' }).getByRole('link', { name: /^Notitie of vraag/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Notities en vragen');
  await expect(page.getByLabel('Waarbij?')).toContainText('Stadsveld');
  await page.getByLabel(/^Vraag/).check();
  await page.getByRole('button', { name: 'Toevoegen' }).click();
  await expect(page.getByRole('link', { name: 'Vul in wat u wilt onthouden of vragen.' })).toBeVisible();
  await page.getByLabel('Tekst').fill('Wie betaalt het beheer in de avond?');
  await page.getByRole('button', { name: 'Toevoegen' }).click();
  await expect(page.getByText('Toegevoegd.')).toBeVisible();
  if (scripts) expect(await violations(page)).toEqual([]);

  await enter('ambtenaar.enschede', secondPage);
  await open('/mijn-taken', secondPage);
  const asked = secondPage.getByRole('region', { name: /^Vragen voor een overleg/ });
  await expect(asked).toContainText('Wie betaalt het beheer in de avond?');
  await asked.getByRole('link').click();
  if (scripts) expect(await violations(secondPage)).toEqual([]);
  await secondPage.getByRole('textbox', { name: 'Antwoord' }).fill('De Posten, tot en met december.');
  await secondPage.getByRole('button', { name: 'Beantwoorden' }).click();
  await expect(secondPage.getByText('Uw antwoord is opgeslagen.')).toBeVisible();

  await open('/');
  await expect(evening.getByRole('region', { name: 'Uw notities en vragen' })).toContainText('1 notitie of beantwoorde vraag');
  await evening.getByRole('link', { name: 'Lees de stukken' }).click();
  await expect(page.getByRole('article').filter({ hasText: 'Stadsveld' })).toContainText('De Posten, tot en met december.');
});

test('nobody outside the organisation reads what was noted', async ({ page, secondPage, open, enter }) => {
  await enter('wethouder.enschede');
  await open('/');
  await page.getByRole('link', { name: 'Notities en vragen' }).click();
  await page.getByLabel('Tekst').fill('Onderhandelruimte: tot een ton');
  await page.getByRole('button', { name: 'Toevoegen' }).click();
  await expect(page.getByText('Onderhandelruimte')).toBeVisible();
  const address = new URL(page.url()).pathname;
  for (const account of ['corporatie.domijn', 'aanjager', 'lezer'] as const) {
    await enter(account, secondPage);
    const answer = await secondPage.request.get(address);
    expect(await answer.text(), account).not.toContain('Onderhandelruimte');
  }
  await page.getByRole('link', { name: 'Verwijderen' }).first().click();
  await page.getByRole('button', { name: 'Verwijderen' }).click();
  await expect(page.getByText('Verwijderd.')).toBeVisible();
  await expect(page.getByText('Onderhandelruimte')).toHaveCount(0);
});
