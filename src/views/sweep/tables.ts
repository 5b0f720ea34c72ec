import type { FieldName } from '../../store/fields.ts';
import type { CauseName } from '../../sweep/ask/cause.ts';
import type { Finding } from '../../sweep/study/findings.ts';
import type { Design, Promised } from '../../sweep/study/plan.ts';
import type { SavedFigure } from './save-figure.tsx';

/* Tables of this screen whose texts go through `t` where they are shown. */

/** What the first three axes of a grid are on the map. */
export const MAP_AXES = ['Across', 'Up', 'A map for each'] as const;

/** Of the list. */
export const DESIGNS: readonly { readonly value: Design['kind']; readonly label: string; readonly detail: string }[] = [
  { value: 'grid', label: 'All combinations', detail: 'One axis: a curve. Two: a map. Three: several maps.' },
  {
    value: 'frontier',
    label: 'Refined at the frontier',
    detail: 'Half the distance wherever neighbours end differently.',
  },
  { value: 'latin-hypercube', label: 'Spread evenly', detail: 'A Latin hypercube: few points for many axes.' },
  { value: 'morris', label: 'For sensitivity', detail: 'Morris: what each axis does, over its whole range.' },
];

/** As an operator asks; any other axis by its name. */
export const QUESTIONS: Readonly<Partial<Record<FieldName, string>>> = {
  'downtime-limit': 'Smallest downtime limit',
  linkBytesPerSecond: 'Least link speed',
  'max-bandwidth': 'Least bandwidth cap',
  writesPerSecond: 'Highest write rate',
  ramBytes: 'Largest guest',
  'max-cpu-throttle': 'Least throttle',
};

/** What the closed list of causes is called, as the beginning of a paragraph. */
export const CAUSE_NAMES: Readonly<Record<CauseName, string>> = {
  'rate above bandwidth': 'Rate above bandwidth.',
  'working set too big': 'Working set too big.',
  'limit below fixed cost': 'Limit below fixed cost.',
  'bad bandwidth estimate': 'Bad bandwidth estimate.',
  'device always dirty': 'Device always dirty.',
  'throttle too late': 'Throttle too late.',
  'SLA impossible': 'SLA impossible.',
  'lost write': 'Lost write.',
  'not let through': 'Not let through.',
  'ended by someone else': 'Ended by someone else.',
};

/** How many of the seeds succeed: none, some, all. */
export const SUCCESSES = ['no', 'some seeds', 'yes'] as const;

/** What can be promised. */
export const PROMISES = [
  {
    part: 'downtimeMs',
    label: 'Guest stopped at most',
    unit: 'ms',
    help: 'A time; limit for the downtime limit of each run; nothing leaves it open.',
  },
  { part: 'totalTimeMs', label: 'Total time at most', unit: 'ms', help: '' },
  { part: 'sentBytes', label: 'Sent at most', unit: 'bytes', help: '' },
  {
    part: 'slowdown',
    label: 'Guest slowed at most',
    unit: 'share',
    help: 'The share of its work that it loses to the throttle.',
  },
] as const satisfies readonly { readonly part: keyof Promised; readonly [key: string]: string }[];

/** What the button says, and what its menu is called. */
export const SAVE: Readonly<Record<SavedFigure, { readonly what: string; readonly as: string }>> = {
  map: { what: 'Save map', as: 'Save map as' },
  maps: { what: 'Save maps', as: 'Save maps as' },
  profile: { what: 'Save profile', as: 'Save profile as' },
  effects: { what: 'Save effects', as: 'Save effects as' },
  lines: { what: 'Save lines', as: 'Save lines as' },
  costs: { what: 'Save costs', as: 'Save costs as' },
};

/** Of a figure. */
export const KINDS = [
  { id: 'png', label: 'PNG', detail: 'Twice as fine as it is shown' },
  { id: 'svg', label: 'SVG', detail: 'Lines stay lines; holds the plan' },
] as const;

/** Who answered. */
export const SOURCES: Readonly<Record<Finding['by'], string>> = {
  pages: 'Run page by page.',
  counts: 'By expected counts; the pages will confirm it.',
  nobody: 'Not known yet: count level cannot carry it, the pages will.',
};

/** Files of the runs. */
export const RESULTS = [
  { id: 'csv', label: 'CSV', detail: 'One line a run that was made page by page' },
  { id: 'json', label: 'JSON', detail: 'With the plan and the meaning of each column' },
  { id: 'parquet', label: 'Parquet', detail: 'For data frames' },
  { id: 'dictionary', label: 'Data dictionary', detail: 'Markdown: what each column means' },
] as const;
