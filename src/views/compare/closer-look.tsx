import { useMemo } from 'react';
import type { AppState } from '../../store/app-store.ts';
import type { VariantRun } from '../../store/compare-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { firstDecisionThatDiffers } from '../../sweep/first-difference.ts';
import { Button } from '../../ui/button.tsx';
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
          First difference
        </h2>
        {left?.run && right?.run ? (
          <>
            <p className={styles.names}>
              <b>A</b> {left.variant.title}, <b>B</b> {right.variant.title}
            </p>
            <FirstDecision left={left} right={right} />
            <FirstPage />
          </>
        ) : (
          <p className={styles.names}>Mark two rows of the table: where they part will stand here.</p>
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
        <h3>Decision</h3>
        <p>
          {a.decisions.length === 0
            ? 'Neither of them comes to a decision.'
            : `All ${formatCount(a.decisions.length)} decisions are the same.`}
        </p>
      </div>
    );
  const { index, atMs, check } = found;
  return (
    <div className={styles.row}>
      <h3>Decision</h3>
      <div>
        <p>
          {`Decision ${formatCount(index + 1)}, `}
          {check ? (
            <>
              {`${timesOf(atMs)}, check `}
              <code>{check.id}</code>
              {`, ${check.title}.`}
            </>
          ) : (
            `which only ${atMs[0] === null ? 'B' : 'A'} comes to.`
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
        <Button onPress={() => showDecisions(index)}>Show both decisions</Button>
      </div>
    </div>
  );
}

function timesOf([a, b]: readonly [number | null, number | null]): string {
  if (a === null || b === null) return `at ${formatMs(a ?? b ?? 0)}`;
  return a === b ? `at ${formatMs(a)}` : `at ${formatMs(a)} in A and ${formatMs(b)} in B`;
}

function FirstPage() {
  const found = useApp(differingPageOf);
  const pair = useApp(pairOf);
  const { showPage } = useAppStore().getState();
  return (
    <div className={styles.row}>
      <h3>Page</h3>
      {found ? (
        <div>
          <p>
            {`Page ${formatCount(found.pageInBlock)} of ${found.block} is the first of ${formatCount(found.pages)} that differ where the clock stands.`}
          </p>
          <dl className={styles.values}>
            {found.states.map((state, side) => (
              <div key={['A', 'B'][side]}>
                <dt>{['A', 'B'][side]}</dt>
                <dd>{state}</dd>
              </div>
            ))}
          </dl>
          <Button onPress={() => showPage(pair, found.slot)}>Show both pages</Button>
        </div>
      ) : (
        <p>Where the clock stands the two destinations are the same in every page.</p>
      )}
    </div>
  );
}

const variantsOf = (state: AppState) => state.variants;
const pairOf = (state: AppState) => state.pair;
const differingPageOf = (state: AppState) => state.differingPage;
