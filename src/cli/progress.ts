import type { Outcome } from '../engine/record.ts';
import type { Simulation } from '../engine/simulation.ts';
import { formatBytes, formatMs, pagesToBytes } from '../units.ts';
import type { Io } from './io.ts';

/** Runs to the end; a run of more than a second shows one line of progress on a terminal, and takes it away again. */
export function runWithProgress(simulation: Simulation, io: Io): Outcome {
  if (!io.terminal) return simulation.runToEnd();
  const startMs = io.wallMs();
  let shownMs = startMs + QUIET_MS - PERIOD_MS;
  for (let untilMs = SLICE_MS; !simulation.finished; untilMs += SLICE_MS) {
    simulation.advanceTo(untilMs);
    const nowMs = io.wallMs();
    if (simulation.finished || nowMs - shownMs < PERIOD_MS) continue;
    shownMs = nowMs;
    const { remainingPages, dirtySyncCount } = simulation.instant().counters;
    const left = formatBytes(pagesToBytes(remainingPages));
    io.err(`${ERASE_LINE}${formatMs(simulation.nowMs)} simulated, ${left} remain, sync ${dirtySyncCount}`);
  }
  if (shownMs >= startMs + QUIET_MS) io.err(ERASE_LINE);
  return simulation.runToEnd();
}

/** Simulated time between two looks at the clock. */
const SLICE_MS = 50;
const QUIET_MS = 1000;
const PERIOD_MS = 200;
const ERASE_LINE = '\r\u001b[2K';
