import { parseArgs } from 'node:util';
import { InputError } from '../scenario/input-error.ts';
import { fidelityOf, signedPercent } from '../traces/fidelity.ts';
import { type BandFigure, type Prediction, predict } from '../traces/predict.ts';
import { MOST_TRACE_BYTES, parseTraceText } from '../traces/read-trace.ts';
import { formatCount } from '../units.ts';
import type { Command } from './cli.ts';
import { type ExitCode, type Io, readUserFile, UsageError } from './io.ts';

export const predictCommand: Command = {
  help: `Usage: npm run -s cli -- predict <trace.json>... [--json]

Predicts recorded migrations from their configuration and the commands given while they ran, and prints measured and
predicted figures. Where chance decides, nine seeds are run: the median is the prediction, and the band of the nine is given.
A recording with something that is not simulated yet says so and is left out of the summary.

  --json   one object a line: name, measured, predicted, error, band, inBand, throttle, stalePages, isReference, remark
`,
  run(args, io) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } });
    if (positionals.length === 0) throw new UsageError('predict takes at least one recording');
    const predictions: Prediction[] = [];
    let code: ExitCode = 0;
    for (const path of positionals) {
      const prediction = predicted(path, io);
      if (prediction) {
        predictions.push(prediction);
        io.out(values.json ? `${JSON.stringify(reported(prediction))}\n` : inWords(prediction));
      } else code = 2;
    }
    if (!values.json && predictions.length > 1) io.out(summary(predictions));
    return code;
  },
};

/** One recording that cannot be read does not keep the others from being predicted. */
function predicted(path: string, io: Io): Prediction | null {
  try {
    return predict(parseTraceText(readUserFile(io, path, MOST_TRACE_BYTES), path));
  } catch (error) {
    if (!(error instanceof InputError || error instanceof UsageError)) throw error;
    io.err(`${error.message}\n`);
    return null;
  }
}

function reported({ scenario: _, ...rest }: Prediction) {
  return rest;
}

function inWords({ name, measured, predicted, error, inBand, remark }: Prediction): string {
  if (!predicted) return `${name}: ${measured.status}; ${remark}\n`;
  const figure = (of: BandFigure, label: string, difference: string): string =>
    measured[of] === null
      ? ''
      : `  ${label} ${shown(measured[of])} measured, ${shown(predicted[of])} predicted${difference}${placeOf(inBand?.[of])}\n`;
  const status =
    measured.status === predicted.status ? measured.status : `${measured.status}, predicted ${predicted.status}`;
  return [
    `${name}: ${status}${remark === null ? '' : `; ${remark}`}\n`,
    figure('totalTimeMs', 'total ms   ', inBrackets(error?.totalTimeMs)),
    figure('transferredBytes', 'bytes      ', inBrackets(error?.transferredBytes)),
    figure('dirtySyncCount', 'syncs      ', ''),
    figure('downtimeMs', 'downtime ms', ''),
  ].join('');
}

const shown = (value: number | null): string => (value === null ? '-' : formatCount(Math.round(value)));
const inBrackets = (share: number | null | undefined): string => {
  const percent = signedPercent(share);
  return percent === '' ? '' : ` (${percent})`;
};
const placeOf = (inBand: boolean | null | undefined): string =>
  inBand === null || inBand === undefined
    ? ''
    : inBand
      ? ', in the band of the seeds'
      : ', outside the band of the seeds';

function summary(predictions: readonly Prediction[]): string {
  const { recordings, statusRight, totalTimeMs, transferredBytes, dirtySyncCount, throttleLadder, linkDowntime } =
    fidelityOf(predictions);
  const share = (value: number): string => `${(value * 100).toFixed(2)} %`;
  return `
status right    ${statusRight} of ${recordings}
total time      median ${share(totalTimeMs.median)}, 90th percentile ${share(totalTimeMs.percentile90)} (${totalTimeMs.compared} completed)
transferred     median ${share(transferredBytes.median)}, 90th percentile ${share(transferredBytes.percentile90)} (${transferredBytes.compared})
syncs           exact ${dirtySyncCount.exact}, near ${dirtySyncCount.near} of ${dirtySyncCount.compared}
throttle        same steps ${throttleLadder.same} of ${throttleLadder.compared}
link downtime   close ${linkDowntime.close} of ${linkDowntime.compared}
`;
}
