import { useEffect, useMemo, useRef, useState } from 'react';
import { DIFFERENCE, DIFFERENCES, differenceColours, paintDifference } from '../../charts/difference-painter.ts';
import { fitCells } from '../../charts/page-cells.ts';
import { palette, type Theme } from '../../charts/palette.ts';
import { usePixelRatio, useSize } from '../../charts/use-size.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { useColourScheme } from '../../ui/theme.ts';
import styles from './closer-look.module.css';
import { DIFFERENCE_ENTRIES as ENTRIES } from './tables.ts';

/** Every page in which the destinations of the pair differ, at the clock. Painted by hand: pixels do not render. */
export function DifferenceMap() {
  const { pairedPages } = useAppStore();
  const theme = useColourScheme();
  const slots = useApp(slotsOf);
  const [room, { width, height }] = useSize();
  const pixelRatio = usePixelRatio();
  const grid = useMemo(
    () => (slots > 0 && width > 0 ? fitCells(slots, width, height, pixelRatio) : null),
    [slots, width, height, pixelRatio],
  );
  const canvas = useRef<HTMLCanvasElement>(null);
  const [counts, setCounts] = useState<readonly number[]>([]);
  useEffect(() => {
    const context = canvas.current?.getContext('2d', { alpha: false });
    if (!context || !grid) return;
    const { columns, rows } = grid;
    const image = context.createImageData(columns, rows);
    const pixels = new Uint32Array(image.data.buffer);
    const colours = differenceColours(theme);
    const found = new Float64Array(DIFFERENCES);
    context.canvas.width = columns;
    context.canvas.height = rows;
    const paint = () => {
      const pages = pairedPages.latest();
      if (!pages) return;
      const { left, right, layout } = pages;
      const view = { fromSlot: 0, toSlot: layout.slots, columns, rows };
      paintDifference(left.pages.states, right.pages.states, layout, view, colours, pixels, found);
      context.putImageData(image, 0, 0);
      setCounts([...found]);
    };
    paint();
    return pairedPages.subscribe(paint);
  }, [pairedPages, grid, theme]);
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>{t('Where the two destinations differ')}</figcaption>
      <div className={styles.map}>
        <div ref={room} className={styles.room} />
        {grid && (
          <canvas
            ref={canvas}
            role="img"
            aria-label={t('Pages that differ between A and B: {counts}', { counts: wordsOf(counts) })}
            style={{ width: grid.columns * grid.cellPx, height: grid.rows * grid.cellPx }}
          />
        )}
      </div>
      <ul className={styles.legend}>
        {ENTRIES.map(({ kind, name }) => (
          <li key={kind}>
            <i style={{ background: swatch(kind, theme) }} />
            {t(name, { pages: counts[kind] ?? 0 })}
          </li>
        ))}
      </ul>
    </figure>
  );
}

const wordsOf = (counts: readonly number[]) =>
  ENTRIES.map(({ kind, name }) => t(name, { pages: counts[kind] ?? 0 })).join(', ');

/** The tones and patterns of the painter. */
function swatch(kind: number, theme: Theme): string {
  const p = palette[theme];
  switch (kind) {
    case DIFFERENCE.differs:
      return `radial-gradient(${p.ink3} 45%, ${p.clean} 50%) 0 0 / 4px 4px`;
    case DIFFERENCE.leftLost:
      return `repeating-linear-gradient(135deg, ${p.stale} 0 4px, ${p.staleCheck} 4px 6px)`;
    case DIFFERENCE.rightLost:
      return `repeating-linear-gradient(45deg, ${p.staleCheck} 0 4px, ${p.stale} 4px 6px)`;
    case DIFFERENCE.bothLost:
      return `repeating-conic-gradient(${p.stale} 0 25%, ${p.staleCheck} 0 50%) 0 0 / 6px 6px`;
    default:
      return p.clean;
  }
}

const slotsOf = ({ variants, pair }: AppState) =>
  variants.find(({ variant }) => variant.id === pair[0])?.run?.layout.slots ?? 0;
