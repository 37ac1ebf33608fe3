import { COMPLETE, errors, fill, form, record } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'foute-invoer' });

test.beforeEach(async ({ enter, troubles }) => {
  await enter('ambtenaar.enschede');
  // Without JavaScript the refusal is a page of its own.
  troubles.expectStatus(422);
});

test('everything that is wrong is told at once, and everything typed is kept', async ({ page, open, usable }) => {
  await open('/afspraken/nieuw');
  const title = 'x'.repeat(10_000);
  await fill(page, {
    title,
    description: 'Eerste alinea.\n\nTweede alinea, met <b>tekens</b> & "aanhalingstekens".',
    kind: 'Procesafspraak',
    agenda: 'Enschede',
    place: 'Stroinkslanden',
    lead: 'Domijn',
    leadContribution: 'Bouwt en verhuurt',
    parties: [
      { organisation: 'Liberein', contribution: 'Levert zorg' },
      { organisation: 'Liberein', role: 'Betrokkene', contribution: 'Denkt mee' },
    ],
    start: 'Q4 2027',
    due: 'Q3 2027',
    challenges: ['2.2', '4.1'],
  });
  await form(page).save.click();

  const told = errors(page);
  await expect(told.getByRole('link')).toHaveText([
    'De titel heeft 10.000 tekens; er passen er 200. Kort de tekst in.',
    'Een organisatie staat er als partner en als betrokkene in. Geef elke organisatie één rol.',
    'Gereed ligt vóór de start. Kies een periode die na de start eindigt.',
  ]);
  await expect(told.getByRole('heading')).toHaveText('Er zijn 3 dingen nog niet goed');
  await usable();

  const fields = form(page);
  await expect(fields.title).toHaveValue(title);
  await expect(fields.description).toHaveValue('Eerste alinea.\n\nTweede alinea, met <b>tekens</b> & "aanhalingstekens".');
  await expect(fields.kind('Procesafspraak')).toBeChecked();
  await expect(fields.agenda.locator('option:checked')).toHaveText('Enschede');
  await expect(fields.place).toHaveValue('Stroinkslanden');
  await expect(fields.lead.locator('option:checked')).toHaveText('Domijn');
  await expect(fields.leadContribution).toHaveValue('Bouwt en verhuurt');
  for (const [number, role, contribution] of [[1, 'Partner', 'Levert zorg'], [2, 'Betrokkene', 'Denkt mee']] as const) {
    const party = fields.party(number);
    await expect(party.organisation.locator('option:checked')).toHaveText('Liberein');
    await expect(party.role.locator('option:checked')).toHaveText(role);
    await expect(party.contribution).toHaveValue(contribution);
  }
  await expect(fields.start).toHaveValue('Q4 2027');
  await expect(fields.due).toHaveValue('Q3 2027');
  await expect(fields.challenge('2.2')).toBeChecked();
  await expect(fields.challenge('4.1')).toBeChecked();
  await expect(fields.challenge('2.3')).not.toBeChecked();

  for (const [number, field] of [fields.title, page.getByRole('group', { name: /^Partners en betrokkenen/ }), fields.due].entries()) {
    await told.getByRole('link').nth(number).click();
    await expect(field).toBeFocused();
  }

  await fill(page, { title: 'Nu wel goed', due: '2028' });
  await fields.party(2).organisation.selectOption({ label: 'Menzis zorgkantoor' });
  await fields.save.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Nu wel goed' })).toBeVisible();
  await expect(page.getByText('Tweede alinea, met <b>tekens</b> & "aanhalingstekens".', { exact: true })).toBeVisible();
});

const WHEN: [string, { due?: string; start?: string; dueUnknown?: boolean }, string | RegExp][] = [
  ['no due period', { due: '' }, "Vul in wanneer het gereed is, of kies 'nog niet bekend'."],
  ['a due period and also unknown', { due: '2028', dueUnknown: true }, /niet allebei/],
  ['a period that is no period', { due: 'zodra het kan' }, /.+/],
  ['a day that does not exist', { due: '31-02-2028' }, /.+/],
  ['a start that recurs', { start: 'elk jaar', due: '2028' }, 'Een start is één moment. Zet \'elk jaar\' of \'elk halfjaar\' bij Gereed.'],
];

for (const [what, when, message] of WHEN) {
  test(`refused: ${what}`, async ({ page, open, usable }) => {
    await open('/afspraken/nieuw');
    await fill(page, { ...COMPLETE, title: what, ...when });
    await form(page).save.click();
    await expect(errors(page).getByRole('link')).toHaveText([message]);
    await usable();
    const field = when.start ? form(page).start : form(page).due;
    await errors(page).getByRole('link').click();
    await expect(field).toBeFocused();
    await expect(field).toHaveValue((when.start ?? when.due) as string);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAccessibleDescription(new RegExp(typeof message === 'string' ? message : message.source));
    expect(new URL(page.url()).pathname).toBe('/afspraken/nieuw');
  });
}

test('an empty form names everything that it needs', async ({ page, open }) => {
  await open('/afspraken/nieuw');
  await form(page).agenda.selectOption({ label: 'Kies een agenda' });
  await form(page).save.click();
  await expect(errors(page).getByRole('link')).toHaveText([
    'Kies in welke agenda de afspraak komt.',
    'Vul een titel in: wat is er afgesproken?',
    'Kies wat voor afspraak dit is.',
    "Vul in wanneer het gereed is, of kies 'nog niet bekend'.",
  ]);
});

test('without a lead, a date or a challenge it stays a concept', async ({ page, open }) => {
  await record(page, open, { title: 'Nog onaf', kind: 'Verzoek', agenda: 'Enschede', dueUnknown: true });
  await expect(page.getByText('Dit is nog een concept.')).toBeVisible();
  const missing = page.getByRole('listitem');
  await expect(missing.filter({ hasText: 'Kies een trekker.' })).toBeVisible();
  await expect(missing.filter({ hasText: 'Vul in wanneer de afspraak gereed is.' })).toBeVisible();
  await expect(missing.filter({ hasText: 'Kies ten minste één opgave.' })).toBeVisible();
  await expect(page.getByRole('button', { name: /Voorstellen/ })).toHaveCount(0);
});

test('text that cannot be seen is refused', async ({ page, open }) => {
  await open('/afspraken/nieuw');
  await fill(page, { ...COMPLETE, title: 'Omgekeerd \u202e netxet' });
  await form(page).save.click();
  await expect(errors(page).getByRole('link')).toHaveText([/^De titel bevat een onzichtbaar teken/]);
});

test('whoever was logged out meanwhile, logs in elsewhere and saves', async ({ page, context, open, enter, scripts, troubles }) => {
  troubles.expectStatus(401);
  await open('/afspraken/nieuw');
  await fill(page, { ...COMPLETE, title: 'Bewaard na opnieuw inloggen' });
  await context.clearCookies();
  await form(page).save.click();
  const told = scripts ? page.getByRole('alert') : page.getByRole('main');
  await expect(told).toContainText('U bent uitgelogd');
  await expect(told.getByRole('link', { name: /op een nieuw tabblad$/ })).toHaveAttribute('target', '_blank');
  if (scripts) {
    // Saving once more in vain says so again, where it can be read.
    await form(page).save.click();
    await expect(told).toBeInViewport();
  }
  await enter('ambtenaar.enschede');
  if (scripts) {
    await expect(form(page).title).toHaveValue('Bewaard na opnieuw inloggen');
    await form(page).save.click();
  } else {
    await page.getByRole('button', { name: 'Opnieuw versturen' }).click();
  }
  await expect(page.getByRole('heading', { level: 1, name: 'Bewaard na opnieuw inloggen' })).toBeVisible();
});

test('proposing it all the same, by hand, is refused', async ({ page, open }) => {
  const path = await record(page, open, { title: 'Te vroeg', kind: 'Verzoek', agenda: 'Enschede', dueUnknown: true });
  const answer = await page.request.post(path, { form: { 'form[id]': path.split('/').at(-1) ?? '', 'form[version]': '1' } });
  expect(answer.status()).toBe(422);
  expect(await answer.text()).toContain('Kies een trekker.');
  await open(path);
  await expect(page.getByText('Concept', { exact: true })).toBeVisible();
});

test('refusals have a status of their own without JavaScript', async ({ page }) => {
  const empty = await page.request.post('/afspraken/nieuw', { form: { 'form[title]': '' } });
  expect(empty.status()).toBe(422);
  const nonsense = await page.request.post('/afspraken/nieuw', { form: { 'form[challenges]': 'geen lijst' } });
  expect([400, 422]).toContain(nonsense.status());
  const unknownField = await page.request.post('/afspraken/nieuw', { form: { 'form[life_cycle]': 'bekrachtigd' } });
  expect(unknownField.status()).toBe(422);
});

test('a contribution without an organisation is mended in its own row', async ({ page, open }) => {
  await open('/afspraken/nieuw');
  const row = page.getByRole('group', { name: 'Partij 2' });
  await row.getByLabel('Bijdrage').fill('Levert zorg');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  const organisation = row.getByLabel('Organisatie');
  await expect(organisation).toHaveAttribute('aria-invalid', 'true');
  await expect(organisation).toHaveAccessibleDescription(/Kies er een/);
  await errors(page).getByRole('link', { name: /hoort een organisatie/ }).click();
  await expect(organisation).toBeFocused();
  await expect(row.getByLabel('Bijdrage')).toHaveValue('Levert zorg');
});
