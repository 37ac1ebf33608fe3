import { violations } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'stukken' });

test('a wethouder reads what is asked, what is stuck and what changed, two steps from the login', async ({ page, open, enter, scripts }) => {
  await enter('wethouder.enschede');
  await open('/');
  await page.getByRole('link', { name: 'Lees de stukken' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stukken: Enschede');
  await expect(page.getByText('Gemaakt voor Wethouder Enschede, Gemeente Enschede.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Wat wordt gevraagd' })).toContainText('Adviseren');
  const stuck = page.getByRole('region', { name: 'Wat niet op schema loopt' });
  const wesselerbrink = stuck.getByRole('article').filter({ hasText: 'Wesselerbrink' });
  for (const text of ['Oranje', 'Oorzaak', 'Gevolg', 'Bijsturing', 'Aan zet', 'Domijn']) await expect(wesselerbrink).toContainText(text);
  await expect(stuck.getByRole('article').filter({ hasText: '(Almelo)' })).toHaveCount(0);
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByLabel('Gemeente', { exact: true }).selectOption({ label: 'Alle gemeenten' });
  await page.getByRole('button', { name: 'Tonen' }).click();
  await expect(stuck.getByRole('article').filter({ hasText: '(Almelo)' })).not.toHaveCount(0);
  await page.getByRole('region', { name: 'Wat er veranderde' }).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sinds het vorige overleg');
});

test('a wethouder takes the papers along, as a PDF and as a workbook of what is on the page', async ({ page, open, enter }) => {
  await enter('wethouder.enschede');
  await open('/');
  await page.getByRole('link', { name: 'Lees de stukken' }).click();
  const link = page.getByRole('link', { name: 'Stukken als PDF' });
  const address = await link.getAttribute('href');
  expect(address).toMatch(/\/stukken\.pdf\?gemeente=enschede$/);
  const answer = await page.request.get(address ?? '');
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toBe('application/pdf');
  expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-');

  const sheets = await page.getByRole('link', { name: 'stukken als Excel' }).getAttribute('href');
  expect(sheets).toMatch(/\/stukken\.xlsx\?gemeente=enschede$/);
  const workbook = await page.request.get(sheets ?? '');
  expect(workbook.status()).toBe(200);
  expect(workbook.headers()['content-disposition']).toMatch(/stukken-.+-enschede\.xlsx/);
  expect((await workbook.body()).subarray(0, 2).toString()).toBe('PK');
});
