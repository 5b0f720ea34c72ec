import type { OutcomeRow } from './outcome-rows.ts';

/** Columns in which one value is better than another. */
export type RankedColumn = 'downtimeMs' | 'totalTimeMs' | 'sentBytes' | 'wastedBytes' | 'stalePages' | 'slaKept';
export type Marks = Readonly<Partial<Record<RankedColumn, 'best' | 'worst'>>>;

/**
 * Marks of each row, in the order of the rows. Less is better. Only a run that completed and lost no page can be best: a short
 * downtime that was paid for with lost writes is no merit, nor are the few bytes of a run that was refused. Worst are
 * looked for among completed runs, and for bytes also among those that sent something and got nowhere. A column is marked
 * only if its values differ among the rows that count there; equals share a mark.
 */
export function bestAndWorst(rows: readonly OutcomeRow[]): readonly Marks[] {
  const columns = COLUMNS.map((column) => ({ column, ...extremes(rows, column) }));
  return rows.map((row) => {
    const marks: Partial<Record<RankedColumn, 'best' | 'worst'>> = {};
    for (const { column, best, worst } of columns) {
      if (worst === null || !counts(row, column)) continue;
      if (figure(row, column) === worst) marks[column] = 'worst';
      else if (figure(row, column) === best && isSound(row)) marks[column] = 'best';
    }
    return marks;
  });
}

const COLUMNS: readonly RankedColumn[] = [
  'downtimeMs',
  'totalTimeMs',
  'sentBytes',
  'wastedBytes',
  'stalePages',
  'slaKept',
];

/** Lowest figure of a sound run and highest of any; `null` for both when all figures are the same. */
function extremes(rows: readonly OutcomeRow[], column: RankedColumn): { best: number | null; worst: number | null } {
  const counted = rows.filter((row) => counts(row, column));
  const figures = counted.map((row) => figure(row, column));
  const worst = Math.max(...figures);
  if (figures.every((each) => each === worst)) return { best: null, worst: null };
  return { best: Math.min(...counted.filter(isSound).map((row) => figure(row, column))), worst };
}

const isSound = ({ status, stalePages }: OutcomeRow): boolean => status === 'completed' && stalePages === 0;

function counts(row: OutcomeRow, column: RankedColumn): boolean {
  if (column === 'slaKept') return row.slaKept === 'yes' || row.slaKept === 'no';
  if (column === 'sentBytes' || column === 'wastedBytes') return row.status === 'completed' || row.sentBytes > 0;
  return row.status === 'completed';
}

/** Less is better. */
const figure = (row: OutcomeRow, column: RankedColumn): number =>
  column === 'slaKept' ? Number(row.slaKept === 'no') : (row[column] ?? 0);
