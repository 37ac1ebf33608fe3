import { line } from '../support/commitment.ts';
import { count, filter } from '../support/filter.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'filteren' });

test.beforeEach(async ({ enter }) => enter('aanjager'));

const cells = (label: string) => `td[data-label="${label}"]`;

test('by each part of the filter', async ({ page, open, usable, scripts }) => {
  const all = await (async () => {
    await open('/afspraken');
    return count(page);
  })();
  const parts: [string, string, string, RegExp][] = [
    ['Gemeente', 'Hengelo', 'Waar', /^Hengelo/],
    ['Partij', 'Sint Joseph', 'Wie', /Sint Joseph/],
    ['Status', 'Voorgesteld', 'Status', /^Voorgesteld$/],
    ['Voortgang', 'Rood', 'Voortgang', /^Rood$/],
    ['Gereed', 'Over tijd', 'Wanneer', /Over tijd$/],
    ['Gereed', 'Nog niet bekend', 'Wanneer', /^Nog niet bekend$/i],
    ['Trekker', 'Zonder trekker', 'Wie', /^Nog geen trekker/],
  ];
  for (const [part, choice, column, pattern] of parts) {
    await open('/afspraken');
    await filter(page, scripts, part, choice);
    await expect(page.getByRole('list', { name: 'Actieve filters' })).toContainText(`${part}: ${choice}`);
    await usable();
    const shown = await page.locator(cells(column)).allInnerTexts();
    expect(shown.length, `${part}: ${choice}`).toBeGreaterThan(0);
    for (const text of shown) expect(text.trim(), `${part}: ${choice}`).toMatch(pattern);
    expect(await count(page)).toBeLessThan(all);
    await page.getByRole('link', { name: `Verwijder filter: ${part}: ${choice}` }).click();
    await expect(page.getByRole('list', { name: 'Actieve filters' })).toHaveCount(0);
    await usable();
    expect(await count(page)).toBe(all);
  }
});

test('by challenge', async ({ page, open, usable, scripts }) => {
  await open('/afspraken');
  const option = page.getByRole('search').getByLabel('Opgave').getByRole('option', { name: /^4\.10 / });
  await filter(page, scripts, 'Opgave', (await option.textContent())?.trim() ?? '');
  await expect(line(page, 'Vier logeerplekken voor respijtzorg')).toBeVisible();
  await usable();
  await expect(line(page, 'Hofje van bewoners in Buurse')).toHaveCount(0);
  await line(page, 'Vier logeerplekken voor respijtzorg').getByRole('link').click();
  await expect(page.getByRole('region', { name: 'Wanneer, waar, waarvoor' })).toContainText('4.10');
});

test('the address holds the filter', async ({ page, open, usable, scripts }) => {
  await open('/afspraken');
  await filter(page, scripts, 'Gemeente', 'Enschede');
  await expect(line(page, 'Dementievriendelijk Glanerbrug')).toBeVisible();
  await usable();
  await filter(page, scripts, 'Voortgang', 'Rood');
  const red = line(page, 'Ontmoetingsruimte in Stadsveld elke dag open');
  await expect(line(page, 'Dementievriendelijk Glanerbrug')).toHaveCount(0);
  await expect(red).toBeVisible();
  await usable();
  const asked = [...new URL(page.url()).searchParams].filter(([, value]) => value);
  expect(asked).toEqual([['gemeente', 'enschede'], ['voortgang', 'rood']]);

  const holds = async () => {
    await expect(red).toBeVisible();
    // After going back, the old list stays until the new one is there.
    await expect.poll(() => count(page)).toBe(1);
    const search = page.getByRole('search');
    await expect(search.getByLabel('Gemeente')).toHaveValue('enschede');
    await expect(search.getByLabel('Voortgang')).toHaveValue('rood');
  };
  await page.reload();
  await usable();
  await holds();
  await red.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ontmoetingsruimte in Stadsveld elke dag open' })).toBeVisible();
  await page.goBack();
  await usable();
  await holds();
  await page.goBack();
  await expect(line(page, 'Dementievriendelijk Glanerbrug')).toBeVisible();
  await usable();
  await expect(page.getByRole('search').getByLabel('Gemeente')).toHaveValue('enschede');
  await expect(page.getByRole('search').getByLabel('Voortgang')).toHaveValue('');
  await page.goForward();
  await usable();
  await holds();
});

test('on a phone the filter opens with a tap', async ({ page, open, usable, scripts }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open('/afspraken');
  const gemeente = page.getByRole('search').getByLabel('Gemeente');
  await expect(gemeente).toBeHidden();
  await page.locator('summary', { hasText: 'Filteren' }).click();
  await expect(gemeente).toBeVisible();
  await filter(page, scripts, 'Gemeente', 'Enschede');
  await expect(page.getByRole('list', { name: 'Actieve filters' })).toContainText('Gemeente: Enschede');
  await usable();
  await expect(line(page, 'Dementievriendelijk Glanerbrug')).toContainText('Liberein');
});

test('by a word', async ({ page, open, usable, scripts }) => {
  await open('/afspraken');
  const search = page.getByRole('searchbox', { name: 'Zoeken' });
  await search.pressSequentially('BATTERIJ');
  if (!scripts) await search.press('Enter');
  await expect(page).toHaveURL(/zoek=BATTERIJ/);
  await expect(page.getByRole('heading', { name: 'Geen afspraken gevonden' })).toBeVisible();
  await usable();
  await search.fill('wesselerbrink');
  if (!scripts) await search.press('Enter');
  await expect(line(page, '24 zorggeschikte woningen in de Wesselerbrink')).toBeVisible();
  await usable();
  expect(await count(page)).toBe(1);
  await expect(search).toHaveValue('wesselerbrink');
});

test('nothing in a search is code', async ({ page, open }) => {
  for (const text of ["' or 1=1 --", '<img src=x onerror=alert(1)>', '%_', '100%', '"><b>']) {
    await open(`/afspraken?zoek=${encodeURIComponent(text)}`);
    await expect(page.getByRole('heading', { name: 'Geen afspraken gevonden' }), text).toBeVisible();
    await expect(page.getByRole('searchbox', { name: 'Zoeken' })).toHaveValue(text);
    await expect(page.getByRole('list', { name: 'Actieve filters' })).toContainText(text);
  }
});

test('in another order', async ({ page, open, usable, scripts }) => {
  await open('/afspraken?gemeente=enschede');
  const titles = async () => page.getByRole('rowheader').getByRole('link').allInnerTexts();
  const byNumber = await titles();
  await filter(page, scripts, 'Volgorde', 'Eerst gereed');
  await expect.poll(titles).not.toEqual(byNumber);
  await usable();
  const byDue = await titles();
  expect([...byDue].sort()).toEqual([...byNumber].sort());
  expect(byDue.indexOf('Dementievriendelijk Glanerbrug')).not.toBe(-1);
});

test('page by page', async ({ page, open, usable, scripts }) => {
  await open('/afspraken');
  const total = await count(page);
  expect(total).toBeGreaterThan(25);
  const seen: string[] = [];
  const addresses = async () => page.getByRole('rowheader').getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  for (let number = 1; ; number += 1) {
    await expect(page.getByRole('link', { name: `Pagina ${number}`, exact: true })).toHaveAttribute('aria-current', 'page');
    await usable();
    seen.push(...(await addresses()));
    if (number === Math.ceil(total / 25)) break;
    await page.getByRole('link', { name: 'Volgende' }).click();
    if (scripts) await expect(page.locator('.wza-list__results')).toBeFocused();
  }
  expect(seen.length).toBe(total);
  expect(new Set(seen).size).toBe(total);
  await expect(page.getByRole('link', { name: 'Volgende' })).toHaveCount(0);
  await expect(page).toHaveURL(/pagina=/);
  await page.getByRole('link', { name: 'Pagina 1', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Vorige' })).toHaveCount(0);
});

test('filtering begins again at the first page', async ({ page, open, scripts }) => {
  await open('/afspraken?pagina=2');
  await filter(page, scripts, 'Gemeente', 'Almelo');
  await expect(line(page, 'Vier logeerplekken voor respijtzorg')).toBeVisible();
  expect(new URL(page.url()).searchParams.get('pagina') ?? '1').toBe('1');
});

test('with JavaScript nothing is loaded twice', async ({ page, open, scripts }) => {
  test.skip(!scripts, 'without it every choice is a new page');
  await open('/afspraken');
  const marker = () => page.evaluate(() => (window as { sameDocument?: boolean }).sameDocument ?? false);
  await page.evaluate(() => {
    (window as { sameDocument?: boolean }).sameDocument = true;
  });
  await filter(page, true, 'Gemeente', 'Enschede');
  await page.getByRole('searchbox', { name: 'Zoeken' }).pressSequentially('stadsveld');
  await expect(line(page, 'Ontmoetingsruimte in Stadsveld elke dag open')).toBeVisible();
  await expect(page.getByRole('searchbox', { name: 'Zoeken' })).toBeFocused();
  await line(page, 'Ontmoetingsruimte in Stadsveld elke dag open').getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Stadsveld');
  await page.goBack();
  await expect(line(page, 'Ontmoetingsruimte in Stadsveld elke dag open')).toBeVisible();
  expect(await marker()).toBe(true);
});

test('whoever goes on while a search still waits, is not called back', async ({ page, open, scripts }) => {
  test.skip(!scripts, 'nothing waits without it');
  await open('/afspraken?gemeente=enschede');
  const left = await page.getByRole('searchbox', { name: 'Zoeken' }).evaluate((input: HTMLInputElement) => {
    input.value = 'stadsveld';
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    document.querySelector<HTMLAnchorElement>('nav a[href="/gemeenten"]')?.click();
    return performance.now();
  });
  await expect(page.getByRole('heading', { level: 1, name: 'Gemeenten' })).toBeVisible();
  await page.waitForFunction((then) => performance.now() > then + 1000, left);
  await expect(page).toHaveURL('/gemeenten');
  await page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('link', { name: 'Termijnen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Termijnen' })).toBeVisible();
});

const NOWHERE = 'partij=019a0000-0000-7000-8000-000000000000';
const UNKNOWN = ['status=klaar', 'kleur=rood', 'partij=42', NOWHERE, 'gemeente=amsterdam', 'opgave=9.9', 'voortgang=paars', 'sorteer=willekeurig', 'pagina=min-een', 'pagina=0'];

test('what the address asks and does not exist, is left out and told', async ({ page, open, troubles }) => {
  troubles.expectStatus(400);
  await open('/afspraken?trekker=geen');
  const rest = await count(page);
  for (const query of UNKNOWN) {
    const answer = await page.request.get(`/afspraken?trekker=geen&${query}`);
    expect(answer.status(), query).toBe(400);
    await open(`/afspraken?trekker=geen&${query}`);
    await expect(page.getByRole('alert')).toContainText(`Dit deel van het adres kennen wij niet: ${query}. U ziet de lijst zonder dat deel.`);
    await expect(page.getByRole('link', { name: 'Toon alle afspraken' }).first()).toBeVisible();
    expect(await count(page), query).toBe(rest);
    await expect(page.getByRole('list', { name: 'Actieve filters' }).getByRole('listitem')).toHaveText(['Verwijder filter: Trekker: Zonder trekker']);
  }
});

test('a page beyond the last, and what stands twice, are told', async ({ page, open, troubles }) => {
  troubles.expectStatus(400);
  await open('/afspraken');
  const last = Math.ceil((await count(page)) / 25);
  // A list may have become shorter since: that is no mistake of who asks.
  const far = await page.request.get('/afspraken?pagina=99999');
  expect(far.status()).toBe(200);
  await open('/afspraken?pagina=99999');
  await expect(page.getByRole('alert')).toContainText(`Pagina 99999 is er niet. U ziet de laatste: pagina ${last}.`);
  await open('/afspraken?gemeente=enschede&gemeente=almelo');
  await expect(page.getByRole('alert')).toContainText('Dit staat meer dan één keer in het adres: gemeente. Alleen de eerste keer telt.');
  await expect(page.getByRole('list', { name: 'Actieve filters' })).toContainText('Gemeente: Enschede');
});

test('without a connection one is told so, and tries again with the same filter', async ({ page, context, open, scripts, troubles }) => {
  test.skip(!scripts, 'without scripts it is the browser that tells');
  troubles.expectOffline();
  await open('/afspraken');
  const all = await count(page);
  await context.setOffline(true);
  await filter(page, scripts, 'Gemeente', 'Hengelo');
  await expect(page.getByRole('heading', { name: 'Wij zijn even niet bereikbaar' })).toBeVisible();
  await expect(page.getByRole('search').getByLabel('Gemeente')).toHaveValue('hengelo');
  await context.setOffline(false);
  await page.getByRole('link', { name: 'Opnieuw proberen' }).click();
  await expect(page.getByRole('list', { name: 'Actieve filters' })).toContainText('Gemeente: Hengelo');
  expect(await count(page)).toBeLessThan(all);
});
