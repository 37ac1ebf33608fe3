import type { Page } from '@playwright/test';

import { violations } from '../support/axe.ts';
import { COMPLETE, errors, form, light, record, reportByHand } from '../support/commitment.ts';
import { PDF } from '../support/files.ts';
import { type Account, PASSWORD, email, expect, test } from '../support/test.ts';

test.use({ world: 'toegankelijk' });

/** Every screen: how to get there, logged in as `ambtenaar.enschede` unless it says otherwise. */
interface Screen {
  name: string;
  path: string;
  heading: string | RegExp;
  status?: number;
  anonymous?: boolean;
  as?: Account;
  /** What to do there first. */
  then?: (page: Page) => Promise<void>;
}

const SCREENS: Screen[] = [
  { name: 'inloggen', path: '/inloggen', heading: 'Inloggen', anonymous: true },
  {
    name: 'inloggen, geweigerd',
    path: '/inloggen',
    heading: 'Inloggen',
    anonymous: true,
    status: 401,
    then: async (page) => {
      await page.getByLabel('E-mailadres').fill('niemand@twente.example');
      await page.getByLabel('Wachtwoord').fill('dit-is-het-niet');
      await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
      await expect(errors(page)).toBeVisible();
    },
  },
  { name: 'dashboard', path: '/', heading: 'Dashboard' },
  { name: 'dashboard, trend en kaart', path: '/?scenario=trend&kaart=rood', heading: 'Dashboard' },
  { name: 'afspraken', path: '/afspraken', heading: 'Afspraken' },
  { name: 'projecten', path: '/projecten', heading: 'Projecten' },
  { name: 'nieuw project', path: '/projecten/nieuw', heading: 'Nieuw project' },
  { name: 'opleveringen', path: '/opleveringen', heading: 'Opleveringen' },
  { name: 'documenten', path: '/documenten', heading: 'Documenten' },
  { name: 'nieuw document', path: '/documenten/nieuw', heading: 'Nieuw document' },
  { name: 'afspraken, niets gevonden', path: '/afspraken?gemeente=enschede&zoek=bestaatniet', heading: 'Afspraken' },
  { name: 'afspraken, onbekend filter', path: '/afspraken?status=klaar', heading: 'Afspraken', status: 400 },
  { name: 'nieuwe afspraak', path: '/afspraken/nieuw', heading: /afspraak/i },
  {
    name: 'nieuwe afspraak, met fouten',
    path: '/afspraken/nieuw',
    heading: /afspraak/i,
    status: 422,
    then: async (page) => {
      await form(page).start.fill('elk jaar');
      await form(page).party(1).contribution.fill('Zonder organisatie');
      await form(page).save.click();
      await expect(errors(page)).toBeVisible();
    },
  },
  { name: 'afspraak', path: '{afspraak}', heading: COMPLETE.title },
  { name: 'afspraak wijzigen', path: '{afspraak}/bewerken', heading: /./ },
  { name: 'voortgang melden', path: '{afspraak}/voortgang', heading: 'Voortgang melden' },
  {
    name: 'voortgang melden, met fouten',
    path: '{afspraak}/voortgang',
    heading: 'Voortgang melden',
    status: 422,
    then: async (page) => {
      await light(page, 'Inhoud', 'Rood').check();
      await light(page, 'Planning', 'Groen').check();
      await light(page, 'Geld', 'Groen').check();
      await page.getByLabel('Oorzaak').fill('');
      await form(page).save.click();
      await expect(errors(page)).toBeVisible();
    },
  },
  { name: 'mijn taken', path: '/mijn-taken', heading: 'Mijn taken', as: 'aanjager' },
  { name: 'afsluiten', path: '{afspraak}/afsluiten', heading: 'Afsluiten of intrekken' },
  { name: 'tijdlijn', path: '{afspraak}/tijdlijn?soort=voortgang', heading: 'Tijdlijn' },
  { name: 'tijdlijn, een dag die nog komt', path: '{afspraak}/tijdlijn?op=9999-01-01', heading: 'Tijdlijn', status: 400 },
  { name: 'afdrukken', path: '{afspraak}/afdrukken', heading: new RegExp(COMPLETE.title) },
  { name: 'mijlpalen', path: '{afspraak}/mijlpalen', heading: 'Mijlpalen' },
  {
    name: 'een mijlpaal',
    path: '{afspraak}/mijlpalen',
    heading: 'Vergunning',
    then: async (page) => {
      await page.getByRole('textbox', { name: 'Mijlpaal' }).fill('Vergunning');
      await page.getByLabel(/^Gepland/).fill('oktober 2026');
      await page.getByRole('button', { name: 'Toevoegen' }).click();
      await page.getByRole('link', { name: 'Vergunning' }).first().click();
    },
  },
  { name: 'bewijs', path: '{afspraak}/bewijs', heading: 'Bewijs' },
  {
    name: 'een bestand',
    path: '{afspraak}/bewijs',
    heading: PDF.name,
    then: async (page) => {
      await page.getByLabel(/^Bestand/).setInputFiles(PDF);
      await page.getByRole('button', { name: 'Toevoegen' }).click();
      await page.getByRole('link', { name: PDF.name }).first().click();
    },
  },
  { name: 'reacties', path: '{afspraak}/reacties', heading: 'Reacties' },
  {
    name: 'een reactie',
    path: '{afspraak}/reacties',
    heading: 'Reactie',
    then: async (page) => {
      await page.getByRole('textbox', { name: 'Reactie' }).fill('Wanneer begint de bouw?');
      await page.getByRole('button', { name: 'Plaatsen' }).click();
      await page.getByRole('link', { name: 'Antwoorden' }).first().click();
    },
  },
  { name: 'wacht op', path: '{afspraak}/wacht-op', heading: 'Wacht op' },
  {
    name: 'wacht op, met fouten',
    path: '{afspraak}/wacht-op',
    heading: 'Wacht op',
    status: 422,
    then: async (page) => {
      await page.getByRole('button', { name: 'Toevoegen' }).click();
      await expect(errors(page)).toBeVisible();
    },
  },
  { name: 'knelpunten', path: '/knelpunten', heading: 'Knelpunten' },
  { name: 'knelpunten, onbekend filter', path: '/knelpunten?niveau=hoog', heading: 'Knelpunten', status: 400 },
  { name: 'nieuw knelpunt', path: '/knelpunten/nieuw', heading: 'Nieuw knelpunt' },
  {
    name: 'knelpunt',
    path: '/knelpunten',
    heading: 'Netcongestie',
    then: async (page) => page.getByRole('link', { name: 'Netcongestie' }).click(),
  },
  { name: 'gemeenten', path: '/gemeenten', heading: 'Gemeenten' },
  { name: 'gemeente', path: '/gemeenten/enschede', heading: 'Gemeente Enschede' },
  { name: 'agenda van een gemeente', path: '/gemeenten/enschede/agenda', heading: 'Uitvoeringsagenda Enschede' },
  {
    name: 'uitvoeringsagenda',
    path: '/gemeenten/enschede/agenda',
    heading: 'Uitvoeringsagenda Enschede 2026–2030',
    then: async (page) => page.getByRole('link', { name: 'Stap zetten' }).click(),
  },
  { name: 'weergaven', path: '/weergaven', heading: 'Weergaven' },
  { name: 'weergave bewaren', path: '/weergaven/nieuw?voortgang=rood', heading: 'Weergave bewaren' },
  {
    name: 'weergave wijzigen',
    path: '/weergaven/nieuw?voortgang=oranje',
    heading: 'Weergave wijzigen: Oranje',
    then: async (page) => {
      await page.getByRole('textbox', { name: 'Naam' }).fill('Oranje');
      await form(page).save.click();
      await page.getByRole('link', { name: 'Weergaven beheren' }).click();
      await page.getByRole('link', { name: 'Wijzigen: Oranje' }).click();
    },
  },
  { name: 'witte vlekken', path: '/witte-vlekken', heading: 'Witte vlekken' },
  { name: 'witte vlekken, onbekend filter', path: '/witte-vlekken?prioriteit=misschien', heading: 'Witte vlekken', status: 400 },
  { name: 'doelen', path: '/doelen', heading: 'Doelen' },
  { name: 'termijnen', path: '/termijnen', heading: 'Termijnen' },
  { name: 'organisaties', path: '/organisaties', heading: 'Organisaties' },
  { name: 'wachtwoord vergeten', path: '/wachtwoord-vergeten', heading: 'Wachtwoord vergeten', anonymous: true },
  { name: 'dode link', path: '/wachtwoord/0123', heading: 'Deze link werkt niet meer', status: 404, anonymous: true },
  { name: 'account', path: '/account', heading: 'Uw account' },
  { name: 'wachtwoord wijzigen', path: '/account/wachtwoord', heading: 'Wachtwoord wijzigen' },
  { name: 'tweede stap', path: '/account/tweede-stap', heading: 'Inloggen in twee stappen' },
  { name: 'beheer', path: '/beheer', heading: 'Beheer', as: 'beheerder' },
  { name: 'beheer, voor een ander', path: '/beheer', heading: 'Deze pagina bestaat niet', status: 404 },
  { name: 'gebruikers', path: '/beheer/gebruikers', heading: 'Gebruikers', as: 'beheerder' },
  { name: 'uitnodigen', path: '/beheer/gebruikers/nieuw', heading: 'Iemand uitnodigen', as: 'beheerder' },
  {
    name: 'een account',
    path: '/beheer/gebruikers',
    heading: 'Lezer Enschede',
    as: 'beheerder',
    then: async (page) => page.getByRole('link', { name: 'Lezer Enschede' }).click(),
  },
  {
    name: 'pseudonimiseren',
    path: '/beheer/gebruikers',
    heading: 'Lezer Enschede pseudonimiseren',
    as: 'beheerder',
    then: async (page) => {
      await page.getByRole('link', { name: 'Lezer Enschede' }).click();
      await page.getByRole('link', { name: 'Pseudonimiseren' }).click();
    },
  },
  { name: 'wie mag wat', path: '/beheer/rechten', heading: 'Wie mag wat', as: 'beheerder' },
  { name: 'logboek', path: '/beheer/logboek', heading: 'Logboek', as: 'beheerder' },
  { name: 'bestaat niet', path: '/bestaat-niet', heading: 'Deze pagina bestaat niet', status: 404 },
];

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
    test(screen.name, async ({ page, open, enter, usable, troubles }) => {
      if (screen.status) troubles.expectStatus(screen.status);
      if (!screen.anonymous) {
        await enter('ambtenaar.enschede');
        await prepare(page, open);
        if (screen.as) await enter(screen.as);
      }
      await open(screen.path.replace('{afspraak}', commitment));
      await screen.then?.(page);
      await usable();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(screen.heading);
      await expect(page).toHaveTitle(/.+ · Woonzorgagenda$/);
      // What is folded away must be right too.
      await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));

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
