import type { ReactNode } from 'react';
import type { Answer } from '../../engine/record.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { FIELDS } from '../../store/fields.ts';
import { useApp } from '../../store/use-app.ts';
import { formatMs } from '../../units.ts';
import styles from './told-beforehand.module.css';

/** What a management tool can find out before it gives `migrate`: three questions, and from where it has the answer. */
export function ToldBeforehand() {
  const told = useApp(toldOf);
  if (!told) return null;
  const { rule, predictedDowntimeMs: predictedMs } = told;
  return (
    <section aria-labelledby="lab-told" className={styles.told}>
      <h3 id="lab-told">{t('Before it starts, a tool can know')}</h3>
      <dl>
        <Question question={t('which rule will be applied')} answer={told.ruleKnown}>
          {rule !== null && (
            <>
              {ruleTitle(rule)} <code>{rule}</code>
            </>
          )}
        </Question>
        <Question question={t('whether pre-copy will be skipped')} answer={told.precopyKnown} />
        <Question question={t('how long the guest will stand still')} answer={told.downtimeKnown}>
          {predictedMs !== null && t('A prediction would be {time}.', { time: formatMs(predictedMs) })}
        </Question>
      </dl>
    </section>
  );
}

interface QuestionProps {
  readonly question: string;
  readonly answer: Answer;
  /** What there is to know. */
  readonly children?: ReactNode;
}

function Question({ question, answer, children }: QuestionProps) {
  return (
    <div className={styles.row}>
      <dt>{question}</dt>
      <dd className={answer.known ? styles.yes : styles.no}>{answer.known ? t('yes') : t('no')}</dd>
      {children && <dd className={styles.how}>{children}</dd>}
      <dd className={styles.how}>{answer.how}</dd>
    </div>
  );
}

const toldOf = ({ run }: AppState) => run?.timeline.admission.told ?? null;
const ruleTitle = (rule: string) =>
  t(FIELDS.untrackedRule.control.options.find(({ value }) => value === rule)?.label ?? rule);
