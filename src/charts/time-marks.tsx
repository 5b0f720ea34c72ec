import { formatMs } from '../units.ts';
import styles from './charts.module.css';
import { type TimeScale, timeTicks, xOf } from './time-scale.ts';
import type { TimeRange } from './use-time-pointer.ts';

/** The axis below figures of one time scale: labels only, for the figures above have the lines that are read. */
export function TimeAxis({ scale }: { readonly scale: TimeScale }) {
  const height = Math.round(scale.textPx * 2);
  return (
    <div className={styles.figure}>
      <svg width={scale.width} height={height} fontSize={scale.textPx} aria-hidden="true">
        {timeTicks(scale).map(({ value, label }) => (
          <g key={value} transform={`translate(${xOf(scale, value)} 0)`}>
            <line className={styles.grid} y2={scale.textPx * 0.4} />
            <text y={scale.textPx * 1.5} textAnchor="middle">
              {label}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

interface MarkProps {
  readonly scale: TimeScale;
  readonly top: number;
  readonly bottom: number;
}

/** The line at the playhead, when it is in sight. */
export function Playhead({
  scale,
  top,
  bottom,
  nowMs,
  named = false,
}: MarkProps & { readonly nowMs: number; readonly named?: boolean }) {
  if (nowMs < scale.fromMs || nowMs > scale.toMs) return null;
  const x = xOf(scale, nowMs);
  const isLate = x > scale.right - scale.textPx * 3;
  return (
    <g>
      <line className={styles.playhead} x1={x} x2={x} y1={top} y2={bottom} />
      {named && (
        <text
          className={styles.strong}
          x={x + scale.textPx * (isLate ? -0.5 : 0.5)}
          y={top + scale.textPx * 0.9}
          textAnchor={isLate ? 'end' : 'start'}
        >
          now
        </text>
      )}
    </g>
  );
}

/** Pales everything after the playhead. */
export function Veil({ scale, top, bottom, nowMs }: MarkProps & { readonly nowMs: number }) {
  const x = Math.min(Math.max(xOf(scale, nowMs), scale.left), scale.right);
  return <rect className={styles.veil} x={x} y={top} width={scale.right - x + 1} height={bottom - top} />;
}

/** A marked stretch of time. */
export function BrushMark({ scale, top, bottom, range }: MarkProps & { readonly range: TimeRange | null }) {
  if (!range || range.toMs < scale.fromMs || range.fromMs > scale.toMs) return null;
  const x = xOf(scale, Math.max(range.fromMs, scale.fromMs));
  const width = xOf(scale, Math.min(range.toMs, scale.toMs)) - x;
  return (
    <rect className={styles.brush} x={x} y={top} width={Math.max(width, 1)} height={bottom - top}>
      <title>{`marked: ${formatMs(range.toMs - range.fromMs)}`}</title>
    </rect>
  );
}
