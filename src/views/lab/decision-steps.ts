import type { DecisionRecord } from '../../engine/record.ts';

type Compared = Pick<DecisionRecord, 'outcome' | 'policy'>;

/** Number of the first decision after `index` with another outcome or by another rule, or null. */
export function nextDifferent(decisions: readonly Compared[], index: number): number | null {
  const here = decisions[index];
  if (!here) return null;
  for (let i = index + 1; i < decisions.length; i++)
    if (decisions[i]!.outcome !== here.outcome || decisions[i]!.policy !== here.policy) return i;
  return null;
}

export const outcomeText = (outcome: DecisionRecord['outcome']): string => OUTCOMES[outcome];

const OUTCOMES = {
  iterate: 'keep copying',
  complete: 'stop the guest',
  postcopy: 'switch to post-copy',
  fail: 'give up with an error',
} as const;
