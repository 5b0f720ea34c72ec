import { useEffect, useMemo } from 'react';
import { type CellGrid, fitCells } from '../../charts/page-cells.ts';
import { usePaintedPages } from '../../charts/use-painted-pages.ts';
import { usePixelRatio, useSize } from '../../charts/use-size.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import type { Run } from '../../store/run-slice.ts';
import { STAGE } from '../../store/thread-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { useColourScheme } from '../../ui/theme.ts';
import { engineFrames } from '../engine-frames.ts';
import styles from './stage-map.module.css';

/** Every page of the destination of the run that is played, as it is at its playhead. */
export function StageMap({ title }: { readonly title: string }) {
  const run = useApp(stagedRunOf);
  const { setStageView, repaintStage } = useAppStore().getState();
  const theme = useColourScheme();
  const [room, { width, height }] = useSize();
  const pixelRatio = usePixelRatio();
  const slots = run?.layout.slots ?? 0;
  const grid = useMemo(
    (): CellGrid | null => (slots > 0 && width > 0 ? fitCells(slots, width, height, pixelRatio) : null),
    [slots, width, height, pixelRatio],
  );
  useEffect(() => {
    if (grid) setStageView({ columns: grid.columns, rows: grid.rows });
  }, [grid, setStageView]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read when it is painted
  useEffect(() => repaintStage(), [theme, repaintStage]);
  return (
    <div ref={room} className={styles.room}>
      {run && grid && <Canvas run={run} grid={grid} title={title} />}
    </div>
  );
}

function Canvas({ run, grid, title }: { readonly run: Run; readonly grid: CellGrid; readonly title: string }) {
  const store = useAppStore();
  // A new run may come from a new engine, whose frames are others.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` stands for its engine
  const frames = useMemo(() => engineFrames(store, STAGE), [store, run]);
  const { canvas } = usePaintedPages(frames, 'destination');
  const lost = run.timeline.outcome?.audit.stalePages ?? 0;
  const { columns, rows, cellPx } = grid;
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={
        lost > 0
          ? t('Destination pages of {run}, {lost} lost at the end', { run: title, lost })
          : t('Destination pages of {run}', { run: title })
      }
      style={{ width: columns * cellPx, height: rows * cellPx }}
    />
  );
}

const stagedRunOf = ({ staged }: AppState) => staged?.run ?? null;
