import type { Instant } from '../worker/client.ts';
import type { Slice, StoreDeps } from './app-store.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Run, Start } from './run-slice.ts';
import { nextStep, type StepUnit } from './steps.ts';

/** Where on the run's clock the views look. Frames stay in shared memory, outside the store. */
export interface PlaybackSlice {
  /** The playhead, simulated ms. Where the person is; the picture follows, see `shownMs`. */
  nowMs: number;
  playing: boolean;
  /** The playhead rests where somebody put it; false where a run began or playing has taken it. */
  isPlaced: boolean;
  /** Simulated per real time, 0.001 to 1000; `Infinity` is as fast as pictures can be made. */
  speed: number;
  stepUnit: StepUnit;
  /** What the monitor says at `shownMs`; null before the first picture. */
  instant: Instant | null;
  /** The playhead that the last picture was made for. Equal to `nowMs` when nothing is left to paint. */
  shownMs: number | null;
  /** From the beginning when the playhead is at the end. */
  play(): void;
  pause(): void;
  togglePlay(): void;
  /** @throws RangeError outside `SPEEDS` */
  setSpeed(speed: number): void;
  setStepUnit(unit: StepUnit): void;
  /** Pauses, and moves to the next or previous step; stays at the ends. */
  step(direction: 1 | -1, unit?: StepUnit): void;
  /** Moves the playhead, into the run. */
  seek(toMs: number): void;
  /** A new run came to the screen. */
  showRun(before: Run | null, start: Start): void;
}

export const SPEEDS = { min: 0.001, max: 1000 } as const;

/** A frame after a longer pause (another tab, a sleeping machine) does not jump further than this, real ms. */
const MOST_FRAME_MS = 250;
/** At `Infinity` the whole run is this many pictures: about a second, if the engine keeps up. */
const PICTURES_AT_MOST_SPEED = 60;

export const createPlaybackSlice =
  ({ client, requestFrame }: StoreDeps): Slice<PlaybackSlice> =>
  (set, get) => {
    let isPainting = false;
    const show = oneAtATime(async () => {
      const { run, nowMs } = get();
      if (!run) return;
      isPainting = true;
      try {
        // The end is asked for by its name, not by a number that may be rounded to just before it.
        const instant = await client.runTo(run.runId, nowMs >= run.endMs ? Number.POSITIVE_INFINITY : nowMs);
        if (get().run === run) set({ instant, shownMs: nowMs });
      } catch (error) {
        get().reportLost(run, error);
      } finally {
        isPainting = false;
      }
      void get().refreshDetails();
    });

    /** Each `play` is its own loop; an older one ends when it sees that it is not the last. */
    let newestLoop = 0;
    const play = () => {
      const loop = ++newestLoop;
      let lastMs: number | null = null;
      const tick = (atMs: number) => {
        const { playing, run, nowMs, speed } = get();
        if (!playing || !run || loop !== newestLoop) return;
        if (lastMs === null) lastMs = atMs;
        else if (!isPainting) {
          // The playhead waits for the picture, so that the two never part.
          const realMs = Math.min(atMs - lastMs, MOST_FRAME_MS);
          lastMs = atMs;
          const passedMs = speed === Number.POSITIVE_INFINITY ? run.endMs / PICTURES_AT_MOST_SPEED : realMs * speed;
          const next = Math.min(nowMs + passedMs, run.endMs);
          set({ nowMs: next, playing: next < run.endMs });
          void show();
        }
        requestFrame(tick);
      };
      requestFrame(tick);
    };

    const moveTo = (toMs: number) => {
      set({ nowMs: Math.min(Math.max(toMs, 0), get().run?.endMs ?? 0) });
      void show();
    };

    return {
      nowMs: 0,
      playing: false,
      isPlaced: false,
      speed: 1,
      stepUnit: 'decision',
      instant: null,
      shownMs: null,
      play() {
        const { run, playing, nowMs } = get();
        if (!run || playing || run.endMs === 0) return;
        set({ playing: true, isPlaced: false, ...(nowMs >= run.endMs && { nowMs: 0 }) });
        play();
      },
      pause() {
        if (!get().playing) return;
        set({ playing: false, isPlaced: true });
        void get().refreshDetails();
      },
      togglePlay() {
        if (get().playing) get().pause();
        else get().play();
      },
      setSpeed(speed) {
        if (!(speed >= SPEEDS.min && (speed <= SPEEDS.max || speed === Number.POSITIVE_INFINITY)))
          throw new RangeError(`speed ${speed}`);
        set({ speed });
      },
      setStepUnit(stepUnit) {
        set({ stepUnit });
      },
      step(direction, unit = get().stepUnit) {
        const { run, nowMs } = get();
        if (!run) return;
        get().pause();
        const toMs = nextStep(run.timeline, unit, nowMs, direction);
        if (toMs !== null) get().seek(toMs);
      },
      seek(toMs) {
        if (!get().run) return;
        set({ isPlaced: !get().playing });
        moveTo(toMs);
      },
      showRun(before, start) {
        const { nowMs, run } = get();
        if (!run) return;
        set({ shownMs: null });
        get().fitView();
        if (start === 'keep') {
          const wasAtEnd = before !== null && nowMs >= before.endMs;
          moveTo(wasAtEnd ? run.endMs : nowMs);
          if (get().nowMs >= run.endMs) set({ playing: false });
        } else if (typeof start === 'object') {
          set({ playing: false, isPlaced: true });
          moveTo(start.atMs);
        } else {
          const secondPassMs = run.timeline.syncs[1]?.atMs ?? 0;
          set({ isPlaced: false });
          moveTo(start === 'beginning' ? 0 : secondPassMs);
          get().play();
        }
      },
    };
  };
