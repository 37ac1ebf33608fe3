import type { Page } from '@playwright/test';

import { violations } from '../support/axe.ts';
import { errors, light } from '../support/commitment.ts';
import { expect, test } from '../support/test.ts';

test.use({ world: 'ronde' });

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const save = (page: Page) => page.getByRole('button', { name: 'Opslaan en volgende' });
const keys = (page: Page) => page.getByRole('checkbox', { name: /^Sneltoetsen gebruiken/ });
/** "1 van 24". */
const count = async (page: Page) => /(\d+) van (\d+)/.exec(await page.locator('.wza-title__number').innerText())?.slice(1).map(Number);

async function start(page: Page, open: (path: string) => Promise<void>, filter = '') {
  await open(`/afspraken/ronde${filter}`);
  await page.getByRole('link', { name: 'Ronde starten' }).click();
  await expect(save(page)).toBeVisible();
}

/** Who was answered late is at the next commitment by then, and goes back. */
async function backToRefused(page: Page) {
  const back = page.getByRole('alert').filter({ hasText: 'Niet opgeslagen' }).getByRole('link', { name: 'Terug naar deze afspraak' });
  if (await back.count() > 0) await back.click();
}

async function answerAll(page: Page) {
  for (const aspect of ['Inhoud', 'Planning', 'Geld'] as const) await light(page, aspect, 'Groen').check();
  await page.getByLabel('Toelichting').fill('Bijgewerkt in de ronde');
}

test('a round passes all commitments of the filter and ends with what was done', async ({ page, open, enter, usable, troubles, scripts }) => {
  await enter('aanjager');
  await open('/afspraken?gemeente=enschede');
  await page.getByRole('link', { name: 'Voortgang bijwerken, één voor één' }).click();
  await usable();
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Ronde starten' }).click();
  await expect(page.getByText(/^1 van \d+: afspraak/)).toBeVisible();
  if (scripts) expect(await violations(page)).toEqual([]);
  const total = (await count(page))?.[1] ?? 0;
  expect(total).toBeGreaterThan(2);

  // Amber without its reasons is refused, and nothing that was typed is lost.
  troubles.expectStatus(422);
  const first = await heading(page).innerText();
  await answerAll(page);
  await light(page, 'Planning', 'Oranje').check();
  await page.getByLabel('Oorzaak').fill('Er is geen bouwplaats');
  await page.getByLabel('Gevolg').fill('');
  await page.getByLabel('Bijsturing').fill('Overleg met de buren');
  await save(page).click();
  const refused = scripts ? page.getByRole('alert').filter({ hasText: 'Niet opgeslagen' }) : errors(page);
  await expect(refused).toContainText('Vul het gevolg in');
  await backToRefused(page);
  await expect(heading(page)).toHaveText(first);
  await expect(page.getByLabel('Oorzaak')).toHaveValue('Er is geen bouwplaats');
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByLabel('Gevolg').fill('Een halfjaar later klaar');
  await save(page).click();
  await expect(page.getByText(new RegExp(`^2 van ${total}: afspraak`))).toBeVisible();
  await expect(refused).toHaveCount(0);

  let [unchanged, skipped] = [0, 0];
  for (let step = 2; step <= total; step += 1) {
    await expect(page.getByText(new RegExp(`^${step} van ${total}: afspraak`))).toBeVisible();
    const keep = page.getByRole('button', { name: 'Geen wijziging' });
    if (await keep.count() > 0 && step % 2 === 0) {
      unchanged += 1;
      await keep.click();
    } else {
      skipped += 1;
      await page.getByRole('link', { name: 'Overslaan' }).click();
    }
  }
  await expect(page.getByRole('heading', { level: 1, name: 'Ronde klaar' })).toBeVisible();
  const done = page.getByRole('region', { name: 'Wat u deed' });
  for (const [label, amount] of [['Voortgang gemeld', 1], ['Geen wijziging', unchanged], ['Overgeslagen', skipped]] as const) {
    await expect(done.locator('div').filter({ hasText: label })).toHaveText(`${label}${amount}`);
  }
  if (scripts) expect(await violations(page)).toEqual([]);
});

test('a round begins with what one chooses, and one can go back in it', async ({ page, open, enter, usable, scripts }) => {
  await enter('aanjager');
  await open('/afspraken/ronde');
  const all = page.getByText(/^Er zijn \d+ afspraken waarover/);
  const before = await all.innerText();
  const filter = page.locator('details.wza-filter > summary');
  if (await filter.isVisible()) await filter.click();
  await page.getByLabel('Gemeente').selectOption({ label: 'Enschede' });
  await page.getByRole('button', { name: 'Filteren' }).click();
  await expect(page).toHaveURL(/gemeente=enschede/);
  await usable();
  expect(await all.innerText()).not.toBe(before);
  if (scripts) expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Ronde starten' }).click();
  await expect(page.getByRole('link', { name: 'Vorige' })).toHaveCount(0);
  const first = await heading(page).innerText();
  await page.getByRole('link', { name: 'Overslaan' }).click();
  await expect(page.getByText(/^2 van \d+: afspraak/)).toBeVisible();
  await page.getByRole('link', { name: 'Vorige' }).click();
  await expect(page.getByText(/^1 van \d+: afspraak/)).toBeVisible();
  await expect(heading(page)).toHaveText(first);
});

test('who may report on nothing is told so', async ({ page, open, enter }) => {
  await enter('lezer');
  await open('/afspraken');
  await expect(page.getByRole('link', { name: 'Voortgang bijwerken, één voor één' })).toHaveCount(0);
  await open('/afspraken/ronde');
  await expect(page.getByText(/Er zijn geen afspraken waarover u voortgang kunt melden/)).toBeVisible();
});

test('at 320 pixels nothing scrolls sideways', async ({ page, open, enter }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await enter('aanjager');
  await start(page, open);
  const width = await page.evaluate('document.documentElement.scrollWidth');
  expect(width).toBeLessThanOrEqual(320);
});

test.describe('by keyboard', () => {
  test.skip(({ scripts }) => !scripts, 'keys need the script');

  test('keys do what buttons do, not while typing, and can be switched off', async ({ page, open, enter }) => {
    await enter('aanjager');
    await start(page, open);
    await expect(keys(page)).toBeChecked();
    for (const colour of ['groen', 'oranje', 'rood']) {
      await page.keyboard.press('2');
      const chosen = page.locator('input[name="form[planning]"]:checked');
      await expect(page.getByRole('status').filter({ hasText: `Planning: ${await chosen.inputValue()}` })).toBeVisible();
      if (colour === await chosen.inputValue()) continue;
    }
    const title = await heading(page).innerText();
    await page.getByLabel('Toelichting').click();
    await page.keyboard.type('nog 1 gesprek');
    await expect(page.getByLabel('Toelichting')).toHaveValue(/nog 1 gesprek$/);
    await expect(heading(page)).toHaveText(title);

    await keys(page).uncheck();
    await heading(page).click();
    await page.keyboard.press('n');
    await page.keyboard.press('2');
    await expect(heading(page)).toHaveText(title);
    await page.reload();
    await expect(keys(page)).not.toBeChecked();
    await keys(page).check();
    await page.keyboard.press('n');
    await expect(page.getByText(/^2 van \d+: afspraak/)).toBeVisible();
    await expect(heading(page)).toBeFocused();
    // Going back is going back, by key too.
    await page.goBack();
    await expect(heading(page)).toHaveText(title);
    await page.keyboard.press('n');
    await expect(page.getByText(/^2 van \d+: afspraak/)).toBeVisible();
    await page.keyboard.press('v');
    await expect(heading(page)).toHaveText(title);
  });

  test('a key is answered at once', async ({ page, open, enter }) => {
    await enter('aanjager');
    const times: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      await start(page, open);
      await expect(keys(page)).toBeVisible();
      const total = (await count(page))?.[1] ?? 0;
      for (let step = 1; step < Math.min(total, 12); step += 1) {
        // From the key to the page that answers it, as the browser sees it.
        await page.evaluate(() => {
          const measured = window as unknown as { answered?: number };
          delete measured.answered;
          addEventListener('keydown', () => {
            const pressed = performance.now();
            const watch = new MutationObserver(() => {
              if (document.querySelector('#ronde[data-measured]')) return;
              watch.disconnect();
              requestAnimationFrame(() => { measured.answered = performance.now() - pressed; });
            });
            document.querySelector('#ronde')?.setAttribute('data-measured', '');
            watch.observe(document.body, { childList: true, subtree: true });
          }, { once: true, capture: true });
        });
        const keep = await page.getByRole('button', { name: 'Geen wijziging' }).count() > 0;
        await page.keyboard.press(keep && step % 2 === 0 ? 'g' : 'n');
        await expect(page.getByText(new RegExp(`^${step + 1} van \\d+: afspraak`))).toBeVisible();
        times.push(await page.evaluate(() => (window as unknown as { answered: number }).answered));
        // As long as somebody needs to look at it.
        await page.waitForTimeout(150);
      }
    }
    times.sort((one, other) => one - other);
    const at = (part: number) => (times[Math.ceil(times.length * part) - 1] ?? Number.NaN).toFixed(0);
    console.log(`${times.length} keys answered: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, slowest ${at(1)} ms`);
  });

  test('what is typed while the connection is gone stays, and is sent when it is back', async ({ page, context, open, enter, troubles }) => {
    troubles.expectOffline();
    await enter('aanjager');
    await start(page, open, '?gemeente=enschede');
    await expect(keys(page)).toBeVisible();
    const title = await heading(page).innerText();
    await answerAll(page);
    await page.waitForLoadState('networkidle');
    await context.setOffline(true);
    await save(page).click();
    const waiting = page.getByRole('alert').filter({ hasText: 'Nog niet verstuurd' });
    await expect(waiting).toContainText(title);
    await expect(heading(page)).toHaveText(title);
    await expect(page.getByLabel('Toelichting')).toHaveValue('Bijgewerkt in de ronde');
    expect(await violations(page)).toEqual([]);
    // One may go on to what is there already; it waits.
    await heading(page).click();
    await page.keyboard.press('n');
    await expect(page.getByText(/^2 van \d+: afspraak/)).toBeVisible();
    await page.keyboard.press('n');
    await expect(page.getByRole('status').filter({ hasText: 'niet op te halen' })).toBeVisible();
    await waiting.getByRole('button', { name: 'Nu opnieuw versturen' }).click();
    await expect(waiting).toContainText(title);
    // The browser tells when the connection is back.
    await context.setOffline(false);
    await expect(waiting).toHaveCount(0);
    await page.goBack();
    await expect(heading(page)).toHaveText(title);
    await expect(page.getByRole('region', { name: 'Laatst gemeld' })).toContainText('Bijgewerkt in de ronde');
  });

  test('what somebody else reported meanwhile is read first', async ({ page, secondPage, open, enter }) => {
    await enter('aanjager');
    await enter('aanjager', secondPage);
    await start(page, open, '?gemeente=enschede');
    await expect(keys(page)).toBeVisible();
    const title = await heading(page).innerText();
    await secondPage.goto(page.url());
    await answerAll(secondPage);
    await secondPage.getByLabel('Toelichting').fill('Ik was eerst');
    await save(secondPage).click();
    await expect(secondPage.getByText(/^2 van \d+: afspraak/)).toBeVisible();

    await answerAll(page);
    await save(page).click();
    await expect(page.getByRole('alert').filter({ hasText: 'Iemand heeft intussen voortgang gemeld' })).toBeVisible();
    await backToRefused(page);
    await expect(heading(page)).toHaveText(title);
    await expect(page.getByRole('region', { name: 'Laatst gemeld' })).toContainText('Ik was eerst');
    await expect(page.getByLabel('Toelichting')).toHaveValue('Bijgewerkt in de ronde');
    await save(page).click();
    await expect(page.getByText(/^2 van \d+: afspraak/)).toBeVisible();
  });
});
