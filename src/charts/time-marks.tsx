import { type ReactNode, useId, useRef } from 'react';
import { t } from '../language/t.ts';
import { formatMs } from '../units.ts';
import styles from './charts.module.css';
import { type Now, useNow } from './now.ts';
import { type TimeScale, timeTicks, xOf } from './time-scale.ts';
import type { TimeRange } from './use-time-pointer.ts';

export interface CommandMark {
  readonly atMs: number;
  /** What was commanded, in a few words. */
  readonly text: string;
}
/** A note on an instant or a stretch of time. */
export interface NoteMark extends TimeRange {
  readonly number: number;
  readonly text: string;
}
interface TimeAxisProps {
  readonly scale: TimeScale;
  readonly commands?: readonly CommandMark[];
  readonly notes?: readonly NoteMark[];
}

/**
 * The axis below figures of one time scale: labels, for the figures above have the lines that are read, and marks where
 * a command was given or a note was written. Both stand as lists elsewhere, so a screen reader does not need the marks.
 */
export function TimeAxis({ scale, commands = [], notes = [] }: TimeAxisProps) {
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
        {commands
          .filter(({ atMs }) => atMs >= scale.fromMs && atMs <= scale.toMs)
          .map(({ atMs, text }, i) => (
            <path
              // biome-ignore lint/suspicious/noArrayIndexKey: the same command may be given twice at one instant
              key={i}
              className={styles.command}
              transform={`translate(${xOf(scale, atMs)} 0) scale(${scale.textPx / 2})`}
              d="M0 0L0.8 1.2H-0.8Z"
            >
              <title>{`${formatMs(atMs)}: ${text}`}</title>
            </path>
          ))}
        {notes
          .filter(({ fromMs, toMs }) => toMs >= scale.fromMs && fromMs <= scale.toMs)
          .map(({ number, fromMs, toMs, text }) => (
            <g
              key={number}
              className={styles.note}
              transform={`translate(${xOf(scale, Math.max(fromMs, scale.fromMs))} 0)`}
            >
              <title>{t('Note {number}: {text}', { number, text })}</title>
              {toMs > fromMs && (
                <line x2={xOf(scale, Math.min(toMs, scale.toMs)) - xOf(scale, Math.max(fromMs, scale.fromMs))} />
              )}
              <circle r={scale.textPx * 0.65} cy={scale.textPx * 0.65} />
              <text y={scale.textPx} textAnchor="middle">
                {number}
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
interface NowMarkProps extends MarkProps {
  readonly now: Now;
}

/** The line at the playhead, when it is in sight. */
export function Playhead({ scale, top, bottom, now, named = false }: NowMarkProps & { readonly named?: boolean }) {
  const group = useRef<SVGGElement>(null);
  const name = useRef<SVGTextElement>(null);
  useNow(now, (nowMs) => {
    const x = xOf(scale, nowMs);
    const isLate = x > scale.right - scale.textPx * 3;
    group.current!.style.display = nowMs < scale.fromMs || nowMs > scale.toMs ? 'none' : '';
    group.current!.setAttribute('transform', `translate(${x} 0)`);
    name.current?.setAttribute('x', `${scale.textPx * (isLate ? -0.5 : 0.5)}`);
    name.current?.setAttribute('text-anchor', isLate ? 'end' : 'start');
  });
  return (
    <g ref={group}>
      <line className={styles.playhead} y1={top} y2={bottom} />
      {named && (
        <text ref={name} className={styles.strong} y={top + scale.textPx * 0.9}>
          {t('now')}
        </text>
      )}
    </g>
  );
}

/** Pales everything after the playhead. */
export function Veil({ scale, top, bottom, now }: NowMarkProps) {
  const rect = useRef<SVGRectElement>(null);
  useNow(now, (nowMs) => {
    const x = Math.min(Math.max(xOf(scale, nowMs), scale.left), scale.right);
    rect.current!.setAttribute('x', `${x}`);
    rect.current!.setAttribute('width', `${scale.right - x + 1}`);
  });
  return <rect ref={rect} className={styles.veil} y={top} height={bottom - top} />;
}

/** Words over the veil: `past` is seen up to the playhead, `future`, the same words for a paled ground, from there on. */
export function AcrossVeil({ scale, top, bottom, now, past, future }: AcrossVeilProps) {
  const id = useId();
  const before = useRef<SVGRectElement>(null);
  const after = useRef<SVGRectElement>(null);
  useNow(now, (nowMs) => {
    const x = Math.min(Math.max(xOf(scale, nowMs), scale.left), scale.right);
    before.current!.setAttribute('width', `${x}`);
    after.current!.setAttribute('x', `${x}`);
  });
  const box = { y: top, height: bottom - top };
  return (
    <>
      <clipPath id={`${id}before`}>
        <rect ref={before} {...box} />
      </clipPath>
      <clipPath id={`${id}after`}>
        <rect ref={after} {...box} width={scale.width} />
      </clipPath>
      <g className={styles.over} clipPath={`url(#${id}before)`}>
        {past}
      </g>
      <g className={styles.over} clipPath={`url(#${id}after)`}>
        {future}
      </g>
    </>
  );
}
interface AcrossVeilProps extends NowMarkProps {
  readonly past: ReactNode;
  readonly future: ReactNode;
}

/** A marked stretch of time. */
export function BrushMark({ scale, top, bottom, range }: MarkProps & { readonly range: TimeRange | null }) {
  if (!range || range.toMs < scale.fromMs || range.fromMs > scale.toMs) return null;
  const x = xOf(scale, Math.max(range.fromMs, scale.fromMs));
  const width = xOf(scale, Math.min(range.toMs, scale.toMs)) - x;
  return (
    <rect className={styles.brush} x={x} y={top} width={Math.max(width, 1)} height={bottom - top}>
      <title>{t('marked: {time}', { time: formatMs(range.toMs - range.fromMs) })}</title>
    </rect>
  );
}
