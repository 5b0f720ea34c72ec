import { useMemo } from 'react';
import { ProfileFigure } from '../../charts/profile-figure.tsx';
import type { AppState } from '../../store/app-store.ts';
import { FIELDS } from '../../store/fields.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { axesOfMap, type PhaseGrid } from '../../sweep/study/phase-grid.ts';
import type { Plan } from '../../sweep/study/plan.ts';
import { type ProfilePoint, profileOf } from '../../sweep/study/profile.ts';
import { Disclosure, DisclosureGroup } from '../../ui/disclosure.tsx';
import { showLab } from '../show-lab.ts';
import styles from './sweep.module.css';
import { FIGURES, ticksOf, valueText } from './words.ts';

export interface ProfileProps {
  readonly grid: PhaseGrid;
  readonly plan: Plan;
}

/** The figure of the map's colour along its row that is looked at, or its middle one: as a curve, and as a table. */
export function Profile({ grid, plan }: ProfileProps) {
  const { lookAtSquare, openPointInLab } = useAppStore().getState();
  const { sweepResults } = useAppStore();
  const shown = useApp(showsOf);
  const at = useApp(squareOf);
  const columns = grid.across.length;
  const row = at === null ? Math.floor(grid.up.length / 2) : Math.floor(at / columns);
  // Whether it succeeds is no figure: its downtime is.
  const shows = shown === 'keeps' ? 'downtimeMs' : shown;
  const figure = FIGURES[shows];
  const points = useMemo(
    () => profileOf(grid, row, sweepResults.latest().estimates, figure.of),
    [grid, row, figure, sweepResults],
  );
  const [across, up] = axesOfMap(plan)!;
  const promised = plan.promise[shows];
  const upText = valueText(up.field, grid.up[row]!);
  return (
    <section aria-label="Along the row" className={styles.square}>
      <h2 className={styles.set}>
        {figure.label} at {FIELDS[up.field].label} {upText}
      </h2>
      <ProfileFigure
        marks={points}
        columns={columns}
        across={{ title: FIELDS[across.field].label, ticks: ticksOf(across.field, grid.across, 5) }}
        up={{ title: '', ticks: ticksOf(up.field, grid.up, 6) }}
        isBytes={shows === 'sentBytes'}
        format={figure.text}
        promised={typeof promised === 'number' ? promised : promised === 'limit' ? limitOf(plan, grid, row) : null}
        picked={at === null ? null : at % columns}
        onPick={(column, how) => {
          const square = row * columns + column;
          lookAtSquare(square);
          const found = grid.squares[square];
          if (how === 'open' && found) {
            openPointInLab(found.point);
            showLab();
          }
        }}
      />
      <p className={styles.lead}>
        Solid: page by page, the middle of the seeds in the band from the least to the most. Dashed: by expected counts.
        Only runs that complete have a figure.
      </p>
      <DisclosureGroup>
        <Disclosure title="As a table" summary={`${points.length} values of ${FIELDS[across.field].label}`}>
          <ProfileTable
            points={points}
            plan={plan}
            format={figure.text}
            caption={`${figure.label}, ${FIELDS[up.field].label} ${upText}`}
          />
        </Disclosure>
      </DisclosureGroup>
    </section>
  );
}

interface ProfileTableProps {
  readonly points: readonly ProfilePoint[];
  readonly plan: Plan;
  readonly format: (value: number) => string;
  readonly caption: string;
}

function ProfileTable({ points, plan, format, caption }: ProfileTableProps) {
  const [across] = axesOfMap(plan)!;
  const text = (value: number | null | undefined): string => (value == null ? '–' : format(value));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label="The row in numbers">
      <table className={styles.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{FIELDS[across.field].label}</th>
            {['succeeds', 'by counts', 'least', 'middle', 'most', 'completed'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map(({ square, value, keepsPromise, counted, paged, runs, completed }) => (
            <tr key={square}>
              <th scope="row">{valueText(across.field, value)}</th>
              <td>{keepsPromise === null ? '–' : keepsPromise ? 'yes' : 'no'}</td>
              <td>{text(counted)}</td>
              <td>{text(paged?.least)}</td>
              <td>{text(paged?.median)}</td>
              <td>{text(paged?.most)}</td>
              <td>
                {completed} of {runs}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The downtime limit along a row, where it is one for all of it. */
function limitOf(plan: Plan, grid: PhaseGrid, row: number): number | null {
  const [across, up] = axesOfMap(plan)!;
  if (across.field === 'downtime-limit') return null;
  return up.field === 'downtime-limit' ? Number(grid.up[row]) : plan.scenario.parameters['downtime-limit'];
}

const showsOf = (state: AppState) => state.sweepShows;
const squareOf = (state: AppState) => state.sweepSquare;
