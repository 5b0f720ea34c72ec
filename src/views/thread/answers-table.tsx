import type { Finding } from '../../thread/judgement.ts';
import { nameOf } from '../../thread/people.ts';
import { MESSAGES, messageById } from '../../thread/thread.ts';
import styles from './thread.module.css';
import { FINDING_WORDS, whenText } from './words.ts';

/** The map as a table: who answers whom, and what the runs make of each claim. */
export function AnswersTable({ findings }: { readonly findings: ReadonlyMap<string, Finding> }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} aria-label="Who answers whom" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Message</th>
            <th scope="col">Who</th>
            <th scope="col">When</th>
            <th scope="col">Answers</th>
            <th scope="col">Claims, and what the runs make of them</th>
          </tr>
        </thead>
        <tbody>
          {MESSAGES.map((message) => (
            <tr key={message.id}>
              <th scope="row">{message.mark}</th>
              <td>{nameOf(message)}</td>
              <td>{whenText(message.when)}</td>
              <td>{message.answers.map((answered) => messageById(answered).mark).join(', ') || 'nothing'}</td>
              <td>
                {message.claims
                  .map((claim) => `${claim.id}: ${FINDING_WORDS[findings.get(claim.id) ?? 'waiting']}`)
                  .join('; ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
