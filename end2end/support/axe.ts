import { AxeBuilder } from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules that look at colours. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** What axe finds wrong with the page as it is. It is a script itself: it needs a browser that runs some. */
export async function violations(page: Page, rules: 'all' | 'colours' | 'forced colours' = 'all'): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (rules === 'colours') axe.withRules(COLOURS);
  else axe.withTags(TAGS);
  // axe does not see which colours the browser forces upon a page.
  if (rules === 'forced colours') axe.disableRules(COLOURS);
  const { violations: found } = await axe.analyze();
  return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}

/** axe finds nothing wrong; without scripts the same page is looked at in the other project. */
export async function accessible(page: Page, scripts: boolean): Promise<void> {
  if (scripts) expect(await violations(page)).toEqual([]);
}

/** How far the page sticks out of the window, in pixels. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** On the narrowest phone nothing stands beside the page. */
export async function fits(page: Page, scripts: boolean): Promise<void> {
  if (!scripts) return;
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 800 });
  expect(await sideways(page)).toBe(0);
  if (before) await page.setViewportSize(before);
}
