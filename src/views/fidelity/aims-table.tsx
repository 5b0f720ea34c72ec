import type { FidelityCard } from '../../traces/fidelity-card.ts';
import { FigureTable, Holds, Part } from './part.tsx';

/** What is asked of all predictions together, and what they reach. */
export function AimsTable({ aims }: Pick<FidelityCard, 'aims'>) {
  return (
    <Part
      title="Against the aims"
      words="The best published models reach 12 % at the 90th percentile of the total time (Nathan et al., SoCC 2015, as reported)."
    >
      <FigureTable
        label="Aims"
        head={['figure', 'asked for', 'reached#', 'verdict']}
        rows={aims.map(({ figure, asked, reached, holds }) => ({
          key: figure,
          isOff: !holds,
          cells: [figure, asked || '–', reached, asked ? <Holds key="holds" holds={holds} /> : ''],
        }))}
      />
    </Part>
  );
}
