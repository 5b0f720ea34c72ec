import { counted, t } from '../language/t.ts';
import { type Fault, InputError } from '../scenario/input-error.ts';
import { type Cell, type Column, TABLES, type Table, type TableKind } from './table.ts';
import type { Provenance } from './taken-run.ts';

/** A file that `csvOf` or `jsonOf` did not write, or that was changed so that it is none any more. */
export class TableError extends InputError {}

const FORMAT = 1;

/**
 * The table as CSV (RFC 4180, LF). Above the header stand lines that begin with `# `: what it is and where it comes
 * from. Numbers are written so that they are read again as the same ones.
 */
export function csvOf({ kind, provenance, rows }: Table): string {
  const { about, columns } = TABLES[kind];
  const head = [
    `# switchover: ${kind}`,
    `# format: ${FORMAT}`,
    `# about: ${about}`,
    ...KEYS.map((key) => `# ${key}: ${oneLine(String(provenance[key]))}`),
  ];
  const lines = rows.map((row) => row.map(csvField).join());
  return [...head, columns.map(({ name }) => name).join(), ...lines, ''].join('\n');
}

/** The same as one JSON object, with the meaning of each column. */
export function jsonOf(...tables: readonly Table[]): string {
  const [first] = tables;
  if (!first) throw new RangeError('no table to write');
  const parts = tables.map(({ kind, provenance, rows }) => ({
    switchover: kind,
    format: FORMAT,
    about: TABLES[kind].about,
    provenance,
    columns: TABLES[kind].columns,
    rows,
  }));
  return `${JSON.stringify(parts.length === 1 ? parts[0] : { switchover: 'several', format: FORMAT, tables: parts })}\n`;
}

/** True for the text of a file of ours, whichever it is. */
export const isTableText = (text: string): boolean =>
  /^\uFEFF?# switchover: /.test(text) || /^\{"switchover":"/.test(text);

/**
 * The table in a file that `csvOf` or `jsonOf` wrote.
 * @throws TableError that names file, line or field, and what to do
 */
export function readTable(text: string, file: string): Table {
  return text.startsWith('{') ? readJson(text, file) : readCsv(text.replace(/^\uFEFF/, ''), file);
}

/** What the file is, in one sentence. */
export function whatItIs({ kind, provenance, rows }: Table): string {
  const { title, run, release } = provenance;
  return counted(
    rows.length,
    'This is {about} of {of}: {count} row, QEMU {release}, run {run}.',
    'This is {about} of {of}: {count} rows, QEMU {release}, run {run}.',
    {
      about: t(TABLES[kind].about),
      of: title === '' ? t('a run') : `“${title}”`,
      release,
      run: run || t('without a digest'),
    },
  );
}

/** The first cell in which two tables of one kind differ, in words; null when they are the same. */
export function firstDifference(kept: Table, now: Table): string | null {
  if (kept.rows.length !== now.rows.length)
    return t('the file has {kept} rows, the run {now}', { kept: kept.rows.length, now: now.rows.length });
  for (const [i, row] of kept.rows.entries())
    for (const [c, { name: column }] of TABLES[kept.kind].columns.entries())
      if (!Object.is(row[c], now.rows[i]![c]))
        return t('in row {row} {column} is {kept} in the file and {now} in the run', {
          row: i + 1,
          column,
          kept: String(row[c]),
          now: String(now.rows[i]![c]),
        });
  return null;
}

const KEYS = [
  'title',
  'scenario',
  'run',
  'release',
  'seed',
  'engine',
  'link',
] as const satisfies readonly (keyof Provenance)[];
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function csvField(value: Cell): string {
  if (value === null) return '';
  const text = String(value);
  // An empty text is quoted, so that it is not taken for nothing.
  return text === '' || /[",\r\n#]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function readCsv(text: string, file: string): Table {
  const lines = text.split(/\r?\n/);
  const facts = new Map<string, string>();
  let at = 0;
  for (; lines[at]?.startsWith('#'); at++) {
    const [, key, value] = /^# ([a-z]+): ?(.*)$/.exec(lines[at]!) ?? [];
    if (key !== undefined) facts.set(key, value!);
  }
  const kind = kindOf(facts.get('switchover'), Number(facts.get('format')), file);
  const { columns } = TABLES[kind];
  const records = csvRecords(lines.slice(at).join('\n'), at + 1, file);
  const [header, ...rows] = records;
  const names = columns.map(({ name }) => name).join();
  if (header?.cells.map(({ text: cell }) => cell).join() !== names)
    throw new TableError(file, {
      field: t('line {line}', { line: at + 1 }),
      fault: t('the columns are not those of {about}', { about: t(TABLES[kind].about) }),
      advice: t('They are {names}.', { names }),
    });
  return {
    kind,
    provenance: provenanceIn((key) => facts.get(key)),
    rows: rows.map(({ cells, line }) => {
      if (cells.length !== columns.length)
        throw new TableError(file, {
          field: t('line {line}', { line }),
          fault: t('{cells} cells where there are {columns} columns', { cells: cells.length, columns: columns.length }),
          advice: t('Take the file as it was saved.'),
        });
      return cells.map(({ text: cell, isQuoted }, c) =>
        cell === '' && !isQuoted
          ? null
          : columns[c]!.type === 'text'
            ? cell
            : numberIn(cell, columns[c]!, t('line {line}', { line }), file),
      );
    }),
  };
}

function numberIn(text: string, { name }: Column, field: string, file: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new TableError(file, {
      field,
      fault: t('{name} is “{text}”, which is no number', { name, text }),
      advice: t('Take the file as it was saved.'),
    });
  return value;
}

interface CsvCell {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Records of RFC 4180 with the line each begins in; an empty line at the end is none. */
function csvRecords(
  text: string,
  firstLine: number,
  file: string,
): { readonly cells: readonly CsvCell[]; readonly line: number }[] {
  const records: { cells: CsvCell[]; line: number }[] = [];
  let line = firstLine;
  let at = 0;
  while (at < text.length) {
    const record = { cells: [] as CsvCell[], line };
    for (let isOpen = true; isOpen; ) {
      if (text[at] === '"') {
        let cell = '';
        for (at++; ; at++) {
          if (at >= text.length)
            throw new TableError(file, {
              field: t('line {line}', { line: record.line }),
              fault: t('a quote is not closed'),
              advice: t('Take the file as it was saved.'),
            });
          if (text[at] === '"' && text[at + 1] !== '"') break;
          if (text[at] === '"') at++;
          if (text[at] === '\n') line++;
          cell += text[at];
        }
        at++;
        record.cells.push({ text: cell, isQuoted: true });
      } else {
        const rest = /[^,\n]*/y;
        rest.lastIndex = at;
        const [cell] = rest.exec(text)!;
        at += cell.length;
        record.cells.push({ text: cell, isQuoted: false });
      }
      isOpen = text[at] === ',';
      at++;
    }
    line++;
    if (record.cells.length > 1 || record.cells[0]!.text !== '') records.push(record);
  }
  return records;
}

function readJson(text: string, file: string): Table {
  const json = parsed(text, file);
  const kind = kindOf(json.switchover, Number(json.format), file);
  const { columns } = TABLES[kind];
  const { rows } = json;
  const isRow = (row: unknown): row is Cell[] =>
    Array.isArray(row) &&
    row.length === columns.length &&
    row.every(
      (cell, c) => cell === null || (columns[c]!.type === 'text' ? typeof cell === 'string' : Number.isFinite(cell)),
    );
  const bad = Array.isArray(rows) ? rows.findIndex((row) => !isRow(row)) : 0;
  if (!Array.isArray(rows) || bad >= 0)
    throw new TableError(file, {
      field: `rows.${bad}`,
      fault: t('not a row of {about}', { about: t(TABLES[kind].about) }),
      advice: t('Its columns are {names}.', { names: columns.map(({ name }) => name).join() }),
    });
  const facts = json.provenance;
  const known = typeof facts === 'object' && facts !== null ? (facts as Record<string, unknown>) : {};
  return { kind, provenance: provenanceIn((key) => (Object.hasOwn(known, key) ? known[key] : undefined)), rows };
}

function parsed(text: string, file: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    throw new TableError(file, { field: '', fault: t('this is no JSON'), advice: t('Take the file as it was saved.') });
  }
}

function kindOf(kind: unknown, format: number, file: string): TableKind {
  const fault = (what: string, advice: string): Fault => ({ field: 'switchover', fault: what, advice });
  if (kind === 'several')
    throw new TableError(file, fault(t('this file holds several tables'), t('Save one figure as CSV or JSON.')));
  if (typeof kind !== 'string' || !Object.hasOwn(TABLES, kind))
    throw new TableError(file, fault(t('this is no table of Switchover'), t('Save it anew under Take away.')));
  if (format !== FORMAT)
    throw new TableError(file, fault(t('this table is of another version'), t('Open it with the app that made it.')));
  return kind as TableKind;
}

/** What was written of it; what is missing is empty, since the rows do not rest on it. */
function provenanceIn(of: (key: (typeof KEYS)[number]) => unknown): Provenance {
  const text = (key: (typeof KEYS)[number]): string => String(of(key) ?? '');
  return {
    title: text('title'),
    scenario: text('scenario'),
    run: text('run'),
    release: text('release'),
    seed: Number(text('seed')),
    engine: Number(text('engine')),
    link: text('link'),
  };
}
