import { t } from '../../language/t.ts';
import type { Finding } from '../../sweep/study/findings.ts';
import { Table } from '../../ui/table.tsx';
import { formatMs } from '../../units.ts';
import styles from './sweep.module.css';
import { vs1Comparisons } from './vs1.ts';

/** The published table beside the map of the same guest: where they differ, and why. */
export function Vs1Table({ findings }: { readonly findings: readonly Finding[] }) {
  const cells = vs1Comparisons(findings);
  const bandwidths = [...new Set(cells.map(({ bandwidth }) => bandwidth))];
  const limits = [...new Set(cells.map(({ limitMs }) => limitMs))];
  const causes = [...new Set(cells.flatMap(({ cause }) => cause ?? []))];
  const isKnown = cells.every(({ map, isSure }) => map !== undefined && isSure);
  const byRule = cells.filter(({ rule, published }) => rule === published).length;
  const alike = cells.filter(({ map, cause }) => map !== undefined && cause === null).length;
  return (
    <section aria-label={t('The published table')} className={styles.square}>
      <h2 className={styles.set}>{t('Beside it: the published times of this guest')}</h2>
      <p className={styles.lead}>
        {t(
          'A. Gudkov, qemu-devel, 2023: predicted for 32 GiB with memcached. The published rule, whole rounds at a speed that is given, each of which reads the curve from its origin, gives {byRule} of {all} to the second.',
          { byRule, all: cells.length },
        )}{' '}
        {isKnown
          ? t(
              'QEMU looks in mid-round, measures its speed and counts zero pages at full size, and the guest writes steadily: it is within a second in {alike}, and differs in {others} for the causes below.',
              { alike, others: cells.length - alike },
            )
          : t(
              'QEMU looks in mid-round, measures its speed and counts zero pages at full size, and the guest writes steadily: its own times come from the map as the pages answer.',
            )}
      </p>
      <Table
        label={t('VS-1')}
        caption={t('Published, then the rule · QEMU, page by page. Seconds; – does not converge.')}
        hasNumbers
      >
        <thead>
          <tr>
            <th scope="col">{t('Bandwidth')}</th>
            {limits.map((limitMs) => (
              <th key={limitMs} scope="col">
                {limitMs === Number.POSITIVE_INFINITY ? t('unlimited') : formatMs(limitMs)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bandwidths.map((bandwidth) => (
            <tr key={bandwidth}>
              <th scope="row">{bandwidth}</th>
              {cells
                .filter((cell) => cell.bandwidth === bandwidth)
                .map(({ limitMs, published, rule, map, cause }) => (
                  <td key={limitMs}>
                    <b>{seconds(published)}</b>{' '}
                    <span className={styles.beside}>
                      {seconds(rule)} · <i className={cause === null ? undefined : styles.differs}>{seconds(map)}</i>
                      {cause !== null && <sup>{causes.indexOf(cause) + 1}</sup>}
                    </span>
                  </td>
                ))}
            </tr>
          ))}
        </tbody>
      </Table>
      {causes.length > 0 && (
        <ol className={styles.causes}>
          {causes.map((cause) => (
            <li key={cause}>{t(cause)}</li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** Three dots: not answered yet. */
const seconds = (value: number | null | undefined): string =>
  value === undefined ? '…' : value === null ? '–' : String(value);
