import { memo } from 'react';
import { counted, t } from '../language/t.ts';
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
          {omitted > 0
            ? t('{syncs} bitmap syncs, {omitted} in the middle left out', { syncs: syncs.length, omitted })
            : counted(syncs.length, '{count} bitmap sync', '{count} bitmap syncs')}
        </caption>
        <thead>
          <tr>
            {[t('Sync'), t('Time'), t('Remaining before'), t('Pages found'), t('Remaining after'), t('Guest')].map(
              (name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ),
            )}
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
              <td>{sync.vmStopped ? t('stopped') : t('running')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});

const SHOWN = 50;
