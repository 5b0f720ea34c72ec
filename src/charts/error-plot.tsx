import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import styles from './error-plot.module.css';
import { apart, errorScale } from './error-scale.ts';
import { useSize } from './use-size.ts';

/** One measurement against its prediction. */
export interface ErrorDot {
  readonly key: string;
  /** The row it stands in. */
  readonly row: string;
  /** Read out for it. */
  readonly label: string;
  readonly error: number;
  /** What chance leaves open: from the least to the most error. */
  readonly range: readonly [least: number, most: number] | null;
  /** Outside what is tolerated: another shape. */
  readonly isOutside: boolean;
  /** Drawn hollow: it does not count. */
  readonly isHollow: boolean;
}

export interface ErrorPlotProps {
  readonly label: string;
  readonly dots: readonly ErrorDot[];
  /** Top down; a row without a dot is not drawn. */
  readonly rows: readonly string[];
  /** Of the error, above 0. */
  readonly tolerance: number;
  readonly kind: 'linear' | 'log';
  /** An error as it stands on the axis. */
  readonly format: (error: number) => string;
  /** Where a dot leads to. */
  readonly href: string;
  readonly onOpen: (key: string) => void;
  /** The dot under the pointer or with the focus; null when there is none. */
  readonly onLook: (key: string | null) => void;
}

/**
 * Each error a dot in the row of its kind, over the band of what is tolerated. One stop of the tab key: arrows go from dot to
 * dot in the order of the rows, Enter follows the dot's link.
 */
export function ErrorPlot(props: ErrorPlotProps) {
  const { label, dots, tolerance, kind, format, onLook } = props;
  const [measure, { width, textPx }] = useSize();
  const [current, setCurrent] = useState<string | null>(null);
  const links = useRef(new Map<string, { focus(): void }>());
  const rows = props.rows.filter((row) => dots.some((dot) => dot.row === row));
  const rowPx = textPx * 2;
  const left = Math.max(...rows.map((row) => row.length), 8) * textPx * 0.58 + textPx;
  const right = width - textPx * 1.5;
  const bottom = rows.length * rowPx + textPx * 0.5;
  const scale = errorScale(
    kind,
    dots.flatMap(({ error, range }) => [error, ...(range ?? [])]),
    tolerance,
    left,
    right,
  );
  const ordered = rows.flatMap((row) => {
    const inRow = dots.filter((dot) => dot.row === row).toSorted((a, b) => scale.x(a.error) - scale.x(b.error));
    const offsets = apart(
      inRow.map(({ error }) => scale.x(error)),
      textPx * 0.75,
    );
    return inRow.map((dot, i) => ({ ...dot, offset: offsets[i]! }));
  });
  const stop = ordered.some(({ key }) => key === current) ? current : ordered[0]?.key;

  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    links.current.get(ordered[(index + step + ordered.length) % ordered.length]!.key)?.focus();
  };
  const onClick = (event: MouseEvent, key: string) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // another tab is the browser's business
    event.preventDefault();
    props.onOpen(key);
  };

  return (
    <div ref={measure} className={styles.plot}>
      {width > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold a drawing
        <svg width={width} height={bottom + textPx * 2.2} fontSize={textPx} role="group" aria-label={label}>
          <rect x={scale.band[0]} y={0} width={scale.band[1] - scale.band[0]} height={bottom} className={styles.band} />
          {scale.ticks.map((tick) => (
            <g key={tick}>
              <line x1={scale.x(tick)} x2={scale.x(tick)} y1={0} y2={bottom} className={styles.grid} />
              <text x={scale.x(tick)} y={bottom + textPx * 1.4} textAnchor="middle">
                {format(tick)}
              </text>
            </g>
          ))}
          {rows.map((row, i) => (
            <text key={row} x={0} y={(i + 0.5) * rowPx + textPx * 0.25} dy="0.35em">
              {row}
            </text>
          ))}
          {ordered.map((dot, index) => {
            const x = scale.x(dot.error);
            const y = (rows.indexOf(dot.row) + 0.5) * rowPx + textPx * 0.25 + dot.offset * textPx * 0.42;
            return (
              <g key={dot.key}>
                {dot.range && <RangeLine span={scale.span(dot.range)} y={y} />}
                <a
                  ref={(link) => {
                    if (link) links.current.set(dot.key, link);
                    return () => {
                      links.current.delete(dot.key);
                    };
                  }}
                  href={props.href}
                  aria-label={dot.label}
                  tabIndex={dot.key === stop ? 0 : -1}
                  className={styles.dot}
                  onClick={(event) => onClick(event, dot.key)}
                  onKeyDown={(event) => onKeyDown(event, index)}
                  onFocus={() => {
                    setCurrent(dot.key);
                    onLook(dot.key);
                  }}
                  onPointerEnter={() => onLook(dot.key)}
                  onPointerLeave={() => onLook(null)}
                  onBlur={() => onLook(null)}
                >
                  <circle cx={x} cy={y} r={textPx * 0.75} fill="transparent" />
                  {dot.isOutside ? (
                    <path d={diamond(x, y, textPx * 0.5)} className={styles.outside} />
                  ) : (
                    <circle cx={x} cy={y} r={textPx * 0.36} className={dot.isHollow ? styles.hollow : styles.inside} />
                  )}
                </a>
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}

function RangeLine({
  span: [from, to],
  y,
}: {
  readonly span: readonly [from: number, to: number];
  readonly y: number;
}) {
  return <line x1={from} x2={to} y1={y} y2={y} className={styles.range} />;
}

const diamond = (x: number, y: number, r: number): string =>
  `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`;
