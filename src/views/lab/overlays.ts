import type { ModelLines, Recording } from '../../charts/curve-shape.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { modelAnswers } from '../../store/model-answers.ts';
import type { Run } from '../../store/run-slice.ts';
import type { Trace } from '../../traces/trace.ts';
import { traceCurve } from '../../traces/trace-curve.ts';

/** A recording as the curve draws it over the run, and where it ends. */
export function recordedCurve(trace: Trace): Recording & { readonly endMs: number } {
  const { atMs, remainingBytes, syncs, endMs } = traceCurve(trace);
  return { name: t('real QEMU'), atMs, remainingBytes, syncsMs: syncs.map((sync) => sync.atMs), endMs };
}

/** What the formulas that are switched on say of a run, as the curve draws it. */
export const modelLines = ({ scenario, timeline }: Run, shown: AppState['shownModels']): readonly ModelLines[] =>
  modelAnswers({ scenario, outcome: timeline.outcome }, shown).flatMap(({ model, prediction }) =>
    prediction ? [{ key: model.name, name: t(model.title), curves: prediction.curves }] : [],
  );
