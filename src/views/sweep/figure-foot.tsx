import type { ReactNode } from 'react';
import type { Plan } from '../../sweep/study/plan.ts';
import { type FigureFile, type SavedFigure, SaveFigure } from './save-figure.tsx';
import styles from './sweep.module.css';

export interface FigureFootProps extends Omit<FigureFile, 'shapes'> {
  readonly plan: Plan;
  readonly what: SavedFigure;
  /** Made when the file is asked for. */
  readonly shapes: () => FigureFile['shapes'];
  /** Stands on the screen in place of the caption. */
  readonly said?: string | undefined;
  /** Buttons before that of the file. */
  readonly children?: ReactNode;
}

/** What there is to see in a figure, and the figure as a file. */
export function FigureFoot({ plan, what, shapes, said, children, ...file }: FigureFootProps) {
  return (
    <>
      <p className={styles.lead}>{said || file.caption}</p>
      <div className={styles.actions}>
        {children}
        <SaveFigure what={what} plan={plan} figure={() => ({ ...file, shapes: shapes() })} />
      </div>
    </>
  );
}
