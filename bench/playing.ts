import { spawn } from 'node:child_process';
import { chromium } from '@playwright/test';
import { findBrowser } from '../scripts/browser.mjs';
import { encodeLink } from '../src/scenario/link.ts';
import { ENGINE_CASES, scenarioOf } from './engine.ts';
import { type PlayedFrames, watchFrames } from './watch-frames.ts';

/** The page while it plays a run. */
export interface PlayingFigures extends PlayedFrames {
  readonly name: string;
  readonly browser: string;
}

const PORT = 4391;
const PLAYED_MS = 8000;

/** Plays the 64 GiB case in Chromium from the built app, headless, in real time. @throws Error without a build or browser */
export async function measurePlaying(): Promise<PlayingFigures> {
  const server = spawn(process.execPath, ['scripts/serve.mjs', 'dist', '--port', String(PORT), '--isolate']);
  await new Promise((resolve) => server.stdout.once('data', resolve));
  const executablePath = findBrowser();
  const browser = await chromium.launch(executablePath ? { executablePath } : {});
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const scenario = scenarioOf(ENGINE_CASES.find(({ ramGib }) => ramGib === 64)!);
    await page.goto(`http://127.0.0.1:${PORT}/#${await encodeLink({ scenario, view: {} })}`);
    await page.locator('html[data-digest]:not([data-digest=""])').waitFor();
    const pause = page.getByRole('button', { name: 'Pause', exact: true });
    if (await pause.isVisible()) await pause.click();
    await page.getByRole('button', { name: 'To the start' }).click();
    await page.locator('html[data-settled="1"]').waitFor();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    const measured = await page.evaluate(watchFrames, PLAYED_MS);
    return { name: '64 GiB, playing', browser: browser.version(), ...measured };
  } finally {
    await browser.close();
    server.kill();
  }
}
