import { violations } from '../support/axe.ts';
import { errors } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'weergaven' });

test('a filter is kept under a name, renamed, shared with colleagues and removed', async ({ page, secondPage, open, enter, usable, troubles, scripts }) => {
  const name = scripts ? 'Rood' : 'Rode lijst';
  await enter('ambtenaar.enschede');
  await enter('wethouder.enschede', secondPage);
  await open('/afspraken?voortgang=rood');
  await page.getByRole('link', { name: 'Bewaar deze weergave' }).click();
  await usable();

  troubles.expectStatus(422);
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(errors(page)).toContainText('Vul een naam in');
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Naam' }).fill(name);
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await usable();
  await expect(page).toHaveURL(/\/afspraken\?voortgang=rood$/);
  const views = page.getByRole('navigation', { name: 'Weergaven' });
  await expect(views.getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'true');
  if (scripts) expect(await violations(page)).toEqual([]);

  // From the whole list it is one click.
  await open('/afspraken');
  await views.getByRole('link', { name, exact: true }).click();
  await expect(page).toHaveURL(/\/afspraken\?voortgang=rood$/);
  await open('/afspraken', secondPage);
  await expect(secondPage.getByRole('link', { name, exact: true })).toHaveCount(0);

  await views.getByRole('link', { name: 'Weergaven beheren' }).click();
  await usable();
  if (scripts) expect(await violations(page)).toEqual([]);
  const own = await page.getByRole('link', { name, exact: true }).getAttribute('href');
  troubles.expectStatus(404);
  expect((await secondPage.goto(own ?? ''))?.status()).toBe(404);

  await page.getByRole('link', { name: `Wijzigen: ${name}` }).click();
  await page.getByRole('textbox', { name: 'Naam' }).fill(`${name} in Enschede`);
  await page.getByRole('checkbox', { name: 'Delen met Gemeente Enschede' }).check();
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByRole('row', { name: `${name} in Enschede` })).toContainText('Met de organisatie');

  // A colleague uses it, by its own address too, and cannot change it.
  await open(own ?? '', secondPage);
  await expect(secondPage).toHaveURL(/\/afspraken\?voortgang=rood$/);
  await open('/weergaven', secondPage);
  await expect(secondPage.getByRole('row', { name: `${name} in Enschede` })).toContainText('Alleen door wie haar maakte');

  await page.getByRole('link', { name: `Wijzigen: ${name} in Enschede` }).click();
  await page.getByRole('button', { name: 'Weergave verwijderen' }).click();
  await expect(page.getByText('De weergave is verwijderd.')).toBeVisible();
  await open('/afspraken', secondPage);
  await expect(secondPage.getByRole('link', { name: `${name} in Enschede` })).toHaveCount(0);
});

test('at 320 pixels nothing scrolls sideways', async ({ page, open, enter }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await enter('aanjager');
  for (const path of ['/weergaven', '/weergaven/nieuw?voortgang=rood', '/afspraken?voortgang=rood']) {
    await open(path);
    expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(320);
  }
});
