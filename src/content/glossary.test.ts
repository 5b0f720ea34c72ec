import { expect, it } from 'vitest';
import { simulate } from '../engine/simulation.ts';
import { parseScenario } from '../scenario/schema.ts';
import { EXAMPLE_NAMES, type ExampleName, exampleRun } from './examples.ts';
import { GLOSSARY, termNamed } from './glossary.ts';
import type { MadeRun } from './lesson.ts';
import { MEASURES } from './measures.ts';
import { plain, termsIn, valuesIn } from './prose.ts';
import { say } from './quantity.ts';

const made = new Map<ExampleName, MadeRun>();
function runOf(name: ExampleName): MadeRun {
  const known = made.get(name);
  if (known) return known;
  const { scenario } = exampleRun(name);
  const simulation = simulate(scenario, { keyframeBudgetBytes: 0 });
  simulation.runToEnd();
  const run = { scenario, timeline: simulation.timeline() };
  made.set(name, run);
  return run;
}

it('has at least sixty words, each once and in order', () => {
  expect(GLOSSARY.length).toBeGreaterThanOrEqual(60);
  expect(new Set(GLOSSARY.map(({ id }) => id)).size).toBe(GLOSSARY.length);
  const names = GLOSSARY.map(({ name }) => name.toLowerCase());
  expect(names).toEqual(names.toSorted());
  expect(() => termNamed('nonsense')).toThrow(RangeError);
});

it.each(GLOSSARY.map((term) => [term.id, term] as const))('%s: is explained shortly, with a source', (_, term) => {
  expect(term.definition).toMatch(/[.]$/);
  expect(term.definition.length).toBeLessThan(260);
  expect(term.source).toMatch(/^(QEMU|Linux|qemu-devel|src\/|kubevirt|OpenStack)/);
  expect(termsIn(term.definition)).toEqual([]);
  expect(valuesIn(term.definition)).toEqual([]);
});

it.each(EXAMPLE_NAMES)('the example %s is a scenario, and is shown by a word', (name) => {
  const { scenario } = exampleRun(name);
  expect(parseScenario(JSON.parse(JSON.stringify(scenario)), name)).toEqual(scenario);
  expect(GLOSSARY.map(({ example }) => example.run)).toContain(name);
});

it.each(GLOSSARY.map((term) => [term.id, term] as const))('%s: its example runs and has its numbers', (_, term) => {
  const run = runOf(term.example.run);
  expect(valuesIn(term.example.says).length).toBeGreaterThan(0);
  const sentence = plain(term.example.says, (name) => {
    const measure = (MEASURES as Readonly<Record<string, (typeof MEASURES)['ram']>>)[name];
    expect(measure, name).toBeDefined();
    return say(measure!.quantity, measure!.of([run], {}));
  });
  expect(sentence).not.toMatch(/none|NaN|Infinity|undefined/);
});
