import type { Page } from '@playwright/test';

import { accessible } from '../support/axe.ts';
import { errors } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'behandeling' });

const TABLE = 'Voorbeeldtafel Wonen en Zorg';
const PARTS = ['Voorstel', 'Beoogd effect', 'Argumenten', 'Kanttekening', 'Kosten', 'Communicatie', 'Vervolg', 'Besluit'];
const field = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}`));
const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });
const save = (page: Page) => page.getByRole('button', { name: 'Opslaan' });
const routing = (page: Page) => page.getByRole('region', { name: 'Behandeling' });
const row = (page: Page, body: string) => routing(page).getByRole('row', { name: new RegExp(body) });

async function write(page: Page, open: (path: string) => Promise<void>, title: string, text: string): Promise<void> {
  await open('/overleggen');
  await page.getByRole('link', { name: 'Voorstellen', exact: true }).click();
  await page.getByRole('link', { name: 'Voorstel schrijven' }).click();
  await field(page, 'Titel').fill(title);
  for (const part of PARTS) await field(page, part).fill(`${part}: ${text}`);
  await save(page).click();
  await expect(said(page, 'Het concept is opgeslagen.')).toBeVisible();
}

async function add(page: Page, body: string, day: string, purpose: string): Promise<void> {
  await page.getByRole('link', { name: 'Overleg toevoegen' }).click();
  await field(page, 'Overleg').selectOption({ label: body });
  await field(page, 'Datum').fill(day);
  await field(page, 'Doel').selectOption({ label: purpose });
  await save(page).click();
}

test('a proposal goes from body to body, and each step waits for the one before it', async ({
  page,
  open,
  enter,
  scripts,
  troubles,
}) => {
  const title = `Urgentieregeling ${scripts ? 'met' : 'zonder'} script`;
  await enter('ambtenaar.enschede');
  await write(page, open, title, 'zoals bedoeld');
  await accessible(page, scripts);
  await add(page, TABLE, '2-11-2026', 'Adviseren');
  await expect(said(page, 'De behandeling is opgeslagen.')).toBeVisible();
  await add(page, 'BO Wonen', '3-12-2026', 'Vaststellen');
  await add(page, 'BO Twentse Koers', '3-12-2026', 'Vaststellen');
  await expect(row(page, TABLE)).toContainText('aan de beurt');
  await expect(row(page, 'BO Wonen')).toContainText('na de stap hiervoor');
  await expect(row(page, 'BO Twentse Koers')).toContainText('Gezamenlijk punt');
  await accessible(page, scripts);

  troubles.expectStatus(422);
  await add(page, 'BO Wonen', '1-11-2026', 'Informeren');
  await expect(errors(page)).toContainText('De stap hiervoor is op 03-12-2026.');
  await accessible(page, scripts);
  await page.getByRole('link', { name: 'Annuleren' }).click();

  await row(page, TABLE).getByRole('link', { name: /Conclusie vastleggen/ }).click();
  await accessible(page, scripts);
  await expect(page.getByRole('region', { name: 'Het gevraagde besluit' })).toContainText('Besluit: zoals bedoeld');
  await field(page, 'Conclusie').fill('Positief advies.');
  await page.getByRole('button', { name: 'Vastleggen' }).click();
  await expect(said(page, 'De conclusie is vastgelegd.')).toBeVisible();
  await expect(row(page, TABLE)).toContainText('Positief advies.');
  await row(page, TABLE).getByRole('link', { name: /Anders verwoorden/ }).click();
  await field(page, 'Conclusie').fill('Positief advies, met kanttekening.');
  await page.getByRole('button', { name: 'Vastleggen' }).click();
  await expect(page.getByRole('region', { name: 'Tijdlijn' })).toContainText('Conclusie van een overleg anders verwoord');
  await row(page, 'BO Twentse Koers').getByRole('link', { name: /Weghalen/ }).click();
  await page.getByRole('button', { name: 'Stap weghalen' }).click();
  await expect(said(page, 'De stap is weggehaald.')).toBeVisible();
  await expect(row(page, 'BO Twentse Koers')).toHaveCount(0);

  await open('/voorstellen?stand=in-behandeling');
  await expect(page.getByRole('row', { name: new RegExp(title) })).toContainText('bij BO Wonen, 3 december 2026, ter vaststelling');
  await accessible(page, scripts);
});

test('what a meeting is asked in its papers holds the proposals of that day', async ({ page, open, enter, scripts }) => {
  const title = `Wachtlijsten ${scripts ? 'met' : 'zonder'} script`;
  await enter('ambtenaar.enschede');
  await write(page, open, title, 'zoals bedoeld');
  await add(page, TABLE, '21-1-2027', 'Adviseren');
  await open('/');
  await page.getByRole('link', { name: 'Lees de stukken' }).click();
  await page.getByRole('region', { name: 'Wat wordt gevraagd' }).getByRole('link', { name: title, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
});

test('whatever is typed is shown as it was typed, and bad input loses nothing', async ({
  page,
  open,
  enter,
  scripts,
  troubles,
}) => {
  const odd = '🏠 بيت <script>document.title = "x"</script> #let';
  await enter('ambtenaar.enschede');
  await open('/voorstellen/nieuw');
  await field(page, 'Argumenten').fill('woningen '.repeat(5_000));
  await field(page, 'Kosten').fill(odd);
  troubles.expectStatus(422);
  await save(page).click();
  await expect(errors(page)).toContainText('Vul een titel in');
  await expect(field(page, 'Kosten')).toHaveValue(odd);
  await accessible(page, scripts);
  await field(page, 'Titel').fill(odd);
  await save(page).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(odd);
  await expect(page.getByRole('region', { name: 'Kosten' })).toContainText(odd);
  await expect(page.getByRole('region', { name: 'Argumenten' })).toContainText('woningen woningen');
});

test('a concept is not there for others, and a reader reads the rest', async ({ page, open, enter, scripts, troubles }) => {
  await enter('ambtenaar.enschede');
  const title = `Alleen voor ons, ${scripts ? 'met' : 'zonder'} script`;
  await write(page, open, title, 'nog niet klaar');
  const address = new URL(page.url()).pathname;
  await enter('zorg.liberein');
  await open('/voorstellen');
  await expect(page.getByRole('link', { name: title })).toHaveCount(0);
  troubles.expectStatus(404);
  await open(address);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(title);

  await enter('lezer');
  await open('/voorstellen');
  await expect(page.getByRole('link', { name: 'Voorstel schrijven' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Eén urgentieregeling voor de regio' }).click();
  await expect(row(page, TABLE)).toContainText('Positief advies, met de vraag om na een jaar te evalueren.');
  await expect(page.getByRole('main').getByRole('link', { name: /Wijzigen|Weghalen|toevoegen|vastleggen/ })).toHaveCount(0);
  await accessible(page, scripts);
  // Its meeting has it on the agenda.
  await row(page, TABLE).getByRole('link', { name: TABLE }).click();
  const agenda = page.getByRole('list', { name: 'Agenda' });
  await expect(agenda).toContainText('Conclusie: Positief advies');
  await accessible(page, scripts);
});
