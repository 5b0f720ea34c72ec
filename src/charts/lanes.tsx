import { memo, useMemo } from 'react';
import { counted, t } from '../language/t.ts';
import { formatMs, formatShare } from '../units.ts';
import styles from './charts.module.css';
import { laneBar, laneBarHeight, laneBarTop, laneHeight, sharePaths, spanWords } from './lane-shape.ts';
import type { Lane, LaneSpan, Share } from './lane-spans.ts';
import type { Now } from './now.ts';
import { palette, type Theme, textOn } from './palette.ts';
import { AcrossVeil, Playhead, Veil } from './time-marks.tsx';
import type { TimeScale } from './time-scale.ts';
import { type TimeActions, useTimePointer } from './use-time-pointer.ts';

export interface LanesProps extends Pick<TimeActions, 'onSeek'> {
  readonly scale: TimeScale;
  readonly theme: Theme;
  /** From `runLanes`. */
  readonly lanes: readonly Lane[];
  readonly now: Now;
}

/** Height of the figure in px. */
export const lanesHeight = (lanes: readonly Lane[], scale: TimeScale): number => lanes.length * laneHeight(scale);

/** States over time, one row each, and the share of the link in use. */
export function Lanes({ scale, theme, lanes, now, onSeek }: LanesProps) {
  const { pointer } = useTimePointer(scale, onSeek ? { onSeek } : {});
  const height = lanesHeight(lanes, scale);
  return (
    <div className={styles.figure}>
      <svg width={scale.width} height={height} fontSize={scale.textPx} aria-hidden="true" {...pointer}>
        <rect x={scale.left} y={0} width={scale.right - scale.left} height={height} fill="transparent" />
        <LaneRows scale={scale} lanes={lanes} />
        <Veil scale={scale} top={0} bottom={height} now={now} />
        <AcrossVeil
          scale={scale}
          top={0}
          bottom={height}
          now={now}
          past={<LaneTexts scale={scale} theme={theme} lanes={lanes} />}
          future={<LaneTexts scale={scale} theme={null} lanes={lanes} />}
        />
        <Playhead scale={scale} top={0} bottom={height} now={now} />
      </svg>
      <LaneList lanes={lanes} />
    </div>
  );
}

interface RowsProps {
  readonly scale: TimeScale;
  /** Of the colour on which words stand; null where the veil pales it. */
  readonly theme: Theme | null;
  readonly lanes: readonly Lane[];
}

const LaneRows = memo(function LaneRows({ scale, lanes }: Omit<RowsProps, 'theme'>) {
  const height = laneBarHeight(scale);
  return lanes.map(({ id, name, spans = [], shares }, row) => (
    <g key={id} transform={`translate(0 ${laneBarTop(scale, row)})`}>
      <text x={scale.left - scale.textPx * 0.6} y={height / 2} dy="0.35em" textAnchor="end">
        {name}
      </text>
      {spans.map((span) => {
        const bar = laneBar(span, scale);
        return (
          bar && (
            <rect
              key={span.fromMs}
              {...bar}
              height={height}
              rx={Math.min(2, bar.width / 2)}
              {...(span.isDashed ? { className: styles.dashed } : { fill: `var(--${span.colour})` })}
            >
              <title>{spanTitle(span)}</title>
            </rect>
          )
        );
      })}
      {shares && <LinkUse shares={shares} scale={scale} height={height} />}
    </g>
  ));
});

const LaneTexts = memo(function LaneTexts({ scale, theme, lanes }: RowsProps) {
  return lanes.map(({ id, spans = [] }, row) => (
    <g
      key={id}
      {...(QEMUS_WORDS.test(id) && { translate: 'no' })}
      transform={`translate(0 ${laneBarTop(scale, row) + laneBarHeight(scale) / 2})`}
    >
      {spans.map((span) => {
        const bar = laneBar(span, scale);
        const text = bar && spanWords(span, bar.width, scale.textPx);
        return (
          text && (
            <text
              key={span.fromMs}
              x={bar.x + scale.textPx * 0.5}
              dy="0.35em"
              {...(theme && !span.isDashed && { style: { fill: textOn(palette[theme][span.colour]) } })}
            >
              {text}
            </text>
          )
        );
      })}
    </g>
  ));
});

/** Full height is the whole link. */
function LinkUse({ shares, scale, height }: { shares: readonly Share[]; scale: TimeScale; height: number }) {
  const { whole, used } = useMemo(() => sharePaths(shares, scale, height), [shares, scale, height]);
  return (
    <>
      <path d={whole} fill="var(--clean)" />
      <path d={used} fill="var(--sent)" />
    </>
  );
}

/** The lanes in words. */
const LaneList = memo(function LaneList({ lanes }: { lanes: readonly Lane[] }) {
  return (
    <ul className={styles.hidden}>
      {lanes.map(({ id, name, spans, shares, average }) => (
        <li key={id}>{`${name}: ${spans ? wordsOf(spans) : usedShare(shares ?? [], average)}`}</li>
      ))}
    </ul>
  );
});

/** Lanes whose states are QEMU's own words. */
const QEMUS_WORDS = /^(status|device.*)$/;

function spanTitle({ text, fromMs, toMs, isDashed }: LaneSpan): string {
  const words = { text, from: formatMs(fromMs), to: formatMs(toMs) };
  return isDashed ? t('not done: {text}, {from} to {to}', words) : t('{text}, {from} to {to}', words);
}

function wordsOf(spans: readonly LaneSpan[]): string {
  const more = spans.length - MOST_SAID;
  return [
    ...spans.slice(0, MOST_SAID).map(({ text, fromMs, toMs, isDashed }) => {
      const words = { text, from: formatMs(fromMs), to: formatMs(toMs) };
      return isDashed ? t('would be {text} from {from} to {to}', words) : t('{text} from {from} to {to}', words);
    }),
    ...(more > 0 ? [counted(more, 'and {count} more', 'and {count} more')] : []),
  ].join(', ');
}

const MOST_SAID = 40;

const linkInUse = (share: string) => t('{share} in use on average', { share });

function usedShare(shares: readonly Share[], average = linkInUse): string {
  const total = shares.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const used = shares.reduce((sum, { fromMs, toMs, share }) => sum + (toMs - fromMs) * share, 0);
  return total === 0 ? t('not measured yet') : average(formatShare(used / total));
}
