import type { Timeline } from '../../engine/record.ts';
import type { Scenario } from '../../engine/scenario.ts';
import { counted, t } from '../../language/t.ts';
import type { OutcomeRow } from '../../sweep/outcome-rows.ts';
import { formatMs } from '../../units.ts';

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
      return [strong(t('Refused.')), quoted(admission.error ?? '')];
    case 'realize-error':
      return [strong(t('QEMU does not start.')), quoted(admission.realizeError ?? '')];
    case 'completed':
      // A rule that completes by itself does so before the threshold is compared.
      return completed(row, limitOf(timeline, scenario), timeline.decisions.at(-1)?.policy !== 'complete');
    case 'not-converged':
      return [
        strong(t('Not done after {time}.', { time: formatMs(row.totalTimeMs) })),
        quiet(
          outcome && outcome.expectedDowntimeMs > 0
            ? t('Expects to stop for {time}, limit {limit}.', {
                time: formatMs(outcome.expectedDowntimeMs),
                limit: formatMs(limitOf(timeline, scenario)),
              })
            : t('The guest still runs on the source.'),
        ),
      ];
    default:
      return [plain(outcome?.verdict.headline ?? '')];
  }
}

/** Whether the limit was kept, promised, or looked at at all. */
function aboutLimit({ slaKept }: OutcomeRow, limitMs: number, isRead: boolean): string {
  if (slaKept === 'no promise') return t('No limit was promised.');
  const limit = formatMs(limitMs);
  return isRead ? t('Limit {limit}.', { limit }) : t('The limit of {limit} is never read.', { limit });
}

function completed(row: OutcomeRow, limitMs: number, isRead: boolean): readonly VerdictPart[] {
  if (row.downtimeMs === null || row.slaKept === 'not stopped')
    return [plain(t('Done in {time}.', { time: formatMs(row.totalTimeMs) }))];
  const isKept = row.slaKept !== 'no';
  const downtime: VerdictPart = { text: formatMs(row.downtimeMs), kind: isKept ? 'good' : 'bad' };
  if (row.stalePages > 0)
    return partsOf(t('Stops it for {downtime} and loses {pages}.'), {
      downtime,
      pages: { text: counted(row.stalePages, '{count} page', '{count} pages'), kind: 'lost' },
    });
  return [...partsOf(t('Stops the guest for {downtime}.'), { downtime }), quiet(aboutLimit(row, limitMs, isRead))];
}

/** A sentence in parts, each hole by the part of its name. */
const partsOf = (sentence: string, parts: Readonly<Record<string, VerdictPart>>): readonly VerdictPart[] =>
  sentence
    .split(/\{(\w+)\}/)
    .map((piece, i) => (i % 2 === 0 ? plain(piece) : parts[piece]!))
    .filter(({ text }) => text !== '');

/** The limit of the last decision, which may have been set while it ran. */
const limitOf = ({ decisions }: Timeline, { parameters }: Scenario): number =>
  decisions.at(-1)?.downtimeLimitMs ?? parameters['downtime-limit'];

const plain = (text: string): VerdictPart => ({ text, kind: 'plain' });
const strong = (text: string): VerdictPart => ({ text, kind: 'strong' });
/** A further sentence. */
const quiet = (text: string): VerdictPart => ({ text: ` ${text}`, kind: 'quiet' });
const quoted = (text: string): VerdictPart => ({ text, kind: 'quoted' });
