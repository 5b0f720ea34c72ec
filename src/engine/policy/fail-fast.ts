import { fitsTheLimit, SILENT, type UntrackedRule } from './rule.ts';

/** @source T#8 (Williamson) on the patch with a check; semantics sheet 6.2 P12; the text of the error is ours */
export const failFast: UntrackedRule = {
  ...SILENT,
  name: 'fail-fast',
  id: 'P12',
  title: 'Check the limit, and fail at once',
  who: 'Alex Williamson, T#8',
  message: 'T#8',
  behaviour:
    'As the check that assumes all RAM dirty, but when it does not fit the migration fails instead of going on.',
  pros: 'No useless work.',
  cons: 'Tells a user less about how to succeed.',
  shownBy: ['untracked-fail-fast'],
  reports: 'every page',
  decide(now) {
    const { fits, bandwidthBytesPerMs } = fitsTheLimit(now);
    if (fits === false) {
      return {
        answer: 'fail',
        bandwidthBytesPerMs,
        error: 'All of RAM does not fit into the downtime limit, and nobody tracks a device',
      };
    }
    return { answer: fits ? 'complete' : 'hold', bandwidthBytesPerMs };
  },
  told: { where: 'nothing', rule: false, precopy: false },
};
