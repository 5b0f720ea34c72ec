import type { Figure as FigureKind, MadeRun, NamedRun } from '../../../content/lesson.ts';
import { t } from '../../../language/t.ts';
import type { TraceCurve } from '../../../traces/trace-curve.ts';
import styles from './figures.module.css';
import { LessonCurve } from './lesson-curve.tsx';
import { LimitsFigure } from './limits-figure.tsx';
import { PageFigure } from './page-figure.tsx';
import { PagesFigure } from './pages-figure.tsx';
import { PartsFigure } from './parts-figure.tsx';
import { PauseFigure } from './pause-figure.tsx';
import { RecordingFigure } from './recording-figure.tsx';
import { RunsFigure } from './runs-figure.tsx';

export interface FigureProps {
  readonly kind: FigureKind;
  readonly named: readonly NamedRun[];
  /** As many as `named`. */
  readonly made: readonly MadeRun[];
  /** The page that a figure of one page begins with, where none was lost. */
  readonly page: number;
  /** The real migration that is laid over the run, or null. */
  readonly recording: TraceCurve | null;
  /** What the reader drew before the run. */
  readonly drawn?: readonly number[];
}

/** The figure of a step. */
export function Figure({ kind, named, made, page, recording, drawn }: FigureProps) {
  const run = made[0];
  if (!run) return null;
  if (kind === 'runs') return <RunsFigure runs={made.map((each, i) => ({ ...each, name: named[i]?.name ?? '' }))} />;
  if (kind === 'limits') return <LimitsFigure runs={made} />;
  if (run.timeline.curve.atMs.length < 2) return <Refused run={run} />;
  if (kind === 'parts') return <PartsFigure run={run} />;
  if (kind === 'pause') return <PauseFigure run={run} />;
  if (kind === 'page') return <PageFigure run={run} page={page} />;
  if (kind === 'pages') return <PagesFigure run={run} />;
  if (kind === 'recording')
    return recording && <RecordingFigure run={run} recording={recording} {...(drawn && { drawn })} />;
  return <LessonCurve run={run} {...(drawn && { drawn })} />;
}

/** Nothing was sent, so there is no curve. */
function Refused({ run: { timeline } }: { readonly run: MadeRun }) {
  const { error, realizeError } = timeline.admission;
  return (
    <div className={styles.refused}>
      <p>{t('Nothing is sent. QEMU answers:')}</p>
      <pre>{error ?? realizeError}</pre>
    </div>
  );
}
