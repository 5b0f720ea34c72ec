import type { CardFormula, FidelityCard } from '../../traces/fidelity-card.ts';
import { percent } from './errors.ts';
import { FigureTable, Part } from './part.tsx';

export interface FormulasProps {
  readonly formulas: readonly CardFormula[];
  /** The engine's own errors of the total time. */
  readonly engine: FidelityCard['fidelity']['totalTimeMs'];
}

/** VS-10 and the papers: what other simulators' rules and formulas make of the same recordings. */
export function Formulas({ formulas, engine }: FormulasProps) {
  return (
    <Part
      title="Formulas and other simulators’ rules, on the same recordings"
      words="Error of the total time of recordings that completed without a command on the way and whose speed something limits. Within the bounds of Akoush et al. it is 0. The worst of those that send all RAM is a guest of zero pages."
    >
      <FigureTable
        label="Formulas against the recordings"
        head={['formula', 'converges#', 'median#', '90th percentile#', 'worst#', 'what it neglects', 'source']}
        rows={[
          {
            key: 'engine',
            cells: [
              'This engine',
              `${engine.compared} of ${engine.compared}`,
              percent(engine.median),
              percent(engine.percentile90),
              percent(engine.worst),
              'see “Where it misses”; it is also asked about runs with commands on the way',
              'this project',
            ],
          },
          ...formulas.map((formula) => ({
            key: formula.title,
            cells: [
              formula.title,
              `${formula.converges} of ${formula.compared}`,
              percent(formula.median),
              percent(formula.percentile90),
              percent(formula.worst),
              formula.neglects,
              formula.source,
            ],
          })),
        ]}
      />
    </Part>
  );
}
