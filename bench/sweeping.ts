import { scenarioWith } from '../src/scenario/defaults.ts';
import { partOfPlan } from '../src/store/sweep-link.ts';
import { NO_PROMISE, type Plan } from '../src/sweep/study/plan.ts';
import { bytesToPages, GIB, MIB } from '../src/units.ts';
import { inBrowser } from './in-browser.ts';
import { type PlayedFrames, watchFrames } from './watch-frames.ts';

/** A map that follows a slider: from the key to the frame that shows it. */
export interface LiveMapFigures {
  readonly name: string;
  readonly browser: string;
  readonly moves: number;
  /** All squares have a colour: that of the runs of a coarse grid, or their own. */
  readonly coarseMedianMs: number;
  readonly coarseP95Ms: number;
  /** All squares have their own. */
  readonly wholeMedianMs: number;
  readonly wholeP95Ms: number;
}

/** The page while a plan is confirmed page by page. */
export interface ConfirmingFigures extends PlayedFrames {
  readonly name: string;
  readonly browser: string;
  /** From opening the plan until all its runs are confirmed. */
  readonly confirmedMs: number;
}

/** Write rate across, downtime limit up, of a guest that writes all over its RAM. */
function mapOf(ramBytes: number, linkBytesPerSecond: number, steps: number, horizonMs: number): Plan {
  const pages = bytesToPages(ramBytes);
  const linkPagesPerSecond = Math.round(bytesToPages(linkBytesPerSecond) / 50) * 50;
  return {
    format: 1,
    name: 'bench',
    scenario: scenarioWith({
      guest: {
        ramBytes,
        firmware: 'bare',
        workloads: [{ kind: 'uniform', region: { startPage: 0, pages }, writesPerSecond: 1000 }],
      },
      link: { kind: 'wire', bytesPerSecond: linkBytesPerSecond },
      parameters: { 'max-bandwidth': 0 },
      horizonMs,
    }),
    axes: [
      { field: 'writesPerSecond', scale: 'log', from: linkPagesPerSecond / 50, to: linkPagesPerSecond * 2, steps },
      { field: 'downtime-limit', scale: 'log', from: 20, to: 10_000, steps },
    ],
    design: { kind: 'grid' },
    repeats: 1,
    constraints: [],
    promise: NO_PROMISE,
    questions: [],
    mostCells: steps * steps,
  };
}

/** Moves the slider of the link speed to and fro under a map of 64x64 runs of 64 GiB, and waits for each map. */
export const measureLiveMap = (): Promise<LiveMapFigures> =>
  inBrowser(async (page, app) => {
    const plan = mapOf(64 * GIB, 3.125e9, 64, 120_000);
    await page.goto(`${app}#view=sweep&${await partOfPlan(plan)}`);
    await page.getByRole('heading', { level: 1, name: /of 4,096 combinations/ }).waitFor({ timeout: 300_000 });
    await page.getByRole('slider', { name: 'Link speed' }).focus();
    const moves: Move[] = [];
    for (let i = 0; i < MOVES + WARM_UP_MOVES; i++) {
      const seen = page.evaluate(watchMap);
      await page.evaluate(() => null); // the watch has begun when this has come back
      await page.keyboard.press(i % 8 < 4 ? 'ArrowLeft' : 'ArrowRight');
      const move = await seen;
      if (i >= WARM_UP_MOVES) moves.push(move);
    }
    const quantile = (of: (move: Move) => number, share: number): number =>
      moves.map(of).toSorted((a, b) => a - b)[Math.floor(moves.length * share)]!;
    return {
      name: '64x64 runs of 64 GiB, a slider moved',
      moves: moves.length,
      coarseMedianMs: quantile(({ coarseMs }) => coarseMs, 0.5),
      coarseP95Ms: quantile(({ coarseMs }) => coarseMs, 0.95),
      wholeMedianMs: quantile(({ wholeMs }) => wholeMs, 0.5),
      wholeP95Ms: quantile(({ wholeMs }) => wholeMs, 0.95),
    };
  });

const MOVES = 40;
const WARM_UP_MOVES = 8;

interface Move {
  readonly coarseMs: number;
  readonly wholeMs: number;
}

/** Waits for a key, then for the map that answers it, as the heading counts it. Runs in the page, so it may use nothing of this module. */
function watchMap(): Promise<Move> {
  return new Promise((resolve) => {
    const known = (): number => {
      const text = document.querySelector('h1')?.textContent ?? '';
      const counted = /of ([\d,]+) combinations/.exec(text);
      return counted ? Number(counted[1]!.replaceAll(',', '')) : 0;
    };
    document.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        let coarseMs = 0;
        let wasEmpty = false;
        const look = (): void => {
          const count = known();
          wasEmpty ||= count < 4096;
          const { port1, port2 } = new MessageChannel();
          // What is in the document now is on the screen when the task behind this frame runs.
          port1.onmessage = () => {
            const sinceMs = performance.now() - timeStamp;
            if (wasEmpty && count >= 64 && coarseMs === 0) coarseMs = sinceMs;
            if (wasEmpty && count === 4096) resolve({ coarseMs, wholeMs: sinceMs });
            else requestAnimationFrame(look);
          };
          port2.postMessage(null);
        };
        requestAnimationFrame(look);
      },
      { once: true, capture: true },
    );
  });
}

/** Confirms a map of 100x100 small runs, and watches the frames until all are there. */
export const measureConfirming = (): Promise<ConfirmingFigures> =>
  inBrowser(async (page, app) => {
    const plan = mapOf(64 * MIB, 60e6, 100, 5000);
    const started = performance.now();
    await page.goto(`${app}#view=sweep&${await partOfPlan(plan)}`);
    await page.getByRole('heading', { level: 1, name: /of 10,000 combinations/ }).waitFor({ timeout: 300_000 });
    const frames = await page.evaluate(watchFrames, WATCHED_MS);
    const all = page.getByText('All 10,000 runs confirmed page by page.');
    if (await all.isVisible()) throw new Error('the runs ended before the watch: make them larger');
    await all.waitFor({ timeout: 600_000 });
    const confirmedMs = performance.now() - started;
    return { name: '10,000 runs of 64 MiB, confirmed page by page', confirmedMs, ...frames };
  });

const WATCHED_MS = 8000;
