import type { Completion, KeptSetting, QmpEvent, TypedAnswer } from '../worker/client.ts';
import type { Slice, StoreDeps } from './app-store.ts';

/** What was typed into the simulated QMP monitor, and what it answered. */
export interface ConsoleSlice {
  /** Oldest first, at most 200. */
  consoleEntries: readonly ConsoleEntry[];
  /** How many of the run's events on the source stand in the entries; later ones are still to come. */
  consoleEventsSeen: number;
  /** Lines that were typed, oldest first, each once. They outlive the entries. */
  typedLines: readonly string[];
  /** A line waits for its answer. */
  isTyping: boolean;
  /** Settings without a place in the scenario. */
  keptSettings: readonly KeptSetting[];
  /**
   * Gives a line to the monitor at the playhead. A command that changes the run becomes an action of the scenario at that
   * instant, as an edit. While a run is computed the line waits for it.
   */
  type(line: string): Promise<void>;
  /** How a line can go on; nothing without a run. */
  complete(line: string): Promise<Completion>;
  clearConsole(): void;
}

export interface ConsoleEntry extends Omit<TypedAnswer, 'kept'> {
  readonly id: number;
  readonly line: string;
  /** What came over the connection since the entry before. */
  readonly events: readonly QmpEvent[];
}

const MOST_ENTRIES = 200;
const EMPTY = { consoleEntries: [], consoleEventsSeen: 0, keptSettings: [] } as const;

export const createConsoleSlice =
  ({ client }: StoreDeps): Slice<ConsoleSlice> =>
  (set, get, { subscribe }) => {
    let lastId = 0;

    /** Until no run is being computed. */
    const ready = () =>
      new Promise<void>((resolve) => {
        const isReady = () => get().runStatus !== 'loading';
        if (isReady()) return resolve();
        const stop = subscribe(() => {
          if (!isReady()) return;
          stop();
          resolve();
        });
      });

    const give = async (line: string): Promise<void> => {
      await ready();
      const { run, nowMs, keptSettings } = get();
      if (!run) return;
      try {
        const atMs = nowMs >= run.endMs ? Number.POSITIVE_INFINITY : nowMs;
        const { kept, ...answer } = await client.type(run.runId, atMs, line, keptSettings);
        if (get().run !== run) return await give(line);
        const now = get();
        const soFar = sourceEvents(run.timeline.events, answer.atMs);
        const entry = { ...answer, id: ++lastId, line, events: soFar.slice(now.consoleEventsSeen) };
        set({
          consoleEntries: [...now.consoleEntries, entry].slice(-MOST_ENTRIES),
          consoleEventsSeen: soFar.length,
          keptSettings: kept,
        });
        const { action } = answer;
        if (action)
          now.edit((scenario) => ({
            ...scenario,
            actions: [...scenario.actions, action].toSorted((a, b) => a.atMs - b.atMs),
          }));
      } catch (error) {
        get().reportLost(run, error);
      }
    };
    /** One line is answered before the next is given. */
    let queue = Promise.resolve();

    return {
      ...EMPTY,
      typedLines: [],
      isTyping: false,
      async type(typed) {
        const line = typed.trim();
        if (line === '') return;
        set({ isTyping: true, typedLines: [...get().typedLines.filter((other) => other !== line), line] });
        const turn = queue.then(() => give(line));
        queue = turn;
        await turn;
        if (queue === turn) set({ isTyping: false });
      },
      async complete(line) {
        const nothing = { from: line.length, options: [] };
        const { run } = get();
        if (!run) return nothing;
        try {
          return await client.complete(run.runId, line);
        } catch (error) {
          get().reportLost(run, error);
          return nothing;
        }
      },
      clearConsole() {
        if (get().consoleEntries.length > 0 || get().keptSettings.length > 0) set(EMPTY);
      },
    };
  };

/** Events of the source until then, in their order: what its monitor sends. */
export const sourceEvents = (events: readonly QmpEvent[], untilMs: number): readonly QmpEvent[] =>
  events.filter(({ side, atMs }) => side === 'source' && atMs <= untilMs);
