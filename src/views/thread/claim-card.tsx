import { Link } from 'lucide-react';
import { type MouseEvent, memo, useEffect, useMemo, useRef } from 'react';
import { t } from '../../language/t.ts';
import { RULE_WORDS } from '../../store/untracked-rules.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { judge } from '../../thread/judgement.ts';
import type { Claim } from '../../thread/message.ts';
import { STANCE_WORDS } from '../../thread/people.ts';
import { runsOfClaim } from '../../thread/thread.ts';
import styles from './claim-card.module.css';
import { Evidence } from './evidence.tsx';
import { FindingMark } from './finding-mark.tsx';
import { claimAddress, findingText } from './words.ts';

/** A claim, what the runs make of it, and the runs beside it. */
export const ClaimCard = memo(function ClaimCard({ claim }: { readonly claim: Claim }) {
  const store = useAppStore();
  const { showClaim } = store.getState();
  const runs = useMemo(() => runsOfClaim(claim), [claim]);
  // Of the runs that are made one after another only its own concern a claim, and the figures of one never change.
  const there = useApp((state) => runs.filter((id) => state.threadFacts[id]).length);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `there` stands for the figures
  const judgement = useMemo(() => judge(claim, store.getState().threadFacts), [claim, store, there]);
  const asked = useApp((state) => (state.threadClaim?.id === claim.id ? state.threadClaim.asked : 0));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (asked === 0) return;
    heading.current?.closest('article')?.scrollIntoView({ block: 'start' });
    heading.current?.focus({ preventScroll: true });
  }, [asked]);
  const { id, stance, text, rule, remark } = claim;
  const ruleWords = RULE_WORDS.find(({ name }) => name === rule);
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // another tab or window
    event.preventDefault();
    showClaim(id);
  };
  return (
    <article
      className={styles.claim}
      data-claim={id}
      data-current={asked > 0}
      data-runs={claim.tests.length}
      aria-labelledby={`claim-${id}`}
    >
      <div className={styles.said}>
        <h4 ref={heading} id={`claim-${id}`} tabIndex={-1} className={styles.text}>
          <span className={styles.stance}>{t(STANCE_WORDS[stance])}: </span>
          {t(text)}
        </h4>
        <p className={styles.finding} data-finding={judgement.finding}>
          <FindingMark finding={judgement.finding} />
          {findingText(judgement)}.
        </p>
        {ruleWords && (
          <p className={styles.rule}>
            {t('Rule: {rule}', { rule: t(ruleWords.title) })} <code>{rule}</code>
          </p>
        )}
        {remark && <p className={styles.remark}>{t(remark)}</p>}
        <a className={styles.link} href={claimAddress(claim)} onClick={go}>
          <Link aria-hidden size="1em" />
          <span className="visually-hidden">{t('Link to claim')} </span>
          <span translate="no">{id}</span>
        </a>
      </div>
      <div className={styles.runs}>
        {judgement.tests.map(({ test: { run, situation }, checks }) => (
          <Evidence key={run} run={run} place={id} situation={situation} checks={checks} level={5} />
        ))}
      </div>
    </article>
  );
});
