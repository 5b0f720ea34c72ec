import type { Completion } from '../engine/monitor/completion.ts';
import type { KeptSetting, TypedAnswer } from '../engine/monitor/lab-monitor.ts';
import type { ExplainedDecision, Instant, PageBiography, Timeline } from '../engine/record.ts';
import type { Scenario } from '../engine/scenario.ts';
import { t } from '../language/t.ts';
import type { DestinationPages } from '../sweep/destination-pages.ts';
import { Feed, type FrameFeed, type FrameMode } from './client-frames.ts';
import type { Frame } from './frame.ts';
import type { Command, HeatmapView, PageLayout, Reply, RunId } from './protocol.ts';
import type { WorkerLike } from './worker-like.ts';

/* The page's rooms stand on these types; the store has no other way to the engine. */
export type { Completion } from '../engine/monitor/completion.ts';
export type { KeptSetting, TypedAnswer } from '../engine/monitor/lab-monitor.ts';
export type {
  Curve,
  DecisionRecord,
  ExplainedDecision,
  Instant,
  Outcome,
  PageBiography,
  QmpEvent,
  SyncRecord,
  Timeline,
} from '../engine/record.ts';
export type {
  DmaWorkload,
  Pattern,
  Scenario,
  VfioDevice,
  Workload,
} from '../engine/scenario.ts';
export { type FrameFeed, type FrameMode, frameMode } from './client-frames.ts';
export type { Frame } from './frame.ts';
export type { HeatmapView, PageLayout, RunId } from './protocol.ts';
export type { WorkerLike } from './worker-like.ts';

/**
 * The page's end of the protocol: one engine worker, a promise for each command, and the newest frame.
 *
 * A worker that throws, or whose message cannot be read, is ended: what waits is rejected with `WorkerDied`, and so is
 * every later command until `restart`. There is no heartbeat: the worker computes in slices and reports its progress, so
 * a worker that is alive is seen to be; one that hangs is ended by `restart`, which may be called at any time.
 */
export class EngineClient {
  /** How frames travel: through shared memory, or as buffers that are transferred to and fro. */
  readonly mode: FrameMode;
  readonly frames: FrameFeed;
  readonly #startWorker: () => WorkerLike;
  readonly #keyframeBytes: number | undefined;
  readonly #feed: Feed;
  readonly #frameListeners = new Set<(frame: Frame) => void>();
  readonly #deathListeners = new Set<(error: WorkerDied) => void>();
  #worker: WorkerLike | null = null;
  #died = new WorkerDied('The engine was not started.');
  #pending: Pending[] = [];
  #lastRunId: RunId = 0;
  /** Sequence number of the last frame that the listeners were given. */
  #announced = 0;

  constructor(options: EngineClientOptions) {
    this.mode = options.mode;
    this.#startWorker = options.startWorker;
    this.#keyframeBytes = options.keyframeBytes;
    this.#feed = new Feed(options.mode);
    this.frames = this.#feed;
    this.#start();
  }

  /**
   * Simulates a scenario to its end. The run shown before stays in the worker and can be moved about until this resolves.
   * @throws EngineError named `Superseded` when a newer load took its place; WorkerDied
   */
  async load(scenario: Scenario, onProgress?: (progress: Progress) => void): Promise<LoadedRun> {
    const runId = ++this.#lastRunId;
    const frames = this.#feed.shared;
    const keyframeBytes = this.#keyframeBytes;
    const command: Command = {
      type: 'load',
      runId,
      scenario,
      frames,
      ...(keyframeBytes !== undefined && { keyframeBytes }),
    };
    const { timeline, layout } = await this.#ask('loaded', command, onProgress);
    return { runId, timeline, layout };
  }

  /** Moves the playhead and paints. @throws EngineError, WorkerDied, as do all below */
  async runTo(runId: RunId, untilMs: number): Promise<Instant> {
    const returned = this.#feed.giveBack();
    const command: Command = { type: 'runTo', runId, untilMs, ...(returned && { returned }) };
    return (await this.#ask('reached', command, undefined, returned ? [returned] : [])).instant;
  }

  /** Changes what the heatmaps show, and paints again if the run was painted before. */
  async look(runId: RunId, view: HeatmapView): Promise<void> {
    await this.#ask('looked', { type: 'look', runId, view });
  }

  async explain(runId: RunId, decision: number): Promise<ExplainedDecision> {
    return (await this.#ask('explained', { type: 'explain', runId, decision })).decision;
  }

  /** What the page in `slot` went through up to the playhead. */
  async biography(runId: RunId, slot: number): Promise<PageBiography> {
    return (await this.#ask('biography', { type: 'biography', runId, slot })).biography;
  }

  /** What the destination has of every page at the playhead. */
  async pages(runId: RunId): Promise<PagesAt> {
    const { nowMs, pages } = await this.#ask('pages', { type: 'pages', runId });
    return { nowMs, pages };
  }

  /** Types a line into the run's QMP monitor at `atMs`. The run stays as it is: the answer says what would change it. */
  async type(runId: RunId, atMs: number, line: string, kept: readonly KeptSetting[]): Promise<TypedAnswer> {
    return (await this.#ask('typed', { type: 'type', runId, atMs, line, kept })).answer;
  }

  /** How a line for the monitor of the run's release can go on. */
  async complete(runId: RunId, line: string): Promise<Completion> {
    return (await this.#ask('completion', { type: 'complete', runId, line })).completion;
  }

  /** A command waits for its answer. */
  get isBusy(): boolean {
    return this.#pending.length > 0;
  }

  /** Ends the worker by an exception, for the test of its restart. */
  crash(): void {
    this.#worker?.postMessage({ type: 'crash', runId: this.#lastRunId }, []);
  }

  /** Calls back once per new frame, with the frame that `frames.latest()` gives. Returns the way to stop. */
  onFrame(listener: (frame: Frame) => void): () => void {
    this.#frameListeners.add(listener);
    return () => this.#frameListeners.delete(listener);
  }

  onDeath(listener: (error: WorkerDied) => void): () => void {
    this.#deathListeners.add(listener);
    return () => this.#deathListeners.delete(listener);
  }

  /** Ends the worker, if it still lives, and starts a new one, which knows no run. */
  restart(): void {
    this.#end(new WorkerDied(t('The engine was restarted.')));
    this.#start();
  }

  dispose(): void {
    this.#end(new WorkerDied(t('The engine was closed.')));
  }

  #start(): void {
    // New memory: the old worker may have been ended while it held a frame.
    this.#feed.reset();
    this.#announced = 0;
    const worker = this.#startWorker();
    this.#worker = worker;
    worker.onmessage = ({ data }) => worker === this.#worker && this.#receive(data);
    worker.onerror = ({ message }) =>
      worker === this.#worker && this.#die(message || t('The engine could not be started.'));
    worker.onmessageerror = () => worker === this.#worker && this.#die(t('A message of the engine could not be read.'));
  }

  #die(message: string): void {
    const error = new WorkerDied(message);
    this.#end(error);
    for (const listener of this.#deathListeners) listener(error);
  }

  #end(error: WorkerDied): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#died = error;
    const pending = this.#pending;
    this.#pending = [];
    for (const { reject } of pending) reject(error);
  }

  #ask<T extends Answer['type']>(
    type: T,
    command: Command,
    onProgress?: (progress: Progress) => void,
    transfer: ArrayBuffer[] = [],
  ): Promise<Extract<Answer, { type: T }>> {
    return new Promise((resolve, reject) => {
      if (!this.#worker) return reject(this.#died);
      const accept = (reply: Answer) => resolve(reply as Extract<Answer, { type: T }>);
      this.#pending.push({ runId: command.runId, type, accept, reject, onProgress });
      this.#worker.postMessage(command, transfer);
    });
  }

  /** The worker answers the commands of a run in their order, so a reply belongs to the oldest that waits. */
  #receive(reply: Reply): void {
    const index = this.#pending.findIndex(({ runId }) => runId === reply.runId);
    const pending = this.#pending[index];
    if (!pending) this.#die(`The engine answered "${reply.type}" to a command that was not given.`);
    else if (reply.type === 'progress') {
      const { simulatedMs, remainingBytes } = reply;
      pending.onProgress?.({ simulatedMs, remainingBytes });
    } else if (reply.type === 'failed') {
      this.#pending.splice(index, 1);
      pending.reject(new EngineError(reply.error.name, reply.error.message));
    } else if (reply.type !== pending.type) {
      this.#die(`The engine answered "${reply.type}" where "${pending.type}" was due.`);
    } else {
      this.#pending.splice(index, 1);
      pending.accept(reply);
      if (reply.type === 'reached' || reply.type === 'looked') this.#showFrame(reply.frame);
    }
  }

  #showFrame(transferred?: ArrayBuffer): void {
    if (transferred) this.#feed.receive(transferred);
    const frame = this.#feed.latest();
    if (!frame || frame.sequence === this.#announced) return;
    this.#announced = frame.sequence;
    for (const listener of this.#frameListeners) listener(frame);
  }
}

export interface EngineClientOptions {
  readonly startWorker: () => WorkerLike;
  readonly mode: FrameMode;
  /** Memory for keyframes; the engine's own default when left out. */
  readonly keyframeBytes?: number;
}
export interface PagesAt {
  /** Simulated ms. */
  readonly nowMs: number;
  readonly pages: DestinationPages;
}
export interface LoadedRun {
  readonly runId: RunId;
  readonly timeline: Timeline;
  readonly layout: PageLayout;
}
/** How far a load has come. Simulated milliseconds. */
export interface Progress {
  readonly simulatedMs: number;
  readonly remainingBytes: number;
}
/** The worker answered `failed`; `name` and `message` are those of the error over there. */
export class EngineError extends Error {
  override readonly name: string;
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}
/** There is no worker to answer. `EngineClient.restart` starts a new one. */
export class WorkerDied extends Error {
  override readonly name = 'WorkerDied';
}

type Answer = Exclude<Reply, { type: 'progress' | 'failed' }>;
interface Pending {
  readonly runId: RunId;
  readonly type: Answer['type'];
  readonly accept: (reply: Answer) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}
