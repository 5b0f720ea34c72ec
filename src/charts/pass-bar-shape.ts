import { counted, t } from '../language/t.ts';
import { formatCount, formatShare } from '../units.ts';
import { mergeNarrow, type Pass } from './passes.ts';
import { labelWidth } from './place-labels.ts';
import { type TimeScale, xOf } from './time-scale.ts';

/** A pass, or several narrow ones taken together, as its two bars. */
export interface PassBar {
  readonly pass: Pass;
  readonly x: number;
  readonly width: number;
  /** px upwards from the baseline; the three parts stand on each other. */
  readonly normal: number;
  readonly redundant: number;
  readonly zero: number;
  /** px downwards. */
  readonly found: number;
}

/** Passes narrower than a few px taken together, with nothing left out. */
export const mergedPasses = (passes: readonly Pass[], scale: TimeScale): Pass[] => mergeNarrow(passes, scale, LEAST_PX);

const LEAST_PX = 4;

/** px of the bars in sight, and of the line they stand on. Both halves have one scale. */
export function passBars(
  passes: readonly Pass[],
  scale: TimeScale,
  height: number,
): { readonly bars: readonly PassBar[]; readonly baseline: number; readonly height: number } {
  const rate = (pages: number, { fromMs, toMs }: Pass) => (toMs > fromMs ? Math.max(pages, 0) / (toMs - fromMs) : 0);
  const inSight = passes.filter((pass) => pass.toMs > scale.fromMs && pass.fromMs < scale.toMs);
  const up = Math.max(...inSight.map((pass) => rate(pass.normalPages + pass.zeroPages, pass)), 1e-9);
  const down = Math.max(...inSight.map((pass) => rate(pass.foundPages ?? 0, pass)), 0);
  // Both halves have one scale, and each at least the height of its name.
  const least = scale.textPx * 1.6;
  const baseline = Math.min(Math.max((height * up) / (up + down), least), height - least);
  const pxPerRate = Math.min(baseline / up, (height - baseline) / Math.max(down, 1e-9));
  const bars = inSight.map((pass): PassBar => {
    const x = Math.max(xOf(scale, pass.fromMs), scale.left);
    const redundantPages = Math.min(pass.redundantPages, pass.normalPages);
    return {
      pass,
      x,
      width: Math.max(Math.min(xOf(scale, pass.toMs), scale.right) - x - 1, 1),
      normal: rate(pass.normalPages - redundantPages, pass) * pxPerRate,
      redundant: rate(redundantPages, pass) * pxPerRate,
      zero: rate(pass.zeroPages, pass) * pxPerRate,
      found: rate(pass.foundPages ?? 0, pass) * pxPerRate,
    };
  });
  return { bars, baseline, height };
}

/** What stands at the upper bar, in fewer and fewer words. */
export const sentWords = (pass: Pass): readonly string[] => {
  const pages = pass.normalPages + pass.zeroPages;
  return [
    counted(pages, '{pass}: {count} page sent', '{pass}: {count} pages sent', { pass: passName(pass) }),
    counted(pages, '{count} sent', '{count} sent'),
    formatCount(pages),
  ];
};

/** And at the lower one; nothing where no sync ended it. */
export const foundWords = (pass: Pass): readonly string[] => {
  if (pass.foundPages === null) return [];
  const words = { pages: pass.foundPages, share: ratioOf(pass) };
  return [
    t('{pages} found dirty, {share} of what was sent', words),
    t('{pages} dirty, {share}', words),
    formatCount(pass.foundPages),
  ];
};

/** The longest wording that fits, or nothing. */
export const fitting = (width: number, textPx: number, words: readonly string[]): string | undefined =>
  words.find((text) => labelWidth(text, textPx) + textPx * 0.6 < width);

/** `pass 3`, `passes 3 to 7` */
export const passName = ({ first, last }: Pass): string =>
  first === last ? t('pass {pass}', { pass: first }) : t('passes {first} to {last}', { first, last });
const ratioOf = (pass: Pass) => formatShare((pass.foundPages ?? 0) / Math.max(1, pass.normalPages + pass.zeroPages));
