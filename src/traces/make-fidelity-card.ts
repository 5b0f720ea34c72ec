import { aimsOf, CAUSES, missesOf, NOTES } from './aims.ts';
import { fidelityOf, stepsInWords } from './fidelity.ts';
import type { CardCell, CardFigures, CardRecording, FidelityCard } from './fidelity-card.ts';
import { formulaFidelity } from './formula-fidelity.ts';
import { goldenChecks } from './golden-report.ts';
import type { Figures, Prediction } from './predict.ts';
import { publishedChecks, vs1Cells } from './published-check.ts';
import { AS_REPORTED } from './published-report.ts';
import type { Recording } from './recordings.ts';
import { AS_QEMU_DIFFERS, vs1AsQemu, vs1Runs } from './vs1-page-level.ts';

/** @param recordings in the order of `predictions` */
export function fidelityCard(recordings: readonly Recording[], predictions: readonly Prediction[]): FidelityCard {
  const fidelity = fidelityOf(predictions);
  return {
    format: 1,
    fidelity,
    aims: aimsOf(fidelity),
    recordings: predictions.map((prediction, i) => cardRecording(recordings[i]!, prediction)),
    golden: goldenChecks(),
    vs1: cardCells(),
    published: publishedChecks(),
    formulas: formulaFidelity(predictions).map(({ model, compared, converges, totalTimeErrors: errors }) => {
      const at = (share: number) => errors[Math.max(Math.ceil(errors.length * share) - 1, 0)] ?? 0;
      const { title, source, neglects } = model;
      return { title, source, neglects, compared, converges, median: at(0.5), percentile90: at(0.9), worst: at(1) };
    }),
    notes: NOTES,
    asReported: AS_REPORTED,
  };
}

function cardRecording({ file, kind }: Recording, prediction: Prediction): CardRecording {
  const { name, measured, predicted, error, band, throttle, stalePages, isReference, remark } = prediction;
  const misses = missesOf(prediction);
  const totalMs = measured.totalTimeMs;
  return {
    name,
    file,
    kind,
    measured: figuresOf(measured),
    predicted: predicted && figuresOf(predicted),
    error: {
      totalTimeMs: error?.totalTimeMs ?? null,
      transferredBytes: error?.transferredBytes ?? null,
      dirtySyncCount: error?.dirtySyncCount ?? null,
    },
    totalTimeBand:
      band?.totalTimeMs && totalMs !== null
        ? [band.totalTimeMs[0] / totalMs - 1, band.totalTimeMs[1] / totalMs - 1]
        : null,
    throttle: throttle && {
      measured: stepsInWords(throttle.measured),
      predicted: stepsInWords(throttle.predicted),
    },
    stalePages,
    isReference,
    misses,
    cause: misses.length > 0 ? (CAUSES[name] ?? '') : '',
    remark,
  };
}

const figuresOf = ({ status, totalTimeMs, downtimeMs, transferredBytes, dirtySyncCount }: Figures): CardFigures => ({
  status,
  totalTimeMs,
  downtimeMs,
  transferredBytes,
  dirtySyncCount,
});

function cardCells(): CardCell[] {
  const [pageLevel, asQemu] = [vs1Runs(), vs1AsQemu()];
  return vs1Cells().map(({ bandwidth, limitMs, published, ours }, i) => ({
    bandwidth,
    limitMs: Number.isFinite(limitMs) ? limitMs : null,
    published,
    closedForm: ours,
    pageLevel: wholeSeconds(pageLevel[i]!.seconds),
    asQemu: wholeSeconds(asQemu[i]!.seconds),
    cause: AS_QEMU_DIFFERS[`${bandwidth}, ${limitMs} ms`]?.cause ?? '',
  }));
}

const wholeSeconds = (seconds: number | null): number | null => seconds && Math.ceil(seconds);
