import { defineConfig } from '@playwright/test';

/** Chromium draws by software and talks to nobody but the desk. */
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser tests; pictures and measurements are made with the same browser. */
export default defineConfig({
  testDir: process.env['DESK_SPECS'] ?? 'tests',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  // A test that fails sometimes is wrong, or has found something.
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: 'chromium',
    headless: true,
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: CHROMIUM_FLAGS,
    },
    locale: 'uk-UA',
    timezoneId: 'Europe/Kyiv',
    viewport: { width: 1280, height: 800 },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    // A service worker would answer what a test wants to see or to hold back; tests of the worker allow it.
    serviceWorkers: 'block',
    trace: 'off',
    screenshot: 'off',
  },
});
