import { COMPLETE, record } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'afdrukken' });

test('a commitment is printed with what is agreed, how it stands and as of when', async ({ page, open, enter, usable }) => {
  await enter('ambtenaar.enschede');
  await record(page, open, { ...COMPLETE, title: 'Hof met ontmoetingsplek' });
  await page.getByRole('link', { name: 'Afdrukken' }).click();
  await usable();
  await expect(page.getByRole('heading', { level: 1, name: /Hof met ontmoetingsplek/ })).toBeVisible();
  await expect(page.getByText('Peildatum: 21-11-2026')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Partijen, hun rol en hun bijdrage' })).toContainText('Trekker');
  await expect(page.getByRole('heading', { name: 'Voortgang' })).toBeVisible();

  await page.emulateMedia({ media: 'print' });
  for (const away of [page.getByRole('navigation', { name: 'Hoofdmenu' }), page.getByRole('banner'), page.getByText('Druk af met Ctrl+P')]) {
    await expect(away).toBeHidden();
  }
  await expect(page.getByText('Peildatum: 21-11-2026')).toBeVisible();
});

test('what one may not see cannot be printed either', async ({ page, open, enter, troubles, secondPage }) => {
  await enter('ambtenaar.enschede');
  const concept = await record(page, open, { ...COMPLETE, title: 'Vertrouwelijke locatie' });
  await enter('zorgkantoor', secondPage);
  troubles.expectStatus(404);
  const answer = await secondPage.goto(`${concept}/afdrukken`);
  expect(answer?.status()).toBe(404);
  await expect(secondPage.getByText('Vertrouwelijke locatie')).toHaveCount(0);
});
