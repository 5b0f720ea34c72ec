import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RELEASES } from '../engine/migration/releases.ts';
import type { Scenario } from '../engine/scenario.ts';
import { simulate } from '../engine/simulation.ts';
import { arbitraryScenario } from '../scenario/arbitrary.ts';
import { scenarioWith, vfioDevice } from '../scenario/defaults.ts';
import { MIB } from '../units.ts';
import { differingFlags, type ReleaseProgress, type ReleaseRow, releaseTable } from './release-table.ts';

const small = (devices: Scenario['devices'], limitMs = 300): Scenario =>
  scenarioWith({
    guest: { ramBytes: 32 * MIB, firmware: 'bare' },
    link: { kind: 'wire', bytesPerSecond: 20e6 },
    devices,
    parameters: { 'downtime-limit': limitMs },
    horizonMs: 5000,
  });

function tableOf(scenario: Scenario): { rows: readonly ReleaseRow[]; steps: readonly ReleaseProgress[] } {
  const table = releaseTable(scenario);
  const steps: ReleaseProgress[] = [];
  for (;;) {
    const step = table.next();
    if (step.done) return { rows: step.value, steps };
    steps.push(step.value);
  }
}

describe('the same run under every release', () => {
  it('has a row for each, with the outcome of its own run', () => {
    const scenario = small([vfioDevice({})]);
    const { rows } = tableOf(scenario);
    expect(rows.map(({ release }) => release)).toEqual(Object.values(RELEASES).map(({ name }) => name));
    for (const { release, outcome } of rows) {
      const timeline = simulate({ ...scenario, qemu: { ...scenario.qemu, release } }).timeline();
      expect(outcome).toMatchObject({
        id: release,
        status: timeline.outcome!.status,
        totalTimeMs: timeline.outcome!.totalTimeMs,
      });
    }
  });

  it('stops before each run, so that it can be shown or given up', () => {
    const { steps } = tableOf(small([vfioDevice({})]));
    expect(steps.filter(({ flags }) => flags.length === 0)).toHaveLength(Object.keys(RELEASES).length);
    expect(steps.some(({ flags }) => flags.length === 1)).toBe(true);
  });

  it('names flags that bring the change when they are tried, and no other', () => {
    const scenario = small([vfioDevice({})]);
    const { rows } = tableOf(scenario);
    const releases = Object.values(RELEASES);
    for (const [i, { changes }] of rows.entries()) {
      for (const { what, after, by, flags } of changes) {
        expect(differingFlags(releases[i - 1]!, releases[i]!)).toEqual(expect.arrayContaining([...flags]));
        if (what !== 'status' || by !== 'alone') continue;
        for (const flag of flags) {
          const release = { ...releases[i - 1]!, [flag]: releases[i]![flag as 'family'] };
          const older = { ...scenario, qemu: { ...scenario.qemu, release: releases[i - 1]!.name } };
          expect(simulate(older, { release }).timeline().outcome?.status).toBe(after);
        }
      }
    }
  });

  it('leaves no change unexplained: a release is its row of flags and nothing else', () => {
    fc.assert(
      fc.property(arbitraryScenario({ maxPages: 512 }), (scenario) => {
        const { rows } = tableOf(scenario);
        for (const { changes } of rows) expect(changes.filter(({ by }) => by === 'none')).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('finds that ram.transferred counts the whole stream from 8.2 on', () => {
    const { rows } = tableOf(small([]));
    const change = rows
      .find(({ release }) => release === '8.2')!
      .changes.find(({ what }) => what === 'ram.transferred');
    expect(change).toMatchObject({ by: 'alone', flags: ['transferredCounts'] });
  });

  it('finds that an untracked device is refused, marked dirty, refused and lost, one release after the other', () => {
    const writing = vfioDevice({
      dma: { kind: 'ring', region: { startPage: 100, pages: 50 }, writesPerSecond: 5000 },
    });
    const { rows } = tableOf(small([writing]));
    const of = (release: string) => rows.find((row) => row.release === release)!.outcome;
    expect(of('7.2').status).toBe('refused');
    expect(of('8.0')).toMatchObject({ status: 'not-converged', stalePages: 0 });
    expect(of('9.2')).toMatchObject({ status: 'not-converged', stalePages: 0 });
    expect(of('10.0')).toMatchObject({ status: 'completed' });
    expect(of('10.0').stalePages).toBeGreaterThan(0);
  });
});
