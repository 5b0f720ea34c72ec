import { t } from '../../../language/t.ts';
import type { BandFigure, Figures, Prediction } from '../../../traces/predict.ts';
import { formatCount, formatFixed, MIB } from '../../../units.ts';

/** One figure of a recording beside the prediction, written; `null` where there is nothing to compare. */
export interface FigureRow {
  readonly figure: BandFigure;
  readonly label: string;
  /** '' for a count. */
  readonly unit: string;
  readonly measured: string;
  readonly predicted: string;
  /** Predicted against measured: `+0.02 %`, `−3 ms`, `+1`. */
  readonly error: string | null;
}

/** What the seeds give for a figure. */
export interface BandRow {
  readonly figure: BandFigure;
  readonly label: string;
  readonly unit: string;
  readonly least: string;
  readonly most: string;
  readonly measured: string;
  readonly isInside: boolean;
}

/** `completed, as predicted` */
export function statusWords({ measured, predicted }: Prediction): string {
  if (!predicted) return measured.status;
  return predicted.status === measured.status
    ? t('{status}, as predicted', { status: measured.status })
    : t('{status}, predicted {other}', { status: measured.status, other: predicted.status });
}

/** Without the figures that neither has: a refused migration has none. */
export function figureRows({ measured, predicted, error }: Prediction): FigureRow[] {
  const row = (figure: BandFigure, mistake: string | null): FigureRow => ({
    figure,
    ...NAMES[figure](),
    measured: written(figure, measured[figure]),
    predicted: written(figure, predicted?.[figure] ?? null),
    error: mistake,
  });
  const rows = [
    row('totalTimeMs', signedPercent(error?.totalTimeMs ?? null)),
    row('downtimeMs', signedMs(measured, predicted)),
    row('transferredBytes', signedPercent(error?.transferredBytes ?? null)),
    row('dirtySyncCount', signedCount(error?.dirtySyncCount ?? null)),
  ];
  return rows.filter((each) => each.measured !== NOTHING || each.predicted !== NOTHING);
}

/** The figures that differ from seed to seed or were measured outside; empty where chance decides nothing. */
export function bandRows({ measured, band, inBand }: Prediction): BandRow[] {
  if (!band || !inBand) return [];
  return FIGURES.flatMap((figure) => {
    const range = band[figure];
    const isInside = inBand[figure];
    if (!range || isInside === null) return [];
    const [least, most] = range.map((value) => written(figure, value)) as [string, string];
    return [{ figure, ...NAMES[figure](), least, most, measured: written(figure, measured[figure]), isInside }];
  });
}

const NOTHING = '–';
const FIGURES: readonly BandFigure[] = ['totalTimeMs', 'downtimeMs', 'transferredBytes', 'dirtySyncCount'];
const NAMES: Record<BandFigure, () => { readonly label: string; readonly unit: string }> = {
  totalTimeMs: () => ({ label: t('Total time'), unit: 'ms' }),
  downtimeMs: () => ({ label: t('Downtime'), unit: 'ms' }),
  transferredBytes: () => ({ label: t('Transferred'), unit: 'MiB' }),
  dirtySyncCount: () => ({ label: t('Syncs'), unit: '' }),
};

function written(figure: BandFigure, value: number | null): string {
  if (value === null) return NOTHING;
  return figure === 'transferredBytes' ? formatFixed(value / MIB, 2) : formatCount(value);
}

const signOf = (value: number): string => (value > 0 ? '+' : value < 0 ? '−' : '');

function signedPercent(share: number | null): string | null {
  if (share === null) return null;
  const percent = Number((share * 100).toFixed(2));
  return `${signOf(percent)}${formatFixed(Math.abs(percent), 2)} %`;
}

function signedMs(measured: Figures, predicted: Figures | null): string | null {
  if (measured.downtimeMs === null || predicted?.downtimeMs === null || predicted === null) return null;
  const ms = predicted.downtimeMs - measured.downtimeMs;
  return `${signOf(ms)}${formatCount(Math.abs(ms))} ms`;
}

const signedCount = (difference: number | null): string | null =>
  difference === null ? null : `${signOf(difference)}${Math.abs(difference)}`;
