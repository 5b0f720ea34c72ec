import { useState } from 'react';
import { t } from '../../language/t.ts';
import type { SweepFigure } from '../../store/sweep-slice.ts';
import { type PhaseGrid, rowsOf } from '../../sweep/study/phase-grid.ts';
import type { Plan } from '../../sweep/study/plan.ts';
import { Disclosure, DisclosureGroup } from '../../ui/disclosure.tsx';
import { Table } from '../../ui/table.tsx';
import { completedFigure } from './map-squares.ts';
import styles from './sweep.module.css';
import { axisName, FIGURES, figureName, setText, valueText } from './words.ts';

export interface MapTableProps {
  readonly plan: Plan;
  readonly grids: readonly PhaseGrid[];
  readonly shows: SweepFigure;
  readonly lines: Exclude<SweepFigure, 'keeps'> | null;
}

/** What the colours and the lines of the maps say, as tables of at most eight values each way. */
export function MapTable({ plan, grids, shows, lines }: MapTableProps) {
  const [isOpen, setOpen] = useState(false);
  const figures = [...new Set([shows, ...(lines ? [lines] : [])])];
  return (
    <DisclosureGroup>
      <Disclosure
        title={t('As a table')}
        summary={figures.map(figureName).join(', ')}
        isOpen={isOpen}
        onToggle={setOpen}
      >
        {isOpen && (
          <div className={styles.square}>
            {grids.flatMap((grid) =>
              figures.map((figure) => (
                <OneTable key={`${grid.third} ${figure}`} plan={plan} grid={grid} figure={figure} />
              )),
            )}
          </div>
        )}
      </Disclosure>
    </DisclosureGroup>
  );
}

function OneTable({
  plan,
  grid,
  figure,
}: {
  readonly plan: Plan;
  readonly grid: PhaseGrid;
  readonly figure: SweepFigure;
}) {
  const [across, up, third] = plan.axes;
  const columns = some(grid.across.length);
  const rows = some(rowsOf(grid)).toReversed();
  const said = { figure: figureName(figure), across: axisName(across!.field), up: axisName(up!.field) };
  const caption =
    third && grid.third !== undefined
      ? t('{figure}, {third}: {across} across, {up} down', { ...said, third: setText(third.field, grid.third) })
      : t('{figure}: {across} across, {up} down', said);
  return (
    <Table label={caption} caption={caption} hasNumbers>
      <thead>
        <tr>
          <th scope="col">{axisName(up!.field)}</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {valueText(across!.field, grid.across[column]!)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row}>
            <th scope="row">{valueText(up!.field, grid.up[row]!)}</th>
            {columns.map((column) => (
              <td key={column}>{cellText(grid, row * grid.across.length + column, figure)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** `312 ms`, `312 ms (fails)`, `2 of 3 succeed, 312 ms`, `fails`; a dash for what is left out or not known. */
function cellText(grid: PhaseGrid, square: number, figure: SweepFigure): string {
  const finding = grid.squares[square] ?? null;
  if (!finding || finding.keepsPromise === null) return '–';
  const value = figure === 'keeps' ? null : completedFigure(finding, figure);
  const { kept, runs, keepsPromise } = finding;
  const seeds =
    runs.length > 1 && kept.length > 0 && !keepsPromise
      ? t('{kept} of {all} succeed', { kept: kept.length, all: runs.length })
      : null;
  if (value === null) return seeds ?? (keepsPromise ? t('succeeds') : t('fails'));
  const text = FIGURES[figure].text(value);
  if (seeds) return `${seeds}, ${text}`;
  return keepsPromise ? text : t('{value} (fails)', { value: text });
}

/** At most eight, evenly, both ends in. */
function some(count: number): readonly number[] {
  const shown = Math.min(count, 8);
  return Array.from({ length: shown }, (_, i) => Math.round((i * (count - 1)) / Math.max(1, shown - 1)));
}
