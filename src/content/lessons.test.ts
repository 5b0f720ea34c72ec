import { describe, expect, it } from 'vitest';
import { simulate } from '../engine/simulation.ts';
import { parseScenario } from '../scenario/schema.ts';
import { GLOSSARY } from './glossary.ts';
import { type Lesson, MARKS, type MadeRun, type Setting, type Step } from './lesson.ts';
import { LESSONS } from './lessons.ts';
import { MEASURES } from './measures.ts';
import { termsIn, valuesIn } from './prose.ts';
import { say } from './quantity.ts';

const startOf = (lesson: Lesson): Setting => Object.fromEntries(lesson.knobs.map(({ name, start }) => [name, start]));
const known = new Map<string, MadeRun>();
const make = (step: Step, setting: Setting): MadeRun[] =>
  step.runs(setting).map(({ scenario }) => {
    const key = JSON.stringify(scenario);
    const run = known.get(key) ?? { scenario, timeline: endOf(scenario) };
    known.set(key, run);
    return run;
  });
function endOf(scenario: MadeRun['scenario']) {
  const simulation = simulate(scenario, { keyframeBudgetBytes: 0 });
  simulation.runToEnd();
  return simulation.timeline();
}
const textsOf = ({ prose, question }: Step) => [...prose, ...(question ? [question.ask, question.because] : [])];
const valueNamed = (lesson: Lesson, name: string) =>
  lesson.values?.[name] ?? (MEASURES as Readonly<Record<string, (typeof MEASURES)['ram']>>)[name];

it('no two lessons and no two steps of a lesson have one address', () => {
  expect(new Set(LESSONS.map(({ id }) => id)).size).toBe(LESSONS.length);
  for (const { steps } of LESSONS) expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
});

describe.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))('%s', (_, lesson) => {
  const setting = startOf(lesson);

  it('explains, asks for a prediction, and ends with a check', () => {
    expect(lesson.steps[0]!.question).toBeUndefined();
    expect(lesson.steps.some(({ id, question }) => id === 'predict' && question)).toBe(true);
    expect(lesson.steps.at(-1)).toMatchObject({ id: 'check', question: expect.anything() });
  });

  it('has a number to change in a sentence, and each of its knobs in one', () => {
    const named = lesson.steps.flatMap((step) => textsOf(step).flatMap(valuesIn));
    for (const { name, start, stops, words } of lesson.knobs) {
      expect(named).toContain(name);
      expect(stops).toContain(start);
      expect(stops).toEqual(stops.toSorted((a, b) => a - b));
      if (words) expect(words).toHaveLength(stops.length);
    }
    expect(lesson.knobs.length).toBeGreaterThan(0);
  });

  it.each(lesson.steps.map((step) => [step.id, step] as const))('%s: names what there is', (_, step) => {
    const knobs = lesson.knobs.map(({ name }) => name);
    for (const text of textsOf(step)) {
      for (const id of termsIn(text)) expect(GLOSSARY.map((term) => term.id)).toContain(id);
      for (const name of valuesIn(text))
        expect(knobs.includes(name) || valueNamed(lesson, name), `{${name}} in: ${text}`).toBeTruthy();
    }
    for (const { sign, value, mark } of step.formula?.symbols ?? []) {
      expect(step.formula!.text).toContain(`{${sign}}`);
      expect(knobs.includes(value) || valueNamed(lesson, value), value).toBeTruthy();
      expect(MARKS[step.figure] as readonly string[]).toContain(mark);
    }
  });

  it.each(lesson.steps.map((step) => [step.id, step] as const))(
    '%s: can be run, at both ends of each knob',
    (_, step) => {
      const settings = [
        setting,
        ...lesson.knobs.flatMap(({ name, stops }) => [
          { ...setting, [name]: stops[0]! },
          { ...setting, [name]: stops.at(-1)! },
        ]),
      ];
      for (const each of settings)
        for (const { name, scenario } of step.runs(each))
          expect(parseScenario(JSON.parse(JSON.stringify(scenario)), name)).toEqual(scenario);
      if (step.recording) return; // fetched: see src/views/learn/recorded.test.ts
      const runs = make(step, setting);
      for (const { timeline } of runs) expect(timeline.outcome).not.toBeNull();
      for (const text of textsOf(step))
        for (const name of valuesIn(text)) {
          if (lesson.knobs.some((knob) => knob.name === name)) continue;
          const { quantity, of } = valueNamed(lesson, name)!;
          expect(say(quantity, of(runs, setting)), `{${name}} in: ${text}`).not.toMatch(/none|NaN|Infinity/);
        }
    },
  );

  it.each(
    lesson.steps.flatMap((step) => (step.question && !step.recording ? [[step.id, step, step.question] as const] : [])),
  )('%s: has an answer that the reader can give', (_, step, question) => {
    const runs = make(step, setting);
    if (question.kind === 'pick') expect(question.options.map(({ id }) => id)).toContain(question.answer(runs));
    if (question.kind === 'number') {
      const right = question.answer(runs);
      const isRight = (stop: number) => Math.abs(stop - right) <= question.tolerance * right;
      expect(question.stops.some(isRight), `${right}`).toBe(true);
      expect(isRight(question.start), 'the answer is not what stands there at first').toBe(false);
      expect(question.stops).toContain(question.start);
    }
    if (question.kind === 'draw') expect(runs[0]!.timeline.curve.atMs.length).toBeGreaterThan(10);
  });
});
