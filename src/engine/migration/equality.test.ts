import { expect, it } from 'vitest';
import { parametersOf } from '../devices.testing.ts';
import { GOLDEN_TRACES } from '../golden-traces.ts';
import type { Scenario } from '../scenario.ts';
import { simulate } from '../simulation.ts';

/**
 * The first window carries 1,974,272 bytes, exactly 482 pages, and leaves exactly 482: setup 196, section framing 18,
 * block name 7, 3 zero pages of 9, 481 pages of 4,104. At a limit of 100 ms the threshold is that number too.
 */
const ON_THE_LINE: Scenario = {
  ...GOLDEN_TRACES[0]!.scenario,
  guest: {
    ramBytes: (3 + 481 + 482) * 4096,
    firmware: 'bare',
    stoppedBeforeMigrate: false,
    nonzeroRanges: [{ fromPage: 3, toPage: 966 }],
    workloads: [],
  },
  parameters: parametersOf(100, 19_720_000),
};

it('at pending equal to the threshold 7.2 neither syncs nor completes', () => {
  const { decisions } = simulate(ON_THE_LINE).timeline();
  expect(decisions[1]).toMatchObject({
    thresholdBytes: 482 * 4096,
    remainingBeforeBytes: 482 * 4096,
    pendingBytes: 482 * 4096,
    sync: null,
    outcome: 'iterate',
  });
});

/** `pages` pages with content, nothing written, `bytesAWindow` as the budget. */
const quiet = (pages: number, bytesAWindow: number): Scenario => ({
  ...ON_THE_LINE,
  guest: { ...ON_THE_LINE.guest, ramBytes: pages * 4096, nonzeroRanges: [{ fromPage: 0, toPage: pages }] },
  parameters: parametersOf(100, 10 * bytesAWindow),
});
const SETUP_HEADER_AND_NAME = 196 + 5 + 7;

it('a window filled exactly to its budget lets one more page go', () => {
  const { decisions } = simulate(quiet(100, SETUP_HEADER_AND_NAME + 10 * 4104)).timeline();
  expect(decisions[0]?.iteration?.normalPages).toBe(11);
});

it('a window filled exactly to its budget lets one more look happen at once', () => {
  const { outcome } = simulate(quiet(1000, SETUP_HEADER_AND_NAME + 1000 * 4104 + 8 + 5)).timeline();
  expect(outcome).toMatchObject({ status: 'completed', totalTimeMs: 0 });
});
