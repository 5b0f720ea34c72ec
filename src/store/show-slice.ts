import { t } from '../language/t.ts';
import type { FieldName } from '../scenario/fields.ts';
import type { LinkState } from '../scenario/link.ts';
import type { AppStore, Slice, StoreDeps } from './app-store.ts';
import { isScenes, isShow, partsOf, withParts } from './hash-parts.ts';
import { linkStateOf, openLinkState } from './link-state.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** The whole app; large and without what one works with; or inside another page. */
export type Showing = 'full' | 'present' | 'embed';

/** One picture of a talk: what is on the screen, under a title. */
export interface Scene {
  readonly title: string;
  readonly state: LinkState;
}

export interface Show {
  readonly showing: Showing;
  /** The fields that may be changed here; null is all of them. */
  readonly freeFields: readonly FieldName[] | null;
}

export const MOST_SCENES = 24;
export const MOST_TITLE_CHARACTERS = 80;
/** How the app is shown, and the scenes of a talk. All of it travels in the link. */
export interface ShowSlice {
  showing: Showing;
  /** The fields that may be changed here; null is all of them. */
  freeFields: readonly FieldName[] | null;
  scenes: readonly Scene[];
  /** The scene that was gone to last; null before the first. */
  scene: number | null;
  setShowing(showing: Showing): void;
  /** What is on the screen becomes the last scene. Tells it when there is no room for one. */
  keepScene(title: string): void;
  renameScene(index: number, title: string): void;
  removeScene(index: number): void;
  /** @param by -1 towards the beginning, 1 towards the end */
  moveScene(index: number, by: -1 | 1): void;
  /** Shows a scene as it was kept. A number that no scene has is no scene. */
  goToScene(index: number): void;
  /** Takes what the address says, without writing it again. */
  setShow(show: Show, scenes: readonly Scene[]): void;
}

export const createShowSlice: Slice<ShowSlice> = (set, get) => ({
  showing: 'full',
  freeFields: null,
  scenes: [],
  scene: null,
  setShowing(showing) {
    set({ showing });
  },
  keepScene(title) {
    const { scenes } = get();
    if (scenes.length >= MOST_SCENES)
      return get().report(
        'show',
        t('A link carries at most {most} scenes.', { most: MOST_SCENES }),
        new Error(t('Take one away first.')),
      );
    const { scenario, view } = linkStateOf(get());
    const state = { scenario, view: { ...view, playheadMs: get().nowMs } };
    set({ scenes: [...scenes, { title: titled(title, scenes.length), state }], scene: scenes.length });
  },
  renameScene(index, title) {
    set({ scenes: get().scenes.map((each, i) => (i === index ? { ...each, title: titled(title, i) } : each)) });
  },
  removeScene(index) {
    const { scenes, scene } = get();
    const isBefore = scene !== null && index < scene;
    set({
      scenes: scenes.filter((_, i) => i !== index),
      scene: scene === index ? null : isBefore ? scene - 1 : scene,
    });
  },
  moveScene(index, by) {
    const { scenes, scene } = get();
    const [a, b] = [scenes[index], scenes[index + by]];
    if (!a || !b) return;
    const moved = scenes.map((each) => (each === a ? b : each === b ? a : each));
    set({ scenes: moved, scene: scene === index ? index + by : scene === index + by ? index : scene });
  },
  goToScene(index) {
    const scene = get().scenes[index];
    if (!scene) return;
    set({ scene: index });
    openLinkState(get(), scene.state);
  },
  setShow({ showing, freeFields }, scenes) {
    set({ showing, freeFields, scenes, scene: null });
  },
});

const titled = (title: string, index: number): string =>
  title.trim().slice(0, MOST_TITLE_CHARACTERS) || t('Scene {scene}', { scene: index + 1 });

/** Takes over how the address wants the app shown, keeps the address up to date with it, and follows another that is put there. */
export async function followShowLink({ getState, subscribe }: AppStore, deps: StoreDeps): Promise<void> {
  const { location, requestFrame } = deps;
  /** The parts of the address as they are known here. */
  let known = '';
  const mine = () => partsOf(location.hash()).filter((part) => isShow(part) || isScenes(part));

  const read = async () => {
    const parts = mine().join('&');
    if (parts === known) return;
    known = parts;
    try {
      const { scenesInHash, showInHash } = await import('./show-link.ts');
      const show = showInHash(location.hash());
      const scenes = await scenesInHash(location.hash());
      if (parts === known) getState().setShow(show, scenes);
    } catch (error) {
      getState().report('show', t('This link asks for what there is not.'), error);
    }
  };

  const write = oneAtATime(async () => {
    const { partOfScenes, partsOfShow } = await import('./show-link.ts');
    const state = getState();
    const scenes = state.scenes.length === 0 ? [] : [await partOfScenes(state.scenes)];
    const parts = [...partsOfShow(state), ...scenes];
    if (parts.join('&') === mine().join('&')) return;
    known = parts.join('&');
    location.replace(withParts(location.hash(), (part) => isShow(part) || isScenes(part), parts));
  });

  let isAsked = false;
  subscribe((state, before) => {
    const isSame =
      state.showing === before.showing && state.freeFields === before.freeFields && state.scenes === before.scenes;
    if (isAsked || isSame) return;
    isAsked = true;
    requestFrame(() => {
      isAsked = false;
      void write();
    });
  });
  location.onChange(() => void read());
  await read();
}
