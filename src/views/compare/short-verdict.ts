import type { Timeline } from '../../engine/record.ts';
import type { Scenario } from '../../engine/scenario.ts';
import type { OutcomeRow } from '../../sweep/outcome-rows.ts';
import { formatCount, formatMs } from '../../units.ts';

/** A stretch of a verdict; `lost` is the number of lost pages, which leads to them, and `quoted` is QEMU's own words. */
export interface VerdictPart {
  readonly text: string;
  readonly kind: 'plain' | 'strong' | 'good' | 'bad' | 'lost' | 'quiet' | 'quoted';
}

/** What a run came to in a line or two, for a small figure among others. */
export function shortVerdict(row: OutcomeRow, timeline: Timeline, scenario: Scenario): readonly VerdictPart[] {
  const { outcome, admission } = timeline;
  switch (row.status) {
    case 'refused':
      return [strong('Refused.'), quoted(admission.error ?? '')];
    case 'realize-error':
      return [strong('QEMU does not start.'), quoted(admission.realizeError ?? '')];
    case 'completed':
      // A rule that completes by itself does so before the threshold is compared.
      return completed(row, limitOf(timeline, scenario), timeline.decisions.at(-1)?.policy !== 'complete');
    case 'not-converged':
      return [
        strong(`Not done after ${formatMs(row.totalTimeMs)}.`),
        quiet(
          outcome && outcome.expectedDowntimeMs > 0
            ? ` Expects to stop for ${formatMs(outcome.expectedDowntimeMs)}, limit ${formatMs(limitOf(timeline, scenario))}.`
            : ' The guest still runs on the source.',
        ),
      ];
    default:
      return [plain(outcome?.verdict.headline ?? '')];
  }
}

/** Whether the limit was kept, promised, or looked at at all. */
function aboutLimit({ slaKept }: OutcomeRow, limitMs: number, isRead: boolean): string {
  if (slaKept === 'no promise') return ' No limit was promised.';
  return isRead ? ` Limit ${formatMs(limitMs)}.` : ` The limit of ${formatMs(limitMs)} is never read.`;
}

function completed(row: OutcomeRow, limitMs: number, isRead: boolean): readonly VerdictPart[] {
  if (row.downtimeMs === null || row.slaKept === 'not stopped') return [plain(`Done in ${formatMs(row.totalTimeMs)}.`)];
  const isKept = row.slaKept !== 'no';
  const downtime: VerdictPart = { text: formatMs(row.downtimeMs), kind: isKept ? 'good' : 'bad' };
  if (row.stalePages > 0)
    return [
      plain('Stops it for '),
      downtime,
      plain(' and loses '),
      { text: `${formatCount(row.stalePages)} ${row.stalePages === 1 ? 'page' : 'pages'}`, kind: 'lost' },
      plain('.'),
    ];
  return [plain('Stops the guest for '), downtime, plain('.'), quiet(aboutLimit(row, limitMs, isRead))];
}

/** The limit of the last decision, which may have been set while it ran. */
const limitOf = ({ decisions }: Timeline, { parameters }: Scenario): number =>
  decisions.at(-1)?.downtimeLimitMs ?? parameters['downtime-limit'];

const plain = (text: string): VerdictPart => ({ text, kind: 'plain' });
const strong = (text: string): VerdictPart => ({ text, kind: 'strong' });
const quiet = (text: string): VerdictPart => ({ text, kind: 'quiet' });
const quoted = (text: string): VerdictPart => ({ text, kind: 'quoted' });
