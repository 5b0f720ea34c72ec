import { DIFFERENCE, DIFFERENCES, differenceColours, paintDifference } from '../../charts/difference-painter.ts';
import type { CategoryColour } from '../../charts/page-categories.ts';
import { fitCells } from '../../charts/page-cells.ts';
import { palette, type Theme } from '../../charts/palette.ts';
import { t } from '../../language/t.ts';
import type { AppStore } from '../../store/app-store.ts';
import type { PageMap } from '../../takeaway/figures.ts';
import type { SharedScale } from '../../takeaway/pictures/small-multiples.ts';
import type { TakenComparison } from '../../takeaway/table.ts';
import { provenanceOfAll, type TakenRun } from '../../takeaway/taken-run.ts';
import { questionNow } from '../compare/question.ts';
import { sharedScales } from '../compare/shared-scales.ts';
import { imageOf } from './image-of.ts';
import { mapsOf, takenRun } from './lab-subject.ts';

/** The runs of Compare that are there, the scale that they share, and their maps as they stand. */
export interface CompareSubject {
  readonly comparison: TakenComparison;
  readonly shared: SharedScale;
  /** Of each destination, with its run. */
  readonly maps: readonly { readonly run: TakenRun; readonly map: PageMap }[];
  /** Where the destinations of the pair differ; null while there is no pair. */
  readonly difference: { readonly pair: readonly TakenRun[]; readonly map: PageMap } | null;
}

/** What Compare shows now; null before its first run. */
export async function compareSubject(store: AppStore, theme: Theme): Promise<CompareSubject | null> {
  const { variants, pair, isOpeningQuestion } = store.getState();
  const ready = variants.flatMap(({ variant, run }) => (run ? [{ variant, run }] : []));
  if (ready.length === 0) return null;
  const runs = await Promise.all(
    ready.map(async ({ variant, run }) => ({ ...(await takenRun(run, variant.title)), note: variant.note })),
  );
  const maps = ready.flatMap(({ variant, run }, i) =>
    mapsOf(store.framesOf(variant.id)?.latest() ?? null, run, ['destination']).map((map) => ({ run: runs[i]!, map })),
  );
  const [left, right] = pair.map((id) => runs[ready.findIndex(({ variant }) => variant.id === id)]);
  const difference = left && right ? differenceMap(store, theme, [left, right]) : null;
  return {
    comparison: {
      question: questionNow(variants, isOpeningQuestion),
      runs,
      provenance: provenanceOfAll(runs, t('{count} runs', { count: runs.length }), location.href),
    },
    shared: sharedScales(ready.map(({ run }) => run)),
    maps,
    difference: left && right && difference ? { pair: [left, right], map: difference } : null,
  };
}

/** Where the destinations of the pair differ, painted anew at the size of a sheet. */
function differenceMap({ pairedPages }: AppStore, theme: Theme, runs: readonly TakenRun[]): PageMap | null {
  const pages = pairedPages.latest();
  if (!pages) return null;
  const { columns, rows } = fitCells(pages.layout.slots, 912, 300, 1);
  const pixels = new Uint32Array(columns * rows);
  const found = new Float64Array(DIFFERENCES);
  const view = { fromSlot: 0, toSlot: pages.layout.slots, columns, rows };
  paintDifference(
    pages.left.pages.states,
    pages.right.pages.states,
    pages.layout,
    view,
    differenceColours(theme),
    pixels,
    found,
  );
  const counted = ENTRIES.map(({ kind, name }) => ({ kind, name, pages: found[kind] ?? 0 }));
  return {
    atMs: pages.left.nowMs,
    side: 'difference',
    range: t('every page; A is {first}, B is {second}', { first: runs[0]!.title, second: runs[1]!.title }),
    counts: counted.map(({ name, pages: count }) => ({ name, pages: count })),
    map: {
      image: imageOf(pixels, columns, rows),
      columns,
      rows,
      legend: counted.map(({ kind, name, pages: count }) => ({ name: t(name), pages: count, colour: colourOf(kind) })),
    },
  };
}

/** As the legend of the screen has them; English, for `t`. */
const ENTRIES = [
  { kind: DIFFERENCE.same, name: 'the same' },
  { kind: DIFFERENCE.differs, name: 'newer in one' },
  { kind: DIFFERENCE.leftLost, name: 'lost in A only' },
  { kind: DIFFERENCE.rightLost, name: 'lost in B only' },
  { kind: DIFFERENCE.bothLost, name: 'lost in both' },
] as const;

function colourOf(kind: number): CategoryColour {
  const of = (name: 'clean' | 'ink3' | 'stale' | 'staleCheck') => ({
    light: palette.light[name],
    dark: palette.dark[name],
  });
  switch (kind) {
    case DIFFERENCE.differs:
      return { ground: of('clean'), pattern: 'check', mark: of('ink3') };
    case DIFFERENCE.leftLost:
      return { ground: of('stale'), pattern: 'stripes', mark: of('staleCheck') };
    case DIFFERENCE.rightLost:
      return { ground: of('staleCheck'), pattern: 'stripes', mark: of('stale') };
    case DIFFERENCE.bothLost:
      return { ground: of('stale'), pattern: 'check', mark: of('staleCheck') };
    default:
      return { ground: of('clean'), pattern: 'plain', mark: null };
  }
}
