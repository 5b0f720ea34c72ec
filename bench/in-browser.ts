import { spawn } from 'node:child_process';
import { chromium, type Page } from '@playwright/test';
import { findBrowser } from '../scripts/browser.mjs';

/**
 * Measures in Chromium, headless, in real time, with the built app served.
 * @param measure gets an empty page and the app's address
 * @throws Error without a build or browser
 */
export async function inBrowser<Figures>(
  measure: (page: Page, app: string) => Promise<Figures>,
): Promise<Figures & { readonly browser: string }> {
  const server = spawn(process.execPath, ['scripts/serve.mjs', 'dist', '--port', String(PORT), '--isolate']);
  await new Promise((resolve) => server.stdout.once('data', resolve));
  const executablePath = findBrowser();
  const browser = await chromium.launch(executablePath ? { executablePath } : {});
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    return { ...(await measure(page, `http://127.0.0.1:${PORT}/`)), browser: browser.version() };
  } finally {
    await browser.close();
    server.kill();
  }
}

const PORT = 4391;
