import type { AppStore, Slice, StoreDeps } from './app-store.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** A run that somebody made of their own: neither a preset nor a step on the way to one. */
export interface RecentRun {
  /** Its part of the address: `s=2.` and so on. */
  readonly link: string;
  readonly name: string;
  /** How it ended, in QEMU's word. */
  readonly status: string;
  /** When it was on the screen last, as an ISO time. */
  readonly seenAt: string;
}

/** The runs of the last visits, kept in this browser and nowhere else. */
export interface RecentSlice {
  /** The newest first; at most `MOST_RECENT`. */
  recentRuns: readonly RecentRun[];
  forgetRecentRuns(): void;
}

/** Where the list is kept between visits. */
export interface RecentStorage {
  /** What was written last, or null. */
  read(): string | null;
  write(text: string): void;
}

export const MOST_RECENT = 20;

export const createRecentSlice =
  ({ recentStorage }: StoreDeps): Slice<RecentSlice> =>
  (set) => ({
    recentRuns: parsed(recentStorage.read()),
    forgetRecentRuns() {
      recentStorage.write('[]');
      set({ recentRuns: [] });
    },
  });

/** Keeps each run that comes to the screen and is no preset. The steps of one edited scenario are one entry: the last. */
export function keepRecentRuns({ getState, setState, subscribe }: AppStore, { recentStorage }: StoreDeps): void {
  /** The entry that belongs to the scenario that was opened last. */
  let entry: { opening: number; link: string } | null = null;
  const keep = oneAtATime(async () => {
    const { run, presetId, opening } = getState();
    if (!run || presetId !== null || run.scenario !== getState().scenario) return;
    const { encodeLink } = await import('../scenario/link.ts');
    const link = await encodeLink({ scenario: run.scenario, view: {} });
    const replaced = entry?.opening === opening ? entry.link : null;
    entry = { opening, link };
    const newest: RecentRun = {
      link,
      name: run.scenario.name,
      status: run.timeline.outcome?.status ?? '',
      seenAt: new Date().toISOString(),
    };
    const others = getState().recentRuns.filter((each) => each.link !== link && each.link !== replaced);
    const recentRuns = [newest, ...others].slice(0, MOST_RECENT);
    setState({ recentRuns });
    recentStorage.write(JSON.stringify(recentRuns));
  });
  subscribe((state, before) => {
    if (state.run !== before.run) void keep();
  });
}

/** A list that cannot be read is an empty one: it was a convenience. */
function parsed(text: string | null): readonly RecentRun[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(list) && list.every(isRecentRun) ? list.slice(0, MOST_RECENT) : [];
  } catch {
    return [];
  }
}

const isRecentRun = (entry: unknown): entry is RecentRun =>
  typeof entry === 'object' &&
  entry !== null &&
  ['link', 'name', 'status', 'seenAt'].every((key) => typeof (entry as Record<string, unknown>)[key] === 'string');

/** In the browser's local storage; where that is blocked or full, the list holds until the page is closed. */
export const browserRecentStorage: RecentStorage = {
  read() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  },
  write(text) {
    try {
      localStorage.setItem(KEY, text);
    } catch {
      // blocked or full
    }
  },
};
const KEY = 'switchover-recent-runs';
