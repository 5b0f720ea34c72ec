import { t } from '../language/t.ts';
import { formatBytes, formatMs, MIB, pagesToBytes } from '../units.ts';
import { type ByteScale, yOf } from './byte-ticks.ts';
import type { Span } from './lane-spans.ts';
import { foundPages, type Sync } from './passes.ts';
import { type LabelWish, labelWidth, lineTouches, type PlacedLabel, placeLabels } from './place-labels.ts';
import { linearAt, thinCurve, valueAt } from './thin-curve.ts';
import { type TimeScale, xOf } from './time-scale.ts';

/** Remaining bytes of a run: linear between neighbouring points, equal instants make a jump. Columns of equal length. */
export interface CurveColumns {
  readonly atMs: ArrayLike<number>;
  readonly remainingBytes: ArrayLike<number>;
  readonly thresholdBytes: ArrayLike<number>;
  readonly expectedDowntimeMs: ArrayLike<number>;
}

/** A real migration, laid over the run. */
export interface Recording {
  /** On the screen, for example `real QEMU`. */
  readonly name: string;
  readonly atMs: ArrayLike<number>;
  readonly remainingBytes: ArrayLike<number>;
  /** Instants of its bitmap syncs. */
  readonly syncsMs: readonly number[];
}

/** What a formula says of the same run. */
export interface ModelLines {
  readonly key: string;
  /** On the screen. */
  readonly name: string;
  /** One line, or the line of each bound. */
  readonly curves: readonly { readonly atMs: readonly number[]; readonly remainingBytes: readonly number[] }[];
}

export interface CurveInput {
  readonly curve: CurveColumns;
  readonly syncs: readonly Sync[];
  readonly recording: Recording | null;
  /** They do not set the scale: what is outside the run's is cut off. */
  readonly models?: readonly ModelLines[];
  /** When the guest does not run. */
  readonly stops: readonly Span[];
  readonly yScale: 'linear' | 'log';
  /** A note may stand behind the name of the threshold. */
  readonly hasNote: boolean;
  /** Top of the scale, where figures are compared; else the highest value in sight. */
  readonly maxBytes?: number;
}

/** px of the figure. */
export interface Line {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}
export interface Mark {
  readonly key: number;
  readonly x: number;
  readonly y: number;
}

export interface CurveShape {
  readonly bytes: ByteScale;
  readonly remaining: Line;
  readonly threshold: Line;
  readonly recording: Line | null;
  /** In the order of the input, the lines of all models. */
  readonly models: readonly (Line & { readonly model: number })[];
  readonly syncs: readonly Mark[];
  readonly recordedSyncs: readonly Mark[];
  /** Of syncs, of the recording and of pauses. */
  readonly labels: readonly PlacedLabel[];
  /** Where the name of the threshold goes. */
  readonly thresholdLabel: PlacedLabel;
}

/** Everything of the convergence curve that does not change while the playhead moves. */
export function curveShape(input: CurveInput, scale: TimeScale, height: number): CurveShape {
  const { curve, recording } = input;
  const columns = Math.ceil(scale.right - scale.left);
  const thin = (atMs: ArrayLike<number>, values: ArrayLike<number>) =>
    thinCurve(atMs, values, scale.fromMs, scale.toMs, columns);
  const kept = thin(curve.atMs, curve.remainingBytes);
  const keptOfRecording = recording ? thin(recording.atMs, recording.remainingBytes) : [];

  const highest = Math.max(
    ...kept.map((i) => curve.remainingBytes[i]!),
    ...keptOfRecording.map((i) => recording!.remainingBytes[i]!),
    FLOOR_OF_TOP,
  );
  const lastThreshold = valueAt(curve.atMs, curve.thresholdBytes, scale.toMs);
  const fitsThreshold = lastThreshold <= highest * 1.5 ? lastThreshold : 0;
  const bytes: ByteScale = {
    kind: input.yScale,
    floorBytes: floorOf(input.syncs, lastThreshold),
    maxBytes: input.maxBytes ?? Math.max(highest, fitsThreshold) * 1.04,
    top: scale.textPx * 2,
    bottom: height - scale.textPx * 0.75,
  };

  const point = (ms: number, value: number) => ({ x: xOf(scale, ms), y: yOf(bytes, value) });
  const remaining = lineOf(kept.map((i) => point(curve.atMs[i]!, curve.remainingBytes[i]!)));
  const recorded = recording
    ? lineOf(keptOfRecording.map((i) => point(recording.atMs[i]!, recording.remainingBytes[i]!)))
    : null;
  const models = (input.models ?? []).flatMap(({ curves }, model) =>
    curves.map(({ atMs, remainingBytes }) => ({
      model,
      ...lineOf(thin(atMs, remainingBytes).map((i) => point(atMs[i]!, remainingBytes[i]!))),
    })),
  );
  const threshold = stepsOf(
    thin(curve.atMs, curve.thresholdBytes).map((i) => point(curve.atMs[i]!, curve.thresholdBytes[i]!)),
  );
  const inSight = input.syncs.filter(({ atMs }) => atMs >= scale.fromMs && atMs <= scale.toMs);
  const syncs = apart(inSight.map((s) => ({ key: s.index, ...point(s.atMs, pagesToBytes(s.remainingBeforePages)) })));
  const recordedSyncs = apart(
    (recording?.syncsMs ?? []).map((ms, key) => ({
      key,
      ...point(ms, linearAt(recording!.atMs, recording!.remainingBytes, ms)),
    })),
  );

  const shape = { bytes, remaining, threshold, recording: recorded, models, syncs, recordedSyncs };
  return { ...shape, ...labelsOf(input, inSight, shape, scale) };
}

/** A guest of fewer than 64 pages would make the scale jump about. */
const FLOOR_OF_TOP = 64 * 4096;
/** px between marks: closer ones could not be told apart. */
const MARK_GAP = 8;
const SYNCS_NAMED = 6;
/** The name of the threshold's line. */
export const thresholdWords = (bytes: number): string => t('threshold {bytes}', { bytes: formatBytes(bytes) });
/** The value changes with the playhead; its place does not. */
const widestName = (): string => thresholdWords(1023.9 * MIB);
const WIDEST_NOTE = ' = 1,023.9 MB/s × 2,000 ms';
/** Whether the place of the threshold's name has room for the note too. */
export const hasRoomForNote = (label: PlacedLabel): boolean => label.text.length > widestName().length;

/**
 * Where a logarithmic scale begins: a sixteenth of the threshold, or of the least that a sync met. The plunge to nothing
 * at the end of every run would otherwise take all the height.
 */
function floorOf(syncs: readonly Sync[], thresholdBytes: number): number {
  const met = [thresholdBytes, ...syncs.map((sync) => pagesToBytes(sync.remainingBeforePages))].filter((n) => n > 0);
  return 2 ** Math.max(12, Math.floor(Math.log2(Math.min(...met, 2 ** 40))) - 4);
}

const lineOf = (points: readonly { x: number; y: number }[]): Line => ({
  xs: points.map(({ x }) => x),
  ys: points.map(({ y }) => y),
});

/** A value that holds until the next point. */
const stepsOf = (points: readonly { x: number; y: number }[]): Line =>
  lineOf(points.flatMap((p, i) => (i === 0 ? [p] : [{ x: p.x, y: points[i - 1]!.y }, p])));

function apart(marks: readonly Mark[]): Mark[] {
  const kept: Mark[] = [];
  for (const mark of marks) if (mark.x - (kept.at(-1)?.x ?? -Infinity) >= MARK_GAP) kept.push(mark);
  return kept;
}

function labelsOf(
  input: CurveInput,
  syncs: readonly Sync[],
  shape: Pick<CurveShape, 'bytes' | 'remaining' | 'threshold' | 'recording' | 'models'>,
  scale: TimeScale,
): Pick<CurveShape, 'labels' | 'thresholdLabel'> {
  const { left, right, textPx } = scale;
  const { top, bottom } = shape.bytes;
  const y = (bytes: number) => yOf(shape.bytes, bytes);
  const across = [0.02, 0.98, 0.25, 0.5, 0.75].map((share) => left + share * (right - left));
  const near = (yAt: (ms: number) => number, untilMs = Infinity): LabelWish['places'] =>
    across.flatMap((x) => {
      if (scale.fromMs + ((x - left) / (right - left)) * (scale.toMs - scale.fromMs) > untilMs) return [];
      const line = yAt(scale.fromMs + ((x - left) / (right - left)) * (scale.toMs - scale.fromMs));
      const anchor = x > (left + right) / 2 ? ('end' as const) : ('start' as const);
      return [
        { x, y: line - textPx * 0.45, anchor },
        { x, y: line + textPx * 1.2, anchor },
      ];
    });

  const { curve, recording } = input;
  const thresholdAt = (ms: number) => Math.max(top + textPx * 0.3, y(valueAt(curve.atMs, curve.thresholdBytes, ms)));
  const wishes: LabelWish[] = [
    {
      key: 'threshold',
      texts: input.hasNote ? [widestName() + WIDEST_NOTE, widestName()] : [widestName()],
      places: near(thresholdAt),
    },
  ];
  for (const sync of syncs.filter((each) => each.index > 1 && foundPages(each) > 0).slice(0, SYNCS_NAMED)) {
    const x = xOf(scale, sync.atMs);
    const peak = y(pagesToBytes(sync.remainingPages));
    const found = formatBytes(pagesToBytes(foundPages(sync)));
    wishes.push({
      key: `sync ${sync.index}`,
      texts: [
        t('sync {sync} finds {bytes}', { sync: sync.index, bytes: found }),
        t('sync {sync}', { sync: sync.index }),
      ],
      places: [
        { x: x + textPx * 0.6, y: peak, anchor: 'start' },
        { x: x + textPx * 0.6, y: peak - textPx * 0.6, anchor: 'start' },
        { x: x - textPx * 0.4, y: peak - textPx * 0.6, anchor: 'end' },
      ],
    });
  }
  if (recording)
    wishes.push({
      key: 'recording',
      texts: [recording.name],
      places: near((ms) => y(linearAt(recording.atMs, recording.remainingBytes, ms))),
    });
  for (const { key, name, curves } of input.models ?? []) {
    const { atMs, remainingBytes } = curves.at(-1)!;
    wishes.push({
      key: `model ${key}`,
      texts: [name],
      places: near((ms) => y(linearAt(atMs, remainingBytes, ms)), atMs.at(-1)),
    });
  }
  for (const { fromMs, toMs } of input.stops) {
    const text = t('stopped {time}', { time: formatMs(toMs - fromMs) });
    const [x0, x1] = [Math.max(xOf(scale, fromMs), left), Math.min(xOf(scale, toMs), right)];
    if (x1 < left || x0 > right) continue;
    const inside = x1 - x0 > labelWidth(text, textPx) + textPx;
    wishes.push({
      key: `stop ${fromMs}`,
      texts: [text],
      places: inside
        ? [{ x: x0 + textPx * 0.5, y: top + textPx, anchor: 'start' }]
        : [
            { x: x0 - textPx * 0.5, y: top + textPx, anchor: 'end' },
            { x: x1 + textPx * 0.5, y: top + textPx, anchor: 'start' },
          ],
    });
  }

  const lines = [shape.remaining, shape.threshold, ...(shape.recording ? [shape.recording] : []), ...shape.models];
  const bounds = { x: left, y: top - textPx * 0.5, width: right - left, height: bottom - top + textPx };
  const placed = placeLabels(wishes, bounds, textPx, (rect) =>
    lines.some((line) => lineTouches(rect, line.xs, line.ys)),
  );
  const named = placed.find((label) => label.key === 'threshold');
  return {
    labels: placed.filter((label) => label !== named),
    // Where every place is taken the name lies across the curve: a line without a name would be worse.
    thresholdLabel: named ?? { key: 'threshold', text: widestName(), ...wishes[0]!.places[0]! },
  };
}
