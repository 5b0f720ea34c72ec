import { useMemo, useState } from 'react';
import { counted, t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp } from '../../store/use-app.ts';
import { Segmented, type SegmentedOption } from '../../ui/segmented.tsx';
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
        label={t('Part of the monitor')}
        isLabelHidden
        value={part}
        onChange={setPart}
        options={partsOf(isLocked)}
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

/** Where not everything may be changed, no command is taken either. */
const partsOf = (isLocked: boolean): readonly SegmentedOption<Part>[] => [
  { value: 'events', label: t('Events') },
  ...(isLocked ? [] : [{ value: 'console' as const, label: t('Console') }]),
  { value: 'query', label: 'query-migrate' },
  { value: 'info', label: 'info migrate' },
];
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
          {past.length === 0
            ? t('Nothing has happened yet.')
            : counted(past.length, '{count} so far', '{count} so far, the newest on top')}
        </span>
        <CopyButton what={t('The list')} text={() => past.map(lineText).join('\n')} />
      </div>
      <ol className={styles.events} reversed>
        {shown.map((line) => (
          <li key={line.key} className={styles[line.level]}>
            <span className={styles.at}>{`${formatCount(line.atMs)} ms`}</span>
            <span>
              <span translate="no">{line.text}</span>
              {line.side === 'destination' && <span className={styles.side}> {t('on the destination')}</span>}
            </span>
          </li>
        ))}
      </ol>
      {past.length > shown.length && (
        <p className={styles.more}>
          {counted(
            past.length - shown.length,
            '{count} older one is in the copy.',
            '{count} older ones are in the copy.',
          )}
        </p>
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
        <span>{t('As it would read at this instant')}</span>
        <CopyButton what={t('The reply to {command}', { command: name })} text={() => text} />
      </div>
      <pre className={styles.reply}>{text}</pre>
    </>
  );
}

const runOf = (state: AppState) => state.run;
const nowOf = (state: AppState) => state.nowMs;
const queryText = ({ instant }: AppState) => (instant ? JSON.stringify(instant.queryMigrate, null, 2) : '');
const infoText = ({ instant }: AppState) => instant?.infoMigrate ?? '';
