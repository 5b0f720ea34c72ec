import { entriesOf, plainColour } from '../../charts/page-categories.ts';
import { nameOfRange } from '../../charts/page-zoom.ts';
import { inEnglish, t } from '../../language/t.ts';
import type { AppStore } from '../../store/app-store.ts';
import { linkOf } from '../../store/links.ts';
import type { Run } from '../../store/run-slice.ts';
import type { PageMap } from '../../takeaway/figures.ts';
import type { RemarkedPlace } from '../../takeaway/report.ts';
import type { TakenRun } from '../../takeaway/taken-run.ts';
import { lanesOf } from '../lab/lanes-of.ts';
import { modelLines } from '../lab/model-lines.ts';
import { placeOf } from '../lab/note-place.ts';
import { guestStates } from '../lab/postcopy-figures.ts';
import { recordedCurve } from '../lab/recorded-curve.ts';
import { imageOf } from './image-of.ts';

/** The run of the Lab with what is laid over it, and its two maps as they stand. */
export interface LabSubject {
  readonly run: TakenRun;
  readonly maps: readonly PageMap[];
  readonly notes: readonly RemarkedPlace[];
}

/** What the Lab shows now; null before its first run. */
export async function labSubject({ getState, frames }: AppStore): Promise<LabSubject | null> {
  const { run, recording, shownModels, notes } = getState();
  if (!run) return null;
  const taken = await takenRun(run, run.scenario.name);
  return {
    run: {
      ...taken,
      recording: recording && recordedCurve(recording.trace),
      models: modelLines(run, shownModels),
    },
    maps: mapsOf(frames.latest(), run),
    notes: notes.map(({ at, text }) => ({ place: placeOf(at, run), text })),
  };
}

/** A run as it is taken away, under a title, without anything laid over it. */
export async function takenRun(run: Run, title: string): Promise<TakenRun> {
  const { scenario, timeline, endMs } = run;
  return {
    title,
    scenario,
    timeline,
    endMs,
    vm: guestStates(timeline),
    lanes: lanesOf(run),
    recording: null,
    models: [],
    link: `${here()}#${await linkOf(scenario)}`,
  };
}

/** Address of the app without what is shown. */
export const here = (): string => location.href.split('#')[0]!;

/** Both sides of a frame, or the one that is asked for. */
export function mapsOf(
  frame: ReturnType<AppStore['frames']['latest']>,
  { layout, scenario }: Run,
  sides: readonly ('source' | 'destination')[] = ['source', 'destination'],
): readonly PageMap[] {
  if (!frame || frame.columns === 0) return [];
  const { columns, rows, nowMs, counts, fromSlot, toSlot } = frame;
  const postcopy = scenario.capabilities['postcopy-ram'];
  const isAll = fromSlot === 0 && toSlot >= layout.slots;
  const range = isAll ? t('every page') : nameOfRange(layout, { fromSlot, toSlot });
  return sides.map((side) => {
    const counted = entriesOf(side, postcopy).map(({ category, name, always }) => ({
      category,
      name,
      always,
      pages: counts[category] ?? 0,
    }));
    return {
      atMs: nowMs,
      side,
      range,
      counts: inEnglish(() =>
        entriesOf(side, postcopy).map(({ category, name }) => ({ name, pages: counts[category] ?? 0 })),
      ),
      map: {
        image: imageOf(frame[side].subarray(0, columns * rows), columns, rows),
        columns,
        rows,
        legend: counted
          .filter(({ pages, always }) => pages > 0 || always)
          .map(({ category, name, pages }) => ({ name, pages, colour: plainColour(category) })),
      },
    };
  });
}
