import { useMemo } from 'react';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import type { VariantRun } from '../../store/compare-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { bestAndWorst, type Marks, type RankedColumn } from '../../sweep/best-and-worst.ts';
import { type OutcomeRow, outcomeRow } from '../../sweep/outcome-rows.ts';
import { Sentence } from '../../ui/sentence.tsx';
import { numberClass, Table } from '../../ui/table.tsx';
import { formatBytes, formatCount, formatMs } from '../../units.ts';
import styles from './outcome-table.module.css';
import { STATUS } from './tables.ts';

/** How each variant ended, with the best and the worst of each column marked; two rows are looked at closely. */
export function OutcomeTable() {
  const variants = useApp(variantsOf);
  const pair = useApp(pairOf);
  const { choosePair, showLostPage } = useAppStore().getState();
  const rows = useMemo(() => rowsOf(variants), [variants]);
  const marks = useMemo(() => bestAndWorst(rows), [rows]);
  if (rows.length === 0) return null;
  return (
    <div className={styles.box}>
      <Table label={t('Outcomes')} className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('answer')}</th>
            <th scope="col">{t('status')}</th>
            {COLUMNS.map(({ name }) => (
              <th key={name} scope="col" className={numberClass}>
                {t(name)}
              </th>
            ))}
            <th scope="col">{t('told beforehand')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => {
            const side = pair.indexOf(row.id);
            return (
              <tr key={row.id} className={side >= 0 ? styles.picked : undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className={styles.pick}
                    aria-pressed={side >= 0}
                    aria-label={t('Look at {variant} closely', { variant: t(row.title) })}
                    onClick={() => choosePair(row.id)}
                  >
                    {['A', 'B'][side] ?? ''}
                  </button>
                  {t(row.title)}
                </th>
                <td>{statusWords(row.status)}</td>
                {COLUMNS.map(({ name, column, of }) => (
                  <td key={name} className={`${numberClass} ${column ? (styles[marks[i]?.[column] ?? ''] ?? '') : ''}`}>
                    {column && <Mark marks={marks[i]} column={column} />}
                    {column === 'stalePages' && row.stalePages > 0 ? (
                      <button type="button" className={styles.lost} onClick={() => showLostPage(row.id)}>
                        {of(row)}
                      </button>
                    ) : (
                      of(row)
                    )}
                  </td>
                ))}
                <td className={styles.told}>{t(row.told)}</td>
              </tr>
            );
          })}
        </tbody>
      </Table>
      <p className={styles.legend}>
        <Sentence
          of="{best}, of the runs that completed and lost nothing; {worst}."
          parts={{
            best: (
              <span className={styles.best}>
                <i aria-hidden>▾</i> {t('best', {}, 'of a column')}
              </span>
            ),
            worst: (
              <span className={styles.worst}>
                <i aria-hidden>▴</i> {t('worst', {}, 'of a column')}
              </span>
            ),
          }}
        />
      </p>
    </div>
  );
}

/** Rows of the variants whose runs are there. */
export const rowsOf = (variants: readonly VariantRun[]): readonly OutcomeRow[] =>
  variants.flatMap(({ variant, run }) => (run ? [outcomeRow(variant, run.timeline)] : []));

function Mark({ marks, column }: { readonly marks: Marks | undefined; readonly column: RankedColumn }) {
  const mark = marks?.[column];
  if (!mark) return null;
  return (
    <>
      <i aria-hidden>{mark === 'best' ? '▾' : '▴'}</i>
      <span className="visually-hidden">{mark === 'best' ? t('best: ') : t('worst: ')}</span>
    </>
  );
}

/** A column of figures. */
export interface Column {
  readonly name: string;
  readonly column: RankedColumn | null;
  readonly of: (row: OutcomeRow) => string;
}

const NONE = '–';
/** The columns of figures; heads go through `t` where they are shown. */
export const COLUMNS: readonly Column[] = [
  {
    name: 'guest stopped',
    column: 'downtimeMs',
    of: ({ downtimeMs }) => (downtimeMs === null ? NONE : formatMs(downtimeMs)),
  },
  { name: 'limit kept', column: 'slaKept', of: ({ slaKept }) => (slaKept === 'not stopped' ? NONE : t(slaKept)) },
  {
    name: 'total',
    column: 'totalTimeMs',
    of: ({ status, totalTimeMs }) => (IS_NEVER_STARTED.has(status) ? NONE : formatMs(totalTimeMs)),
  },
  { name: 'sent', column: 'sentBytes', of: ({ sentBytes }) => formatBytes(sentBytes) },
  { name: 'sent in vain', column: 'wastedBytes', of: ({ wastedBytes }) => formatBytes(wastedBytes) },
  { name: 'pages lost', column: 'stalePages', of: ({ stalePages }) => formatCount(stalePages) },
];

const IS_NEVER_STARTED: ReadonlySet<OutcomeRow['status']> = new Set<OutcomeRow['status']>(['refused', 'realize-error']);

/** How a run ended, in a word or two. */
export const statusWords = (status: OutcomeRow['status']): string => t(STATUS[status]);

const variantsOf = (state: AppState) => state.variants;
const pairOf = (state: AppState) => state.pair;
