import { t } from '../language/t.ts';
import type { FieldName } from '../scenario/fields.ts';
import type { Boundary } from '../sweep/ask/boundary.ts';
import type { Cause } from '../sweep/ask/cause.ts';
import { askableFields, askedScenario, questionAbout } from '../sweep/ask/question.ts';
import type { SmallestChange } from '../sweep/ask/smallest-change.ts';
import { scenarioAt } from '../sweep/study/cells.ts';
import type { Question } from '../sweep/study/plan.ts';
import type { Scenario } from '../worker/client.ts';
import { ask } from '../worker/pool-ask.ts';
import type { Slice, StoreDeps } from './app-store.ts';
import type { Place } from './sweep-slice.ts';

/** What is just enough at a place of the sweep, and why the run there fails. */
export interface AskSlice {
  /** Null before the first question. */
  askedAt: { readonly place: Place; readonly scenario: Scenario; readonly question: Question | null } | null;
  askStatus: 'idle' | 'running' | 'ready' | 'failed';
  /** Page-level runs made for it so far. */
  askRuns: number;
  askBoundary: Boundary | null;
  /** Undefined: not yet known. Null: it does not fail. */
  askCause: Cause | null | undefined;
  askChanges: readonly SmallestChange[] | null;
  /** What is asked for, of those that can be asked of the plan; null: the first of them, which is its second axis. */
  askField: FieldName | null;
  chooseQuestion(field: FieldName): void;
  /** Asks at the place that is looked at: what is just enough there, and why it fails as it stands. */
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
      askField: null,
      chooseQuestion: (askField) => set({ askField }),
      askHere() {
        const { sweepPlan: plan, sweepPlace: place } = get();
        if (place === null) return;
        const askable = askableFields(plan);
        const chosen = get().askField;
        const field = chosen !== null && askable.includes(chosen) ? chosen : askable[0];
        const question = field ? questionAbout(plan, field) : null;
        const scenario = field ? askedScenario(scenarioAt(plan, place), field) : scenarioAt(plan, place);
        stop?.();
        set({
          askedAt: { place, scenario, question },
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
            get().report('sweep', t('The question could not be answered.'), error);
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
