import * as v from 'valibot';
import { faultOf } from '../scenario/words.ts';
import type { Aim } from './aims.ts';
import type { Fidelity } from './fidelity.ts';
import type { GoldenCheck } from './golden-report.ts';
import type { Figures, Prediction } from './predict.ts';
import type { PublishedCheck } from './published-check.ts';
import { TraceError } from './read-trace.ts';

/** All that is known of how far the engine is from real QEMU and from published results: what the screen of that name shows. */
export interface FidelityCard {
  readonly format: 1;
  readonly fidelity: Fidelity;
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

/** The file of a card: one record a line, fractions to five decimals, so that every machine writes the same. */
export const cardText = (card: FidelityCard): string =>
  `${JSON.stringify(card, (_, value) => (Number.isFinite(value) ? rounded(value) : value)).replaceAll('},{', '},\n{')}\n`;

const rounded = (value: number): number => Math.round(value * 1e5) / 1e5 + 0;

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
  fidelity: v.looseObject({}),
  aims: records,
  recordings: records,
  golden: records,
  vs1: records,
  published: records,
  formulas: records,
  notes: v.array(v.string()),
  asReported: v.array(v.string()),
});
