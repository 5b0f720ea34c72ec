import type { EvacuationView } from '../../evacuation/evacuation.ts';
import { orderWords } from '../../evacuation/plan.ts';
import type { OrderRow } from '../../evacuation/report.ts';
import { t } from '../../language/t.ts';
import { numberClass, Table } from '../../ui/table.tsx';
import { formatBytes, formatMs } from '../../units.ts';
import styles from './evacuate.module.css';
import { statusWords } from './words.ts';

/** Every guest in numbers; its name opens it in the Lab once all have ended. */
export function GuestTable({ view, onOpen }: { view: EvacuationView; onOpen: ((guest: number) => void) | undefined }) {
  return (
    <Table label={t('Guests in numbers')}>
      <thead>
        <tr>
          <th scope="col">{t('guest')}</th>
          <th scope="col">{t('status')}</th>
          {[t('start'), t('total time'), t('downtime'), t('sent')].map((head) => (
            <th key={head} scope="col" className={numberClass}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.guests.map((guest, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a guest is its place in the plan, names may repeat
          <tr key={i}>
            <th scope="row" translate="no">
              {onOpen ? (
                <button type="button" className={styles.open} onClick={() => onOpen(i)}>
                  {guest.name}
                </button>
              ) : (
                guest.name
              )}
            </th>
            <td>{statusWords(guest)}</td>
            <td className={numberClass}>{time(guest.startMs)}</td>
            <td className={numberClass}>{time(guest.totalTimeMs)}</td>
            <td className={numberClass}>{time(guest.downtimeMs)}</td>
            <td className={numberClass}>{formatBytes(guest.sentBytes)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The same guests in other orders; of those that move most, the best of each column is marked, as it is written. */
export function OrderTable({ rows }: { readonly rows: readonly OrderRow[] }) {
  const most = Math.max(...rows.map(({ moved }) => moved));
  const best = (of: (row: OrderRow) => number | null) =>
    Math.min(...rows.filter(({ moved }) => moved === most).map((row) => of(row) ?? Infinity));
  const bests = COLUMNS.map(({ value }) => best(value));
  return (
    <Table label={t('Orders in numbers')}>
      <thead>
        <tr>
          <th scope="col">{t('order')}</th>
          <th scope="col" className={numberClass}>
            {t('moved')}
          </th>
          {COLUMNS.map(({ head }) => (
            <th key={head} scope="col" className={numberClass}>
              {t(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.order}>
            <th scope="row">{orderWords(row)}</th>
            <td className={numberClass}>{t('{moved} of {guests}', { moved: row.moved, guests: row.guests })}</td>
            {COLUMNS.map(({ head, value, format }, i) => {
              const isBest = rows.length > 1 && row.moved === most && format(value(row) ?? 0) === format(bests[i]!);
              return (
                <td key={head} className={`${numberClass} ${isBest ? styles.best : ''}`}>
                  {value(row) === null ? '–' : format(value(row) ?? 0)}
                  {isBest && <span className={styles.hidden}> {t('(best)')}</span>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** `head` is English, for `t`. */
export const COLUMNS: readonly {
  readonly head: string;
  readonly value: (row: OrderRow) => number | null;
  readonly format: (value: number) => string;
}[] = [
  { head: 'all ended after', value: (row) => row.makespanMs, format: formatMs },
  { head: 'sent', value: (row) => row.totalBytes, format: formatBytes },
  { head: 'worst downtime', value: (row) => row.worstDowntimeMs, format: formatMs },
  { head: 'mean time of a guest', value: (row) => row.meanTotalTimeMs, format: formatMs },
];

const time = (ms: number | null): string => (ms === null ? '–' : formatMs(ms));
