import type { Page } from '@playwright/test';

import { COMPLETE, errors, form, light } from './commitment.ts';
import { PDF, csv } from './files.ts';
import { type Account, expect } from './test.ts';

/** Every screen: how to get there, logged in as `ambtenaar.enschede` unless it says otherwise. */
export interface Screen {
  name: string;
  path: string;
  heading: string | RegExp;
  status?: number;
  anonymous?: boolean;
  as?: Account;
  /** What to do there first. */
  then?: (page: Page) => Promise<void>;
}

export const SCREENS: Screen[] = [
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
  { name: 'succesfactoren', path: '/succesfactoren', heading: 'Succesfactoren' },
  { name: 'succesfactoren van een gemeente', path: '/succesfactoren?gemeente=enschede', heading: 'Succesfactoren' },
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
  { name: 'tijdlijn, zoals het was', path: '{afspraak}/tijdlijn?op=2026-11-21', heading: 'Tijdlijn' },
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
  { name: 'doelen wijzigen', path: '/doelen/enschede', heading: 'Doelen van gemeente Enschede' },
  { name: 'doelen van een ander', path: '/doelen/almelo', heading: 'Doelen van gemeente Almelo' },
  {
    name: 'doelen van een corporatie wijzigen',
    path: '/doelen/enschede',
    heading: 'Doelen van Domijn in Enschede',
    then: async (page) => page.getByRole('link', { name: 'Domijn' }).click(),
  },
  { name: 'doelen van de regio wijzigen', path: '/doelen/regio', heading: 'Doelen van de regio Twente', as: 'aanjager' },
  { name: 'termijnen van een gemeente', path: '/termijnen?gemeente=enschede', heading: 'Termijnen' },
  { name: 'termijnen, onbekende gemeente', path: '/termijnen?gemeente=nergens', heading: 'Termijnen', status: 400 },
  { name: 'toewijzingen', path: '/toewijzingen', heading: 'Urgente toewijzingen' },
  { name: 'toewijzingen, onbekend jaar', path: '/toewijzingen?jaar=1999', heading: 'Urgente toewijzingen', status: 400 },
  { name: 'toewijzingen invullen', path: '/toewijzingen/enschede?jaar=2025', heading: 'Toewijzingen van Enschede in 2025' },
  { name: 'toewijzingen van een ander', path: '/toewijzingen/almelo?jaar=2025', heading: 'Toewijzingen van Almelo in 2025' },
  {
    name: 'toewijzingen invullen, met fouten',
    path: '/toewijzingen/enschede?jaar=2022',
    heading: 'Toewijzingen van Enschede in 2022',
    status: 422,
    then: async (page) => {
      await page.getByLabel('Uittredende sekswerkers', { exact: true }).fill('veel');
      await form(page).save.click();
      await expect(errors(page)).toBeVisible();
    },
  },
  { name: 'termijnen', path: '/termijnen', heading: 'Termijnen' },
  { name: 'organisaties', path: '/organisaties', heading: 'Organisaties' },
  { name: 'overleggen', path: '/overleggen', heading: 'Overleggen' },
  { name: 'overleg plannen', path: '/overleggen/nieuw', heading: 'Overleg plannen' },
  {
    name: 'overleg',
    path: '/overleggen',
    heading: /Voorbeeldtafel Wonen en Zorg, 21 januari 2027/,
    then: async (page) => {
      await page.getByRole('table', { name: /Komende/ }).getByRole('link', { name: /Voorbeeldtafel/ }).first().click();
    },
  },
  {
    name: 'stukken van een overleg',
    path: '/',
    heading: /^Stukken: Enschede/,
    then: async (page) => page.getByRole('link', { name: 'Lees de stukken' }).click(),
  },
  {
    name: 'sinds het vorige overleg',
    path: '/',
    heading: 'Sinds het vorige overleg',
    then: async (page) => {
      await page.getByRole('link', { name: 'Lees de stukken' }).click();
      await page.getByRole('region', { name: 'Wat er veranderde' }).getByRole('link').click();
    },
  },
  { name: 'twee dagen vergelijken', path: '/sinds', heading: 'Twee dagen vergelijken' },
  { name: 'twee dagen die niet kunnen', path: '/sinds?van=morgen&tot=gisteren', heading: 'Twee dagen vergelijken', status: 400 },
  { name: 'overdracht', path: '/overdracht', heading: 'Overdracht' },
  { name: 'voorstellen', path: '/voorstellen', heading: 'Voorstellen' },
  { name: 'voorstel schrijven', path: '/voorstellen/nieuw', heading: 'Voorstel schrijven' },
  {
    name: 'voorstel',
    path: '/voorstellen',
    heading: 'Eén urgentieregeling voor de regio',
    then: async (page) => page.getByRole('link', { name: 'Eén urgentieregeling' }).click(),
  },
  {
    name: 'overleg toevoegen aan een voorstel',
    path: '/voorstellen',
    heading: 'Overleg toevoegen',
    then: async (page) => {
      await page.getByRole('link', { name: 'Eén urgentieregeling' }).click();
      await page.getByRole('link', { name: 'Overleg toevoegen' }).click();
    },
  },
  {
    name: 'conclusie anders verwoorden',
    path: '/voorstellen',
    heading: 'Conclusie anders verwoorden',
    then: async (page) => {
      await page.getByRole('link', { name: 'Eén urgentieregeling' }).click();
      await page.getByRole('link', { name: /^Anders verwoorden/ }).click();
    },
  },
  { name: 'besluiten', path: '/besluiten', heading: 'Besluiten en toezeggingen' },
  {
    name: 'besluit',
    path: '/besluiten',
    heading: /De einddatum van de zorggeschikte woningen/,
    then: async (page) => {
      await page.getByRole('link', { name: /De einddatum van de zorggeschikte woningen/ }).click();
    },
  },
  {
    name: 'overleg afgelasten',
    path: '/overleggen',
    heading: 'Overleg afgelasten',
    then: async (page) => {
      await page.getByRole('table', { name: /Komende/ }).getByRole('link', { name: /Voorbeeldtafel/ }).first().click();
      await page.getByRole('link', { name: 'Overleg afgelasten' }).click();
    },
  },
  {
    name: 'stukken',
    path: '/overleggen',
    heading: /^Stukken: /,
    then: async (page) => {
      await page.getByRole('table', { name: /Komende/ }).getByRole('link', { name: /Voorbeeldtafel/ }).first().click();
      await page.getByRole('link', { name: /^Stukken: / }).first().click();
    },
  },
  { name: 'wachtwoord vergeten', path: '/wachtwoord-vergeten', heading: 'Wachtwoord vergeten', anonymous: true },
  { name: 'dode link', path: '/wachtwoord/0123', heading: 'Deze link werkt niet meer', status: 404, anonymous: true },
  { name: 'account', path: '/account', heading: 'Uw account' },
  { name: 'wachtwoord wijzigen', path: '/account/wachtwoord', heading: 'Wachtwoord wijzigen' },
  { name: 'tweede stap', path: '/account/tweede-stap', heading: 'Inloggen in twee stappen' },
  { name: 'invoer', path: '/invoer', heading: 'Invoer' },
  {
    name: 'kolommen koppelen',
    path: '/invoer',
    heading: 'Kolommen koppelen',
    then: async (page) => {
      await page.getByLabel(/^Wat staat erin/).selectOption({ label: 'Projecten' });
      await page.getByLabel(/^Bestand/).setInputFiles(csv('projecten.csv', [['Code', 'Titel'], ['1', 'Hof']]));
      await page.getByRole('button', { name: 'Verder' }).click();
    },
  },
  {
    name: 'controleren en inlezen',
    path: '/invoer',
    heading: 'Controleren en inlezen',
    then: async (page) => {
      await page.getByLabel(/^Wat staat erin/).selectOption({ label: 'Projecten' });
      const rows = [['Kenmerk', 'Naam', 'Gemeente'], ['1', 'Hof', 'Enschede'], ['', '', 'Elders']];
      await page.getByLabel(/^Bestand/).setInputFiles(csv('projecten.csv', rows));
      await page.getByRole('button', { name: 'Verder' }).click();
    },
  },
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
