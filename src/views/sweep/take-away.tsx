import { Copy, Download } from 'lucide-react';
import { mapPicture, pictureSize } from '../../charts/map-picture.ts';
import type { Theme } from '../../charts/palette.ts';
import type { AppState } from '../../store/app-store.ts';
import { FIELDS } from '../../store/fields.ts';
import { planFile } from '../../store/sweep-link.ts';
import type { SweepFigure } from '../../store/sweep-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { axesOfMap, frontierOf, type PhaseGrid } from '../../sweep/study/phase-grid.ts';
import type { Plan } from '../../sweep/study/plan.ts';
import { csvOf, dictionaryOf, jsonOf, parquetOf } from '../../sweep/study/results-file.ts';
import type { Row } from '../../sweep/study/study.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useColourScheme } from '../../ui/theme.ts';
import { notify } from '../../ui/toasts.tsx';
import { fileName, saveFile } from '../save-file.ts';
import { figureRange, mapSquares } from './map-squares.ts';
import styles from './sweep.module.css';
import { FIGURES, provenanceOf, ticksOf } from './words.ts';

export interface TakeAwayProps {
  readonly plan: Plan;
  /** Null when the plan is no map: then there is no picture of it. */
  readonly grid: PhaseGrid | null;
}

/** What was confirmed page by page, its plan and its picture, as files; and the command line that makes the same. */
export function TakeAway({ plan, grid }: TakeAwayProps) {
  const { sweepResults } = useAppStore();
  const shows = useApp(showsOf);
  const theme = useColourScheme();
  const rows = (): readonly Row[] => [...sweepResults.latest().rows.values()];
  const save = async (kind: FileKind): Promise<void> => {
    try {
      const name = fileName(plan.name, ENDINGS[kind]);
      const picture = grid && (() => pictureOf(plan, grid, shows, theme, rows().length));
      saveFile(name, TYPES[kind], await CONTENTS[kind](plan, rows(), picture));
    } catch (error) {
      notify({ kind: 'error', title: 'The file could not be made.', text: String(error) });
    }
  };
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(commandLine(plan));
      notify({ kind: 'info', text: 'The command line is in the clipboard; save the plan beside it.' });
    } catch {
      notify({ kind: 'error', title: 'The browser did not allow the copy.', text: commandLine(plan) });
    }
  };
  return (
    <div className={styles.actions}>
      <Menu label="Save the runs as" items={RESULTS} onAction={(kind) => void save(kind)}>
        <Button>
          <Download aria-hidden size="1em" />
          Save runs
        </Button>
      </Menu>
      {grid && (
        <Menu label="Save the map as" items={PICTURES} onAction={(kind) => void save(kind)}>
          <Button>
            <Download aria-hidden size="1em" />
            Save map
          </Button>
        </Menu>
      )}
      <Button onPress={() => void save('plan')}>
        <Download aria-hidden size="1em" />
        Save plan
      </Button>
      <Button onPress={() => void copy()}>
        <Copy aria-hidden size="1em" />
        Copy command line
      </Button>
    </div>
  );
}

type FileKind = 'csv' | 'json' | 'parquet' | 'dictionary' | 'png' | 'svg' | 'plan';

const RESULTS = [
  { id: 'csv', label: 'CSV', detail: 'One line a run that was made page by page' },
  { id: 'json', label: 'JSON', detail: 'With the plan and the meaning of each column' },
  { id: 'parquet', label: 'Parquet', detail: 'For data frames' },
  { id: 'dictionary', label: 'Data dictionary', detail: 'Markdown: what each column means' },
] as const;
const PICTURES = [
  { id: 'png', label: 'PNG', detail: 'Twice as fine as it is shown' },
  { id: 'svg', label: 'SVG', detail: 'Lines stay lines; holds the plan' },
] as const;
const ENDINGS: Readonly<Record<FileKind, string>> = {
  csv: 'csv',
  json: 'json',
  parquet: 'parquet',
  dictionary: 'columns.md',
  png: 'png',
  svg: 'svg',
  plan: 'plan.json',
};
const TYPES: Readonly<Record<FileKind, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  parquet: 'application/vnd.apache.parquet',
  dictionary: 'text/markdown',
  png: 'image/png',
  svg: 'image/svg+xml',
  plan: 'application/json',
};
type Picture = { readonly svg: string; readonly width: number; readonly height: number };
type Content = string | Uint8Array<ArrayBuffer> | Blob;
const CONTENTS: Readonly<
  Record<FileKind, (plan: Plan, rows: readonly Row[], picture: (() => Picture) | null) => Content | Promise<Content>>
> = {
  csv: csvOf,
  json: jsonOf,
  parquet: parquetOf,
  dictionary: dictionaryOf,
  png: (_, __, picture) => pngOf(picture!()),
  svg: (_, __, picture) => picture!().svg,
  plan: planText,
};

function planText(plan: Plan): string {
  return `${JSON.stringify(planFile(plan), null, 2)}\n`;
}

/** The same runs on the command line, of the plan as it is saved here. */
const commandLine = ({ name }: Plan): string =>
  `npm run -s cli -- sweep ${fileName(name, ENDINGS.plan)} --out ${fileName(name, ENDINGS.csv)}`;

function pictureOf(plan: Plan, grid: PhaseGrid, shows: SweepFigure, theme: Theme, runs: number): Picture {
  const [across, up] = axesOfMap(plan)!;
  const { label, text } = FIGURES[shows];
  const range = shows === 'keeps' ? null : figureRange(grid, shows);
  const provenance = provenanceOf(plan, runs);
  const svg = mapPicture({
    columns: grid.across.length,
    rows: grid.up.length,
    squares: mapSquares(grid, shows),
    frontier: frontierOf(grid),
    across: { title: FIELDS[across.field].label, ticks: ticksOf(across.field, grid.across, 6) },
    up: { title: FIELDS[up.field].label, ticks: ticksOf(up.field, grid.up, 8) },
    theme,
    title: plan.name || 'Map',
    scale: range && { title: label, least: text(range.least), most: text(range.most) },
    provenance,
    metadata: JSON.stringify(planFile(plan)),
  });
  return { svg, ...pictureSize({ provenance }) };
}

/** Two pixels a px. */
async function pngOf({ svg, width, height }: Picture): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = new OffscreenCanvas(width * 2, height * 2);
  canvas.getContext('2d')!.drawImage(image, 0, 0, width * 2, height * 2);
  return canvas.convertToBlob({ type: 'image/png' });
}

const showsOf = (state: AppState) => state.sweepShows;
