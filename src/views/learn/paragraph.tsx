import { nameOfTerm } from '../../content/glossary.ts';
import type { Knob, MadeRun, Setting, Value } from '../../content/lesson.ts';
import { MEASURES } from '../../content/measures.ts';
import { type Prose, piecesOf } from '../../content/prose.ts';
import { say } from '../../content/quantity.ts';
import { t } from '../../language/t.ts';
import { InlineNumber } from '../../ui/inline-number.tsx';
import { Term } from '../term.tsx';
import styles from './learn.module.css';

/** What the numbers of a sentence stand for. */
export interface Numbers {
  readonly knobs: readonly Knob[];
  readonly setting: Setting;
  readonly onSet: (name: string, value: number) => void;
  readonly values: Readonly<Record<string, Value>>;
  /** Null until they are there. */
  readonly made: readonly MadeRun[] | null;
}

/** One paragraph, in the language of the page. */
export function Paragraph({ text, numbers }: { readonly text: Prose; readonly numbers: Numbers }) {
  return piecesOf(text).map((piece, i) => {
    // The pieces of a text never change their order.
    const key = `${i} ${piece.kind}`;
    if (piece.kind === 'text') return piece.text;
    if (piece.kind === 'code') return <code key={key}>{piece.text}</code>;
    if (piece.kind === 'stress') return <em key={key}>{piece.text}</em>;
    if (piece.kind === 'term')
      return (
        <Term key={key} id={piece.id}>
          {piece.text ?? t(nameOfTerm(piece.id))}
        </Term>
      );
    const knob = numbers.knobs.find(({ name }) => name === piece.name);
    return knob ? (
      <KnobNumber key={key} knob={knob} numbers={numbers} />
    ) : (
      <b key={key} className={styles.value}>
        {sayValue(piece.name, numbers)}
      </b>
    );
  });
}

function KnobNumber({ knob, numbers: { setting, onSet } }: { readonly knob: Knob; readonly numbers: Numbers }) {
  const { name, label, stops } = knob;
  return (
    <InlineNumber
      label={t(label)}
      value={setting[name]!}
      stops={stops}
      format={(value) => sayKnob(knob, value)}
      onChange={(value) => onSet(name, value)}
    />
  );
}

/** What a knob stands at, in words. */
export const sayKnob = ({ stops, words, quantity }: Knob, value: number): string =>
  words ? t(words[stops.indexOf(value)]!) : say(quantity, value);

/** A knob or a value by its name, in words; an ellipsis while it is computed. */
export function sayValue(name: string, { knobs, setting, values, made }: Numbers): string {
  const knob = knobs.find((each) => each.name === name);
  if (knob) return sayKnob(knob, setting[name]!);
  const value = values[name] ?? MEASURES[name as keyof typeof MEASURES];
  return made ? say(value.quantity, value.of(made, setting)) : '…';
}
