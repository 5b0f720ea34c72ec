import { csvParse } from 'd3';
import { parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import { columnsOf, recordsOf } from './columns.ts';
import { csvOf, dictionaryOf, jsonOf, parquetOf } from './results-file.ts';
import { limits, planOver } from './study.testing.ts';
import { study } from './study.ts';

const plan = planOver([{ field: 'release', scale: 'list', values: ['7.2', '8.2'] }, limits], { repeats: 2 });
const rows = [...study(plan)];
const records = recordsOf(plan, rows);

it('some of these runs complete and some do not', () => {
  expect(new Set(records.map(({ status }) => status))).toEqual(new Set(['completed', 'not-converged']));
  expect(records).toHaveLength(20);
});

it('CSV read by another reader is the same rows', () => {
  const read = csvParse(csvOf(plan, rows));
  expect(read.columns).toEqual(columnsOf(plan).map(({ name }) => name));
  expect(read.map((row) => ({ ...row }))).toEqual(
    records.map((record) =>
      Object.fromEntries(Object.entries(record).map(([key, value]) => [key, value === null ? '' : String(value)])),
    ),
  );
});

it('Parquet read by another reader is the same rows', async () => {
  const bytes = await parquetOf(plan, rows);
  expect(await parquetReadObjects({ file: bytes.buffer })).toEqual(records);
});

it('JSON brings the plan and the meaning of each column', () => {
  const read = JSON.parse(jsonOf(plan, rows));
  expect(read.rows).toEqual(records);
  expect(read.columns.map(({ name }: { name: string }) => name)).toEqual(Object.keys(records[0]!));
  expect(dictionaryOf(plan).split('\n')).toHaveLength(read.columns.length + 3);
});

it('the order in which runs finish makes no difference', () => {
  expect(csvOf(plan, rows.toReversed())).toBe(csvOf(plan, rows));
});
