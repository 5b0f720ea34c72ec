import type { ModelLines } from '../../charts/curve-shape.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { modelAnswers } from '../../store/model-answers.ts';
import type { Run } from '../../store/run-slice.ts';

/** What the formulas that are switched on say of a run, as the curve draws it. */
export const modelLines = ({ scenario, timeline }: Run, shown: AppState['shownModels']): readonly ModelLines[] =>
  modelAnswers({ scenario, outcome: timeline.outcome }, shown).flatMap(({ model, prediction }) =>
    prediction ? [{ key: model.name, name: t(model.title), curves: prediction.curves }] : [],
  );
