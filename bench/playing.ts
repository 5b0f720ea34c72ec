import { encodeLink } from '../src/scenario/link.ts';
import { ENGINE_CASES, scenarioOf } from './engine.ts';
import { inBrowser } from './in-browser.ts';
import { type PlayedFrames, watchFrames } from './watch-frames.ts';

/** The page while it plays a run. */
export interface PlayingFigures extends PlayedFrames {
  readonly name: string;
  readonly browser: string;
}

const PLAYED_MS = 8000;

/** Plays the 64 GiB case. */
export const measurePlaying = (): Promise<PlayingFigures> =>
  inBrowser(async (page, app) => {
    const scenario = scenarioOf(ENGINE_CASES.find(({ ramGib }) => ramGib === 64)!);
    await page.goto(`${app}#${await encodeLink({ scenario, view: {} })}`);
    await page.locator('html[data-digest]:not([data-digest=""])').waitFor();
    const pause = page.getByRole('button', { name: 'Pause', exact: true });
    if (await pause.isVisible()) await pause.click();
    await page.getByRole('button', { name: 'To the start' }).click();
    await page.locator('html[data-settled="1"]').waitFor();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    return { name: '64 GiB, playing', ...(await page.evaluate(watchFrames, PLAYED_MS)) };
  });
