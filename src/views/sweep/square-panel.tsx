import { t } from '../../language/t.ts';
import { useAppStore } from '../../store/use-app.ts';
import type { Finding } from '../../sweep/study/findings.ts';
import type { Plan } from '../../sweep/study/plan.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatCount, formatMs, formatShare } from '../../units.ts';
import { LeadsOn } from '../leads-on.tsx';
import { showLab } from '../show-lab.ts';
import styles from './sweep.module.css';
import { SOURCES } from './tables.ts';
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
    return (
      <p className={styles.lead}>
        {t('{place}: a constraint of the plan leaves this combination out.', { place: set })}
      </p>
    );
  if (!square)
    return <p className={styles.lead}>{t('Point at a figure, or go over it with the arrow keys, to read a run.')}</p>;
  const { run } = square;
  return (
    <section aria-label={t('The run that is looked at')} className={styles.square}>
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
        {t(SOURCES[square.by])}
        {square.disagrees && ` ${t('Counts answered otherwise.')}`}
      </p>
      <LeadsOn>
        <div className={styles.actions}>
          <Button
            onPress={() => {
              openPlaceInLab(square.values);
              showLab();
            }}
          >
            {t('Open in the Lab')}
          </Button>
          <Button onPress={() => addPlaceToCompare(square.values, set)}>{t('Add to Compare')}</Button>
        </div>
      </LeadsOn>
    </section>
  );
}

/** With several seeds some may succeed. */
function verdictOf({ keepsPromise, kept, runs }: Finding): string {
  if (keepsPromise) return t('Succeeds');
  return kept.length > 0
    ? t('Succeeds with {kept} of {all} seeds', { kept: kept.length, all: runs.length })
    : t('Does not succeed');
}

function figuresOf(
  run: NonNullable<Finding['run']>,
  { runs, kept }: Finding,
  repeats: number,
): readonly (readonly [name: string, value: string])[] {
  const range = (of: (each: typeof run) => number, text: (value: number) => string): string => {
    const values = (runs.length > 0 ? runs : [run]).map(of);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return least === most ? text(least) : t('{least} to {most}', { least: text(least), most: text(most) });
  };
  return [
    [t('Guest stopped'), range((each) => each.guestPauseMs ?? each.downtimeMs ?? 0, formatMs)],
    [t('Total time'), range((each) => each.totalTimeMs, formatMs)],
    [t('Sent'), range((each) => each.sentBytes, formatBytes)],
    [t('Syncs'), range((each) => each.syncs, formatCount)],
    [t('Guest slowed'), range((each) => each.slowdown, formatShare)],
    [t('Lost pages'), range((each) => each.stalePages, formatCount)],
    ...(repeats > 1
      ? [
          [t('Seeds run'), t('{done} of {all}', { done: runs.length, all: repeats })] as const,
          [t('Seeds that succeed'), t('{done} of {all}', { done: kept.length, all: runs.length })] as const,
        ]
      : []),
  ];
}
