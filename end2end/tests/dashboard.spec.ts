import { figure, fill, form } from '../support/commitment.ts';
import { count } from '../support/filter.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'dashboard' });

test("it tells how many of the vision's own commitments lack a lead or a date", async ({ page, open, enter }) => {
  await enter('aanjager');
  await open('/');
  expect(await figure(page, 'Uit de visie', 'afspraken uit de visie')).toBe(18);
  expect(await figure(page, 'Uit de visie', 'zonder trekker')).toBe(14);
  expect(await figure(page, 'Uit de visie', 'zonder datum')).toBe(10);
});

test('every figure leads to the list that it counts', async ({ page, open, enter, usable }) => {
  await enter('corporatie.domijn');
  for (const section of ['Stand van zaken', 'Voortgang']) {
    await open('/');
    const links = page.getByRole('region', { name: section, exact: true }).locator('.wza-keyfigures a[href^="/afspraken"]');
    const figures = await links.allInnerTexts();
    expect(figures.length).toBeGreaterThan(3);
    for (const [index, text] of figures.entries()) {
      await links.nth(index).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Afspraken' })).toBeVisible();
      await usable();
      expect(await count(page), text).toBe(Number.parseInt(text.replace('.', ''), 10));
      await open('/');
    }
  }
});

test('the tiles of the map lead to the gemeenten', async ({ page, open, enter, usable }) => {
  await enter('wethouder.enschede');
  await open('/');
  const tiles = page.locator('svg.wza-tilemap').getByRole('link');
  await expect(tiles).toHaveCount(14);
  await tiles.filter({ hasText: 'Hof van Twente' }).click();
  await expect(page).toHaveURL('/gemeenten/hof-van-twente');
  await expect(page.getByRole('heading', { level: 1, name: 'Gemeente Hof van Twente' })).toBeVisible();
  await usable();
});

test('the map shows another figure, and the table all of them', async ({ page, open, enter, usable }) => {
  await enter('wethouder.enschede');
  await open('/');
  const map = page.getByRole('region', { name: 'Gemeenten', exact: true });
  const tile = map.locator('svg.wza-tilemap').getByRole('link').filter({ hasText: 'Hengelo' });
  await map.getByText('Alle cijfers als tabel').click();
  const row = map.getByRole('row', { name: /^Hengelo/ });
  const [all, , red] = await row.getByRole('cell').allInnerTexts();
  await expect(tile).toContainText(new RegExp(`${all}$`));
  await expect(map.getByRole('link', { name: 'Afspraken', exact: true })).toHaveAttribute('aria-current', 'true');

  await map.getByRole('link', { name: 'Rood', exact: true }).click();
  await expect(map.getByText('Afspraken op rood, per gemeente')).toBeVisible();
  await usable();
  await expect(page).toHaveURL(/kaart=rood/);
  await expect(tile).toContainText(new RegExp(`${red}$`));
  expect(red).not.toBe(all);
});

test('basis and trend', async ({ page, open, enter, usable }) => {
  await enter('zorgkantoor');
  await open('/');
  const goals = page.getByRole('region', { name: /^Doelen tot 2030/ });
  await expect(goals).toContainText('8.060');
  await goals.getByRole('link', { name: /Trend/ }).click();
  await expect(goals).toContainText('9.120');
  await usable();
  await expect(goals).toContainText('5.310');
  await expect(goals).not.toContainText('8.060');
  await page.reload();
  await expect(goals).toContainText('9.120');
  await usable();
  await goals.getByRole('link', { name: /Basis/ }).click();
  await expect(goals).toContainText('4.500');
});

test('overdue commitments and the next deadlines', async ({ page, open, enter }) => {
  await enter('lezer');
  await open('/');
  expect(await figure(page, 'Stand van zaken', 'over tijd')).toBeGreaterThan(0);
  const deadlines = page.getByRole('region', { name: 'Eerstvolgende termijnen' });
  expect(await deadlines.getByRole('row').count()).toBeGreaterThan(2);
});

test('what is there and what comes, from the figure to the projects', async ({ page, open, enter, usable }) => {
  await enter('lezer');
  await open('/');
  const goals = page.getByRole('region', { name: /^Doelen tot 2030/ });
  await usable();
  await goals.getByText('Cijfers als tabel').click();
  const hard = goals.getByRole('row', { name: /^Zorggeschikte woningen/ }).locator('a[href*="kolom=hard"]');
  const count = (await hard.innerText()).trim();
  await hard.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Hard gepland: ${count} (zorggeschikte woningen) in de regio`);
  const list = page.getByRole('table', { name: 'Waaruit het aantal bestaat' });
  const counts = await list.locator('tbody tr td:last-child').allInnerTexts();
  const sum = counts.reduce((total, text) => total + Number(text.replace('.', '')), 0);
  expect(sum.toLocaleString('nl-NL')).toBe(count);
  await expect(list.locator('tfoot td')).toHaveText(count);
  await page.getByRole('link', { name: 'Terug naar de balans' }).click();
  await expect(page.getByRole('heading', { name: /^Balans van de regio: basisscenario/ })).toBeVisible();
});

test("a gemeente's dwellings stand on its page", async ({ page, open, enter, usable }) => {
  await enter('lezer');
  await open('/gemeenten/enschede');
  const dwellings = page.getByRole('region', { name: 'Woningen', exact: true });
  await usable();
  await expect(dwellings.getByRole('row', { name: /^Totaal/ })).toContainText('60');
  await dwellings.getByRole('link', { name: 'Verloop en andere' }).click();
  await expect(page.getByRole('heading', { name: /^Balans van gemeente Enschede/ })).toBeVisible();
});

// Last: it changes what the others count.
test('a lead for one of them, and the figure follows', async ({ page, open, enter, usable }) => {
  await enter('aanjager');
  await open('/');
  const before = await figure(page, 'Uit de visie', 'zonder trekker');
  await open('/afspraken?bron=visie&trekker=geen&zoek=goed%20aarden');
  await page.getByRole('link', { name: 'Goed aarden in de wijk' }).click();
  await page.getByRole('link', { name: 'Wijzigen' }).click();
  await expect(form(page).lead).toBeVisible();
  await usable();
  await fill(page, { lead: 'Provincie Overijssel' });
  if (!(await page.getByRole('radio', { checked: true }).count())) await form(page).kind('Procesafspraak').check();
  await form(page).save.click();
  await expect(page.getByRole('status').filter({ hasText: 'opgeslagen' })).toBeVisible();
  await open('/');
  expect(await figure(page, 'Uit de visie', 'zonder trekker')).toBe(before - 1);
  expect(await figure(page, 'Uit de visie', 'afspraken uit de visie')).toBe(18);
});

test('what is invented says so wherever it is shown', async ({ page, open, enter, usable }) => {
  await enter('beheerder');
  await open('/gemeenten/enschede');
  const row = page.getByRole('row', { name: /24 zorggeschikte woningen in de Wesselerbrink/ });
  await expect(row).toContainText('Voorbeeld');
  await open('/beheer/logboek?zoek=wesselerbrink');
  await expect(page.getByRole('listitem').filter({ hasText: '24 zorggeschikte woningen in de Wesselerbrink' }).first()).toContainText('Voorbeeld');
  await enter('aanjager');
  await open('/gemeenten/enschede');
  await row.getByRole('link').first().click();
  await usable();
  for (const [button, heading] of [['Wijzigen', /^Wijzigen: /], ['Voortgang melden', 'Voortgang melden']] as const) {
    await page.getByRole('main').getByRole('link', { name: button, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await usable();
    await expect(page.getByRole('main').getByText('Voorbeeld', { exact: true })).toBeVisible();
    await page.goBack();
    await usable();
  }
});

test('from a commitment to its organisations', async ({ page, open, enter, usable }) => {
  await enter('lezer');
  await open('/gemeenten/enschede');
  await page.getByRole('row', { name: /24 zorggeschikte woningen in de Wesselerbrink/ }).getByRole('link').first().click();
  await usable();
  await page.getByRole('table', { name: /Partijen/ }).getByRole('link', { name: 'Liberein' }).click();
  await expect(page).toHaveURL(/\/organisaties#organisatie-/);
  await expect(page.locator('tr:target')).toContainText('Liberein');
  await expect(page.locator('tr:target')).toBeInViewport();
});
