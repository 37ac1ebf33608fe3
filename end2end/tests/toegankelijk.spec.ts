import type { Page } from '@playwright/test';

import { sideways, violations } from '../support/axe.ts';
import { COMPLETE, errors, form, record, reportByHand } from '../support/commitment.ts';
import { SCREENS } from '../support/screens.ts';
import { PASSWORD, email, expect, test } from '../support/test.ts';

test.use({ world: 'toegankelijk' });

let commitment = '';

/** A commitment with everything on it, made once for all screens. */
async function prepare(page: Page, open: (path: string) => Promise<void>): Promise<void> {
  if (commitment) return;
  commitment = await record(page, open, {
    ...COMPLETE,
    description: 'Eerste alinea.\n\nTweede alinea.',
    parties: [{ organisation: 'Liberein', contribution: 'Levert zorg' }],
  });
  const answer = await page.request.post(`${commitment}/voortgang`, {
    form: reportByHand(commitment.split('/').at(-1) ?? '', 'oranje'),
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
}

test.describe('axe finds nothing', () => {
  // axe is a script; where the page should do without, only the page's own are kept away.
  test.use({ javaScriptEnabled: true });
  test.beforeEach(async ({ page, scripts }) => {
    if (!scripts) await page.route('**/pkg/*.js', (route) => route.abort());
  });

  for (const screen of SCREENS) {
    test(screen.name, async ({ page, open, enter, usable, troubles, scripts }) => {
      if (screen.status) troubles.expectStatus(screen.status);
      if (!screen.anonymous) {
        await enter('ambtenaar.enschede');
        await prepare(page, open);
        if (screen.as) await enter(screen.as);
      }
      await open(screen.path.replace('{afspraak}', commitment));
      const plain = (await page.locator('script[type="module"]').count()) === 0;
      test.skip(plain && !scripts, 'a plain page is the same page in the other project');
      await screen.then?.(page);
      await usable();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(screen.heading);
      await expect(page).toHaveTitle(/.+ · Woonzorgagenda$/);
      // What is folded away must be right too.
      await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));

      // Where a table has less room than it likes and no cards yet, or the panel with filters beside it.
      for (const width of [890, 1000, 1240]) {
        await page.setViewportSize({ width, height: 800 });
        expect.soft(await sideways(page), `no sideways scrolling at ${width} px`).toBe(0);
      }
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme: 'light' });
        expect.soft(await violations(page), `light, ${width} px`).toEqual([]);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect.soft(await violations(page, 'colours'), `dark, ${width} px`).toEqual([]);
        const overflow = await page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0);
        expect.soft(overflow, `no sideways scrolling at ${width} px`).toBeLessThanOrEqual(width);
      }
    });
  }

  test('with forced colours', async ({ page, open, enter }) => {
    await enter('ambtenaar.enschede');
    await page.emulateMedia({ forcedColors: 'active' });
    await page.setViewportSize({ width: 640, height: 800 });
    for (const path of ['/', '/afspraken', '/gemeenten/enschede', '/doelen']) {
      await open(path);
      expect(await violations(page, 'forced colours'), path).toEqual([]);
    }
  });
});

test('by keyboard: the skip link leads to the content', async ({ page, open, enter }) => {
  await enter('lezer');
  await open('/afspraken');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Naar de inhoud' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('by keyboard: logging in', async ({ page, open, usable }) => {
  await open('/inloggen');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('E-mailadres')).toBeFocused();
  await page.keyboard.type(email('lezer'));
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Wachtwoord')).toBeFocused();
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Inloggen', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Dashboard' })).toBeVisible();
  await usable();
});

test('by keyboard: the form in the order that one reads it', async ({ page, open, enter, scripts }) => {
  await enter('ambtenaar.enschede');
  await open('/afspraken/nieuw');
  const fields = form(page);
  await fields.title.focus();
  const reach = async (what: string) => {
    const label = await page.evaluate(() => {
      const at = document.activeElement;
      const labels = at instanceof HTMLInputElement || at instanceof HTMLSelectElement || at instanceof HTMLTextAreaElement ? at.labels : null;
      return (labels?.[0]?.textContent ?? at?.textContent ?? '').replace(/\s+/g, ' ').trim();
    });
    expect(label).toMatch(new RegExp(`^${what}`));
  };
  const order = ['Titel', 'Omschrijving', 'Resultaatafspraak', 'Agenda', 'Kern, wijk', 'Trekker', 'Functie bij de trekker', 'Bijdrage van de trekker'];
  const rows = [1, 2, 3].flatMap(() => ['Organisatie', 'Rol', 'Functie', 'Bijdrage']);
  const rest = [...(scripts ? ['Nog een partij'] : []), 'Start', 'Gereed', 'Nog niet bekend'];
  // One field for each measure of the region.
  const atDwellings = () => page.evaluate(() => document.activeElement?.getAttribute('name')?.includes('[dwellings]') ?? false);
  for (const what of [...order, ...rows, ...rest]) {
    if (what === 'Trekker') {
      expect(await atDwellings()).toBe(true);
      while (await atDwellings()) await page.keyboard.press('Tab');
    }
    await reach(what);
    await page.keyboard.press('Tab');
  }
});

test('after a refusal the focus is on what is wrong', async ({ page, open, enter, scripts, troubles, usable }) => {
  troubles.expectStatus(422);
  await enter('ambtenaar.enschede');
  await open('/afspraken/nieuw');
  await form(page).save.click();
  await expect(errors(page)).toBeVisible();
  await usable();
  // Without JavaScript the page begins anew, with the summary as the first thing of its content.
  if (scripts) {
    const focused = page.locator(':focus');
    await expect(focused).toContainText('nog niet goed');
    await page.keyboard.press('Tab');
  } else {
    await page.getByRole('main').focus();
    for (let steps = 0; steps < 4; steps += 1) {
      await page.keyboard.press('Tab');
      if (await errors(page).getByRole('link').first().evaluate((link) => link === document.activeElement)) break;
    }
  }
  await expect(errors(page).getByRole('link').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(form(page).title).toBeFocused();
});

test('reading goes on at the top of the next page', async ({ page, open, enter, usable, scripts }) => {
  await enter('lezer');
  await open('/gemeenten');
  await page.getByRole('main').getByRole('link', { name: 'Enschede' }).last().click();
  await expect(page).toHaveTitle('Gemeente Enschede · Woonzorgagenda');
  await expect(page.getByRole('heading', { level: 1, name: 'Gemeente Enschede' })).toBeInViewport();
  await usable();
  if (scripts) await expect(page.getByRole('main')).toBeFocused();
});

test('on a phone the menu opens and closes by keyboard', async ({ page, open, enter, usable }) => {
  await enter('lezer');
  await page.setViewportSize({ width: 390, height: 844 });
  await open('/');
  const menu = page.getByRole('navigation', { name: 'Hoofdmenu' });
  const link = menu.getByRole('link', { name: 'Termijnen' });
  await expect(link).toBeHidden();
  await menu.getByText('Menu', { exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(link).toBeVisible();
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Termijnen' })).toBeVisible();
  await usable();
  // The next page begins with its content, not with the menu that led there.
  await expect(link).toBeHidden();
  await menu.getByText('Menu', { exact: true }).click();
  await expect(link).toHaveAttribute('aria-current', 'page');
});

test('on a phone Escape closes the menu', async ({ page, open, enter, scripts }) => {
  test.skip(!scripts, 'without it the button closes the menu, as it opens it');
  await enter('lezer');
  await page.setViewportSize({ width: 320, height: 700 });
  await open('/');
  const menu = page.getByRole('navigation', { name: 'Hoofdmenu' });
  const button = menu.getByText('Menu', { exact: true });
  await button.click();
  await menu.getByRole('link', { name: 'Doelen' }).focus();
  await page.keyboard.press('Escape');
  await expect(menu.getByRole('link', { name: 'Doelen' })).toBeHidden();
  await expect(button).toBeFocused();
});

test('on a phone the state of a commitment stands before what happened to it', async ({ page, open, enter }) => {
  await enter('lezer');
  await page.setViewportSize({ width: 320, height: 700 });
  await open('/afspraken?zoek=wesselerbrink');
  await page.getByRole('rowheader').getByRole('link').first().click();
  const headings = page.getByRole('main').getByRole('heading', { level: 2 });
  await expect(headings.last()).toHaveText('Tijdlijn');
  const inOrder = (await headings.allInnerTexts()).filter((text) => /^(Bevestiging|Wie|Voortgang|Wanneer)/.test(text));
  expect(inOrder).toEqual(['Bevestiging', 'Wie', 'Voortgang', 'Wanneer, waar, waarvoor']);
  const tops = await headings.evaluateAll((all) => all.map((heading) => heading.getBoundingClientRect().top));
  expect([...tops].sort((one, other) => one - other)).toEqual(tops);
});

test('a tile of the map can be reached and opened by keyboard', async ({ page, open, enter, usable }) => {
  await enter('lezer');
  await open('/gemeenten');
  const tile = page.locator('svg.wza-tilemap').getByRole('link').filter({ hasText: 'Borne' });
  await tile.focus();
  await expect(tile).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Gemeente Borne' })).toBeVisible();
  await usable();
});
