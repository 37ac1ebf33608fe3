import { COMPLETE, errors, fill, form, record, timeline } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

// Who was last is asked of the clock.
test.use({ world: 'tegelijk', now: '' });

test('two people change the same commitment: the second is told, and loses nothing', async ({
  page,
  secondPage,
  open,
  enter,
  usable,
  troubles,
}) => {
  troubles.expectStatus(409);
  await enter('ambtenaar.enschede');
  await enter('corporatie.domijn', secondPage);
  const path = await record(page, open, { ...COMPLETE, title: 'Hofje aan de Campus' });

  await open(`${path}/bewerken`);
  await open(`${path}/bewerken`, secondPage);
  await fill(page, { due: '2029', description: 'Vastgesteld door de raad.', place: 'Campus' });
  await form(page).save.click();
  await expect(page.getByRole('status').filter({ hasText: 'De wijzigingen zijn opgeslagen.' })).toBeVisible();

  const mine = { title: 'Hofje met zestien woningen', due: 'Q2 2028', leadContribution: 'Bouwt en verhuurt' };
  await fill(secondPage, mine);
  await form(secondPage).save.click();

  const conflict = secondPage.getByRole('region', { name: 'Dit is intussen gewijzigd' });
  await expect(conflict).toBeVisible();
  await usable(secondPage);
  await expect(conflict).toContainText('Ambtenaar Enschede bewaarde een andere versie op ');
  const versions = (field: string) =>
    conflict.locator('.wza-conflict__field').filter({ has: secondPage.getByRole('heading', { level: 3, name: field }) });
  await expect(versions('Gereed')).toContainText('2029');
  await expect(versions('Gereed')).toContainText('2e kwartaal 2028');
  await expect(versions('Titel')).toContainText('Hofje aan de Campus');
  await expect(versions('Titel')).toContainText('Hofje met zestien woningen');
  await expect(versions('Omschrijving')).toContainText('Vastgesteld door de raad.');
  // In the words of the form.
  await expect(versions('Kern, wijk of complex')).toContainText('Campus');

  const fields = form(secondPage);
  await expect(fields.title).toHaveValue(mine.title);
  await expect(fields.due).toHaveValue(mine.due);
  await expect(fields.leadContribution).toHaveValue(mine.leadContribution);

  // Nothing was saved over the first one.
  await open(path);
  await expect(page.getByRole('heading', { level: 1, name: 'Hofje aan de Campus' })).toBeVisible();
  await expect(page.getByText('Vastgesteld door de raad.').first()).toBeVisible();

  // What the second did not touch is proposed to stay as it is saved.
  const stays = (field: string) => versions(field).getByRole('checkbox', { name: 'Laat staan wat nu is opgeslagen' });
  for (const field of ['Omschrijving', 'Kern, wijk of complex']) await expect(stays(field)).toBeChecked();
  for (const field of ['Titel', 'Gereed']) await expect(stays(field)).not.toBeChecked();
  await fields.save.click();
  await expect(secondPage.getByRole('status').filter({ hasText: 'De wijzigingen zijn opgeslagen.' })).toBeVisible();
  await expect(secondPage.getByRole('heading', { level: 1, name: mine.title })).toBeVisible();
  const changed = timeline(secondPage).filter({ hasText: 'Gewijzigd' });
  await expect(changed).toHaveCount(2);
  await expect(changed.first()).toContainText('was: 2029');
  await expect(changed.first()).toContainText('is nu: 2e kwartaal 2028');
  await expect(changed.first()).toContainText('Medewerker Domijn, namens Domijn');
  await expect(changed.first()).not.toContainText('Omschrijving');
  await expect(changed.last()).toContainText('Ambtenaar Enschede');
});

test('a third one who saves in between is told of too', async ({ page, secondPage, open, enter, usable, troubles }) => {
  troubles.expectStatus(409);
  await enter('ambtenaar.enschede');
  await enter('corporatie.domijn', secondPage);
  const path = await record(page, open, { ...COMPLETE, title: 'Ontmoetingsruimte Het Assinkhof' });
  const conflict = secondPage.getByRole('region', { name: 'Dit is intussen gewijzigd' });

  await open(`${path}/bewerken`, secondPage);
  for (const place of ['Pluimslanden', 'Assinkhof']) {
    await open(`${path}/bewerken`);
    await fill(page, { place });
    await form(page).save.click();
    await expect(page.getByRole('status').filter({ hasText: 'opgeslagen' })).toBeVisible();

    await fill(secondPage, { due: '2030' });
    await form(secondPage).save.click();
    await expect(conflict).toContainText(place);
    await usable(secondPage);
  }
  await expect(form(secondPage).due).toHaveValue('2030');
});

test('nobody proposes a text that they have not seen', async ({ page, secondPage, open, enter, usable, troubles }) => {
  troubles.expectStatus(409);
  await enter('ambtenaar.enschede');
  await enter('corporatie.domijn', secondPage);
  const path = await record(page, open, { ...COMPLETE, title: 'Deelauto aan de Posten' });
  const propose = page.getByRole('button', { name: 'Voorstellen aan de partijen' });
  await open(path);
  await expect(propose).toBeVisible();

  await open(`${path}/bewerken`, secondPage);
  await fill(secondPage, { due: '2035' });
  await form(secondPage).save.click();
  await expect(secondPage.getByRole('status').filter({ hasText: 'opgeslagen' })).toBeVisible();

  await propose.click();
  await expect(page.getByRole('alert')).toContainText('Iemand heeft deze afspraak intussen gewijzigd.');
  await open(path);
  await expect(page.getByText('Concept', { exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Wanneer, waar, waarvoor' })).toContainText('2035');
  await propose.click();
  await expect(page.getByRole('status').filter({ hasText: 'voorgesteld aan de partijen' })).toBeVisible();
  await usable();
});

test('who was refused first is still told of who saved in between', async ({ page, secondPage, open, enter, usable, troubles }) => {
  troubles.expectStatus(409);
  troubles.expectStatus(422);
  await enter('ambtenaar.enschede');
  await enter('corporatie.domijn', secondPage);
  const path = await record(page, open, { ...COMPLETE, title: 'Woongroep De Eekmaat' });

  await open(`${path}/bewerken`, secondPage);
  await open(`${path}/bewerken`);
  await fill(page, { place: 'Eekmaat' });
  await form(page).save.click();
  await expect(page.getByRole('status').filter({ hasText: 'De wijzigingen zijn opgeslagen.' })).toBeVisible();

  await fill(secondPage, { title: '', place: 'Campus' });
  await form(secondPage).save.click();
  await expect(errors(secondPage)).toContainText('titel');
  await usable(secondPage);
  await fill(secondPage, { title: 'Woongroep De Eekmaat' });
  await form(secondPage).save.click();
  const conflict = secondPage.getByRole('region', { name: 'Dit is intussen gewijzigd' });
  await expect(conflict).toContainText('Ambtenaar Enschede bewaarde een andere versie');
  await expect(conflict).toContainText('Eekmaat');
});

test('what is typed after the choice was shown is what is saved', async ({ page, secondPage, open, enter, usable, troubles }) => {
  troubles.expectStatus(409);
  await enter('ambtenaar.enschede');
  await enter('corporatie.domijn', secondPage);
  const path = await record(page, open, { ...COMPLETE, title: 'Wijkkeuken Velve' });
  await open(`${path}/bewerken`, secondPage);
  await open(`${path}/bewerken`);
  await fill(page, { due: 'Q4 2029', place: 'Velve' });
  await form(page).save.click();
  await expect(page.getByRole('status').filter({ hasText: 'opgeslagen' })).toBeVisible();

  await fill(secondPage, { title: 'Wijkkeuken Velve-Lindenhof' });
  await form(secondPage).save.click();
  await expect(secondPage.getByRole('region', { name: 'Dit is intussen gewijzigd' })).toContainText('Stond in uw formulier');
  await usable(secondPage);
  await fill(secondPage, { due: 'Q1 2031' });
  await form(secondPage).save.click();
  await expect(secondPage.getByRole('heading', { level: 1, name: 'Wijkkeuken Velve-Lindenhof' })).toBeVisible();
  const facts = secondPage.getByRole('region', { name: 'Wanneer, waar, waarvoor' });
  await expect(facts).toContainText('1e kwartaal 2031');
  await expect(facts).toContainText('Velve');
});
