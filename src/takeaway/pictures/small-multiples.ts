import { yOf } from '../../charts/byte-ticks.ts';
import { spansOf } from '../../charts/lane-spans.ts';
import { thinCurve } from '../../charts/thin-curve.ts';
import { type TimeScale, xOf } from '../../charts/time-scale.ts';
import { t } from '../../language/t.ts';
import { wrapped } from '../../sweep/wrapped.ts';
import { formatBytes, formatMs } from '../../units.ts';
import type { TakenComparison } from '../table.ts';
import type { TakenRun } from '../taken-run.ts';
import { clipped, type Drawing, type Pen, pathOf, SHEET_PX } from './drawing.ts';

const COLUMNS = 3;
const GAP = 24;
const WIDTH = (SHEET_PX - 48 - (COLUMNS - 1) * GAP) / COLUMNS;
const [CURVE, LINES] = [110, 4];
/** Letters of 12 px that fit beside each other in a column, on average. */
const LETTERS = Math.floor(WIDTH / 6.2);

export interface SharedScale {
  readonly toMs: number;
  readonly maxBytes: number;
}

/** One curve a run on shared scales, with its title and what it came to. */
export function drawComparison({ runs }: TakenComparison, shared: SharedScale, pen: Pen): Drawing {
  const rowHeight = 22 + CURVE + LINES * 16 + GAP;
  const rows = Math.ceil(runs.length / COLUMNS);
  const parts = runs.flatMap((run, i) => {
    const x = 24 + (i % COLUMNS) * (WIDTH + GAP);
    const y = Math.floor(i / COLUMNS) * rowHeight;
    return [`<g transform="translate(${x.toFixed(2)} ${y})">`, ...oneCurve(run, shared, pen), '</g>'];
  });
  const scale = t('All curves: {bytes} high, {time} long.', {
    bytes: formatBytes(shared.maxBytes),
    time: formatMs(shared.toMs),
  });
  return {
    height: rows * rowHeight + 4,
    parts: [...parts, pen.text(scale, 24, rows * rowHeight - 4, 'font-size="11"')],
  };
}

function oneCurve(run: TakenRun, { toMs, maxBytes }: SharedScale, pen: Pen): string[] {
  const { curve, outcome } = run.timeline;
  const scale: TimeScale = { fromMs: 0, toMs: Math.max(toMs, 1), left: 0, right: WIDTH, width: WIDTH, textPx: 12 };
  const bytes = { kind: 'linear' as const, floorBytes: 4096, maxBytes: maxBytes * 1.04, top: 2, bottom: CURVE - 1 };
  const lineOf = (values: ArrayLike<number>) => {
    const kept = thinCurve(curve.atMs, values, 0, scale.toMs, Math.ceil(WIDTH));
    return { xs: kept.map((i) => xOf(scale, curve.atMs[i]!)), ys: kept.map((i) => yOf(bytes, values[i]!)) };
  };
  const remaining = lineOf(curve.remainingBytes);
  const { xs } = remaining;
  const area =
    xs.length === 0
      ? ''
      : `${pathOf(remaining)}L${xs.at(-1)!.toFixed(2)} ${CURVE - 1}L${xs[0]!.toFixed(2)} ${CURVE - 1}Z`;
  const said = wrapped(outcome?.verdict.headline ?? '', { first: '', rest: '', columns: LETTERS });
  const lines =
    said.length <= LINES ? said : [...said.slice(0, LINES - 1), `${said[LINES - 1]!.slice(0, LETTERS - 1)}…`];
  return [
    pen.text(short(run.title), 0, 12, 'font-weight="600"', 'ink'),
    `<g transform="translate(0 20)">`,
    clipped(0, 0, WIDTH, CURVE, [
      ...spansOf(run.vm, run.endMs)
        .filter(({ state }) => state === 'stopped')
        .map(({ fromMs, toMs: until }) =>
          pen.rect(
            xOf(scale, fromMs),
            0,
            Math.max(xOf(scale, until) - xOf(scale, fromMs), 1),
            CURVE,
            'stop',
            'fill-opacity="0.35"',
          ),
        ),
      pen.line(lineOf(curve.thresholdBytes), 'accent', 1.5),
      `<path d="${area}" fill="${pen.colour('sent3')}" fill-opacity="0.1"/>`,
      pen.line(remaining, 'sent3', 2),
    ]),
    `<path d="M0 ${CURVE - 0.5}H${WIDTH.toFixed(2)}" stroke="${pen.colour('line')}"/>`,
    ...lines.map((line, i) => pen.text(line, 0, CURVE + 16 + i * 16)),
    '</g>',
  ];
}

const short = (title: string): string => (title.length <= LETTERS ? title : `${title.slice(0, LETTERS - 1)}…`);
