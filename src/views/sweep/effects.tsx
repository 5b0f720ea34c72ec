import { useMemo } from 'react';
import {
  type EffectContent,
  type EffectDot,
  EffectFigure,
  EffectPlot,
  effectFrame,
} from '../../charts/effect-figure.tsx';
import type { Gesture } from '../../charts/gesture.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import type { SweepFigure } from '../../store/sweep-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { type Finding, keptShare } from '../../sweep/study/findings.ts';
import type { Plan } from '../../sweep/study/plan.ts';
import { type AxisEffect, sensitivityOf } from '../../sweep/study/sensitivity.ts';
import { Button } from '../../ui/button.tsx';
import { Table } from '../../ui/table.tsx';
import { useColourScheme } from '../../ui/theme.ts';
import { formatCount } from '../../units.ts';
import { ColumnHeads } from './column-heads.tsx';
import { FigureFoot } from './figure-foot.tsx';
import { completedFigure } from './map-squares.ts';
import styles from './sweep.module.css';
import { useRunGestures } from './use-run-gestures.ts';
import { axisName, FIGURES, figureName, inSentence, namedPlace, placeText } from './words.ts';

export interface EffectsProps {
  readonly plan: Plan;
  readonly findings: readonly Finding[];
}

/** What each axis does to the figure of the colour, over its whole range: a plan of the design `morris`. */
export function Effects({ plan, findings }: EffectsProps) {
  const shows = useApp(showsOf);
  const theme = useColourScheme();
  const onGesture = useRunGestures();
  const { addPlaceToCompare } = useAppStore().getState();
  const effects = useMemo(
    () => sensitivityOf(plan, findings, (finding) => figureOf(finding, shows)),
    [plan, findings, shows],
  );
  const text = shows === 'keeps' ? (value: number) => `${formatCount(Math.round(value * 100))} %` : FIGURES[shows].text;
  const label = inSentence(shows === 'keeps' ? t('Success') : figureName(shows));
  const content: EffectContent = {
    dots: effects.map(({ field, meanSize, deviation }) => ({
      key: field,
      label: axisName(field),
      meanSize,
      deviation,
    })),
    isBytes: shows === 'sentBytes',
    format: text,
    across: t('Mean size of the effect (μ*)'),
    up: t('Deviation of the effect (σ)'),
  };
  const effectOf = ({ key }: EffectDot) => effects.find(({ field }) => field === key)!;
  const pick = (effect: AxisEffect, how: Gesture): void => {
    const { from, to } = effect.strongest;
    // Both runs of the step are what is compared.
    if (how === 'add') addPlaceToCompare(from, placeText(plan, from));
    onGesture(to, how);
  };
  const title = t('What each axis does to {figure}', { figure: label });
  const caption = t(
    'Far right: it matters. Far up: how much depends on the other axes, or on where it stands; above the dashed line more than on itself. Effects are for the whole range of an axis; steps of which one end did not complete are left out.',
  );
  return (
    <section aria-label={t('Sensitivity')} className={styles.square}>
      <h2 className={styles.set}>{title}</h2>
      {effects.length === 0 ? (
        <p className={styles.lead}>{t('No axis has an effect that is known yet.')}</p>
      ) : (
        <>
          <EffectFigure
            {...content}
            label={t(
              'Effects, the largest first. Enter opens the run in which one is largest, with Shift both runs of that step are added to Compare.',
            )}
            theme={theme}
            textOf={(dot) => sentenceOf(effectOf(dot), text)}
            onPick={(dot, how) => pick(effectOf(dot), how)}
          />
          <FigureFoot
            what="effects"
            plan={plan}
            title={title}
            caption={caption}
            width={912}
            height={450}
            shapes={() => (
              <EffectPlot
                {...content}
                frame={effectFrame(content, { left: 84, width: 800, height: 400, textPx: 13 })}
                theme={theme}
                withDots
              />
            )}
          />
          <Table
            label={t('Effects in numbers')}
            caption={t('Effects on {figure}, for the whole range', { figure: label })}
            hasNumbers
          >
            <ColumnHeads
              of={[t('Axis'), t('Mean size μ*'), t('Mean μ'), t('Deviation σ'), t('Steps'), t('Where it is largest')]}
            />
            <tbody>
              {effects.map((effect) => (
                <tr key={effect.field}>
                  <th scope="row">{axisName(effect.field)}</th>
                  <td>{text(effect.meanSize)}</td>
                  <td>{effect.mean < 0 ? `−${text(-effect.mean)}` : text(effect.mean)}</td>
                  <td>{text(effect.deviation)}</td>
                  <td>{formatCount(effect.count)}</td>
                  <td>
                    <Button
                      variant="quiet"
                      aria-label={t('Open the run in which {axis} has its largest effect: {place}', {
                        axis: axisName(effect.field),
                        place: namedPlace(plan, effect.strongest.to),
                      })}
                      onPress={() => pick(effect, 'open')}
                    >
                      {t('Open')}
                    </Button>
                    <Button
                      variant="quiet"
                      aria-label={t('Compare both runs of the step in which {axis} has its largest effect', {
                        axis: axisName(effect.field),
                      })}
                      onPress={() => pick(effect, 'add')}
                    >
                      {t('Compare')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </>
      )}
    </section>
  );
}

/** Whether it succeeds is a figure here: the share of the seeds that do. */
const figureOf = (finding: Finding, shows: SweepFigure): number | null =>
  shows === 'keeps' ? keptShare(finding) : completedFigure(finding, shows);

function sentenceOf({ field, meanSize, mean, deviation, count }: AxisEffect, text: (value: number) => string): string {
  const said = { axis: axisName(field), size: text(meanSize), steps: count, deviation: text(deviation) };
  if (Math.abs(mean) < meanSize * 0.9)
    return t('{axis}: {size} on the average of {steps} steps, up or down; deviation {deviation}.', said);
  return mean < 0
    ? t('{axis}: {size} on the average of {steps} steps, downwards; deviation {deviation}.', said)
    : t('{axis}: {size} on the average of {steps} steps, upwards; deviation {deviation}.', said);
}

const showsOf = (state: AppState) => state.sweepShows;
