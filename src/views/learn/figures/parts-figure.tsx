import type { ReactNode } from 'react';
import type { MadeRun, Mark } from '../../../content/lesson.ts';
import { counted, t } from '../../../language/t.ts';
import { formatBytes, formatMs, pagesToBytes } from '../../../units.ts';
import { useMark } from '../lit.ts';
import styles from './figures.module.css';

/** Memory as it is, and what of it went over the link, on one scale of bytes. */
export function PartsFigure({ run: { timeline, scenario } }: { readonly run: MadeRun }) {
  const { normalPages, duplicatePages, transferredBytes, totalTimeMs } = timeline.outcome!;
  const whole = Math.max(scenario.guest.ramBytes, transferredBytes);
  const dataBytes = pagesToBytes(normalPages);
  const zeroBytes = pagesToBytes(duplicatePages);
  const wireZero = duplicatePages * ZERO_RECORD_BYTES;
  return (
    <div className={styles.parts}>
      <Row name={t('memory')} note={formatBytes(scenario.guest.ramBytes)}>
        <Part mark="data" className={styles.data} share={dataBytes / whole}>
          {counted(normalPages, 'data, {count} page', 'data, {count} pages')}
        </Part>
        <Part mark="zero" className={styles.zero} share={zeroBytes / whole}>
          {counted(duplicatePages, 'zero, {count} page', 'zero, {count} pages')}
        </Part>
      </Row>
      <Row
        name={t('on the link')}
        note={t('{bytes} in {time}', { bytes: formatBytes(transferredBytes), time: formatMs(totalTimeMs) })}
      >
        <Part mark="wire" className={styles.wire} share={(transferredBytes - wireZero) / whole}>
          {t('{bytes} of data', { bytes: formatBytes(transferredBytes - wireZero) })}
        </Part>
        <Part mark="wire" className={styles.zero} share={wireZero / whole}>
          {t('{bytes} of zeros', { bytes: formatBytes(wireZero) })}
        </Part>
      </Row>
    </div>
  );
}

/** A page of zeros on the wire: header and one byte. */
const ZERO_RECORD_BYTES = 9;

function Row({ name, note, children }: { readonly name: string; readonly note: string; readonly children: ReactNode }) {
  return (
    <div className={styles.row}>
      <p>
        {name} <b>{note}</b>
      </p>
      <div className={styles.bar}>{children}</div>
    </div>
  );
}

interface PartProps {
  readonly mark: Mark;
  readonly className: string | undefined;
  /** Of the width. */
  readonly share: number;
  readonly children: ReactNode;
}

function Part({ mark, className, share, children }: PartProps) {
  const props = useMark(mark);
  return (
    <div {...props} className={`${styles.part} ${className}`} style={{ width: `${share * 100}%` }}>
      <span className={share > 0.2 ? styles.inside : 'visually-hidden'}>{children}</span>
    </div>
  );
}
