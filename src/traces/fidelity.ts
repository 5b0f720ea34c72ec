import { formatCount } from '../units.ts';
import { aimsOf, CAUSES, hasRealLink, isDowntimeClose, isSyncCountNear, missesOf, NOTES, percent } from './aims.ts';
import type { BandFigure, Figures, Prediction, ThrottleStep } from './predict.ts';

/** How well predictions agree with recordings, over all that are simulated. Shares from 0 to 1. */
export interface Fidelity {
  readonly recordings: number;
  readonly statusRight: number;
  /** Of runs that completed: the time of a cancel is given, not predicted. */
  readonly totalTimeMs: Spread;
  readonly transferredBytes: Spread;
  /** `near`: within 1, or within 10 % of more than 20. */
  readonly dirtySyncCount: { readonly compared: number; readonly exact: number; readonly near: number };
  /** Runs whose guest auto-converge slowed, and those in which it went through the same percents. */
  readonly throttleLadder: { readonly compared: number; readonly same: number };
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
  const simulated = predictions.flatMap(({ name, measured, predicted, error, throttle, isReference }) =>
    predicted && error ? [{ name, measured, predicted, error, throttle, isReference }] : [],
  );
  const compared = simulated.filter(({ isReference }) => isReference);
  const completed = compared.filter(({ measured }) => measured.status === 'completed');
  const syncs = compared.flatMap(({ measured, error }) =>
    measured.dirtySyncCount === null || error.dirtySyncCount === null
      ? []
      : [{ count: measured.dirtySyncCount, difference: error.dirtySyncCount }],
  );
  const ladders = compared.flatMap(({ throttle }) => throttle ?? []);
  const link = completed.filter(({ name, measured }) => hasRealLink(name) && measured.downtimeMs !== null);
  return {
    recordings: simulated.length,
    statusRight: simulated.filter(({ measured, predicted }) => measured.status === predicted.status).length,
    totalTimeMs: spreadOf(completed.map(({ error }) => error.totalTimeMs)),
    transferredBytes: spreadOf(compared.map(({ error }) => error.transferredBytes)),
    dirtySyncCount: {
      compared: syncs.length,
      exact: syncs.filter(({ difference }) => difference === 0).length,
      near: syncs.filter(({ count, difference }) => isSyncCountNear(count, difference)).length,
    },
    throttleLadder: {
      compared: ladders.length,
      same: ladders.filter(({ measured, predicted }) => percentsOf(measured) === percentsOf(predicted)).length,
    },
    linkDowntime: {
      compared: link.length,
      close: link.filter(({ measured, predicted }) => isDowntimeClose(measured, predicted)).length,
    },
  };
}

const percentsOf = (steps: readonly ThrottleStep[]): string => steps.map(({ percent }) => percent).join();

/** `20 % at sync 3, 30 % at 5` */
export const stepsInWords = (steps: readonly ThrottleStep[]): string =>
  steps
    .map(({ percent, dirtySyncCount }, i) => `${percent} % at ${i === 0 ? 'sync ' : ''}${dirtySyncCount}`)
    .join(', ');

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
    '## Where it misses',
    'Recordings of which a figure lies outside what is asked of nine in ten: 2.5 % of the total time, 1.3 % of the bytes, 1 sync',
    '(10 % of more than 20), and in link runs 10 % or 8 ms of the downtime.\n',
    missesTable(simulated),
    `${NOTES.join('\n')}\n`,
    '## Auto-converge',
    'The throttle, with the syncs that had been counted when it was raised. A period counts when it is longer than a second, and',
    'the one before the step to 80 % took 1,002 ms as recorded: there chance decides, by which sync it comes.\n',
    laddersTable(simulated),
    '## XBZRLE',
    'The counters of the cache at the end, measured and predicted. How many bytes a write changes follows from the program of the',
    'recorded guest: an 8-byte counter at offset 0, so two bytes where it has gone on by 10,000. A carry into the third byte, every',
    'sixth time or so, and whatever the guest changes in its own page are left out.\n',
    xbzrleTable(simulated),
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

The engine against recordings of real migrations (QEMU 7.2.22, KVM). Written by \`npm run fidelity\`; not edited
by hand. Each prediction is made from the recording's configuration and the commands given while it ran, never from what was
measured. The costs of the host are one set for all recordings, in \`src/engine/link/host-costs.ts\`.
`;

const summaryTable = (fidelity: Fidelity): string =>
  table(
    ['figure', 'asked for', 'reached', 'holds'],
    aimsOf(fidelity).map(({ figure, asked, reached, holds }) => [
      figure,
      asked,
      reached,
      asked === '' ? '' : holds ? 'yes' : 'no',
    ]),
  );

const missesTable = (predictions: readonly Prediction[]): string =>
  table(
    ['recording', 'outside', 'cause'],
    predictions.flatMap((prediction) => {
      const misses = missesOf(prediction);
      return misses.length === 0 ? [] : [[prediction.name, misses.join(', '), CAUSES[prediction.name] ?? '']];
    }),
  );

const laddersTable = (predictions: readonly Prediction[]): string =>
  table(
    ['recording', 'measured', 'predicted'],
    predictions.flatMap(({ name, throttle }) =>
      throttle ? [[name, stepsInWords(throttle.measured), stepsInWords(throttle.predicted)]] : [],
    ),
  );

const xbzrleTable = (predictions: readonly Prediction[]): string =>
  table(
    ['recording', 'pages found in the cache', 'encoded bytes', 'cache misses', 'miss rate', 'overflows'],
    predictions.flatMap(({ name, xbzrle }) => {
      if (!xbzrle) return [];
      const { measured, predicted } = xbzrle;
      const pair = (figure: 'pages' | 'bytes' | 'cacheMisses' | 'overflows'): string =>
        `${shown(measured[figure])} / ${shown(predicted[figure])}`;
      const rates = `${measured.cacheMissRate.toFixed(3)} / ${predicted.cacheMissRate.toFixed(3)}`;
      return [[name, pair('pages'), pair('bytes'), pair('cacheMisses'), rates, pair('overflows')]];
    }),
  );

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
/** `+0.44 %`, without a sign for what rounds to zero; '' for null. */
export function signedPercent(share: number | null | undefined): string {
  if (share === null || share === undefined) return '';
  const hundredths = Math.round(share * 10_000) + 0; // + 0 makes a plain zero of minus zero
  return `${hundredths > 0 ? '+' : ''}${(hundredths / 100).toFixed(2)} %`;
}

/** A table in markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `${[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;

function spreadOf(errors: readonly (number | null)[]): Spread {
  const ordered = defined(errors)
    .map(Math.abs)
    .toSorted((a, b) => a - b);
  const at = (share: number): number => ordered[Math.max(Math.ceil(ordered.length * share) - 1, 0)] ?? 0;
  return { compared: ordered.length, median: at(0.5), percentile90: at(0.9), worst: at(1) };
}

const defined = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
