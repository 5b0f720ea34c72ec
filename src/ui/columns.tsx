import type { ReactNode } from 'react';
import styles from './columns.module.css';

export interface ColumnsProps {
  readonly left: ReactNode;
  /** The largest thing on the screen. On a phone it comes first, then left, then right. */
  readonly main: ReactNode;
  readonly right: ReactNode;
}

/**
 * Three columns that scroll on their own, as high as what holds them; under 1,100 px two, under 720 px one after the
 * other and the page scrolls.
 */
export function Columns({ left, main, right }: ColumnsProps) {
  return (
    <div className={styles.columns}>
      <div className={styles.left}>{left}</div>
      <div className={styles.main}>{main}</div>
      <div className={styles.right}>{right}</div>
    </div>
  );
}
