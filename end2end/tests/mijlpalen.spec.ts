import type { Page } from '@playwright/test';

import { violations } from '../support/axe.ts';
import { COMPLETE, errors, record, timeline } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'mijlpalen' });

const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });
const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

async function fill(page: Page, title: string, due: string) {
  await page.getByRole('textbox', { name: 'Mijlpaal' }).fill(title);
  await page.getByLabel(/^Gepland/).fill(due);
  await page.getByRole('button', { name: 'Toevoegen' }).click();
}

test('a milestone is added, refused after its commitment, done, and removed', async ({ page, open, enter, troubles, usable, scripts }) => {
  await enter('ambtenaar.enschede');
  const path = await record(page, open, { ...COMPLETE, title: 'Woongebouw aan de Zuidmolen' });
  await open(path);
  await page.getByRole('link', { name: 'Mijlpaal toevoegen' }).click();
  await usable();
  await expect(page.getByText('Er zijn nog geen mijlpalen.')).toBeVisible();

  // The commitment is due in the third quarter of 2027.
  troubles.expectStatus(422);
  await fill(page, 'Eerste bewoners', 'Q4 2027');
  await expect(errors(page)).toContainText('uiterlijk op 30-09-2027');
  await expect(page.getByRole('textbox', { name: 'Mijlpaal' })).toHaveValue('Eerste bewoners');
  if (scripts) expect(await violations(page)).toEqual([]);
  await fill(page, 'Eerste bewoners', 'Q3 2027');
  await expect(said(page, 'De mijlpaal is opgeslagen.')).toBeVisible();
  await fill(page, 'Vergunning verleend', 'oktober 2026');
  await expect(row(page, 'Vergunning verleend')).toContainText('Over tijd');
  // By date.
  await expect(page.getByRole('row').nth(1)).toContainText('Vergunning verleend');
  if (scripts) expect(await violations(page)).toEqual([]);

  await page.getByRole('link', { name: 'Vergunning verleend' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Vergunning verleend' })).toBeVisible();
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByLabel('Gereed op').fill('22-11-2026');
  await page.getByRole('button', { name: 'Gereed melden' }).click();
  await expect(errors(page)).toContainText('ligt in de toekomst');
  await page.getByLabel('Gereed op').fill('20-11-2026');
  await page.getByRole('button', { name: 'Gereed melden' }).click();
  await expect(said(page, 'De mijlpaal is gereed gemeld.')).toBeVisible();
  await expect(row(page, 'Vergunning verleend')).toContainText('20-11-2026');
  await expect(row(page, 'Vergunning verleend')).not.toContainText('Over tijd');

  await page.getByRole('link', { name: 'Eerste bewoners' }).click();
  await page.getByRole('button', { name: 'Mijlpaal verwijderen' }).click();
  await expect(said(page, 'De mijlpaal is verwijderd.')).toBeVisible();

  await open(path);
  const card = page.getByRole('region', { name: 'Mijlpalen' });
  await expect(card.getByRole('listitem')).toHaveCount(1);
  await expect(card).toContainText('Gereed op 20-11-2026');
  const done = timeline(page).filter({ hasText: 'Mijlpaal gereed gemeld' });
  await expect(done).toContainText('Vergunning verleend');
  await expect(timeline(page).filter({ hasText: 'Mijlpaal verwijderd' })).toContainText('was: Eerste bewoners');
  if (scripts) expect(await violations(page)).toEqual([]);
});

test('the second to change a milestone sees both versions', async ({ page, secondPage, open, enter, troubles }) => {
  await enter('ambtenaar.enschede');
  await enter('corporatie.domijn', secondPage);
  const path = await record(page, open, { ...COMPLETE, title: 'Woongebouw aan de Varvik' });
  await open(`${path}/mijlpalen`);
  await fill(page, 'Grond gekocht', '2026');
  await page.getByRole('link', { name: 'Grond gekocht' }).click();
  await open(`${path}/mijlpalen`, secondPage);
  await secondPage.getByRole('link', { name: 'Grond gekocht' }).click();
  await secondPage.getByRole('textbox', { name: 'Mijlpaal' }).fill('Grond verworven');
  await secondPage.getByRole('button', { name: 'Opslaan' }).click();
  await expect(said(secondPage, 'De mijlpaal is opgeslagen.')).toBeVisible();

  troubles.expectStatus(409);
  await page.getByRole('textbox', { name: 'Mijlpaal' }).fill('Grond in erfpacht');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  const conflict = page.getByRole('region', { name: 'Dit is intussen gewijzigd' });
  await expect(conflict).toContainText('Grond verworven');
  await expect(conflict).toContainText('Grond in erfpacht');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(row(page, 'Grond in erfpacht')).toBeVisible();
});

test('who is waited for finds it among the tasks, and says there that it is done', async ({ page, secondPage, open, enter }) => {
  await enter('ambtenaar.enschede');
  const title = 'Ontmoetingsplek in de plint';
  const path = await record(page, open, { ...COMPLETE, title, lead: 'Gemeente Enschede', parties: [{ organisation: 'Domijn', contribution: 'Verhuurt de plint' }] });
  await page.getByRole('button', { name: 'Voorstellen aan de partijen' }).click();
  await open(`${path}/wacht-op`);
  await page.getByLabel(/^Organisatie/).selectOption('Domijn');
  await page.getByLabel(/^Waarom/).fill('De plint moet eerst leeg zijn');
  await page.getByRole('button', { name: 'Toevoegen' }).click();
  await expect(said(page, 'Opgeslagen waarop deze afspraak wacht.')).toBeVisible();

  await enter('corporatie.domijn', secondPage);
  await open('/mijn-taken', secondPage);
  const waiting = secondPage.getByRole('region', { name: /^Wacht op uw organisatie/ });
  await waiting.getByRole('link', { name: new RegExp(title) }).click();
  await expect(secondPage).toHaveURL(`${path}/wacht-op`);
  await secondPage.getByRole('button', { name: 'Opgelost' }).click();
  await expect(row(secondPage, 'Domijn')).toContainText('Opgelost op 21-11-2026');
  await open('/mijn-taken', secondPage);
  await expect(waiting.getByRole('link', { name: new RegExp(title) })).toHaveCount(0);
});

test('a commitment waits for another, and not the other way round', async ({ page, open, enter, troubles, scripts }) => {
  await enter('ambtenaar.enschede');
  const first = { ...COMPLETE, title: `Hofje met ${scripts ? 'linden' : 'beuken'}` };
  const second = { ...COMPLETE, title: `Riool onder het hofje met ${scripts ? 'linden' : 'beuken'}` };
  const path = await record(page, open, first);
  const other = await record(page, open, second);

  await open(`${path}/wacht-op`);
  await expect(page.getByText('Deze afspraak wacht nergens op.')).toBeVisible();
  troubles.expectStatus(422);
  await page.getByLabel(/^Waarom/).fill('Eerst moet het riool er liggen');
  const ask = async (text: string) => {
    await page.getByLabel(/^Afspraak/).fill(text);
    await page.getByRole('button', { name: 'Toevoegen' }).click();
  };
  await ask('bestaatniet');
  await expect(errors(page)).toContainText('Wij vinden geen afspraak met “bestaatniet”');
  await ask('hofje met');
  await expect(errors(page)).toContainText('meer dan één afspraak');
  await expect(page.getByLabel(/^Waarom/)).toHaveValue('Eerst moet het riool er liggen');
  if (scripts) expect(await violations(page)).toEqual([]);
  await ask(second.title);
  await expect(said(page, 'Opgeslagen waarop deze afspraak wacht.')).toBeVisible();
  await expect(row(page, second.title)).toContainText('Eerst moet het riool er liggen');
  if (scripts) expect(await violations(page)).toEqual([]);

  await open(`${other}/wacht-op`);
  await expect(page.getByRole('table', { name: 'Hierop wachten' })).toContainText(first.title);
  await page.getByLabel(/^Waarom/).fill('Andersom');
  // The address of the page, pasted.
  await ask(path);
  await expect(errors(page)).toContainText('wacht zelf op deze afspraak');

  await open(other);
  await expect(page.getByRole('region', { name: 'Wacht op' })).toContainText(first.title);
  await open(path);
  const card = page.getByRole('region', { name: 'Wacht op' });
  await expect(card.getByRole('link', { name: second.title })).toBeVisible();
  await expect(timeline(page).filter({ hasText: 'Wacht op een ander' })).toContainText(second.title);
  if (scripts) expect(await violations(page)).toEqual([]);

  await open(`${path}/wacht-op`);
  await page.getByRole('button', { name: 'Opgelost' }).click();
  await expect(row(page, second.title)).toContainText('Opgelost op 21-11-2026');
  await open(path);
  await expect(card.getByRole('link', { name: second.title })).toHaveCount(0);
});
