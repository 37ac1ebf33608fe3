import { defineConfig } from '@playwright/test';

import { browser } from './support/browser.ts';
import type { Options } from './support/test.ts';

// The same tests twice: what a user can do must not depend on JavaScript.
export default defineConfig<Options>({
  testDir: 'tests',
  outputDir: 'test-results',
  reporter: 'list',
  forbidOnly: Boolean(process.env['CI']),
  // A test that fails is done once more, only to record what happens: recording takes a fifth of the time. It stays failed.
  retries: 1,
  failOnFlakyTests: true,
  // Each file has a server of its own; two at a time keep two cores busy.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: { ...browser, actionTimeout: 15_000, screenshot: 'only-on-failure', trace: 'on-first-retry' },
  projects: [
    { name: 'hydrated' },
    { name: 'without-javascript', use: { scripts: false } },
  ],
});
