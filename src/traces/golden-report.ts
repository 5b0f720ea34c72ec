import { GOLDEN_TRACES, type GoldenTrace } from '../engine/golden-traces.ts';
import type { Timeline } from '../engine/record.ts';
import { simulate } from '../engine/simulation.ts';

/** One golden trace, simulated in fast-link mode and held against the sheet's columns. */
export interface GoldenCheck {
  readonly name: string;
  readonly shows: string;
  /** In words: how many of the trace's figures came out, or the first that did not. */
  readonly windows: string;
  readonly pending: string;
  readonly end: string;
  readonly holds: boolean;
}

export const goldenChecks = (): readonly GoldenCheck[] =>
  GOLDEN_TRACES.map((golden) => {
    const timeline = simulate(golden.scenario).timeline();
    const windows = compareWindows(golden, timeline);
    const pending = comparePending(golden, timeline);
    const end = compareOutcome(golden, timeline);
    const { name, shows } = golden;
    return {
      name,
      shows,
      windows,
      pending,
      end,
      holds: ![windows, pending, end].some((words) => words.includes(MISS)),
    };
  });

/** All of them as a section in markdown. */
export function goldenReport(): string {
  const rows = goldenChecks().map(
    ({ name, shows, windows, pending, end }) => `| ${[name, shows, windows, pending, end].join(' | ')} |`,
  );
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

function compareOutcome(
  { outcome, periodDirtyPages = [], throttle = [], statuses = [] }: GoldenTrace,
  timeline: Timeline,
): string {
  const reached = timeline.outcome as unknown as Readonly<Record<string, unknown>>;
  const names = Object.keys(outcome) as (keyof typeof outcome)[];
  const periods = timeline.syncs.slice(2, 2 + periodDirtyPages.length).map((sync) => sync.periodDirtyPages);
  const steps = timeline.syncs.filter(({ throttling }) => throttling?.reason === 'step').slice(0, throttle.length);
  const last = timeline.statuses.slice(-statuses.length);
  return agreement(
    [
      ...names.map((name) => `${name} ${outcome[name]}`),
      ...periodDirtyPages.map(String),
      ...throttle.map(([sync, percent]) => `${percent} % at sync ${sync}`),
      ...statuses,
    ],
    [
      ...names.map((name) => `${name} ${reached[name]}`),
      ...periods.map(String),
      ...steps.map(({ index, throttlePercent }) => `${throttlePercent} % at sync ${index}`),
      ...last.map(({ state }) => state),
    ],
  );
}

/** @returns how many of `expected` came out, and the first that did not */
function agreement(expected: readonly string[], seen: readonly string[]): string {
  if (expected.length === 0) return 'none in the trace';
  const wrong = expected.findIndex((value, i) => value !== seen[i]);
  if (wrong < 0) return `exact, ${expected.length} of ${expected.length}`;
  return `${expected[wrong]} ${MISS}, ${seen[wrong] ?? 'nothing'} came out`;
}

const MISS = 'is expected';
