import { COMPLETE, errors, figure, fill, form, light, line, record, timeline } from '../support/commitment.ts';
import { filter } from '../support/filter.ts';
import { PASSWORD, email, expect, test } from '../support/test.ts';

test.use({ world: 'vastleggen' });

const PARTIES = [{ organisation: 'Liberein', contribution: 'Levert zorg op afroep' }];

test('an official logs in and records a commitment', async ({ page, open, usable }) => {
  await open('/');
  await page.getByLabel('E-mailadres').fill(email('ambtenaar.enschede'));
  await page.getByLabel('Wachtwoord').fill(PASSWORD);
  await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mijn taken' })).toBeVisible();
  await usable();

  await page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('link', { name: 'Afspraken' }).click();
  await page.getByRole('link', { name: 'Nieuwe afspraak' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('afspraak');
  await usable();
  // People also write the gemeente before the place.
  await fill(page, { ...COMPLETE, place: 'Enschede, Stroinkslanden', parties: PARTIES });
  await form(page).save.click();

  await expect(page.getByRole('status').filter({ hasText: 'vastgelegd als concept' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: COMPLETE.title })).toBeVisible();
  const facts = page.getByRole('region', { name: 'Wanneer, waar, waarvoor' });
  await expect(facts).toContainText('3e kwartaal 2027');
  await expect(facts.getByText('Enschede, Stroinkslanden', { exact: true })).toBeVisible();
  await expect(facts.getByRole('link', { name: /^2\.2 / })).toBeVisible();
  const parties = page.getByRole('table', { name: /Partijen/ });
  await expect(parties.getByRole('row', { name: /Domijn/ })).toContainText('Trekker');
  await expect(parties.getByRole('row', { name: /Liberein/ })).toContainText('Partner');
  await expect(parties.getByRole('row', { name: /Liberein/ })).toContainText('Levert zorg op afroep');

  await expect(timeline(page)).toHaveCount(1);
  const recorded = timeline(page).first();
  await expect(recorded).toContainText('Vastgelegd');
  await expect(recorded).toContainText('Ambtenaar Enschede, namens Gemeente Enschede');
  await expect(recorded).toContainText('is nu: 3e kwartaal 2027');
});

test('amber needs its three reasons, and then shows everywhere', async ({ page, open, enter, usable, troubles, scripts }) => {
  const title = 'Verhuiscoach in Stroinkslanden';
  await enter('ambtenaar.enschede');
  const commitment = await record(page, open, { ...COMPLETE, title, parties: PARTIES });
  await open('/');
  const amberBefore = await figure(page, 'Voortgang', 'oranje');
  const allBefore = await figure(page, 'Stand van zaken', 'afspraken');

  await open(commitment);
  await page.getByRole('link', { name: 'Voortgang melden' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Voortgang melden' })).toBeVisible();
  await usable();
  troubles.expectStatus(422);
  await light(page, 'Inhoud', 'Groen').check();
  await light(page, 'Planning', 'Oranje').check();
  await light(page, 'Geld', 'Groen').check();
  await page.getByLabel('Toelichting').fill('Het ontwerp is klaar.');
  await form(page).save.click();

  await expect(errors(page)).toBeVisible();
  await usable();
  await expect(errors(page).getByRole('link')).toHaveCount(3);
  await expect(light(page, 'Planning', 'Oranje')).toBeChecked();
  await expect(page.getByLabel('Toelichting')).toHaveValue('Het ontwerp is klaar.');
  for (const [number, label] of ['Oorzaak', 'Gevolg', 'Bijsturing'].entries()) {
    await errors(page).getByRole('link').nth(number).click();
    await expect(page.getByLabel(label)).toBeFocused();
    await expect(page.getByLabel(label)).toHaveAttribute('aria-invalid', 'true');
  }
  await page.getByLabel('Oorzaak').fill('De netbeheerder zegt nog niets toe.');
  await page.getByLabel('Gevolg').fill('De bouw begint een half jaar later.');
  await page.getByLabel('Bijsturing').fill('Wij rekenen een lichtere aansluiting door.');
  await form(page).save.click();

  await expect(page.getByRole('status').filter({ hasText: 'De voortgang is opgeslagen.' })).toBeVisible();
  await usable();
  const progress = page.getByRole('region', { name: 'Voortgang', exact: true });
  await expect(progress).toContainText('Oranje');
  await expect(progress).toContainText('De netbeheerder zegt nog niets toe.');
  await expect(progress).toContainText('De bouw begint een half jaar later.');
  await expect(progress).toContainText('Wij rekenen een lichtere aansluiting door.');
  const reported = timeline(page).filter({ hasText: 'Voortgang gemeld' });
  await expect(reported).toContainText('is nu: Oranje');
  await expect(reported).toContainText('Ambtenaar Enschede, namens Gemeente Enschede');

  await open('/afspraken');
  await filter(page, scripts, 'Gemeente', 'Enschede');
  await usable();
  await filter(page, scripts, 'Voortgang', 'Oranje');
  await expect(line(page, title)).toContainText('Oranje');

  await open('/gemeenten/enschede');
  await expect(line(page, title)).toContainText('Oranje');
  await expect(line(page, title)).toContainText('3e kwartaal 2027');

  await open('/');
  expect(await figure(page, 'Voortgang', 'oranje')).toBe(amberBefore + 1);
  expect(await figure(page, 'Stand van zaken', 'afspraken')).toBe(allBefore);
});

test('the timeline tells what changed, before and after', async ({ page, open, enter, usable }) => {
  await enter('ambtenaar.enschede');
  await record(page, open, { ...COMPLETE, title: 'Lift in de portiekflat aan de Pluimslanden' });
  await page.getByRole('link', { name: 'Wijzigen' }).click();
  await expect(form(page).due).toHaveValue('3e kwartaal 2027');
  await usable();
  await fill(page, { due: 'december 2028', place: 'Pluimslanden' });
  await form(page).save.click();

  await expect(page.getByRole('status').filter({ hasText: 'De wijzigingen zijn opgeslagen.' })).toBeVisible();
  const changed = timeline(page).filter({ hasText: 'Gewijzigd' });
  await expect(changed).toContainText('was: 3e kwartaal 2027');
  await expect(changed).toContainText('is nu: december 2028');
  await expect(changed).toContainText('is nu: Pluimslanden');
  await expect(changed).not.toContainText('Titel');
});
