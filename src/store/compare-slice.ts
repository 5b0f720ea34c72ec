import { t } from '../language/t.ts';
import { FIRST_VISIT } from '../scenario/first-visit.ts';
import { preset } from '../scenario/presets.ts';
import { firstPageThatDiffers, type PageDifference } from '../sweep/first-difference.ts';
import { incomparable } from '../sweep/incomparable.ts';
import { variantNamed } from '../sweep/variant-named.ts';
import { managementVariants, openingVariants, type Variant } from '../sweep/variants.ts';
import {
  EngineError,
  type ExplainedDecision,
  type HeatmapView,
  type PageBiography,
  type PageLayout,
  type PagesAt,
  type Scenario,
  WorkerDied,
} from '../worker/client.ts';
import { type Alignment, lengthOf, msAt, paceOf, placeOf } from './alignment.ts';
import type { Slice, StoreDeps } from './app-store.ts';
import { followCompareLink, variantsInLink } from './compare-link.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Part } from './parts.ts';
import { SPEEDS } from './playback-slice.ts';
import { createReleasesSlice } from './releases-slice.ts';
import type { Run } from './run-slice.ts';
import { endOf } from './steps.ts';

/** Two to nine runs beside each other, each in a worker of its own, on one clock. */
export interface CompareSlice {
  /** In the order in which they are shown; empty until `openCompare`. */
  variants: readonly VariantRun[];
  /** What is looked at: the variants, or one run under every release. */
  compareTab: CompareTab;
  /** What "this run with ..." starts from. */
  compareBase: Scenario;
  /** The variants are those of the thread's question, whatever they are called. */
  isOpeningQuestion: boolean;
  /** Ids of the two that are looked at more closely; fewer while there are not two. */
  pair: readonly string[];
  alignment: Alignment;
  /** Where the one clock stands, in ms, passes or bytes: see `alignment.ts`. */
  comparePlace: number;
  /** The place for which all maps were painted last; null before. */
  shownPlace: number | null;
  isComparePlaying: boolean;
  compareSpeed: number;
  compareView: Pick<HeatmapView, 'columns' | 'rows'>;
  /** First page in which the destinations of the pair differ, as of the last look; null when none does. */
  differingPage: PageDifference | null;
  /** What is laid side by side, over everything else. */
  beside: Beside | null;
  showCompareTab(tab: CompareTab): void;
  /** Makes the first runs: those of the link, else the thread's question. Does nothing when there are some. */
  openCompare(): Promise<void>;
  /** Takes the variants that the address holds; tells what is wrong with them. Gives whether there were any to take. */
  openCompareLink(): Promise<boolean>;
  /** Asks the thread's question of the guest in the Lab, or of the thread's. */
  askQuestionOf(guest: 'lab' | 'thread'): void;
  /** Puts the guest in the Lab, or one that stays just above its limit, under nobody and eight tools. */
  askManagements(guest: 'lab' | 'plateau'): void;
  /** `spec` as in `variantNamed`; gives what is wrong with it, or null when it was added. */
  addVariantNamed(spec: string): string | null;
  addRunOfLab(): void;
  /** A run that was found elsewhere, `from the sweep`; gives why it cannot stand beside the others, which is told too, or null. */
  addScenarioToCompare(scenario: Scenario, from: string): string | null;
  removeVariant(id: string): void;
  renameVariant(id: string, title: string): void;
  /** Moves it one place towards the beginning (-1) or the end (1). */
  moveVariant(id: string, direction: 1 | -1): void;
  /** Computes a variant again that could not be. */
  retryVariant(id: string): void;
  /** Takes a variant into the pair in place of the one that was chosen longer ago, or lets go of it. */
  choosePair(id: string): void;
  /** Opens a variant in the Lab, from its beginning. */
  openInLab(id: string): void;
  alignBy(alignment: Alignment): void;
  playCompare(): void;
  pauseCompare(): void;
  seekCompare(place: number): void;
  /** To the next or the previous sync of any run; by passes and by bytes a pass or a hundredth. */
  stepCompare(direction: 1 | -1): void;
  setCompareSpeed(speed: number): void;
  /** Size of the maps in cells. */
  setCompareView(view: CompareSlice['compareView']): void;
  /** Paints all maps again, in the theme of the app. */
  repaintCompare(): void;
  /** Lays decision `index` of the pair side by side. */
  showDecisions(index: number): void;
  /** Tells what the page went through in these runs, up to where they stand. */
  showPage(ids: readonly string[], slot: number): void;
  /** Goes to the end of a run that lost pages, and tells of the first of them. */
  showLostPage(id: string): void;
  closeBeside(): void;
}

export type CompareTab = 'beside' | 'releases';

/** One of the compared runs. */
export interface VariantRun {
  readonly variant: Variant;
  readonly status: 'waiting' | 'loading' | 'ready' | 'failed';
  /** How far a load has come, simulated ms. */
  readonly progressMs: number;
  /** Null until it is ready. */
  readonly run: Run | null;
  /** Why it failed, or ''. */
  readonly fault: string;
}

export type Beside =
  /** `sides` as the ids; null while they are fetched, and a side is null where a run has no such decision. */
  | {
      readonly kind: 'decision';
      readonly ids: readonly string[];
      readonly index: number;
      readonly sides: readonly (ExplainedDecision | null)[] | null;
    }
  | {
      readonly kind: 'page';
      readonly ids: readonly string[];
      readonly slot: number;
      readonly sides: readonly (PageBiography | null)[] | null;
    };

/** What the destinations of the pair have, page by page. It stays outside the state: a map paints it. */
export interface PairedPages {
  readonly left: PagesAt;
  readonly right: PagesAt;
  readonly layout: PageLayout;
}
export interface PairedPagesFeed {
  /** Null while there are not two runs. */
  latest(): PairedPages | null;
  subscribe(changed: () => void): () => void;
}

/** The guest that is asked about when the Lab's is not. */
const PLATEAU = 'managed-nobody';
/** Most characters of a title that a person gives. */
const LONGEST_TITLE = 60;
/** A worker that dies more often with the same run is not given it again unasked. */
const MOST_DEATHS = 2;
/** A frame after a longer pause does not jump further than this, real ms. */
const MOST_FRAME_MS = 250;
/**
 * While it plays the pair is compared page by page this often, real ms: more seldom in a large guest, of which a comparison
 * takes longer than a picture.
 */
const pairEveryMs = (slots: number) => Math.max(500, slots / 1000);

/** What comparing needs of the state, with one run under every release. */
export function comparePart(deps: StoreDeps): Part {
  const { slice, pages } = createCompareSlice(deps);
  return {
    slice: (...args) => ({ ...slice(...args), ...createReleasesSlice(deps)(...args) }),
    feeds: { pairedPages: pages },
    isSettled: isCompareSettled,
    follow(app) {
      followCompareLink(app, deps);
      app.subscribe((state, before) => {
        if (state.view.theme !== before.view.theme) state.repaintCompare();
      });
    },
  };
}

export function createCompareSlice({ pool, requestFrame, location }: StoreDeps): {
  readonly slice: Slice<CompareSlice>;
  readonly pages: PairedPagesFeed;
} {
  let paired: PairedPages | null = null;
  const pagesListeners = new Set<() => void>();
  const setPaired = (next: PairedPages | null) => {
    paired = next;
    for (const changed of pagesListeners) changed();
  };
  const pages: PairedPagesFeed = {
    latest: () => paired,
    subscribe(changed) {
      pagesListeners.add(changed);
      return () => pagesListeners.delete(changed);
    },
  };

  const slice: Slice<CompareSlice> = (set, get) => {
    /** Where the picture of each variant stands. */
    const shown = new Map<string, { run: Run; ms: number }>();
    const deaths = new Map<Scenario, number>();
    let isShowing = false;
    let newestBeside = 0;
    let added = 0;

    const find = (id: string) => get().variants.find(({ variant }) => variant.id === id);
    const patch = (id: string, change: Partial<VariantRun>) =>
      set({ variants: get().variants.map((each) => (each.variant.id === id ? { ...each, ...change } : each)) });
    const view = (run: Run): HeatmapView => ({
      ...get().compareView,
      fromSlot: 0,
      toSlot: run.layout.slots,
      theme: get().view.theme,
    });
    const report = (title: string, error: unknown) => get().report('compare', title, error);

    const load = async (id: string) => {
      const variant = find(id)?.variant;
      if (!variant) return;
      const { scenario } = variant;
      const isWanted = () => find(id)?.variant.scenario === scenario;
      patch(id, { status: 'waiting', progressMs: 0, run: null, fault: '' });
      shown.delete(id);
      try {
        const { runId, timeline, layout } = await pool.load(id, scenario, ({ simulatedMs }) => {
          if (isWanted()) patch(id, { status: 'loading', progressMs: simulatedMs });
        });
        if (!isWanted()) return;
        const decisionMs = Float64Array.from(timeline.decisions, ({ atMs }) => atMs);
        const wasAtEnd = get().comparePlace >= compareLength(get());
        const run = { runId, scenario, timeline, layout, endMs: endOf(timeline), decisionMs };
        patch(id, { status: 'ready', run });
        if (wasAtEnd) set({ comparePlace: compareLength(get()) });
        await look(id);
        await show();
      } catch (error) {
        const isSuperseded = error instanceof EngineError && error.name === 'Superseded';
        if (!isWanted() || isSuperseded || error instanceof WorkerDied) return;
        patch(id, { status: 'failed', fault: error instanceof Error ? error.message : String(error) });
      }
    };

    pool.onDeath((id, error) => {
      const entry = find(id);
      if (!entry) return;
      const { scenario } = entry.variant;
      const times = (deaths.get(scenario) ?? 0) + 1;
      deaths.set(scenario, times);
      report(t('The engine of "{title}" has stopped.', { title: entry.variant.title }), error);
      if (times < MOST_DEATHS) void load(id);
      else patch(id, { status: 'failed', run: null, fault: error.message });
    });

    const look = async (id: string) => {
      const run = find(id)?.run;
      if (!run) return;
      await asked(id, run, (client) => client.look(run.runId, view(run)));
    };

    /** Asks the engine of a variant; null when it has died or has another run by now. What else goes wrong is told. */
    const asked = async <Answer>(
      id: string,
      run: Run,
      ask: (client: NonNullable<ReturnType<typeof pool.client>>) => Promise<Answer>,
    ): Promise<Answer | null> => {
      const client = pool.client(id);
      if (!client) return null;
      try {
        return await ask(client);
      } catch (error) {
        const isGone = find(id)?.run !== run || (error instanceof EngineError && error.name === 'UnknownRun');
        if (!isGone && !(error instanceof WorkerDied)) report(t('The engine could not show this.'), error);
        return null;
      }
    };

    const show = oneAtATime(async () => {
      const { variants, alignment, comparePlace } = get();
      isShowing = true;
      await Promise.all(
        variants.map(async ({ variant: { id }, run }) => {
          if (!run) return;
          const ms = msAt(alignment, comparePlace, run);
          const before = shown.get(id);
          if (before?.run === run && before.ms === ms) return;
          // The end is asked for by its name, not by a number that may be rounded to just before it.
          await asked(id, run, (client) => client.runTo(run.runId, ms >= run.endMs ? Number.POSITIVE_INFINITY : ms));
          shown.set(id, { run, ms });
        }),
      );
      isShowing = false;
      if (get().isComparePlaying) return;
      await comparePages();
      set({ shownPlace: comparePlace });
    });

    const comparePages = oneAtATime(async () => {
      const [left, right] = get().pair.map(find);
      if (!left?.run || !right?.run) {
        setPaired(null);
        set({ differingPage: null });
        return;
      }
      const [a, b] = await Promise.all(
        [left, right].map(({ variant: { id }, run }) => asked(id, run!, (client) => client.pages(run!.runId))),
      );
      if (!a || !b || a.pages.states.length !== b.pages.states.length) return;
      setPaired({ left: a, right: b, layout: left.run.layout });
      set({ differingPage: firstPageThatDiffers(a.pages, b.pages) });
    });

    let newestLoop = 0;
    const loop = () => {
      const mine = ++newestLoop;
      let lastMs: number | null = null;
      let pairedMs = 0;
      const tick = (atMs: number) => {
        const state = get();
        if (!state.isComparePlaying || mine !== newestLoop) return;
        if (lastMs === null) lastMs = atMs;
        else if (!isShowing) {
          // The clock waits for all pictures, so that no run is ahead of the others.
          const realMs = Math.min(atMs - lastMs, MOST_FRAME_MS);
          lastMs = atMs;
          const length = compareLength(state);
          const pace = paceOf(state.alignment, runsOf(state));
          const passed =
            state.compareSpeed === Number.POSITIVE_INFINITY ? length / 60 : realMs * state.compareSpeed * pace;
          const comparePlace = Math.min(state.comparePlace + passed, length);
          set({ comparePlace, isComparePlaying: comparePlace < length });
          void show();
          if (atMs - pairedMs > pairEveryMs(paired?.layout.slots ?? 0)) {
            pairedMs = atMs;
            void comparePages();
          }
        }
        requestFrame(tick);
      };
      requestFrame(tick);
    };

    const moveTo = (place: number) => {
      set({ comparePlace: Math.min(Math.max(place, 0), compareLength(get())) });
      void show();
    };

    /** Takes these variants; those that are there already keep their runs. */
    const take = (next: readonly Variant[]) => {
      const before = get().variants;
      for (const { variant } of before)
        if (!next.some(({ id }) => id === variant.id)) {
          pool.close(variant.id);
          shown.delete(variant.id);
        }
      const variants = next.map((variant): VariantRun => {
        const known = before.find((each) => each.variant.id === variant.id);
        const isSame = JSON.stringify(known?.variant.scenario) === JSON.stringify(variant.scenario);
        if (known && isSame) return { ...known, variant: { ...variant, scenario: known.variant.scenario } };
        return { variant, status: 'waiting', progressMs: 0, run: null, fault: '' };
      });
      const ids = variants.map(({ variant }) => variant.id);
      const kept = get().pair.filter((id) => ids.includes(id));
      const pair = [...kept, ...firstPair(ids).filter((id) => !kept.includes(id))].slice(0, 2);
      const place = Math.min(get().comparePlace, lengthOf(get().alignment, runsOf({ variants })));
      set({ variants, pair, comparePlace: variants.some(({ run }) => run) ? place : 0, shownPlace: null });
      for (const { variant, run, status } of variants) if (!run && status === 'waiting') void load(variant.id);
      void show();
    };

    /** Adds it unless it cannot stand beside the others; gives the reason then. */
    const add = (variant: Variant): string | null => {
      const present = get().variants.map((each) => each.variant);
      const ids = new Set(present.map(({ id }) => id));
      const id = ids.has(variant.id) ? `${variant.id} ${++added}` : variant.id;
      const next = [...present, { ...variant, id }];
      const refused = next.length < 2 ? null : incomparable(next);
      if (refused) return refused.reason;
      set({ isOpeningQuestion: false });
      take(next);
      return null;
    };

    const fetchBeside = async <Side>(
      beside: Beside,
      ask: (run: Run, id: string) => Promise<Side | null>,
    ): Promise<void> => {
      const mine = ++newestBeside;
      set({ beside });
      const sides = await Promise.all(
        beside.ids.map((id) => {
          const run = find(id)?.run;
          return run ? ask(run, id) : null;
        }),
      );
      if (mine === newestBeside && get().beside) set({ beside: { ...beside, sides } as Beside });
    };

    return {
      variants: [],
      compareTab: 'beside',
      compareBase: FIRST_VISIT.scenario,
      isOpeningQuestion: true,
      pair: [],
      alignment: 'time',
      comparePlace: 0,
      shownPlace: null,
      isComparePlaying: false,
      compareSpeed: 1,
      compareView: { columns: 128, rows: 48 },
      differingPage: null,
      beside: null,
      showCompareTab(compareTab) {
        get().pauseCompare();
        set({ compareTab });
      },
      async openCompare() {
        if (get().variants.length > 0 || (await get().openCompareLink()) || get().variants.length > 0) return;
        get().askQuestionOf(get().scenario.devices.length > 0 ? 'lab' : 'thread');
      },
      async openCompareLink() {
        try {
          const variants = await variantsInLink(location.hash());
          if (!variants) return false;
          set({ isOpeningQuestion: false, compareBase: variants[0]!.scenario });
          take(variants);
          return true;
        } catch (error) {
          report(t('The comparison in this link cannot be opened.'), error);
          return false;
        }
      },
      askQuestionOf(guest) {
        const compareBase = guest === 'lab' ? get().scenario : FIRST_VISIT.scenario;
        set({ compareBase, isOpeningQuestion: true });
        take(openingVariants(compareBase));
      },
      askManagements(guest) {
        const compareBase = guest === 'lab' ? get().scenario : preset(PLATEAU).scenario;
        set({ compareBase, isOpeningQuestion: false });
        take(managementVariants(compareBase));
      },
      addVariantNamed(spec) {
        try {
          return add(variantNamed(get().compareBase, spec));
        } catch (error) {
          return error instanceof Error ? error.message : String(error);
        }
      },
      addRunOfLab() {
        const { scenario } = get();
        const reason = add({ id: 'lab', title: 'The run in the Lab', note: scenario.name, scenario });
        if (reason !== null) report(t('The run in the Lab cannot be compared with these.'), new Error(reason));
      },
      addScenarioToCompare(scenario, from) {
        const title = scenario.name || `A run ${from}`;
        const reason = add({ id: `run ${get().variants.length + 1}`, title, note: from, scenario });
        if (reason !== null) report(t('This run cannot be compared with these.'), new Error(reason));
        return reason;
      },
      removeVariant(id) {
        set({ isOpeningQuestion: false });
        take(get().variants.flatMap(({ variant }) => (variant.id === id ? [] : [variant])));
      },
      renameVariant(id, title) {
        const entry = find(id);
        const name = title.trim().slice(0, LONGEST_TITLE);
        if (entry && name !== '') patch(id, { variant: { ...entry.variant, title: name } });
      },
      moveVariant(id, direction) {
        const variants = [...get().variants];
        const from = variants.findIndex(({ variant }) => variant.id === id);
        const to = from + direction;
        if (from < 0 || to < 0 || to >= variants.length) return;
        variants.splice(to, 0, ...variants.splice(from, 1));
        set({ variants });
      },
      retryVariant(id) {
        const entry = find(id);
        if (!entry) return;
        deaths.delete(entry.variant.scenario);
        void load(id);
      },
      choosePair(id) {
        const { pair } = get();
        set({ pair: pair.includes(id) ? pair.filter((other) => other !== id) : [...pair, id].slice(-2) });
        void comparePages();
      },
      openInLab(id) {
        const entry = find(id);
        if (!entry) return;
        get().pauseCompare();
        get().openScenario(entry.variant.scenario, { start: 'beginning' });
      },
      alignBy(alignment) {
        const state = get();
        const runs = runsOf(state);
        const longest = runs.toSorted((a, b) => b.endMs - a.endMs)[0];
        const atMs = longest ? msAt(state.alignment, state.comparePlace, longest) : 0;
        const isAtEnd = state.comparePlace >= compareLength(state);
        set({ alignment });
        moveTo(isAtEnd || !longest ? lengthOf(alignment, runs) : placeOf(alignment, atMs, longest));
      },
      playCompare() {
        const { isComparePlaying, comparePlace } = get();
        const length = compareLength(get());
        if (isComparePlaying || length === 0) return;
        set({ isComparePlaying: true, ...(comparePlace >= length && { comparePlace: 0 }) });
        loop();
      },
      pauseCompare() {
        if (!get().isComparePlaying) return;
        set({ isComparePlaying: false });
        void show();
      },
      seekCompare: moveTo,
      stepCompare(direction) {
        get().pauseCompare();
        const state = get();
        moveTo(nextPlace(state, direction));
      },
      setCompareSpeed(compareSpeed) {
        if (!(compareSpeed >= SPEEDS.min && (compareSpeed <= SPEEDS.max || compareSpeed === Number.POSITIVE_INFINITY)))
          throw new RangeError(`speed ${compareSpeed}`);
        set({ compareSpeed });
      },
      setCompareView(compareView) {
        const { columns, rows } = get().compareView;
        if (compareView.columns === columns && compareView.rows === rows) return;
        set({ compareView });
        get().repaintCompare();
      },
      repaintCompare() {
        for (const { variant } of get().variants) void look(variant.id);
      },
      showDecisions(index) {
        const ids = get().pair;
        void fetchBeside({ kind: 'decision', ids, index, sides: null }, async (run, id) =>
          index < run.decisionMs.length ? asked(id, run, (client) => client.explain(run.runId, index)) : null,
        );
      },
      showPage(ids, slot) {
        get().pauseCompare();
        void fetchBeside({ kind: 'page', ids, slot, sides: null }, async (run, id) => {
          await show();
          return asked(id, run, (client) => client.biography(run.runId, slot));
        });
      },
      showLostPage(id) {
        const run = find(id)?.run;
        const first = run?.timeline.outcome?.audit.ranges[0];
        if (!run || !first) return;
        get().pauseCompare();
        if (msAt(get().alignment, get().comparePlace, run) < run.endMs)
          moveTo(placeOf(get().alignment, run.endMs, run));
        get().showPage([id], first.fromSlot);
      },
      closeBeside() {
        newestBeside++;
        set({ beside: null });
      },
    };
  };
  return { slice, pages };
}

/** The runs that are there. */
export const runsOf = ({ variants }: Pick<CompareSlice, 'variants'>): readonly Run[] =>
  variants.flatMap(({ run }) => (run ? [run] : []));

/** Where the one clock ends, in its own unit. */
export const compareLength = (state: Pick<CompareSlice, 'variants' | 'alignment'>): number =>
  lengthOf(state.alignment, runsOf(state));

/** Nothing is under way: no run computed or played, all maps painted, nothing being fetched. */
export function isCompareSettled(state: CompareSlice): boolean {
  if (state.variants.length === 0) return true;
  const isComputed = state.variants.every(({ status }) => status === 'ready' || status === 'failed');
  const isFetched = state.beside === null || state.beside.sides !== null;
  const isPainted = state.shownPlace === state.comparePlace || runsOf(state).length === 0;
  return isComputed && !state.isComparePlaying && isPainted && isFetched;
}

/** The thread's own pair, else the first two. */
function firstPair(ids: readonly string[]): readonly string[] {
  const known = ['patch', 'knob'].filter((id) => ids.includes(id));
  return known.length === 2 ? known : ids.slice(0, 2);
}

function nextPlace(state: Pick<CompareSlice, 'variants' | 'alignment' | 'comparePlace'>, direction: 1 | -1): number {
  const { alignment, comparePlace } = state;
  const length = compareLength(state);
  if (alignment === 'bytes') return comparePlace + (direction * length) / 100;
  const places =
    alignment === 'pass'
      ? Array.from({ length: Math.ceil(length) }, (_, pass) => pass)
      : runsOf(state).flatMap(({ timeline }) => timeline.syncs.map(({ atMs }) => atMs));
  const near = 1e-6;
  if (direction === 1) return Math.min(length, ...places.filter((place) => place > comparePlace + near));
  return Math.max(0, ...places.filter((place) => place < comparePlace - near));
}
