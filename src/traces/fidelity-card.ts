import * as v from 'valibot';
import { faultOf } from '../scenario/words.ts';
import { type Aim, aimsOf, CAUSES, hasRealLink, missesOf, NOTES } from './aims.ts';
import { fidelityOf, stepsInWords } from './fidelity.ts';
import { formulaFidelity } from './formula-fidelity.ts';
import { type GoldenCheck, goldenChecks } from './golden-report.ts';
import type { Figures, Prediction } from './predict.ts';
import { type PublishedCheck, publishedChecks, vs1Cells } from './published-check.ts';
import { AS_REPORTED } from './published-report.ts';
import { TraceError } from './read-trace.ts';
import type { Recording } from './recordings.ts';
import { AS_QEMU_DIFFERS, vs1AsQemu, vs1Runs } from './vs1-page-level.ts';

/** All that is known of how far the engine is from real QEMU and from published results: what the screen of that name shows. */
export interface FidelityCard {
  readonly format: 1;
  readonly aims: readonly Aim[];
  readonly recordings: readonly CardRecording[];
  readonly golden: readonly GoldenCheck[];
  readonly vs1: readonly CardCell[];
  readonly published: readonly PublishedCheck[];
  readonly formulas: readonly CardFormula[];
  /** What is within its tolerance, and yet not chance. */
  readonly notes: readonly string[];
  /** Read at second hand; held against nothing. */
  readonly asReported: readonly string[];
}

/** One recording, measured against predicted. */
export interface CardRecording {
  readonly name: string;
  /** Under `traces/`. */
  readonly file: string;
  readonly kind: string;
  readonly measured: CardFigures;
  /** Null: not simulated yet, see `remark`. */
  readonly predicted: CardFigures | null;
  /** Shares, predicted minus measured; the syncs are a difference. */
  readonly error: {
    readonly totalTimeMs: number | null;
    readonly transferredBytes: number | null;
    readonly dirtySyncCount: number | null;
  };
  /** Smallest and largest error of the total time of nine seeds; null where chance decides nothing. */
  readonly totalTimeBand: readonly [least: number, most: number] | null;
  /** Its wire is a link of known speed also while the guest is stopped, so the downtime can be compared. */
  readonly hasRealLink: boolean;
  readonly throttle: { readonly measured: string; readonly predicted: string } | null;
  readonly stalePages: Prediction['stalePages'];
  /** False: QEMU itself is known to be wrong there. */
  readonly isReference: boolean;
  /** Figures outside what is asked of nine in ten, with the cause; empty and '' when all is well. */
  readonly misses: readonly string[];
  readonly cause: string;
  readonly remark: string | null;
}

export type CardFigures = Omit<Figures, 'normalPages' | 'duplicatePages'>;

/** One cell of VS-1; seconds, null does not converge. */
export interface CardCell {
  readonly bandwidth: string;
  /** Null: unlimited. */
  readonly limitMs: number | null;
  readonly published: number | null;
  readonly closedForm: number | null;
  /** Page by page, with the assumptions of the table's author. */
  readonly pageLevel: number | null;
  /** Page by page, as QEMU looks and measures. */
  readonly asQemu: number | null;
  /** Why `asQemu` is off by more than a second; '' where it is not. */
  readonly cause: string;
}

/** One formula against the recordings. Shares of the total time. */
export interface CardFormula {
  readonly title: string;
  readonly source: string;
  readonly neglects: string;
  readonly compared: number;
  readonly converges: number;
  readonly median: number;
  readonly percentile90: number;
  readonly worst: number;
}

/** @param recordings in the order of `predictions` */
export function fidelityCard(recordings: readonly Recording[], predictions: readonly Prediction[]): FidelityCard {
  return {
    format: 1,
    aims: aimsOf(fidelityOf(predictions)),
    recordings: predictions.map((prediction, i) => cardRecording(recordings[i]!, prediction)),
    golden: goldenChecks(),
    vs1: cardCells(),
    published: publishedChecks().map((check) => ({ ...check, error: rounded(check.error) })),
    formulas: formulaFidelity(predictions).map(({ model, compared, converges, totalTimeErrors: errors }) => {
      const at = (share: number) => rounded(errors[Math.max(Math.ceil(errors.length * share) - 1, 0)] ?? 0)!;
      const { title, source, neglects } = model;
      return { title, source, neglects, compared, converges, median: at(0.5), percentile90: at(0.9), worst: at(1) };
    }),
    notes: NOTES,
    asReported: AS_REPORTED,
  };
}

/** The file of a card: one record a line, the same for the same card. */
export const cardText = (card: FidelityCard): string => `${JSON.stringify(card).replaceAll('},{', '},\n{')}\n`;

/**
 * The card in the text of its file. It comes with the app, so only its form and its lists are looked at.
 * @throws TraceError for another form, SyntaxError for what is not JSON
 */
export function parseCard(text: string): FidelityCard {
  const parsed = v.safeParse(form, JSON.parse(text), { abortEarly: true });
  if (!parsed.success) throw new TraceError(CARD_FILE, faultOf(parsed.issues[0]));
  return parsed.output as unknown as FidelityCard;
}

/** Beside the page. */
export const CARD_FILE = 'fidelity/card.json';

const records = v.array(v.looseObject({}));
const form = v.object({
  format: v.literal(1),
  aims: records,
  recordings: records,
  golden: records,
  vs1: records,
  published: records,
  formulas: records,
  notes: v.array(v.string()),
  asReported: v.array(v.string()),
});

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
      totalTimeMs: rounded(error?.totalTimeMs ?? null),
      transferredBytes: rounded(error?.transferredBytes ?? null),
      dirtySyncCount: error?.dirtySyncCount ?? null,
    },
    totalTimeBand:
      band?.totalTimeMs && totalMs !== null
        ? [rounded(band.totalTimeMs[0] / totalMs - 1)!, rounded(band.totalTimeMs[1] / totalMs - 1)!]
        : null,
    hasRealLink: hasRealLink(name),
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

/** Five decimals: a thousandth of a percent, and the same on every machine. */
const rounded = (share: number | null): number | null => share && Math.round(share * 1e5) / 1e5 + 0;
