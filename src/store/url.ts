import { t } from '../language/t.ts';
import { FIRST_VISIT } from '../scenario/first-visit.ts';
import type { LinkState } from '../scenario/link.ts';
import type { AppStore, StoreDeps } from './app-store.ts';
import { isLink, partsOf, withParts } from './hash-parts.ts';
import { linkStateOf, openLinkState } from './link-state.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** The address bar, from `#` on: parts joined by `&`, of which the one that begins with `s=` is the link. */
export interface UrlBar {
  /** With its `#`, or ''. */
  hash(): string;
  /** Puts another (with its `#`) in its place, without an entry in the history and without `onChange`. */
  replace(hash: string): void;
  /** Somebody followed a link, or edited the address. */
  onChange(listener: () => void): void;
}

/**
 * Opens what the link holds. A link that is none is told, and what is on the screen stays; on a first visit, or when
 * there is nothing on the screen yet, the first preset is shown. From then on the hash follows the state, once a frame
 * at most and only while the newest run is on the screen. A bad link stands there until somebody changes something.
 */
export async function openFromUrl(store: AppStore, deps: Pick<StoreDeps, 'location' | 'requestFrame'>): Promise<void> {
  const { location, requestFrame } = deps;
  const { getState } = store;
  /** What the hash says, or what was shown in its stead. */
  let known: LinkState | null = null;
  /** The part of the hash that was opened or written last. */
  let part: string | null = null;
  let isOpening = true;
  let openings = 0;

  const open = async () => {
    const found = partsOf(location.hash()).find(isLink) ?? '';
    if (found === part) return; // another part of the hash changed
    part = found;
    const opening = ++openings;
    isOpening = true;
    const { link, fault } = await decoded(found).then(
      (link) => ({ link, fault: null }),
      (fault: unknown) => ({ link: null, fault }),
    );
    if (opening !== openings) return;
    if (link) openLinkState(getState(), link);
    else if (getState().runStatus === 'idle') getState().choosePreset(FIRST_VISIT, 'second-pass');
    if (fault !== null) getState().report('link', t('This link cannot be opened.'), fault);
    known = link ?? linkStateOf(getState());
    isOpening = false;
  };

  const write = oneAtATime(async () => {
    const state = getState();
    if (isOpening || state.runStatus !== 'ready') return;
    const now = linkStateOf(state);
    if (known && isSame(known, now)) return;
    const opening = openings;
    const { encodeLink } = await import('../scenario/link.ts');
    const link = await encodeLink(now);
    if (opening !== openings) return; // another link was opened meanwhile
    known = now;
    part = link;
    location.replace(withParts(location.hash(), isLink, [link]));
  });

  let isAsked = false;
  store.subscribe(() => {
    if (isAsked) return;
    isAsked = true;
    requestFrame(() => {
      isAsked = false;
      void write();
    });
  });
  location.onChange(() => void open());
  await open();
}

/** What reads a link is fetched with the first of them. */
const decoded = async (part: string): Promise<LinkState | null> =>
  part === '' ? null : (await import('../scenario/link.ts')).decodeLink(part);

/** Scenarios are never changed in place, so the same one is the same object. */
const isSame = (a: LinkState, b: LinkState): boolean =>
  a.scenario === b.scenario && JSON.stringify(a.view) === JSON.stringify(b.view);
