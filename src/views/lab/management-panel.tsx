import type { ManagementCommand, ManagementDecision } from '../../engine/record.ts';
import { counted, t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { toolWords } from '../../store/management.ts';
import type { Run } from '../../store/run-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { formatBytes, formatMs, formatNumber } from '../../units.ts';
import styles from './management-panel.module.css';
import { usePacedApp } from './use-paced.ts';

/** What the managing tool decided, a card each: when, why, what it had read, and what it ordered. */
export function ManagementPanel() {
  const run = useApp(runOf);
  const past = usePacedApp(pastOf);
  if (!run) return null;
  const { management } = run.scenario;
  if (!management)
    return (
      <p className={styles.none}>
        {t('Nobody manages this guest. Choose a tool under Management, and its decisions will stand here.')}
      </p>
    );
  const decisions = run.timeline.management;
  const { title, behaviour } = toolWords(management.policy);
  return (
    <div className={styles.panel}>
      <h3 className={styles.title}>{t(title)}</h3>
      <p className={styles.none}>
        {t(behaviour)}
        {!management.acts && ` ${t('Here in shadow mode: it decides, and nothing of it is done.')}`}
      </p>
      {decisions.length === 0 && <p className={styles.none}>{t('It decided nothing in this run.')}</p>}
      <ol className={styles.cards} aria-label={t('Decisions of the tool')}>
        {decisions.slice(0, MOST).map((decision, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a decision is its place in the run
          <Card key={i} decision={decision} isPast={i < past} run={run} />
        ))}
      </ol>
      {decisions.length > MOST && (
        <p className={styles.none}>
          {counted(
            decisions.length - MOST,
            '{count} more is in the record of the run.',
            '{count} more are in the record of the run.',
          )}
        </p>
      )}
    </div>
  );
}

interface CardProps {
  readonly decision: ManagementDecision;
  /** It lies before the playhead. */
  readonly isPast: boolean;
  readonly run: Run;
}

function Card({ decision, isPast, run }: CardProps) {
  const { pause, seek } = useAppStore().getState();
  const { atMs, beforeMigrate, title, because, read, commands, acted } = decision;
  return (
    <li className={styles.card} data-shadow={!acted} data-future={!isPast}>
      <button
        type="button"
        className={styles.when}
        onClick={() => {
          pause();
          seek(Math.min(atMs, run.endMs));
        }}
      >
        <b>{acted ? title : t('would: {decision}', { decision: title })}</b>
        <span>{beforeMigrate ? t('before migrate') : formatMs(atMs)}</span>
      </button>
      <p>{because}</p>
      {read && (
        <p className={styles.read}>
          {t('Read: {bytes} remaining, pass {pass}, {speed}, expected downtime {downtime}.', {
            bytes: formatBytes(read.remainingBytes),
            pass: read.dirtySyncCount,
            speed: `${formatNumber(read.mbps, 0)} Mbit/s`,
            downtime: formatMs(read.expectedDowntimeMs),
          })}
        </p>
      )}
      {commands.map((command, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same command may be given twice
        <Command key={i} command={command} />
      ))}
    </li>
  );
}

function Command({ command }: { readonly command: ManagementCommand }) {
  const { execute, arguments: given, error, note } = command;
  return (
    <>
      <code className={styles.command}>{`${execute}${given ? ` ${JSON.stringify(given)}` : ''}`}</code>
      {error !== null && <p className={styles.error}>{t('Refused: {error}', { error })}</p>}
      {note !== '' && <p className={styles.read}>{note}</p>}
    </>
  );
}

/** Cards enough for any person; a tool that decides at every pass of a long run makes thousands. */
const MOST = 200;

const runOf = (state: AppState) => state.run;
/** How many decisions lie before the playhead. */
const pastOf = ({ run, nowMs }: AppState) => run?.timeline.management.filter(({ atMs }) => atMs <= nowMs).length ?? 0;
