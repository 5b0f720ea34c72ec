import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { type ArgumentNode, argumentEdges, nodeX, nodeY } from '../../charts/argument-shape.ts';
import { t } from '../../language/t.ts';
import type { Finding } from '../../thread/judgement.ts';
import type { Message } from '../../thread/message.ts';
import { PEOPLE, shortNameOf } from '../../thread/people.ts';
import { answersTo, MESSAGES, messageById, PARTS } from '../../thread/thread.ts';
import styles from './argument-map.module.css';
import { FindingMark } from './finding-mark.tsx';
import { nodeText } from './words.ts';

export interface ArgumentMapProps {
  /** What the runs make of each claim, by its id. */
  readonly findings: ReadonlyMap<string, Finding>;
  /** Id of the message that is read; null at first. */
  readonly current: string | null;
  readonly onOpen: (message: Message) => void;
}

/** In rem, as all that is laid out here: the graph grows with the text. */
const ROW = 1.5;
const LANE = 0.875;

/** Rows from top to bottom: each part's title, then its messages. */
const ROWS = PARTS.flatMap((part) => [
  { kind: 'part' as const, id: part.id, title: part.title },
  ...part.messages.map((message) => ({ kind: 'message' as const, id: message.id, message })),
]);
const NODES: readonly ArgumentNode[] = ROWS.flatMap((row, index) =>
  row.kind === 'part'
    ? []
    : [
        {
          id: row.id,
          row: index,
          lane: PEOPLE.findIndex(({ id }) => id === row.message.who),
          answers: row.message.answers,
        },
      ],
);
/** Of a drawing of 16 units to the rem. */
const UNIT = 16;
const EDGES = argumentEdges(NODES, ROW * UNIT, LANE * UNIT);

/**
 * Who answers whom, drawn: a lane for each person, a row for each message, and at its end a mark for each claim. One stop of the tab key;
 * up and down go from message to message, left to what it answers, right to its first answer.
 */
export function ArgumentMap({ findings, current, onOpen }: ArgumentMapProps) {
  const [focused, setFocused] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const lit = focused ?? current;
  const stop = focused ?? current ?? MESSAGES[0]!.id;
  const near = useMemo(
    () => new Set(EDGES.filter(({ from, to }) => from === lit || to === lit).flatMap(({ from, to }) => [from, to])),
    [lit],
  );
  const move = (event: KeyboardEvent) => {
    const next = nextMessage(stop, event.key);
    if (!next) return;
    event.preventDefault();
    setFocused(next);
    list.current?.querySelector<HTMLElement>(`button[data-message="${next}"]`)?.focus();
  };
  return (
    <nav aria-label={t('Argument map')} className={styles.map}>
      <p className={styles.lanes} aria-hidden="true">
        {PEOPLE.map(({ id, letters }) => (
          <span key={id}>{letters}</span>
        ))}
      </p>
      <div className={styles.graph}>
        <Graph lit={lit} near={near} />
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys move between the buttons in it */}
        <div ref={list} className={styles.rows} onKeyDown={move} onBlur={() => setFocused(null)}>
          {PARTS.map((part) => (
            <div key={part.id}>
              <p className={styles.part}>{t(part.title)}</p>
              <ol aria-label={t(part.title)}>
                {part.messages.map((message) => {
                  const found = message.claims.map(({ id }) => findings.get(id) ?? 'waiting');
                  return (
                    <li key={message.id}>
                      <button
                        type="button"
                        data-message={message.id}
                        data-near={near.has(message.id)}
                        className={styles.row}
                        tabIndex={message.id === stop ? 0 : -1}
                        {...(message.id === current ? { 'aria-current': 'location' } : {})}
                        onFocus={() => setFocused(message.id)}
                        onClick={() => onOpen(message)}
                      >
                        <b>{t(message.mark)} </b>
                        <span className={styles.name} translate="no">
                          {shortNameOf(message)}
                        </span>
                        <span className="visually-hidden">{nodeText(message, found, markOf)}</span>
                        <span className={styles.marks}>
                          {message.claims.map(({ id }, index) => (
                            <FindingMark key={id} finding={found[index]!} />
                          ))}
                        </span>
                      </button>
                    </li>
                  );
                })}
              </ol>
            </div>
          ))}
        </div>
      </div>
      <p className={styles.help}>
        {t('Arrow keys: up and down the messages, left to what one answers, right to its first answer.')}
      </p>
    </nav>
  );
}

function Graph({ lit, near }: { readonly lit: string | null; readonly near: ReadonlySet<string> }) {
  const width = PEOPLE.length * LANE * UNIT;
  const height = ROWS.length * ROW * UNIT;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className={styles.svg}
      style={{ width: `${PEOPLE.length * LANE}rem`, height: `${ROWS.length * ROW}rem` }}
      aria-hidden="true"
    >
      {PEOPLE.map(({ id }, lane) => (
        <line
          key={id}
          className={styles.lane}
          x1={nodeX(lane, LANE * UNIT)}
          x2={nodeX(lane, LANE * UNIT)}
          y1={0}
          y2={height}
        />
      ))}
      {EDGES.map(({ from, to, path, isMinor }) => (
        <path
          key={`${from} ${to}`}
          d={path}
          className={styles.edge}
          data-minor={isMinor}
          data-lit={from === lit || to === lit}
        />
      ))}
      {NODES.map(({ id, row, lane }) => (
        <circle
          key={id}
          cx={nodeX(lane, LANE * UNIT)}
          cy={nodeY(row, ROW * UNIT)}
          r={id === lit ? 5 : 4}
          className={styles.node}
          data-lit={id === lit}
          data-near={near.has(id)}
        />
      ))}
    </svg>
  );
}

const markOf = (id: string): string => t(messageById(id).mark);

/** Where a key leads from a message, or null when it leads nowhere. */
function nextMessage(id: string, key: string): string | null {
  const index = MESSAGES.findIndex((message) => message.id === id);
  switch (key) {
    case 'ArrowDown':
      return MESSAGES[index + 1]?.id ?? null;
    case 'ArrowUp':
      return MESSAGES[index - 1]?.id ?? null;
    case 'ArrowLeft':
      return MESSAGES[index]!.answers[0] ?? null;
    case 'ArrowRight':
      return answersTo(id)[0]?.id ?? null;
    case 'Home':
      return MESSAGES[0]!.id;
    case 'End':
      return MESSAGES.at(-1)!.id;
    default:
      return null;
  }
}
