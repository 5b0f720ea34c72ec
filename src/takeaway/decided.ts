import type { DecisionRecord } from '../engine/record.ts';
import { formatBytes, formatBytesPerSecond, formatMs } from '../units.ts';
import type { TakenRun } from './taken-run.ts';

/** What QEMU decided in the end and the values that it compared, in one or two sentences. */
export function decidedWords({ timeline }: TakenRun): string {
  const { admission, decisions } = timeline;
  if (admission.realizeError !== null) return `QEMU does not start: ${admission.realizeError}`;
  if (admission.error !== null) return `migrate is refused: ${admission.error}`;
  const last = decisions.at(-1);
  if (!last) return 'The migration never reached the loop in which QEMU decides.';
  return `At ${formatMs(last.atMs)}, in decision ${last.sequence + 1} of ${decisions.length}, ${OUTCOMES[last.outcome]}: ${compared(last)}`;
}

const OUTCOMES: Readonly<Record<DecisionRecord['outcome'], string>> = {
  complete: 'it stops the guest and completes',
  iterate: 'it goes on copying',
  postcopy: 'it moves the guest at once and sends the rest after it',
  fail: 'it gives up',
};

function compared(decision: DecisionRecord): string {
  const { policy, postcopyWanted, pendingBytes, thresholdBytes, bandwidthBytesPerMs, downtimeLimitMs } = decision;
  if (policy === 'complete') return 'the rule for untracked devices completes without comparing anything.';
  if (policy === 'fail') return 'the rule for untracked devices fails the migration.';
  if (policy === 'hold') return 'the rule for untracked devices does not let it stop the guest yet.';
  const isBelow = pendingBytes <= thresholdBytes;
  const values = `${formatBytes(pendingBytes)} pending, ${isBelow ? 'not more' : 'more'} than the threshold of ${formatBytes(thresholdBytes)}`;
  const source =
    bandwidthBytesPerMs > 0
      ? `, reckoned with a limit of ${formatMs(downtimeLimitMs)} and ${formatBytesPerSecond((downtimeLimitMs > 0 ? thresholdBytes / downtimeLimitMs : bandwidthBytesPerMs) * 1000)}`
      : ', as no bandwidth was measured yet';
  return `${values}${source}.${postcopyWanted && decision.outcome === 'postcopy' ? ' Post-copy had been asked for.' : ''}`;
}
