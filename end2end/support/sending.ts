import { type APIResponse, type Page, type Response, expect } from '@playwright/test';

import type { FileOfSomebody } from './files.ts';

type Fields = Pick<Page, 'getByRole' | 'getByLabel'>;

/** What somebody does with one field of a form, which is found by how its label begins. */
export type Fill = (fields: Fields) => Promise<unknown>;

const labelled = (label: string) => ({ name: new RegExp(`^${label}`) });

export const put =
  (label: string, text: string): Fill =>
  (fields) =>
    fields.getByRole('textbox', labelled(label)).fill(text);

export const pick =
  (label: string, option: string): Fill =>
  (fields) =>
    fields.getByRole('combobox', labelled(label)).selectOption({ label: option });

export const choose =
  (label: string): Fill =>
  (fields) =>
    fields.getByRole('radio', labelled(label)).check();

export const attach =
  (label: string, file: FileOfSomebody): Fill =>
  (fields) =>
    fields.getByLabel(new RegExp(`^${label}`)).setInputFiles(file);

/** In one of the groups that have fields of the same name. */
export const within =
  (group: string, fill: Fill): Fill =>
  (fields) =>
    fill(fields.getByRole('group', { name: group, exact: true }));

/** Fills the form at an address and sends it, in a browser that runs no scripts. Gives where the person goes on. */
export async function send(page: Page, address: string, button: string, ...fills: Fill[]): Promise<string> {
  await page.goto(address);
  for (const fill of fills) await fill(page);
  return press(page, button);
}

/** Only when it is saved the person goes on at another address. */
export async function press(page: Page, button: string): Promise<string> {
  const sent = page.waitForResponse((answer) => answer.request().method() === 'POST');
  const [answer] = await Promise.all([sent, page.getByRole('button', { name: button, exact: true }).click()]);
  return saved(answer);
}

/** Sends what a form would send, where another test fills that form. */
export async function post(page: Page, address: string, form: FormData | Record<string, string>): Promise<string> {
  return saved(await page.request.post(address, { form, maxRedirects: 0 }));
}

function saved(answer: Response | APIResponse): string {
  expect(answer.status(), `saves at ${answer.url()}`).toBe(303);
  return new URL(answer.headers()['location'] ?? '', answer.url()).pathname;
}

/** What the form on the page would send as it stands. */
export async function filled(page: Page): Promise<FormData> {
  const pairs = await page.locator('main form').evaluate((form) => [...new FormData(form as HTMLFormElement)]);
  const data = new FormData();
  for (const [name, value] of pairs) data.append(name, String(value));
  return data;
}

/** Where a link on a page leads. */
export async function address(page: Page, path: string, link: string | RegExp): Promise<string> {
  await page.goto(path);
  return (await page.getByRole('link', { name: link }).first().getAttribute('href')) ?? '';
}
