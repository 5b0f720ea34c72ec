import { t } from '../language/t.ts';
import { formatBytes, formatCount, formatMs } from '../units.ts';
import type { OutcomeRow } from './outcome-rows.ts';
import { wrapped } from './wrapped.ts';

/** No line of `tableAsText` is longer: what fits into a mail that will be quoted. */
export const MAIL_COLUMNS = 72;

/** The table of outcomes for an issue or a wiki. */
export function tableAsMarkdown(rows: readonly OutcomeRow[]): string {
  const head = [
    t('answer'),
    t('status'),
    t('guest stopped'),
    t('limit kept'),
    t('total'),
    t('sent'),
    t('sent in vain'),
    t('pages lost'),
    t('told beforehand'),
  ];
  const body = rows.map((row) => [
    row.note === '' ? t(row.title) : `${t(row.title)} (${t(row.note)})`,
    row.status,
    row.downtimeMs === null ? '-' : formatMs(row.downtimeMs),
    t(row.slaKept),
    wasRun(row) ? formatMs(row.totalTimeMs) : '-',
    formatBytes(row.sentBytes),
    formatBytes(row.wastedBytes),
    formatCount(row.stalePages),
    t(row.told),
  ]);
  const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
  const rule = `| --- | --- |${' ---: |'.repeat(6)} --- |`;
  return `${[line(head), rule, ...body.map(line)].join('\n')}\n`;
}

/** The table of outcomes as a block of plain text: numbered rows, and below what each number stands for. */
export function tableAsText(rows: readonly OutcomeRow[]): string {
  const head = ['', t('status'), t('stopped'), t('kept'), t('total'), t('sent'), t('in vain'), t('lost')];
  const body = rows.map((row, i) => [
    String(i + 1),
    row.status,
    row.downtimeMs === null ? '-' : shortMs(row.downtimeMs),
    { yes: t('yes'), no: t('no'), 'no promise': '-', 'not stopped': '-' }[row.slaKept],
    wasRun(row) ? shortMs(row.totalTimeMs) : '-',
    formatBytes(row.sentBytes),
    formatBytes(row.wastedBytes),
    shortCount(row.stalePages),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((cells) => cells[column]!.length)));
  const between = widths.reduce((sum, width) => sum + width + 2, -2) > MAIL_COLUMNS ? ' ' : '  ';
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === 1 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join(between)
      .trimEnd();
  const legend = rows.flatMap((row, i) =>
    wrapped(
      `${t(row.title)}${row.note === '' ? '' : ` (${t(row.note)})`}. ${t('Told beforehand: {told}.', { told: t(row.told) })}`,
      {
        first: `${i + 1}  `.padStart(4),
        rest: '    ',
        columns: MAIL_COLUMNS,
      },
    ),
  );
  return `${[line(head), ...body.map(line), '', ...legend].join('\n')}\n`;
}

const escaped = (cell: string): string => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ');

/** It was let through, so that it took time. */
const wasRun = ({ status }: OutcomeRow): boolean => status !== 'refused' && status !== 'realize-error';

/** At most eight characters: a horizon is at most two hours. */
const shortMs = (ms: number): string => (ms < 100_000 ? formatMs(ms) : `${Math.round(ms / 1000)} s`);

/** At most nine characters. */
const shortCount = (count: number): string =>
  count < 10_000_000 ? formatCount(count) : `${formatCount(count / 1_000_000)} M`;
