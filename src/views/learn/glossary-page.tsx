import { useEffect, useMemo, useRef, useState } from 'react';
import { exampleRun } from '../../content/examples.ts';
import { GLOSSARY } from '../../content/glossary.ts';
import type { MadeRun } from '../../content/lesson.ts';
import { MEASURES } from '../../content/measures.ts';
import type { Term } from '../../content/term.ts';
import { counted, speech, t } from '../../language/t.ts';
import { useAppStore } from '../../store/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { LeadsOn } from '../leads-on.tsx';
import { showLab } from '../show-lab.ts';
import { addressOfPlace } from './address.ts';
import { LessonCurve } from './figures/lesson-curve.tsx';
import styles from './glossary.module.css';
import learn from './learn.module.css';
import { LESSONS_OF_TERM } from './lessons-of-term.ts';
import { type Numbers, Paragraph } from './paragraph.tsx';
import { useRuns } from './use-runs.ts';

/** Every word, found by its beginning or by what is said of it; the chosen one with a run that shows it. */
export function GlossaryPage({ chosen }: { readonly chosen: string | null }) {
  const [sought, setSought] = useState('');
  const found = useMemo(() => inOrder().filter((term) => matches(term, sought)), [sought]);
  const term = GLOSSARY.find(({ id }) => id === chosen) ?? null;
  return (
    <article className={learn.lesson} aria-labelledby="glossary-title">
      <header>
        <h1 id="glossary-title" className={learn.headline}>
          {t('Glossary')}
        </h1>
        <p className={learn.lead}>
          {t(
            '{all} words of live migration, each with its source and a run that shows it. Wherever one of them has a dotted line, it is explained in place.',
            { all: GLOSSARY.length },
          )}
        </p>
      </header>
      <div className={styles.glossary}>
        <div className={styles.words}>
          <label className={styles.search}>
            {t('Find a word')}
            <input type="search" value={sought} onChange={({ currentTarget }) => setSought(currentTarget.value)} />
          </label>
          <p role="status" className="visually-hidden">
            {sought === '' ? '' : counted(found.length, '{count} word', '{count} words')}
          </p>
          <ul aria-label={t('Words')}>
            {found.map(({ id, name }) => (
              <li key={id}>
                <a
                  href={addressOfPlace({ lesson: 'glossary', term: id })}
                  aria-current={id === chosen ? 'true' : undefined}
                >
                  {t(name)}
                </a>
              </li>
            ))}
          </ul>
          {found.length === 0 && <p>{t('No word matches “{sought}”.', { sought })}</p>}
        </div>
        {term ? (
          <TermPage key={term.id} term={term} />
        ) : (
          <p className={styles.none}>
            {chosen === null ? t('Choose a word.') : t('The glossary has no word called “{word}”.', { word: chosen })}
          </p>
        )}
      </div>
    </article>
  );
}

/** The words as the language of the page sorts them. */
const inOrder = (): readonly Term[] =>
  GLOSSARY.toSorted((a, b) => t(a.name).localeCompare(t(b.name), speech().language));

/** By what it says in the language of the page, and by its English names, which QEMU uses. */
const matches = ({ name, also = [], definition }: Term, sought: string): boolean => {
  const wanted = sought.trim().toLowerCase();
  const names = [name, ...also];
  return [...names, ...names.map((each) => t(each)), t(definition)].some((text) => text.toLowerCase().includes(wanted));
};

function TermPage({ term }: { readonly term: Term }) {
  const { name, also, definition, source, example } = term;
  const store = useAppStore();
  const named = useMemo(() => [exampleRun(example.run)], [example]);
  const { made, fault } = useRuns(named);
  const numbers: Numbers = { knobs: [], setting: {}, onSet: () => {}, values: MEASURES, made };
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  const lessons = LESSONS_OF_TERM.get(term.id) ?? [];
  return (
    <section className={styles.term} aria-labelledby="term-title">
      <h2 id="term-title" ref={title} tabIndex={-1} className={styles.name}>
        {t(name)}
      </h2>
      {also && <p className={styles.also}>{t('also: {names}', { names: also.map((each) => t(each)).join(', ') })}</p>}
      <p className={styles.definition}>
        <Paragraph text={t(definition)} numbers={numbers} />
      </p>
      <p className={styles.source}>{t(source)}</p>
      <h3>{t(named[0]!.name)}</h3>
      <p>
        <Paragraph text={t(example.says)} numbers={numbers} />
      </p>
      {fault !== null && <p role="alert">{t('This run could not be made: {fault}', { fault })}</p>}
      {made?.[0] && <Picture run={made[0]} />}
      <div className={styles.onward}>
        <LeadsOn>
          <Button
            onPress={() => {
              store.getState().openScenario(named[0]!.scenario, { start: 'beginning' });
              showLab();
            }}
          >
            {t('Open in the Lab')}
          </Button>
        </LeadsOn>
        {lessons.map((lesson) => (
          <a key={lesson.id} href={addressOfPlace({ lesson: lesson.id })}>
            {t('Lesson: {title}', { title: t(lesson.title) })}
          </a>
        ))}
      </div>
    </section>
  );
}

/** Its curve, when anything was sent. */
function Picture({ run }: { readonly run: MadeRun }) {
  return run.timeline.curve.atMs.length > 1 ? <LessonCurve run={run} /> : null;
}
