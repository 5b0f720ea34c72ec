import type { BandwidthSource, Scenario, UntrackedRuleName } from '../scenario.ts';

/**
 * An answer to the thread's question: what to do about a VFIO device whose DMA writes nobody can track. One file a rule,
 * one line in `rules.ts`. Sources are messages of the thread (T#n) and the sheet's section 6.2.
 */
export interface UntrackedRule {
  readonly name: UntrackedRuleName;
  /** Number in the sheet's list. */
  readonly id: string;
  /** Plain words for a control. */
  readonly title: string;
  readonly who: string;
  /** Where it was said: a message of the thread (`T#7`), the patch, a release. */
  readonly message: string;
  /** What it does, in one sentence. */
  readonly behaviour: string;
  readonly pros: string;
  readonly cons: string;
  /** Ids of presets whose run shows it, the plainest first. */
  readonly shownBy: readonly string[];
  /** Whom it is about: devices that nobody tracks, or every device without a tracker of its own or of the IOMMU. */
  readonly appliesTo: 'untracked' | 'without native tracker';
  /** What happens when the device is added. */
  readonly realize: (scenario: Scenario) => Realize;
  /** The error with which `migrate` is refused, or null. Only QEMU's own texts are QEMU's; `texts` says whose it is. */
  readonly atMigrate: (scenario: Scenario) => string | null;
  /** Start and stop of the log go to a container that has none, and QEMU prints the refusal (7.x). */
  readonly logsAnyway: boolean;
  /** What an iteration does before it looks at pending and threshold (check C0). */
  readonly decide: (now: RuleSituation) => RuleDecision;
  /** What a sync reports for the device. */
  readonly reports: 'nothing' | 'every page';
  /** What management can read of it before `migrate`. */
  readonly told: { readonly where: string; readonly rule: boolean; readonly precopy: boolean };
}

/** What is said, and done, when a device under the rule is added. `%s` is the device. */
export interface Realize {
  readonly blocker: string | null;
  readonly warning: string | null;
  /** The warning is printed for the first device only (`warn_report_once`). */
  readonly once: boolean;
}

/** What the migration thread knows when it asks. Bytes and ms. */
export interface RuleSituation {
  readonly scenario: Scenario;
  /** All RAM that devices can reach and that is migrated. */
  readonly mappedRamBytes: number;
  /** Of the last closed window, bytes a ms; 0 before the first. */
  readonly measuredBytesPerMs: number;
  readonly maxBandwidth: number;
  readonly availSwitchoverBandwidth: number;
  readonly downtimeLimitMs: number;
}

/** `hold`: look, but the guest may not be stopped in this call. */
export interface RuleDecision {
  readonly answer: 'look' | 'complete' | 'hold' | 'fail';
  /** The bandwidth that was reckoned with, bytes a ms; 0 when none was needed or none is known. */
  readonly bandwidthBytesPerMs: number;
  /** For `fail`: the error. */
  readonly error?: string;
}

export const LOOK: RuleDecision = { answer: 'look', bandwidthBytesPerMs: 0 };
export const COMPLETE: RuleDecision = { answer: 'complete', bandwidthBytesPerMs: 0 };

/** The plainest rule, which every file changes where its answer differs: the device is let through, and nothing is said. */
export const SILENT: Pick<
  UntrackedRule,
  'shownBy' | 'appliesTo' | 'realize' | 'atMigrate' | 'logsAnyway' | 'decide' | 'reports'
> = {
  shownBy: [],
  appliesTo: 'untracked',
  realize: () => ({ blocker: null, warning: null, once: false }),
  atMigrate: () => null,
  logsAnyway: false,
  decide: () => LOOK,
  reports: 'nothing',
};

/** The blocker of 7.x. @source QEMU hw/vfio/migration.c, vfio_migration_probe() v7.2 */
export const BLOCKER_7 = "VFIO device doesn't support migration";
/** The line that the patch prints. @source patch 4/9 of 12 May 2022 */
export const SKIP_WARNING =
  "%s: IOMMU of the device's VFIO container doesn't support dirty page tracking, migration pre-copy phase will be skipped";

export const blocks = (blocker: string): Realize => ({ blocker, warning: null, once: false });

/** Whether all mapped RAM fits into the limit, assumed dirty throughout; null while no bandwidth is known. */
export function fitsTheLimit(now: RuleSituation): {
  readonly fits: boolean | null;
  readonly bandwidthBytesPerMs: number;
} {
  const bandwidthBytesPerMs = BANDWIDTHS[now.scenario.qemu.bandwidthSource](now);
  if (bandwidthBytesPerMs === 0) return { fits: null, bandwidthBytesPerMs };
  return { fits: now.mappedRamBytes <= bandwidthBytesPerMs * now.downtimeLimitMs, bandwidthBytesPerMs };
}

/** Bytes a ms, 0 when unknown. A cap of 0 is no limit: the rule then takes the bandwidth for endless. */
const BANDWIDTHS: Record<BandwidthSource, (now: RuleSituation) => number> = {
  'max-bandwidth': ({ maxBandwidth }) => (maxBandwidth === 0 ? Infinity : maxBandwidth / 1000),
  measured: ({ measuredBytesPerMs }) => measuredBytesPerMs,
  'avail-switchover-bandwidth': ({ availSwitchoverBandwidth }) => availSwitchoverBandwidth / 1000,
};
