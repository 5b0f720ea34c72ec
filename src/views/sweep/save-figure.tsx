import { Download } from 'lucide-react';
import type { ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Picture, pictureSize } from '../../charts/picture.tsx';
import { t } from '../../language/t.ts';
import { planFile } from '../../store/sweep-link.ts';
import { useAppStore } from '../../store/use-app.ts';
import type { Plan } from '../../sweep/study/plan.ts';
import { wrapped } from '../../sweep/wrapped.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useColourScheme } from '../../ui/theme.ts';
import { notify } from '../../ui/toasts.tsx';
import { pngOf } from '../png-of.ts';
import { fileName, saveFile } from '../save-file.ts';
import { KINDS, SAVE } from './tables.ts';
import { provenanceOf } from './words.ts';

/** A figure as it goes into a file: shapes alone. */
export interface FigureFile {
  readonly title: string;
  /** What there is to see, in a sentence or two. */
  readonly caption: string;
  /** px */
  readonly width: number;
  readonly height: number;
  readonly shapes: ReactElement;
}

/** Stands in the file's name. */
export type SavedFigure = 'map' | 'maps' | 'profile' | 'effects' | 'lines' | 'costs';

export interface SaveFigureProps {
  readonly what: SavedFigure;
  readonly plan: Plan;
  /** Made when it is asked for. */
  readonly figure: () => FigureFile;
}

/** A figure as PNG or SVG, with its caption, where it comes from, and in the SVG the plan. */
export function SaveFigure({ what, plan, figure }: SaveFigureProps) {
  const { sweepResults } = useAppStore();
  const theme = useColourScheme();
  const save = async (kind: 'png' | 'svg'): Promise<void> => {
    try {
      const { title, caption, shapes, width, height } = figure();
      const words = {
        caption: wrapped(caption, { first: '', rest: '', columns: 140 }),
        provenance: provenanceOf(plan, sweepResults.latest().rows.size),
        width,
        height,
      };
      const svg = svgOf(
        <Picture {...words} theme={theme} title={title} metadata={JSON.stringify(planFile(plan))}>
          {shapes}
        </Picture>,
      );
      const name = fileName(`${plan.name} ${what}`, kind);
      if (kind === 'svg') saveFile(name, 'image/svg+xml', svg);
      else saveFile(name, 'image/png', await pngOf(svg, pictureSize(words)));
    } catch (error) {
      notify({ kind: 'error', title: t('The file could not be made.'), text: String(error) });
    }
  };
  return (
    <Menu
      label={t(SAVE[what].as)}
      items={KINDS.map(({ detail, ...kind }) => ({ ...kind, detail: t(detail) }))}
      onAction={(kind) => void save(kind)}
    >
      <Button variant="quiet">
        <Download aria-hidden size="1em" />
        {t(SAVE[what].what)}
      </Button>
    </Menu>
  );
}

/** The text of one SVG element, drawn where nobody sees it. */
function svgOf(element: ReactElement): string {
  const holder = document.createElement('div');
  const root = createRoot(holder);
  try {
    flushSync(() => root.render(element));
    return `${new XMLSerializer().serializeToString(holder.firstElementChild!)}\n`;
  } finally {
    root.unmount();
  }
}
