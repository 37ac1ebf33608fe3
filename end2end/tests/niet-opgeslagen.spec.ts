import type { Dialog, Page } from '@playwright/test';

import { COMPLETE, record } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'niet-opgeslagen' });

/** Answers whatever the page asks, and keeps what it asked. */
function answers(page: Page, leave: boolean): string[] {
  const asked: string[] = [];
  page.removeAllListeners('dialog');
  page.on('dialog', (dialog: Dialog) => {
    asked.push(dialog.type() === 'confirm' ? dialog.message() : dialog.type());
    void (leave ? dialog.accept() : dialog.dismiss());
  });
  return asked;
}

const QUESTION = 'Wat u hebt ingevuld, is nog niet opgeslagen. Als u weggaat, bent u het kwijt. Toch weggaan?';

test.describe('with scripts', () => {
  test.skip(({ scripts }) => !scripts, 'nothing can ask without scripts');

  test.beforeEach(async ({ enter }) => enter('ambtenaar.enschede'));

  // One page that wakes up, and one that is plain.
  for (const [where, field] of [['/afspraken/nieuw', 'Titel'], ['/knelpunten/nieuw', 'Titel']] as const) {
    test(`who leaves ${where} half-way is asked first`, async ({ page, open }) => {
      await open(where);
      await page.getByLabel(field).pressSequentially('Half');
      const toList = page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('link', { name: 'Afspraken' });

      let asked = answers(page, false);
      await toList.click();
      expect(asked).toEqual([QUESTION]);
      await expect(page).toHaveURL(where);
      await expect(page.getByLabel(field)).toHaveValue('Half');

      // A form of another kind, and what the browser does by itself.
      asked = answers(page, false);
      await page.getByRole('button', { name: 'Uitloggen' }).click();
      await expect.poll(() => asked).toEqual(['beforeunload']);
      await expect(page.getByLabel(field)).toHaveValue('Half');

      asked = answers(page, true);
      await toList.click();
      await expect(page.getByRole('heading', { level: 1, name: 'Afspraken' })).toBeVisible();
      expect(asked).toEqual([QUESTION]);
    });
  }

  test('what was refused is asked about too, and what was saved is not', async ({ page, open, usable, troubles }) => {
    troubles.expectStatus(422);
    await open('/knelpunten/nieuw');
    await page.getByLabel('Titel').pressSequentially('Half');
    let asked = answers(page, false);
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await usable();
    expect(asked).toEqual([]);
    await page.getByRole('link', { name: 'Woonzorgagenda' }).click();
    expect(asked).toEqual([QUESTION]);
    await expect(page.getByLabel('Titel')).toHaveValue('Half');

    // Who cancels has said so already.
    asked = answers(page, false);
    await page.getByRole('link', { name: 'Annuleren' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Knelpunten' })).toBeVisible();
    expect(asked).toEqual([]);

    const path = await record(page, open, { ...COMPLETE, title: 'Zonder vragen' });
    asked = answers(page, false);
    await page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('link', { name: 'Doelen' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Doelen' })).toBeVisible();
    await open(path);
    expect(asked).toEqual([]);
  });

  test('filtering and logging in are not asked about', async ({ page, context, open }) => {
    await open('/projecten');
    const asked = answers(page, false);
    await page.getByRole('search').getByRole('searchbox').pressSequentially('hof');
    await page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('link', { name: 'Afspraken' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Afspraken' })).toBeVisible();
    await context.clearCookies();
    await open('/inloggen');
    await page.getByLabel('E-mailadres').pressSequentially('iemand@');
    await page.getByRole('link', { name: 'Wachtwoord vergeten' }).click();
    await expect(page).toHaveURL('/wachtwoord-vergeten');
    expect(asked).toEqual([]);
  });
});
