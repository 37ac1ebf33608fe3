import type { Page } from '@playwright/test';

import { violations } from '../support/axe.ts';
import { type People, after, before } from '../support/happening.ts';
import { BODY, frozen } from '../support/meetings.ts';
import { type Account, type Open, expect, test } from '../support/test.ts';

test.use({ world: 'sinds-alles' });

/** In which gemeente, or in the region: of what, and each line about it. */
type Told = Record<string, Record<string, string[]>>;

interface Row {
  place: string;
  subject: string;
  lines: string[];
}

/** Something of each kind that there is. */
const KINDS = 41;

const EXPECTED: Told = {
  Regio: {
    'Bod van de corporatie': ['Termijn gewijzigd (Termijn): elk jaar op 1 juli → 01-09-2027'],
    'Doorstroming en locaties uitgewerkt': ['Termijn voorbij (Termijn): tot en met 15-01-2027'],
  },
  Enschede: {
    'Ieder jaar dertig woningen voor mensen uit beschermd wonen (Enschede)': [
      'Stoplicht gedraaid (Inhoud): Groen → Oranje',
      'Stoplicht gedraaid (Planning): Groen → Rood',
      'Stoplicht gedraaid (Geld): Groen → Oranje',
      'Weer bijgewerkt: gemeld op 15-12-2026',
      'Datum verschoven (Verwacht gereed): nog niet bekend → 2028',
      'Over tijd: tot en met 31-12-2026',
    ],
    'Hofwoningen aan de dam (Enschede)': [
      'Verouderd: laatste melding 21-11-2026',
      'Datum verschoven (Mijlpaal ‘De inrichting’): 1e kwartaal 2028 → 2e kwartaal 2028',
      'Mijlpaal gehaald (Mijlpaal ‘De vergunning’): op 14-12-2026',
      'Mijlpaal gemist (Mijlpaal ‘De grond’): gepland december 2026',
      'Mijlpaal toch niet gehaald (Mijlpaal ‘De eerste paal’): gepland 2028',
      'Mijlpaal verwijderd (Mijlpaal ‘De sloop’): gepland 2028',
      'Reactie geplaatst: Domijn',
      'Reactie ingetrokken: Gemeente Enschede',
      'Bestand toegevoegd: besluit.pdf',
      'Bestand ingetrokken: tekening.pdf',
    ],
    'Een uitstel (Enschede)': ['Datum verschoven (Gereed): 2029 → 2030', 'Bekrachtigd (Versie 2)'],
    'Een vraag (Enschede)': [
      'Over tijd: tot en met 31-12-2026',
      'Afgewezen (Versie 1, Domijn) Te duur',
      'Voorbehoud gemaakt (Versie 1, Liberein) Goedkeuring van de raad van toezicht',
    ],
    'Een concept (Enschede)': ['Voorgesteld'],
    'Een besluit (Enschede)': ['Nieuwe versie gevraagd (Versie 2): Ligt bij de partijen Gereed: 2029 → 2031'],
    'Een twijfel (Enschede)': [
      'Bekrachtigd (Versie 1)',
      'Voorbehoud vervallen (Versie 1, Liberein) Goedkeuring van de raad van commissarissen',
      'Alsnog bevestigd (Versie 1, Domijn)',
    ],
    'Een vergissing (Enschede)': ['Wijziging ingetrokken (Versie 2)'],
    'Een gereed plan (Enschede)': ['Afgerond'],
    'Een rest (Enschede)': ['Heropend'],
    'Een oud plan (Enschede)': ['Vervallen De subsidie ging niet door'],
    'Geen water': ['Knelpunt geopend 60 woningen in gevaar'],
    'Te weinig bouwers': ['Knelpunt geëscaleerd: Lokaal → BO 60 woningen in gevaar'],
    'Geen grond': ['Knelpunt opgelost 60 woningen niet meer in gevaar'],
    Bezwaar: ['Knelpunt weer open 60 woningen in gevaar'],
    'Hof van Noord (Enschede)': [
      'Datum verschoven (Geplande oplevering): 2029 → 2030',
      'Projectstatus gewijzigd: Nieuw → Actief',
      'Andere fase: 2 Initiatief → 4 Ontwerp',
      'Planologische status gewijzigd: nog niet bekend → 2a Vastgesteld',
    ],
    'Hof van West (Enschede)': ['Nieuw project'],
    'Hof van Zuid (Enschede)': [
      'Woningen opgeleverd: 5 woningen',
      'Opgeleverde woningen geverifieerd (Zorggeschikte woningen): 8 woningen',
      'Opgeleverde woningen naar beneden bijgesteld (Geclusterde woningen): 2 woningen',
      'Geverifieerde woningen naar beneden bijgesteld (Nultredenwoningen): 4 woningen',
    ],
    'Doelen van Enschede': [
      'Doelaantal gewijzigd (Nultredenwoningen, trendscenario, 2030): 400 → 430 Er komen twee hofjes bij.',
    ],
    'Volkshuisvestingsprogramma (Enschede)': ['Andere fase van een termijn: Inspraak → Vastgesteld'],
    'Uitvoeringsagenda Enschede 2026–2030': ['Stand van de uitvoeringsagenda: In consultatie → Vastgesteld'],
  },
};

const people = async (plainly: (account: Account) => Promise<Page>): Promise<People> => ({
  official: await plainly('ambtenaar.enschede'),
  driver: await plainly('aanjager'),
  builder: await plainly('corporatie.domijn'),
  carer: await plainly('zorg.liberein'),
});

/** All rows on this page and the next ones, without the numbers that commitments got. */
async function read(page: Page, open: Open): Promise<Row[]> {
  const rows = page.getByRole('table', { name: /^Wat er veranderde: / }).locator('tbody tr');
  const next = page.getByRole('link', { name: 'Volgende' });
  const found = await rows.evaluateAll((all) => {
    const words = (node?: Element | null) => ((node as HTMLElement | null | undefined)?.innerText ?? '').replace(/\s+/g, ' ').trim();
    return all.map((row) => ({
      place: words(row.closest('section')?.querySelector('h2')),
      subject: words(row.querySelector('th a')).replace(/^L-\d+ /, ''),
      lines: [...row.querySelectorAll('li')].map(words),
    }));
  });
  if ((await next.count()) === 0) return found;
  await open((await next.getAttribute('href')) ?? '');
  return [...found, ...(await read(page, open))];
}

/** Without what time brought to commitments and deadlines of the demo that nobody touched. */
function happened(rows: Row[]): Told {
  const told: Told = {};
  for (const { place, subject, lines } of rows) {
    const touched = EXPECTED[place]?.[subject] !== undefined;
    const left = lines.filter((line) => touched || !/^(Verouderd|Over tijd|Termijn voorbij|Mijlpaal gemist)/.test(line));
    if (left.length > 0) ((told[place] ??= {})[subject] ??= []).push(...left);
  }
  return told;
}

test('of every kind of change a meeting is told once, with old and new, and of nothing else', async ({
  page,
  open,
  enter,
  plainly,
  server,
  scripts,
}) => {
  test.setTimeout(180_000);
  const scene = await before(await people(plainly));
  await enter('aanjager');
  await frozen(page, open, '1-12-2026', 'eerste', '21-11-2026');

  await server.moveTo('2026-12-15T12:00:00Z');
  await after(await people(plainly), scene);

  // Long enough for a report to go stale, and for a date, a milestone and a deadline to pass.
  await server.moveTo('2027-03-01T12:00:00Z');
  await enter('aanjager');
  await frozen(page, open, '2-3-2027', 'tweede', '01-03-2027');
  await page.getByRole('link', { name: 'Sinds het vorige overleg' }).click();
  await expect(page.getByText(`peildatum van ${BODY}, 1 december 2026: eerste`)).toBeVisible();
  await expect(page.getByRole('combobox', { name: /^Wat/ }).getByRole('option')).toHaveCount(1 + KINDS);
  if (scripts) expect(await violations(page)).toEqual([]);
  const count = await page.getByText(/^\d+ veranderingen$/).innerText();
  const rows = await read(page, open);
  expect(happened(rows)).toEqual(EXPECTED);
  expect(`${rows.flatMap(({ lines }) => lines).length} veranderingen`, 'every line was read').toBe(count);
});
