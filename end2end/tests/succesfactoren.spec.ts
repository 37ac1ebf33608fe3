import { accessible, fits } from '../support/axe.ts';
import { errors } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'succesfactoren' });

const FACTOR = 'Stikstof';
const WHY = 'Bij het Aamsveen is nu geen vergunning te krijgen.';

test('a gemeente tells how it is placed, and the region reads why', async ({ page, secondPage, open, enter, scripts, troubles }) => {
  await enter('ambtenaar.enschede');
  await open('/knelpunten');
  await page.getByRole('link', { name: 'Succesfactoren per gemeente' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Succesfactoren' })).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: FACTOR });
  await expect(row).toContainText('1: Haaksbergen');
  await expect(row).not.toContainText('Enschede');

  await page.getByRole('link', { name: FACTOR, exact: true }).click();
  // Of the own gemeente only.
  await expect(page.getByRole('link', { name: /^Stand melden/ })).toHaveCount(1);
  const tell = page.getByRole('link', { name: 'Stand melden voor Enschede' });
  const address = (await tell.getAttribute('href')) ?? '';
  await tell.click();
  await page.getByRole('radio', { name: 'Geblokkeerd' }).check();
  troubles.expectStatus(422);
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(errors(page)).toContainText("Schrijf op waarom het hier op 'geblokkeerd' staat");
  await expect(page.getByRole('radio', { name: 'Geblokkeerd' })).toBeChecked();
  await page.getByLabel('Toelichting').fill(WHY);
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByRole('heading', { level: 1, name: FACTOR })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Enschede' })).toContainText('Geblokkeerd');
  await expect(page.getByRole('region', { name: 'Tijdlijn' })).toContainText(WHY);
  await accessible(page, scripts);
  await fits(page, scripts);

  await enter('lezer', secondPage);
  await open('/succesfactoren', secondPage);
  await expect(secondPage.getByRole('row').filter({ hasText: FACTOR })).toContainText('2: Enschede, Haaksbergen');
  await open('/succesfactoren?gemeente=enschede', secondPage);
  await expect(secondPage.getByRole('row').filter({ hasText: FACTOR })).toContainText(WHY);
  await expect(secondPage.getByRole('link', { name: /^Stand melden/ })).toHaveCount(0);
  const refused = await secondPage.request.get(address);
  expect(refused.status()).toBe(403);
});

test('what is invented says so, and an unknown gemeente is told', async ({ page, open, enter, troubles }) => {
  await enter('lezer');
  await open('/succesfactoren?gemeente=haaksbergen');
  await expect(page.getByRole('row').filter({ hasText: FACTOR })).toContainText('Voorbeeld');
  troubles.expectStatus(400);
  await open('/succesfactoren?gemeente=nergens');
  await expect(page.getByText('gemeente=nergens')).toBeVisible();
});
