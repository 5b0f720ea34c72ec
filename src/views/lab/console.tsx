import { type FormEvent, Fragment, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { QmpEvent } from '../../engine/record.ts';
import { counted, t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { type ConsoleEntry, sourceEvents } from '../../store/console-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { Sentence } from '../../ui/sentence.tsx';
import { formatCount } from '../../units.ts';
import styles from './console.module.css';
import { commonStart, eventText, isInScenario, tail } from './console-lines.ts';
import { usePacedApp } from './use-paced.ts';

/** The simulated QMP monitor, to type into: what came over the connection, and a line for the next command. */
export function Console() {
  return (
    <div className={styles.console}>
      <p className={styles.about}>
        <Release />{' '}
        {t(
          'A command acts at the playhead; one that changes the run joins the scenario, so it is in the link and can be undone.',
        )}
      </p>
      <Log />
      <Prompt />
    </div>
  );
}

function Release() {
  const release = useApp(releaseOf);
  return t('A simulated monitor of the source, as QEMU {release} answers.', { release });
}

/** What was typed and answered, and what came over the connection. Scrolled to its end whenever something comes. */
function Log() {
  const entries = useApp(entriesOf);
  const pending = usePendingEvents();
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: something came
  useEffect(() => {
    list.current!.scrollTop = list.current!.scrollHeight;
  }, [entries, pending.length]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div ref={list} role="log" aria-label={t('Console output')} className={styles.log} tabIndex={0}>
      {entries.length === 0 && pending.length === 0 && (
        <p className={styles.nothing}>{t('Nothing has been typed yet.')}</p>
      )}
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
      {/* Not read out: while a run plays it would never be silent. */}
      <div aria-live="off">
        <Events events={pending} />
      </div>
    </div>
  );
}

function Entry({ entry }: { readonly entry: ConsoleEntry }) {
  const { atMs, line, command, reply, isRefused, notes, action } = entry;
  return (
    <>
      <Events events={entry.events} />
      <div className={styles.entry}>
        <p className={styles.given}>
          <span className={styles.at}>{atText(atMs)}</span>
          <code>{command === '' ? line : command}</code>
        </p>
        {reply !== '' && <pre className={isRefused ? styles.refused : styles.reply}>{reply}</pre>}
        {notes.map((note) => (
          <p key={note} className={styles.note}>
            {note}
          </p>
        ))}
        {action && <Recorded action={action} />}
      </div>
    </>
  );
}

function Recorded({ action }: { readonly action: NonNullable<ConsoleEntry['action']> }) {
  const actions = useApp(actionsOf);
  return (
    <p className={styles.note}>
      {isInScenario(actions, action) ? t('Now a command of the scenario.') : t('Undone: no longer in the scenario.')}
    </p>
  );
}

/** What has come since the last entry, up to the playhead. */
function usePendingEvents(): readonly QmpEvent[] {
  const run = useApp(runOf);
  const seen = useApp(seenOf);
  const nowMs = usePacedApp(nowOf);
  return run ? sourceEvents(run.timeline.events, nowMs).slice(seen) : [];
}

function Events({ events }: { readonly events: readonly QmpEvent[] }) {
  const { shown, before } = tail(events, MOST_EVENTS);
  return (
    <>
      {before > 0 && (
        <p className={styles.more}>
          {counted(before, '{count} earlier event is under Monitor.', '{count} earlier events are under Monitor.')}
        </p>
      )}
      {shown.map((event, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: events have no name and only come at the end
        <p key={i} className={styles.event}>
          <span className={styles.at}>{atText(event.atMs)}</span>
          <code>{eventText(event)}</code>
        </p>
      ))}
    </>
  );
}

/** Enter gives the line, Tab completes it, Up and Down go through what was typed. A Tab that finds nothing to add lets the next one move on. */
function Prompt() {
  const { type, complete } = useAppStore().getState();
  const history = useApp(historyOf);
  const isTyping = useApp(isTypingOf);
  const [line, setLine] = useState('');
  const [place, setPlace] = useState<number | null>(null);
  const [options, setOptions] = useState<readonly string[]>([]);
  const completed = useRef<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const helpId = useId();

  const put = (next: string, nextPlace: number | null = null) => {
    completed.current = null;
    setLine(next);
    setPlace(nextPlace);
    setOptions([]);
  };
  const give = (event: FormEvent) => {
    event.preventDefault();
    if (line.trim() === '' || isTyping) return;
    void type(line);
    put('');
  };
  const completeLine = async () => {
    const { from, options: found } = await complete(line);
    if (input.current?.value !== line) return;
    const begun = commonStart(found);
    const isWhole = found.length === 1;
    const next = found.length === 0 ? line : line.slice(0, from) + begun + (isWhole && !begun.endsWith('=') ? ' ' : '');
    put(next);
    setOptions(isWhole ? [] : found);
    completed.current = next === line ? line : null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab' && !event.shiftKey && line !== '' && completed.current !== line) {
      event.preventDefault();
      void completeLine();
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      const last = history.length - 1;
      const next = event.key === 'ArrowUp' ? (place ?? history.length) - 1 : (place ?? history.length) + 1;
      if (next > last) put('');
      else if (last >= 0) put(history[Math.max(next, 0)]!, Math.max(next, 0));
    } else if (event.key === 'Escape') put('');
  };
  return (
    <form className={styles.prompt} onSubmit={give}>
      <div className={styles.line}>
        <span aria-hidden="true" translate="no" className={styles.sign}>
          {PROTOCOL}
        </span>
        <input
          ref={input}
          translate="no"
          className={styles.input}
          aria-label={t('Command for the monitor')}
          aria-describedby={helpId}
          value={line}
          onChange={(event) => put(event.target.value)}
          onKeyDown={onKeyDown}
          autoCapitalize="none"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="send"
          placeholder={FIRST_COMMAND}
        />
      </div>
      <div role="status" className={styles.options}>
        {options.map((option) => (
          <Fragment key={option}>
            <code>{option}</code>{' '}
          </Fragment>
        ))}
      </div>
      <div className={styles.examples}>
        {EXAMPLES.map((example) => (
          <Button
            key={example}
            variant="quiet"
            onPress={() => {
              put(example);
              input.current?.focus();
            }}
          >
            <code>{example}</code>
          </Button>
        ))}
      </div>
      <p id={helpId} className={styles.help}>
        <Sentence of="JSON, a bare name, `name key=value`, or a line of the human monitor. Enter gives it, Tab completes it, and the arrows bring back what was typed." />
      </p>
    </form>
  );
}

const PROTOCOL = 'QMP';
const FIRST_COMMAND = 'query-migrate';
const EXAMPLES = [
  'query-status',
  'info migrate',
  'migrate_set_parameter downtime-limit 1000',
  'migrate_cancel',
] as const;
const MOST_EVENTS = 6;
const atText = (atMs: number) => `${formatCount(Math.floor(atMs))} ms`;

const entriesOf = (state: AppState) => state.consoleEntries;
const seenOf = (state: AppState) => state.consoleEventsSeen;
const historyOf = (state: AppState) => state.typedLines;
const isTypingOf = (state: AppState) => state.isTyping;
const actionsOf = (state: AppState) => state.scenario.actions;
const runOf = (state: AppState) => state.run;
const nowOf = (state: AppState) => state.nowMs;
const releaseOf = ({ run, scenario }: AppState) => (run?.scenario ?? scenario).qemu.release;
