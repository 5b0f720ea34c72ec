import { useEffect, useRef } from 'react';
import { LESSONS } from '../../content/lessons.ts';
import { counted, t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp, useAppStore, usePart } from '../../store/use-app.ts';
import { showLab } from '../show-lab.ts';
import { addressOfPlace, usePlace } from './address.ts';
import { GlossaryPage } from './glossary-page.tsx';
import styles from './learn.module.css';
import { LessonPage } from './lesson-page.tsx';
import { useProgress } from './progress.ts';

/** Lessons in which the numbers of a sentence can be changed, and the words that the field uses. */
export function Learn() {
  usePart('lessons');
  const place = usePlace();
  const { pause, leaveLessons } = useAppStore().getState();
  const isPlaying = useApp(isPlayingOf);
  useEffect(() => {
    // The Lab's clock would share the machine, and nobody sees it from here.
    if (isPlaying) pause();
  }, [isPlaying, pause]);
  useEffect(() => leaveLessons, [leaveLessons]);
  const lesson = LESSONS.find(({ id }) => id === place.lesson);
  const step = lesson && (lesson.steps.find(({ id }) => id === place.step) ?? lesson.steps[0]!);
  return (
    <div className={styles.learn}>
      <Contents current={place.lesson} />
      <div className={styles.page}>
        {lesson && step ? (
          <LessonPage key={lesson.id} lesson={lesson} step={step} />
        ) : place.lesson === 'glossary' ? (
          <GlossaryPage chosen={place.term} />
        ) : (
          <Start unknown={place.lesson} />
        )}
      </div>
    </div>
  );
}

const isPlayingOf = (state: AppState) => state.playing;

function Contents({ current }: { readonly current: string | null }) {
  const list = useRef<HTMLElement>(null);
  // On a phone the lessons stand in a line that scrolls.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the entry that bears the mark changes with it
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  const { moveTour } = useAppStore().getState();
  const takeTour = () => {
    showLab();
    moveTour(0);
  };
  return (
    <nav ref={list} aria-label={t('Lessons')} className={styles.contents}>
      <ol>
        {LESSONS.map(({ id, title }) => (
          <li key={id}>
            <a
              className={`${styles.entry} ${styles.numbered}`}
              href={addressOfPlace({ lesson: id })}
              aria-current={id === current ? 'page' : undefined}
            >
              {t(title)}
            </a>
          </li>
        ))}
      </ol>
      <ul>
        <li>
          <a
            className={styles.entry}
            href={addressOfPlace({ lesson: 'glossary' })}
            aria-current={current === 'glossary' ? 'page' : undefined}
          >
            {t('Glossary')}
          </a>
        </li>
        <li>
          <button type="button" className={styles.entry} onClick={takeTour}>
            {t('Tour of the Lab')}
          </button>
        </li>
      </ul>
    </nav>
  );
}

/** All lessons with what they answer. */
function Start({ unknown }: { readonly unknown: string | null }) {
  const pointsOf = useProgress();
  return (
    <div className={styles.lesson}>
      <header>
        <h1 className={styles.headline}>{t('How a running guest moves, a number at a time')}</h1>
        <p className={styles.lead}>
          {t(
            'Every number with an underline can be changed, and the figure beside it is made anew by the engine. Each lesson asks for a prediction before it runs.',
          )}
        </p>
        {unknown !== null && (
          <p className={styles.lead}>{t('There is no lesson called “{lesson}”.', { lesson: unknown })}</p>
        )}
      </header>
      <ol className={styles.list}>
        {LESSONS.map(({ id, title, question, steps }) => {
          const points = steps.flatMap((step) => (step.question ? [pointsOf(id, step.id)] : []));
          const answered = points.filter((each) => each !== null);
          return (
            <li key={id}>
              <a href={addressOfPlace({ lesson: id })}>{t(title)}</a>
              <p>{t(question)}</p>
              <p className={styles.points}>
                {answered.length > 0 &&
                  counted(
                    Math.round(answered.reduce((a, b) => a + b, 0) / answered.length),
                    '{answered} of {all} questions answered, {count} point',
                    '{answered} of {all} questions answered, {count} points',
                    { answered: answered.length, all: points.length },
                  )}
              </p>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
