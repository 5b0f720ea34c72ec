import { complete } from '../engine/monitor/completion.ts';
import { typeLine } from '../engine/monitor/lab-monitor.ts';
import type { Instant } from '../engine/record.ts';
import type { Scenario } from '../engine/scenario.ts';
import type { Simulation } from '../engine/simulation.ts';
import { destinationPages } from '../sweep/destination-pages.ts';
import { PAGE_BYTES } from '../units.ts';
import { type Frame, type FrameSink, fits, MAX_CELLS } from './frame.ts';
import type { Command, HeatmapView, Reply, RunId } from './protocol.ts';
import { SharedFrameWriter } from './shared-frames.ts';
import { TransferredFrameWriter } from './transferred-frames.ts';

/**
 * The worker's end of the protocol, without a worker: commands in by `receive`, replies out by `post`.
 *
 * - The commands of one run are answered in the order in which they came. Two runs may be in the house at once: the one
 *   on the screen, which stays at the caller's service, and the one being loaded, whose commands wait until it is there.
 * - Loading is cut into slices of `SLICE_MS`, so no command to the run on the screen waits longer than that for it.
 * - A newer `load` ends an older one, which then fails as `Superseded`, but only after `GRACE_MS`: while someone drags
 *   a slider, runs that are computed faster than that still appear one after the other.
 * - Of several `runTo` (or `look`) that wait one behind the other only the last is computed and painted. Each is
 *   answered, all with that last instant, and the last answer carries the frame.
 * - Before the first `runTo` of a run nothing is painted, because the simulation then stands at its end.
 */
export class EngineHost {
  readonly #deps: HostDeps;
  #inbox: Command[] = [];
  #working = false;
  #shown: Run | null = null;
  #loading: Loading | null = null;
  readonly #transferred = new TransferredFrameWriter();
  #look: Omit<HeatmapView, 'fromSlot' | 'toSlot'> = { columns: 256, rows: 128, theme: 'light' };

  constructor(deps: HostDeps) {
    this.#deps = deps;
  }

  /** @throws Error on `crash`, on purpose; every other fault becomes a `failed` reply. */
  receive(command: Command): void {
    if (command.type === 'crash') throw new Error('The engine was asked to crash.');
    this.#inbox.push(command);
    if (!this.#working) void this.#work();
  }

  async #work(): Promise<void> {
    this.#working = true;
    try {
      do await this.#deps.pause();
      while (this.#serve() || this.#startLoad() || this.#loadSlice());
    } finally {
      this.#working = false;
    }
  }

  /** Answers the first command, with its like behind it, whose run is not still to come. */
  #serve(): boolean {
    const comingRuns = new Set(this.#inbox.filter((command) => command.type === 'load').map(runOf));
    if (this.#loading) comingRuns.add(this.#loading.run.id);
    const first = this.#inbox.find((command) => !comingRuns.has(command.runId));
    if (!first) return false;
    const ofRun = this.#inbox.filter((command) => command.runId === first.runId);
    const isSuperseding = first.type === 'runTo' || first.type === 'look';
    const other = ofRun.findIndex((command) => command.type !== first.type);
    const batch = isSuperseding ? ofRun.slice(0, other < 0 ? ofRun.length : other) : [first];
    this.#inbox = this.#inbox.filter((command) => !batch.includes(command));
    try {
      this.#answer(this.#runOf(first.runId), batch);
    } catch (error) {
      for (const command of batch) this.#fail(command.runId, error);
    }
    return true;
  }

  #answer(run: Run, batch: readonly Command[]): void {
    const last = batch.at(-1)!;
    const { runId } = last;
    const { post } = this.#deps;
    switch (last.type) {
      case 'runTo': {
        for (const { returned } of batch as readonly RunTo[]) if (returned) this.#transferred.takeBack(returned);
        run.simulation.seek(last.untilMs);
        run.isPlaced = true;
        const instant = run.simulation.instant();
        const frame = this.#paint(run, instant);
        for (let n = 1; n < batch.length; n++) post({ type: 'reached', runId, instant });
        if (frame) post({ type: 'reached', runId, instant, frame }, [frame]);
        else post({ type: 'reached', runId, instant });
        return;
      }
      case 'look': {
        const { fromSlot, toSlot, columns, rows, theme } = last.view;
        if (!fits(columns, rows))
          throw new RangeError(`A map of ${columns} x ${rows} cells: at most ${MAX_CELLS} fit.`);
        const { slots } = run.simulation.layout;
        if (!(fromSlot >= 0 && fromSlot < toSlot && toSlot <= slots))
          throw new RangeError(`Pages ${fromSlot} to ${toSlot} of ${slots} cannot be shown.`);
        this.#look = { columns, rows, theme };
        run.window = { fromSlot, toSlot };
        const frame = run.isPlaced ? this.#paint(run, run.simulation.instant()) : null;
        for (let n = 1; n < batch.length; n++) post({ type: 'looked', runId });
        if (frame) post({ type: 'looked', runId, frame }, [frame]);
        else post({ type: 'looked', runId });
        return;
      }
      case 'explain':
        post({ type: 'explained', runId, decision: run.simulation.explain(last.decision) });
        return;
      case 'biography':
        post({ type: 'biography', runId, biography: run.simulation.biography(last.slot) });
        return;
      case 'pages': {
        const pages = destinationPages(run.simulation);
        post({ type: 'pages', runId, nowMs: run.simulation.nowMs, pages }, [pages.states.buffer]);
        return;
      }
      case 'type':
        run.simulation.seek(last.atMs);
        post({ type: 'typed', runId, answer: typeLine(run.simulation, last.line, last.kept) });
        return;
      case 'complete':
        post({ type: 'completion', runId, completion: complete(run.simulation.scenario.qemu.release, last.line) });
        return;
      case 'load':
      case 'crash':
        throw new Error(`${last.type} is not a command to a loaded run.`);
    }
  }

  /** Takes the newest waiting `load`, unless one under way is still young. Older ones are superseded unseen. */
  #startLoad(): boolean {
    const loads = this.#inbox.filter((command) => command.type === 'load');
    const newest = loads.at(-1);
    if (!newest) return false;
    if (this.#loading && this.#deps.now() - this.#loading.startedMs < GRACE_MS) return false;
    this.#inbox = this.#inbox.filter((command) => command.type !== 'load');
    const { runId } = newest;
    if (this.#loading) this.#fail(this.#loading.run.id, superseded(runId));
    for (const load of loads.slice(0, -1)) this.#fail(load.runId, superseded(runId));
    this.#loading = null;
    try {
      const frames = newest.frames ? new SharedFrameWriter(newest.frames) : this.#transferred;
      const simulation = this.#deps.simulate(newest.scenario, newest.frames !== null, newest.keyframeBytes);
      const run = {
        id: runId,
        simulation,
        frames,
        isPlaced: false,
        window: { fromSlot: 0, toSlot: simulation.layout.slots },
      };
      const startedMs = this.#deps.now();
      this.#loading = { run, startedMs, reportedMs: startedMs, targetMs: 0, stepMs: FIRST_STEP_MS };
    } catch (error) {
      this.#fail(runId, error);
    }
    return true;
  }

  /** Simulates for about `SLICE_MS` of wall time; the simulated step follows the speed of the engine. */
  #loadSlice(): boolean {
    const loading = this.#loading;
    if (!loading) return false;
    const { simulation, id } = loading.run;
    const { now, post } = this.#deps;
    try {
      const sliceStartMs = now();
      let spentMs = 0;
      while (!simulation.finished && spentMs < SLICE_MS) {
        loading.targetMs += loading.stepMs;
        simulation.advanceTo(loading.targetMs);
        const stepTookMs = now() - sliceStartMs - spentMs;
        spentMs += stepTookMs;
        loading.stepMs *= stepTookMs < SLICE_MS / 4 ? 2 : stepTookMs > SLICE_MS / 2 ? 0.5 : 1;
      }
      if (simulation.finished) {
        this.#loading = null;
        this.#shown = loading.run;
        const timeline = simulation.timeline();
        const columns = Object.values(timeline.curve) as Float64Array<ArrayBuffer>[];
        const transfer = columns.map(({ buffer }) => buffer);
        post({ type: 'loaded', runId: id, timeline, layout: simulation.layout }, transfer);
      } else if (now() - loading.reportedMs >= REPORT_EVERY_MS) {
        loading.reportedMs = now();
        const remainingBytes = simulation.instant().counters.remainingPages * PAGE_BYTES;
        post({ type: 'progress', runId: id, simulatedMs: simulation.nowMs, remainingBytes });
      }
    } catch (error) {
      this.#loading = null;
      this.#fail(id, error);
    }
    return true;
  }

  #paint(run: Run, instant: Instant): ArrayBuffer | null {
    const view = { ...this.#look, ...run.window };
    const { next, sequence } = run.frames;
    const { thresholdBytes, transferredBytes, remainingPages } = instant.counters;
    const remainingBytes = remainingPages * PAGE_BYTES;
    const { nowMs } = instant;
    next.write({ ...view, sequence, runId: run.id, nowMs, remainingBytes, thresholdBytes, transferredBytes });
    this.#deps.paint(run.simulation, instant, view, next);
    return run.frames.publish();
  }

  #runOf(runId: RunId): Run {
    if (this.#shown?.id !== runId) throw new UnknownRun(`Run ${runId} is not loaded.`);
    return this.#shown;
  }

  #fail(runId: RunId, error: unknown): void {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    this.#deps.post({ type: 'failed', runId, error: { name, message } });
  }
}

export interface HostDeps {
  readonly post: (reply: Reply, transfer?: ArrayBuffer[]) => void;
  /** Resolves in a later task, so that commands that came meanwhile are received first. */
  readonly pause: () => Promise<void>;
  /** Wall-clock milliseconds; only to cut the work, never part of a run. */
  readonly now: () => number;
  /** @param keyframeBytes memory for keyframes; without it the engine's own default */
  readonly simulate: (scenario: Scenario, shared: boolean, keyframeBytes?: number) => Simulated;
  /** Fills the pixels and the counts of a frame whose head is written. */
  readonly paint: (simulation: Simulated, instant: Instant, view: HeatmapView, frame: Frame) => void;
}

/** What the host needs of a simulation. */
export type Simulated = Pick<
  Simulation,
  | 'scenario'
  | 'layout'
  | 'planes'
  | 'nowMs'
  | 'finished'
  | 'advanceTo'
  | 'seek'
  | 'timeline'
  | 'instant'
  | 'explain'
  | 'biography'
>;

/** The command came for a run that is not, or no longer, in the worker. */
class UnknownRun extends Error {
  override readonly name = 'UnknownRun';
}
const superseded = (by: RunId) => Object.assign(new Error(`Run ${by} was asked for.`), { name: 'Superseded' });
const runOf = ({ runId }: Command) => runId;

/** Wall time of one slice of a load: half a frame. */
const SLICE_MS = 8;
/** A load this young is finished first when a newer one comes. */
const GRACE_MS = 200;
const REPORT_EVERY_MS = 100;
/** Simulated time of the first step, short enough for any guest. */
const FIRST_STEP_MS = 1;

type RunTo = Extract<Command, { type: 'runTo' }>;

interface Run {
  readonly id: RunId;
  readonly simulation: Simulated;
  readonly frames: FrameSink;
  /** The caller has said which instant to show. */
  isPlaced: boolean;
  window: { readonly fromSlot: number; readonly toSlot: number };
}
interface Loading {
  readonly run: Run;
  readonly startedMs: number;
  reportedMs: number;
  targetMs: number;
  stepMs: number;
}
