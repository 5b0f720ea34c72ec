import { PAGE_BYTES } from '../../units.ts';
import { distinctPagesPerMs } from './distinct-rate.ts';
import type { MigrationModel, ModelInputs } from './model.ts';
import { PassTrail } from './pass-trail.ts';

/**
 * Xen's rounds with one dirty rate for all: each round sends what the round before it dirtied, until fewer than 50 pages were
 * dirtied, 29 rounds have gone, or three times the memory was sent; then the guest stops and the rest goes.
 * @source S. Akoush et al., MASCOTS 2010, model AVG, and Xen's stop rules, as reported: neither was re-read
 */
export const akoushAverage: MigrationModel = {
  name: 'akoush-avg',
  title: 'Akoush et al., AVG',
  source: 'Akoush et al., MASCOTS 2010 (as reported)',
  formula: 'round n + 1 sends D·tₙ until < 50 pages, 29 rounds or 3 V',
  neglects: 'The downtime limit: Xen stops by rounds, pages and bytes. One dirty rate for all rounds.',
  predict: (inputs) => xenRounds(inputs, (ms) => distinctPagesPerMs(inputs) * ms),
};

/**
 * The same rounds with the pages that were dirtied in so long a time before, instead of a mean.
 * @source S. Akoush et al., MASCOTS 2010, model HIST, as reported; the history is the curve of distinct pages here
 */
export const akoushHistory: MigrationModel = {
  name: 'akoush-hist',
  title: 'Akoush et al., HIST',
  source: 'Akoush et al., MASCOTS 2010 (as reported)',
  formula: 'round n + 1 sends U(tₙ) until < 50 pages, 29 rounds or 3 V',
  neglects: 'The downtime limit: Xen stops by rounds, pages and bytes.',
  predict: (inputs) => xenRounds(inputs, inputs.distinctPages),
};

function xenRounds(inputs: ModelInputs, dirtied: (ms: number) => number) {
  const { pages, bytesPerMs, stopBytesPerMs } = inputs;
  const trail = new PassTrail(inputs);
  let round = pages;
  let sentPages = 0;
  for (let rounds = 1; ; rounds++) {
    const ms = (round * PAGE_BYTES) / bytesPerMs;
    trail.pass(ms, round * PAGE_BYTES, round * PAGE_BYTES, 0);
    if (trail.isOverdue) return trail.endless();
    sentPages += round;
    round = Math.min(dirtied(ms), pages);
    if (round < FEWEST_PAGES || rounds === MOST_ROUNDS || sentPages > MOST_SENDS * pages) break;
  }
  return trail.stop((round * PAGE_BYTES) / stopBytesPerMs, round * PAGE_BYTES, round * PAGE_BYTES);
}

const FEWEST_PAGES = 50;
const MOST_ROUNDS = 29;
const MOST_SENDS = 3;
