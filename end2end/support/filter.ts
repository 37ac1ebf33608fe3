import { type Page, expect } from '@playwright/test';

/** Chooses in the filter of the list: at once with JavaScript, with the button without it. */
export async function filter(page: Page, scripts: boolean, part: string, choice: string): Promise<void> {
  const select = page.getByRole('search').getByLabel(part, { exact: true });
  await select.selectOption({ label: choice });
  const value = await select.inputValue();
  const name = await select.getAttribute('name');
  if (!scripts) await page.getByRole('button', { name: 'Filteren' }).click();
  await expect(page).toHaveURL((url) => (url.searchParams.get(name ?? '') ?? '') === value);
}

/** How many commitments the list says that it has. */
export async function count(page: Page): Promise<number> {
  const text = await page.getByRole('status').filter({ hasText: /^[\d.]+ afspra/ }).innerText();
  return Number.parseInt(text.replace('.', ''), 10);
}
