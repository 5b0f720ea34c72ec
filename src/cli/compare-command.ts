import { parseArgs } from 'node:util';
import type { Timeline } from '../engine/record.ts';
import type { Scenario } from '../engine/scenario.ts';
import { Simulation } from '../engine/simulation.ts';
import { bestAndWorst } from '../sweep/best-and-worst.ts';
import { type DestinationPages, destinationPages } from '../sweep/destination-pages.ts';
import {
  type DecisionDifference,
  firstDecisionThatDiffers,
  firstPageThatDiffers,
  type PageDifference,
} from '../sweep/first-difference.ts';
import { incomparable } from '../sweep/incomparable.ts';
import { type OutcomeRow, outcomeRow } from '../sweep/outcome-rows.ts';
import { MAIL_COLUMNS, tableAsMarkdown, tableAsText } from '../sweep/outcome-tables.ts';
import { settingsHelp, variantNamed } from '../sweep/variant-named.ts';
import { managementVariants, OPENING_IDS, openingVariants, type Variant } from '../sweep/variants.ts';
import { wrapped } from '../sweep/wrapped.ts';
import { formatCount } from '../units.ts';
import type { Command } from './cli.ts';
import { type Io, UsageError } from './io.ts';
import { runWithProgress } from './progress.ts';
import { scenarioNamed, withSeed } from './scenario-argument.ts';

const FORM_WIDTH = 24;

export const compareCommand: Command = {
  help: `Usage: npm run -s cli -- compare <scenario.json | preset> [--variants a,b,c] [options]

Runs two to nine variants of a scenario on one seed and prints how each ended, and where each parts from the first.
Without --variants: 7.2 before the patch, the patch, three other answers of the thread, and what 8.0, 8.1 and 10.1 do,
which have the names ${OPENING_IDS.join(', ')}.

  --variants <list>   settings joined with +, variants separated by commas, as in P1,all-dirty+limit=4s,8.1+link=10Gbit/s
  --managements       the guest under nobody and under eight tools that manage guests
  --json              one object a line: the row of the table, its best and worst figures, and the first differences
  --markdown          the table alone, for an issue
  --text              the table alone, in lines of at most ${MAIL_COLUMNS} columns, for a mail
  --seed <n>          another seed than the scenario's, for all of them

Settings:
${settingsHelp().map(settingInWords).join('')}`,
  run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        variants: { type: 'string' },
        managements: { type: 'boolean' },
        json: { type: 'boolean' },
        markdown: { type: 'boolean' },
        text: { type: 'boolean' },
        seed: { type: 'string' },
      },
    });
    if (Number(values.json ?? 0) + Number(values.markdown ?? 0) + Number(values.text ?? 0) > 1)
      throw new UsageError('--json, --markdown and --text: choose one');
    if (values.managements && values.variants !== undefined)
      throw new UsageError('--managements and --variants: choose one');
    const base = withSeed(scenarioNamed('compare', positionals, io), values.seed);
    const variants = values.managements ? managementVariants(base) : variantsOf(base, values.variants);
    const ended = runAll(variants, io);
    const rows = ended.map(({ row }) => row);
    if (values.json) for (const line of asObjects(ended)) io.out(`${JSON.stringify(line)}\n`);
    else if (values.markdown) io.out(tableAsMarkdown(rows));
    else io.out(values.text ? tableAsText(rows) : `${tableAsText(rows)}\n${differencesInWords(ended)}`);
    return 0;
  },
};

/** The form, and what it sets behind it, or below it when the form is long. */
function settingInWords([form, sets]: readonly [form: string, sets: string]): string {
  const start = form.length > FORM_WIDTH ? `${form}\n  ${' '.repeat(FORM_WIDTH)}` : form.padEnd(FORM_WIDTH);
  return `  ${start}  ${sets}\n`;
}

function variantsOf(base: Scenario, list: string | undefined): readonly Variant[] {
  const variants = list === undefined ? openingVariants(base) : list.split(',').map((spec) => variantNamed(base, spec));
  const refused = incomparable(variants);
  if (refused) throw new UsageError(refused.reason);
  return variants;
}

/** A run that has ended, and where it parts from the first; both null where it does not, and for the first itself. */
interface Ended {
  readonly row: OutcomeRow;
  readonly decision: DecisionDifference | null;
  readonly page: PageDifference | null;
}

function runAll(variants: readonly Variant[], io: Io): readonly Ended[] {
  let first: { readonly timeline: Timeline; readonly pages: DestinationPages } | null = null;
  return variants.map((variant): Ended => {
    const simulation = new Simulation(variant.scenario, { keyframeBudgetBytes: 0 });
    runWithProgress(simulation, io);
    const timeline = simulation.timeline();
    const row = outcomeRow(variant, timeline);
    const pages = destinationPages(simulation);
    first ??= { timeline, pages };
    return {
      row,
      decision: firstDecisionThatDiffers(first.timeline, timeline),
      page: firstPageThatDiffers(first.pages, pages),
    };
  });
}

function asObjects(ended: readonly Ended[]) {
  const marks = bestAndWorst(ended.map(({ row }) => row));
  return ended.map(({ row, decision, page }, i) => ({ ...row, marks: marks[i], firstDifference: { decision, page } }));
}

function differencesInWords(ended: readonly Ended[]): string {
  const lines = ended.slice(1).flatMap(({ decision, page }, i) => {
    const sentences = [
      decision?.sentence ?? 'No decision differs.',
      page
        ? `${page.pages === 1 ? '1 page differs' : `${formatCount(page.pages)} pages differ`} on the destination at the end, the first is ${page.block} page ${formatCount(page.pageInBlock)}: ${page.states.join('; ')}.`
        : 'The destinations have the same at the end.',
    ];
    return wrapped(sentences.join(' '), { first: `1 and ${i + 2}: `, rest: '    ', columns: MAIL_COLUMNS });
  });
  return `Where they part:\n${lines.join('\n')}\n`;
}
