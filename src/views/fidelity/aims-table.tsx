import { t } from '../../language/t.ts';
import type { FidelityCard } from '../../traces/fidelity-card.ts';
import { FigureTable, Holds, numeric, Part } from './part.tsx';

/** What is asked of all predictions together, and what they reach. */
export function AimsTable({ aims }: Pick<FidelityCard, 'aims'>) {
  return (
    <Part
      title={t('Against the aims')}
      words={t(
        'The best published models reach 12 % at the 90th percentile of the total time (Nathan et al., SoCC 2015, as reported).',
      )}
    >
      <FigureTable
        label={t('Aims')}
        head={[t('figure'), t('asked for'), numeric(t('reached')), t('verdict')]}
        rows={aims.map(({ figure, asked, reached, holds }) => ({
          key: figure,
          isOff: !holds,
          cells: [t(figure), asked ? t(asked) : '–', t(reached), asked ? <Holds key="holds" holds={holds} /> : ''],
        }))}
      />
    </Part>
  );
}
