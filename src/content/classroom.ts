import type { Scenario, Workload } from '../engine/scenario.ts';
import { type ScenarioChanges, scenarioWith } from '../scenario/defaults.ts';
import { bytesToPages, MIB } from '../units.ts';

/** The link of the lessons: 1 Gbit/s, all of it allowed for pre-copy, so that seconds can be counted along. */
export const GIGABIT = 125_000_000;

/** Seconds of a lesson's run are short: whoever has not converged by then does not. */
const HORIZON_MS = 40_000;

/** A guest of 512 MiB full of data, without firmware, on the link of the lessons. */
export function classroom(name: string, changes: ScenarioChanges = {}): Scenario {
  return scenarioWith({
    link: { kind: 'wire', bytesPerSecond: GIGABIT },
    horizonMs: HORIZON_MS,
    ...changes,
    name,
    guest: { ramBytes: 512 * MIB, firmware: 'bare', ...changes.guest },
    parameters: { 'max-bandwidth': GIGABIT, ...changes.parameters },
  });
}

/** Writes anywhere in the first `bytes` of RAM; none is an idle guest. */
export const writing = (writesPerSecond: number, bytes: number = 256 * MIB): readonly Workload[] =>
  writesPerSecond === 0
    ? []
    : [{ kind: 'uniform', region: { startPage: 0, pages: bytesToPages(bytes) }, writesPerSecond }];
