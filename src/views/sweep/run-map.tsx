import { useMemo } from 'react';
import { MapPlot, ScaleKey } from '../../charts/map-plot.tsx';
import { palette, type Theme } from '../../charts/palette.ts';
import { type MapContent, PhaseMap } from '../../charts/phase-map.tsx';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import type { SweepFigure } from '../../store/sweep-slice.ts';
import { useApp } from '../../store/use-app.ts';
import { type PhaseGrid, placeOf, squareAt } from '../../sweep/study/phase-grid.ts';
import type { Plan } from '../../sweep/study/plan.ts';
import { useColourScheme } from '../../ui/theme.ts';
import { completedRange, type FigureRange, figureRange, mapContent } from './map-squares.ts';
import { MapTable } from './map-table.tsx';
import { type FigureFile, SaveFigure } from './save-figure.tsx';
import styles from './sweep.module.css';
import { useRunGestures } from './use-run-gestures.ts';
import { axisName, FIGURES, figureName, findingText, inSentence, placeText, setText, successText } from './words.ts';

export interface RunMapsProps {
  readonly plan: Plan;
  /** One, or one for each value of the third axis. */
  readonly grids: readonly PhaseGrid[];
}

/** The map of two axes; for three axes one for each value of the third, on one scale of colour. */
export function RunMaps({ plan, grids }: RunMapsProps) {
  const shows = useApp(showsOf);
  const lines = useApp(linesOf);
  const at = useApp(placeInState);
  const theme = useColourScheme();
  const onGesture = useRunGestures();
  const [across, up, third] = plan.axes;
  const isOne = grids.length === 1;
  const maps = useMemo(() => {
    const squares = grids.flatMap((grid) => grid.squares);
    const ranges = { colour: figureRange(squares, shows), lines: lines && completedRange(squares, lines) };
    const ticks = isOne ? { across: 5, up: 6 } : { across: 3, up: 4 };
    return grids.map((grid) => ({ grid, content: mapContent(plan, grid, shows, lines, ranges, ticks), ranges }));
  }, [plan, grids, shows, lines, isOne]);
  const axes = { across: axisName(across!.field), up: axisName(up!.field) };
  return (
    <section aria-label={isOne ? t('The map') : t('The maps')} className={styles.square}>
      {isOne && (
        <h2 className={styles.set}>
          {lines
            ? t('{figure}, with lines of {lines}', {
                figure: figureName(shows),
                lines: inSentence(figureName(lines)),
              })
            : figureName(shows)}
        </h2>
      )}
      <div className={isOne ? styles.square : styles.multiples}>
        {maps.map(({ grid, content }) => {
          const picked = at && squareAt(grid, at);
          const set = third && grid.third !== undefined ? setText(third.field, grid.third) : '';
          return (
            <div key={String(grid.third)}>
              {!isOne && <h2 className={styles.set}>{set}</h2>}
              <PhaseMap
                {...content}
                label={t(
                  '{map}: {across} across, {up} up. Arrow keys go from square to square, Enter opens one, with Shift adds it to Compare, A asks what is just enough.',
                  { ...axes, map: [t(plan.name || 'Map'), set].filter(Boolean).join(', ') },
                )}
                theme={theme}
                shape={isOne ? 0.62 : 0.8}
                picked={picked}
                pickedText={
                  picked === null
                    ? ''
                    : findingText(grid.squares[picked] ?? null, placeText(plan, placeOf(grid, picked)))
                }
                onPick={(square, how) => {
                  const place = placeOf(grid, square);
                  // What a constraint leaves out can be looked at, and says so.
                  onGesture(place, grid.squares[square] ? how : 'look');
                }}
              />
            </div>
          );
        })}
      </div>
      <div className={styles.actions}>
        <SaveFigure
          what={isOne ? 'map' : 'maps'}
          plan={plan}
          figure={() => mapsFile(plan, maps, maps[0]!.ranges.colour, shows, lines, theme)}
        />
      </div>
      <MapTable plan={plan} grids={grids} shows={shows} lines={lines} />
    </section>
  );
}

/** The maps as one figure, three beside each other. */
function mapsFile(
  plan: Plan,
  maps: readonly { readonly grid: PhaseGrid; readonly content: MapContent }[],
  range: FigureRange | null,
  shows: SweepFigure,
  lines: Exclude<SweepFigure, 'keeps'> | null,
  theme: Theme,
): FigureFile {
  const third = plan.axes[2];
  const columns = Math.min(3, maps.length);
  const cell = maps.length === 1 ? { width: 912, height: 480 } : { width: 296, height: 200 };
  const [left, textPx] = [maps.length === 1 ? 96 : 76, 13];
  const rowHeight = cell.height + textPx * (third ? 8 : 6);
  const key = range && shows !== 'keeps';
  return {
    title: t(plan.name || 'Map'),
    caption: captionOf(plan, shows, lines),
    width: 912,
    height: Math.ceil(maps.length / columns) * rowHeight + (key ? 20 : 0),
    shapes: (
      <>
        {maps.map(({ grid, content }, i) => (
          <g
            key={String(grid.third)}
            transform={`translate(${(i % columns) * 308} ${Math.floor(i / columns) * rowHeight + textPx * (third ? 3 : 1)})`}
          >
            {third && grid.third !== undefined && (
              <text y={-textPx * 2.5} fontWeight={600} fill={palette[theme].ink}>
                {setText(third.field, grid.third)}
              </text>
            )}
            <MapPlot
              {...content}
              theme={theme}
              left={left}
              width={cell.width - left}
              height={cell.height}
              textPx={textPx}
            />
          </g>
        ))}
        {key && (
          <g transform={`translate(${left} ${Math.ceil(maps.length / columns) * rowHeight})`}>
            <ScaleKey
              title={figureName(shows)}
              least={FIGURES[shows].text(range.least)}
              most={FIGURES[shows].text(range.most)}
              theme={theme}
            />
          </g>
        )}
      </>
    ),
  };
}

function captionOf(plan: Plan, shows: SweepFigure, lines: SweepFigure | null): string {
  return [
    shows === 'keeps'
      ? t('Blue squares succeed, grey squares do not; where some seeds succeed, that share of the square is coloured.')
      : t(
          'The colour is {figure} where a run succeeds, grey squares do not succeed; where some seeds succeed, that share of the square is coloured.',
          { figure: inSentence(figureName(shows)) },
        ),
    t('The thick line is the frontier.'),
    lines ? t('The thin lines are {figure} of what completes.', { figure: inSentence(figureName(lines)) }) : '',
    t('A stroke across a square: by expected counts, not yet confirmed page by page.'),
    successText(plan.promise),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const showsOf = (state: AppState) => state.sweepShows;
const linesOf = (state: AppState) => state.sweepLines;
const placeInState = (state: AppState) => state.sweepPlace;
