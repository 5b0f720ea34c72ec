import { useMemo } from 'react';
import { exampleRun } from '../../content/examples.ts';
import { termNamed } from '../../content/glossary.ts';
import { MEASURES } from '../../content/measures.ts';
import { plain } from '../../content/prose.ts';
import { say } from '../../content/quantity.ts';
import { t } from '../../language/t.ts';
import { usePart } from '../../store/use-app.ts';
import styles from './term-card.module.css';
import { useRuns } from './use-runs.ts';

/** A term in place: what it is, and what it comes to in a run that is made now. */
export function TermCard({ id }: { readonly id: string }) {
  usePart('lessons');
  const term = termNamed(id);
  const named = useMemo(() => [exampleRun(term.example.run)], [term]);
  const { made } = useRuns(named);
  const sentence = plain(t(term.example.says), (name) => {
    const measure = MEASURES[name as keyof typeof MEASURES];
    return made ? say(measure.quantity, measure.of(made, {})) : '…';
  });
  return (
    <span className={styles.card}>
      <b>{t(term.name)}</b>
      <span>{plain(t(term.definition), () => '')}</span>
      <span className={styles.example}>{sentence}</span>
    </span>
  );
}
