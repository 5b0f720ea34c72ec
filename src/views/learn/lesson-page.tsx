import { useEffect, useMemo, useRef, useState } from 'react';
import type { Knob, Lesson, Mark, NamedRun, Setting, Step } from '../../content/lesson.ts';
import { LESSONS } from '../../content/lessons.ts';
import { t } from '../../language/t.ts';
import { useAppStore } from '../../store/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { LeadsOn } from '../leads-on.tsx';
import { showLab } from '../show-lab.ts';
import { addressOfPlace } from './address.ts';
import { Figure } from './figures/figure.tsx';
import { Formula } from './formula.tsx';
import styles from './learn.module.css';
import { LitContext } from './lit.ts';
import { type Numbers, Paragraph } from './paragraph.tsx';
import { keepPoints } from './progress.ts';
import { type Answer, Question, Result } from './question.tsx';
import { useRecording } from './use-recording.ts';
import { useRuns } from './use-runs.ts';

/** A lesson at one of its steps. */
export function LessonPage({ lesson, step }: { readonly lesson: Lesson; readonly step: Step }) {
  const [setting, setSetting] = useState<Setting>(() => startOf(lesson.knobs));
  const onSet = (name: string, value: number) => setSetting((old) => ({ ...old, [name]: value }));
  const at = lesson.steps.indexOf(step);
  return (
    <article className={styles.lesson} aria-labelledby="lesson-title">
      <header>
        <p className={styles.kicker}>
          {t('Lesson {number} of {all}', { number: LESSONS.indexOf(lesson) + 1, all: LESSONS.length })}
        </p>
        <h1 id="lesson-title" className={styles.headline}>
          {t(lesson.title)}
        </h1>
        <p className={styles.lead}>{t(lesson.question)}</p>
      </header>
      <Steps lesson={lesson} step={step} />
      <StepPage key={step.id} lesson={lesson} step={step} setting={setting} onSet={onSet} />
      <Onward lesson={lesson} at={at} />
    </article>
  );
}

const startOf = (knobs: readonly Knob[]): Setting => Object.fromEntries(knobs.map(({ name, start }) => [name, start]));

function Steps({ lesson, step }: { readonly lesson: Lesson; readonly step: Step }) {
  return (
    <nav aria-label={t('Steps of this lesson')}>
      <ol className={styles.steps}>
        {lesson.steps.map(({ id, title }) => (
          <li key={id}>
            <a
              href={addressOfPlace({ lesson: lesson.id, step: id })}
              aria-current={id === step.id ? 'step' : undefined}
            >
              {t(title)}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface StepPageProps {
  readonly lesson: Lesson;
  readonly step: Step;
  readonly setting: Setting;
  readonly onSet: (name: string, value: number) => void;
}

function StepPage({ lesson, step, setting, onSet }: StepPageProps) {
  const store = useAppStore();
  const { opened, fault: missing } = useRecording(step.recording?.(setting) ?? null);
  const named = useMemo(
    () => (step.recording ? (opened?.named ?? NO_RUNS) : step.runs(setting)),
    [step, setting, opened],
  );
  const runs = useRuns(named);
  const { isOld } = runs;
  const fault = runs.fault ?? (missing || null);
  const made = useMemo(
    () => (opened ? runs.made?.map((run) => ({ ...run, recorded: opened.recorded })) : runs.made) ?? null,
    [runs.made, opened],
  );
  const [mark, light] = useState<Mark | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const lit = useMemo(() => ({ mark, light }), [mark]);
  const numbers: Numbers = { knobs: lesson.knobs, setting, onSet, values: lesson.values ?? NONE, made };
  const { question } = step;
  const isShown = !question || answer !== null;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // A step is a page of its own: whoever came by its link begins to read here.
    if (document.activeElement?.closest('[data-onward]')) title.current?.focus();
  }, []);
  return (
    <LitContext value={lit}>
      <section className={styles.step} aria-labelledby="step-title">
        <div className={styles.text}>
          <h2 id="step-title" ref={title} tabIndex={-1} className={styles.title}>
            {t(step.title)}
          </h2>
          {step.prose.map((text) => (
            <p key={text}>
              <Paragraph text={t(text)} numbers={numbers} />
            </p>
          ))}
          {step.formula && <Formula formula={step.formula} numbers={numbers} />}
          {question && (
            <p className={styles.ask}>
              <Paragraph text={t(question.ask)} numbers={numbers} />
            </p>
          )}
          {question && answer && (
            <Result question={question} answer={answer} numbers={numbers} onAgain={() => setAnswer(null)} />
          )}
          {question && !answer && question.kind !== 'draw' && (
            <Question question={question} made={made} onAnswer={onAnswer} />
          )}
        </div>
        <div
          className={styles.figure}
          aria-busy={isOld}
          data-old={isOld}
          data-kind={isShown ? step.figure : 'question'}
        >
          {fault !== null && <p role="alert">{t('This run could not be made: {fault}', { fault })}</p>}
          {isShown && made && (
            <>
              <Figure
                kind={step.figure}
                named={named}
                made={made}
                page={step.page ?? 0}
                recording={opened?.curve ?? null}
                {...(answer?.drawn && { drawn: answer.drawn })}
              />
              <LeadsOn>
                <Button onPress={openInLab}>{t('Open in the Lab')}</Button>
              </LeadsOn>
            </>
          )}
          {isShown && !made && fault === null && <p className={styles.waiting}>{t('The run is being made.')}</p>}
          {!isShown && question?.kind === 'draw' && <Question question={question} made={made} onAnswer={onAnswer} />}
          {!isShown && question?.kind !== 'draw' && (
            <p className={styles.curtain}>{t('Answer first. Then the engine runs it, and the figure stands here.')}</p>
          )}
        </div>
      </section>
    </LitContext>
  );

  function onAnswer(next: Answer) {
    setAnswer(next);
    keepPoints(lesson.id, step.id, next.score.points);
  }
  function openInLab() {
    store.getState().openScenario(named[0]!.scenario, { start: 'beginning' });
    showLab();
  }
}

const NONE = {};
const NO_RUNS: readonly NamedRun[] = [];

/** To the step before and after, or to the next lesson. */
function Onward({ lesson, at }: { readonly lesson: Lesson; readonly at: number }) {
  const before = lesson.steps[at - 1];
  const after = lesson.steps[at + 1];
  const next = LESSONS[LESSONS.indexOf(lesson) + 1];
  return (
    <nav className={styles.onward} aria-label={t('Onward')} data-onward>
      {before ? <a href={addressOfPlace({ lesson: lesson.id, step: before.id })}>← {t(before.title)}</a> : <span />}
      {after ? (
        <a href={addressOfPlace({ lesson: lesson.id, step: after.id })}>{t(after.title)} →</a>
      ) : next ? (
        <a href={addressOfPlace({ lesson: next.id })}>{t('Next lesson: {title}', { title: t(next.title) })} →</a>
      ) : (
        <a href={addressOfPlace({})}>{t('All lessons')}</a>
      )}
    </nav>
  );
}
