import { PAGE_BYTES } from '../../units.ts';
import {
  EOS_BYTES,
  NORMAL_PAGE_BYTES,
  SECTION_FOOTER_BYTES,
  SECTION_HEADER_BYTES,
  ZERO_PAGE_BYTES,
} from '../link/wire.ts';
import { WINDOW_MS, windowLimitBytes } from '../migration/rate-window.ts';
import type { ModelInputs, ModelPrediction } from './model.ts';
import { PassTrail } from './pass-trail.ts';

/** QEMU's rate window in closed form: every page normal, one burst a window. Sheet 8.0. */
export interface WindowForm {
  /** p: pages a window. */
  readonly pagesPerWindow: number;
  /** b */
  readonly bytesPerMs: number;
  /** T = trunc(b D) */
  readonly thresholdBytes: number;
  /** m: the most pages for which "remaining < T" holds; -1 for a limit of 0. */
  readonly mostPagesBelow: number;
}

export function windowForm({ maxBandwidth, bytesPerMs, downtimeLimitMs }: WindowInputs): WindowForm {
  const limitBytes = windowLimitBytes(maxBandwidth);
  // Only a cap below the link closes a window by bytes; a slower link closes it by time.
  const isCapped = limitBytes <= bytesPerMs * WINDOW_MS;
  const pagesPerWindow = isCapped
    ? Math.trunc((limitBytes - SECTION_HEADER_BYTES) / NORMAL_PAGE_BYTES) + 1
    : Math.max(1, Math.trunc((WINDOW_MS * bytesPerMs) / NORMAL_PAGE_BYTES));
  const framing = SECTION_HEADER_BYTES + EOS_BYTES + SECTION_FOOTER_BYTES;
  const rate = isCapped ? (pagesPerWindow * NORMAL_PAGE_BYTES + framing) / WINDOW_MS : bytesPerMs;
  const thresholdBytes = Math.trunc(rate * downtimeLimitMs);
  return {
    pagesPerWindow,
    bytesPerMs: rate,
    thresholdBytes,
    mostPagesBelow: Math.ceil(thresholdBytes / PAGE_BYTES) - 1,
  };
}
type WindowInputs = Pick<ModelInputs, 'maxBandwidth' | 'bytesPerMs' | 'downtimeLimitMs'>;

/**
 * QEMU's loop in whole windows: send until no more than m pages remain, sync, stop if that still holds. With a limit of
 * 0 there is one pass and no sync before the stop (sheet 8.6).
 * What the first pass leaves over is taken to hold something; where the scan ends with zero pages, the pass is up to m pages longer.
 * @param found what a sync finds dirty after a pass of `ms`, with what the pass left over; pages; the first pass is number 1
 */
export function predictInWindows(
  inputs: ModelInputs,
  found: (leftoverPages: number, ms: number, pass: number) => number,
): ModelPrediction {
  const { pagesPerWindow: p, mostPagesBelow } = windowForm(inputs);
  const most = Math.max(mostPagesBelow, 0);
  const trail = new PassTrail(inputs);
  // In pages of full cost: a zero page is a 456th of one.
  let remaining = inputs.nonzeroPages + ((inputs.pages - inputs.nonzeroPages) * ZERO_PAGE_BYTES) / NORMAL_PAGE_BYTES;
  let fromBytes = inputs.pages * PAGE_BYTES;
  let pass = 0;
  do {
    const windows = Math.max(1, Math.ceil((remaining - most) / p));
    const sent = Math.min(remaining, windows * p);
    const leftover = remaining - sent;
    const ms = (sent / p) * WINDOW_MS; // RAM that drains inside a window does not wait for its end
    trail.pass(ms, sent * NORMAL_PAGE_BYTES, fromBytes, leftover * PAGE_BYTES);
    if (trail.isOverdue) return trail.endless();
    remaining = Math.min(found(leftover, ms, ++pass), inputs.pages);
    fromBytes = remaining * PAGE_BYTES;
  } while (mostPagesBelow >= 0 && remaining > most);
  const sentBytes = remaining * NORMAL_PAGE_BYTES;
  return trail.stop(sentBytes / inputs.stopBytesPerMs, sentBytes, fromBytes);
}
