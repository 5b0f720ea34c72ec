import { t } from '../../language/t.ts';
import type { CardFormula, FidelityCard } from '../../traces/fidelity-card.ts';
import { percent } from './errors.ts';
import { FigureTable, numeric, Part } from './part.tsx';

export interface FormulasProps {
  readonly formulas: readonly CardFormula[];
  /** The engine's own errors of the total time. */
  readonly engine: FidelityCard['fidelity']['totalTimeMs'];
}

/** VS-10 and the papers: what other simulators' rules and formulas make of the same recordings. */
export function Formulas({ formulas, engine }: FormulasProps) {
  return (
    <Part
      title={t('Formulas and other simulators’ rules, on the same recordings')}
      words={t(
        'Error of the total time of recordings that completed without a command on the way and whose speed something limits. Within the bounds of Akoush et al. it is 0. The worst of those that send all RAM is a guest of zero pages.',
      )}
    >
      <FigureTable
        label={t('Formulas against the recordings')}
        head={[
          t('formula'),
          numeric(t('converges')),
          numeric(t('median')),
          numeric(t('90th percentile')),
          numeric(t('worst')),
          t('what it neglects'),
          t('source'),
        ]}
        rows={[
          {
            key: 'engine',
            cells: [
              t('This engine'),
              t('{some} of {all}', { some: engine.compared, all: engine.compared }),
              percent(engine.median),
              percent(engine.percentile90),
              percent(engine.worst),
              t('see “Where it misses”; it is also asked about runs with commands on the way'),
              t('this project'),
            ],
          },
          ...formulas.map((formula) => ({
            key: formula.title,
            cells: [
              t(formula.title),
              t('{some} of {all}', { some: formula.converges, all: formula.compared }),
              percent(formula.median),
              percent(formula.percentile90),
              percent(formula.worst),
              t(formula.neglects),
              t(formula.source),
            ],
          })),
        ]}
      />
    </Part>
  );
}
