import { t } from '../../../language/t.ts';
import type { ModelAnswer } from '../../../store/model-answers.ts';
import { formatMs, formatShare } from '../../../units.ts';

/** A formula's answer in the columns of the list. */
export interface ModelRow {
  readonly key: string;
  readonly title: string;
  readonly total: string;
  readonly downtime: string;
  /** Of the total time, then of the downtime. */
  readonly errors: readonly [total: string, downtime: string];
}

export function modelRow({ model, prediction, isEndRight, totalTimeError, downtimeErrorMs }: ModelAnswer): ModelRow {
  return {
    key: model.name,
    title: t(model.title),
    total: prediction?.converges === false ? t('never ends') : rangeOf(prediction?.totalTimeMs ?? null),
    downtime: rangeOf(prediction?.downtimeMs ?? null),
    errors: [
      totalTimeError === null ? endWords(isEndRight) : signed(totalTimeError, formatShare),
      downtimeErrorMs === null ? '–' : signed(downtimeErrorMs, formatMs),
    ],
  };
}

/** Where there is no number to compare. */
const endWords = (isRight: boolean | null): string => (isRight === null ? '–' : isRight ? t('right') : t('wrong'));

function rangeOf(bounds: readonly [number, number] | null): string {
  if (bounds === null) return '–';
  const [least, most] = bounds.map(formatMs) as [string, string];
  return least === most ? least : t('{least} to {most}', { least, most });
}

/** `+4.5 %`, `−12 ms`; no sign for none. */
const signed = (value: number, format: (value: number) => string): string =>
  value === 0 ? format(0) : `${value > 0 ? '+' : '−'}${format(Math.abs(value))}`;
