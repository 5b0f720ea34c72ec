import type { Figure as FigureKind, MadeRun, NamedRun } from '../../../content/lesson.ts';
import { LessonCurve } from './lesson-curve.tsx';
import { PartsFigure } from './parts-figure.tsx';
import { RunsFigure } from './runs-figure.tsx';

export interface FigureProps {
  readonly kind: FigureKind;
  readonly named: readonly NamedRun[];
  /** As many as `named`. */
  readonly made: readonly MadeRun[];
  /** What the reader drew before the run. */
  readonly drawn?: readonly number[];
}

/** The figure of a step. */
export function Figure({ kind, named, made, drawn }: FigureProps) {
  const run = made[0];
  if (!run) return null;
  if (kind === 'parts') return <PartsFigure run={run} />;
  if (kind === 'runs') return <RunsFigure runs={made.map((each, i) => ({ ...each, name: named[i]?.name ?? '' }))} />;
  return <LessonCurve run={run} {...(drawn && { drawn })} />;
}
