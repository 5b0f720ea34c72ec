import type { FidelityCard } from '../../traces/fidelity-card.ts';
import { signedPercent } from './errors.ts';
import styles from './fidelity.module.css';
import { FigureTable, Holds, Part } from './part.tsx';

/** Runs of a real QEMU whose columns do not depend on the host. */
export function Golden({ checks }: { readonly checks: FidelityCard['golden'] }) {
  return (
    <Part
      title="Golden traces"
      words="Runs of a real QEMU 7.2.22 in columns that do not depend on the host: bytes of a window with the threshold that follows, pending at each look, counters at the end. Simulated in fast-link mode, where sending takes no time; the tolerance is none."
    >
      <FigureTable
        label="Golden traces as a table"
        head={['trace', 'what it shows', 'windows', 'pending', 'at the end', 'verdict']}
        rows={checks.map(({ name, shows, windows, pending, end, holds }) => ({
          key: name,
          isOff: !holds,
          cells: [name, shows, windows, pending, end, <Holds key="holds" holds={holds} />],
        }))}
      />
    </Part>
  );
}

/** What papers and mailing lists print, and what comes out here. */
export function Published({ checks, asReported }: PublishedProps) {
  return (
    <Part
      title="Published numbers"
      words="What papers and mailing lists print, and what comes out here: of a formula, or of the arithmetic that ties their own figures together. Only VS-1 comes with a tolerance; the others are ours, up to three times what the printed digits leave open. Without one nothing is asserted."
    >
      <FigureTable
        label="Published numbers as a table"
        head={['series', 'figure', 'published#', 'here#', 'error#', 'tolerance#', 'verdict', 'remark', 'source']}
        rows={checks.map((check) => ({
          key: `${check.series} ${check.what}`,
          isOff: !check.holds,
          cells: [
            check.series,
            check.what,
            check.published,
            check.ours,
            signedPercent(check.error),
            check.tolerance === null
              ? '–'
              : check.tolerance === 0
                ? 'exact'
                : `${Number((check.tolerance * 100).toPrecision(2))} %`,
            check.tolerance === null ? 'as reported' : <Holds key="holds" holds={check.holds} />,
            check.cause,
            check.source,
          ],
        }))}
      />
      <h3 className={styles.small}>As reported, and held against nothing</h3>
      <ul className={styles.reported}>
        {asReported.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Part>
  );
}

interface PublishedProps {
  readonly checks: FidelityCard['published'];
  readonly asReported: FidelityCard['asReported'];
}
