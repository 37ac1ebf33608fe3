import type { Page } from '@playwright/test';

/** The addresses of the server functions, as the browser part knows them. Somebody must be logged in. */
export async function serverFunctions(page: Page): Promise<Map<string, string>> {
  const html = await (await page.request.get('/')).text();
  const file = /\/pkg\/[\w-]+\.wasm/.exec(html)?.[0];
  if (!file) throw new Error('the page names no .wasm file');
  const wasm = (await (await page.request.get(file)).body()).toString('latin1');
  const functions = new Map<string, string>();
  for (const [text, name] of wasm.matchAll(/\/api\/([a-z_]+?)\d+/g)) functions.set(name ?? '', await whole(page, text));
  return functions;
}

/** In the file texts stand one after the other: what follows an address may begin with a digit too. */
async function whole(page: Page, text: string): Promise<string> {
  const candidates = [0, 1, 2, 3].map((digits) => text.slice(0, text.length - digits));
  for (const address of candidates) {
    // What is sent can be read by no function: one that exists says so.
    if ((await page.request.post(address, { data: {} })).status() !== 404) return address;
  }
  throw new Error(`${text} is the address of no function`);
}
