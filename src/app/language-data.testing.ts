import { readFileSync } from 'node:fs';
import { EXAMPLE_NAMES, exampleRun } from '../content/examples.ts';
import { GLOSSARY } from '../content/glossary.ts';
import { LESSONS } from '../content/lessons.ts';
import { TOUR } from '../content/tour.ts';
import { POLICIES } from '../engine/management/policies.ts';
import { LAST_RESORTS } from '../engine/management/policy.ts';
import { MODELS } from '../engine/models/models.ts';
import { UNTRACKED_RULES } from '../engine/policy/rules.ts';
import { FIELDS } from '../scenario/fields.ts';
import { PRESETS } from '../scenario/presets.ts';
import { WORKLOAD_KINDS } from '../scenario/workload-kinds.ts';
import { PLAN_PRESETS } from '../store/plan-presets.ts';
import { checkTitles, OUTCOME, POLICY, STATES } from '../sweep/first-difference.ts';
import { OPENING } from '../sweep/variants.ts';
import { CAPTIONS } from '../takeaway/captions.ts';
import { PAGE_TITLES } from '../takeaway/figures.ts';
import { TABLES } from '../takeaway/table.ts';
import { FACT_WORDS } from '../thread/facts.ts';
import { STANCE_WORDS } from '../thread/people.ts';
import { RUNS } from '../thread/runs.ts';
import { SITUATIONS } from '../thread/situations.ts';
import { PARTS } from '../thread/thread.ts';
import { parseCard } from '../traces/fidelity-card.ts';
import { COLUMNS as OUTCOME_COLUMNS } from '../views/compare/outcome-table.tsx';
import { FACTS, NUMBERS } from '../views/compare/question.ts';
import { FLAGS } from '../views/compare/release-words.ts';
import { ALIGNMENTS, CHANGES, DIFFERENCE_ENTRIES, FORMS, SLA_WORDS, STATUS } from '../views/compare/tables.ts';
import { COLUMNS } from '../views/evacuate/tables.tsx';
import { ERROR_FIGURES } from '../views/fidelity/errors.ts';
import {
  CAUSE_NAMES,
  DESIGNS,
  KINDS,
  MAP_AXES,
  PROMISES,
  QUESTIONS,
  RESULTS,
  SAVE,
  SOURCES,
  SUCCESSES,
} from '../views/sweep/tables.ts';
import { vs1Causes } from '../views/sweep/vs1.ts';
import { FIGURES } from '../views/sweep/words.ts';
import { FINDING_WORDS } from '../views/thread/words.ts';
import { shortcuts } from './keyboard.ts';
import { screens } from './screens.tsx';

const recordings: unknown = JSON.parse(
  readFileSync(new URL('../../public/traces/index.json', import.meta.url), 'utf8'),
);
const card = parseCard(readFileSync(new URL('../../public/fidelity/card.json', import.meta.url), 'utf8'));

/**
 * The English of tables whose texts go through `t` where they are shown, by the catalogue that has them: each room with such a
 * table adds a line.
 */
export const dataTexts: Readonly<Record<string, readonly string[]>> = {
  compare: [
    ...textsUnder(
      [OPENING, ALIGNMENTS, FORMS, DIFFERENCE_ENTRIES, FACTS],
      ['title', 'note', 'label', 'detail', 'name', 'what'],
    ),
    ...[NUMBERS.slice(2), OUTCOME_COLUMNS.map(({ name }) => name), SLA_WORDS, CHANGES, checkTitles()].flat(),
    ...[STATUS, FLAGS, STATES, POLICY, OUTCOME].flatMap((words) => Object.values(words)),
    // Titles that the store gives.
    ...['Nobody', 'QEMU by itself', 'The run in the Lab', 'from the sweep'],
  ],
  glossary: [
    ...textsUnder(GLOSSARY, ['name', 'definition', 'says']),
    ...GLOSSARY.flatMap(({ also = [] }) => also),
    // The others are names of files and functions only.
    ...GLOSSARY.map(({ source }) => source).filter((source) => / (by|of|and) /.test(source)),
  ],
  learn: [
    ...textsUnder(LESSONS, ['title', 'question', 'label', 'means', 'ask', 'because', 'text']),
    ...LESSONS.flatMap(({ knobs, steps }) => [
      ...knobs.map(({ words = [] }) => words),
      ...steps.map(({ prose }) => prose),
    ]).flat(),
    ...EXAMPLE_NAMES.map((name) => exampleRun(name).name),
  ],
  engine: [
    ...textsUnder(UNTRACKED_RULES, ['title', 'who', 'message', 'behaviour', 'pros', 'cons', 'where']),
    ...['QEMU does not start', 'only the error of migrate'],
    ...textsUnder(POLICIES, ['title', 'source', 'behaviour', 'verified']),
    ...textsUnder(LAST_RESORTS, ['title']),
    ...textsUnder(MODELS, ['title', 'source', 'formula', 'neglects']),
  ],
  sweep: [
    ...textsUnder(
      [PLAN_PRESETS.map(({ title, teaches, plan }) => ({ title, teaches, label: plan.name })), DESIGNS, FIGURES],
      ['title', 'teaches', 'label', 'detail'],
    ),
    ...textsUnder([PROMISES, SAVE, RESULTS], ['label', 'help', 'what', 'as', 'detail']),
    ...textsUnder(KINDS, ['detail']),
    ...[MAP_AXES, SUCCESSES, Object.values(QUESTIONS), Object.values(CAUSE_NAMES), Object.values(SOURCES)].flat(),
    ...vs1Causes(),
    // Where a plan has no name.
    'A plan of your own',
    'Map',
  ],
  evacuate: COLUMNS.map(({ head }) => head),
  lab: textsUnder(TOUR, ['title', 'text']),
  scenario: [
    ...textsUnder(FIELDS, ['label', 'help']),
    ...PRESETS.flatMap(({ title, teaches, scenario }) => [title, teaches, scenario.name]),
    ...textsUnder(recordings, ['offered']),
    ...WORKLOAD_KINDS.flatMap(({ name, says }) => [name, says]),
  ],
  shell: [...screens.map(({ title }) => title), ...shortcuts.map(({ does }) => does)],
  fidelity: [
    ...textsUnder(card, [
      'figure',
      'asked',
      'reached',
      'kind',
      'status',
      'cause',
      'remark',
      'shows',
      'windows',
      'pending',
    ]),
    ...textsUnder(
      [card.golden, card.published, card.formulas],
      ['end', 'what', 'published', 'ours', 'title', 'neglects', 'source'],
    ),
    ...card.recordings.flatMap(({ throttle, misses }) => [...Object.values(throttle ?? {}), ...misses]),
    ...[...card.notes, ...card.asReported, ...ERROR_FIGURES.map(({ title }) => title)],
  ].filter((text) => /\p{L}{2}/u.test(text)),
  'take-away': [
    ...Object.values(CAPTIONS),
    ...Object.values(PAGE_TITLES),
    ...Object.values(TABLES).map(({ about }) => about),
    ...['completed', 'cancelled', 'failed', 'refused', 'realize-error', 'not-converged'],
    ...['the same', 'newer in one', 'lost in A only', 'lost in B only', 'lost in both'],
    ...['yes', 'no', 'no promise', 'not stopped'],
  ],
  thread: [
    ...textsUnder(PARTS, ['title', 'lead', 'gist', 'text', 'remark', 'source', 'mark']),
    ...textsUnder(SITUATIONS, ['title', 'text']),
    ...Object.values(RUNS).map(({ title }) => title),
    ...Object.values(FACT_WORDS),
    ...Object.values(STANCE_WORDS),
    ...Object.values(FINDING_WORDS),
    ...['completed', 'cancelled', 'failed', 'refused', 'realize-error', 'not-converged', 'yes', 'no', 'none'],
  ],
};

/** All values of the fields `names` anywhere under `value`. */
export function textsUnder(value: unknown, names: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((inner) => textsUnder(inner, names));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(typeof inner === 'string' && names.includes(name) && inner !== '' ? [inner] : []),
    ...textsUnder(inner, names),
  ]);
}
