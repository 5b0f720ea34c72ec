import { t } from '../../language/t.ts';
import type { FidelityCard } from '../../traces/fidelity-card.ts';
import { signedPercent, tickPercent } from './errors.ts';
import styles from './fidelity.module.css';
import { FigureTable, Holds, numeric, Part } from './part.tsx';

/** Runs of a real QEMU whose columns do not depend on the host. */
export function Golden({ checks }: { readonly checks: FidelityCard['golden'] }) {
  return (
    <Part
      title={t('Golden traces')}
      words={t(
        'Runs of a real QEMU 7.2.22 in columns that do not depend on the host: bytes of a window with the threshold that follows, pending at each look, counters at the end. Simulated in fast-link mode, where sending takes no time; the tolerance is none.',
      )}
    >
      <FigureTable
        label={t('Golden traces as a table')}
        head={[t('trace'), t('what it shows'), t('windows'), t('pending'), t('at the end'), t('verdict')]}
        rows={checks.map(({ name, shows, windows, pending, end, holds }) => ({
          key: name,
          isOff: !holds,
          cells: [name, t(shows), t(windows), t(pending), t(end), <Holds key="holds" holds={holds} />],
        }))}
      />
    </Part>
  );
}

/** What papers and mailing lists print, and what comes out here. */
export function Published({ checks, asReported }: PublishedProps) {
  return (
    <Part
      title={t('Published numbers')}
      words={t(
        'What papers and mailing lists print, and what comes out here: of a formula, or of the arithmetic that ties their own figures together. Only VS-1 comes with a tolerance; the others are ours, up to three times what the printed digits leave open. Without one nothing is asserted.',
      )}
    >
      <FigureTable
        label={t('Published numbers as a table')}
        head={[
          t('series'),
          t('figure'),
          numeric(t('published')),
          numeric(t('here')),
          numeric(t('error')),
          numeric(t('tolerance')),
          t('verdict'),
          t('remark'),
          t('source'),
        ]}
        rows={checks.map((check) => ({
          key: `${check.series} ${check.what}`,
          isOff: !check.holds,
          cells: [
            check.series,
            t(check.what),
            t(check.published),
            t(check.ours),
            signedPercent(check.error),
            check.tolerance === null ? '–' : check.tolerance === 0 ? t('exact') : tickPercent(check.tolerance),
            check.tolerance === null ? t('as reported') : <Holds key="holds" holds={check.holds} />,
            t(check.cause),
            t(check.source),
          ],
        }))}
      />
      <h3 className={styles.small}>{t('As reported, and held against nothing')}</h3>
      <ul className={styles.reported}>
        {asReported.map((line) => (
          <li key={line}>{t(line)}</li>
        ))}
      </ul>
    </Part>
  );
}

interface PublishedProps {
  readonly checks: FidelityCard['published'];
  readonly asReported: FidelityCard['asReported'];
}
