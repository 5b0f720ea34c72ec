import { useMemo, useState, useSyncExternalStore } from 'react';
import { CostFigure } from '../../charts/cost-figure.tsx';
import { FIELDS } from '../../store/fields.ts';
import { useAppStore } from '../../store/use-app.ts';
import { pointsOf, scenarioAt } from '../../sweep/study/cells.ts';
import { type CostedPoint, costedPoints, paretoFront } from '../../sweep/study/pareto.ts';
import type { Plan } from '../../sweep/study/plan.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useColourScheme } from '../../ui/theme.ts';
import { showLab } from '../show-lab.ts';
import styles from './sweep.module.css';
import { FIGURES, valueText } from './words.ts';

/** The downtime of each point against what else it costs: which of them nothing beats in both. */
export function Costs({ plan }: { readonly plan: Plan }) {
  const { sweepResults } = useAppStore();
  const { openAnswer } = useAppStore().getState();
  const [second, setSecond] = useState<'totalTimeMs' | 'sentBytes'>('totalTimeMs');
  const [looked, setLooked] = useState<number | null>(null);
  const theme = useColourScheme();
  const version = useSyncExternalStore(sweepResults.subscribe, sweepResults.version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the maps are filled in place, the version says when
  const points = useMemo(() => {
    const { estimates, rows } = sweepResults.latest();
    return costedPoints(estimates, rows);
  }, [sweepResults, version]);
  const dots = useMemo(() => points.map((point) => dotOf(point, second)), [points, second]);
  const front = useMemo(
    () => paretoFront(points, second, 'downtimeMs').map((point) => dotOf(point, second)),
    [points, second],
  );
  const across = useMemo(() => axisOf(plan, second), [plan, second]);
  const up = useMemo(() => axisOf(plan, 'downtimeMs'), [plan]);
  const valuesAt = (point: number) =>
    sweepResults.latest().rows.get(point * plan.repeats)?.cell.values ?? pointsOf(plan)[point]?.values ?? null;
  const textOf = (point: number): string => {
    const found = points.find((each) => each.point === point);
    const set = valuesAt(point)
      ?.map((value, i) => `${FIELDS[plan.axes[i]!.field].label} ${valueText(plan.axes[i]!.field, value)}`)
      .join(', ');
    if (!found || set === undefined) return '';
    const { downtimeMs, totalTimeMs, sentBytes, by } = found;
    return `${set}: stops the guest for ${FIGURES.downtimeMs.text(downtimeMs)}, takes ${FIGURES.totalTimeMs.text(totalTimeMs)}, sends ${FIGURES.sentBytes.text(sentBytes)}${by === 'counts' ? ', by expected counts' : ''}.`;
  };
  return (
    <section aria-label="What it costs" className={styles.square}>
      <h2 className={styles.set}>Guest stopped against {FIGURES[second].label.toLowerCase()}</h2>
      <Segmented
        label="Against"
        isLabelHidden
        value={second}
        onChange={setSecond}
        options={[
          { value: 'totalTimeMs', label: 'Total time' },
          { value: 'sentBytes', label: 'Sent' },
        ]}
      />
      <CostFigure
        label="The front: nothing is better in both"
        dots={dots}
        front={front}
        across={across}
        up={up}
        theme={theme}
        textOf={({ key }) => textOf(key)}
        onLook={({ key }) => setLooked(key)}
        onOpen={({ key }) => {
          const values = valuesAt(key);
          if (!values) return;
          openAnswer(scenarioAt(plan, values));
          showLab();
        }}
      />
      <p className={styles.lead}>
        {(looked !== null && textOf(looked)) ||
          'Each dot is a combination that completes, of several seeds the worst; grey ones break the promise, pale ones are not confirmed. The circles are those that nothing beats in both: click one to open its run.'}
      </p>
    </section>
  );
}

const dotOf = (
  { point, downtimeMs, keepsPromise, by, ...costs }: CostedPoint,
  second: 'totalTimeMs' | 'sentBytes',
) => ({ key: point, x: costs[second], y: downtimeMs, keepsPromise, isSure: by === 'pages' });

/** A promise of `limit` is another one at each point where the limit is an axis: it is drawn where it is one for all. */
function axisOf({ promise, axes, scenario }: Plan, cost: 'downtimeMs' | 'totalTimeMs' | 'sentBytes') {
  const { label, text } = FIGURES[cost];
  const said = promise[cost];
  const isOneLimit = axes.every(({ field }) => field !== 'downtime-limit');
  const limit = isOneLimit ? scenario.parameters['downtime-limit'] : null;
  return { title: label, isBytes: cost === 'sentBytes', format: text, promised: said === 'limit' ? limit : said };
}
