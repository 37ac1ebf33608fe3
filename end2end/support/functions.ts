import type { Page } from '@playwright/test';

/** The addresses of the server functions, as the browser part knows them. Somebody must be logged in. */
export async function serverFunctions(page: Page): Promise<Map<string, string>> {
  const html = await (await page.request.get('/')).text();
  const file = /\/pkg\/[\w-]+\.wasm/.exec(html)?.[0];
  if (!file) throw new Error('the page names no .wasm file');
  const wasm = (await (await page.request.get(file)).body()).toString('latin1');
  const found = [...wasm.matchAll(/\/api\/([a-z_]+?)\d+/g)];
  return new Map(found.map(([address, name]) => [name ?? '', address]));
}
