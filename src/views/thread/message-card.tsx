import { memo } from 'react';
import { t } from '../../language/t.ts';
import type { Message } from '../../thread/message.ts';
import { nameOf } from '../../thread/people.ts';
import { messageById } from '../../thread/thread.ts';
import { ClaimCard } from './claim-card.tsx';
import styles from './message-card.module.css';
import { whenText } from './words.ts';

export interface MessageCardProps {
  readonly message: Message;
  readonly onOpen: (message: Message) => void;
}

/** Where a message begins on the page. */
export const messageAnchor = (id: string): string => `message-${id}`;

/** A message: who, when, what it answers, and its claims. */
export const MessageCard = memo(function MessageCard({ message, onOpen }: MessageCardProps) {
  const { id, mark, when, answers, gist, source, claims } = message;
  return (
    <section className={styles.message} data-message={id} aria-labelledby={messageAnchor(id)}>
      <header className={styles.head}>
        <h3 id={messageAnchor(id)} tabIndex={-1} className={styles.gist}>
          <span className={styles.mark}>{t(mark)}</span>
          {t(gist)}
        </h3>
        <p className={styles.who}>
          <span translate="no">{nameOf(message)}</span>, <time>{whenText(when)}</time>
          {source && <>. {t(source)}</>}
          {answers.length > 0 && <>, {t('answers')} </>}
          {answers.map((answered, index) => (
            <span key={answered}>
              {index > 0 && <> {t('and')} </>}
              <button type="button" className={styles.answered} onClick={() => onOpen(messageById(answered))}>
                {t(messageById(answered).mark)}
              </button>
            </span>
          ))}
        </p>
      </header>
      {claims.map((claim) => (
        <ClaimCard key={claim.id} claim={claim} />
      ))}
    </section>
  );
});
