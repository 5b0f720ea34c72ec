import { LinkError } from '../scenario/input-error.ts';
import { decodeLink, encodeLink } from '../scenario/link.ts';
import { incomparable } from '../sweep/incomparable.ts';
import { openingVariants, type Variant } from '../sweep/variants.ts';
import type { AppState, AppStore, StoreDeps } from './app-store.ts';
import { oneAtATime } from './one-at-a-time.ts';

/*
 * The compared variants in the address: a part `compare=1.` with one entry a variant, joined by `~`, each its title, its
 * note and its scenario as a link holds one, joined by `.`. The thread's question, asked of the scenario that the link
 * holds anyway, needs no such part.
 */
const PREFIX = 'compare=1.';
const SCENARIO = 's=';
const NAME = 'link';

/**
 * The variants that a hash holds, or null when it holds none.
 * @throws LinkError for a part that the app did not write, and for variants that cannot be compared
 */
export async function variantsInLink(hash: string): Promise<readonly Variant[] | null> {
  const part = partsOf(hash).find((each) => each.startsWith('compare='));
  if (!part) return null;
  if (!part.startsWith(PREFIX)) throw fault('this comparison is of another version');
  const entries = part.slice(PREFIX.length).split('~');
  const variants = await Promise.all(entries.map(decoded));
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

/** Keeps the address up to date with the variants, once a frame at most. */
export function writeCompareLink(store: AppStore, { location, requestFrame }: StoreDeps): void {
  let known: AppState['variants'] | null = null;
  const write = oneAtATime(async () => {
    const { variants: runs, scenario } = store.getState();
    if (runs.length === 0) return;
    const variants = runs.map(({ variant }) => variant);
    const part = isOpeningOf(variants, scenario) ? [] : [await linkOfVariants(variants)];
    const others = partsOf(location.hash()).filter((each) => !each.startsWith('compare='));
    const hash = `#${[...others, ...part].join('&')}`;
    if (hash !== location.hash()) location.replace(hash);
  });
  let isAsked = false;
  store.subscribe((state, before) => {
    if (isAsked || (state.variants === known && state.scenario === before.scenario)) return;
    known = state.variants;
    isAsked = true;
    requestFrame(() => {
      isAsked = false;
      void write();
    });
  });
}

function isOpeningOf(variants: readonly Variant[], base: Variant['scenario']): boolean {
  return JSON.stringify(variants) === JSON.stringify(openingVariants(base));
}

async function decoded(entry: string): Promise<Variant> {
  const [title, note, link, ...rest] = entry.split('.');
  if (title === undefined || note === undefined || link === undefined || rest.length > 0)
    throw fault('this comparison is damaged');
  const state = await decodeLink(`${SCENARIO}${link.replace('-', '.')}`);
  if (!state) throw fault('this comparison is damaged');
  return { id: unquoted(title), title: unquoted(title), note: unquoted(note), scenario: state.scenario };
}

const fault = (text: string) => new LinkError(NAME, { field: 'compare', fault: text, advice: '' });
const partsOf = (hash: string): string[] => hash.slice(1).split('&').filter(Boolean);

const quoted = (text: string): string => encodeURIComponent(text).replaceAll('.', '%2E').replaceAll('~', '%7E');
function unquoted(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw fault('this comparison is damaged');
  }
}
