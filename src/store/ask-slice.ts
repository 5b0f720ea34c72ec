import { FIELDS, type Field } from '../scenario/fields.ts';
import type { Boundary } from '../sweep/ask/boundary.ts';
import type { Cause } from '../sweep/ask/cause.ts';
import type { SmallestChange } from '../sweep/ask/smallest-change.ts';
import { axisValues } from '../sweep/study/axis.ts';
import { withField } from '../sweep/study/cells.ts';
import type { Axis, Question } from '../sweep/study/plan.ts';
import type { Scenario } from '../worker/client.ts';
import { ask } from '../worker/pool-ask.ts';
import type { Slice, StoreDeps } from './app-store.ts';

/** What is just enough at a place of the sweep, and why the run there fails. */
export interface AskSlice {
  /** Null before the first question. */
  askedAt: { readonly square: number; readonly scenario: Scenario; readonly question: Question | null } | null;
  askStatus: 'idle' | 'running' | 'ready' | 'failed';
  /** Page-level runs made for it so far. */
  askRuns: number;
  askBoundary: Boundary | null;
  /** Undefined: not yet known. Null: it does not fail. */
  askCause: Cause | null | undefined;
  askChanges: readonly SmallestChange[] | null;
  /** Asks for the square that is looked at: the least value of the second axis there, and why it fails as it stands. */
  askHere(): void;
  stopAsking(): void;
  /** Opens a run of the answer in the Lab. */
  openAnswer(scenario: Scenario): void;
}

export const createAskSlice =
  ({ startAskWorker }: StoreDeps): Slice<AskSlice> =>
  (set, get) => {
    let stop: (() => void) | null = null;
    return {
      askedAt: null,
      askStatus: 'idle',
      askRuns: 0,
      askBoundary: null,
      askCause: undefined,
      askChanges: null,
      askHere() {
        const { sweepPlan: plan, sweepSquare: square } = get();
        const [across, up] = plan.axes;
        if (square === null || !across || !up) return;
        const columns = axisValues(across);
        const x = columns[square % columns.length]!;
        const y = axisValues(up)[Math.floor(square / columns.length)]!;
        const column = withField(plan.scenario, across.field, x);
        const scenario = withField(column, up.field, y);
        const question = questionOf(up);
        stop?.();
        set({
          askedAt: { square, scenario, question },
          askStatus: 'running',
          askRuns: 0,
          askBoundary: null,
          askCause: undefined,
          askChanges: null,
        });
        get().dismiss('sweep');
        stop = ask(
          startAskWorker,
          { scenario, promise: plan.promise, question, repeats: plan.repeats },
          (reply) => {
            if (reply.type === 'progress') set({ askRuns: reply.runs });
            else if (reply.type === 'boundary') set({ askBoundary: reply.boundary });
            else if (reply.type === 'cause') set({ askCause: reply.cause });
            else if (reply.type === 'changes') set({ askChanges: reply.changes });
            else set({ askStatus: 'ready' });
          },
          (error) => {
            set({ askStatus: 'failed' });
            get().report('sweep', 'The question could not be answered.', error);
          },
        );
      },
      stopAsking() {
        stop?.();
        if (get().askStatus === 'running') set({ askStatus: 'idle' });
      },
      openAnswer: (scenario) => get().openScenario(scenario, { start: 'beginning' }),
    };
  };

/** The least of the axis that is enough, or the most that still works where less helps; null for an axis without numbers. */
function questionOf(axis: Axis): Question | null {
  const { control }: Field = FIELDS[axis.field];
  const numbers = axisValues(axis).filter((value) => typeof value === 'number');
  if (control.kind !== 'number' || numbers.length < 2) return null;
  const helps = MORE_HELPS.has(axis.field);
  return {
    find: helps ? 'smallest' : 'largest',
    field: axis.field,
    from: Math.min(...numbers),
    to: Math.max(...numbers),
  };
}

const MORE_HELPS: ReadonlySet<string> = new Set([
  'downtime-limit',
  'linkBytesPerSecond',
  'max-bandwidth',
  'avail-switchover-bandwidth',
  'max-cpu-throttle',
  'zeroShare',
]);
