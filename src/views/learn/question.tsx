import { useState } from 'react';
import type { Question as Asked, MadeRun } from '../../content/lesson.ts';
import { remainingAt } from '../../content/measures.ts';
import { say } from '../../content/quantity.ts';
import { t } from '../../language/t.ts';
import { Button } from '../../ui/button.tsx';
import { InlineNumber } from '../../ui/inline-number.tsx';
import { DrawAnswer } from './draw-answer.tsx';
import styles from './learn.module.css';
import { type Numbers, Paragraph } from './paragraph.tsx';
import { DRAWN_POINTS, type Score, scoreCurve, scoreNumber, scorePick } from './score.ts';

/** What the reader answered, and what it is worth. */
export interface Answer {
  readonly score: Score;
  /** The answer and the computed one, in words; '' for a curve, which is in the figure. */
  readonly given: string;
  readonly right: string;
  readonly drawn: readonly number[] | null;
}

export interface QuestionProps {
  readonly question: Asked;
  /** Null while the runs are made; they are not shown before the answer. */
  readonly made: readonly MadeRun[] | null;
  readonly onAnswer: (answer: Answer) => void;
}

/** A question before its answer. */
export function Question(props: QuestionProps) {
  const { question } = props;
  if (question.kind === 'draw') return <DrawIt {...props} />;
  if (question.kind === 'pick') return <PickIt {...props} question={question} />;
  return <SetIt {...props} question={question} />;
}

function DrawIt({ made, onAnswer }: QuestionProps) {
  const run = made?.[0];
  const [drawn, setDrawn] = useState<readonly number[] | null>(null);
  if (!run) return <p className={styles.waiting}>{t('The run is being made.')}</p>;
  const { curve, outcome } = run.timeline;
  const endMs = outcome!.endMs;
  const maxBytes = Math.max(...curve.remainingBytes);
  const values = drawn ?? Array.from({ length: DRAWN_POINTS }, () => maxBytes);
  const answer = () => {
    const real = values.map((_, i) => remainingAt(curve, (i / (values.length - 1)) * endMs));
    onAnswer({ score: scoreCurve(values, real, maxBytes), given: '', right: '', drawn: values });
  };
  return (
    <div className={styles.answer}>
      <DrawAnswer values={values} onChange={setDrawn} endMs={endMs} maxBytes={maxBytes} />
      <p className={styles.hint}>
        {t(
          'Draw with the pointer, or go from point to point with the arrow keys left and right and move it up and down.',
        )}
      </p>
      <Button variant="primary" onPress={answer} isDisabled={drawn === null}>
        {t('Run it')}
      </Button>
    </div>
  );
}

function PickIt({ question, made, onAnswer }: QuestionProps & { readonly question: Extract<Asked, { kind: 'pick' }> }) {
  const textOf = (id: string) => t(question.options.find((option) => option.id === id)!.text);
  return (
    <ul className={styles.options} aria-label={t('Answers', {}, 'to choose from')}>
      {question.options.map(({ id, text }) => (
        <li key={id}>
          <Button
            isDisabled={made === null}
            onPress={() => {
              const right = question.answer(made!);
              onAnswer({ score: scorePick(id, right), given: textOf(id), right: textOf(right), drawn: null });
            }}
          >
            {t(text)}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function SetIt({
  question,
  made,
  onAnswer,
}: QuestionProps & { readonly question: Extract<Asked, { kind: 'number' }> }) {
  const { quantity, stops, start, tolerance } = question;
  const [value, setValue] = useState(start);
  const answer = () => {
    const right = question.answer(made!);
    onAnswer({
      score: scoreNumber(value, right, tolerance),
      given: say(quantity, value),
      right: say(quantity, right),
      drawn: null,
    });
  };
  return (
    <div className={styles.answer}>
      <p className={styles.big}>
        <InlineNumber
          label={t('Your answer')}
          value={value}
          stops={stops}
          format={(each) => say(quantity, each)}
          onChange={setValue}
        />
      </p>
      <Button variant="primary" onPress={answer} isDisabled={made === null}>
        {t('Run it')}
      </Button>
    </div>
  );
}

interface ResultProps {
  readonly question: Asked;
  readonly answer: Answer;
  readonly numbers: Numbers;
  readonly onAgain: () => void;
}

/** What the answer was worth, and why. */
export function Result({ question, answer: { score, given, right }, numbers, onAgain }: ResultProps) {
  const verdict =
    question.kind === 'draw'
      ? t('{points} of 100 points: your curve against the engine’s.', { points: score.points })
      : score.isRight
        ? t('Right: {answer}.', { answer: right })
        : t('You said {given}. The engine says {right}.', { given, right });
  return (
    <div className={styles.result} role="status" data-right={score.isRight}>
      <p className={styles.verdict}>{verdict}</p>
      <p>
        <Paragraph text={t(question.because)} numbers={numbers} />
      </p>
      <Button variant="quiet" onPress={onAgain}>
        {t('Answer again')}
      </Button>
    </div>
  );
}
