import { useMemo } from 'react';
import { counted, t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import type { VariantRun } from '../../store/compare-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import {
  type DecisionDifference,
  type DifferingCheck,
  firstDecisionThatDiffers,
} from '../../sweep/first-difference.ts';
import { Button } from '../../ui/button.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { formatCount, formatMs } from '../../units.ts';
import styles from './closer-look.module.css';
import { DifferenceMap } from './difference-map.tsx';

/** The two marked variants: where they part, in a decision and in a page, and the map of all pages in which they differ. */
export function CloserLook() {
  const variants = useApp(variantsOf);
  const pair = useApp(pairOf);
  const [left, right] = pair.map((id) => variants.find(({ variant }) => variant.id === id));
  if (variants.length === 0) return null;
  return (
    <section aria-labelledby="compare-closer" className={styles.closer}>
      <div className={styles.words}>
        <h2 id="compare-closer" className={styles.title}>
          {t('First difference')}
        </h2>
        {left?.run && right?.run ? (
          <>
            <p className={styles.names}>
              <b>A</b> {t(left.variant.title)}, <b>B</b> {t(right.variant.title)}
            </p>
            <FirstDecision left={left} right={right} />
            <FirstPage />
          </>
        ) : (
          <p className={styles.names}>{t('Mark two rows of the table: where they part will stand here.')}</p>
        )}
      </div>
      <DifferenceMap />
    </section>
  );
}

function FirstDecision({ left, right }: { readonly left: VariantRun; readonly right: VariantRun }) {
  const { showDecisions } = useAppStore().getState();
  const [a, b] = [left.run!.timeline, right.run!.timeline];
  const found = useMemo(() => firstDecisionThatDiffers(a, b), [a, b]);
  if (!found)
    return (
      <div className={styles.row}>
        <h3>{t('Decision')}</h3>
        <p>
          {a.decisions.length === 0
            ? t('Neither of them comes to a decision.')
            : counted(a.decisions.length, 'The one decision is the same.', 'All {count} decisions are the same.')}
        </p>
      </div>
    );
  const { index, atMs, check } = found;
  return (
    <div className={styles.row}>
      <h3>{t('Decision')}</h3>
      <div>
        <p>
          {check ? (
            <Difference number={formatCount(index + 1)} atMs={atMs} check={check} />
          ) : atMs[0] === null ? (
            t('Decision {number}, which only B comes to.', { number: index + 1 })
          ) : (
            t('Decision {number}, which only A comes to.', { number: index + 1 })
          )}
        </p>
        {check && (
          <dl className={styles.values}>
            {check.values.map((value, side) => (
              <div key={['A', 'B'][side]}>
                <dt>{['A', 'B'][side]}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        <Button onPress={() => showDecisions(index)}>{t('Show both decisions')}</Button>
      </div>
    </div>
  );
}

function Difference({
  number,
  atMs: [a, b],
  check,
}: {
  readonly number: string;
  readonly atMs: DecisionDifference['atMs'];
  readonly check: DifferingCheck;
}) {
  const parts = { number, check: <code>{check.id}</code>, title: check.title };
  if (a === null || b === null || a === b)
    return (
      <Sentence
        of="Decision {number}, at {time}, check {check}, {title}."
        parts={{ ...parts, time: formatMs(a ?? b ?? 0) }}
      />
    );
  return (
    <Sentence
      of="Decision {number}, at {a} in A and {b} in B, check {check}, {title}."
      parts={{ ...parts, a: formatMs(a), b: formatMs(b) }}
    />
  );
}

function FirstPage() {
  const found = useApp(differingPageOf);
  const pair = useApp(pairOf);
  const { showPage } = useAppStore().getState();
  return (
    <div className={styles.row}>
      <h3>{t('Page')}</h3>
      {found ? (
        <div>
          <p>
            {t('Page {number} of {block} is the first of {pages} that differ where the clock stands.', {
              number: found.pageInBlock,
              block: found.block,
              pages: found.pages,
            })}
          </p>
          <dl className={styles.values}>
            {found.states.map((state, side) => (
              <div key={['A', 'B'][side]}>
                <dt>{['A', 'B'][side]}</dt>
                <dd>{state}</dd>
              </div>
            ))}
          </dl>
          <Button onPress={() => showPage(pair, found.slot)}>{t('Show both pages')}</Button>
        </div>
      ) : (
        <p>{t('Where the clock stands the two destinations are the same in every page.')}</p>
      )}
    </div>
  );
}

const variantsOf = (state: AppState) => state.variants;
const pairOf = (state: AppState) => state.pair;
const differingPageOf = (state: AppState) => state.differingPage;
