import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnScenario } from './drawn.testing.ts';
import { ramLayout } from './memory/ram-blocks.ts';
import { type PlainPostcopyRun, type PlainRun, plainRun } from './plain-model.testing.ts';
import { ANYTHING, type Limits, RELEASES } from './plain-scenario.testing.ts';
import { PlainWatch } from './plain-watch.testing.ts';
import type { Counters, Outcome } from './record.ts';
import { Simulation } from './simulation.ts';

const BEFORE_8_2 = RELEASES.filter((release) => ['7.0', '7.1', '7.2', '8.0', '8.1'].includes(release));
const SINCE_8_1 = RELEASES.filter((release) => !['7.0', '7.1', '7.2', '8.0'].includes(release));

describe('the engine and the plain model', () => {
  it.each<[string, number, Limits]>([
    ['any scenario of 7.2', 200, {}],
    ['a fast link', 60, { link: 'fast', actions: false }],
    ['a guest of two blocks of words', 60, { mostPages: 80 }],
    ['any release without a device', 60, { releases: RELEASES, devices: 'none' }],
    ['any release, any devices, any rule', 200, ANYTHING],
    ['a fast link, any devices', 60, { ...ANYTHING, link: 'fast' }],
    ['auto-converge of any release', 60, { releases: RELEASES, mostPages: 300, devices: 'none', autoConverge: true }],
    ['auto-converge beside devices', 40, { ...ANYTHING, mostPages: 300, autoConverge: true }],
    ['dirty-limit', 60, { releases: SINCE_8_1, devices: 'none', dirtyLimit: true }],
    ['dirty-limit beside a device', 40, { releases: SINCE_8_1, devices: 'one', dirtyLimit: true }],
    ['free page hints', 100, { ...ANYTHING, hints: true }],
    [
      'free page hints over channels, on a link whose speed changes',
      60,
      { ...ANYTHING, hints: true, linkChanges: true, multifd: true },
    ],
    ['RAM in shared memory', 60, { ...ANYTHING, shared: true }],
    ['XBZRLE and compression', 120, { releases: RELEASES, devices: 'none', mostPages: 600, encoding: true }],
    ['XBZRLE and compression beside devices', 40, { ...ANYTHING, encoding: true, linkChanges: true }],
    ['XBZRLE and compression on a fast link', 40, { link: 'fast', mostPages: 600, encoding: true }],
    ['multifd of any release', 150, { ...ANYTHING, multifd: true }],
    ['multifd, several blocks and packets', 80, { releases: RELEASES, devices: 'none', multifd: true }],
    [
      'multifd on a link whose speed changes',
      60,
      { releases: RELEASES, devices: 'one', linkChanges: true, multifd: true },
    ],
    ['post-copy', 150, { releases: RELEASES, devices: 'none', mostPages: 600, postcopy: true }],
    [
      'post-copy on a link whose speed changes',
      60,
      { releases: RELEASES, devices: 'none', linkChanges: true, postcopy: true },
    ],
    [
      'post-copy after XBZRLE',
      60,
      { releases: RELEASES, devices: 'none', mostPages: 600, encoding: true, postcopy: true },
    ],
    [
      'post-copy beside auto-converge',
      60,
      { releases: RELEASES, devices: 'none', mostPages: 300, autoConverge: true, postcopy: true },
    ],
    [
      'post-copy where a sync takes its time',
      60,
      { releases: RELEASES, devices: 'none', slowSyncs: true, postcopy: true },
    ],
    ['post-copy of a log cleared by chunk', 60, { releases: RELEASES, devices: 'none', byChunk: true, postcopy: true }],
    ['post-copy beside free page hints', 60, { releases: RELEASES, devices: 'none', hints: true, postcopy: true }],
    [
      'post-copy of a guest with a device',
      60,
      { releases: BEFORE_8_2, devices: 'one', mostPages: 600, postcopy: true },
    ],
    ['post-copy of a guest with any devices', 60, { ...ANYTHING, releases: RELEASES, postcopy: true }],
    ['a log that is cleared by chunk, free page hints', 60, { ...ANYTHING, hints: true }],
    ['a log that is cleared by chunk, several blocks', 80, { releases: RELEASES, mostPages: 1200, byChunk: true }],
    ['a log that is cleared by chunk, on a fast link', 40, { link: 'fast', mostPages: 600, byChunk: true }],
    ['a log that is cleared by chunk, XBZRLE', 60, { ...ANYTHING, devices: 'one', encoding: true }],
    ['a link whose speed changes', 150, { ...ANYTHING, linkChanges: true }],
    ...RELEASES.map((release): [string, number, Limits] => [release, 15, { ...ANYTHING, releases: [release] }]),
  ])('agree on everything: %s', (_, numRuns, limits) => {
    fc.assert(
      fc.property(drawnScenario(limits), (scenario) => {
        const plain = plainRun(scenario);
        const watch = new PlainWatch(ramLayout(scenario).slots);
        const simulation = new Simulation(scenario, { observer: watch });
        watch.planes = simulation.planes;
        const outcome = simulation.runToEnd();
        const { syncs, decisions, admission } = simulation.timeline();
        expect(summaryOf(outcome)).toEqual(summaryOf(plain));
        expect(syncs.map(({ digest, ...record }) => record)).toEqual(plain.syncs);
        expect(decisions).toEqual(plain.decisions);
        expect(decisions.flatMap(({ window }) => window ?? [])).toEqual(plain.windows);
        expect(admission.devices.map(({ tracker }) => tracker)).toEqual(plain.admission.trackers);
        expect(staleSlots(outcome)).toEqual(plain.corrupt);
        expect(watch.sourceVersions).toEqual(plain.sourceVersions);
        expect(watch.destinationVersions).toEqual(plain.destinationVersions);
        expect(watch.timesSent).toEqual(plain.timesSent);
        expect(postcopyOf(simulation)).toEqual(plain.postcopy && inClasses(plain.postcopy));
      }),
      { numRuns, endOnFailure: true },
    );
  });
});

/** What the engine knows of post-copy, in the plain model's words. */
function postcopyOf(simulation: Simulation): unknown {
  const { postcopy } = simulation.timeline().outcome!;
  if (postcopy === null) return null;
  const { lostPages, requests, blocktimeMs, vcpuBlocktimeMs, vcpuWaitedMs, latencies, longestWaitMs } = postcopy;
  const { discarded, requested, bitmap } = simulation.planes;
  return {
    discarded: slotsIn(discarded!),
    requested: slotsIn(requested!),
    missing: slotsIn(bitmap),
    lostPages,
    requests,
    blocktimeMs,
    vcpuBlocktimeMs,
    vcpuWaitedMs,
    latencies,
    longestWaitMs,
  };
}
/** The waits of the plain model counted as the engine counts them: up to 1/16 ms, up to twice that, and so on. */
function inClasses({ waitsMs, ...run }: PlainPostcopyRun): unknown {
  const latencies = Array.from({ length: 17 }, () => 0);
  for (const ms of waitsMs) latencies[Math.min(16, Math.max(0, Math.ceil(Math.log2(ms)) + 4))]!++;
  return { ...run, latencies, longestWaitMs: Math.max(0, ...waitsMs) };
}
const slotsIn = (words: Uint32Array): number[] =>
  [...words].flatMap((word, i) =>
    Array.from({ length: 32 }, (_, bit) => i * 32 + bit).filter((slot) => (word & (1 << (slot & 31))) !== 0),
  );

/** The figures that both sides report of a whole run. */
function summaryOf(run: Outcome | PlainRun): unknown {
  const { status, totalTimeMs, setupTimeMs, downtimeMs, guestPauseMs, endMs } = run;
  const counters = 'counters' in run ? run.counters : countersOf(run);
  return { status, totalTimeMs, setupTimeMs, downtimeMs, guestPauseMs, endMs, counters };
}

function countersOf(outcome: Outcome): Counters {
  const {
    status,
    verdict,
    totalTimeMs,
    setupTimeMs,
    downtimeMs,
    guestPauseMs,
    endMs,
    audit,
    digest,
    postcopy,
    ...counters
  } = outcome;
  return counters;
}

/** Every slot that the audit names. */
const staleSlots = ({ audit }: Outcome): number[] =>
  audit.ranges.flatMap(({ fromSlot, fromPage, toPage }) =>
    Array.from({ length: toPage - fromPage }, (_, i) => fromSlot + i),
  );
