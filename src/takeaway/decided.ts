import type { DecisionRecord } from '../engine/record.ts';
import { t } from '../language/t.ts';
import { formatBytes, formatBytesPerSecond, formatMs } from '../units.ts';
import type { TakenRun } from './taken-run.ts';

/** What QEMU decided in the end and the values that it compared, in one or two sentences. */
export function decidedWords({ timeline }: TakenRun): string {
  const { admission, decisions } = timeline;
  if (admission.realizeError !== null) return t('QEMU does not start: {error}', { error: admission.realizeError });
  if (admission.error !== null) return t('migrate is refused: {error}', { error: admission.error });
  const last = decisions.at(-1);
  if (!last) return t('The migration never reached the loop in which QEMU decides.');
  const words = { time: formatMs(last.atMs), number: last.sequence + 1, all: decisions.length, why: compared(last) };
  switch (last.outcome) {
    case 'complete':
      return t('At {time}, in decision {number} of {all}, it stops the guest and completes: {why}', words);
    case 'iterate':
      return t('At {time}, in decision {number} of {all}, it goes on copying: {why}', words);
    case 'postcopy':
      return t(
        'At {time}, in decision {number} of {all}, it moves the guest at once and sends the rest after it: {why}',
        words,
      );
    default:
      return t('At {time}, in decision {number} of {all}, it gives up: {why}', words);
  }
}

function compared(decision: DecisionRecord): string {
  const { policy, postcopyWanted, pendingBytes, thresholdBytes, bandwidthBytesPerMs, downtimeLimitMs } = decision;
  if (policy === 'complete') return t('the rule for untracked devices completes without comparing anything.');
  if (policy === 'fail') return t('the rule for untracked devices fails the migration.');
  if (policy === 'hold') return t('the rule for untracked devices does not let it stop the guest yet.');
  const values = { pending: formatBytes(pendingBytes), threshold: formatBytes(thresholdBytes) };
  const reckoned = {
    ...values,
    limit: formatMs(downtimeLimitMs),
    bandwidth: formatBytesPerSecond(
      (downtimeLimitMs > 0 ? thresholdBytes / downtimeLimitMs : bandwidthBytesPerMs) * 1000,
    ),
  };
  const isBelow = pendingBytes <= thresholdBytes;
  const isMeasured = bandwidthBytesPerMs > 0;
  const said = isBelow
    ? isMeasured
      ? t(
          '{pending} pending, not more than the threshold of {threshold}, reckoned with a limit of {limit} and {bandwidth}.',
          reckoned,
        )
      : t('{pending} pending, not more than the threshold of {threshold}, as no bandwidth was measured yet.', values)
    : isMeasured
      ? t(
          '{pending} pending, more than the threshold of {threshold}, reckoned with a limit of {limit} and {bandwidth}.',
          reckoned,
        )
      : t('{pending} pending, more than the threshold of {threshold}, as no bandwidth was measured yet.', values);
  return postcopyWanted && decision.outcome === 'postcopy' ? `${said} ${t('Post-copy had been asked for.')}` : said;
}
