import { lazy, type ReactNode, Suspense } from 'react';
import { fetchTexts } from '../language/catalogues.ts';
import { HoverCard } from '../ui/hover-card.tsx';
import { addressOfPlace } from './learn/address.ts';
import styles from './term.module.css';

const TermCard = lazy(async () => {
  const [{ TermCard: Card }] = await Promise.all([import('./learn/term-card.tsx'), fetchTexts('glossary')]);
  return { default: Card };
});

export interface TermProps {
  /** Of the glossary. */
  readonly id: string;
  readonly children: ReactNode;
}

/** A word that the glossary explains: in place on hover and focus, on its page when it is followed. */
export function Term({ id, children }: TermProps) {
  return (
    <HoverCard
      card={
        <Suspense fallback={null}>
          <TermCard id={id} />
        </Suspense>
      }
    >
      <a
        className={styles.term}
        href={addressOfPlace({ lesson: 'glossary', term: id })}
        // The rest of the address changes while the link is on the screen, so it is read when it is followed.
        onClick={(event) => {
          event.currentTarget.href = addressOfPlace({ lesson: 'glossary', term: id });
        }}
      >
        {children}
      </a>
    </HoverCard>
  );
}
