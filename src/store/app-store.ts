import { createStore, type StateCreator, type StoreApi } from 'zustand/vanilla';
import type { EngineClient, FrameFeed } from '../worker/client.ts';
import type { EnginePool } from '../worker/pool.ts';
import type { AskWorkerLike } from '../worker/pool-ask.ts';
import type { EstimateWorkerLike } from '../worker/pool-estimate.ts';
import type { EvacuationWorkerLike } from '../worker/pool-evacuation.ts';
import type { StudyWorkerLike } from '../worker/pool-study.ts';
import type { SweepWorkerLike } from '../worker/pool-sweep.ts';
import type { AskSlice } from './ask-slice.ts';
import type { CompareSlice, PairedPagesFeed } from './compare-slice.ts';
import { type ConsoleSlice, createConsoleSlice } from './console-slice.ts';
import type { EvacuationSlice } from './evacuation-slice.ts';
import type { KeptResults } from './kept-results.ts';
import type { LearnSlice } from './learn-slice.ts';
import { createModelsSlice, type ModelsSlice } from './models-slice.ts';
import { createNotesSlice, type NotesSlice } from './notes-slice.ts';
import { createNoticesSlice, type NoticesSlice } from './notices-slice.ts';
import { fetchPart, type MakePart, type PartName } from './parts.ts';
import { createPlaybackSlice, type PlaybackSlice } from './playback-slice.ts';
import { createRecentSlice, keepRecentRuns, type RecentSlice, type RecentStorage } from './recent-slice.ts';
import { createRecordingSlice, type RecordingSlice } from './recording-slice.ts';
import type { ReleasesSlice } from './releases-slice.ts';
import { createRunSlice, type RunSlice } from './run-slice.ts';
import { createScenarioSlice, type ScenarioSlice } from './scenario-slice.ts';
import { createSelectionSlice, type SelectionSlice } from './selection-slice.ts';
import { isSettled } from './selectors.ts';
import { createShowSlice, followShowLink, type ShowSlice } from './show-slice.ts';
import type { SweepResultsFeed, SweepSlice } from './sweep-slice.ts';
import type { ThreadSlice } from './thread-slice.ts';
import { createTourSlice, type TourSlice } from './tour-slice.ts';
import { openFromUrl, type UrlBar } from './url.ts';

/**
 * Everything that the app knows and that is not pixels, with the verbs that change it. Flat: the slices share one name
 * space. Those of `ScreenState` come with the screens that read them, see `fetchPart`.
 */
export type AppState = LabState & ScreenState;

type LabState = ScenarioSlice &
  RunSlice &
  PlaybackSlice &
  SelectionSlice &
  NotesSlice &
  ShowSlice &
  RecentSlice &
  ConsoleSlice &
  RecordingSlice &
  ModelsSlice &
  TourSlice &
  NoticesSlice;

type ScreenState = CompareSlice & ReleasesSlice & EvacuationSlice & SweepSlice & AskSlice & ThreadSlice & LearnSlice;

export interface AppStore extends StoreApi<AppState> {
  /** The pixels. They stay outside the state: a view paints them without rendering. */
  readonly frames: FrameFeed & Pick<EngineClient, 'onFrame'>;
  /** Likewise of a compared variant; null before its engine was started. */
  framesOf(variantId: string): (FrameFeed & Pick<EngineClient, 'onFrame'>) | null;
  /** What the destinations of the compared pair have, page by page. Comes with the part `compare`. */
  readonly pairedPages: PairedPagesFeed;
  /** What is known of the points of the plan. Comes with the part `sweep`. */
  readonly sweepResults: SweepResultsFeed;
  /** Opens what the link in the address bar holds, or the first visit's scenario, and follows the address bar from then on. */
  start(): Promise<void>;
  /** Adds a part of the state; nobody reads it before. The same promise for the same part. */
  fetchPart(name: PartName): Promise<void>;
  /** Nothing is under way, in the Lab or in a part that was added. For tests of the screen. */
  isSettled(): boolean;
}

/** What the store needs of the world around it; a test brings its own. */
export interface StoreDeps {
  readonly client: EngineClient;
  /** One engine for each compared variant. */
  readonly pool: EnginePool;
  /** For a question to many runs. */
  readonly startSweepWorker: () => SweepWorkerLike;
  /** For many guests on one link. */
  readonly startEvacuationWorker: () => EvacuationWorkerLike;
  /** One of those that make the runs of a plan. */
  readonly startStudyWorker: () => StudyWorkerLike;
  /** The one that answers a plan at count level. */
  readonly startEstimateWorker: () => EstimateWorkerLike;
  /** One that answers a question by page-level runs. */
  readonly startAskWorker: () => AskWorkerLike;
  readonly keptResults: KeptResults;
  readonly recentStorage: RecentStorage;
  /** Cores of this machine, as far as the browser tells. */
  readonly cores: number;
  /** Calls back once, at the next animation frame, with its time in ms. */
  readonly requestFrame: (callback: (atMs: number) => void) => void;
  readonly location: UrlBar;
}

/** @param parts those that are there from the beginning: the app fetches each when it is needed */
export function createAppStore(deps: StoreDeps, parts: readonly MakePart[] = []): AppStore {
  const { client, pool } = deps;
  const makeLab: Slice<LabState> = (...args) => ({
    ...createNoticesSlice(...args),
    ...createScenarioSlice(...args),
    ...createRunSlice(deps)(...args),
    ...createPlaybackSlice(deps)(...args),
    ...createSelectionSlice(deps)(...args),
    ...createNotesSlice(...args),
    ...createShowSlice(...args),
    ...createRecentSlice(deps)(...args),
    ...createConsoleSlice(deps)(...args),
    ...createRecordingSlice(deps)(...args),
    ...createModelsSlice(...args),
    ...createTourSlice(...args),
  });
  const store = createStore<AppState>()(makeLab as Slice<AppState>);
  const framesOf = (id: string) => {
    const engine = pool.client(id);
    return engine && framesFrom(engine);
  };
  const settled: ((state: AppState) => boolean)[] = [isSettled];
  const fetched = new Map<PartName, Promise<void>>();
  const add = (make: MakePart) => {
    const { slice, feeds, isSettled, follow } = make(deps);
    store.setState(slice(store.setState, store.getState, store));
    Object.assign(app, feeds);
    if (isSettled) settled.push(isSettled);
    follow?.(app);
  };
  const lab: Omit<AppStore, 'pairedPages' | 'sweepResults'> = Object.assign(store, {
    frames: framesFrom(client),
    framesOf,
    start: async () => {
      await followShowLink(app, deps);
      await openFromUrl(app, deps);
    },
    fetchPart: (name: PartName) => {
      const part = fetched.get(name) ?? fetchPart(name).then(add);
      fetched.set(name, part);
      return part;
    },
    isSettled: () => settled.every((is) => is(store.getState())),
  });
  const app = lab as AppStore;
  keepRecentRuns(app, deps);
  for (const part of parts) add(part);
  return app;
}

const framesFrom = (client: EngineClient) => ({
  latest: () => client.frames.latest(),
  onFrame: client.onFrame.bind(client),
});

/** A part of the state with its verbs; it may read and set all of it. */
export type Slice<Part> = StateCreator<AppState, [], [], Part>;
