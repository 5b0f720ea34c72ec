import { t } from '../../language/t.ts';
import type { CardCell } from '../../traces/fidelity-card.ts';
import { Sentence } from '../../ui/sentence.tsx';
import { Table } from '../../ui/table.tsx';
import { formatMs } from '../../units.ts';
import styles from './fidelity.module.css';
import { Part } from './part.tsx';

/** VS-1: the published total times, the formula's and the engine's, by bandwidth and downtime limit. */
export function Cells({ cells }: { readonly cells: readonly CardCell[] }) {
  const bandwidths = [...new Set(cells.map(({ bandwidth }) => bandwidth))];
  const limits = [...new Set(cells.map(({ limitMs }) => limitMs))];
  const causes = [...new Set(cells.map(({ cause }) => cause).filter(Boolean))];
  const within = cells.filter(({ published, pageLevel }) => isWithinOne(published, pageLevel)).length;
  const exact = cells.filter(({ published, closedForm }) => published === closedForm).length;
  return (
    <Part
      title={t('VS-1: 48 predicted migrations')}
      words={
        <Sentence
          of="A. Gudkov, qemu-devel, 2023: seconds that a guest of 32 GiB with memcached takes, by bandwidth and downtime limit. The closed form equals {exact} of {all}; the engine, page by page with the author’s assumptions as settings, is within a second in {within}. Those are: RAM is sent whole before the next look, the speed is given and not measured, and each round reads the measured curve from its origin, for which the guest starts over at each look. QEMU itself looks in mid-round and measures, and the guest writes steadily: the last figure, in {colour} and with a note where it is off by more than a second."
          parts={{
            exact,
            all: cells.length,
            within,
            colour: <b className={styles.differs}>{t('another colour')}</b>,
          }}
        />
      }
    >
      <Table
        label={t('VS-1')}
        caption={t(
          'Published, and below it: closed form · page by page · as QEMU looks. Seconds; – does not converge.',
        )}
        className={styles.cells}
      >
        <thead>
          <tr>
            <th scope="col">{t('bandwidth')}</th>
            {limits.map((limitMs) => (
              <th key={limitMs} scope="col">
                {limitMs === null ? t('unlimited') : formatMs(limitMs)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bandwidths.map((bandwidth) => (
            <tr key={bandwidth}>
              <th scope="row" translate="no">
                {bandwidth}
              </th>
              {cells
                .filter((cell) => cell.bandwidth === bandwidth)
                .map((cell) => (
                  <td key={cell.limitMs}>
                    <b>{seconds(cell.published)}</b>
                    <span>
                      {seconds(cell.closedForm)} · {seconds(cell.pageLevel)} ·{' '}
                      <i className={cell.cause ? styles.differs : undefined}>
                        {seconds(cell.asQemu)}
                        {cell.cause && <sup>{causes.indexOf(cell.cause) + 1}</sup>}
                      </i>
                    </span>
                  </td>
                ))}
            </tr>
          ))}
        </tbody>
      </Table>
      <ol className={styles.reported}>
        {causes.map((cause) => (
          <li key={cause}>{t(cause)}</li>
        ))}
      </ol>
    </Part>
  );
}

const seconds = (value: number | null): string => (value === null ? '–' : String(value));

const isWithinOne = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) <= 1;
