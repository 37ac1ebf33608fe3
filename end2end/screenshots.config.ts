import { defineConfig } from '@playwright/test';

import tests from './playwright.config.ts';

// The pictures of the README: `npm run screenshots` writes ../docs/screenshots.
export default defineConfig({ ...tests, testDir: 'screenshots', projects: [{ name: 'screenshots' }] });
