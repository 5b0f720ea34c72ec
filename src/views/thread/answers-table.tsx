import { Fragment } from 'react';
import { t } from '../../language/t.ts';
import type { Finding } from '../../thread/judgement.ts';
import { nameOf } from '../../thread/people.ts';
import { MESSAGES, messageById } from '../../thread/thread.ts';
import styles from './thread.module.css';
import { FINDING_WORDS, whenText } from './words.ts';

/** The map as a table: who answers whom, and what the runs make of each claim. */
export function AnswersTable({ findings }: { readonly findings: ReadonlyMap<string, Finding> }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} aria-label={t('Who answers whom')} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('Message')}</th>
            <th scope="col">{t('Who')}</th>
            <th scope="col">{t('When')}</th>
            <th scope="col">{t('Answers')}</th>
            <th scope="col">{t('Claims, and what the runs make of them')}</th>
          </tr>
        </thead>
        <tbody>
          {MESSAGES.map((message) => (
            <tr key={message.id}>
              <th scope="row">{t(message.mark)}</th>
              <td translate="no">{nameOf(message)}</td>
              <td>
                <time>{whenText(message.when)}</time>
              </td>
              <td>
                {message.answers.map((answered) => t(messageById(answered).mark)).join(', ') ||
                  t('nothing', {}, 'answered')}
              </td>
              <td>
                {message.claims.map(({ id }, index) => (
                  <Fragment key={id}>
                    {index > 0 && '; '}
                    <span translate="no">{id}</span>: {t(FINDING_WORDS[findings.get(id) ?? 'waiting'])}
                  </Fragment>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
