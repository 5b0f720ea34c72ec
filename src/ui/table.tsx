import type { ReactNode } from 'react';
import styles from './table.module.css';

/** Of the head and the cells of a column of numbers, where not all but the first are. */
export const numberClass: string = styles.number ?? '';

export interface TableProps {
  /** What the box that scrolls is called. */
  readonly label: string;
  readonly caption?: ReactNode;
  /** All columns but the first hold numbers and stand at their ends. */
  readonly hasNumbers?: boolean;
  /** At most so high that a screen shows what lies below, and it scrolls. */
  readonly isTall?: boolean;
  /** A class beside the table's own. */
  readonly className?: string | undefined;
  /** `thead` and `tbody`. */
  readonly children: ReactNode;
}

/** A table of numbers, in a box that scrolls and can be reached by keyboard. */
export function Table({ label, caption, hasNumbers = false, isTall = false, className, children }: TableProps) {
  const look = [styles.table, hasNumbers && styles.numbers, className].filter(Boolean).join(' ');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
    <section className={`${styles.scroll} ${isTall ? styles.tall : ''}`} tabIndex={0} aria-label={label}>
      <table className={look}>
        {caption !== undefined && <caption>{caption}</caption>}
        {children}
      </table>
    </section>
  );
}
