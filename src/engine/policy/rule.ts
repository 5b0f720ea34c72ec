import type { UntrackedRuleName } from '../scenario.ts';

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
  /** What it does, in one sentence. */
  readonly behaviour: string;
  readonly pros: string;
  readonly cons: string;
  /** What happens when the device is added: a migration blocker, lines that QEMU prints. `%s` is the device. */
  readonly realize: { readonly blocker: string | null; readonly warning: string | null };
  /** Start and stop of the log go to a container that has none, and QEMU prints the refusal. */
  readonly logsAnyway: boolean;
  /** What an iteration does before it looks at pending and threshold (check C0). */
  readonly beforePending: 'look' | 'complete';
  /** What a sync reports for the device. */
  readonly reports: 'nothing' | 'every page';
}
