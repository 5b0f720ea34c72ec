import { spansOf } from '../charts/lane-spans.ts';
import { passesOf } from '../charts/passes.ts';
import { linearAt, valueAt } from '../charts/thin-curve.ts';
import { t } from '../language/t.ts';
import { MAIL_COLUMNS } from '../sweep/outcome-tables.ts';
import { wrapped } from '../sweep/wrapped.ts';
import { formatBytes, formatCount, formatMs } from '../units.ts';
import { decidedWords } from './decided.ts';
import { provenanceOf, type TakenRun } from './taken-run.ts';

/**
 * The run as plain text for a mail that will be quoted, in ASCII but for letters of the page's language and of its title:
 * verdict, convergence curve, passes, digests. No line is longer
 * than 72 columns but the link, which would not open if it were broken.
 */
export function mailText(run: TakenRun): string {
  const { timeline } = run;
  const { outcome } = timeline;
  const { scenario, run: digest, release, seed, engine, link } = provenanceOf(run);
  const block = (text: string) => wrapped(ascii(text), { first: '', rest: '', columns: MAIL_COLUMNS });
  return [
    ...(run.title === '' ? [] : block(`${run.title}:`)),
    ...block(outcome?.verdict.headline ?? t('The run has not ended.')),
    ...block(outcome?.verdict.why ?? ''),
    '',
    ...(timeline.curve.atMs.length > 1 && run.endMs > 0 ? [...asciiCurve(run), ''] : []),
    ...passLines(run),
    ...block(decidedWords(run)),
    '',
    ...block(
      t('QEMU {release}, seed {seed}; scenario {scenario}, run {run}.', {
        release,
        seed: String(seed),
        scenario,
        run: digest || t('without an end'),
      }),
    ),
    ...block(t('Switchover, engine revision {engine}. The run again:', { engine: String(engine) })),
    link,
    '',
  ].join('\n');
}

const [HEIGHT, NAMES] = [14, 10];
/** Columns of the plot. */
export const PLOT_COLUMNS: number = MAIL_COLUMNS - NAMES - 1;

/** Remaining bytes as `*`, the threshold as `-`, and below whether the guest runs: `=`, or stands still: `.`. */
export function asciiCurve({ timeline, vm, endMs }: TakenRun): readonly string[] {
  const { atMs, remainingBytes, thresholdBytes } = timeline.curve;
  const columns = Array.from({ length: PLOT_COLUMNS }, (_, c) => {
    const [from, to] = [(c * endMs) / PLOT_COLUMNS, ((c + 1) * endMs) / PLOT_COLUMNS];
    let least = linearAt(atMs, remainingBytes, from);
    let most = least;
    const take = (bytes: number): void => {
      least = Math.min(least, bytes);
      most = Math.max(most, bytes);
    };
    for (let i = 0; i < atMs.length; i++) if (atMs[i]! >= from && atMs[i]! <= to) take(remainingBytes[i]!);
    take(linearAt(atMs, remainingBytes, to));
    return { least, most, threshold: valueAt(atMs, thresholdBytes, to) };
  });
  const top = Math.max(...columns.map(({ most }) => most), 1);
  const rowOf = (bytes: number): number => Math.min(HEIGHT - 1, Math.round((bytes / top) * (HEIGHT - 1)));
  const lines = Array.from({ length: HEIGHT }, (_, down) => {
    const row = HEIGHT - 1 - down;
    const plot = columns.map(({ least, most, threshold }) => {
      if (row >= rowOf(least) && row <= rowOf(most)) return '*';
      return threshold > 0 && threshold <= top && rowOf(threshold) === row ? '-' : ' ';
    });
    const name = row === HEIGHT - 1 ? formatBytes(top) : row === 0 ? '0' : '';
    return `${name.padStart(NAMES - 1)} |${plot.join('')}`.trimEnd();
  });
  const states = spansOf(vm, endMs);
  const guest = columns.map((_, c) => {
    const [from, to] = [(c * endMs) / PLOT_COLUMNS, ((c + 1) * endMs) / PLOT_COLUMNS];
    // A short stop is still seen: it marks its whole column.
    return states.some((span) => span.state === 'stopped' && span.fromMs < to && span.toMs > from) ? '.' : '=';
  });
  const end = formatMs(endMs);
  return [
    t('remaining').padStart(NAMES - 1),
    ...lines,
    `${' '.repeat(NAMES)}+${'-'.repeat(PLOT_COLUMNS)}`,
    `${' '.repeat(NAMES + 1)}0${end.padStart(PLOT_COLUMNS - 1)}`,
    `${t('guest').padStart(NAMES - 1)}  ${guest.join('')}`,
    `${' '.repeat(NAMES + 1)}${t('* remaining  - threshold  = runs  . stands still')}`,
  ];
}

const MOST_PASSES = 8;

/** The passes as a table, those in the middle of many left out. */
function passLines({ timeline, endMs }: TakenRun): readonly string[] {
  const { syncs, outcome } = timeline;
  if (!outcome || syncs.length === 0) return [];
  const passes = passesOf(syncs, { ...outcome, atMs: endMs });
  const half = MOST_PASSES / 2;
  const isShort = passes.length <= MOST_PASSES + 1;
  const shown = isShort ? passes : [...passes.slice(0, half), ...passes.slice(-half)];
  const head = [t('pass'), t('from'), t('to'), t('pages sent'), t('found dirty')];
  const body = shown.map(({ first, fromMs, toMs, normalPages, zeroPages, foundPages }) => [
    String(first),
    formatMs(fromMs),
    formatMs(toMs),
    formatCount(normalPages + zeroPages),
    foundPages === null ? '-' : formatCount(foundPages),
  ]);
  const widths = head.map((_, c) => Math.max(...[head, ...body].map((cells) => cells[c]!.length)));
  const line = (cells: readonly string[]) => cells.map((cell, c) => cell.padStart(widths[c]!)).join('  ');
  const rows = body.map(line);
  return [
    line(head),
    ...(isShort
      ? rows
      : [
          ...rows.slice(0, half),
          `${' '.repeat(widths[0]!)}  ${t('... {count} more', { count: passes.length - MOST_PASSES })}`,
          ...rows.slice(half),
        ]),
    '',
  ].map(ascii);
}

/** What mail programs of every age show: typographic signs become plain ones, letters stay. */
const ascii = (text: string): string =>
  text
    .replaceAll('\u2212', '-')
    .replaceAll(/[\u2013\u2014]/g, '-')
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/[\u201c\u201d\u201e]/g, '"')
    .replaceAll('\u2026', '...')
    .replaceAll('\u00d7', 'x')
    .replaceAll('\u2264', '<=')
    .replaceAll('\u2265', '>=');
