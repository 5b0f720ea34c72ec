import type { PostcopyOutcome } from '../../engine/record.ts';
import { t } from '../../language/t.ts';
import { formatCount } from '../../units.ts';
import { waitClasses } from './postcopy-figures.ts';
import styles from './wait-table.module.css';

/** How long the CPUs of the destination waited for single pages: a table whose bars are its picture. */
export function WaitTable({ postcopy }: { readonly postcopy: PostcopyOutcome }) {
  const classes = waitClasses(postcopy);
  const most = Math.max(...classes.map(({ waits }) => waits));
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('Waited')}</th>
          <th scope="col">{t('Waits')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {classes.map(({ label, mostMs, waits }) => (
          <tr key={mostMs}>
            <th scope="row">{label}</th>
            <td>{formatCount(waits)}</td>
            <td className={styles.bar}>
              <i style={{ width: `${(100 * waits) / most}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
