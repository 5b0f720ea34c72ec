import { Pause, Play } from 'lucide-react';
import { useMemo } from 'react';
import type { Now } from '../../charts/now.ts';
import { SmallCurve } from '../../charts/small-curve.tsx';
import { useSize } from '../../charts/use-size.ts';
import { t } from '../../language/t.ts';
import type { MadeRun } from '../../store/thread-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import type { Checked } from '../../thread/expectation.ts';
import type { Situation } from '../../thread/message.ts';
import { RUNS, type RunId } from '../../thread/runs.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useColourScheme } from '../../ui/theme.ts';
import { notify } from '../../ui/toasts.tsx';
import { LeadsOn } from '../leads-on.tsx';
import { showLab } from '../show-lab.ts';
import styles from './evidence.module.css';
import { StageMap } from './stage-map.tsx';
import { curveLabel, scaleText } from './words.ts';

export interface EvidenceProps {
  readonly run: RunId;
  /** Where on the page it stands: the same run may be shown in several places and is played in one. */
  readonly place: string;
  readonly situation?: Situation | undefined;
  /** What was expected of it, and found; empty where nothing was. */
  readonly checks: readonly Checked[];
  /** Of its heading: one below the heading that it lies under. */
  readonly level: 4 | 5;
}

/** A run beside what is said of it: its curve, what it came to, and figure by figure what was expected. */
export function Evidence({ run: id, place, situation, checks, level }: EvidenceProps) {
  const Title = `h${level}` as const;
  const made = useApp((state) => state.threadRuns[id]);
  const fault = useApp((state) => state.threadFaults[id]);
  const isStaged = useApp((state) => state.staged?.id === id && state.staged.place === place);
  const title = t(RUNS[id].title);
  return (
    <div className={styles.evidence}>
      <div className={styles.head}>
        <PlayButton id={id} place={place} isStaged={isStaged} title={title} />
        <Title className={styles.title}>{title}</Title>
        {situation && <span className={styles.situation}>{t('Situation {situation}', { situation })}</span>}
      </div>
      {isStaged && <StageMap title={title} />}
      <div className={styles.curve}>{made && <Curve made={made} title={title} isStaged={isStaged} />}</div>
      <div className={styles.foot}>
        {made && made.endMs > 0 && <p>{scaleText(made.endMs, mostBytes(made))}</p>}
        <LeadsOn>
          <Leads id={id} title={title} />
        </LeadsOn>
      </div>
      {fault === undefined ? (
        <p className={styles.verdict} data-tone={made?.verdict.tone}>
          {made ? made.verdict.headline : t('Waits to be made.')}
        </p>
      ) : (
        <Fault id={id} fault={fault} />
      )}
      {checks.length > 0 && <Checks checks={checks} />}
    </div>
  );
}

function PlayButton({ id, place, isStaged, title }: { id: RunId; place: string; isStaged: boolean; title: string }) {
  const { playThreadRun, pauseStage } = useAppStore().getState();
  const isPlaying = useApp((state) => state.isStagePlaying) && isStaged;
  return isPlaying ? (
    <IconButton label={t('Pause {run}', { run: title })} icon={<Pause />} onPress={pauseStage} />
  ) : (
    <IconButton label={t('Play {run}', { run: title })} icon={<Play />} onPress={() => playThreadRun(id, place)} />
  );
}

function Leads({ id, title }: { readonly id: RunId; readonly title: string }) {
  const store = useAppStore();
  const { openScenario, addScenarioToCompare } = store.getState();
  const { scenario } = RUNS[id];
  const openLab = () => {
    openScenario(scenario, { start: 'beginning' });
    showLab();
  };
  const add = () => {
    if (addScenarioToCompare(scenario, t('from the thread')) === null)
      notify({ kind: 'info', text: t('“{run}” stands in Compare now.', { run: title }) });
  };
  return (
    <span className={styles.leads}>
      <Button variant="quiet" onPress={openLab} aria-label={t('Open in Lab: {run}', { run: title })}>
        {t('Open in Lab')}
      </Button>
      <Button variant="quiet" onPress={add} aria-label={t('Add to Compare: {run}', { run: title })}>
        {t('Add to Compare')}
      </Button>
    </span>
  );
}

function Curve({ made, title, isStaged }: { made: MadeRun; title: string; isStaged: boolean }) {
  const store = useAppStore();
  const theme = useColourScheme();
  const [room, { width, height }] = useSize();
  const { curve, vm, endMs } = made;
  const maxBytes = mostBytes(made);
  const now = useMemo(
    (): Now =>
      isStaged
        ? { ms: () => store.getState().stagedMs, subscribe: (moved) => store.subscribe(moved) }
        : { ms: () => endMs, subscribe: () => () => {} },
    [store, isStaged, endMs],
  );
  if (endMs === 0) return <p className={styles.why}>{made.verdict.why}</p>;
  return (
    <div ref={room} className={styles.figure}>
      {width > 0 && (
        <SmallCurve
          curve={curve}
          vm={vm}
          endMs={endMs}
          toMs={endMs}
          maxBytes={maxBytes}
          width={width}
          height={height}
          theme={theme}
          now={now}
          label={curveLabel(title, endMs, maxBytes)}
        />
      )}
    </div>
  );
}

/** What there is to send at first, or later if that is more. */
const mostBytes = ({ curve }: MadeRun): number =>
  curve.remainingBytes.reduce((most, bytes) => Math.max(most, bytes), 0);

function Checks({ checks }: { readonly checks: readonly Checked[] }) {
  return (
    <ul className={styles.checks} aria-label={t('Expected, if the claim is right, and found')}>
      {checks.map(({ expected, found, isMet }) => (
        <li key={expected} data-met={isMet}>
          <span className={styles.sign} aria-hidden="true">
            {isMet === null ? '·' : isMet ? '✓' : '✕'}
          </span>
          <span>
            <span className="visually-hidden">
              {isMet === null ? t('expected') : isMet ? t('met') : t('not met')}:{' '}
            </span>
            {expected}
          </span>
          <span className={styles.found}>{found}</span>
        </li>
      ))}
    </ul>
  );
}

function Fault({ id, fault }: { readonly id: RunId; readonly fault: string }) {
  const { retryThreadRun } = useAppStore().getState();
  return (
    <div className={styles.verdict}>
      <p>{t('It could not be made. {fault}', { fault })}</p>
      <Button onPress={() => retryThreadRun(id)}>{t('Try again')}</Button>
    </div>
  );
}
