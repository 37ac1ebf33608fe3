import { type Locator, type Page, expect } from '@playwright/test';

/** What somebody types in the form of a commitment; what is left out stays as it is. */
export interface Draft {
  title?: string;
  description?: string;
  kind?: 'Resultaatafspraak' | 'Procesafspraak' | 'Verzoek';
  agenda?: string;
  place?: string;
  lead?: string;
  leadFunction?: string;
  leadContribution?: string;
  parties?: { organisation: string; role?: 'Partner' | 'Betrokkene'; function?: string; contribution?: string }[];
  start?: string;
  due?: string;
  dueUnknown?: boolean;
  /** By number. */
  challenges?: string[];
}

/** Ready to be proposed. */
export const COMPLETE = {
  title: 'Vierentwintig zorggeschikte woningen in Stroinkslanden',
  kind: 'Resultaatafspraak',
  agenda: 'Enschede',
  place: 'Stroinkslanden',
  lead: 'Domijn',
  due: 'Q3 2027',
  challenges: ['2.2'],
} satisfies Draft;

/** The fields of the form, by their labels. */
export function form(page: Page) {
  const text = (label: string) => page.getByLabel(new RegExp(`^${label}`));
  return {
    title: text('Titel'),
    description: text('Omschrijving'),
    agenda: text('Agenda'),
    place: text('Kern, wijk of complex'),
    lead: text('Trekker'),
    leadFunction: text('Functie bij de trekker'),
    leadContribution: text('Bijdrage van de trekker'),
    start: text('Start'),
    due: text('Gereed'),
    dueUnknown: page.getByRole('checkbox', { name: 'Nog niet bekend wanneer het gereed is' }),
    kind: (label: string) => page.getByRole('radio', { name: label }),
    challenge: (number: string) => page.getByRole('checkbox', { name: new RegExp(`^${number.replace('.', '\\.')} `) }),
    party: (number: number) => {
      const row = page.getByRole('group', { name: `Partij ${number}`, exact: true });
      return {
        organisation: row.getByLabel('Organisatie'),
        role: row.getByLabel('Rol'),
        function: row.getByLabel('Functie'),
        contribution: row.getByLabel('Bijdrage'),
      };
    },
    save: page.getByRole('button', { name: 'Opslaan' }),
  };
}

export async function fill(page: Page, draft: Draft): Promise<void> {
  const fields = form(page);
  const type = async (field: Locator, text: string | undefined) => {
    if (text !== undefined) await field.fill(text);
  };
  const choose = async (field: Locator, label: string | undefined) => {
    if (label !== undefined) await field.selectOption({ label });
  };
  await type(fields.title, draft.title);
  await type(fields.description, draft.description);
  if (draft.kind) await fields.kind(draft.kind).check();
  await choose(fields.agenda, draft.agenda);
  await type(fields.place, draft.place);
  await choose(fields.lead, draft.lead);
  await type(fields.leadFunction, draft.leadFunction);
  await type(fields.leadContribution, draft.leadContribution);
  for (const [index, party] of (draft.parties ?? []).entries()) {
    const row = fields.party(index + 1);
    await choose(row.organisation, party.organisation);
    await choose(row.role, party.role);
    await type(row.function, party.function);
    await type(row.contribution, party.contribution);
  }
  await type(fields.start, draft.start);
  await type(fields.due, draft.due);
  if (draft.dueUnknown !== undefined) await fields.dueUnknown.setChecked(draft.dueUnknown);
  for (const number of draft.challenges ?? []) await fields.challenge(number).check();
}

/** Records a commitment and gives its path; the page shows it then. */
export async function record(page: Page, open: (path: string, page?: Page) => Promise<void>, draft: Draft) {
  await open('/afspraken/nieuw', page);
  await fill(page, draft);
  await form(page).save.click();
  await expect(page.getByRole('status').filter({ hasText: 'De afspraak is vastgelegd als concept.' })).toBeVisible();
  const path = new URL(page.url()).pathname;
  expect(path).toMatch(/^\/afspraken\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  return path;
}

/** The entries of the timeline, newest first. */
export const timeline = (page: Page) => page.getByRole('region', { name: 'Tijdlijn' }).getByRole('listitem');

/** How it goes, in the form of progress. */
export const light = (page: Page, aspect: 'Inhoud' | 'Planning' | 'Geld', colour: 'Groen' | 'Oranje' | 'Rood') =>
  page.getByRole('group', { name: aspect }).getByRole('radio', { name: new RegExp(`^${colour}`) });

/** A report as somebody would send it by hand; `seen` is the report before it. */
export const reportByHand = (id: string, colour: 'groen' | 'oranje' | 'rood') => ({
  'form[id]': id,
  'form[content]': 'groen',
  'form[planning]': colour,
  'form[money]': 'groen',
  'form[cause]': 'Oorzaak',
  'form[effect]': 'Gevolg',
  'form[correction]': 'Bijsturing',
});

/** The list of what is wrong with a form. */
export const errors = (page: Page) => page.getByRole('alert').filter({ hasText: 'nog niet goed' });

/** The line of a commitment in a list. */
export const line = (page: Page, title: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name: title }) });

/** A key figure, as a number. */
export async function figure(page: Page, section: string, label: string): Promise<number> {
  const name = new RegExp(`^[\\d.]+ ${label}$`);
  const text = await page.getByRole('region', { name: section, exact: true }).getByRole('link', { name }).innerText();
  return Number.parseInt(text.replace('.', ''), 10);
}
