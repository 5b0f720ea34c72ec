import type { Theme } from '../charts/palette.ts';
import { t } from '../language/t.ts';
import { formatMs } from '../units.ts';
import { CAPTIONS } from './captions.ts';
import { drawConvergence } from './pictures/curve.ts';
import { drawDowntime } from './pictures/downtime.ts';
import { type Drawing, type Pen, penOf, sheetScale, stacked, TEXT_PX, timeAxis } from './pictures/drawing.ts';
import { drawExpectedDowntime } from './pictures/expected-downtime.ts';
import { drawPages, type PageMapPicture } from './pictures/pages.ts';
import { drawPasses } from './pictures/passes.ts';
import { type Picture, sheetPicture } from './pictures/sheet.ts';
import { drawComparison, type SharedScale } from './pictures/small-multiples.ts';
import { drawStates } from './pictures/states.ts';
import {
  type CountedPages,
  curvesTable,
  curveTable,
  downtimeTable,
  expectedDowntimeTable,
  outcomesTable,
  pagesTable,
  passesTable,
  statesTable,
  syncsTable,
  type Table,
  type TakenComparison,
} from './table.ts';
import { type Provenance, provenanceOf, type TakenRun } from './taken-run.ts';

/** A figure that can be taken away: as a picture, and as the numbers that it shows. */
export interface TakenFigure {
  /** Unique among the figures of a screen, and the end of their files' names. */
  readonly id: string;
  readonly title: string;
  /** Under it: what it shows. */
  readonly caption: string;
  /** Null for what is a table and nothing else. */
  readonly picture: ((theme: Theme) => Picture) | null;
  readonly tables: readonly Table[];
}

/** How the Lab shows its curve. */
export interface ShownCurve {
  readonly isLog: boolean;
}

/** The figures of a run, the one that holds all that goes over time first. */
export function figuresOf(run: TakenRun, { isLog }: ShownCurve = { isLog: false }): readonly TakenFigure[] {
  const provenance = provenanceOf(run);
  const { syncs } = run.timeline;
  const scale = scaleOf(run);
  const withAxis =
    (...drawings: readonly ((pen: Pen) => Drawing)[]) =>
    (pen: Pen) =>
      stacked([...drawings.map((draw) => draw(pen)), timeAxis(scale, pen)], 4);
  const sheet =
    (title: string, caption: string, draw: (pen: Pen) => Drawing) =>
    (theme: Theme): Picture =>
      sheetPicture({
        theme,
        title: headOf(run.title, title),
        verdict: run.timeline.outcome?.verdict.headline ?? '',
        caption,
        provenance,
        drawing: draw(penOf(theme)),
      });
  const figure = (
    id: keyof typeof CAPTIONS,
    title: string,
    draw: (pen: Pen) => Drawing,
    ...tables: readonly Table[]
  ): TakenFigure => ({ id, title, caption: t(CAPTIONS[id]), picture: sheet(title, t(CAPTIONS[id]), draw), tables });
  return [
    figure(
      'timeline',
      t('Everything over time'),
      (pen) => drawTimeline(run, pen, isLog),
      curveTable(run),
      passesTable(run),
      syncsTable(run),
      statesTable(run),
    ),
    figure(
      'curve',
      t('Remaining to send'),
      withAxis((pen) => drawConvergence(run, scale, pen, { height: 320, isLog })),
      curveTable(run),
    ),
    figure(
      'expected-downtime',
      t('Expected downtime'),
      withAxis((pen) => drawExpectedDowntime(run, scale, pen, 140)),
      expectedDowntimeTable(run),
    ),
    figure(
      'passes',
      t('Pages sent and dirtied'),
      withAxis((pen) => drawPasses(run, scale, pen, 180)),
      passesTable(run),
    ),
    figure(
      'states',
      t('States'),
      withAxis((pen) => drawStates(run, scale, pen)),
      statesTable(run),
    ),
    figure('downtime', t('Downtime, part by part'), (pen) => drawDowntime(run, pen), downtimeTable(run)),
    {
      id: 'syncs',
      title: t('Bitmap syncs'),
      caption:
        syncs.length === 0
          ? t('There was none.')
          : t('What each look at the dirty log found, and the digest after it.'),
      picture: null,
      tables: [syncsTable(run)],
    },
  ];
}

/** A map of pages at one instant, as the screen shows it. */
export interface PageMap extends CountedPages {
  readonly map: PageMapPicture;
  /** What is in sight: `all of the guest`. */
  readonly range: string;
}

/**
 * @param run whose pages they are; null when they are of several
 * @param provenance of what is shown, where it is not that of the run
 */
export function pageFigure(run: TakenRun, page: PageMap): TakenFigure;
export function pageFigure(run: TakenRun | null, page: PageMap, provenance: Provenance): TakenFigure;
export function pageFigure(
  run: TakenRun | null,
  page: PageMap,
  provenance: Provenance = provenanceOf(run!),
): TakenFigure {
  const title = t(PAGE_TITLES[page.side]);
  const where = t('{time} after migrate; in sight: {range}.', { time: formatMs(page.atMs), range: page.range });
  const caption = `${t(CAPTIONS[`${page.side}-pages`])} ${where}`;
  return {
    id: `${page.side}-pages`,
    title,
    caption,
    picture: (theme) =>
      sheetPicture({
        theme,
        title: headOf(provenance.title, title),
        verdict: run?.timeline.outcome?.verdict.headline ?? '',
        caption,
        provenance,
        drawing: drawPages(page.map, penOf(theme)),
      }),
    tables: [pagesTable(provenance, page)],
  };
}

/** English, for `t`. */
export const PAGE_TITLES: Readonly<Record<PageMap['side'], string>> = {
  source: 'Source pages',
  destination: 'Destination pages',
  difference: 'Where the destinations differ',
};

/** The figures of a comparison. */
export function comparisonFigures(comparison: TakenComparison, shared: SharedScale): readonly TakenFigure[] {
  return [
    {
      id: 'curves',
      title: t('Remaining to send, run by run'),
      caption: t(CAPTIONS.curves),
      picture: (theme) =>
        sheetPicture({
          theme,
          title: comparison.question,
          verdict: '',
          caption: t(CAPTIONS.curves),
          provenance: comparison.provenance,
          drawing: drawComparison(comparison, shared, penOf(theme)),
        }),
      tables: [curvesTable(comparison)],
    },
    {
      id: 'outcomes',
      title: t('Outcomes'),
      caption: t('How each run ended, what it sent and what it lost.'),
      picture: null,
      tables: [outcomesTable(comparison)],
    },
  ];
}

/** Curve, passes and states on one axis. */
export function drawTimeline(run: TakenRun, pen: Pen, isLog = false): Drawing {
  const scale = scaleOf(run);
  return stacked(
    [
      drawConvergence(run, scale, pen, { height: 260, isLog }),
      drawPasses(run, scale, pen, TEXT_PX * 6),
      drawStates(run, scale, pen),
      timeAxis(scale, pen),
    ],
    6,
  );
}

const scaleOf = ({ recording, endMs }: TakenRun) =>
  sheetScale(0, Math.max(endMs, recording?.atMs[recording.atMs.length - 1] ?? 0));

/** `Converging: Remaining to send` */
const headOf = (of: string, title: string): string =>
  of === '' ? title : t('{run}: {figure}', { run: of, figure: title });
