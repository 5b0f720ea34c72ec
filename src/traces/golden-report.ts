import { GOLDEN_TRACES, type GoldenTrace } from '../engine/golden-traces.ts';
import type { Timeline } from '../engine/record.ts';
import { simulate } from '../engine/simulation.ts';

/** The golden traces, simulated in fast-link mode and held against the sheet's columns, as a section in markdown. */
export function goldenReport(): string {
  const rows = GOLDEN_TRACES.map((golden) => {
    const timeline = simulate(golden.scenario).timeline();
    const columns = [
      compareWindows(golden, timeline),
      comparePending(golden, timeline),
      compareOutcome(golden, timeline),
    ];
    return `| ${[golden.name, golden.shows, ...columns].join(' | ')} |`;
  });
  return [
    '## Golden traces',
    'Runs of a real QEMU 7.2.22 whose columns do not depend on the host: bytes of a window with the threshold that follows,',
    'pending at each look, counters at the end. Simulated in fast-link mode, where sending takes no time.\n',
    '| trace | what it shows | windows | pending | at the end |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function compareWindows({ windows, windowsFrom = 0 }: GoldenTrace, { decisions }: Timeline): string {
  const closed = decisions.flatMap(({ window }) => window ?? []).slice(windowsFrom);
  return agreement(
    windows.map(([bytes, threshold]) => `${bytes} / ${threshold}`),
    closed.map(({ transferredBytes, thresholdBytes }) => `${transferredBytes} / ${thresholdBytes}`),
  );
}

function comparePending({ pendingBytes, pendingFrom = 0 }: GoldenTrace, { decisions }: Timeline): string {
  const seen = decisions.slice(pendingFrom).map((decision) => decision.pendingBytes);
  return agreement(pendingBytes.map(String), seen.map(String));
}

function compareOutcome({ outcome, periodDirtyPages = [] }: GoldenTrace, timeline: Timeline): string {
  const reached = timeline.outcome as unknown as Readonly<Record<string, unknown>>;
  const names = Object.keys(outcome) as (keyof typeof outcome)[];
  const periods = timeline.syncs.slice(2).map((sync) => sync.periodDirtyPages);
  return agreement(
    [...names.map((name) => `${name} ${outcome[name]}`), ...periodDirtyPages.map(String)],
    [...names.map((name) => `${name} ${reached[name]}`), ...periods.map(String)],
  );
}

/** @returns how many of `expected` came out, and the first that did not */
function agreement(expected: readonly string[], seen: readonly string[]): string {
  if (expected.length === 0) return 'none in the trace';
  const wrong = expected.findIndex((value, i) => value !== seen[i]);
  if (wrong < 0) return `exact, ${expected.length} of ${expected.length}`;
  return `${expected[wrong]} is expected, ${seen[wrong] ?? 'nothing'} came out`;
}
