/** Of the runs that make a prediction's band. With nine, a tenth run drawn in the same way falls outside one time in five. */
export const BAND_SEEDS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
