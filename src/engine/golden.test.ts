import { describe, expect, it } from 'vitest';
import { GOLDEN_TRACES } from './golden-traces.ts';
import type { Timeline } from './record.ts';
import { simulate } from './simulation.ts';

describe.each(GOLDEN_TRACES)('golden trace $name: $shows', (golden) => {
  const simulation = simulate(golden.scenario);
  const timeline = simulation.timeline();

  it('closes its windows with the bytes and thresholds of real QEMU', () => {
    const windows = timeline.decisions.flatMap(({ window }) => window ?? []);
    const seen = windows.map(({ transferredBytes, thresholdBytes }) => [transferredBytes, thresholdBytes]);
    const from = golden.windowsFrom ?? 0;
    expect(seen.slice(from, from + golden.windows.length)).toEqual(golden.windows);
  });

  it('sees the pending of real QEMU at each look', () => {
    const pending = timeline.decisions.map(({ pendingBytes }) => pendingBytes);
    const from = golden.pendingFrom ?? 0;
    expect(pending.slice(from, from + golden.pendingBytes.length)).toEqual(golden.pendingBytes);
  });

  it('ends as real QEMU did', () => {
    expect(timeline.outcome).toMatchObject(golden.outcome);
    const { total } = simulation.instant().queryMigrate.ram as { total: number };
    expect(total).toBe(golden.totalBytes ?? total);
    const expected = golden.periodDirtyPages ?? [];
    const counted = timeline.syncs.slice(2, 2 + expected.length).map(({ periodDirtyPages }) => periodDirtyPages);
    expect(counted).toEqual(expected);
  });

  it('goes through the statuses of real QEMU', () => {
    const { statuses = [] } = golden;
    const last = timeline.statuses.slice(timeline.statuses.length - statuses.length).map(({ state }) => state);
    expect(last).toEqual(statuses);
  });

  it('throttles the guest when real QEMU did', () => {
    const changes = timeline.syncs
      .filter(({ throttling }) => throttling?.reason === 'step')
      .map(({ index, throttlePercent }) => [index, throttlePercent]);
    expect(changes).toEqual(golden.throttle ?? []);
  });

  it('is the run that is written down', async () => {
    await expect(tableOf(timeline)).toMatchFileSnapshot(`./golden/${golden.name}.run.txt`);
  });
});

/** One line a decision: what was compared, and what followed; at most the first 60. */
function tableOf({ decisions, syncs, outcome }: Timeline): string {
  const rows = decisions
    .slice(0, 60)
    .map(({ atMs, remainingBeforeBytes, sync, pendingBytes, thresholdBytes, outcome }) =>
      [
        atMs.toFixed(0).padStart(6),
        String(remainingBeforeBytes).padStart(10),
        (sync === null ? '' : `sync ${syncs[sync]!.index}`).padEnd(8),
        String(pendingBytes).padStart(10),
        String(thresholdBytes).padStart(12),
        outcome,
      ].join('  '),
    );
  const { status, dirtySyncCount, transferredBytes, precopyBytes, downtimeBytes, normalPages, duplicatePages } =
    outcome!;
  return [
    '    ms   remaining            pending     threshold',
    ...rows,
    `${status}: ${dirtySyncCount} syncs, ${transferredBytes} bytes (${precopyBytes} + ${downtimeBytes}), ${normalPages} pages, ${duplicatePages} zero`,
    '',
  ].join('\n');
}
