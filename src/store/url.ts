import { decodeLink, encodeLink, type LinkState } from '../scenario/link.ts';
import { FIRST_VISIT } from '../scenario/presets.ts';
import type { AppState, AppStore, StoreDeps } from './app-store.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** The part of the address bar that holds the state: what stands after `#`. */
export interface UrlBar {
  /** With its `#`, or ''. */
  hash(): string;
  /** Puts another in its place, without an entry in the history and without `onChange`. */
  replace(hash: string): void;
  /** Somebody followed a link, or edited the address. */
  onChange(listener: () => void): void;
}

/**
 * Opens what the link holds. A link that is none is told, and what is on the screen stays; on a first visit, or when
 * there is nothing on the screen yet, the first preset is shown. From then on the hash follows the state, once a frame
 * at most and only while the newest run is on the screen; a bad link stands there until something is changed.
 */
export async function openFromUrl(store: AppStore, deps: Pick<StoreDeps, 'location' | 'requestFrame'>): Promise<void> {
  const { location, requestFrame } = deps;
  const { getState } = store;
  /** What the hash says, or what was on the screen when it was opened: nothing is written while it is the same. */
  let known = '';
  let isOpening = true;
  let openings = 0;

  const open = async () => {
    const opening = ++openings;
    isOpening = true;
    try {
      const link = await decodeLink(location.hash());
      if (opening !== openings) return;
      if (link) await openLink(getState(), link);
    } catch (error) {
      if (opening === openings) getState().report('link', 'This link cannot be opened.', error);
    }
    if (opening !== openings) return;
    if (getState().runStatus === 'idle') getState().choosePreset(FIRST_VISIT, 'second-pass');
    known = keyOf(linkStateOf(getState()));
    isOpening = false;
  };

  const write = oneAtATime(async () => {
    const state = getState();
    if (isOpening || state.runStatus !== 'ready') return;
    const linkState = linkStateOf(state);
    const key = keyOf(linkState);
    if (key === known) return;
    const opening = openings;
    const hash = await encodeLink(linkState);
    if (opening !== openings) return; // another link was opened meanwhile
    known = key;
    location.replace(`#${hash}`);
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
