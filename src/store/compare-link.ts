import { t } from '../language/t.ts';
import { LinkError } from '../scenario/input-error.ts';
import { decodeLink, encodeLink } from '../scenario/link.ts';
import { linkName } from '../scenario/packed.ts';
import { incomparable } from '../sweep/incomparable.ts';
import { openingVariants, type Variant } from '../sweep/variants.ts';
import type { AppStore, StoreDeps } from './app-store.ts';
import { partsOf, withParts } from './hash-parts.ts';
import { oneAtATime } from './one-at-a-time.ts';

/*
 * The compared variants in the address: a part `compare=1.` with one entry a variant, joined by `~`, each its title, its
 * note and its scenario as a link holds one, joined by `.`. The thread's question, asked of the scenario that the link
 * holds anyway, needs no such part.
 */
const PREFIX = 'compare=1.';
const SCENARIO = 's=';

/**
 * The variants that a hash holds, or null when it holds none.
 * @throws LinkError for a part that the app did not write, and for variants that cannot be compared
 */
export async function variantsInLink(hash: string): Promise<readonly Variant[] | null> {
  const part = partsOf(hash).find(isComparison);
  if (!part) return null;
  if (!part.startsWith(PREFIX)) throw fault(t('this comparison is of another version'));
  const entries = part.slice(PREFIX.length).split('~');
  const variants = await Promise.all(entries.map((entry, i) => decoded(entry, i + 1)));
  const refused = incomparable(variants);
  if (refused) throw fault(refused.reason);
  return variants;
}

/** The part of a hash that holds these variants. */
export async function linkOfVariants(variants: readonly Variant[]): Promise<string> {
  const entries = await Promise.all(
    variants.map(async ({ title, note, scenario }) => {
      const link = await encodeLink({ scenario, view: {} });
      return [quoted(title), quoted(note), link.slice(SCENARIO.length).replace('.', '-')].join('.');
    }),
  );
  return `${PREFIX}${entries.join('~')}`;
}

/** Keeps the address up to date with the variants, once a frame at most, and follows another comparison that is put there. */
export function followCompareLink({ getState, subscribe }: AppStore, { location, requestFrame }: StoreDeps): void {
  /** What the address holds, as far as is known here. */
  let part: string | null = null;
  let written = '';
  const write = oneAtATime(async () => {
    const { variants: runs, scenario } = getState();
    const variants = runs.map(({ variant }) => variant);
    const wanted = JSON.stringify([variants, scenario]);
    if (runs.length === 0 || wanted === written) return;
    written = wanted;
    part = isOpeningOf(variants, scenario) ? null : await linkOfVariants(variants);
    const hash = withParts(location.hash(), isComparison, part === null ? [] : [part]);
    if (hash !== location.hash()) location.replace(hash);
  });
  let isAsked = false;
  subscribe((state, before) => {
    if (isAsked || (state.variants === before.variants && state.scenario === before.scenario)) return;
    isAsked = true;
    requestFrame(() => {
      isAsked = false;
      void write();
    });
  });
  location.onChange(() => {
    const found = partsOf(location.hash()).find(isComparison) ?? null;
    if (found === null || found === part) return;
    part = found;
    if (getState().variants.length > 0) void getState().openCompareLink();
  });
}

function isOpeningOf(variants: readonly Variant[], base: Variant['scenario']): boolean {
  return JSON.stringify(variants) === JSON.stringify(openingVariants(base));
}

/** @param place of the entry, which makes its id unique */
async function decoded(entry: string, place: number): Promise<Variant> {
  const [title, note, link, ...rest] = entry.split('.');
  if (title === undefined || note === undefined || link === undefined || rest.length > 0)
    throw fault(t('this comparison is damaged'));
  const state = await decodeLink(`${SCENARIO}${link.replace('-', '.')}`);
  if (!state) throw fault(t('this comparison is damaged'));
  return { id: `linked ${place}`, title: unquoted(title), note: unquoted(note), scenario: state.scenario };
}

const fault = (text: string) => new LinkError(linkName(), { field: 'compare', fault: text, advice: '' });
const isComparison = (part: string): boolean => part.startsWith('compare=');

const quoted = (text: string): string => encodeURIComponent(text).replaceAll('.', '%2E').replaceAll('~', '%7E');
function unquoted(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw fault(t('this comparison is damaged'));
  }
}
