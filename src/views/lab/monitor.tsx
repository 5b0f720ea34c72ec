import { useMemo, useState } from 'react';
import type { AppState } from '../../store/app-store.ts';
import { useApp } from '../../store/use-app.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { formatCount } from '../../units.ts';
import { Console } from './console.tsx';
import { CopyButton } from './copy-button.tsx';
import styles from './monitor.module.css';
import { type MonitorLine, monitorLines } from './monitor-lines.ts';
import { ToldBeforehand } from './told-beforehand.tsx';
import { usePacedApp } from './use-paced.ts';

/** What QEMU's monitors would say at this instant: what could be known beforehand, events and log, a console, `query-migrate` and `info migrate`. */
export function Monitor() {
  const [part, setPart] = useState<Part>('events');
  const isLocked = useApp(isLockedOf);
  return (
    <div className={styles.monitor}>
      <Segmented
        label="Part of the monitor"
        isLabelHidden
        value={part}
        onChange={setPart}
        options={isLocked ? LOCKED_PARTS : PARTS}
      />
      {part === 'events' && (
        <>
          <ToldBeforehand />
          <Events />
        </>
      )}
      {part === 'console' && !isLocked && <Console />}
      {part === 'query' && <Reply name="query-migrate" textOf={queryText} />}
      {part === 'info' && <Reply name="info migrate" textOf={infoText} />}
    </div>
  );
}

type Part = 'events' | 'console' | 'query' | 'info';
const PARTS = [
  { value: 'events', label: 'Events' },
  { value: 'console', label: 'Console' },
  { value: 'query', label: 'query-migrate' },
  { value: 'info', label: 'info migrate' },
] as const;

/** Where not everything may be changed, no command is taken either. */
const LOCKED_PARTS = PARTS.filter(({ value }) => value !== 'console');
const isLockedOf = (state: AppState) => state.freeFields !== null;

/** The newest on top: the list grows while a run is played, and what just came should not have to be looked for. */
function Events() {
  const run = useApp(runOf);
  const nowMs = usePacedApp(nowOf);
  const lines = useMemo(() => (run ? monitorLines(run.timeline) : []), [run]);
  const past = lines.filter(({ atMs }) => atMs <= nowMs);
  const shown = past.slice(-MOST_SHOWN).reverse();
  return (
    <>
      <div className={styles.head}>
        <span>
          {past.length === 0 ? 'Nothing has happened yet.' : `${formatCount(past.length)} so far, the newest on top`}
        </span>
        <CopyButton what="The list" text={() => past.map(lineText).join('\n')} />
      </div>
      <ol className={styles.events} reversed>
        {shown.map((line) => (
          <li key={line.key} className={styles[line.level]}>
            <span className={styles.at}>{`${formatCount(line.atMs)} ms`}</span>
            <span>
              {line.text}
              {line.side === 'destination' && <span className={styles.side}> on the destination</span>}
            </span>
          </li>
        ))}
      </ol>
      {past.length > shown.length && (
        <p className={styles.more}>{`${formatCount(past.length - shown.length)} older ones are in the copy.`}</p>
      )}
    </>
  );
}

const MOST_SHOWN = 200;
const lineText = ({ atMs, side, text }: MonitorLine) => `${atMs.toFixed(3)} ms  ${side}  ${text}`;

function Reply({ name, textOf }: { readonly name: string; readonly textOf: (state: AppState) => string }) {
  const text = usePacedApp(textOf);
  return (
    <>
      <div className={styles.head}>
        <span>As it would read at this instant</span>
        <CopyButton what={`The reply to ${name}`} text={() => text} />
      </div>
      <pre className={styles.reply}>{text}</pre>
    </>
  );
}

const runOf = (state: AppState) => state.run;
const nowOf = (state: AppState) => state.nowMs;
const queryText = ({ instant }: AppState) => (instant ? JSON.stringify(instant.queryMigrate, null, 2) : '');
const infoText = ({ instant }: AppState) => instant?.infoMigrate ?? '';
