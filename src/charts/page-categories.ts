import { t } from '../language/t.ts';
import { DESTINATION, SOURCE } from './page-painter.ts';
import { palette, type Theme } from './palette.ts';

/** A colour of the page maps' legend. */
export interface PageCategory {
  readonly category: number;
  readonly name: string;
  /** Shown with 0 pages too: their absence is news, or the legend would jump while a run is played. */
  readonly always?: boolean;
}

const sourceEntries = (): readonly PageCategory[] => [
  { category: SOURCE.waiting, name: t('waiting', {}, 'pages'), always: true },
  { category: SOURCE.dirty, name: t('written, not found yet'), always: true },
  { category: SOURCE.device, name: t('by the device') },
  { category: SOURCE.once, name: t('sent once'), always: true },
  { category: SOURCE.twice, name: t('twice', {}, 'pages'), always: true },
  { category: SOURCE.more, name: t('more', {}, 'pages'), always: true },
  { category: SOURCE.zero, name: t('zero', {}, 'pages'), always: true },
  { category: SOURCE.unsent, name: t('not sent') },
];

const destinationEntries = (): readonly PageCategory[] => [
  { category: DESTINATION.upToDate, name: t('up to date'), always: true },
  { category: DESTINATION.zero, name: t('zero', {}, 'pages'), always: true },
  { category: DESTINATION.behind, name: t('older than the source'), always: true },
  { category: DESTINATION.missing, name: t('not received yet'), always: true },
  { category: DESTINATION.free, name: t('free, not sent') },
  { category: DESTINATION.lost, name: t('lost', {}, 'pages'), always: true },
];

/** What post-copy adds, in front: it is what the guest waits for. */
const postcopySourceEntries = (): readonly PageCategory[] => [
  { category: SOURCE.requested, name: t('requested', {}, 'pages'), always: true },
  { category: SOURCE.onlyHere, name: t('only here'), always: true },
];
const postcopyDestinationEntries = (): readonly PageCategory[] => [
  { category: DESTINATION.requested, name: t('requested: a CPU waits'), always: true },
  { category: DESTINATION.discarded, name: t('discarded', {}, 'pages'), always: true },
];

/** Of one side, in the order of the legend. */
export function entriesOf(side: 'source' | 'destination', postcopy: boolean): readonly PageCategory[] {
  if (side === 'source') return [...(postcopy ? postcopySourceEntries() : []), ...sourceEntries()];
  return [...(postcopy ? postcopyDestinationEntries() : []), ...destinationEntries()];
}

/** What a category is filled with, and the pattern over it where it does not rest on its hue. */
export interface CategoryColour {
  readonly ground: Readonly<Record<Theme, string>>;
  readonly pattern: 'plain' | 'stripes' | 'check' | 'cross';
  /** Of the pattern; null where there is none. */
  readonly mark: Readonly<Record<Theme, string>> | null;
}

export function plainColour(category: number): CategoryColour {
  const of = (name: keyof (typeof palette)['light']) => ({ light: palette.light[name], dark: palette.dark[name] });
  if (category === SOURCE.zero) return { ground: of('zero'), pattern: 'stripes', mark: of('zeroHatch') };
  if (category === DESTINATION.zero) return { ground: of('sent2'), pattern: 'stripes', mark: of('zero') };
  if (category === SOURCE.onlyHere) return { ground: of('waiting'), pattern: 'stripes', mark: of('dirty') };
  if (category === DESTINATION.discarded) return { ground: of('behind'), pattern: 'stripes', mark: of('clean') };
  if (category === SOURCE.requested || category === DESTINATION.requested)
    return { ground: of('bg'), pattern: 'cross', mark: of('ink') };
  if (category === DESTINATION.lost) return { ground: of('stale'), pattern: 'check', mark: of('staleCheck') };
  return { ground: of(PLAIN[category]!), pattern: 'plain', mark: null };
}

const PLAIN: Readonly<Record<number, keyof (typeof palette)['light']>> = {
  [SOURCE.device]: 'dma',
  [SOURCE.waiting]: 'waiting',
  [SOURCE.dirty]: 'dirty',
  [SOURCE.once]: 'sent',
  [SOURCE.twice]: 'sent2',
  [SOURCE.more]: 'sent3',
  [SOURCE.unsent]: 'clean',
  [DESTINATION.behind]: 'behind',
  [DESTINATION.missing]: 'clean',
  [DESTINATION.free]: 'zero',
  [DESTINATION.upToDate]: 'sent2',
};
