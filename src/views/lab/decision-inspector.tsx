import { ChevronLeft, ChevronRight, Pin, PinOff } from 'lucide-react';
import { useState } from 'react';
import type { ExplainedCheck } from '../../engine/record.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import type { Run } from '../../store/run-slice.ts';
import { lastNotAfter } from '../../store/steps.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { formatCount } from '../../units.ts';
import styles from './decision-inspector.module.css';
import { nextDifferent, outcomeText } from './decision-steps.ts';
import { usePacedApp } from './use-paced.ts';

/** One pass through QEMU's loop: what it compared, in its order, and what followed. */
export function DecisionInspector() {
  const run = useApp(runOf);
  const explained = usePacedApp(explainedOf);
  const [showsSources, setShowsSources] = useState(false);
  if (!run) return <p className={styles.none}>{t('The decisions of the first run will stand here.')}</p>;
  if (run.decisionMs.length === 0)
    return <p className={styles.none}>{t('QEMU decided nothing: the migration never reached its loop.')}</p>;
  if (!explained) return <Before run={run} />;
  const { decision, index } = explained;
  return (
    <div>
      <Head run={run} index={index} />
      <h3 className={styles.title}>{decision.title}</h3>
      <p className={styles.meta}>
        {t('decision {decision} of {decisions}, at {at} ms', {
          decision: index + 1,
          decisions: run.decisionMs.length,
          at: decision.atMs,
        })}
        <code>{decision.source}</code>
      </p>
      <ol className={styles.checks}>
        {decision.checks.map((check) => (
          <Check key={check.id} check={check} showsSource={showsSources || check.decisive} />
        ))}
      </ol>
      <p className={styles.then}>
        <b>{t('Then')}</b> {decision.consequence}
      </p>
      <NextDifferent run={run} index={index} />
      <Button variant="quiet" aria-pressed={showsSources} onPress={() => setShowsSources(!showsSources)}>
        {showsSources ? t("Hide QEMU's functions") : t("Show QEMU's function for each check")}
      </Button>
    </div>
  );
}

/** One check in a list of them: what was compared, and what followed. */
export function Check({ check, showsSource }: { readonly check: ExplainedCheck; readonly showsSource: boolean }) {
  const { id, title, answer, evaluated, decisive, left, operator, right, consequence, source } = check;
  const values = [left, operator, right].filter(Boolean).join(' ');
  const functionName = showsSource && <code className={styles.source}>{source}</code>;
  if (!evaluated)
    return (
      <li className={`${styles.check} ${styles.skipped}`}>
        <span className={styles.id}>{id}</span>
        <span>
          {title} <span className={styles.reason}>{values}</span>
        </span>
        <span aria-hidden>–</span>
        {functionName}
      </li>
    );
  return (
    <li className={`${styles.check} ${decisive ? styles.decisive : ''}`}>
      <span className={styles.id}>{id}</span>
      <span className={styles.name}>{title}</span>
      <span className={answer ? styles.yes : styles.no}>{answerText(check)}</span>
      <span className={styles.values}>
        <span {...(id === STATUS_CHECK && { translate: 'no' })}>{values}</span>
        {consequence && <span className={styles.consequence}>{` → ${consequence}`}</span>}
      </span>
      {functionName}
    </li>
  );
}

/** What it compares is QEMU's own word for the status. */
const STATUS_CHECK = 'C14';

/** C11 asks for permission: its no holds for this pass only. */
function answerText({ id, answer }: ExplainedCheck): string {
  if (answer === null) return '';
  if (answer) return t('yes');
  return id === 'C11' ? t('not yet') : t('no');
}

function Head({ run, index }: { readonly run: Run; readonly index: number }) {
  const { pinDecision } = useAppStore().getState();
  const goTo = useGoTo(run);
  const isPinned = useApp(isPinnedOf);
  return (
    <div className={styles.head}>
      <IconButton
        label={t('Previous decision')}
        icon={<ChevronLeft />}
        isDisabled={index === 0}
        onPress={() => goTo(index - 1)}
      />
      <IconButton
        label={t('Next decision')}
        icon={<ChevronRight />}
        isDisabled={index === run.decisionMs.length - 1}
        onPress={() => goTo(index + 1)}
      />
      <IconButton
        label={isPinned ? t('Follow the playhead again') : t('Stay at this decision')}
        icon={isPinned ? <PinOff /> : <Pin />}
        aria-pressed={isPinned}
        onPress={() => pinDecision(isPinned ? null : index)}
      />
    </div>
  );
}

function NextDifferent({ run, index }: { readonly run: Run; readonly index: number }) {
  const goTo = useGoTo(run);
  const { decisions } = run.timeline;
  const next = nextDifferent(decisions, index);
  if (next === null) return <p className={styles.next}>{t('No later decision differs from this one.')}</p>;
  const { atMs, outcome } = decisions[next]!;
  return (
    <p className={styles.next}>
      <Sentence
        of="Next decision that differs: {decision} at {at} ms, {outcome}."
        parts={{
          decision: formatCount(next + 1),
          at: formatCount(atMs),
          outcome: (
            <button type="button" className={styles.link} onClick={() => goTo(next)}>
              {outcomeText(outcome)}
            </button>
          ),
        }}
      />
    </p>
  );
}

function Before({ run }: { readonly run: Run }) {
  const goTo = useGoTo(run);
  return (
    <div className={styles.none}>
      <p>{t('The first decision falls at {at} ms, when the migration has been set up.', { at: run.decisionMs[0]! })}</p>
      <Button onPress={() => goTo(0)}>{t('Go there')}</Button>
    </div>
  );
}

/** Shows a decision: moves the playhead there, unless the inspector is pinned. */
function useGoTo(run: Run): (index: number) => void {
  const store = useAppStore();
  return (index) => {
    const { pinnedDecision, pinDecision, pause, seek } = store.getState();
    if (pinnedDecision !== null) return pinDecision(index);
    pause();
    seek(run.decisionMs[index]!);
    // Of several decisions at one instant the playhead shows the last: the others can only be pinned.
    if (lastNotAfter(run.decisionMs, run.decisionMs[index]!) !== index) pinDecision(index);
  };
}

const runOf = (state: AppState) => state.run;
const explainedOf = (state: AppState) => state.explained;
const isPinnedOf = (state: AppState) => state.pinnedDecision !== null;
