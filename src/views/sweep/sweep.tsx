import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { PhaseMap } from '../../charts/phase-map.tsx';
import type { AppState } from '../../store/app-store.ts';
import { FIELDS } from '../../store/fields.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { axesOfMap, frontierOf, type PhaseGrid, phaseGrid } from '../../sweep/study/phase-grid.ts';
import type { Plan } from '../../sweep/study/plan.ts';
import { Button } from '../../ui/button.tsx';
import { useColourScheme } from '../../ui/theme.ts';
import { formatCount, formatMs } from '../../units.ts';
import { showLab } from '../show-lab.ts';
import { AnswerPanel } from './answer-panel.tsx';
import { Costs } from './costs.tsx';
import { mapSquares } from './map-squares.ts';
import { PlanControls } from './plan-controls.tsx';
import { Profile } from './profile.tsx';
import { SquarePanel } from './square-panel.tsx';
import styles from './sweep.module.css';
import { TakeAway } from './take-away.tsx';
import { headline, promiseText, squareText, ticksOf, valueText } from './words.ts';

/** One question to many runs, as a map. */
export function Sweep() {
  const { openSweep, stopSweep, pause } = useAppStore().getState();
  useEffect(() => {
    // The Lab's clock would share the machine, and nobody sees it from here.
    pause();
    void openSweep();
    return stopSweep;
  }, [openSweep, stopSweep, pause]);
  const plan = useApp(planOf);
  const grid = useGrid(plan);
  const at = useApp(squareOf);
  const square = (at !== null && grid?.squares[at]) || null;
  return (
    <div className={styles.sweep}>
      <aside className={styles.side} aria-label="Question">
        <PlanControls />
        <Progress />
      </aside>
      <div className={styles.main}>
        <header>
          <h1 className={styles.headline}>{grid ? headline(grid, plan.promise) : 'This plan is no map.'}</h1>
          <p className={styles.lead}>
            A success {promiseText(plan.promise)}. Point anywhere to read it; click to open that run in the Lab, with
            Shift to compare it, with Alt to ask what is just enough there.
          </p>
        </header>
        {grid && <RunMap grid={grid} plan={plan} />}
        {grid && <Profile grid={grid} plan={plan} />}
        <Costs plan={plan} />
        <TakeAway plan={plan} grid={grid} />
      </div>
      <aside className={styles.side} aria-label="Answer">
        <SquarePanel plan={plan} square={square} set={grid && at !== null ? setText(plan, grid, at) : ''} />
        <AnswerPanel />
      </aside>
    </div>
  );
}

function RunMap({ grid, plan }: { readonly grid: PhaseGrid; readonly plan: Plan }) {
  const { lookAtSquare, openPointInLab, addPointToCompare, askHere } = useAppStore().getState();
  const shows = useApp(showsOf);
  const at = useApp(squareOf);
  const theme = useColourScheme();
  const squares = useMemo(() => mapSquares(grid, shows), [grid, shows]);
  const frontier = useMemo(() => frontierOf(grid), [grid]);
  const [across, up] = axesOfMap(plan)!;
  return (
    <PhaseMap
      label={`${plan.name || 'Map'}: ${FIELDS[across.field].label} across, ${FIELDS[up.field].label} up. Arrow keys go from square to square, Enter opens one.`}
      columns={grid.across.length}
      rows={grid.up.length}
      squares={squares}
      frontier={frontier}
      across={{ title: FIELDS[across.field].label, ticks: ticksOf(across.field, grid.across, 5) }}
      up={{ title: FIELDS[up.field].label, ticks: ticksOf(up.field, grid.up, 6) }}
      theme={theme}
      picked={at}
      pickedText={at === null ? '' : squareText(grid.squares[at] ?? null, setText(plan, grid, at))}
      onPick={(square, how) => {
        lookAtSquare(square);
        const found = grid.squares[square];
        if (!found) return;
        if (how === 'open') {
          openPointInLab(found.point);
          showLab();
        } else if (how === 'add') addPointToCompare(found.point);
        else if (how === 'ask') askHere();
      }}
    />
  );
}

function Progress() {
  const { stopSweep, resumeSweep } = useAppStore().getState();
  const status = useApp(statusOf);
  const all = useApp(allOf);
  const done = useApp(doneOf);
  const leftMs = useApp(leftOf);
  return (
    <div className={styles.progress}>
      <progress max={all} value={done} aria-label="Confirmed page by page" />
      <p role="status">
        {status === 'ready'
          ? `All ${formatCount(all)} runs confirmed page by page.`
          : `Confirmed page by page: ${formatCount(done)} of ${formatCount(all)}${leftMs === null || status !== 'running' ? '' : `, ${formatMs(leftMs)} left`}.`}
      </p>
      {status === 'running' && <Button onPress={stopSweep}>Stop</Button>}
      {(status === 'stopped' || status === 'failed') && <Button onPress={resumeSweep}>Go on</Button>}
    </div>
  );
}

/** The grid as of the last frame in which something came, or as of the change of the plan: never that of another plan. */
function useGrid(plan: Plan): PhaseGrid | null {
  const { sweepResults } = useAppStore();
  const version = useSyncExternalStore(sweepResults.subscribe, sweepResults.version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the maps are filled in place, the version says when
  return useMemo(() => {
    const { estimates, rows } = sweepResults.latest();
    return phaseGrid(plan, estimates, rows);
  }, [sweepResults, version, plan]);
}

/** `90,000 pages/s, 300 ms` */
function setText(plan: Plan, { across, up }: PhaseGrid, at: number): string {
  const [x, y] = axesOfMap(plan)!;
  return `${valueText(x.field, across[at % across.length]!)}, ${valueText(y.field, up[Math.floor(at / across.length)]!)}`;
}

const planOf = (state: AppState) => state.sweepPlan;
const showsOf = (state: AppState) => state.sweepShows;
const squareOf = (state: AppState) => state.sweepSquare;
const statusOf = (state: AppState) => state.sweepStatus;
const allOf = (state: AppState) => state.sweepAll;
const doneOf = (state: AppState) => state.sweepDone;
const leftOf = (state: AppState) => state.sweepLeftMs;
