import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/browser.mjs';

const executablePath = findBrowser();
const json = process.env.PW_JSON;
/** Three neighbouring ports; move them all with E2E_PORT when one is taken. */
const port = Number(process.env.E2E_PORT ?? 4273);
const at = (n: number, base = '/') => `http://127.0.0.1:${port + n}${base}`;
/** All five keep Chromium from calling home, which stalls it on a machine without a network. */
const args = [
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  snapshotPathTemplate: '{testDir}/__screenshots__/{arg}{ext}',
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  retries: process.env.CI ? 1 : 0,
  workers: 2,
  maxFailures: process.env.CI ? 10 : 0,
  timeout: 60_000,
  expect: {
    timeout: 15_000,
    toHaveScreenshot: { animations: 'disabled', caret: 'hide', scale: 'css', maxDiffPixels: 0 },
  },
  reporter: [['list'], ...(json ? [['json', { outputFile: json }] as const] : [])],
  use: {
    baseURL: at(0),
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 1,
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: 'light',
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
    launchOptions: { args, ...(executablePath ? { executablePath } : {}) },
  },
  projects: [{ name: 'chromium' }],
  webServer: [
    { command: `node scripts/serve.mjs dist --port ${port} --isolate`, url: at(0), timeout: 30_000 },
    {
      command: `node scripts/serve.mjs dist --port ${port + 1} --base /some/sub/`,
      url: at(1, '/some/sub/'),
      timeout: 30_000,
    },
    {
      command: `node node_modules/vite/bin/vite.js --port ${port + 2} --strictPort`,
      url: at(2),
      timeout: 60_000,
    },
  ],
  metadata: { plain: at(1, '/some/sub/'), dev: at(2) },
});
