import { preset } from '../scenario/presets.ts';
import { MIB } from '../units.ts';
import { classroom, writing } from './classroom.ts';
import type { NamedRun } from './lesson.ts';

/** Runs that show what a word of the glossary means; short ones, so that they are made while it is read. */
const EXAMPLES = {
  idle: { name: 'An idle guest', scenario: () => classroom('An idle guest', { guest: { ramBytes: 256 * MIB } }) },
  converging: {
    name: 'A guest that converges',
    scenario: () => classroom('A guest that converges', { guest: { workloads: writing(12_000) } }),
  },
  'shared-memory': { name: 'Shared memory', scenario: () => preset('shared-memory').scenario },
} satisfies Readonly<Record<string, { readonly name: string; readonly scenario: () => NamedRun['scenario'] }>>;

export type ExampleName = keyof typeof EXAMPLES;
export const EXAMPLE_NAMES = Object.keys(EXAMPLES) as readonly ExampleName[];

/** The run of that name; always the same object. */
export function exampleRun(id: ExampleName): NamedRun {
  const known = made.get(id);
  if (known) return known;
  const run = { name: EXAMPLES[id].name, scenario: EXAMPLES[id].scenario() };
  made.set(id, run);
  return run;
}
const made = new Map<ExampleName, NamedRun>();
