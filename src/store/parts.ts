import type { AppState, AppStore, Slice, StoreDeps } from './app-store.ts';

/** A part of the state that only some screens read. */
export interface Part {
  readonly slice: Slice<Partial<AppState>>;
  /** What of it stays outside the state. */
  readonly feeds?: Partial<Pick<AppStore, 'pairedPages' | 'sweepResults'>>;
  /** Nothing of it is under way. */
  isSettled?(state: AppState): boolean;
  /** Called once it is there: what it does when the rest of the state, or the address, changes. */
  follow?(app: AppStore): void;
}

export type MakePart = (deps: StoreDeps) => Part;
export type PartName = keyof typeof PARTS;

/** Fetches the code of a part: none of them is needed for the first picture of the Lab. */
export const fetchPart = (name: PartName): Promise<MakePart> => PARTS[name]();

const PARTS = {
  compare: async () => (await import('./compare-slice.ts')).comparePart,
  evacuation: async () => (await import('./evacuation-slice.ts')).evacuationPart,
  lessons: async () => (await import('./learn-slice.ts')).lessonsPart,
  sweep: async () => (await import('./sweep-slice.ts')).sweepPart,
  thread: async () => (await import('./thread-slice.ts')).threadPart,
} satisfies Record<string, () => Promise<MakePart>>;
