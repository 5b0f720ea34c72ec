import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp, useAppStore, usePart } from '../../store/use-app.ts';
import { type Finding, judge } from '../../thread/judgement.ts';
import type { Message } from '../../thread/message.ts';
import { CLAIMS, MESSAGES, PARTS, RUNS_IN_ORDER } from '../../thread/thread.ts';
import { Disclosure, DisclosureGroup } from '../../ui/disclosure.tsx';
import { AnswersTable } from './answers-table.tsx';
import { ArgumentMap } from './argument-map.tsx';
import { MessageCard, messageAnchor } from './message-card.tsx';
import { Situations } from './situations.tsx';
import styles from './thread.module.css';
import { headline, tallyOf } from './words.ts';

/** The mail thread as an argument: a map of who answers whom, and each claim beside the runs that test it. */
export function Thread() {
  usePart('thread');
  usePart('compare');
  const { openThread, closeThread, pause } = useAppStore().getState();
  const facts = useApp(factsOf);
  const [current, setCurrent] = useState<string | null>(null);
  const asked = useApp(claimOf);
  const isLabPlaying = useApp(isLabPlayingOf);
  useEffect(() => {
    void openThread();
    return closeThread;
  }, [openThread, closeThread]);
  // The Lab's clock would share the machine, and nobody sees it from here.
  useEffect(() => {
    if (isLabPlaying) pause();
  }, [isLabPlaying, pause]);
  useFirstRun();
  useEffect(() => {
    const message = MESSAGES.find(({ claims }) => claims.some(({ id }) => id === asked?.id));
    if (message) setCurrent(message.id);
  }, [asked]);
  const main = useRef<HTMLDivElement>(null);
  useEffect(() => watchReading(main.current!, setCurrent), []);
  const open = useCallback((message: Message) => {
    setCurrent(message.id);
    const heading = document.getElementById(messageAnchor(message.id));
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  }, []);
  const findings = useMemo(
    (): ReadonlyMap<string, Finding> => new Map(CLAIMS.map((claim) => [claim.id, judge(claim, facts).finding])),
    [facts],
  );
  return (
    <div className={styles.thread}>
      <header>
        <h1 className={styles.headline}>{headline(tallyOf([...findings.values()]))}</h1>
        <p className={styles.lead}>
          {t(
            'In May 2022 a patch asked what QEMU should do with a device that writes guest memory and cannot say where. Here are the mails in our words, each claim beside the runs that test it: the engine of the Lab, run in your browser.',
          )}
        </p>
        <Progress />
      </header>
      <div className={styles.columns}>
        <aside className={styles.side}>
          <ArgumentMap findings={findings} current={current} onOpen={open} />
        </aside>
        <div ref={main} className={styles.main}>
          <Situations />
          {PARTS.map(({ id, title, lead, messages }) => (
            <section key={id} aria-labelledby={`part-${id}`} className={styles.part}>
              <h2 id={`part-${id}`} className={styles.title}>
                {t(title)}
              </h2>
              <p className={styles.lead}>{t(lead)}</p>
              {messages.map((message) => (
                <MessageCard key={message.id} message={message} onOpen={open} />
              ))}
            </section>
          ))}
          <DisclosureGroup>
            <Disclosure
              title={t('The map as a table')}
              summary={t('who answers whom, and what the runs make of each claim')}
            >
              <AnswersTable findings={findings} />
            </Disclosure>
          </DisclosureGroup>
        </div>
      </div>
    </div>
  );
}

function Progress() {
  const runs = useApp(runsOf);
  const made = Object.keys(runs).length;
  return (
    <p role="status" className={styles.progress}>
      {made < RUNS_IN_ORDER.length
        ? t('{made} of {all} runs are made.', { made, all: RUNS_IN_ORDER.length })
        : t('All {made} runs are made.', { made })}
    </p>
  );
}

/** Plays the patch's own run when the screen opens, unless somebody came for a claim or wants no motion. */
function useFirstRun() {
  const store = useAppStore();
  useEffect(() => {
    const isClaimAsked = /[#&]claim=/.test(window.location.hash);
    if (isClaimAsked || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    store.getState().playThreadRun('skip', 'patched-B');
  }, [store]);
}

/** Tells which message stands in the upper part of the window while somebody scrolls. */
function watchReading(page: HTMLElement, onRead: (id: string) => void): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries)
        if (isIntersecting) onRead((target as HTMLElement).dataset.message!);
    },
    { rootMargin: '-20% 0px -75% 0px' },
  );
  for (const section of page.querySelectorAll('section[data-message]')) observer.observe(section);
  return () => observer.disconnect();
}

const isLabPlayingOf = (state: AppState) => state.playing;
const factsOf = (state: AppState) => state.threadFacts;
const runsOf = (state: AppState) => state.threadRuns;
const claimOf = (state: AppState) => state.threadClaim;
