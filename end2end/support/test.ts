import { type Page, expect, test as base } from '@playwright/test';

import { Server } from './server.ts';
import { Troubles } from './troubles.ts';

export { expect } from '@playwright/test';

export const PASSWORD = 'woonzorg-demo-2026';

/** The demo's accounts, by the part before `@twente.example`. */
export type Account =
  | 'beheerder'
  | 'aanjager'
  | 'wethouder.enschede'
  | 'ambtenaar.enschede'
  | 'corporatie.domijn'
  | 'zorg.liberein'
  | 'zorgkantoor'
  | 'provincie'
  | 'lezer';

export const email = (account: Account) => `${account}@twente.example`;

export interface Options {
  /** Whether the browser runs the page's scripts. */
  scripts: boolean;
}

/** Goes to an address and waits until the page can be used. */
export type Open = (path: string, page?: Page) => Promise<void>;

interface Fixtures extends Options {
  /** Console errors, failed requests and the like: any fails the test. */
  troubles: Troubles;
  /** Logs somebody in, on the page or on another one. */
  enter: (account: Account, page?: Page) => Promise<void>;
  open: Open;
  /** Waits until the page can be used: at once without JavaScript, else when it is hydrated. */
  usable: (page?: Page) => Promise<void>;
  /** The browser of a second person. */
  secondPage: Page;
  /** Logs somebody in, in a browser of their own that runs no scripts: for what comes before and between what a test is about. */
  plainly: (account: Account) => Promise<Page>;
}

interface WorkerFixtures {
  /** Different names have different servers: `test.use({ world: … })` in every file. */
  world: string;
  /** The moment at which the server always thinks it is; empty for the real one. */
  now: string;
  server: Server;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  world: ['', { option: true, scope: 'worker' }],
  now: ['2026-11-21T12:00:00Z', { option: true, scope: 'worker' }],

  server: [
    async ({ world: _, now }, use) => {
      const server = await Server.start(now);
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 100_000 },
  ],

  scripts: [true, { option: true }],

  javaScriptEnabled: async ({ scripts }, use) => use(scripts),

  baseURL: async ({ server }, use) => use(server.address),

  troubles: [
    async ({ context, scripts }, use) => {
      const troubles = new Troubles(scripts);
      troubles.watch(context);
      await use(troubles);
      expect(troubles.unexpected, 'the browser reported nothing unexpected').toEqual([]);
    },
    { auto: true },
  ],

  usable: async ({ page, scripts }, use) => {
    await use(async (which = page) => {
      // Plain pages have no module to wait for: they can be used at once.
      const when = scripts ? 'html[data-hydrated="true"], html:not(:has(script[type="module"]))' : 'body';
      await which.locator(when).waitFor({ state: 'attached' });
    });
  },

  open: async ({ page, usable }, use) => {
    await use(async (path, which = page) => {
      await which.goto(path);
      await usable(which);
    });
  },

  enter: async ({ page }, use) => {
    await use(async (account, which = page) => {
      const form = { 'form[email]': email(account), 'form[password]': PASSWORD };
      const answer = await which.request.post('/inloggen', { form, maxRedirects: 0 });
      expect(answer.status(), `${account} logs in`).toBe(303);
    });
  },

  secondPage: async ({ browser, troubles, baseURL }, use) => {
    const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
    troubles.watch(context);
    await use(await context.newPage());
    await context.close();
  },

  plainly: async ({ browser, enter, baseURL }, use) => {
    const troubles = new Troubles(false);
    const pages = new Map<Account, Page>();
    const newPage = async () => {
      const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
      troubles.watch(context);
      return context.newPage();
    };
    await use(async (account) => {
      const page = pages.get(account) ?? (await newPage());
      pages.set(account, page);
      await enter(account, page);
      return page;
    });
    for (const page of pages.values()) await page.context().close();
    expect(troubles.unexpected, 'no browser without scripts reported anything unexpected').toEqual([]);
  },
});
