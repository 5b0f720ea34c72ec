import { useAppStore } from '../../store/use-app.ts';
import type { Finding } from '../../sweep/study/findings.ts';
import type { Plan } from '../../sweep/study/plan.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatCount, formatMs, formatShare } from '../../units.ts';
import { showLab } from '../show-lab.ts';
import styles from './sweep.module.css';
import { outcomeText } from './words.ts';

export interface SquarePanelProps {
  readonly plan: Plan;
  /** Null while nothing is looked at. */
  readonly square: Finding | null;
  /** What is set there. */
  readonly set: string;
}

/** What is known of the square that is looked at, in numbers, and where it leads to. */
export function SquarePanel({ plan, square, set }: SquarePanelProps) {
  const { openPlaceInLab, addPlaceToCompare } = useAppStore().getState();
  if (!square && set !== '')
    return <p className={styles.lead}>{set}: a constraint of the plan leaves this combination out.</p>;
  if (!square)
    return <p className={styles.lead}>Point at a figure, or go over it with the arrow keys, to read a run.</p>;
  const { run } = square;
  return (
    <section aria-label="The run that is looked at" className={styles.square}>
      <h2 className={styles.set}>{set}</h2>
      {run && <p className={styles.answer}>{verdictOf(square)}</p>}
      {run && <p>{outcomeText(run)}</p>}
      {run && (
        <dl className={styles.figures}>
          {figuresOf(run, square, plan.repeats).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className={styles.lead}>
        {SOURCES[square.by]}
        {square.disagrees && ' Counts answered otherwise.'}
      </p>
      <div className={styles.actions}>
        <Button
          onPress={() => {
            openPlaceInLab(square.values);
            showLab();
          }}
        >
          Open in the Lab
        </Button>
        <Button onPress={() => addPlaceToCompare(square.values, set)}>Add to Compare</Button>
      </div>
    </section>
  );
}

/** With several seeds some may succeed. */
function verdictOf({ keepsPromise, kept, runs }: Finding): string {
  if (keepsPromise) return 'Succeeds';
  return kept.length > 0 ? `Succeeds with ${kept.length} of ${runs.length} seeds` : 'Does not succeed';
}

function figuresOf(
  run: NonNullable<Finding['run']>,
  { runs, kept }: Finding,
  repeats: number,
): readonly (readonly [name: string, value: string])[] {
  const range = (of: (each: typeof run) => number, text: (value: number) => string): string => {
    const values = (runs.length > 0 ? runs : [run]).map(of);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return least === most ? text(least) : `${text(least)} to ${text(most)}`;
  };
  return [
    ['Guest stopped', range((each) => each.guestPauseMs ?? each.downtimeMs ?? 0, formatMs)],
    ['Total time', range((each) => each.totalTimeMs, formatMs)],
    ['Sent', range((each) => each.sentBytes, formatBytes)],
    ['Syncs', range((each) => each.syncs, formatCount)],
    ['Guest slowed', range((each) => each.slowdown, formatShare)],
    ['Lost pages', range((each) => each.stalePages, formatCount)],
    ...(repeats > 1
      ? [
          ['Seeds run', `${runs.length} of ${repeats}`] as const,
          ['Seeds that succeed', `${kept.length} of ${runs.length}`] as const,
        ]
      : []),
  ];
}

const SOURCES: Readonly<Record<Finding['by'], string>> = {
  pages: 'Run page by page.',
  counts: 'By expected counts; the pages will confirm it.',
  nobody: 'Not known yet: count level cannot carry it, the pages will.',
};
