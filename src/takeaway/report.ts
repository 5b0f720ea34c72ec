import { palette } from '../charts/palette.ts';
import { escaped } from '../charts/svg-text.ts';
import { counted, speech, t } from '../language/t.ts';
import { outcomeRow } from '../sweep/outcome-rows.ts';
import { formatBitsPerSecond, formatBytes, formatCount, formatMs } from '../units.ts';
import { CAPTIONS } from './captions.ts';
import { decidedWords } from './decided.ts';
import { drawTimeline } from './figures.ts';
import { drawDowntime } from './pictures/downtime.ts';
import { bareSvg, penOf } from './pictures/drawing.ts';
import { drawComparison, type SharedScale } from './pictures/small-multiples.ts';
import type { TakenComparison } from './table.ts';
import { provenanceOf, type TakenRun } from './taken-run.ts';

/** A decision to be made, or made, on the evidence of runs. */
export interface Report extends TakenComparison {
  /** What was decided, by a person; '': lines are left to write it by hand. */
  readonly decision: string;
  /** `2026-03-14`, or ''. */
  readonly madeOn: string;
  /** What people remarked on the run, and on what of it: an instant, a stretch of time, pages. */
  readonly notes?: readonly RemarkedPlace[];
  /** Of the curves of several runs. */
  readonly shared: SharedScale;
}

/** A note with the place that it is about, in words. */
export interface RemarkedPlace {
  readonly place: string;
  readonly text: string;
}

/**
 * The report as one HTML file that loads nothing and prints on paper: question, runs, evidence, decision, digests. A
 * policy in its head forbids scripts and everything from elsewhere, so that what it shows is what it holds.
 */
export function reportHtml(report: Report): string {
  const { question, runs, decision, madeOn, notes = [] } = report;
  const [only] = runs.length === 1 ? runs : [];
  const verdicts = runs.map((run) => run.timeline.outcome?.verdict);
  return [
    '<!doctype html>',
    `<html lang="${speech().language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(question)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    notes.length > 0 ? '<body class="noted">' : '<body>',
    '<header>',
    `<p class="kind">${t('Live migration report')}${madeOn === '' ? '' : `, ${escaped(madeOn)}`}</p>`,
    `<h1>${escaped(question)}</h1>`,
    ...(only
      ? [
          `<p class="answer">${escaped(verdicts[0]?.headline ?? t('The run has not ended.'))}</p>`,
          `<p>${escaped(verdicts[0]?.why ?? '')}</p>`,
        ]
      : []),
    '</header>',
    section(t('Runs'), [runsTable(runs), ...inCommon(runs)]),
    section(t('Evidence'), only ? evidenceOfOne(only) : evidenceOfMany(report)),
    ...(notes.length > 0 ? [section(t('Notes'), [remarks(notes)])] : []),
    section(t('What QEMU decided'), decided(runs)),
    section(
      t('Decision'),
      decision.trim() === ''
        ? [linesToWrite()]
        : decision
            .trim()
            .split(/\n\s*\n/)
            .map((text) => `<p>${escaped(text).replaceAll('\n', '<br>')}</p>`),
    ),
    section(t('To make it again'), [
      digests(runs),
      ...(only
        ? []
        : [
            `<p class="link"><a href="${addressIn(report.provenance.link)}">${t('All runs beside each other')}</a></p>`,
          ]),
    ]),
    `<footer>${t('Made by Switchover, a simulator of QEMU’s live migration, from the runs named above. Numbers are of simulated time.')}</footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const section = (title: string, parts: readonly string[]): string =>
  `<section>\n<h2>${title}</h2>\n${parts.join('\n')}\n</section>`;

/** Said once, below the table, when there are several. */
function inCommon(runs: Report['runs']): readonly string[] {
  const common = commonOf(runs).filter(Boolean);
  return runs.length > 1 && common.length > 0
    ? [`<p class="kind">${escaped(t('All: {facts}.', { facts: common.join(', ') }))}</p>`]
    : [];
}

function runsTable(runs: Report['runs']): string {
  const common = runs.length > 1 ? commonOf(runs) : [];
  const wordsOf = (run: Report['runs'][number]) =>
    [...factsOf(run).filter((fact) => fact !== '' && !common.includes(fact)), run.note].filter(Boolean).join(', ');
  const rows = runs.map((run) => {
    const row = outcomeRow({ id: run.title, title: run.title, note: run.note, scenario: run.scenario }, run.timeline);
    const wasRun = row.status !== 'refused' && row.status !== 'realize-error';
    const number = (text: string) => `<td class="number">${escaped(text)}</td>`;
    return [
      `<tr><th scope="row">${escaped(run.title || t('The run'))}<small>${escaped(wordsOf(run))}</small></th>`,
      `<td>${escaped(t(row.status))}</td>`,
      number(row.downtimeMs === null ? '–' : formatMs(row.downtimeMs)),
      `<td>${escaped(t(row.slaKept))}</td>`,
      number(wasRun ? formatMs(row.totalTimeMs) : '–'),
      number(formatBytes(row.sentBytes)),
      number(formatBytes(row.wastedBytes)),
      `<td class="number${row.stalePages > 0 ? ' lost' : ''}">${formatCount(row.stalePages)}</td></tr>`,
    ].join('');
  });
  const words = (name: string) => `<th scope="col">${name}</th>`;
  const numbers = (name: string) => `<th scope="col" class="number">${name}</th>`;
  const head = [
    words(t('Run')),
    words(t('ended')),
    numbers(t('guest stopped')),
    words(t('limit kept')),
    numbers(t('total')),
    numbers(t('sent')),
    numbers(t('in vain')),
    numbers(t('pages lost')),
  ];
  return `<table>\n<thead><tr>${head.join('')}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
}

/** What a run is made of, a few words each, in one order. */
function factsOf({ scenario }: TakenRun): readonly string[] {
  const { guest, link, devices, parameters, qemu } = scenario;
  const wire =
    link.kind === 'fast'
      ? t('a test link')
      : link.bytesPerSecond === null
        ? t('host speed')
        : formatBitsPerSecond(link.bytesPerSecond);
  const cap = parameters['max-bandwidth'];
  return [
    `QEMU ${qemu.release}`,
    formatBytes(guest.ramBytes),
    counted(guest.workloads.length, '{count} workload', '{count} workloads'),
    cap > 0 ? t('{wire}, capped at {cap}', { wire, cap: formatBitsPerSecond(cap) }) : wire,
    t('limit {limit}', { limit: formatMs(parameters['downtime-limit']) }),
    devices.length === 0 ? '' : counted(devices.length, '{count} VFIO device', '{count} VFIO devices'),
    qemu.untrackedRule === 'as-released' ? '' : t('rule {rule}', { rule: qemu.untrackedRule }),
  ];
}

/** What all runs have in common. */
function commonOf(runs: readonly TakenRun[]): readonly string[] {
  const [first = [], ...others] = runs.map(factsOf);
  return first.filter((fact, i) => others.every((facts) => facts[i] === fact));
}

const figure = (svg: string, caption: string): string =>
  `<figure>${svg}<figcaption>${escaped(caption)}</figcaption></figure>`;

function evidenceOfOne(run: TakenRun): readonly string[] {
  const pen = penOf('light', palette.light.panel);
  return [
    figure(bareSvg(drawTimeline(run, pen), t('Remaining bytes, passes and states over time')), t(CAPTIONS.timeline)),
    ...(run.timeline.ledger.length > 0
      ? [figure(bareSvg(drawDowntime(run, pen), t('The downtime, part by part')), t(CAPTIONS.downtime))]
      : []),
  ];
}

const evidenceOfMany = (report: Report): readonly string[] => [
  figure(
    bareSvg(
      drawComparison(report, report.shared, penOf('light', palette.light.panel)),
      t('Remaining bytes over time, run by run'),
    ),
    t(CAPTIONS.curves),
  ),
];

function decided(runs: Report['runs']): readonly string[] {
  if (runs.length === 1) return [`<p>${escaped(decidedWords(runs[0]!))}</p>`];
  const items = runs.map((run) => `<li><b>${escaped(run.title)}.</b> ${escaped(decidedWords(run))}</li>`);
  return [`<ul>${items.join('')}</ul>`];
}

const remarks = (notes: readonly RemarkedPlace[]): string =>
  `<ul>${notes.map(({ place, text }) => `<li><b>${escaped(place)}.</b> ${escaped(text)}</li>`).join('')}</ul>`;

function digests(runs: Report['runs']): string {
  const rows = runs.map((run) => {
    const { title, scenario, run: digest, release, seed, engine, link } = provenanceOf(run);
    return `<tr><th scope="row"><a href="${addressIn(link)}">${escaped(title || t('The run'))}</a></th><td><code>${scenario}</code></td><td><code>${digest || '–'}</code></td><td>${release}</td><td>${formatCount(seed)}</td><td>${engine}</td></tr>`;
  });
  const head = [t('Run'), t('scenario'), t('run digest'), 'QEMU', t('seed'), t('engine revision')];
  return `<table>\n<thead><tr>${head.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
}

/** A link that a browser opens as a page; anything else leads nowhere. */
const addressIn = (link: string): string => (/^(https?|file):/.test(link) ? escaped(link) : '#');

/** To write on, in the printed report. */
const linesToWrite = (): string =>
  `<p class="hand">${t('Not written down yet.')}</p><div class="rule"></div><div class="rule"></div><div class="rule"></div>`;

const p = palette.light;
const STYLE = `
:root { color-scheme: light; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1.5rem; background: ${p.panel}; color: ${p.ink}; font: 15px/1.45 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
h1 { margin: 0 0 0.5rem; font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.015em; text-wrap: balance; }
h2 { margin: 1.5rem 0 0.5rem; padding-top: 0.5rem; border-top: 1px solid ${p.line}; font-size: 1rem; }
p { margin: 0 0 0.5rem; max-width: 90ch; }
.kind, footer, figcaption, small { color: ${p.ink2}; font-size: 0.8125rem; }
.answer { font-size: 1.125rem; font-weight: 600; }
table { width: 100%; border-collapse: collapse; font-size: 0.8125rem; }
th, td { padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid ${p.line}; text-align: start; vertical-align: top; font-weight: 400; }
thead th { color: ${p.ink2}; white-space: nowrap; }
tbody th { font-weight: 600; }
small { display: block; font-weight: 400; }
.number { text-align: end; white-space: nowrap; }
.lost { color: ${p.stale}; font-weight: 600; }
figure { margin: 0 0 0.75rem; break-inside: avoid; }
figure svg { display: block; width: 100%; height: auto; }
ul { margin: 0; padding-left: 1.25rem; }
a { color: ${p.accent}; }
.hand { color: ${p.ink2}; }
.rule { height: 1.75rem; border-bottom: 1px solid ${p.ink3}; }
footer { margin-top: 1.5rem; }
@media (width < 40rem) { section { overflow-x: auto; } }
@page { size: A4; margin: 10mm 14mm; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 9.5pt; line-height: 1.35; }
  h1 { font-size: 15pt; }
  h2 { margin: 8pt 0 4pt; padding-top: 4pt; font-size: 10pt; break-after: avoid; }
  .answer { font-size: 11pt; }
  table, .kind, footer, figcaption, small { font-size: 8pt; }
  th, td { padding: 1.5pt 6pt 1.5pt 0; }
  p { margin-bottom: 3pt; }
  figure { margin-bottom: 3pt; }
  footer { margin-top: 6pt; }
  figure svg { max-height: 84mm; }
  .noted figure svg { max-height: 66mm; }
  figure + figure svg { max-height: 38mm; }
  .noted figure + figure svg { max-height: 32mm; }
  figure:only-of-type svg { max-height: 130mm; }
  .rule { height: 14pt; }
  tr, li { break-inside: avoid; }
  a { color: inherit; }
}
`;
