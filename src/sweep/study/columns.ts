import type { FieldValue } from '../../scenario/field-values.ts';
import { FIELDS, type Field } from '../../scenario/fields.ts';
import { addressOf } from './address.ts';
import type { Plan } from './plan.ts';
import type { Row } from './row.ts';

/** One column of the results: the data dictionary, and how a row fills it. */
export interface Column {
  readonly name: string;
  readonly type: 'text' | 'number' | 'yes or no';
  /** Of the numbers; '' when there is none. */
  readonly unit: string;
  /** One sentence. */
  readonly meaning: string;
  value(row: Row): FieldValue;
}

/** The columns of a plan's results: what was set, then what came out. The same in CSV, JSON and Parquet. */
export function columnsOf(plan: Plan): readonly Column[] {
  return [...PLACE, ...plan.axes.map(({ field }, i) => ofField(field, i)), ...OUTCOME];
}

/** The results as objects, in the order of the plan. */
export function recordsOf(plan: Plan, rows: readonly Row[]): readonly Readonly<Record<string, FieldValue>>[] {
  const columns = columnsOf(plan);
  return inOrder(rows).map((row) => Object.fromEntries(columns.map((column) => [column.name, column.value(row)])));
}

/** Rows by their place in the plan, whoever finished first. */
export const inOrder = (rows: readonly Row[]): readonly Row[] => rows.toSorted((a, b) => a.cell.index - b.cell.index);

function ofField(name: keyof typeof FIELDS, axis: number): Column {
  const { control, unit, label, qemuName }: Field = FIELDS[name];
  const type = { number: 'number', switch: 'yes or no', choice: 'text' } as const;
  return {
    name,
    type: type[control.kind],
    unit,
    meaning: `Set: ${label}${qemuName ? `, ${qemuName} of QEMU` : ''}.`,
    value: ({ cell }) => cell.values[axis]!,
  };
}

const PLACE: readonly Column[] = [
  { name: 'cell', type: 'number', unit: '', meaning: 'Place of the run in the plan.', value: ({ cell }) => cell.index },
  {
    name: 'point',
    type: 'number',
    unit: '',
    meaning: 'Place of the combination of values in the plan; its repeats share it.',
    value: ({ cell }) => cell.point,
  },
  { name: 'seed', type: 'number', unit: '', meaning: 'Seed of the run.', value: ({ cell }) => cell.scenario.seed },
];

const OUTCOME: readonly Column[] = [
  { name: 'status', type: 'text', unit: '', meaning: 'How the run ended.', value: ({ run }) => run.status },
  {
    name: 'keepsPromise',
    type: 'yes or no',
    unit: '',
    meaning: 'It completed, lost no page and kept what was promised.',
    value: ({ keepsPromise }) => keepsPromise,
  },
  number('downtimeMs', 'ms', 'Downtime as QEMU reports it; empty unless completed.'),
  number('guestPauseMs', 'ms', 'From STOP on the source to RESUME on the destination; empty unless both were there.'),
  number('totalTimeMs', 'ms', 'From migrate to the end.'),
  number('sentBytes', 'bytes', 'Everything on the wire.'),
  number('downtimeBytes', 'bytes', 'RAM sent while the guest stood still.'),
  number('normalPages', 'pages', 'Pages sent whole.'),
  number('duplicatePages', 'pages', 'Zero pages sent.'),
  number('redundantPages', 'pages', 'Pages sent although the destination had their content.'),
  number('remainingPages', 'pages', 'Pages still to be sent at the end.'),
  number('stalePages', 'pages', 'Lost writes: pages older on the destination than on the source.'),
  number('syncs', '', 'Dirty bitmap syncs.'),
  number('throttlePercent', '%', 'The highest throttle of the guest CPUs.'),
  number('slowdown', 'share', 'Share of its work that the guest lost to the throttle.'),
  {
    name: 'digest',
    type: 'text',
    unit: '',
    meaning: 'Digest of the run; equal runs have equal ones.',
    value: ({ run }) => run.digest,
  },
  {
    name: 'address',
    type: 'text',
    unit: '',
    meaning: 'Under which the result is kept: scenario, seed and engine.',
    value: ({ cell }) => addressOf(cell.scenario),
  },
];

type NumberOfRun = {
  [Key in keyof Row['run']]: Row['run'][Key] extends number | null ? Key : never;
}[keyof Row['run']];

function number(name: NumberOfRun, unit: string, meaning: string): Column {
  return { name, type: 'number', unit, meaning, value: ({ run }) => run[name] };
}
