import { t } from '../language/t.ts';
import {
  EngineError,
  type ExplainedDecision,
  type HeatmapView,
  type PageBiography,
  WorkerDied,
} from '../worker/client.ts';
import type { Slice, StoreDeps } from './app-store.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Run } from './run-slice.ts';
import { decisionAt } from './selectors.ts';

/** What of the run is looked at closely, and what the heatmaps show. */
export interface SelectionSlice {
  /** The selected page's place in the bitmaps. */
  pageSlot: number | null;
  /** Of `pageSlot`, up to the playhead; renewed whenever the playhead rests. */
  biography: PageBiography | null;
  /** The decision that the inspector stays at; null while it follows the playhead. */
  pinnedDecision: number | null;
  /** The decision in the inspector, and its number; lags behind `decisionAt` while it is fetched. */
  explained: { readonly index: number; readonly decision: ExplainedDecision } | null;
  timeBrush: TimeBrush | null;
  pageBrush: PageBrush | null;
  view: HeatmapView;
  /** The view that the worker paints with now; null until it has one for this run. */
  shownView: HeatmapView | null;
  selectPage(slot: number | null): void;
  pinDecision(index: number | null): void;
  brushTime(brush: TimeBrush | null): void;
  brushPages(brush: PageBrush | null): void;
  /** Shows these slots, or with null the whole guest. */
  zoomTo(slots: PageBrush | null): void;
  /** Size in cells and theme, as the screen has them. */
  setMaps(maps: Partial<Pick<HeatmapView, 'columns' | 'rows' | 'theme'>>): void;
  /** Shows these slots as soon as the run that is being opened is there, if it has them. */
  aim(slots: PageBrush | null): void;
  clearSelection(): void;
  /** Lets go of what the run that came to the screen does not have. For the other slices, as are the next two. */
  fitView(): void;
  /** Fetches what the inspector and the biography show now. */
  refreshDetails(): Promise<void>;
  /** Tells that a command failed, unless it is told already or was for a run that is gone. */
  reportLost(run: Run, error: unknown): void;
}

export interface TimeBrush {
  readonly fromMs: number;
  readonly toMs: number;
}
/** Half-open. */
export interface PageBrush {
  readonly fromSlot: number;
  readonly toSlot: number;
}

export const createSelectionSlice =
  ({ client }: StoreDeps): Slice<SelectionSlice> =>
  (set, get) => {
    /** The run and the playhead that `biography` is of. */
    let told: { run: Run; slot: number; nowMs: number } | null = null;
    let explainedRun: Run | null = null;
    /** Slots of the last run; a view of all of them stays a view of all in the next. */
    let lastSlots = 0;
    let aimed: PageBrush | null = null;

    const look = oneAtATime(async () => {
      const { run, view } = get();
      if (!run) return;
      try {
        await client.look(run.runId, view);
        if (get().run === run) set({ shownView: view });
      } catch (error) {
        get().reportLost(run, error);
      }
    });

    const explain = oneAtATime(async () => {
      const { run, explained } = get();
      const index = decisionAt(get());
      if (!run || (index === explained?.index && run === explainedRun)) return;
      if (index === null) {
        set({ explained: null });
        return;
      }
      try {
        const decision = await client.explain(run.runId, index);
        if (get().run !== run) return;
        explainedRun = run;
        set({ explained: { index, decision } });
      } catch (error) {
        get().reportLost(run, error);
      }
    });

    const tell = oneAtATime(async () => {
      const { run, pageSlot: slot, shownMs: nowMs, playing } = get();
      if (!run || slot === null || nowMs === null || playing) return;
      if (told?.run === run && told.slot === slot && told.nowMs === nowMs) return;
      try {
        const biography = await client.biography(run.runId, slot);
        if (get().run !== run || get().pageSlot !== slot) return;
        told = { run, slot, nowMs };
        set({ biography });
      } catch (error) {
        get().reportLost(run, error);
      }
    });

    return {
      pageSlot: null,
      biography: null,
      pinnedDecision: null,
      explained: null,
      timeBrush: null,
      pageBrush: null,
      view: { fromSlot: 0, toSlot: 0, columns: 256, rows: 128, theme: 'light' },
      shownView: null,
      selectPage(pageSlot) {
        if (pageSlot === get().pageSlot) return;
        told = null;
        set({ pageSlot, biography: null });
        void tell();
      },
      pinDecision(pinnedDecision) {
        set({ pinnedDecision });
        void explain();
      },
      brushTime(timeBrush) {
        set({ timeBrush });
      },
      brushPages(pageBrush) {
        set({ pageBrush });
      },
      zoomTo(slots) {
        const { run, view } = get();
        if (!run) return;
        const all = run.layout.slots;
        const fromSlot = Math.min(Math.max(Math.floor(slots?.fromSlot ?? 0), 0), all - 1);
        const toSlot = Math.min(Math.max(Math.ceil(slots?.toSlot ?? all), fromSlot + 1), all);
        set({ view: { ...view, fromSlot, toSlot } });
        void look();
      },
      setMaps(maps) {
        const { view } = get();
        const next = { ...view, ...maps };
        if (next.columns === view.columns && next.rows === view.rows && next.theme === view.theme) return;
        set({ view: next });
        void look();
      },
      aim(slots) {
        aimed = slots;
      },
      clearSelection() {
        told = null;
        aimed = null;
        set({
          pageSlot: null,
          biography: null,
          pinnedDecision: null,
          explained: null,
          timeBrush: null,
          pageBrush: null,
        });
      },
      fitView() {
        const { run, view, pageSlot, pinnedDecision, pageBrush } = get();
        if (!run) return;
        const { slots } = run.layout;
        if (pageSlot !== null && pageSlot >= slots) get().selectPage(null);
        if (pinnedDecision !== null && pinnedDecision >= run.timeline.decisions.length) set({ pinnedDecision: null });
        if (pageBrush !== null && pageBrush.toSlot > slots) set({ pageBrush: null });
        const isWhole = view.fromSlot === 0 && view.toSlot === lastSlots;
        lastSlots = slots;
        set({ shownView: null });
        if (aimed && aimed.toSlot <= slots) set({ view: { ...view, ...aimed } });
        else if (isWhole || view.toSlot > slots) set({ view: { ...view, fromSlot: 0, toSlot: slots } });
        aimed = null;
        void look();
      },
      async refreshDetails() {
        await Promise.all([explain(), tell()]);
      },
      reportLost(run, error) {
        const isGone = get().run !== run || (error instanceof EngineError && error.name === 'UnknownRun');
        if (error instanceof WorkerDied || isGone) return;
        get().report('run', t('The engine could not show this.'), error);
      },
    };
  };
