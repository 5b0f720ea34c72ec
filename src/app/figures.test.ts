import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const src = fileURLToPath(new URL('../', import.meta.url));
const read = (file: string) => readFileSync(`${src}${file}`, 'utf8');

/**
 * Every file that draws, and where its numbers stand for those who do not see the drawing: in the file itself, or in the one
 * that places it. `twin` is the table or list there, as it is written; `sign` says why a drawing has no numbers of its own.
 */
const FIGURES: Readonly<Record<string, { readonly in: string; readonly twin: string } | { readonly sign: string }>> = {
  'charts/convergence-curve.tsx': { in: 'charts/convergence-curve.tsx', twin: '<SyncTable' },
  'charts/downtime-strip.tsx': { in: 'charts/downtime-strip.tsx', twin: '<ChangesTable' },
  'charts/pass-bars.tsx': { in: 'charts/pass-bars.tsx', twin: '<PassTable' },
  'charts/lanes.tsx': { in: 'charts/lanes.tsx', twin: '<LaneList' },
  'charts/waterfall.tsx': { in: 'charts/waterfall.tsx', twin: '<table' },
  'charts/page-heatmap.tsx': { in: 'views/lab/page-maps.tsx', twin: '<Legend' },
  'charts/phase-map.tsx': { in: 'views/sweep/run-map.tsx', twin: '<MapTable' },
  'charts/profile-figure.tsx': { in: 'views/sweep/profile.tsx', twin: '<ProfileTable' },
  'charts/cost-figure.tsx': { in: 'views/sweep/costs.tsx', twin: '<FrontTable' },
  'charts/effect-figure.tsx': { in: 'views/sweep/effects.tsx', twin: '<Table' },
  'charts/parallel-figure.tsx': { in: 'views/sweep/parallel.tsx', twin: '<ChosenTable' },
  'charts/error-plot.tsx': { in: 'views/fidelity/recordings.tsx', twin: '<Table' },
  'charts/evacuation-figure.tsx': { in: 'views/evacuate/evacuate.tsx', twin: '<GuestTable' },
  'charts/small-curve.tsx': { in: 'views/compare/compare.tsx', twin: '<OutcomeTable' },
  'views/compare/destination-map.tsx': { in: 'views/compare/compare.tsx', twin: '<OutcomeTable' },
  'views/compare/difference-map.tsx': { in: 'views/compare/difference-map.tsx', twin: '<ul' },
  'views/thread/argument-map.tsx': { in: 'views/thread/thread.tsx', twin: '<AnswersTable' },
  'views/thread/stage-map.tsx': { in: 'views/thread/evidence.tsx', twin: '<Checks' },
  'views/learn/figures/lesson-curve.tsx': { in: 'views/learn/figures/lesson-curve.tsx', twin: '<SyncTable' },
  'views/learn/figures/recording-figure.tsx': { in: 'views/learn/figures/recording-figure.tsx', twin: '<SyncTable' },
  'views/learn/figures/runs-figure.tsx': { in: 'views/learn/figures/runs-figure.tsx', twin: '<table' },
  'views/learn/figures/limits-figure.tsx': { in: 'views/learn/figures/limits-figure.tsx', twin: '<Table' },
  'views/learn/figures/page-figure.tsx': { in: 'views/learn/figures/page-figure.tsx', twin: '<EventTable' },
  'views/learn/figures/pages-figure.tsx': { in: 'views/learn/figures/pages-figure.tsx', twin: '<Numbers' },
  'views/learn/draw-answer.tsx': { sign: 'what is drawn are sliders, each with its value' },
  'charts/state-graph.tsx': {
    sign: 'each state is a button with its name, and the way asked for stands below in words',
  },
  'charts/page-overview.tsx': { sign: 'a slider that says which part of the guest is in sight' },
  'charts/workload-picture.tsx': { sign: 'stands beside the words that describe the workload' },
  'views/lab/scenario/phase-list.tsx': { sign: 'its phases stand above it as fields, and its name tells them all' },
  'charts/canvas-layer.tsx': { sign: 'a layer of the figures that use it' },
  'charts/time-marks.tsx': { sign: 'the axis of the figures above it' },
  'charts/run-surface.tsx': { sign: 'the pane of the figures that use it' },
  'charts/picture.tsx': { sign: 'a figure for a file, which is saved as CSV too' },
  'charts/parallel-plot.tsx': { sign: 'a key of the figure that uses it' },
  'views/thread/finding-mark.tsx': { sign: 'a mark beside the word it stands for' },
  'app/seek-bar.tsx': { sign: 'marks on a slider that says the time' },
  'app/top-bar.tsx': { sign: 'the mark of the app' },
};

const DRAWS = /<svg|<canvas|role="img"|<CanvasLayer/;
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.tsx') && !/\.(test|testing)\.tsx$/.test(file),
);

describe('the figures', () => {
  it('are all listed here', () => {
    const drawing = files.filter((file) => DRAWS.test(read(file)));
    const listed = Object.keys(FIGURES);
    expect(drawing.filter((file) => !listed.includes(file))).toEqual([]);
    expect(listed.filter((file) => !files.includes(file))).toEqual([]);
  });

  it.each(Object.entries(FIGURES).flatMap(([file, figure]) => ('in' in figure ? [[file, figure] as const] : [])))(
    '%s has its numbers beside it',
    (file, figure) => {
      const place = read(figure.in);
      expect(place).toContain(figure.twin);
      // It is placed where its twin is, by itself or by what is placed there.
      if (figure.in !== file) expect(reaches(figure.in, file)).toBe(true);
      expect(isTableOrList(figure.in, figure.twin.slice(1))).toBe(true);
    },
  );
});

/** The files of this house that `file` imports. */
function importsOf(file: string): string[] {
  const folder = new URL(file, 'file:///').pathname.split('/').slice(0, -1).join('/');
  return [...read(file).matchAll(/from '(\.[^']+\.tsx)'/g)].map(([, path]) =>
    new URL(path!, `file://${folder}/`).pathname.slice(1),
  );
}

function reaches(from: string, to: string, seen = new Set<string>()): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return importsOf(from).some((file) => reaches(file, to, seen));
}

/** Whether the component `name` that `file` places makes a table or a list, itself or through what it places. */
function isTableOrList(file: string, name: string): boolean {
  if (/^(table|ul|ol|dl)$/.test(name)) return true;
  const own = new RegExp(`(function ${name}\\b|const ${name} = memo)`);
  const home = [file, ...importsOf(file)].find((each) => own.test(read(each)));
  return home !== undefined && /<(table|ul|ol|dl|Table|FigureTable|PageLegend)\b/.test(read(home));
}
