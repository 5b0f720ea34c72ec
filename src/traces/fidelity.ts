import { formatCount } from '../units.ts';
import type { BandFigure, Figures, Prediction } from './predict.ts';

/** How well predictions agree with recordings, over all that are simulated. Shares from 0 to 1. */
export interface Fidelity {
  readonly recordings: number;
  readonly statusRight: number;
  /** Of runs that completed: the time of a cancel is given, not predicted. */
  readonly totalTimeMs: Spread;
  readonly transferredBytes: Spread;
  readonly dirtySyncCount: { readonly compared: number; readonly exact: number; readonly withinOne: number };
  /** Of completed runs whose name starts with `link`: elsewhere the wire is the loopback of one machine. */
  readonly linkDowntime: { readonly compared: number; readonly close: number };
}
/** Of the absolute relative errors; the percentile is the smallest error that at least nine in ten do not exceed. */
export interface Spread {
  readonly compared: number;
  readonly median: number;
  readonly percentile90: number;
  readonly worst: number;
}

export function fidelityOf(predictions: readonly Prediction[]): Fidelity {
  const compared = predictions.flatMap(({ name, measured, predicted, error }) =>
    predicted && error ? [{ name, measured, predicted, error }] : [],
  );
  const completed = compared.filter(({ measured }) => measured.status === 'completed');
  const syncs = defined(compared.map(({ error }) => error.dirtySyncCount)).map(Math.abs);
  const link = completed.filter(({ name, measured }) => name.startsWith('link') && measured.downtimeMs !== null);
  return {
    recordings: compared.length,
    statusRight: compared.filter(({ measured, predicted }) => measured.status === predicted.status).length,
    totalTimeMs: spreadOf(completed.map(({ error }) => error.totalTimeMs)),
    transferredBytes: spreadOf(compared.map(({ error }) => error.transferredBytes)),
    dirtySyncCount: {
      compared: syncs.length,
      exact: syncs.filter((difference) => difference === 0).length,
      withinOne: syncs.filter((difference) => difference <= 1).length,
    },
    linkDowntime: {
      compared: link.length,
      close: link.filter(({ measured, predicted }) => isDowntimeClose(measured, predicted)).length,
    },
  };
}

/** The text of `docs/fidelity.md`. */
export function fidelityReport(predictions: readonly Prediction[]): string {
  const simulated = predictions.filter(({ predicted }) => predicted !== null);
  const left = predictions.filter(({ predicted }) => predicted === null);
  const chance = simulated.filter(({ band }) => band !== null);
  return `${[
    INTRODUCTION,
    '## Summary',
    summaryTable(fidelityOf(predictions)),
    '## Every recording',
    'Measured, then predicted; the error is predicted minus measured. For a cancelled run the total time is the time of',
    'the cancel, which is given, and the other figures are those at the cancel.\n',
    recordingsTable(simulated),
    '## Where chance decides',
    'The exact sequence of random pages was not recorded. These runs are predicted with nine seeds: the prediction above is',
    'the one with the median total time, the band here goes from the smallest to the largest of the nine. A tenth seed',
    'would fall outside one time in five. It holds the chance of the writes only, not the noise of the recorded host (0.1 to',
    '0.5 % of the total time between repeats): a measurement outside it says by how much.\n',
    bandsTable(chance),
    ...(left.length > 0
      ? ['## Not simulated yet', left.map(({ name, remark }) => `- ${name}: ${remark}`).join('\n')]
      : []),
  ].join('\n')}\n`;
}

const INTRODUCTION = `# Fidelity

The engine against recordings of real migrations (QEMU 7.2.22, KVM). Written by \`npm run -s cli -- fidelity\`; not edited
by hand. Each prediction is made from the recording's configuration and the commands given while it ran, never from what was
measured. The costs of the host are one set for all recordings, in \`src/engine/link/host-costs.ts\`.
`;

function summaryTable(fidelity: Fidelity): string {
  const { recordings, statusRight, totalTimeMs, transferredBytes, dirtySyncCount, linkDowntime } = fidelity;
  const syncs = (count: number) => `${count} of ${dirtySyncCount.compared}`;
  return table(
    ['figure', 'asked for', 'reached'],
    [
      ['status right', 'all', `${statusRight} of ${recordings}`],
      [
        `total time, median error (${totalTimeMs.compared} completed runs)`,
        'at most 0.5 %',
        percent(totalTimeMs.median),
      ],
      ['total time, 90th percentile', 'at most 3 %', percent(totalTimeMs.percentile90)],
      ['total time, worst', '', percent(totalTimeMs.worst)],
      [
        `transferred bytes, median error (${transferredBytes.compared} runs)`,
        'at most 0.15 %',
        percent(transferredBytes.median),
      ],
      ['transferred bytes, 90th percentile', 'at most 1.5 %', percent(transferredBytes.percentile90)],
      ['transferred bytes, worst', '', percent(transferredBytes.worst)],
      ['syncs, exact', 'three in four', syncs(dirtySyncCount.exact)],
      ['syncs, within 1', 'nine in ten', syncs(dirtySyncCount.withinOne)],
      [
        'downtime of link runs within 15 % or 10 ms',
        'all but one',
        `${linkDowntime.close} of ${linkDowntime.compared}`,
      ],
    ],
  );
}

const recordingsTable = (predictions: readonly Prediction[]): string =>
  table(
    ['recording', 'status', 'total ms', 'error', 'transferred bytes', 'error', 'syncs', 'downtime ms', 'remark'],
    predictions.map(({ name, measured, predicted, error, remark }) => [
      name,
      measured.status === predicted?.status ? measured.status : `${measured.status}, ${predicted?.status}`,
      both(measured, predicted, 'totalTimeMs'),
      signedPercent(error?.totalTimeMs),
      both(measured, predicted, 'transferredBytes'),
      signedPercent(error?.transferredBytes),
      both(measured, predicted, 'dirtySyncCount'),
      both(measured, predicted, 'downtimeMs'),
      remark ?? '',
    ]),
  );

const bandsTable = (predictions: readonly Prediction[]): string =>
  table(
    ['recording', 'total ms', 'transferred bytes', 'syncs', 'downtime ms'],
    predictions.map(({ name, measured, band }) => [
      name,
      ...(['totalTimeMs', 'transferredBytes', 'dirtySyncCount', 'downtimeMs'] as const).map((figure) =>
        placed(measured[figure], band?.[figure] ?? null),
      ),
    ]),
  );

/** `3,524 above 3,430 to 3,516 by 0.23 %` */
function placed(value: number | null, band: readonly [min: number, max: number] | null): string {
  if (value === null || band === null) return '';
  const [min, max] = band;
  const range = min === max ? shown(min) : `${shown(min)} to ${shown(max)}`;
  if (value > max) return `${shown(value)} above ${range} by ${percent((value - max) / max)}`;
  if (value < min) return `${shown(value)} below ${range} by ${percent((min - value) / min)}`;
  return `${shown(value)} in ${range}`;
}

const both = (measured: Figures, predicted: Figures | null, figure: BandFigure): string =>
  measured[figure] === null ? '' : `${shown(measured[figure])} / ${shown(predicted?.[figure] ?? null)}`;

const shown = (value: number | null): string => (value === null ? '-' : formatCount(Math.round(value)));
const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
/** `+0.44 %`, without a sign for what rounds to zero; '' for null. */
export function signedPercent(share: number | null | undefined): string {
  if (share === null || share === undefined) return '';
  const hundredths = Math.round(share * 10_000) + 0; // + 0 makes a plain zero of minus zero
  return `${hundredths > 0 ? '+' : ''}${(hundredths / 100).toFixed(2)} %`;
}

/** A table in markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `${[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;

function isDowntimeClose(measured: Figures, predicted: Figures): boolean {
  if (measured.downtimeMs === null || predicted.downtimeMs === null) return false;
  const differenceMs = Math.abs(predicted.downtimeMs - measured.downtimeMs);
  return differenceMs <= 10 || differenceMs <= 0.15 * measured.downtimeMs;
}

function spreadOf(errors: readonly (number | null)[]): Spread {
  const ordered = defined(errors)
    .map(Math.abs)
    .toSorted((a, b) => a - b);
  const at = (share: number): number => ordered[Math.max(Math.ceil(ordered.length * share) - 1, 0)] ?? 0;
  return { compared: ordered.length, median: at(0.5), percentile90: at(0.9), worst: at(1) };
}

const defined = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
