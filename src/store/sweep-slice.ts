import { t } from '../language/t.ts';
import type { FieldValue } from '../scenario/field-values.ts';
import type { FieldName } from '../scenario/fields.ts';
import { MOST } from '../scenario/limits.ts';
import { addressOf } from '../sweep/study/address.ts';
import { type Cell, pointCount, scenarioAt, withField } from '../sweep/study/cells.ts';
import { dispatch } from '../sweep/study/dispatch.ts';
import type { Estimated } from '../sweep/study/findings.ts';
import { frontierOf, phaseGrids } from '../sweep/study/phase-grid.ts';
import type { Plan } from '../sweep/study/plan.ts';
import { PLAN_PRESETS } from '../sweep/study/plan-presets.ts';
import { parsePlan } from '../sweep/study/plan-schema.ts';
import type { Row } from '../sweep/study/row.ts';
import { Estimator } from '../worker/pool-estimate.ts';
import { workerHand } from '../worker/pool-study.ts';
import type { Slice, StoreDeps } from './app-store.ts';
import { createAskSlice } from './ask-slice.ts';
import { keepAsTheyCome } from './keep-as-they-come.ts';
import type { Part } from './parts.ts';
import { followSweepLink, planFile, planInHash } from './sweep-link.ts';

/** One question to many runs. */
export interface SweepSlice {
  sweepPlan: Plan;
  isSweepOpen: boolean;
  /** `running`: the pages confirm what count level has answered. */
  sweepStatus: 'idle' | 'running' | 'ready' | 'stopped' | 'failed';
  /** Runs of the plan, those that are there, and how long the rest will take; null before it is known. */
  sweepAll: number;
  sweepDone: number;
  sweepLeftMs: number | null;
  /** What the colour of the map is. */
  sweepShows: SweepFigure;
  /** The figure whose lines of equal value lie over the map; null for none. */
  sweepLines: Exclude<SweepFigure, 'keeps'> | null;
  /** What is looked at, in whatever figure: one value an axis, in their order; null for nothing. */
  sweepPlace: Place | null;
  /** Opens the plan in the address, or the first there is; only the first time. */
  openSweep(): Promise<void>;
  openSweepLink(): Promise<void>;
  /** Takes a plan that somebody made or changed, and answers it; gives what is wrong with it, or null. */
  takePlan(json: unknown, file: string): unknown;
  choosePlan(presetId: string): void;
  /** Changes the scenario of the plan: the map follows at count level, the pages when it has come to rest. */
  setSweepField(field: FieldName, value: FieldValue): void;
  editPlan(change: (plan: Plan) => Plan): void;
  stopSweep(): void;
  resumeSweep(): void;
  showFigure(figure: SweepFigure): void;
  showLines(figure: Exclude<SweepFigure, 'keeps'> | null): void;
  lookAt(place: Place | null): void;
  /** Opens the run of a place in the Lab, from its beginning. */
  openPlaceInLab(place: Place): void;
  /** @param title what it is called there, of whatever length */
  addPlaceToCompare(place: Place, title: string): void;
}
export type Place = readonly FieldValue[];
export type SweepFigure = 'keeps' | 'downtimeMs' | 'totalTimeMs' | 'sentBytes' | 'slowdown';

/** What is known of a plan's points. It stays outside the state: a map paints it. Both maps are filled in place. */
export interface SweepResults {
  readonly plan: Plan;
  /** Of each point that was estimated. */
  readonly estimates: ReadonlyMap<number, Estimated>;
  /** Page by page, by cell. */
  readonly rows: ReadonlyMap<number, Row>;
  /** Count level will say more of it at once. */
  readonly isComing: boolean;
}
export interface SweepResultsFeed {
  /**
   * Another object whenever there is something new to show. While a slider moves it is that of the plan before until the first answer
   * for the new one is there: an empty map in between would say nothing, and cost a frame.
   */
  latest(): SweepResults;
  /** Called at most once a frame. */
  subscribe(changed: () => void): () => void;
}

/** Rows that come within this time are shown together, real ms: to paint ten thousand squares for each would leave no time for the page. */
const ROWS_MS = 200;
/** After the last change so long nothing is run page by page, real ms. */
const REST_MS = 400;

/** Cells next to the frontier first, as count level sees it: there the pages have most to say. */
function frontierFirst(plan: Plan, cells: readonly Cell[], estimates: ReadonlyMap<number, Estimated>): readonly Cell[] {
  const near = new Set<number>();
  for (const grid of phaseGrids(plan, estimates, new Map())) {
    const columns = grid.across.length;
    for (const [x1, y1, x2] of frontierOf(grid)) {
      const sides =
        x1 === x2 ? [y1 * columns + x1 - 1, y1 * columns + x1] : [(y1 - 1) * columns + x1, y1 * columns + x1];
      for (const side of sides) {
        const square = grid.squares[side];
        if (square) near.add(square.point);
      }
    }
  }
  return [...cells.filter(({ point }) => near.has(point)), ...cells.filter(({ point }) => !near.has(point))];
}

/** What the sweep needs of the state, with the questions that are asked at one of its places. */
export function sweepPart(deps: StoreDeps): Part {
  const { slice, results } = createSweepSlice(deps);
  return {
    slice: (...args) => ({ ...slice(...args), ...createAskSlice(deps)(...args) }),
    feeds: { sweepResults: results },
    follow: (app) => followSweepLink(app, deps),
  };
}

export function createSweepSlice({
  startStudyWorker,
  startEstimateWorker,
  keptResults,
  requestFrame,
  location,
  cores,
}: StoreDeps): {
  readonly slice: Slice<SweepSlice>;
  readonly results: SweepResultsFeed;
} {
  const first = PLAN_PRESETS[0]!.plan;
  let estimates = new Map<number, Estimated>();
  let rows = new Map<number, Row>();
  let plan: Plan = first;
  let isComing = false;
  let shown: SweepResults = { plan, estimates, rows, isComing };
  const listeners = new Set<() => void>();
  let isAsked = false;
  const changed = () => {
    if (isAsked) return;
    isAsked = true;
    requestFrame(() => {
      isAsked = false;
      shown = { plan, estimates, rows, isComing };
      for (const listener of listeners) listener();
    });
  };
  let isDue = false;
  const changedSoon = () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      changed();
    }, ROWS_MS);
  };
  const results: SweepResultsFeed = {
    latest: () => shown,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  const slice: Slice<SweepSlice> = (set, get) => {
    let stop: AbortController | null = null;
    let rest: ReturnType<typeof setTimeout> | null = null;
    const keeper = keepAsTheyCome(keptResults, (error) =>
      get().report('sweep', t('The browser has no room left for results: they are shown, and not kept.'), error),
    );

    const estimator = new Estimator({
      startWorker: startEstimateWorker,
      hands: Math.max(1, cores - 1),
      onPoints: (points, isLast) => {
        for (const { point, ...estimated } of points) estimates.set(point, estimated);
        isComing = !isLast;
        changed();
      },
      onFault: (message) => {
        isComing = false;
        changed();
        get().report('sweep', t('The map could not be estimated; the pages still answer it.'), new Error(message));
      },
    });

    const confirm = async (): Promise<void> => {
      stop?.abort();
      const mine = new AbortController();
      stop = mine;
      const asked = plan;
      const startMs = performance.now();
      let made = 0;
      let done = 0;
      let all = 0;
      const show = () => {
        if (mine.signal.aborted) return;
        const leftMs = made === 0 ? null : ((performance.now() - startMs) / made) * (all - done);
        set({ sweepAll: all, sweepDone: done, sweepLeftMs: leftMs });
      };
      set({ sweepStatus: 'running', sweepDone: 0, sweepAll: pointCount(asked) * asked.repeats, sweepLeftMs: null });
      try {
        await dispatch(asked, {
          hand: () => workerHand(startStudyWorker),
          hands: Math.max(1, cores - 1),
          signal: mine.signal,
          order: (cells) => frontierFirst(asked, cells, estimates),
          breathe: () => new Promise((resolve) => setTimeout(resolve)),
          known: (addresses) => keptResults.find(addresses),
          onRound: (cells) => {
            all += cells.length;
          },
          onRow: (row, isNew) => {
            if (mine.signal.aborted) return;
            rows.set(row.cell.index, row);
            changedSoon();
            // Done is what nobody has to run again.
            const count = () => {
              done++;
              if (isNew) made++;
              requestShow(show);
            };
            if (isNew) keeper.add(addressOf(row.cell.scenario), row.run, count);
            else count();
          },
        });
        await keeper.rest();
        changed();
        if (stop === mine && !mine.signal.aborted) {
          show();
          set({ sweepStatus: 'ready' });
        }
      } catch (error) {
        if (stop !== mine) return;
        set({ sweepStatus: 'failed' });
        get().report('sweep', t('The sweep could not be finished.'), error);
      }
    };

    let isShowAsked = false;
    const requestShow = (show: () => void) => {
      if (isShowAsked) return;
      isShowAsked = true;
      requestFrame(() => {
        isShowAsked = false;
        show();
      });
    };

    /** @param isMoving another change is to be expected: the pages wait */
    const answer = (next: Plan, isMoving: boolean): void => {
      plan = next;
      estimates = new Map();
      rows = new Map();
      isComing = true;
      stop?.abort();
      if (rest !== null) clearTimeout(rest);
      set({ sweepPlan: next, sweepStatus: 'running', sweepDone: 0, sweepLeftMs: null });
      get().dismiss('sweep');
      estimator.ask(next);
      if (!isMoving) changed();
      rest = setTimeout(
        () => {
          changed();
          void confirm();
        },
        isMoving ? REST_MS : 0,
      );
    };

    return {
      sweepPlan: first,
      isSweepOpen: false,
      sweepStatus: 'idle',
      sweepAll: 0,
      sweepDone: 0,
      sweepLeftMs: null,
      sweepShows: 'downtimeMs',
      sweepLines: null,
      sweepPlace: null,
      async openSweep() {
        if (get().isSweepOpen) return;
        set({ isSweepOpen: true });
        await get().openSweepLink();
      },
      async openSweepLink() {
        let found: Plan | null = null;
        let fault: unknown = null;
        try {
          found = await planInHash(location.hash());
        } catch (error) {
          fault = error;
        }
        if (found) set({ sweepPlace: null });
        if (found || get().sweepStatus === 'idle') answer(found ?? first, false);
        if (fault !== null) get().report('sweep', t('The sweep in this link cannot be opened.'), fault);
      },
      takePlan(json, file) {
        try {
          set({ sweepPlace: null });
          answer(parsePlan(json, file), false);
          return null;
        } catch (error) {
          get().report('sweep', t('This plan cannot be used.'), error);
          return error;
        }
      },
      choosePlan(presetId) {
        const found = PLAN_PRESETS.find(({ id }) => id === presetId);
        if (!found) return;
        set({ sweepPlace: null });
        answer(found.plan, false);
      },
      setSweepField(field, value) {
        const next = { ...plan, scenario: withField(plan.scenario, field, value) };
        answer(next, true);
      },
      editPlan(change) {
        const next = change(plan);
        if (next === plan) return;
        const place = get().sweepPlace;
        get().takePlan(planFile(next), 'plan');
        // Another promise or more seeds leave the place where it was.
        if (next.axes === plan.axes) set({ sweepPlace: place });
      },
      stopSweep() {
        stop?.abort();
        if (rest !== null) clearTimeout(rest);
        set({ sweepStatus: 'stopped' });
      },
      resumeSweep() {
        void confirm();
      },
      showFigure: (sweepShows) => set({ sweepShows }),
      showLines: (sweepLines) => set({ sweepLines }),
      lookAt: (sweepPlace) => set({ sweepPlace }),
      openPlaceInLab: (place) => get().openScenario(scenarioAt(plan, place), { start: 'beginning' }),
      addPlaceToCompare(place, title) {
        const scenario = { ...scenarioAt(plan, place), name: title.slice(0, MOST.nameLength) };
        get().addScenarioToCompare(scenario, 'from the sweep');
      },
    };
  };
  return { slice, results };
}
