import styles from './workload-picture.module.css';

export interface WorkloadPictureProps {
  /** Writes in each cell, one row after another: columns are time, rows parts of RAM. */
  readonly cells: Uint32Array;
  readonly columns: number;
  readonly rows: number;
}

/** Which parts of RAM are written when, in three strengths. Decoration beside words that say the same. */
export function WorkloadPicture({ cells, columns, rows }: WorkloadPictureProps) {
  const most = cells.reduce((a, b) => Math.max(a, b), 1);
  const paths = ['', '', ''];
  cells.forEach((writes, i) => {
    if (writes === 0) return;
    const strength = writes > most / 4 ? 2 : writes > most / 32 ? 1 : 0;
    paths[strength] += `M${i % columns} ${Math.floor(i / columns)}h1v1h-1z`;
  });
  return (
    <svg viewBox={`0 0 ${columns} ${rows}`} className={styles.picture} aria-hidden preserveAspectRatio="none">
      <path d={paths[0]} className={styles.faint} />
      <path d={paths[1]} className={styles.middle} />
      <path d={paths[2]} />
    </svg>
  );
}
