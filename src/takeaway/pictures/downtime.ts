import { waterfallRows } from '../../charts/waterfall-rows.ts';
import { t } from '../../language/t.ts';
import { formatBytes, formatMs } from '../../units.ts';
import type { TakenRun } from '../taken-run.ts';
import { type Drawing, type Pen, SHEET_PX, TEXT_PX } from './drawing.ts';

const ROW = 22;
const [NAMES, TIMES, RIGHT] = [196, 168, 24];

/** What the guest's pause was spent on, part after part, against the downtime limit; a sentence when there was none. */
export function drawDowntime({ timeline, scenario }: TakenRun, pen: Pen): Drawing {
  const { ledger, decisions } = timeline;
  if (ledger.length === 0)
    return { height: ROW, parts: [pen.text(t('The migration did not stop the guest.'), 24, TEXT_PX + 2)] };
  const limitMs = decisions.at(-1)?.downtimeLimitMs ?? scenario.parameters['downtime-limit'];
  const { rows, totalMs, limit } = waterfallRows(ledger, limitMs);
  const width = SHEET_PX - NAMES - TIMES - RIGHT;
  const height = (rows.length + 1) * ROW + TEXT_PX * 1.5;
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  const end = NAMES + width;
  const figures = (y: number, ms: number, sent: number, colour: 'ink' | 'ink2'): string[] => [
    pen.text(formatMs(ms), end + 76, y, 'text-anchor="end"', colour),
    ...(sent > 0 ? [pen.text(formatBytes(sent), SHEET_PX - RIGHT, y, 'text-anchor="end"', colour)] : []),
  ];
  return {
    height,
    parts: [
      ...rows.flatMap(({ name, from, share, ms, bytes: sent, colour }, i) => {
        const y = TEXT_PX * 1.5 + i * ROW;
        return [
          pen.text(name, NAMES - 10, y + 15, 'text-anchor="end"'),
          pen.rect(NAMES + from * width, y + 3, Math.max(share * width, 1), ROW - 6, colour),
          ...figures(y + 15, ms, sent, 'ink2'),
        ];
      }),
      pen.text(t('in all'), NAMES - 10, height - 7, 'text-anchor="end" font-weight="600"', 'ink'),
      ...figures(height - 7, totalMs, bytes, 'ink'),
      ...(limit === null
        ? [
            pen.text(
              t('The limit is {limit}, beyond this figure.', { limit: formatMs(limitMs) }),
              NAMES,
              TEXT_PX,
              '',
              'accent',
            ),
          ]
        : [
            `<path d="M${(NAMES + limit * width).toFixed(2)} ${TEXT_PX * 1.5}V${height}" stroke="${pen.colour('accent')}" stroke-width="1.5"/>`,
            pen.text(
              t('limit {limit}', { limit: formatMs(limitMs) }),
              NAMES + limit * width,
              TEXT_PX,
              `text-anchor="${limit > 0.5 ? 'end' : 'start'}"`,
              'accent',
            ),
          ]),
    ],
  };
}
