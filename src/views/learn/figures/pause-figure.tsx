import { type LedgerPart, waterfallRows } from '../../../charts/waterfall-rows.ts';
import { MARKS, type MadeRun, type Mark } from '../../../content/lesson.ts';
import { t } from '../../../language/t.ts';
import { formatBytes, formatMs } from '../../../units.ts';
import { useMark } from '../lit.ts';
import styles from './figures.module.css';

/**
 * What the guest's pause was spent on, part after part. Loading on the destination is a part of the pause also where the
 * source does not wait for it, and so has it in no ledger of its own.
 */
export function PauseFigure({ run: { timeline, scenario } }: { readonly run: MadeRun }) {
  const { guestPauseMs, downtimeMs } = timeline.outcome!;
  const pauseMs = guestPauseMs ?? 0;
  const parts = withLoading(timeline.ledger, pauseMs);
  const limitMs = scenario.parameters['downtime-limit'];
  const { rows, scaleMs } = waterfallRows(parts, limitMs);
  const pause = useMark('pause');
  const limit = useMark('limit');
  const percent = (ms: number) => `${Math.min((100 * ms) / scaleMs, 100).toFixed(2)}%`;
  return (
    <table className={styles.pause}>
      <caption className="visually-hidden">
        {t('Parts of the pause: {pause}, of which QEMU reports {downtime}', {
          pause: formatMs(pauseMs),
          downtime: formatMs(downtimeMs ?? 0),
        })}
      </caption>
      <thead className="visually-hidden">
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
          <Row key={`${row.part} ${row.from}`} mark={markOf(row.part)} name={row.name} ms={row.ms} bytes={row.bytes}>
            <i
              className={styles.span}
              style={{
                left: `${row.from * 100}%`,
                width: `${row.share * 100}%`,
                background: `var(--${row.colour})`,
              }}
            />
          </Row>
        ))}
        <tr {...pause}>
          <th scope="row">{t('the guest’s pause')}</th>
          <td className={styles.track}>
            <i className={styles.bracket} style={{ left: 0, width: percent(pauseMs) }} />
          </td>
          <td>{formatMs(pauseMs)}</td>
          <td />
        </tr>
        <tr {...limit}>
          <th scope="row">{t('downtime limit')}</th>
          <td className={styles.track}>
            <i className={styles.limit} style={{ left: 0, width: percent(limitMs) }} />
          </td>
          <td>{formatMs(limitMs)}</td>
          <td />
        </tr>
      </tbody>
    </table>
  );
}

function withLoading(ledger: readonly LedgerPart[], pauseMs: number): readonly LedgerPart[] {
  const countedMs = ledger.reduce((sum, { ms }) => sum + ms, 0);
  const fromMs = (ledger.at(0)?.fromMs ?? 0) + countedMs;
  return pauseMs - countedMs < 0.5
    ? ledger
    : [...ledger, { part: 'destination-load', fromMs, ms: pauseMs - countedMs, bytes: 0 }];
}

/** Parts that no lesson points to are the pause's. */
const markOf = (part: LedgerPart['part']): Mark => MARKS.pause.find((mark) => mark === part) ?? 'pause';

interface RowProps {
  readonly mark: Mark;
  readonly name: string;
  readonly ms: number;
  readonly bytes: number;
  readonly children: React.ReactNode;
}

function Row({ mark, name, ms, bytes, children }: RowProps) {
  return (
    <tr {...useMark(mark)}>
      <th scope="row">{name}</th>
      <td className={styles.track}>{children}</td>
      <td>{formatMs(ms)}</td>
      <td>{bytes > 0 ? formatBytes(bytes) : ''}</td>
    </tr>
  );
}
