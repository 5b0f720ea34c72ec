import { memo } from 'react';
import { formatBytes, formatCount, formatMs, pagesToBytes } from '../units.ts';
import styles from './charts.module.css';
import { foundPages, type Sync } from './passes.ts';

/** The syncs as a table, for those who do not see the curve; of very many, the first and the last fifty. */
export const SyncTable = memo(function SyncTable({ syncs }: { readonly syncs: readonly Sync[] }) {
  const omitted = Math.max(0, syncs.length - 2 * SHOWN);
  const rows = omitted === 0 ? syncs : [...syncs.slice(0, SHOWN), ...syncs.slice(-SHOWN)];
  return (
    <div className={styles.hidden}>
      <table>
        <caption>
          {`${formatCount(syncs.length)} bitmap syncs${omitted > 0 ? `, ${formatCount(omitted)} in the middle left out` : ''}`}
        </caption>
        <thead>
          <tr>
            {['Sync', 'Time', 'Remaining before', 'Pages found', 'Remaining after', 'Guest'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((sync) => (
            <tr key={sync.index}>
              <th scope="row">{sync.index}</th>
              <td>{formatMs(sync.atMs)}</td>
              <td>{formatBytes(pagesToBytes(sync.remainingBeforePages))}</td>
              <td>{formatCount(foundPages(sync))}</td>
              <td>{formatBytes(pagesToBytes(sync.remainingPages))}</td>
              <td>{sync.vmStopped ? 'stopped' : 'running'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});

const SHOWN = 50;
