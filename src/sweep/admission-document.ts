import type { ReleaseName } from '../engine/scenario.ts';
import type { AdmissionCase, AdmissionRow } from './admission-table.ts';

/**
 * The table for a person, in Markdown: a part for each run of releases that decide alike, and in it a line for all
 * combinations that differ only in what does not matter. The name of a device stands as `%s`.
 */
export function admissionDocument(rows: readonly AdmissionRow[]): string {
  return [INTRODUCTION, ...releasesAlike(rows).map(partOf)].join('\n');
}

const INTRODUCTION = `# Which VFIO devices may migrate

Written by \`npm run -s cli -- admission --document\`; \`npm run -s cli -- admission\` prints every combination on a line of its own.
Each release decides for itself: the rules of the mail thread are not in force here. All devices of a guest are of the same
kind. A line stands for all combinations that differ only where it says "any"; the lines of a part add up to all 192.

- *allowed*: nothing is said, and \`migrate\` is let through.
- *warned*: QEMU prints the message when the device is added, and \`migrate\` is let through.
- *blocked*: \`query-migrate\` lists the message under \`blocked-reasons\`, and \`migrate\` returns it. Of several, it is the one
  that was added last.
- *realize-error*: the device is refused with the message, so QEMU does not start.

\`%s\` is the name of the device. Up to 8.0 the property is \`x-enable-migration\`, which is on or off: auto means that it was left
out. The sources are sections 5.5, 6.2 and 6.3 of the project's semantics sheet; what they leave open is said below the part.
`;

interface Column {
  readonly head: string;
  readonly cell: (row: AdmissionCase) => string;
}
const COLUMNS: readonly Column[] = [
  { head: 'enable-migration', cell: (row) => row.enableMigration },
  { head: 'logs its own writes', cell: (row) => yesOrNo(row.deviceLogging) },
  { head: 'container', cell: (row) => row.containerTracker },
  { head: 'vIOMMU', cell: (row) => yesOrNo(row.viommu) },
  { head: 'devices', cell: (row) => String(row.devices) },
  { head: 'P2P', cell: (row) => yesOrNo(row.p2p) },
];
const yesOrNo = (value: boolean): string => (value ? 'yes' : 'no');

interface Part {
  readonly releases: readonly ReleaseName[];
  readonly rows: readonly AdmissionRow[];
}

function releasesAlike(rows: readonly AdmissionRow[]): readonly Part[] {
  const parts: Part[] = [];
  for (const release of new Set(rows.map((row) => row.release))) {
    const own = rows.filter((row) => row.release === release);
    const last = parts.at(-1);
    if (last && answers(last.rows) === answers(own))
      parts[parts.length - 1] = { ...last, releases: [...last.releases, release] };
    else parts.push({ releases: [release], rows: own });
  }
  return parts;
}

const answers = (rows: readonly AdmissionRow[]): string => rows.map(answerOf).join('\n');

const answerOf = ({ verdict, message }: AdmissionRow): string =>
  message === '' ? verdict : `${verdict} | \`${message.replace(/\b[\da-f]{4}:[\da-f]{2}:[\da-f]{2}\.\d\b/g, '%s')}\``;

function partOf({ releases, rows }: Part): string {
  const [first, last] = [releases[0]!, releases.at(-1)!];
  const [switched, ...others] = COLUMNS;
  const lines = groupsBy(switched!, rows).flatMap((group) =>
    linesOf(group.rows, others).map((line) => withCell(line, switched!, group.values)),
  );
  return [
    `## ${first === last ? first : `${first} to ${last}`}`,
    '',
    `| ${COLUMNS.map(({ head }) => head).join(' | ')} | combinations | verdict | message |`,
    `| ${COLUMNS.map(() => '---').join(' | ')} | ---: | --- | --- |`,
    ...lines.map(
      ({ cells, count, answer }) =>
        `| ${COLUMNS.map((column) => cells.get(column) ?? 'any').join(' | ')} | ${count} | ${answer.includes(' | ') ? answer : `${answer} |`} |`,
    ),
    '',
    ...(OPEN[first] ? [OPEN[first], ''] : []),
  ].join('\n');
}

/** What the sources leave open, by the first release of the part. */
const OPEN: Readonly<Partial<Record<ReleaseName, string>>> = {
  '8.0':
    'Not verified: the text for `x-enable-migration` off is assumed to be that of 7.2. The two other blockers are added once\nfor all devices, so with a vIOMMU and two devices the second of them comes last.',
  '8.1':
    'Not verified: that several devices are refused in the words of 8.0, and that a device without tracker is blocked before\nanything else is looked at and a vIOMMU after the number of devices. The order decides which message comes last.',
};

/** The columns that matter with their values, and how many combinations of one release the line stands for. */
interface Line {
  readonly cells: ReadonlyMap<Column, string>;
  readonly count: number;
  readonly answer: string;
}

/** The fewest lines that splitting by one column after the other gives, whichever comes first. */
function linesOf(rows: readonly AdmissionRow[], columns: readonly Column[]): readonly Line[] {
  if (new Set(rows.map(answerOf)).size === 1)
    return [{ cells: new Map(), count: rows.length, answer: answerOf(rows[0]!) }];
  let fewest: readonly Line[] | null = null;
  for (const column of columns) {
    const groups = groupsBy(column, rows);
    if (groups.length === 1) continue;
    const others = columns.filter((each) => each !== column);
    const lines = groups.flatMap((group) =>
      linesOf(group.rows, others).map((line) => withCell(line, column, group.values)),
    );
    if (fewest === null || lines.length < fewest.length) fewest = lines;
  }
  return fewest!;
}

const withCell = (line: Line, column: Column, values: readonly string[]): Line => ({
  ...line,
  cells: new Map([...line.cells, [column, values.join(', ')]]),
});

interface Group {
  readonly values: readonly string[];
  readonly rows: readonly AdmissionRow[];
}

/** Rows by their value in a column; values that are answered alike in everything else share a group. */
function groupsBy({ cell }: Column, rows: readonly AdmissionRow[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const value of new Set(rows.map(cell))) {
    const own = rows.filter((row) => cell(row) === value);
    const key = answers(own);
    const alike = groups.get(key) ?? { values: [], rows: [] };
    groups.set(key, { values: [...alike.values, value], rows: [...alike.rows, ...own] });
  }
  return [...groups.values()];
}
