import { t } from '../language/t.ts';
import type { RunFacts } from '../thread/facts.ts';
import type { RunId as ThreadRunId } from '../thread/runs.ts';
import { type Curve, EngineError, type Outcome, type Timeline, WorkerDied } from '../worker/client.ts';
import type { Slice, StoreDeps } from './app-store.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Part } from './parts.ts';
import type { Run } from './run-slice.ts';
import { endOf } from './steps.ts';

/** The runs that test what was said in the thread: all of them made one after another, one of them played. */
export interface ThreadSlice {
  isThreadOpen: boolean;
  /** Figures of the runs that were made, and why the others could not be. */
  threadFacts: Readonly<Partial<Record<ThreadRunId, RunFacts>>>;
  threadRuns: Readonly<Partial<Record<ThreadRunId, MadeRun>>>;
  threadFaults: Readonly<Partial<Record<ThreadRunId, string>>>;
  /** No run is being made, and none is left to make. */
  isThreadMade: boolean;
  /** The claim that the address names, and how often one was asked for: a second time leads there again. */
  threadClaim: { readonly id: string; readonly asked: number } | null;
  /** What is played, and where on the screen; its run is null while it is computed. */
  staged: Staged | null;
  /** Where its playhead is, and where its picture is, simulated ms. */
  stagedMs: number;
  stagedShownMs: number | null;
  isStagePlaying: boolean;
  /** Makes every run, those of the claim in the address first. */
  openThread(): Promise<void>;
  /** Ends what is under way and plays nothing more. What was made is kept. */
  closeThread(): void;
  /** Goes to a claim and names it in the address. */
  showClaim(id: string): void;
  /** Makes a run again that could not be made. */
  retryThreadRun(id: ThreadRunId): void;
  /** Plays a run from its beginning, or on from where it stands, at this place of the screen. */
  playThreadRun(id: ThreadRunId, place: string): void;
  pauseStage(): void;
  /** Size of the map in cells. */
  setStageView(view: ThreadSlice['stageView']): void;
  stageView: { readonly columns: number; readonly rows: number };
  /** Paints the map again, in the theme of the app. */
  repaintStage(): void;
}

/** What is drawn and said of a run without its pages. */
export interface MadeRun {
  readonly curve: Curve;
  readonly vm: Timeline['vm'];
  readonly verdict: Outcome['verdict'];
  readonly endMs: number;
}

export interface Staged {
  readonly id: ThreadRunId;
  /** A word of the view's own: the same run may be shown in several places. */
  readonly place: string;
  readonly run: Run | null;
}

/** The engine that plays, in `framesOf`. */
export const STAGE = 'thread-stage';
const MAKER = 'thread-maker';
const CLAIM = 'claim=';
/** Real ms in which a run is played, however long it is. */
const PLAYED_MS = 9000;
/** A frame after a longer pause does not jump further than this, real ms. */
const MOST_FRAME_MS = 250;

export const createThreadSlice =
  ({ pool, requestFrame, location }: StoreDeps): Slice<ThreadSlice> =>
  (set, get) => {
    let newestStaging = 0;
    let newestLoop = 0;
    let isShowing = false;

    const make = oneAtATime(async () => {
      const { claimById, RUNS_IN_ORDER, runsOfClaim } = await import('../thread/thread.ts');
      const { RUNS } = await import('../thread/runs.ts');
      const { factsOf } = await import('../thread/facts.ts');
      const next = () => {
        const { isThreadOpen, threadRuns, threadFaults, threadClaim } = get();
        const claim = threadClaim && claimById(threadClaim.id);
        const first = claim ? runsOfClaim(claim) : [];
        return (
          isThreadOpen && [...first, ...RUNS_IN_ORDER].find((id) => !threadRuns[id] && threadFaults[id] === undefined)
        );
      };
      for (let id = next(); id; id = next()) {
        const { scenario } = RUNS[id];
        try {
          const { timeline } = await pool.load(MAKER, scenario);
          const { curve, vm, outcome } = timeline;
          const made = { curve, vm, verdict: outcome!.verdict, endMs: endOf(timeline) };
          set({
            threadRuns: { ...get().threadRuns, [id]: made },
            threadFacts: { ...get().threadFacts, [id]: factsOf(scenario, timeline) },
          });
        } catch (error) {
          if (!get().isThreadOpen) break;
          set({ threadFaults: { ...get().threadFaults, [id]: messageOf(error) } });
        }
      }
      pool.close(MAKER);
      if (get().isThreadOpen) set({ isThreadMade: true });
    });

    const stagedRun = () => get().staged?.run ?? null;

    const show = oneAtATime(async () => {
      const run = stagedRun();
      if (!run) return;
      const { stagedMs } = get();
      isShowing = true;
      // The end is asked for by its name, not by a number that may be rounded to just before it.
      await asked(run, (client) =>
        client.runTo(run.runId, stagedMs >= run.endMs ? Number.POSITIVE_INFINITY : stagedMs),
      );
      isShowing = false;
      if (stagedRun() === run) set({ stagedShownMs: stagedMs });
    });

    const look = async (run: Run) => {
      const view = { ...get().stageView, fromSlot: 0, toSlot: run.layout.slots, theme: get().view.theme };
      await asked(run, (client) => client.look(run.runId, view));
    };

    /** Asks the engine of the stage; what has gone meanwhile is not missed. */
    const asked = async (run: Run, ask: (client: NonNullable<ReturnType<typeof pool.client>>) => Promise<unknown>) => {
      const client = pool.client(STAGE);
      if (!client) return;
      try {
        await ask(client);
      } catch (error) {
        if (stagedRun() === run && !isGone(error)) get().report('thread', t('The engine could not show this.'), error);
      }
    };

    const loop = () => {
      const mine = ++newestLoop;
      let lastMs: number | null = null;
      const tick = (atMs: number) => {
        const run = stagedRun();
        const { isStagePlaying, stagedMs } = get();
        if (!run || !isStagePlaying || mine !== newestLoop) return;
        if (lastMs === null) lastMs = atMs;
        else if (!isShowing) {
          const passed = (Math.min(atMs - lastMs, MOST_FRAME_MS) * run.endMs) / PLAYED_MS;
          lastMs = atMs;
          const next = Math.min(stagedMs + passed, run.endMs);
          set({ stagedMs: next, isStagePlaying: next < run.endMs });
          void show();
        }
        requestFrame(tick);
      };
      requestFrame(tick);
    };

    pool.onDeath((key, error) => {
      if (key !== STAGE || !get().staged) return;
      newestStaging++;
      set({ staged: null, isStagePlaying: false });
      get().report('thread', t('The engine that played this run has stopped.'), error);
    });

    const follow = () => {
      const id = claimIn(location.hash());
      const { threadClaim, isThreadOpen } = get();
      if (isThreadOpen && id !== null && id !== threadClaim?.id) void ask(id);
    };
    location.onChange(follow);

    const ask = async (id: string) => {
      const { claimById } = await import('../thread/thread.ts');
      if (claimById(id)) set({ threadClaim: { id, asked: (get().threadClaim?.asked ?? 0) + 1 } });
      else
        get().report(
          'thread',
          t('This link names no claim of the thread.'),
          new Error(t('There is none called {id}.', { id })),
        );
    };

    return {
      isThreadOpen: false,
      threadFacts: {},
      threadRuns: {},
      threadFaults: {},
      isThreadMade: false,
      threadClaim: null,
      staged: null,
      stagedMs: 0,
      stagedShownMs: null,
      isStagePlaying: false,
      stageView: { columns: 128, rows: 16 },
      async openThread() {
        set({ isThreadOpen: true });
        const id = claimIn(location.hash());
        if (id !== null) await ask(id);
        await make();
      },
      closeThread() {
        newestStaging++;
        pool.close(MAKER);
        pool.close(STAGE);
        set({ isThreadOpen: false, staged: null, isStagePlaying: false, threadClaim: null });
      },
      showClaim(id) {
        const others = partsOf(location.hash()).filter((part) => !part.startsWith(CLAIM));
        location.replace(`#${[...others, `${CLAIM}${id}`].join('&')}`);
        void ask(id);
      },
      retryThreadRun(id) {
        const { [id]: _, ...threadFaults } = get().threadFaults;
        set({ threadFaults, isThreadMade: false });
        void make();
      },
      async playThreadRun(id, place) {
        const { staged, stagedMs } = get();
        if (staged?.id === id && staged.run) {
          const isAtEnd = stagedMs >= staged.run.endMs;
          set({ staged: { ...staged, place }, isStagePlaying: true, ...(isAtEnd && { stagedMs: 0 }) });
          loop();
          return;
        }
        const mine = ++newestStaging;
        set({ staged: { id, place, run: null }, stagedMs: 0, stagedShownMs: null, isStagePlaying: true });
        const { RUNS } = await import('../thread/runs.ts');
        if (mine !== newestStaging) return;
        const { scenario } = RUNS[id];
        try {
          const { runId, timeline, layout } = await pool.load(STAGE, scenario);
          if (mine !== newestStaging) return;
          const decisionMs = Float64Array.from(timeline.decisions, ({ atMs }) => atMs);
          const run = { runId, scenario, timeline, layout, endMs: endOf(timeline), decisionMs };
          set({ staged: { id, place, run } });
          await look(run);
          await show();
          loop();
        } catch (error) {
          if (mine !== newestStaging) return;
          set({ staged: null, isStagePlaying: false });
          if (!isGone(error)) get().report('thread', t('This run could not be made.'), error);
        }
      },
      pauseStage() {
        if (!get().isStagePlaying) return;
        set({ isStagePlaying: false });
        void show();
      },
      setStageView(stageView) {
        const { columns, rows } = get().stageView;
        if (stageView.columns === columns && stageView.rows === rows) return;
        set({ stageView });
        get().repaintStage();
      },
      repaintStage() {
        const run = stagedRun();
        if (run) void look(run);
      },
    };
  };

/** What the thread needs of the state. */
export const threadPart = (deps: StoreDeps): Part => ({
  slice: createThreadSlice(deps),
  isSettled: isThreadSettled,
});

/** Every run is made, none is played, and the picture stands where the playhead does. */
export function isThreadSettled(state: ThreadSlice): boolean {
  if (!state.isThreadOpen) return true;
  const { staged, stagedMs, stagedShownMs, isStagePlaying, isThreadMade } = state;
  return isThreadMade && !isStagePlaying && (staged === null || (staged.run !== null && stagedShownMs === stagedMs));
}

/** The claim that a hash names, or null. */
const claimIn = (hash: string): string | null =>
  partsOf(hash)
    .find((part) => part.startsWith(CLAIM))
    ?.slice(CLAIM.length) ?? null;

const partsOf = (hash: string): string[] => hash.slice(1).split('&').filter(Boolean);
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The engine was ended, or has another run by now: not a fault of this one. */
const isGone = (error: unknown): boolean =>
  error instanceof WorkerDied ||
  (error instanceof EngineError && (error.name === 'Superseded' || error.name === 'UnknownRun'));
