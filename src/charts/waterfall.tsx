import { t } from '../language/t.ts';
import { formatBytes, formatMs } from '../units.ts';
import styles from './waterfall.module.css';
import { type LedgerPart, waterfallRows } from './waterfall-rows.ts';

export interface WaterfallProps {
  readonly parts: readonly LedgerPart[];
  /** `downtime-limit` */
  readonly limitMs: number;
}

/** What the guest's pause was spent on, part after part, against the downtime limit. */
export function Waterfall({ parts, limitMs }: WaterfallProps) {
  const { rows, totalMs, limit } = waterfallRows(parts, limitMs);
  const percent = (share: number) => `${(share * 100).toFixed(3)}%`;
  const limitLine = limit !== null && <i className={styles.limit} style={{ left: percent(limit) }} />;
  return (
    <div className={styles.figure}>
      <table className={styles.waterfall}>
        <caption>
          {t('The guest stands still for {time};', { time: formatMs(totalMs) })}{' '}
          <span className={styles.limitName}>
            {limit === null
              ? t('the limit is {limit}, beyond this figure', { limit: formatMs(limitMs) })
              : t('the limit is {limit}', { limit: formatMs(limitMs) })}
          </span>
        </caption>
        <thead>
          <tr>
            {[t('Part'), t('When'), t('Time'), t('Bytes')].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.part} ${row.from} ${row.share}`}>
              <th scope="row">{row.name}</th>
              <td className={styles.track}>
                <i
                  className={styles.bar}
                  style={{ left: percent(row.from), width: percent(row.share), background: `var(--${row.colour})` }}
                />
                {limitLine}
              </td>
              <td>{formatMs(row.ms)}</td>
              <td>{row.bytes > 0 ? formatBytes(row.bytes) : null}</td>
            </tr>
          ))}
          <tr className={styles.total}>
            <th scope="row">{t('in all')}</th>
            <td className={styles.track}>{limitLine}</td>
            <td>{formatMs(totalMs)}</td>
            <td>{formatBytes(rows.reduce((sum, { bytes }) => sum + bytes, 0))}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
