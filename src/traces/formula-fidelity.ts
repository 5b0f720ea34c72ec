import { modelInputs } from '../engine/models/inputs.ts';
import type { MigrationModel } from '../engine/models/model.ts';
import { MODELS } from '../engine/models/models.ts';
import type { Prediction } from './predict.ts';

/** How far one formula is from the recorded migrations. */
export interface FormulaFidelity {
  readonly model: MigrationModel;
  /** Recordings that completed without a command on the way, and whose speed something limits. */
  readonly compared: number;
  /** Of them, those that it says converge. */
  readonly converges: number;
  /** Absolute relative errors of the total time where both complete, rising; 0 inside a formula's bounds. */
  readonly totalTimeErrors: readonly number[];
}

/** Each formula against the recorded migrations that it can be asked about. */
export function formulaFidelity(predictions: readonly Prediction[]): readonly FormulaFidelity[] {
  const runs = predictions.flatMap(({ measured, scenario, isReference }) => {
    const inputs = isReference && scenario && scenario.actions.length === 0 ? modelInputs(scenario) : null;
    return inputs && measured.status === 'completed' && measured.totalTimeMs !== null
      ? [{ inputs, totalTimeMs: measured.totalTimeMs }]
      : [];
  });
  return MODELS.map((model) => {
    const answers = runs.map(({ inputs, totalTimeMs }) => ({
      said: model.predict(inputs).totalTimeMs,
      measured: totalTimeMs,
    }));
    const ended = answers.flatMap(({ said, measured }) => (said ? [outside(measured, said) / measured] : []));
    return {
      model,
      compared: runs.length,
      converges: ended.length,
      totalTimeErrors: ended.toSorted((a, b) => a - b),
    };
  });
}

const outside = (value: number, [least, most]: readonly [number, number]): number =>
  Math.max(least - value, value - most, 0);
