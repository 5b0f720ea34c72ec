import { t } from '../../language/t.ts';
import type { CardRecording } from '../../traces/fidelity-card.ts';
import { formatCount, formatFixed, formatNumber } from '../../units.ts';

/** A figure of which the errors are drawn. */
export interface ErrorFigure {
  readonly id: 'total' | 'bytes' | 'syncs';
  /** English, for `t`. */
  readonly title: string;
  /** What is asked of nine in ten: a share, or a count. */
  readonly tolerance: number;
  readonly of: (recording: CardRecording) => number | null;
  readonly format: (error: number) => string;
}

export const ERROR_FIGURES: readonly ErrorFigure[] = [
  {
    id: 'total',
    title: 'Total time',
    tolerance: 0.025,
    // The time of a cancel is given, not predicted.
    of: ({ measured, error }) => (measured.status === 'completed' ? error.totalTimeMs : null),
    format: (error) => tickPercent(error),
  },
  {
    id: 'bytes',
    title: 'Bytes',
    tolerance: 0.013,
    of: ({ error }) => error.transferredBytes,
    format: (error) => tickPercent(error),
  },
  {
    id: 'syncs',
    title: 'Syncs',
    tolerance: 1,
    of: ({ error }) => error.dirtySyncCount,
    format: (error) => signedCount(error),
  },
];

/** `0.24 %` */
export const percent = (share: number): string => `${formatFixed(share * 100, 2)} %`;

/** `+0.24 %`, `−2.67 %`, '' for null. */
export function signedPercent(share: number | null): string {
  if (share === null) return '';
  return `${signOf(Math.round(share * 1e4))}${percent(Math.abs(share))}`;
}

/** `+1`, `−2`, `0`; '' for null. */
export const signedCount = (count: number | null): string =>
  count === null ? '' : `${signOf(count)}${formatCount(Math.abs(count))}`;

const signOf = (value: number): string => (value > 0 ? '+' : value < 0 ? '−' : '');

/** As few digits as an axis needs. */
export const tickPercent = (share: number): string =>
  `${share < 0 ? '−' : ''}${formatNumber(Number(Math.abs(share * 100).toPrecision(2)), 6)} %`;

/** `3,524 / 3,430`: measured and predicted; '' where nothing was measured. */
export const both = (measured: number | null, predicted: number | null | undefined): string =>
  measured === null ? '' : `${formatCount(Math.round(measured))} / ${written(predicted)}`;

const written = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : formatCount(Math.round(value));

/** What a dot stands for, in one sentence or two. */
export function dotWords(recording: CardRecording, figure: ErrorFigure): string {
  const { name, measured, predicted, isReference, remark, cause } = recording;
  const figures = {
    total: `${both(measured.totalTimeMs, predicted?.totalTimeMs)} ms`,
    bytes: t('{figures} bytes', { figures: both(measured.transferredBytes, predicted?.transferredBytes) }),
    syncs: t('{figures} syncs', { figures: both(measured.dirtySyncCount, predicted?.dirtySyncCount) }),
  }[figure.id];
  const error = figure.of(recording);
  const off = figure.id === 'syncs' ? signedCount(error) : signedPercent(error);
  const why = cause || (isReference ? '' : (remark ?? ''));
  const said = t('{name}: {figures} measured and predicted, {off}.', { name, figures, off: off || t('no error') });
  return why ? `${said} ${t(why)}` : said;
}
