import type { Page } from '@playwright/test';

import { accessible, fits } from '../support/axe.ts';
import { COMPLETE, errors, fill, form, timeline } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'documenten' });

const field = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}`));
const box = (page: Page, name: string | RegExp) => page.getByRole('checkbox', { name });
const save = (page: Page) => page.getByRole('button', { name: 'Opslaan' });
const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });

test('a performance agreement is recorded, carried out with counted dwellings, and leads back to them', async ({
  page,
  open,
  enter,
  usable,
  troubles,
  scripts,
}) => {
  const document = `Prestatieafspraken ouderen ${scripts ? 'een' : 'twee'}`;
  await enter('ambtenaar.enschede');
  await open('/documenten');
  await expect(page.getByRole('row', { name: /raamafspraak wonen met zorg/ })).toContainText('Voorbeeld');
  await accessible(page, scripts);
  await page.getByRole('link', { name: 'Nieuw document' }).click();
  await expect(box(page, 'Gemeente Enschede')).toBeChecked();
  await field(page, 'Titel').fill(document);
  await page.getByRole('radio', { name: 'Prestatieafspraak' }).check();
  await field(page, 'Eerste jaar').fill('2026');
  await field(page, 'Laatste jaar').fill('2025');
  await field(page, 'Vindplaats').fill('javascript:alert(1)');
  troubles.expectStatus(422);
  await save(page).click();
  await expect(errors(page).getByRole('link', { name: /ligt vóór het eerste/ })).toHaveAttribute('href', '#last_year');
  await expect(errors(page).getByRole('link', { name: /volledig webadres/ })).toHaveAttribute('href', '#url');
  await expect(field(page, 'Titel')).toHaveValue(document);
  await accessible(page, scripts);
  await field(page, 'Laatste jaar').fill('2029');
  await field(page, 'Vindplaats').fill('https://www.enschede.example/prestatieafspraken.pdf');
  await box(page, 'Domijn').check();
  await save(page).click();

  await expect(said(page, 'Het document is vastgelegd.')).toBeVisible();
  const row = page.getByRole('row', { name: new RegExp(document) });
  await expect(row).toContainText('2026–2029');
  await expect(row).toContainText('Domijn, Gemeente Enschede');
  await expect(row).toContainText('nog geen afspraken');
  await expect(row.getByRole('link', { name: document, exact: true })).toHaveAttribute('rel', 'noopener');

  await open('/afspraken/nieuw');
  await fill(page, { ...COMPLETE, title: `Woningen uit ${document}` });
  await field(page, 'Zorggeschikte woningen').fill('veel');
  await field(page, 'Nultredenwoningen').fill('1.006');
  await box(page, 'Stikstof').check();
  await box(page, new RegExp(document)).check();
  await form(page).save.click();
  const wrong = errors(page).getByRole('link', { name: /heel aantal woningen/ });
  await expect(wrong).toBeVisible();
  await usable();
  const target = await wrong.getAttribute('href');
  await expect(page.locator(`[id="${target?.slice(1)}"]`)).toHaveValue('veel');
  await expect(field(page, 'Nultredenwoningen')).toHaveValue('1.006');
  await accessible(page, scripts);
  await field(page, 'Zorggeschikte woningen').fill('24');
  await form(page).save.click();

  await expect(said(page, 'vastgelegd als concept')).toBeVisible();
  const facts = page.getByRole('region', { name: 'Wanneer, waar, waarvoor' });
  await expect(facts).toContainText('Nultredenwoningen: 1.006');
  await expect(facts).toContainText('Samen 1.030 woningen');
  await expect(facts.getByRole('link', { name: 'Stikstof' })).toBeVisible();
  await expect(facts.getByRole('link', { name: new RegExp(document) })).toHaveAttribute('rel', /noopener/);
  await expect(timeline(page).first()).toContainText('Nultredenwoningen: 1.006; Zorggeschikte woningen: 24');
  await accessible(page, scripts);

  await open('/documenten');
  await row.getByRole('link', { name: '1 afspraak' }).click();
  await usable();
  await expect(page.getByRole('link', { name: `Woningen uit ${document}` })).toBeVisible();
  await page.setViewportSize({ width: 320, height: 800 });
  for (const path of ['/documenten', '/documenten/nieuw', '/afspraken/nieuw']) {
    await open(path);
    await fits(page, scripts);
  }
});

test('who signed nothing reads, and changes nothing', async ({ page, open, enter, troubles }) => {
  await enter('zorg.liberein');
  await open('/documenten');
  await expect(page.getByRole('row', { name: /prestatieafspraken Enschede/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Nieuw document' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: /^Wijzigen/ })).toHaveCount(0);
  troubles.expectStatus(403);
  await open('/documenten/nieuw');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/mag|recht|toegang/i);
});
