import type { Finding } from '../../thread/judgement.ts';
import styles from './finding-mark.module.css';

export interface FindingMarkProps {
  readonly finding: Finding;
}

/** A disc, half a disc, a crossed ring or an empty ring: told apart without colour. It says nothing: words stand beside it. */
export function FindingMark({ finding }: FindingMarkProps) {
  return (
    <svg viewBox="0 0 12 12" className={styles.mark} data-finding={finding} aria-hidden="true">
      <circle cx={6} cy={6} r={4.5} className={styles.ring} />
      {finding === 'borne out' && <circle cx={6} cy={6} r={4.5} className={styles.full} />}
      {finding === 'in part' && <path d="M6 1.5a4.5 4.5 0 0 0 0 9z" className={styles.full} />}
      {finding === 'contradicted' && <path d="M2.8 9.2 9.2 2.8" className={styles.ring} />}
    </svg>
  );
}
