import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { byteTicks, yOf } from '../../charts/byte-ticks.ts';
import { timeScale, timeTicks, xOf } from '../../charts/time-scale.ts';
import { useSize } from '../../charts/use-size.ts';
import { t } from '../../language/t.ts';
import { formatBytes, formatMs } from '../../units.ts';
import styles from './draw-answer.module.css';
import figures from './figures/figures.module.css';

export interface DrawAnswerProps {
  /** Bytes at equal distances in time, from the first instant to the last. */
  readonly values: readonly number[];
  readonly onChange: (values: readonly number[]) => void;
  readonly endMs: number;
  readonly maxBytes: number;
}

/** A curve that the reader draws: with the pointer across all columns, or column by column with the arrow keys. */
export function DrawAnswer({ values, onChange, endMs, maxBytes }: DrawAnswerProps) {
  const [room, { width, textPx }] = useSize();
  const isDrawing = useRef(false);
  const scale = timeScale(0, endMs, width, textPx);
  const bytes = {
    kind: 'linear' as const,
    floorBytes: 4096,
    maxBytes: maxBytes * 1.06,
    top: textPx * 1.5,
    bottom: HEIGHT - textPx * 2,
  };
  const msOf = (i: number) => (i / (values.length - 1)) * endMs;
  const set = (i: number, value: number) => {
    const next = Math.min(Math.max(value, 0), maxBytes);
    if (next !== values[i]) onChange(values.map((old, at) => (at === i ? next : old)));
  };
  const draw = (event: PointerEvent<Element>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left - scale.left) / (scale.right - scale.left);
    const height = (bytes.bottom - (event.clientY - box.top)) / (bytes.bottom - bytes.top);
    set(
      Math.min(Math.max(Math.round(share * (values.length - 1)), 0), values.length - 1),
      Math.round(height * bytes.maxBytes),
    );
  };
  const onKeyDown = (i: number) => (event: KeyboardEvent) => {
    const by: Record<string, number> = { ArrowUp: 1 / 32, ArrowDown: -1 / 32, PageUp: 1 / 8, PageDown: -1 / 8 };
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key in by) set(i, values[i]! + by[event.key]! * maxBytes);
    else if (event.key === 'Home') set(i, 0);
    else if (event.key === 'End') set(i, maxBytes);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const to = event.currentTarget.parentElement!.children[i + (event.key === 'ArrowRight' ? 1 : -1)];
      if (to instanceof SVGElement) to.focus();
    } else return;
    event.preventDefault();
  };
  const at = values.map((value, i) => [xOf(scale, msOf(i)), yOf(bytes, value)] as const);
  return (
    <div ref={room} className={styles.room} style={{ minHeight: HEIGHT }}>
      {width > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a figure
        <svg
          className={`${figures.figure} ${styles.figure}`}
          width={width}
          height={HEIGHT}
          fontSize={textPx}
          role="group"
          aria-label={t('Your curve: bytes that remain')}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            isDrawing.current = true;
            draw(event);
          }}
          onPointerMove={(event) => isDrawing.current && draw(event)}
          onPointerUp={() => {
            isDrawing.current = false;
          }}
          onPointerCancel={() => {
            isDrawing.current = false;
          }}
        >
          <rect
            x={scale.left}
            y={bytes.top}
            width={scale.right - scale.left}
            height={bytes.bottom - bytes.top}
            className={styles.sheet}
          />
          {byteTicks(bytes, textPx * 4).map(({ value, label }) => (
            <g key={value} transform={`translate(0 ${Math.round(yOf(bytes, value)) + 0.5})`}>
              <line className={figures.grid} x1={scale.left} x2={scale.right} />
              <text x={scale.left - textPx * 0.6} dy="0.35em" textAnchor="end">
                {label}
              </text>
            </g>
          ))}
          {timeTicks(scale).map(({ value, label }) => (
            <text key={value} x={xOf(scale, value)} y={HEIGHT - textPx * 0.4} textAnchor="middle">
              {label}
            </text>
          ))}
          <path className={styles.line} d={at.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('')} />
          <g>
            {at.map(([x, y], i) => (
              <circle
                key={x}
                className={styles.point}
                cx={x}
                cy={y}
                r={textPx * 0.45}
                role="slider"
                tabIndex={0}
                aria-orientation="vertical"
                aria-label={t('Remaining at {time}', { time: formatMs(msOf(i)) })}
                aria-valuemin={0}
                aria-valuemax={maxBytes}
                aria-valuenow={values[i]!}
                aria-valuetext={formatBytes(values[i]!)}
                onKeyDown={onKeyDown(i)}
              />
            ))}
          </g>
        </svg>
      )}
    </div>
  );
}

const HEIGHT = 300;
