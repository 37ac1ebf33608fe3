import { COMPLETE, line, record, timeline } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'voorstellen' });

test('a complete concept is proposed, and then the whole region sees it', async ({ page, secondPage, open, enter, troubles, usable }) => {
  const draft = { ...COMPLETE, title: 'Logeerhuis aan de Broeierd', lead: 'De Posten' };
  const inList = `/afspraken?gemeente=enschede&zoek=${encodeURIComponent('logeerhuis aan de broeierd')}`;
  await enter('ambtenaar.enschede');
  await enter('corporatie.domijn', secondPage);
  const path = await record(page, open, draft);
  await expect(page.getByText('Concept', { exact: true })).toBeVisible();
  troubles.expectStatus(404);
  await open(path, secondPage);
  await expect(secondPage.getByRole('heading', { name: 'Deze pagina bestaat niet' })).toBeVisible();

  await open(path);
  await page.getByRole('button', { name: 'Voorstellen aan de partijen' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'De afspraak is voorgesteld aan de partijen.' })).toBeVisible();
  await usable();
  await expect(page.getByText('Voorgesteld', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Voorstellen aan de partijen' })).toHaveCount(0);
  const proposed = timeline(page).filter({ hasText: 'Voorgesteld aan de partijen' });
  await expect(proposed).toContainText('was: Concept');
  await expect(proposed).toContainText('is nu: Voorgesteld');

  await open(inList, secondPage);
  await expect(line(secondPage, draft.title)).toContainText('Voorgesteld');
  await line(secondPage, draft.title).getByRole('link', { name: draft.title }).click();
  await expect(secondPage.getByRole('heading', { level: 1, name: draft.title })).toBeVisible();
  await expect(secondPage.getByRole('link', { name: 'Wijzigen' })).toHaveCount(0);
  await open('/gemeenten/enschede', secondPage);
  await expect(line(secondPage, draft.title)).toBeVisible();
});
