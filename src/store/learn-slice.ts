import { t } from '../language/t.ts';
import {
  EngineError,
  type HeatmapView,
  type Instant,
  type LoadedRun,
  type PageBiography,
  type Scenario,
  type Timeline,
} from '../worker/client.ts';
import type { Slice, StoreDeps } from './app-store.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Part } from './parts.ts';
import { endOf } from './steps.ts';

/** Runs that lessons and the glossary are shown by. */
export interface LearnSlice {
  /** By `lessonKey` of the scenario; what was asked for, and the newest of what was. */
  lessonRuns: ReadonlyMap<string, LessonRun>;
  /** The run whose pages are shown, at an instant; null before there is one. */
  lessonPages: LessonPages | null;
  /** The pages are being computed or painted. */
  areLessonPagesWaiting: boolean;
  /** Has these runs made, those known already left out. What `owner` asked for before and nobody has begun is given up. */
  askLessonRuns(owner: string, scenarios: readonly Scenario[]): void;
  /** Shows the pages of a run, painted `view`, from its beginning. */
  showLessonPages(scenario: Scenario, view: Pick<HeatmapView, 'columns' | 'rows'>): Promise<void>;
  /** Simulated ms; infinity for the end. */
  seekLessonPages(toMs: number): void;
  /** Follows one page up to the instant that is shown; null for none. */
  followLessonPage(slot: number | null): void;
  /** Ends the workers; what they found stays. */
  leaveLessons(): void;
}

export type LessonRun =
  | { readonly status: 'waiting' }
  | { readonly status: 'ready'; readonly timeline: Timeline }
  | { readonly status: 'failed'; readonly fault: string };

export interface LessonPages {
  readonly key: string;
  readonly run: LoadedRun;
  readonly endMs: number;
  readonly instant: Instant;
  readonly slot: number | null;
  /** Of the page in `slot`, up to the instant. */
  readonly biography: PageBiography | null;
}

/** Equal scenarios are the same run. */
export const lessonKey = (scenario: Scenario): string => JSON.stringify(scenario);

/** The name of the engine whose pages `framesOf` gives. */
export const LESSON_PAGES = 'lesson pages';
/** Engines that make the other runs. */
const HANDS = ['lesson 1', 'lesson 2'] as const;
/** Runs that are remembered. */
const KEPT = 48;

export const createLearnSlice =
  ({ pool }: StoreDeps): Slice<LearnSlice> =>
  (set, get) => {
    /** Runs that nobody has begun, and the keys that each owner wants. */
    let queue: Scenario[] = [];
    const wants = new Map<string, ReadonlySet<string>>();
    /** Counts how often the lessons were left: a run of an earlier visit that was broken off has not failed. */
    let visit = 0;
    const idle = new Set<string>(HANDS);
    const fault = (error: unknown) => (error instanceof Error ? error.message : String(error));

    const put = (key: string, run: LessonRun) => {
      const lessonRuns = new Map(get().lessonRuns);
      lessonRuns.delete(key); // to the end: the newest are kept
      lessonRuns.set(key, run);
      for (const [old, { status }] of lessonRuns) {
        if (lessonRuns.size <= KEPT) break;
        if (status !== 'waiting') lessonRuns.delete(old);
      }
      set({ lessonRuns });
    };

    const work = async (hand: string): Promise<void> => {
      idle.delete(hand);
      for (let scenario = queue.shift(); scenario; scenario = queue.shift()) {
        const key = lessonKey(scenario);
        const mine = visit;
        try {
          const { timeline } = await pool.load(hand, scenario);
          put(key, { status: 'ready', timeline });
        } catch (error) {
          if (mine === visit) put(key, { status: 'failed', fault: fault(error) });
          else forget([key]);
        }
      }
      idle.add(hand);
    };
    const wish = (scenario: Scenario) => {
      queue.push(scenario);
      put(lessonKey(scenario), { status: 'waiting' });
    };
    const begin = () => {
      for (const hand of [...idle].slice(0, queue.length)) void work(hand);
    };
    const forget = (keys: readonly string[]) => {
      if (keys.length === 0) return;
      const lessonRuns = new Map(get().lessonRuns);
      for (const key of keys) lessonRuns.delete(key);
      set({ lessonRuns });
    };
    /** Takes what nobody wants any more out of the queue. */
    const giveUp = () => {
      const isWanted = (scenario: Scenario) => [...wants.values()].some((keys) => keys.has(lessonKey(scenario)));
      forget(queue.filter((scenario) => !isWanted(scenario)).map(lessonKey));
      queue = queue.filter(isWanted);
    };

    let placeMs = 0;
    /** Looks asked for; the newest is the one that is waited for. */
    let looks = 0;
    let newestPages = 0;
    const look = oneAtATime(async () => {
      const pages = get().lessonPages;
      const engine = pool.client(LESSON_PAGES);
      if (!pages || !engine) {
        set({ areLessonPagesWaiting: false });
        return;
      }
      const { runId } = pages.run;
      const mine = looks;
      try {
        const instant = await engine.runTo(runId, placeMs);
        const { slot } = get().lessonPages ?? pages;
        const biography = slot === null ? null : await engine.biography(runId, slot);
        if (get().lessonPages?.run.runId === runId) set({ lessonPages: { ...pages, instant, slot, biography } });
      } catch (error) {
        const isGone = error instanceof EngineError && error.name === 'UnknownRun';
        if (!isGone && pool.client(LESSON_PAGES) === engine)
          get().report('lesson', t('The pages of this run could not be shown.'), error);
      }
      if (mine === looks) set({ areLessonPagesWaiting: false });
    });
    const lookAgain = () => {
      looks++;
      set({ areLessonPagesWaiting: true });
      void look();
    };

    return {
      lessonRuns: new Map(),
      lessonPages: null,
      areLessonPagesWaiting: false,
      askLessonRuns(owner, scenarios) {
        if (scenarios.length > 0) wants.set(owner, new Set(scenarios.map(lessonKey)));
        else wants.delete(owner);
        giveUp();
        for (const scenario of scenarios) if (!get().lessonRuns.has(lessonKey(scenario))) wish(scenario);
        begin();
      },
      async showLessonPages(scenario, { columns, rows }) {
        const mine = ++newestPages;
        const key = lessonKey(scenario);
        looks++;
        set({ areLessonPagesWaiting: true });
        try {
          const before = get().lessonPages;
          const run = before?.key === key ? before.run : await pool.load(LESSON_PAGES, scenario);
          const engine = pool.client(LESSON_PAGES);
          if (mine !== newestPages || !engine) return;
          const { theme } = get().view;
          await engine.look(run.runId, { fromSlot: 0, toSlot: run.layout.slots, columns, rows, theme });
          if (before?.key !== key) placeMs = 0;
          const instant = await engine.runTo(run.runId, placeMs);
          if (mine !== newestPages) return;
          const endMs = endOf(run.timeline);
          set({ lessonPages: { key, run, endMs, instant, slot: before?.slot ?? null, biography: null } });
          lookAgain();
        } catch (error) {
          if (mine !== newestPages) return;
          set({ areLessonPagesWaiting: false });
          get().report('lesson', t('The pages of this run could not be shown.'), error);
        }
      },
      seekLessonPages(toMs) {
        placeMs = toMs;
        lookAgain();
      },
      followLessonPage(slot) {
        const pages = get().lessonPages;
        if (!pages) return;
        set({ lessonPages: { ...pages, slot, biography: null } });
        lookAgain();
      },
      leaveLessons() {
        newestPages++;
        visit++;
        wants.clear();
        giveUp();
        for (const hand of [LESSON_PAGES, ...HANDS]) pool.close(hand);
        set({ lessonPages: null, areLessonPagesWaiting: false });
      },
    };
  };

/** What lessons and glossary need of the state. */
export const lessonsPart = (deps: StoreDeps): Part => ({
  slice: createLearnSlice(deps),
  isSettled: areLessonsSettled,
});

/** No run and no picture of a lesson is outstanding. */
export const areLessonsSettled = ({ lessonRuns, areLessonPagesWaiting }: LearnSlice): boolean =>
  !areLessonPagesWaiting && [...lessonRuns.values()].every(({ status }) => status !== 'waiting');
