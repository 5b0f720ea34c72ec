import { parseArgs } from 'node:util';
import type { Scenario } from '../engine/scenario.ts';
import { Simulation } from '../engine/simulation.ts';
import { FIELDS, type Field } from '../scenario/fields.ts';
import { type Asking, type Boundary, boundaryOf, type Tried } from '../sweep/ask/boundary.ts';
import { type Cause, causeOf } from '../sweep/ask/cause.ts';
import { type SmallestChange, smallestChanges } from '../sweep/ask/smallest-change.ts';
import { pointsOf, scenarioAt } from '../sweep/study/cells.ts';
import type { Hand } from '../sweep/study/dispatch.ts';
import type { Measured } from '../sweep/study/measure.ts';
import type { Plan, Question } from '../sweep/study/plan.ts';
import { formatCount, formatShare } from '../units.ts';
import type { Command } from './cli.ts';
import { jobsOf, planNamed } from './sweep-command.ts';

export const askCommand: Command = {
  help: `Usage: npm run -s cli -- ask <plan.json> [options]

Answers the questions of a plan for each combination of its axes, by bisection over page-level runs: the value, the nearest one that
fails, and how sure that is. For a scenario that fails: why, and the smallest change of each knob that would have made it succeed.

  --json            one object a line for each answer
  --jobs <n>        so many threads
  --fail-if-never   exit code 1 when the answer to a question is "never": a gate for CI
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, jobs: { type: 'string' }, 'fail-if-never': { type: 'boolean' } },
    });
    const plan = planNamed('ask', positionals, io);
    const hands = Array.from({ length: jobsOf(values.jobs, io) }, () => io.hand());
    try {
      const answers = await answersTo(plan, hands);
      for (const answer of answers)
        io.out(values.json ? `${JSON.stringify(asObject(answer))}\n` : inWords(plan, answer));
      return values['fail-if-never'] && answers.some(({ boundaries }) => boundaries.some(isNever)) ? 1 : 0;
    } finally {
      for (const hand of hands) hand.end();
    }
  },
};

/** What was found for one combination of the axes. */
interface Answer {
  readonly set: Readonly<Record<string, unknown>>;
  readonly boundaries: readonly { readonly question: Question; readonly boundary: Boundary }[];
  /** Null when the scenario as it stands keeps the promise. */
  readonly failure: { readonly cause: Cause; readonly changes: readonly SmallestChange[] } | null;
}

const isNever = ({ boundary }: Answer['boundaries'][number]): boolean => boundary.status === 'never';

async function answersTo(plan: Plan, hands: readonly Hand[]): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const { values } of pointsOf(plan)) {
    const scenario = scenarioAt(plan, values);
    const boundaries: Answer['boundaries'][number][] = [];
    for (const question of plan.questions) {
      const boundary = await carriedOut(boundaryOf(scenario, plan.promise, question, plan.repeats), hands);
      boundaries.push({ question, boundary });
    }
    const set = Object.fromEntries(plan.axes.map(({ field }, i) => [field, values[i]]));
    answers.push({ set, boundaries, failure: await failureOf(plan, scenario, hands) });
  }
  return answers;
}

async function failureOf(plan: Plan, scenario: Scenario, hands: readonly Hand[]): Promise<Answer['failure']> {
  const simulation = new Simulation(scenario, { keyframeBudgetBytes: 0 });
  simulation.runToEnd();
  const cause = causeOf(scenario, simulation.timeline(), plan.promise);
  if (!cause) return null;
  return { cause, changes: await carriedOut(smallestChanges(scenario, plan.promise, plan.repeats), hands) };
}

/** Makes the runs that are asked for, those asked for together side by side. */
async function carriedOut<Result>(asking: Asking<Result>, hands: readonly Hand[]): Promise<Result> {
  let step = asking.next([]);
  while (!step.done) {
    const wanted = step.value;
    const runs: Measured[] = [];
    await Promise.all(
      hands.map((hand, h) => {
        const mine = wanted.flatMap((scenario, i) => (i % hands.length === h ? [{ scenario, i }] : []));
        let told = 0;
        const scenarios = mine.map(({ scenario }) => scenario);
        if (mine.length === 0) return undefined;
        return hand.run(scenarios, (run) => {
          runs[mine[told++]!.i] = run;
        });
      }),
    );
    step = asking.next(runs);
  }
  return step.value;
}

const asObject = ({ set, boundaries, failure }: Answer) => ({
  set,
  answers: boundaries.map(({ question, boundary }) => ({
    ...question,
    status: boundary.status,
    value: boundary.holds?.value ?? null,
    fails: boundary.fails?.value ?? null,
    keptAtLeast: boundary.keptAtLeast,
    runs: boundary.tried.length * (boundary.tried[0]?.runs.length ?? 0),
    exceptions: boundary.exceptions.map(({ value }) => value),
    proof: [proofOf(boundary.holds), proofOf(boundary.fails)],
  })),
  cause: failure?.cause ?? null,
  smallestChanges: failure?.changes.map(({ scenario: _, ...change }) => change) ?? [],
});

/** The runs that prove one side, by their digests. */
const proofOf = (tried: Tried | null) =>
  tried && { value: tried.value, digests: tried.runs.map(({ digest }) => digest), holds: tried.holds };

function inWords(plan: Plan, { set, boundaries, failure }: Answer): string {
  const where = Object.entries(set).map(([field, value]) => `${field} ${value}`);
  const lines = [...(where.length > 0 ? [`${where.join(', ')}:`] : [])];
  for (const { question, boundary } of boundaries) lines.push(`  ${sentenceOf(question, boundary, plan.repeats)}`);
  if (failure) {
    lines.push(`  As it stands it fails, ${failure.cause.name}: ${failure.cause.sentence}`);
    for (const change of failure.changes) lines.push(`    ${changeInWords(change)}`);
  } else lines.push('  As it stands it keeps the promise.');
  return `${lines.join('\n')}\n`;
}

function sentenceOf(
  { find, field, from, to }: Question,
  { status, holds, fails, exceptions, keptAtLeast }: Boundary,
  repeats: number,
): string {
  const { unit }: Field = FIELDS[field];
  const range = `${formatCount(from)} to ${formatCount(to)} ${unit}`;
  if (status === 'never') return `${find} ${field}: never, from ${range}.`;
  const sure =
    repeats > 1
      ? ` ${repeats} of ${repeats} seeds keep it: at least ${formatShare(keptAtLeast)} do, with 95 % confidence.`
      : '';
  if (status === 'all hold') return `${find} ${field}: all of ${range} hold.${sure}`;
  const beyond =
    exceptions.length > 0
      ? ` Beyond it ${exceptions.map(({ value }) => formatCount(value)).join(', ')} fail: there is no single boundary.`
      : '';
  return `${find} ${field}: ${formatCount(holds!.value)} ${unit} holds, ${formatCount(fails!.value)} fails.${sure}${beyond}`;
}

function changeInWords({ field, from, to }: SmallestChange): string {
  const { unit }: Field = FIELDS[field];
  if (to === null) return `${field} alone does not help.`;
  return `${field} ${formatCount(to)} ${unit} instead of ${formatCount(from)} would succeed; 1 % less change fails.`;
}
