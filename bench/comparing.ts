import type { Scenario } from '../src/engine/scenario.ts';
import { scenarioWith, vfioDevice } from '../src/scenario/defaults.ts';
import { linkOfVariants } from '../src/store/compare-link.ts';
import { variantNamed } from '../src/sweep/variant-named.ts';
import { bytesToPages, GIB, MIB } from '../src/units.ts';
import { inBrowser } from './in-browser.ts';
import { type PlayedFrames, watchFrames } from './watch-frames.ts';

/** The page while it plays eight runs at once. */
export interface ComparingFigures extends PlayedFrames {
  readonly name: string;
  readonly browser: string;
  /** From opening the address to eight runs computed and painted. */
  readonly readyMs: number;
}

const PLAYED_MS = 8000;

/** A 1 GiB guest with a device that nobody tracks, on 1 Gbit/s, so that a pass lasts longer than what is measured. */
const scenario: Scenario = scenarioWith({
  name: 'eight at once',
  guest: {
    ramBytes: GIB,
    workloads: [{ kind: 'uniform', region: { startPage: 0, pages: bytesToPages(GIB / 4) }, writesPerSecond: 5000 }],
  },
  link: { kind: 'wire', bytesPerSecond: 125_000_000 },
  devices: [
    vfioDevice({
      dma: { kind: 'ring', region: { startPage: bytesToPages(512 * MIB), pages: 4096 }, writesPerSecond: 5000 },
    }),
  ],
  horizonMs: 20_000,
});

/** Eight variants of it of which none is refused: all of them play. */
const VARIANTS = [
  'rule=skip-precopy',
  'rule=knob',
  'rule=check-sla',
  'rule=core-notion',
  'rule=all-dirty',
  'rule=all-dirty+limit=1s',
  'tracker=device+release=9.2',
  'release=10.1',
].map((spec) => variantNamed(scenario, spec));

/** Plays eight variants of it. */
export const measureComparing = (): Promise<ComparingFigures> =>
  inBrowser(async (page, app) => {
    const started = performance.now();
    await page.goto(`${app}#view=compare&${await linkOfVariants(VARIANTS)}`);
    await page.getByRole('region', { name: 'Outcomes' }).getByRole('row').nth(8).waitFor();
    await page.locator('html[data-settled="1"]').waitFor();
    const readyMs = performance.now() - started;
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    return { name: '8 x 1 GiB, playing', readyMs, ...(await page.evaluate(watchFrames, PLAYED_MS)) };
  });
