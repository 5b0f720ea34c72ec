import { type ReactNode, useId } from 'react';
import { t } from '../../language/t.ts';
import { numberClass, Table } from '../../ui/table.tsx';
import styles from './fidelity.module.css';

export interface PartProps {
  readonly title: string;
  readonly words?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the screen under its heading, with a few words on what it is. */
export function Part({ title, words, children }: PartProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.part}>
      <h2 id={id} className={styles.heading}>
        {title}
      </h2>
      {words && <p className={styles.words}>{words}</p>}
      {children}
    </section>
  );
}

export interface FigureTableProps {
  readonly label: string;
  /** Each another name; those of columns that hold numbers come from `numeric`. */
  readonly head: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    /** The first stands at the head of its row. */
    readonly cells: readonly ReactNode[];
    readonly isOff?: boolean;
  }[];
}

/** The name of a column that holds numbers. */
export const numeric = (name: string): string => `${name}#`;

/** A table that scrolls by itself where it is wider than the screen. */
export function FigureTable({ label, head, rows }: FigureTableProps) {
  const number = (i: number) => (head[i]!.endsWith('#') ? numberClass : undefined);
  return (
    <Table label={label} className={styles.table}>
      <thead>
        <tr>
          {head.map((name, i) => (
            <th key={name} scope="col" className={number(i)}>
              {name.replace(/#$/, '')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [first, ...rest], isOff }) => (
          <tr key={key} className={isOff ? styles.off : undefined}>
            <th scope="row">{first}</th>
            {rest.map((cell, i) => (
              <td
                key={head[i + 1]}
                className={number(i + 1) ?? (typeof cell === 'string' && cell.length > 40 ? styles.told : undefined)}
              >
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Told by a sign and in words, not by colour alone. */
export function Holds({ holds }: { readonly holds: boolean }) {
  return <span className={holds ? styles.holds : styles.misses}>{holds ? t('✓ holds') : t('✗ misses')}</span>;
}
