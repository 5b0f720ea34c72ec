import { useMemo } from 'react';
import { type ProfileContent, ProfileFigure, ProfilePlot } from '../../charts/profile-figure.tsx';
import { counted, t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp } from '../../store/use-app.ts';
import { type PhaseGrid, placeOf, rowsOf, squareAt } from '../../sweep/study/phase-grid.ts';
import type { Plan } from '../../sweep/study/plan.ts';
import { type ProfilePoint, profileOf } from '../../sweep/study/profile.ts';
import { Disclosure, DisclosureGroup } from '../../ui/disclosure.tsx';
import { Table } from '../../ui/table.tsx';
import { useColourScheme } from '../../ui/theme.ts';
import { ColumnHeads } from './column-heads.tsx';
import { FigureFoot } from './figure-foot.tsx';
import styles from './sweep.module.css';
import type { Found } from './use-findings.ts';
import { useRunGestures } from './use-run-gestures.ts';
import { axisName, FIGURES, figureName, findingText, placeText, setText, ticksOf, valueText } from './words.ts';

/** `grids`: the maps of the plan; of a plan of one axis the one row there is. */
export type ProfileProps = Pick<Found, 'plan' | 'grids' | 'estimates'>;

/** The figure of the map's colour along its row that is looked at, or its middle one: as a curve, and as a table. */
export function Profile({ grids, plan, estimates }: ProfileProps) {
  const shown = useApp(showsOf);
  const place = useApp(placeInState);
  const theme = useColourScheme();
  const onGesture = useRunGestures();
  const grid = (place && grids.find((each) => squareAt(each, place) !== null)) ?? grids[0]!;
  const at = place && squareAt(grid, place);
  const columns = grid.across.length;
  const row = at === null ? Math.floor(rowsOf(grid) / 2) : Math.floor(at / columns);
  // Whether it succeeds is no figure: its downtime is.
  const shows = shown === 'keeps' ? 'downtimeMs' : shown;
  const figure = FIGURES[shows];
  const points = useMemo(() => profileOf(grid, row, estimates, figure.of), [grid, row, figure, estimates]);
  const [across, up, third] = plan.axes;
  const promised = plan.promise[shows];
  const rest = [
    ...(up ? [setText(up.field, grid.up[row]!)] : []),
    ...(third && grid.third !== undefined ? [setText(third.field, grid.third)] : []),
  ].join(', ');
  const title =
    rest === ''
      ? t('{figure} by {axis}', { figure: figureName(shows), axis: axisName(across!.field) })
      : t('{figure} at {place}', { figure: figureName(shows), place: rest });
  const content: ProfileContent = {
    marks: points,
    columns,
    across: { title: axisName(across!.field), ticks: ticksOf(across!.field, grid.across, 5) },
    up: { title: '', ticks: up ? ticksOf(up.field, grid.up, 6) : [] },
    isBytes: shows === 'sentBytes',
    format: figure.text,
    promised: typeof promised === 'number' ? promised : promised === 'limit' ? limitOf(plan, grid, row) : null,
  };
  const caption = t(
    'Solid: page by page, the middle of the seeds in the band from the least to the most. Dashed: by expected counts. Only runs that complete have a figure.',
  );
  return (
    <section aria-label={up ? t('Along the row') : t('Along the axis')} className={styles.square}>
      <h2 className={styles.set}>{title}</h2>
      <ProfileFigure
        {...content}
        label={t(
          '{title}. Arrow keys go from value to value, Enter opens a run, with Shift adds it to Compare, A asks what is just enough.',
          { title },
        )}
        theme={theme}
        picked={at === null ? null : at % columns}
        pickedText={at === null ? '' : findingText(grid.squares[at] ?? null, placeText(plan, placeOf(grid, at)))}
        onPick={(column, how) => {
          const square = row * columns + column;
          onGesture(placeOf(grid, square), grid.squares[square] ? how : 'look');
        }}
      />
      <FigureFoot
        what="profile"
        plan={plan}
        title={title}
        caption={caption}
        width={912}
        height={340}
        shapes={() => <ProfilePlot {...content} theme={theme} left={84} width={828} height={290} textPx={13} />}
      />
      <DisclosureGroup>
        <Disclosure
          title={t('As a table')}
          summary={counted(points.length, '{count} value of {axis}', '{count} values of {axis}', {
            axis: axisName(across!.field),
          })}
        >
          <ProfileTable points={points} plan={plan} format={figure.text} caption={title} />
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
  const [across] = plan.axes;
  const text = (value: number | null | undefined): string => (value == null ? '–' : format(value));
  return (
    <Table label={t('The row in numbers')} caption={caption} hasNumbers isTall>
      <ColumnHeads
        of={[
          axisName(across!.field),
          t('succeeds'),
          t('by counts'),
          t('least'),
          t('middle'),
          t('most'),
          t('completed'),
        ]}
      />
      <tbody>
        {points.map(({ square, value, keepsPromise, counted, paged, runs, completed }) => (
          <tr key={square}>
            <th scope="row">{valueText(across!.field, value)}</th>
            <td>{keepsPromise === null ? '–' : keepsPromise ? t('yes') : t('no')}</td>
            <td>{text(counted)}</td>
            <td>{text(paged?.least)}</td>
            <td>{text(paged?.median)}</td>
            <td>{text(paged?.most)}</td>
            <td>{t('{done} of {all}', { done: completed, all: runs })}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The downtime limit along a row, where it is one for all of it. */
function limitOf({ axes, scenario }: Plan, grid: PhaseGrid, row: number): number | null {
  const values = placeOf(grid, row * grid.across.length);
  const axis = axes.findIndex(({ field }) => field === 'downtime-limit');
  if (axis === 0) return null;
  return axis < 0 ? scenario.parameters['downtime-limit'] : Number(values[axis]);
}

const showsOf = (state: AppState) => state.sweepShows;
const placeInState = (state: AppState) => state.sweepPlace;
