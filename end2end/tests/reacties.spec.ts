import type { Page } from '@playwright/test';

import { violations } from '../support/axe.ts';
import { COMPLETE, errors, record, timeline } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'reacties' });

const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });
const place = (page: Page) => page.getByRole('button', { name: 'Plaatsen' }).click();
const QUESTION = 'Wanneer is de vergunning er?';

test('somebody asks a function at another organisation something, and it is answered', async ({ page, secondPage, open, enter, troubles, scripts }) => {
  await enter('ambtenaar.enschede');
  await enter('corporatie.domijn', secondPage);
  const path = await record(page, open, { ...COMPLETE, title: 'Hofje aan de Vraagstraat' });
  await open(path);
  await page.getByRole('link', { name: 'Reageren' }).click();
  await expect(page.getByText('Er zijn nog geen reacties.')).toBeVisible();
  // A concept: only those who see it can be asked.
  await expect(page.getByText('Dit is nog een concept.')).toBeVisible();
  const organisation = page.getByLabel('Organisatie', { exact: false }).first();
  await expect(organisation.getByRole('option', { name: 'Domijn' })).toHaveCount(1);
  await expect(organisation.getByRole('option', { name: 'Menzis' })).toHaveCount(0);
  if (scripts) expect(await violations(page)).toEqual([]);

  troubles.expectStatus(422);
  await page.getByLabel(/^Functie/).first().fill('Teamleider wonen');
  await place(page);
  await expect(errors(page)).toContainText('Vul in wat u wilt zeggen of vragen.');
  await expect(errors(page)).toContainText('Kies bij welke organisatie deze functie hoort.');
  await expect(page.getByLabel(/^Functie/).first()).toHaveValue('Teamleider wonen');
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Reactie' }).fill(QUESTION);
  await organisation.selectOption({ label: 'Domijn' });
  await place(page);
  await expect(said(page, 'Uw reactie is geplaatst.')).toBeVisible();
  await expect(page.getByText('Gevraagd aan Domijn, Teamleider wonen (nog niet beantwoord)')).toBeVisible();
  if (scripts) expect(await violations(page)).toEqual([]);

  await open('/mijn-taken', secondPage);
  const asked = secondPage.getByRole('region', { name: 'Er is u iets gevraagd' }).getByRole('listitem').filter({ hasText: QUESTION });
  await expect(asked).toContainText('Voor: Teamleider wonen');
  await asked.getByRole('link').click();
  await expect(secondPage.getByRole('region', { name: 'Reactie en antwoorden' })).toContainText(QUESTION);
  if (scripts) expect(await violations(secondPage)).toEqual([]);
  await secondPage.getByRole('textbox', { name: 'Antwoord' }).fill('In mei.');
  await place(secondPage);
  await expect(said(secondPage, 'Uw antwoord is geplaatst.')).toBeVisible();
  await expect(secondPage.getByText('beantwoord of gezien op 21-11-2026')).toBeVisible();
  await open('/mijn-taken', secondPage);
  await expect(asked).toHaveCount(0);

  await open(path);
  await expect(page.getByRole('region', { name: 'Reacties' })).toContainText('In mei.');
  await expect(timeline(page).filter({ hasText: 'Reactie geplaatst' })).toContainText('Domijn, Teamleider wonen');
  await open(`${path}/tijdlijn?soort=reacties`);
  await expect(page.getByText('Reactie beantwoord')).toBeVisible();
  await expect(page.getByText('Reactie geplaatst')).toBeVisible();
  await expect(page.getByText('Vastgelegd')).toHaveCount(0);
});

test('what was asked can be seen without an answer, and withdrawn by who asked it', async ({ page, secondPage, open, enter }) => {
  await enter('ambtenaar.enschede');
  await enter('corporatie.domijn', secondPage);
  const path = await record(page, open, { ...COMPLETE, title: 'Hofje aan de Leesstraat' });
  for (const text of ['Graag lezen voor donderdag.', 'Dit was voor een ander.']) {
    await open(`${path}/reacties`);
    await page.getByRole('textbox', { name: 'Reactie' }).fill(text);
    await page.getByLabel('Organisatie', { exact: false }).first().selectOption({ label: 'Domijn' });
    await place(page);
  }
  await open('/mijn-taken', secondPage);
  const tasks = secondPage.getByRole('region', { name: 'Er is u iets gevraagd' }).getByRole('listitem');
  await tasks.filter({ hasText: 'Graag lezen voor donderdag.' }).getByRole('link').click();
  await secondPage.getByRole('button', { name: 'Gezien' }).click();
  await expect(said(secondPage, 'uw organisatie dit gezien heeft')).toBeVisible();
  await expect(secondPage.getByRole('button', { name: 'Gezien' })).toHaveCount(0);

  await page.getByRole('region', { name: /^Reactie van/ }).first().getByRole('link', { name: 'Intrekken' }).click();
  await page.getByRole('button', { name: 'Reactie intrekken' }).click();
  await expect(said(page, 'De reactie is ingetrokken.')).toBeVisible();
  await expect(page.getByText('Deze reactie is ingetrokken.')).toBeVisible();
  await open('/mijn-taken', secondPage);
  await expect(tasks.filter({ hasText: 'Graag lezen voor donderdag.' })).toHaveCount(0);
  await expect(tasks.filter({ hasText: 'Dit was voor een ander.' })).toHaveCount(0);
  await open(path);
  await expect(page.getByText('Dit was voor een ander.')).toHaveCount(0);
  await expect(timeline(page).filter({ hasText: 'Reactie ingetrokken' })).toHaveCount(1);
});
