import { RELEASES, type Release } from '../engine/migration/releases.ts';
import type { Timeline } from '../engine/record.ts';
import type { ReleaseName, Scenario } from '../engine/scenario.ts';
import { simulate } from '../engine/simulation.ts';
import { t } from '../language/t.ts';
import { formatCount } from '../units.ts';
import { causesOf, type FlagCauses } from './flag-causes.ts';
import { type OutcomeRow, outcomeRow } from './outcome-rows.ts';

/** The same run under one release, and what came out otherwise than under the release before. */
export interface ReleaseRow {
  readonly release: ReleaseName;
  readonly outcome: OutcomeRow;
  /** Empty for the first release, and where nothing changed. */
  readonly changes: readonly ReleaseChange[];
}
/** `flags` are fields of `Release`, the columns of the table of releases. */
export interface ReleaseChange extends FlagCauses {
  /** Plain words or QEMU's own name; shown through `t`. */
  readonly what: string;
  /** In words, exact. */
  readonly before: string;
  readonly after: string;
}
/** What is about to be run: a release as it is, or the one before it with some flags of it. */
export interface ReleaseProgress {
  readonly release: ReleaseName;
  readonly flags: readonly string[];
}

/**
 * Runs the scenario under every release and finds by experiment which flags bring each change: the older release is run
 * again with flags of the newer one. Yields before each run, so that whoever drives it can show progress or give up.
 */
export function* releaseTable(scenario: Scenario): Generator<ReleaseProgress, readonly ReleaseRow[]> {
  const rows: ReleaseRow[] = [];
  let older: { readonly row: Release; readonly figures: Figures } | null = null;
  for (const row of Object.values(RELEASES)) {
    yield { release: row.name, flags: [] };
    const under = scenarioUnder(scenario, row.name);
    const timeline = simulate(under, QUICK).timeline();
    const figures = figuresOf(timeline);
    const changes: readonly ReleaseChange[] = older ? yield* changesBetween(scenario, older, { row, figures }) : [];
    const variant = { id: row.name, title: `QEMU ${row.name}`, note: '', scenario: under };
    rows.push({ release: row.name, outcome: outcomeRow(variant, timeline), changes });
    older = { row, figures };
  }
  return rows;
}

/** The flags in which two releases differ, in the order of the table. */
export const differingFlags = (older: Release, newer: Release): readonly string[] =>
  Object.keys(newer).filter((flag) => flag !== 'name' && older[flag as keyof Release] !== newer[flag as keyof Release]);

interface Ran {
  readonly row: Release;
  readonly figures: Figures;
}

function* changesBetween(
  scenario: Scenario,
  older: Ran,
  newer: Ran,
): Generator<ReleaseProgress, readonly ReleaseChange[]> {
  const changed = Object.keys(newer.figures).filter((what) => older.figures[what] !== newer.figures[what]);
  if (changed.length === 0) return [];
  const flags = differingFlags(older.row, newer.row);
  const under = scenarioUnder(scenario, older.row.name);
  const known = new Map<string, Figures>();
  function* figuresWith(switched: readonly string[]): Generator<ReleaseProgress, Figures> {
    const key = switched.join(' ');
    const before = known.get(key);
    if (before) return before;
    yield { release: newer.row.name, flags: switched };
    const figures = figuresOf(
      simulate(under, { ...QUICK, release: withFlags(older.row, newer.row, switched) }).timeline(),
    );
    known.set(key, figures);
    return figures;
  }
  const changes: ReleaseChange[] = [];
  for (const what of changed) {
    const [before, after] = [older.figures[what]!, newer.figures[what]!];
    const causes = yield* causesOf(flags, function* (switched) {
      return (yield* figuresWith(switched))[what] === after;
    });
    changes.push({ what, before, after, ...causes });
  }
  return changes;
}

const QUICK = { keyframeBudgetBytes: 0 };

const scenarioUnder = (scenario: Scenario, release: ReleaseName): Scenario => ({
  ...scenario,
  qemu: { ...scenario.qemu, release },
});

/** The older release with these flags of the newer one. */
const withFlags = (older: Release, newer: Release, flags: readonly string[]): Release => ({
  ...older,
  ...Object.fromEntries(flags.map((flag) => [flag, newer[flag as keyof Release]])),
});

/** What is compared between releases, each in words that tell two values apart. */
type Figures = Readonly<Record<string, string>>;

function figuresOf({ outcome, admission, log, statuses }: Timeline): Figures {
  if (!outcome) throw new RangeError('a run that has not ended has no figures');
  const said = [...log.map(({ text }) => text), ...admission.blockedReasons, admission.error, admission.realizeError];
  const messages = new Set(said.filter((text) => text !== null && text !== ''));
  return {
    status: outcome.status,
    'guest stopped': outcome.downtimeMs === null ? '-' : `${formatCount(outcome.downtimeMs)} ms`,
    'total time': `${formatCount(outcome.totalTimeMs)} ms`,
    sent: t('{count} bytes', { count: outcome.streamBytes }),
    'ram.transferred': t('{count} bytes', { count: outcome.transferredBytes }),
    'dirty-sync-count': formatCount(outcome.dirtySyncCount),
    'pages lost': formatCount(outcome.audit.stalePages),
    'statuses visited': statuses.map(({ state }) => state).join(', '),
    messages: messages.size === 0 ? t('none') : [...messages].join('; '),
    'told beforehand': admission.told.summary,
  };
}
