import { useMemo, useState } from 'react';
import { counted, t } from '../language/t.ts';
import { formatBitsPerSecond, formatMs } from '../units.ts';
import styles from './charts.module.css';
import { type FlowInput, flowAt, flowPaths } from './evacuation-shape.ts';
import { palette, type Theme, textOn } from './palette.ts';
import { labelWidth } from './place-labels.ts';
import { TimeAxis } from './time-marks.tsx';
import { type TimeScale, timeScale, xOf } from './time-scale.ts';
import { useTimePointer } from './use-time-pointer.ts';

/** One guest over time. */
export interface GuestBar {
  readonly name: string;
  /** Null while it waits. */
  readonly startMs: number | null;
  /** Null while it migrates. */
  readonly endMs: number | null;
  /** How long it stood still before its end; null when it was not moved. */
  readonly downtimeMs: number | null;
  /** What there is to say of it where the bar leaves room: `280 ms`, `failed`. */
  readonly text: string;
  readonly isMoved: boolean;
}

export interface EvacuationFigureProps extends FlowInput {
  readonly guests: readonly GuestBar[];
  /** px */
  readonly width: number;
  readonly textPx: number;
  readonly theme: Theme;
  /** The guest whose row is clicked; not given while there is nothing to open. */
  readonly onOpen?: ((guest: number) => void) | undefined;
}

/** A row a guest, its downtime at the end, and below them what each had of the link. The table beside it says the same in words. */
export function EvacuationFigure(props: EvacuationFigureProps) {
  const { guests, width, textPx, bytes, stretchMs, bytesPerSecond, endMs, theme, onOpen } = props;
  const [row, setRow] = useState<number | null>(null);
  const scale = useMemo(() => withGutter(timeScale(0, endMs, width, textPx), guests), [endMs, width, textPx, guests]);
  const { hoverMs, pointer } = useTimePointer(scale, {});
  const step = Math.round(textPx * 1.75);
  const flowTop = guests.length * step + textPx;
  const flowPx = textPx * 9;
  const height = flowTop + flowPx;
  const paths = useMemo(
    () => flowPaths({ bytes, stretchMs, bytesPerSecond, endMs }, scale, flowPx),
    [bytes, stretchMs, bytesPerSecond, endMs, scale, flowPx],
  );
  const told = hoverMs === null ? '' : wordsAt(props, hoverMs, row);
  return (
    <figure className={styles.figure} aria-hidden="true">
      <svg
        width={width}
        height={height}
        fontSize={textPx}
        aria-hidden="true"
        {...pointer}
        onPointerLeave={() => {
          pointer.onPointerLeave();
          setRow(null);
        }}
      >
        <rect x={0} y={0} width={width} height={height} fill="transparent" />
        {guests.map((guest, i) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: as above
          <g
            // biome-ignore lint/suspicious/noArrayIndexKey: a guest is its place in the plan, names may repeat
            key={i}
            transform={`translate(0 ${i * step})`}
            onPointerEnter={() => setRow(i)}
            onClick={() => onOpen?.(i)}
            {...(onOpen && { cursor: 'pointer' })}
          >
            <rect
              x={0}
              y={0}
              width={width}
              height={step}
              fill={row === i ? 'var(--soft)' : 'transparent'}
              rx={textPx * 0.25}
            />
            <Row guest={guest} scale={scale} step={step} endMs={endMs} theme={theme} />
          </g>
        ))}
        <g transform={`translate(0 ${flowTop})`} onPointerEnter={() => setRow(null)}>
          <text x={scale.left - textPx * 0.6} y={textPx * 0.8} textAnchor="end">
            {formatBitsPerSecond(bytesPerSecond)}
          </text>
          <text x={scale.left - textPx * 0.6} y={flowPx} textAnchor="end">
            0
          </text>
          <rect x={scale.left} width={scale.right - scale.left} height={flowPx} fill="var(--clean)" />
          {paths.map((d, i) => (
            <path
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              key={i}
              d={d}
              fill={row === i ? 'var(--accent)' : `var(--${TONES[i % TONES.length]})`}
              stroke="var(--bg)"
              strokeWidth={0.5}
            />
          ))}
        </g>
        {hoverMs !== null && (
          <line className={styles.playhead} x1={xOf(scale, hoverMs)} x2={xOf(scale, hoverMs)} y1={0} y2={height} />
        )}
      </svg>
      <TimeAxis scale={scale} />
      <p style={{ minHeight: '2.6em', fontSize: textPx, color: 'var(--ink2)' }}>
        {told || t('Point at a row or at the link for its numbers.')}
      </p>
    </figure>
  );
}

interface RowProps {
  readonly guest: GuestBar;
  readonly scale: TimeScale;
  /** px from row to row */
  readonly step: number;
  readonly endMs: number;
  readonly theme: Theme;
}

function Row({ guest, scale, step, endMs, theme }: RowProps) {
  const { name, startMs, downtimeMs, text, isMoved } = guest;
  const { textPx, left } = scale;
  const height = Math.round(textPx * 1.2);
  const top = (step - height) / 2;
  const x0 = xOf(scale, startMs ?? endMs);
  const x1 = xOf(scale, guest.endMs ?? endMs);
  const stopPx = downtimeMs === null ? 0 : Math.max(2, x1 - xOf(scale, (guest.endMs ?? endMs) - downtimeMs));
  const wide = labelWidth(text, textPx) + textPx;
  const room = wide < x1 - x0 - stopPx ? 'inside' : scale.right - x1 > wide ? 'after' : 'none';
  return (
    <>
      <text x={left - textPx * 0.6} y={step / 2} dy="0.35em" textAnchor="end" {...{ translate: 'no' }}>
        {shortened(name, left - textPx, textPx)}
      </text>
      <line className={styles.grid} x1={left} x2={x0} y1={step / 2} y2={step / 2} strokeDasharray="1 3" />
      {startMs !== null && (
        <>
          <rect
            x={x0}
            y={top}
            width={Math.max(1, x1 - x0)}
            height={height}
            rx={2}
            fill={isMoved || guest.endMs === null ? 'var(--run)' : 'var(--soft)'}
            {...(!isMoved && guest.endMs !== null && { stroke: 'var(--no)', strokeDasharray: '3 2' })}
          />
          {stopPx > 0 && (
            <rect
              x={x1 - stopPx}
              y={top}
              width={stopPx}
              height={height}
              fill="var(--stop)"
              stroke="var(--ink)"
              strokeWidth={0.75}
            />
          )}
          {room === 'after' && (
            <text x={x1 + textPx * 0.5} y={step / 2} dy="0.35em">
              {text}
            </text>
          )}
          {room === 'inside' && (
            <text
              x={x1 - stopPx - textPx * 0.5}
              y={step / 2}
              dy="0.35em"
              textAnchor="end"
              style={{ fill: isMoved ? textOn(palette[theme].run) : 'var(--ink2)' }}
            >
              {text}
            </text>
          )}
        </>
      )}
    </>
  );
}

/** The left gutter holds the longest name, up to a quarter of the figure. */
function withGutter(scale: TimeScale, guests: readonly GuestBar[]): TimeScale {
  const longest = Math.max(...guests.map(({ name }) => labelWidth(name, scale.textPx)));
  return { ...scale, left: Math.round(Math.min(Math.max(scale.left, longest + scale.textPx), scale.width / 4)) };
}

function shortened(name: string, roomPx: number, textPx: number): string {
  let short = name;
  while (short.length > 1 && labelWidth(`${short}…`, textPx) > roomPx) short = short.slice(0, -1);
  return short === name || labelWidth(name, textPx) <= roomPx ? name : `${short}…`;
}

/** What a person points at: one guest, or the link at that instant. */
function wordsAt({ guests, bytes, stretchMs, bytesPerSecond }: EvacuationFigureProps, ms: number, row: number | null) {
  const speeds = flowAt({ bytes, stretchMs }, ms);
  const sum = speeds.reduce((total, speed) => total + speed, 0);
  const at = formatMs(ms);
  if (row === null)
    return counted(
      speeds.filter((speed) => speed > 0).length,
      'at {at} the link carries {speed} of {whole} for {count} guest',
      'at {at} the link carries {speed} of {whole} for {count} guests',
      { at, speed: formatBitsPerSecond(sum), whole: formatBitsPerSecond(bytesPerSecond) },
    );
  const { name, startMs, endMs, downtimeMs, text } = guests[row]!;
  const span =
    startMs === null
      ? t('waits')
      : endMs === null
        ? t('from {start}', { start: formatMs(startMs) })
        : t('from {start} to {end}', { start: formatMs(startMs), end: formatMs(endMs) });
  const stop = downtimeMs === null ? text : t('stands still for {time}', { time: formatMs(downtimeMs) });
  const facts = [span, stop].filter(Boolean).join(', ');
  return t('{guest}: {facts}; at {at} it has {speed}', {
    guest: name,
    facts,
    at,
    speed: formatBitsPerSecond(speeds[row] ?? 0),
  });
}

/** Three tones of what is sent, by turns: neighbours are told apart, and a guest by pointing at it. */
const TONES = ['sent', 'sent2', 'sent3'] as const;
