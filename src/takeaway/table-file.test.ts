import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparisonFigures, figuresOf } from './figures.ts';
import { type Cell, curveTable, TABLES, type Table, type TableKind } from './table.ts';
import { csvOf, firstDifference, isTableText, jsonOf, readTable, TableError, whatItIs } from './table-file.ts';
import { takenComparison, takenRun } from './taken-run.testing.ts';

const run = takenRun('converging');
const curve = curveTable(run);
const fault = (text: string): TableError => {
  try {
    readTable(text, 'given.csv');
  } catch (error) {
    expect(error).toBeInstanceOf(TableError);
    return error as TableError;
  }
  throw new Error('it was read');
};

/** A minus before 0 says nothing, and is not written. */
const arbitraryNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0);
const arbitraryText = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\r', ''));
const arbitraryTable: fc.Arbitrary<Table> = fc.constantFrom(...(Object.keys(TABLES) as TableKind[])).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    provenance: fc.constant(curve.provenance),
    rows: fc.array(
      fc.tuple(
        ...TABLES[kind].columns.map(
          ({ type }): fc.Arbitrary<Cell> => fc.option<Cell>(type === 'number' ? arbitraryNumber : arbitraryText),
        ),
      ),
      { maxLength: 8 },
    ),
  }),
);

describe('a table', () => {
  it('is read as it was written, whatever is in it, as CSV and as JSON', () => {
    fc.assert(
      fc.property(arbitraryTable, (table) => {
        for (const text of [csvOf(table), jsonOf(table)]) {
          expect(isTableText(text)).toBe(true);
          const read = readTable(text, 'kept');
          expect(read.kind).toBe(table.kind);
          expect(read.provenance).toEqual(table.provenance);
          expect(firstDifference(read, table)).toBe(null);
        }
      }),
    );
  });

  it.each(
    [
      ...figuresOf(run),
      ...comparisonFigures(takenComparison('first-visit', 'untracked-skip-precopy'), { toMs: 1, maxBytes: 1 }),
    ].flatMap(({ id, tables }) => tables.map((table) => [`${table.kind} of ${id}`, table] as const)),
  )('of a run comes back: %s', (_, table) => {
    expect(table.rows.length).toBeGreaterThan(0);
    expect(firstDifference(readTable(csvOf(table), 'kept'), table)).toBe(null);
  });

  it('survives a spreadsheet that writes other line ends and a byte-order mark', () => {
    const text = `\uFEFF${csvOf(curve).replaceAll('\n', '\r\n')}`;
    expect(isTableText(text)).toBe(true);
    expect(firstDifference(readTable(text, 'kept'), curve)).toBe(null);
  });

  it('says what it is', () => {
    const read = readTable(csvOf(curve), 'kept');
    expect(whatItIs(read)).toBe(
      `This is the convergence curve of “${run.title}”: ${curve.rows.length.toLocaleString('en')} rows, QEMU ${run.scenario.qemu.release}, run ${run.timeline.outcome!.digest}.`,
    );
  });
});

describe('a file that is none', () => {
  it('is known as one', () => {
    for (const text of ['', '{"format":2}', 'atMs,remainingBytes\n1,2\n', '# a comment'])
      expect(isTableText(text)).toBe(false);
  });

  it('is refused with the line, the fault and what to do', () => {
    const good = csvOf(curve);
    expect(fault(good.replace('# switchover: curve', '# switchover: constructor')).message).toContain(
      'no table of Switchover',
    );
    expect(fault(good.replace('# format: 1', '# format: 2')).message).toContain('another version');
    expect(fault(good.replace('remainingBytes', 'remaining')).advice).toContain('atMs,remainingBytes');
    const lines = good.split('\n');
    const at = lines.findIndex((line) => line.startsWith('atMs')) + 2;
    lines[at] = `${lines[at]},7`;
    expect(fault(lines.join('\n')).message).toBe(`given.csv: line ${at + 1}: 6 cells where there are 5 columns`);
    lines[at] = lines[at]!.replace(/^[^,]*/, 'soon').replace(/,7$/, '');
    expect(fault(lines.join('\n')).message).toContain('atMs is “soon”, which is no number');
    expect(fault(`${good}"`).message).toContain('a quote is not closed');
    expect(fault('{"switchover":"curve","format":1,"rows":[[1,2]]}').field).toBe('rows.0');
    expect(fault('{"switchover":"curve","format":1,').message).toContain('this is no JSON');
    expect(fault(jsonOf(curve, curve)).message).toContain('several tables');
  });
});

it('tells where two tables part', () => {
  const other = { ...curve, rows: curve.rows.map((row, i) => (i === 2 ? [row[0]!, 5, ...row.slice(2)] : row)) };
  expect(firstDifference(other, curve)).toBe(
    `in row 3 remainingBytes is 5 in the file and ${curve.rows[2]![1]} in the run`,
  );
  expect(firstDifference({ ...curve, rows: [] }, curve)).toMatch(/^the file has 0 rows/);
});
