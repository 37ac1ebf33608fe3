import { existsSync } from 'node:fs';

import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from '@playwright/test';

/** The first without windows: it does the same in two thirds of the time. */
const CHROMIUMS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

/** Debian's Chromium, as a Dutch user has it. */
export const browser: Partial<PlaywrightTestOptions & PlaywrightWorkerOptions> = {
  browserName: 'chromium',
  headless: true,
  locale: 'nl-NL',
  timezoneId: 'Europe/Amsterdam',
  // A click waits until a page that scrolls smoothly stands still.
  contextOptions: { reducedMotion: 'reduce' },
  launchOptions: {
    executablePath: process.env['CHROMIUM'] ?? CHROMIUMS.find(existsSync) ?? 'chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
};
