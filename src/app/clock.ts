import { formatFixed } from '../units.ts';

/** Simulated time to the millisecond, as wide at every instant of a run: `6.412 s`, `1,234.000 s`. */
export const clock = (ms: number): string => `${formatFixed(Math.max(ms, 0) / 1000, 3)} s`;
