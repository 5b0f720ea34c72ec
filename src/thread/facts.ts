import type { RunStatus, Timeline } from '../engine/record.ts';
import type { Scenario } from '../engine/scenario.ts';
import { t } from '../language/t.ts';
import { formatBytes, formatBytesPerSecond, formatCount, formatMs } from '../units.ts';

/** What a claim of the thread can be held against: figures of a run that has ended. */
export interface RunFacts {
  readonly status: RunStatus;
  /** Whole ms, as QEMU reports it; null unless completed. */
  readonly downtimeMs: number | null;
  /** The limit with which the last decision was made; the scenario's where none was. */
  readonly limitMs: number;
  readonly totalMs: number;
  readonly syncs: number;
  /** Calls of `migration_iteration_run`, and looks at a used-up window. */
  readonly looks: number;
  readonly ramRunningBytes: number;
  readonly ramStoppedBytes: number;
  /** Everything on the stream. */
  readonly sentBytes: number;
  /** Pages that are older on the destination than on the source. */
  readonly lostPages: number;
  readonly dmaWrites: number;
  /** Pages that a tracker named because a device had written them. */
  readonly dmaFoundPages: number;
  /** As of the last look, whole ms. */
  readonly expectedDowntimeMs: number;
  /** As of the last look; 0 while no window has closed. */
  readonly bandwidthBytesPerMs: number;
  readonly thresholdBytes: number;
  /** Lines that QEMU prints, by level. */
  readonly warnings: number;
  readonly errors: number;
  readonly blockers: number;
  /** Whether a management tool can know beforehand which rule applies, whether there will be a pre-copy, and how long the guest will stand still. */
  readonly toldRule: 'yes' | 'no';
  readonly toldPrecopy: 'yes' | 'no';
  readonly toldDowntime: 'yes' | 'no';
  /** Of everything the run came to: equal for equal runs. */
  readonly digest: string;
}
export type FactName = keyof RunFacts;
export type FactValue = RunFacts[FactName];

/**
 * @param timeline of a run of `scenario` that has ended
 * @throws RangeError when it has not: a fault in the caller
 */
export function factsOf({ parameters }: Scenario, timeline: Timeline): RunFacts {
  const { outcome, admission, decisions, syncs, log } = timeline;
  if (!outcome) throw new RangeError('a run that has not ended bears nothing out');
  const last = decisions.at(-1);
  const { told } = admission;
  const lines = (level: string) => log.filter((line) => line.level === level).length;
  const yes = (known: boolean) => (known ? 'yes' : 'no');
  return {
    status: outcome.status,
    downtimeMs: outcome.downtimeMs,
    limitMs: last?.downtimeLimitMs ?? parameters['downtime-limit'],
    totalMs: outcome.totalTimeMs,
    syncs: outcome.dirtySyncCount,
    looks: decisions.length,
    ramRunningBytes: outcome.ramRunningBytes,
    ramStoppedBytes: outcome.ramStoppedBytes,
    sentBytes: outcome.streamBytes,
    lostPages: outcome.audit.stalePages,
    dmaWrites: outcome.dmaWrites,
    dmaFoundPages: syncs.reduce((sum, { byDmaPages }) => sum + byDmaPages, 0),
    expectedDowntimeMs: outcome.expectedDowntimeMs,
    bandwidthBytesPerMs: last?.bandwidthBytesPerMs ?? 0,
    thresholdBytes: last?.thresholdBytes ?? 0,
    warnings: lines('warning'),
    errors: lines('error'),
    blockers: admission.blockedReasons.length,
    toldRule: yes(told.ruleKnown.known),
    toldPrecopy: yes(told.precopyKnown.known),
    toldDowntime: yes(told.downtimeKnown.known),
    digest: outcome.digest,
  };
}

/** What a fact is called on the screen; English, for `t`. */
export const FACT_WORDS: Readonly<Record<FactName, string>> = {
  status: 'status',
  downtimeMs: 'downtime',
  limitMs: 'downtime-limit',
  totalMs: 'total time',
  syncs: 'looks at the dirty log',
  looks: 'decisions',
  ramRunningBytes: 'RAM sent while the guest ran',
  ramStoppedBytes: 'RAM sent while it stood still',
  sentBytes: 'bytes sent',
  lostPages: 'pages lost',
  dmaWrites: 'page writes by the device',
  dmaFoundPages: 'its pages named by a tracker',
  expectedDowntimeMs: 'expected downtime',
  bandwidthBytesPerMs: 'bandwidth QEMU measured',
  thresholdBytes: 'threshold',
  warnings: 'warnings printed',
  errors: 'errors printed',
  blockers: 'blockers',
  toldRule: 'management can know the rule',
  toldPrecopy: 'management can know about pre-copy',
  toldDowntime: 'management can know the downtime',
  digest: 'digest',
};

/** A value of a fact with its unit, as it is read; `none` where a run has none. */
export function factText(fact: FactName, value: FactValue | 'none'): string {
  if (value === null) return t('none');
  if (typeof value === 'string') return fact === 'digest' ? value : t(value);
  if (fact.endsWith('Ms')) return fact === 'bandwidthBytesPerMs' ? formatBytesPerSecond(value * 1000) : formatMs(value);
  if (fact.endsWith('Bytes')) return formatBytes(value);
  return formatCount(value);
}
