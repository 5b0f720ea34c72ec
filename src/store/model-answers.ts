import type { Outcome, Scenario } from '../worker/client.ts';
import {
  type Bounds,
  type MigrationModel,
  MODELS,
  type ModelName,
  type ModelPrediction,
  modelInputs,
} from '../worker/client-models.ts';

/** What one formula says of a run, and how far it is from it. */
export interface ModelAnswer {
  readonly model: MigrationModel;
  /** Null when nothing limits the speed: no formula holds then. */
  readonly prediction: ModelPrediction | null;
  /** Whether it says rightly that the run ends, or that it never does; null for a run that was refused, cancelled or failed. */
  readonly isEndRight: boolean | null;
  /** Formula against run, a share; null where one of them has no such figure. 0 inside bounds. */
  readonly totalTimeError: number | null;
  readonly downtimeErrorMs: number | null;
}

/** All formulas there are. */
export const models = (): readonly MigrationModel[] => MODELS;

/** In the order of the list. */
export function modelAnswers(
  { scenario, outcome }: { readonly scenario: Scenario; readonly outcome: Outcome | null },
  shown: readonly ModelName[],
): readonly ModelAnswer[] {
  const inputs = shown.length > 0 ? modelInputs(scenario) : null;
  const completed = outcome?.status === 'completed' ? outcome : null;
  return MODELS.filter(({ name }) => shown.includes(name)).map((model) => {
    const prediction = inputs && model.predict(inputs);
    const totalMs = off(prediction?.totalTimeMs ?? null, completed?.totalTimeMs ?? null);
    return {
      model,
      prediction,
      isEndRight: prediction && endOf(outcome) !== null ? prediction.converges === endOf(outcome) : null,
      totalTimeError: totalMs === null ? null : totalMs / Math.max(completed!.totalTimeMs, 1),
      downtimeErrorMs: off(prediction?.downtimeMs ?? null, completed?.downtimeMs ?? null),
    };
  });
}

/** Whether the run came to its end by itself; null when something else ended it. */
const endOf = (outcome: Outcome | null): boolean | null =>
  outcome?.status === 'completed' ? true : outcome?.status === 'not-converged' ? false : null;

/** How far the bounds lie above (positive) or below what was measured. */
function off(said: Bounds | null, measured: number | null): number | null {
  if (said === null || measured === null) return null;
  const [least, most] = said;
  return least > measured ? least - measured : Math.min(most - measured, 0);
}
