import { useMemo } from 'react';
import type { CellGrid } from '../../charts/page-cells.ts';
import { usePaintedPages } from '../../charts/use-painted-pages.ts';
import { t } from '../../language/t.ts';
import type { Run } from '../../store/run-slice.ts';
import { useAppStore } from '../../store/use-app.ts';
import { engineFrames } from '../engine-frames.ts';

export interface DestinationMapProps {
  readonly id: string;
  readonly run: Run;
  readonly title: string;
  readonly grid: CellGrid;
}

/** Every page of one variant's destination, as it is at the clock. */
export function DestinationMap({ id, run, title, grid: { columns, rows, cellPx } }: DestinationMapProps) {
  const store = useAppStore();
  // A new run may come from a new engine, whose frames are others.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` stands for its engine
  const frames = useMemo(() => engineFrames(store, id), [store, id, run]);
  const { canvas } = usePaintedPages(frames, 'destination');
  const lost = run.timeline.outcome?.audit.stalePages ?? 0;
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={
        lost > 0
          ? t('Destination pages of {variant}, {lost} lost at the end', { variant: title, lost })
          : t('Destination pages of {variant}', { variant: title })
      }
      style={{ width: columns * cellPx, height: rows * cellPx }}
    />
  );
}
