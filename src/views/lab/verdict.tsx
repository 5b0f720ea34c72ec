import type { StaleRange, Verdict as VerdictInWords } from '../../engine/record.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { isOutdated, verdictOf } from '../../store/selectors.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { formatBytes, formatMs } from '../../units.ts';
import { showStretch } from './show-stretch.ts';
import styles from './verdict.module.css';

/**
 * What a person should take away from the run, in one sentence. While the run of a changed scenario is being computed
 * the old one stays, pale.
 */
export function Verdict() {
  const verdict = useApp(verdictOf);
  const refusal = useApp(refusalOf);
  const waiting = useApp(waitingText);
  const isOld = useApp(isOutdated);
  const lost = useApp(firstLostOf);
  return (
    <div className={styles.verdict}>
      <div role="status" aria-busy={isOld} className={isOld ? styles.old : undefined}>
        <h1 className={styles.headline}>{verdict ? <Emphasised verdict={verdict} lost={lost} /> : waiting}</h1>
        {verdict && <p className={styles.why}>{verdict.why}</p>}
      </div>
      {refusal !== null && (
        <figure className={styles.message}>
          <figcaption>{t('QEMU answers')}</figcaption>
          <pre>{refusal}</pre>
        </figure>
      )}
      <Progress />
    </div>
  );
}

interface EmphasisedProps {
  readonly verdict: VerdictInWords;
  /** The first of the lost pages, when that is what the verdict is about. */
  readonly lost: StaleRange | null;
}

/** The headline with the number that matters in the colour of its tone; a number of lost pages leads to them. */
function Emphasised({ verdict: { tone, headline, emphasis }, lost }: EmphasisedProps) {
  const store = useAppStore();
  const at = emphasis === '' ? -1 : headline.indexOf(emphasis);
  if (at < 0) return headline;
  return (
    <>
      {headline.slice(0, at)}
      {lost ? (
        <button type="button" className={styles.lost} onClick={() => showStretch(store, lost)}>
          {emphasis}
        </button>
      ) : (
        <em className={styles[tone]}>{emphasis}</em>
      )}
      {headline.slice(at + emphasis.length)}
    </>
  );
}

/** Not part of the status: it changes ten times a second, and nobody could listen to that. */
function Progress() {
  const text = useApp(progressText);
  return <p className={styles.progress}>{text}</p>;
}

const firstLostOf = ({ run }: AppState) => run?.timeline.outcome?.audit.ranges[0] ?? null;

const refusalOf = ({ run }: AppState) => run?.timeline.admission.error ?? null;

const waitingText = ({ runStatus }: AppState) =>
  runStatus === 'failed' ? t('There is no run to show.') : t('The first run is being computed.');

/** '' as long as there is nothing worth saying: most runs are there before it could be read. */
function progressText(state: AppState): string {
  const { runStatus, runProgress } = state;
  if (runStatus === 'failed' && isOutdated(state)) return t('This is the run before the change: the new one failed.');
  if (runStatus !== 'loading' || !runProgress) return '';
  return t('Computing the new run: {time} so far, {bytes} left to send then.', {
    time: formatMs(runProgress.simulatedMs),
    bytes: formatBytes(runProgress.remainingBytes),
  });
}
