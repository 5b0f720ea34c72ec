import { parentPort } from 'node:worker_threads';
import { measure } from '../src/sweep/study/measure.ts';
import { busyGuest } from './busy-guest.ts';

/** A thread that makes as many runs of a 4 GiB guest as it is told to, page by page, each with another write rate; it says when it is warm, and when it is done. */
const run = (i: number): void => void measure(busyGuest(4, 1.25e9, 20_000 + i * 100));
for (let i = 0; i < 30; i++) run(i);
parentPort!.on('message', (runs: number) => {
  for (let i = 0; i < runs; i++) run(i);
  parentPort!.postMessage(null);
});
parentPort!.postMessage(null);
