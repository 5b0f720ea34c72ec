import type { DecisionRecord } from '../../engine/record.ts';
import { t } from '../../language/t.ts';

type Compared = Pick<DecisionRecord, 'outcome' | 'policy'>;

/** Number of the first decision after `index` with another outcome or by another rule, or null. */
export function nextDifferent(decisions: readonly Compared[], index: number): number | null {
  const here = decisions[index];
  if (!here) return null;
  for (let i = index + 1; i < decisions.length; i++)
    if (decisions[i]!.outcome !== here.outcome || decisions[i]!.policy !== here.policy) return i;
  return null;
}

export function outcomeText(outcome: DecisionRecord['outcome']): string {
  switch (outcome) {
    case 'iterate':
      return t('keep copying');
    case 'complete':
      return t('stop the guest');
    case 'postcopy':
      return t('switch to post-copy');
    case 'fail':
      return t('give up with an error');
  }
}
