import type { FieldValue } from '../../scenario/field-values.ts';
import { columnsOf, inOrder, recordsOf } from './columns.ts';
import type { Plan } from './plan.ts';
import type { Row } from './row.ts';

/** RFC 4180: a header, one line a run in the order of the plan, CRLF; what is not there is empty. */
export function csvOf(plan: Plan, rows: readonly Row[]): string {
  const columns = columnsOf(plan);
  const lines = inOrder(rows).map((row) => columns.map((column) => csvField(column.value(row))).join());
  return [columns.map(({ name }) => name).join(), ...lines, ''].join('\r\n');
}

/** The plan, its data dictionary and the rows, so that the file can be read without anything else. */
export function jsonOf(plan: Plan, rows: readonly Row[]): string {
  const columns = columnsOf(plan).map(({ name, type, unit, meaning }) => ({ name, type, unit, meaning }));
  return `${JSON.stringify({ plan, columns, rows: recordsOf(plan, rows) }, null, 1)}\n`;
}

/** The data dictionary for a CSV or Parquet file, as Markdown. */
export function dictionaryOf(plan: Plan): string {
  const lines = columnsOf(plan).map(({ name, type, unit, meaning }) => `| ${name} | ${type} | ${unit} | ${meaning} |`);
  return ['| column | type | unit | meaning |', '| --- | --- | --- | --- |', ...lines, ''].join('\n');
}

/** Apache Parquet. The writer is loaded when it is first asked for. */
export async function parquetOf(plan: Plan, rows: readonly Row[]): Promise<Uint8Array<ArrayBuffer>> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const ordered = inOrder(rows);
  const columnData = columnsOf(plan).map((column) => ({
    name: column.name,
    type: PARQUET_TYPES[column.type],
    nullable: true,
    data: ordered.map((row) => column.value(row)),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

const PARQUET_TYPES = { text: 'STRING', number: 'DOUBLE', 'yes or no': 'BOOLEAN' } as const;

function csvField(value: FieldValue): string {
  if (value === null) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
