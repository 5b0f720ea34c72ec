import { expect, it } from 'vitest';
import { deviceWith, PLAIN_HOSTING, parametersOf, qemuWith } from '../devices.testing.ts';
import { GOLDEN_TRACES } from '../golden-traces.ts';
import type { ReleaseName, Scenario } from '../scenario.ts';
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
    ...PLAIN_HOSTING,
    nonzeroRanges: [{ fromPage: 3, toPage: 966 }],
    workloads: [],
  },
  parameters: parametersOf(100, 19_720_000),
};

/** Semantics sheet, 1.7, the table of zero and equality cases. */
it.each<[ReleaseName, object]>([
  ['7.0', { exact: true, sync: null, outcome: 'iterate' }],
  ['7.2', { exact: true, sync: null, outcome: 'iterate' }],
  ['8.0', { exact: true, sync: null, outcome: 'iterate' }],
  ['8.1', { exact: true, sync: null, outcome: 'iterate' }],
  ['8.2', { exact: true, sync: null, outcome: 'iterate' }],
  ['9.0', { exact: false, sync: null, outcome: 'iterate' }],
  ['9.2', { exact: false, sync: null, outcome: 'iterate' }],
  ['10.0', { exact: false, sync: null, outcome: 'iterate' }],
  ['10.1', { exact: false, sync: null, outcome: 'complete' }],
])('at pending equal to the threshold %s does what its listing says', (release, decision) => {
  const { decisions } = simulate({ ...ON_THE_LINE, qemu: qemuWith({ release }) }).timeline();
  expect(decisions[1]).toMatchObject({
    thresholdBytes: 482 * 4096,
    remainingBeforeBytes: 482 * 4096,
    pendingBytes: 482 * 4096,
    ...decision,
  });
});

it.each<[ReleaseName, object]>([
  ['7.2', { status: 'completed', vfioBytes: 1000, totalTimeMs: 0 }],
  ['8.0', { status: 'not-converged', vfioBytes: 0 }],
  ['8.2', { status: 'not-converged', vfioBytes: 0 }],
  ['9.0', { status: 'completed', vfioBytes: 1000, totalTimeMs: 0 }],
  ['10.1', { status: 'completed', vfioBytes: 1000, totalTimeMs: 0 }],
])('with nothing pending, a limit of 0 and a device with state %s ends as the table says', (release, outcome) => {
  const scenario: Scenario = {
    ...ON_THE_LINE,
    devices: [deviceWith({ container: 'type1-pinned', stopCopyBytes: 1000 })],
    qemu: qemuWith({ release }),
    parameters: parametersOf(0, 1e9),
    horizonMs: 2000,
  };
  expect(simulate(scenario).timeline().outcome).toMatchObject(outcome);
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
