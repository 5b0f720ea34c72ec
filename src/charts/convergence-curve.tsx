import { memo, useCallback, useMemo, useRef } from 'react';
import { t } from '../language/t.ts';
import { formatBytes, formatMs } from '../units.ts';
import { byteTicks, yOf } from './byte-ticks.ts';
import { CanvasLayer } from './canvas-layer.tsx';
import styles from './charts.module.css';
import {
  type CurveColumns,
  type CurveInput,
  type CurveShape,
  curveShape,
  hasRoomForNote,
  type Mark,
  type ModelLines,
  thresholdWords,
} from './curve-shape.ts';
import { drawCurve } from './draw-curve.ts';
import { type Change, type Span, spansOf } from './lane-spans.ts';
import { type Now, useNow } from './now.ts';
import type { Theme } from './palette.ts';
import { SyncTable } from './sync-table.tsx';
import { linearAt, valueAt } from './thin-curve.ts';
import { BrushMark, Playhead } from './time-marks.tsx';
import { type TimeScale, xOf } from './time-scale.ts';
import { type TimeActions, type TimeRange, timeKeys, useTimePointer } from './use-time-pointer.ts';

export interface ConvergenceCurveProps extends Omit<CurveInput, 'stops' | 'hasNote'>, TimeActions {
  readonly scale: TimeScale;
  /** px */
  readonly height: number;
  readonly theme: Theme;
  readonly vm: readonly Change<'running' | 'stopped' | 'running there'>[];
  /** Where the run ends, or how far it has been computed. */
  readonly endMs: number;
  readonly now: Now;
  /** Stands behind the name of the threshold where there is room, for example `= 1.02 GB/s × 300 ms`. */
  readonly thresholdNote?: string;
  readonly brush?: TimeRange | null;
}

/**
 * Bytes that remain to be sent against time, and the threshold below which the guest may be stopped.
 *
 * Give arrays and objects that keep their identity while only the playhead moves: the curve is then drawn once.
 */
export function ConvergenceCurve(props: ConvergenceCurveProps) {
  const { scale, height, theme, curve, syncs, recording, models = NO_MODELS } = props;
  const { yScale, maxBytes, vm, endMs, now, brush = null } = props;
  const stops = useMemo(() => spansOf(vm, endMs).filter((span) => span.state === 'stopped'), [vm, endMs]);
  const hasNote = props.thresholdNote !== undefined;
  const shape = useMemo(
    () =>
      curveShape(
        { curve, syncs, recording, models, stops, yScale, hasNote, ...(maxBytes && { maxBytes }) },
        scale,
        height,
      ),
    [curve, syncs, recording, models, stops, yScale, hasNote, maxBytes, scale, height],
  );
  const { drawn, hoverMs, pointer } = useTimePointer(scale, props);
  const surface = useRef<HTMLDivElement>(null);
  useNow(now, (nowMs) => {
    const remaining = linearAt(curve.atMs, curve.remainingBytes, nowMs);
    surface.current!.setAttribute('aria-valuenow', `${nowMs}`);
    const words = { time: formatMs(nowMs), bytes: formatBytes(remaining) };
    surface.current!.setAttribute('aria-valuetext', t('{time}, {bytes} remain', words));
  });
  const { top, bottom } = shape.bytes;
  const sight = { scale, top, bottom };
  return (
    <figure className={styles.figure} style={{ height }} aria-label={t('Remaining to send')}>
      <Background scale={scale} shape={shape} stops={stops} height={height} />
      <CurveLines scale={scale} shape={shape} height={height} theme={theme} now={now} />
      <svg className={styles.layer} width={scale.width} height={height} fontSize={scale.textPx} aria-hidden="true">
        <BrushMark {...sight} range={drawn ?? brush} />
        <Playhead {...sight} top={0} now={now} named />
        <Marks shape={shape} unit={scale.textPx / 12} />
        <ThresholdName shape={shape} curve={curve} note={props.thresholdNote ?? ''} now={now} />
        {hoverMs !== null && (
          <Reading {...sight} atMs={hoverMs} bytes={linearAt(curve.atMs, curve.remainingBytes, hoverMs)} />
        )}
      </svg>
      <div
        ref={surface}
        className={styles.surface}
        role="slider"
        tabIndex={0}
        aria-label={t('Playhead over the remaining bytes')}
        aria-valuemin={scale.fromMs}
        aria-valuemax={scale.toMs}
        aria-valuenow={scale.fromMs} // and its words, from here on: `useNow` above
        onKeyDown={(event) => timeKeys(scale, now.ms(), brush, props)(event)}
        {...pointer}
      />
      <SyncTable syncs={syncs} />
    </figure>
  );
}

const NO_MODELS: readonly ModelLines[] = [];

interface PartProps {
  readonly scale: TimeScale;
  readonly shape: CurveShape;
}

/** Below the curve: the lines of the byte axis, and the time in which the guest stands still. */
const Background = memo(function Background({
  scale,
  shape,
  stops,
  height,
}: PartProps & { stops: readonly Span[]; height: number }) {
  const { bytes } = shape;
  const clamp = (x: number) => Math.min(Math.max(x, scale.left), scale.right);
  return (
    <svg className={styles.layer} width={scale.width} height={height} fontSize={scale.textPx} aria-hidden="true">
      {stops.map(({ fromMs, toMs }) => {
        const x = clamp(xOf(scale, fromMs));
        return (
          <rect
            key={fromMs}
            x={x}
            y={bytes.top}
            width={Math.max(clamp(xOf(scale, toMs)) - x, 1)}
            height={bytes.bottom - bytes.top}
            fill="var(--stop)"
            fillOpacity={0.35}
          />
        );
      })}
      {byteTicks(bytes, scale.textPx * 3.2).map(({ value, label }) => (
        <g key={value} transform={`translate(0 ${Math.round(yOf(bytes, value)) + 0.5})`}>
          <line className={styles.grid} x1={scale.left} x2={scale.right} />
          <text x={scale.left - scale.textPx * 0.6} dy="0.35em" textAnchor="end">
            {label}
          </text>
        </g>
      ))}
    </svg>
  );
});

const CurveLines = memo(function CurveLines(props: PartProps & { height: number; theme: Theme; now: Now }) {
  const { scale, shape, height, theme, now } = props;
  const { width } = scale;
  const always = useCallback(
    (c: CanvasRenderingContext2D) => drawCurve(c, shape, scale, theme, 'always'),
    [shape, scale, theme],
  );
  const past = useCallback(
    (c: CanvasRenderingContext2D) => drawCurve(c, shape, scale, theme, 'past'),
    [shape, scale, theme],
  );
  const future = useCallback(
    (c: CanvasRenderingContext2D) => drawCurve(c, shape, scale, theme, 'future'),
    [shape, scale, theme],
  );
  const before = useRef<HTMLDivElement>(null);
  const after = useRef<HTMLDivElement>(null);
  // Cutting at the playhead leaves the canvases as they are: nothing is drawn again while it moves.
  useNow(now, (nowMs) => {
    const x = Math.min(Math.max(xOf(scale, nowMs), 0), width);
    before.current!.style.clipPath = `inset(0 ${width - x}px 0 0)`;
    after.current!.style.clipPath = `inset(0 0 0 ${x}px)`;
  });
  const size = { width, height };
  return (
    <>
      <CanvasLayer {...size} draw={always} />
      <div ref={before} className={styles.layer} style={size}>
        <CanvasLayer {...size} draw={past} />
      </div>
      <div ref={after} className={styles.layer} style={size}>
        <CanvasLayer {...size} draw={future} />
      </div>
    </>
  );
});

const Marks = memo(function Marks({ shape, unit }: { shape: CurveShape; unit: number }) {
  return (
    <>
      {shape.syncs.map((mark) => (
        <circle
          key={mark.key}
          cx={mark.x}
          cy={mark.y}
          r={3.2 * unit}
          fill="var(--bg)"
          stroke="var(--accent)"
          strokeWidth={1.6 * unit}
        />
      ))}
      {shape.recordedSyncs.map((mark) => (
        <path
          key={mark.key}
          d={diamond(mark, 4.5 * unit)}
          fill="var(--bg)"
          stroke="var(--ink)"
          strokeWidth={1.25 * unit}
        />
      ))}
      {shape.labels.map(({ key, text, x, y, anchor }) => (
        <text
          key={key}
          x={x}
          y={y}
          textAnchor={anchor}
          className={`${styles.label} ${key === 'recording' ? styles.strong : ''}`}
        >
          {text}
        </text>
      ))}
    </>
  );
});

const diamond = ({ x, y }: Mark, r: number) => `M${x} ${y - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`;

interface ThresholdNameProps {
  readonly shape: CurveShape;
  readonly curve: CurveColumns;
  readonly note: string;
  readonly now: Now;
}

function ThresholdName({ shape, curve, note, now }: ThresholdNameProps) {
  const place = shape.thresholdLabel;
  const name = useRef<SVGTextElement>(null);
  useNow(now, (nowMs) => {
    const bytes = valueAt(curve.atMs, curve.thresholdBytes, nowMs);
    const threshold = thresholdWords(bytes);
    name.current!.textContent =
      bytes > shape.bytes.maxBytes
        ? t('{threshold}, above this figure', { threshold })
        : hasRoomForNote(place) && bytes > 0
          ? `${threshold} ${note}`
          : threshold;
  });
  return (
    <text ref={name} className={`${styles.label} ${styles.accent}`} x={place.x} y={place.y} textAnchor={place.anchor} />
  );
}

/** What a mouse over the figure reads. */
function Reading({
  scale,
  top,
  bottom,
  atMs,
  bytes,
}: {
  scale: TimeScale;
  top: number;
  bottom: number;
  atMs: number;
  bytes: number;
}) {
  const x = xOf(scale, atMs);
  const isRight = x > (scale.left + scale.right) / 2;
  return (
    <g>
      <line className={styles.grid} x1={x} x2={x} y1={top} y2={bottom} />
      <text
        className={`${styles.label} ${styles.strong}`}
        x={x}
        y={scale.textPx * 0.9}
        textAnchor={isRight ? 'end' : 'start'}
      >
        {t('{time}: {bytes} remain', { time: formatMs(atMs), bytes: formatBytes(bytes) })}
      </text>
    </g>
  );
}
