import { InputError } from '../scenario/input-error.ts';
import type { Slice } from './app-store.ts';

/** What a person should know about something that did not go as they may have wished. */
export interface Notice {
  /** What it is about. A newer notice about the same thing takes the place of the older. */
  readonly about:
    | 'link'
    | 'show'
    | 'file'
    | 'scenario'
    | 'run'
    | 'engine'
    | 'compare'
    | 'evacuation'
    | 'sweep'
    | 'thread'
    | 'lesson';
  readonly tone: 'error' | 'info';
  /** One sentence. */
  readonly title: string;
  /** What exactly, or ''. */
  readonly detail: string;
  /** What to do about it: one sentence or ''. */
  readonly advice: string;
  /** The button that mends it, or null. */
  readonly action: 'restart' | null;
}

export interface NoticesSlice {
  /** The newest last. */
  notices: readonly Notice[];
  notify(notice: Notice): void;
  /** Shows an error. The parts of an `InputError` are set apart. */
  report(about: Notice['about'], title: string, error: unknown): void;
  dismiss(about: Notice['about']): void;
}

export const createNoticesSlice: Slice<NoticesSlice> = (set, get) => ({
  notices: [],
  notify(notice) {
    set({ notices: [...get().notices.filter(({ about }) => about !== notice.about), notice] });
  },
  report(about, title, error) {
    const detail = error instanceof Error ? error.message : String(error);
    const advice = error instanceof InputError ? error.advice : '';
    get().notify({ about, tone: 'error', title, detail, advice, action: about === 'engine' ? 'restart' : null });
  },
  dismiss(about) {
    if (get().notices.some((notice) => notice.about === about))
      set({ notices: get().notices.filter((notice) => notice.about !== about) });
  },
});
