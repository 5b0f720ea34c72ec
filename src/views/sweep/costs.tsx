import { useMemo, useState } from 'react';
import { type CostContent, CostFigure, CostPlot, costFrame } from '../../charts/cost-figure.tsx';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp } from '../../store/use-app.ts';
import { isSamePlace } from '../../sweep/study/findings.ts';
import { type CostedPoint, costedPoints, paretoFront } from '../../sweep/study/pareto.ts';
import type { Plan } from '../../sweep/study/plan.ts';
import { Disclosure, DisclosureGroup } from '../../ui/disclosure.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Table } from '../../ui/table.tsx';
import { useColourScheme } from '../../ui/theme.ts';
import { ColumnHeads } from './column-heads.tsx';
import { FigureFoot } from './figure-foot.tsx';
import styles from './sweep.module.css';
import type { Found } from './use-findings.ts';
import { useRunGestures } from './use-run-gestures.ts';
import { FIGURES, figureName, inSentence, namedPlace } from './words.ts';

export type CostsProps = Pick<Found, 'plan' | 'findings' | 'estimates' | 'rows'>;

/** The downtime of each point against what else it costs: which of them nothing beats in both. */
export function Costs({ plan, findings, estimates, rows }: CostsProps) {
  const [second, setSecond] = useState<'totalTimeMs' | 'sentBytes'>('totalTimeMs');
  const place = useApp(placeInState);
  const theme = useColourScheme();
  const onGesture = useRunGestures();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the maps are filled in place, the findings say when
  const points = useMemo(() => costedPoints(estimates, rows), [estimates, rows, findings]);
  const front = useMemo(() => paretoFront(points, second, 'downtimeMs'), [points, second]);
  const content = useMemo<CostContent>(
    () => ({
      dots: points.map((point) => dotOf(point, second)),
      front: front.map((point) => dotOf(point, second)),
      across: axisOf(plan, second),
      up: axisOf(plan, 'downtimeMs'),
    }),
    [points, front, plan, second],
  );
  const valuesOf = useMemo(() => new Map(findings.map(({ point, values }) => [point, values])), [findings]);
  const textOf = (point: CostedPoint | undefined): string => {
    const values = point && valuesOf.get(point.point);
    if (!values) return '';
    const { downtimeMs, totalTimeMs, sentBytes, by } = point;
    const said = {
      place: namedPlace(plan, values),
      pause: FIGURES.downtimeMs.text(downtimeMs),
      time: FIGURES.totalTimeMs.text(totalTimeMs),
      bytes: FIGURES.sentBytes.text(sentBytes),
    };
    return by === 'counts'
      ? t('{place}: stops the guest for {pause}, takes {time}, sends {bytes}, by expected counts.', said)
      : t('{place}: stops the guest for {pause}, takes {time}, sends {bytes}.', said);
  };
  const placeNameOf = ({ point }: CostedPoint): string => {
    const values = valuesOf.get(point);
    return values ? namedPlace(plan, values) : '';
  };
  const pointOf = (key: number) => points.find(({ point }) => point === key);
  const looked = place ? findings.find(({ values }) => isSamePlace(values, place)) : undefined;
  const title = t('Guest stopped against {figure}', { figure: inSentence(figureName(second)) });
  const caption = t(
    'Each dot is a combination that completes, of several seeds the worst; grey ones break the promise, pale ones are not confirmed. The circles are those that nothing beats in both; dashed lines are what was promised.',
  );
  return (
    <section aria-label={t('What it costs')} className={styles.square}>
      <h2 className={styles.set}>{title}</h2>
      <Segmented
        label={t('Against', {}, 'axis')}
        isLabelHidden
        value={second}
        onChange={setSecond}
        options={[
          { value: 'totalTimeMs', label: figureName('totalTimeMs') },
          { value: 'sentBytes', label: figureName('sentBytes') },
        ]}
      />
      <CostFigure
        {...content}
        label={t('The front: nothing is better in both')}
        theme={theme}
        textOf={({ key }) => textOf(pointOf(key))}
        onPick={({ key }, how) => {
          const values = valuesOf.get(key);
          if (values) onGesture(values, how);
        }}
      />
      <FigureFoot
        what="costs"
        plan={plan}
        title={title}
        caption={caption}
        said={looked && textOf(pointOf(looked.point))}
        width={912}
        height={450}
        shapes={() => {
          const frame = costFrame(content, { left: 84, width: 820, height: 400, textPx: 13 });
          return frame ? <CostPlot {...content} frame={frame} theme={theme} withFront /> : <g />;
        }}
      />
      <DisclosureGroup>
        <Disclosure title={t('As a table')} summary={t('{count} that nothing beats', { count: front.length })}>
          <FrontTable front={front} nameOf={placeNameOf} />
        </Disclosure>
      </DisclosureGroup>
    </section>
  );
}

interface FrontTableProps {
  readonly front: readonly CostedPoint[];
  readonly nameOf: (point: CostedPoint) => string;
}

/** The front in numbers: what the dots that are named by keys say, all at once. */
function FrontTable({ front, nameOf }: FrontTableProps) {
  const { downtimeMs, totalTimeMs, sentBytes } = FIGURES;
  return (
    <Table label={t('The front in numbers')} hasNumbers isTall>
      <ColumnHeads
        of={[
          t('Combination'),
          figureName('downtimeMs'),
          figureName('totalTimeMs'),
          figureName('sentBytes'),
          t('keeps the promise'),
          t('known'),
        ]}
      />
      <tbody>
        {front.map((point) => (
          <tr key={point.point}>
            <th scope="row">{nameOf(point)}</th>
            <td>{downtimeMs.text(point.downtimeMs)}</td>
            <td>{totalTimeMs.text(point.totalTimeMs)}</td>
            <td>{sentBytes.text(point.sentBytes)}</td>
            <td>{point.keepsPromise ? t('yes') : t('no')}</td>
            <td>{point.by === 'pages' ? t('page by page') : t('by counts')}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const dotOf = (
  { point, downtimeMs, keepsPromise, by, ...costs }: CostedPoint,
  second: 'totalTimeMs' | 'sentBytes',
) => ({ key: point, x: costs[second], y: downtimeMs, keepsPromise, isSure: by === 'pages' });

/** A promise of `limit` is another one at each point where the limit is an axis: it is drawn where it is one for all. */
function axisOf({ promise, axes, scenario }: Plan, cost: 'downtimeMs' | 'totalTimeMs' | 'sentBytes') {
  const { text } = FIGURES[cost];
  const said = promise[cost];
  const isOneLimit = axes.every(({ field }) => field !== 'downtime-limit');
  const limit = isOneLimit ? scenario.parameters['downtime-limit'] : null;
  return {
    title: figureName(cost),
    isBytes: cost === 'sentBytes',
    format: text,
    promised: said === 'limit' ? limit : said,
  };
}

const placeInState = (state: AppState) => state.sweepPlace;
