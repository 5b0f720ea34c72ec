import type { Slice } from './app-store.ts';

/** The tour of the Lab. */
export interface TourSlice {
  /** Where it stands, counted from 0; null when nobody takes it. */
  tourStop: number | null;
  moveTour(stop: number | null): void;
}

export const createTourSlice: Slice<TourSlice> = (set) => ({
  tourStop: null,
  moveTour(tourStop) {
    set({ tourStop });
  },
});
