import { type CSSProperties, memo, type PointerEvent, useState } from 'react';
import { t } from '../language/t.ts';
import styles from './seek-bar.module.css';

export interface Mark {
  readonly atMs: number;
  /** `sync 3` */
  readonly label: string;
}

export interface SeekBarProps {
  readonly nowMs: number;
  readonly endMs: number;
  readonly marks: readonly Mark[];
  readonly stopped: { readonly fromMs: number; readonly toMs: number } | null;
  /** A place in words. */
  readonly format: (ms: number) => string;
  readonly onSeek: (ms: number) => void;
}

/** The run from its start to its end: where it is, where the syncs are, where the guest is stopped. */
export function SeekBar({ nowMs, endMs, marks, stopped, format, onSeek }: SeekBarProps) {
  const [pointed, setPointed] = useState<number | null>(null); // ms under the pointer
  const shareOf = (ms: number) => (endMs > 0 ? Math.min(ms / endMs, 1) : 0);
  const point = (event: PointerEvent<HTMLInputElement>) => {
    if (event.pointerType === 'touch') return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const thumb = Number.parseFloat(getComputedStyle(event.currentTarget).fontSize); // the thumb is 1em wide
    setPointed(Math.min(Math.max((event.clientX - left - thumb / 2) / (width - thumb), 0), 1) * endMs);
  };
  return (
    <div className={styles.bar} style={{ '--share': shareOf(nowMs) } as CSSProperties}>
      <div className={styles.inside} aria-hidden>
        <div className={styles.rail} />
        {stopped && (
          <div
            className={styles.stopped}
            style={{ left: percent(shareOf(stopped.fromMs)), right: percent(1 - shareOf(stopped.toMs)) }}
          />
        )}
        <div className={styles.past} />
        <Marks marks={marks} endMs={endMs} />
        <div className={styles.thumb} />
        {pointed !== null && (
          <div className={styles.pointed} style={{ '--at': shareOf(pointed) } as CSSProperties}>
            {hint(pointed, marks, endMs, format)}
          </div>
        )}
      </div>
      <input
        type="range"
        data-keys-pass
        aria-label={t('Simulated time')}
        aria-valuetext={t('{now} of {end}', { now: format(nowMs), end: format(endMs) })}
        className={styles.range}
        min={0}
        max={endMs}
        step="any"
        value={nowMs}
        disabled={endMs <= 0}
        onChange={(event) => onSeek(Number(event.currentTarget.value))}
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
      />
    </div>
  );
}

/** One path: a run that does not converge has thousands of syncs. */
const Marks = memo(function Marks({ marks, endMs }: Pick<SeekBarProps, 'marks' | 'endMs'>) {
  if (endMs <= 0) return null;
  const path = marks.map(({ atMs }) => `M${((atMs / endMs) * 1000).toFixed(2)} 0V1`).join('');
  return (
    <svg className={styles.marks} viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden="true">
      <path d={path} vectorEffect="non-scaling-stroke" />
    </svg>
  );
});

/** The time under the pointer, and the sync when one is within half a percent of the bar. */
function hint(atMs: number, marks: readonly Mark[], endMs: number, format: (ms: number) => string): string {
  const distance = (mark: Mark) => Math.abs(mark.atMs - atMs);
  const nearest = marks.reduce<Mark | null>(
    (best, mark) => (best && distance(best) <= distance(mark) ? best : mark),
    null,
  );
  return nearest && distance(nearest) < endMs / 200 ? `${nearest.label}, ${format(nearest.atMs)}` : format(atMs);
}

const percent = (share: number) => `${share * 100}%`;
