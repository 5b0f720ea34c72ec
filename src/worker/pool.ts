import type { Scenario, WorkerLike } from './client.ts';
import { EngineClient, EngineError, type LoadedRun, type Progress, type WorkerDied } from './client.ts';
import type { FrameMode } from './client-frames.ts';

/**
 * Several runs at once: one engine worker for each, all of them driven side by side. Loads that wait start in the order in
 * which they were asked for, `atOnce` at a time.
 *
 * A worker that dies has been replaced by a new one when `onDeath` hears of it; the new one knows no run.
 */
export class EnginePool {
  readonly #options: EnginePoolOptions;
  readonly #clients = new Map<string, EngineClient>();
  readonly #deathListeners = new Set<(key: string, error: WorkerDied) => void>();
  #waiting: Waiting[] = [];
  #loading = 0;

  constructor(options: EnginePoolOptions) {
    this.#options = options;
  }

  /** The engine of the run with this name, if there is one: for everything but loading. */
  client(key: string): EngineClient | null {
    return this.#clients.get(key) ?? null;
  }

  /**
   * Simulates a scenario to its end in the worker of that name, which is made if need be. A load of that name that still
   * waits is given up for this one.
   * @throws EngineError named `Superseded` when a newer load took its place; WorkerDied
   */
  load(key: string, scenario: Scenario, onProgress?: (progress: Progress) => void): Promise<LoadedRun> {
    this.#giveUp(key, 'Another run was asked for.');
    return new Promise((resolve, reject) => {
      const start = async () => {
        try {
          resolve(await this.#clientFor(key).load(scenario, onProgress));
        } catch (error) {
          reject(error);
        }
      };
      this.#waiting.push({ key, start, reject });
      this.#next();
    });
  }

  /** Ends the worker of that name. */
  close(key: string): void {
    this.#giveUp(key, 'It was closed.');
    this.#clients.get(key)?.dispose();
    this.#clients.delete(key);
  }

  /** A command waits for its answer. */
  get isBusy(): boolean {
    return this.#waiting.length > 0 || [...this.#clients.values()].some(({ isBusy }) => isBusy);
  }

  onDeath(listener: (key: string, error: WorkerDied) => void): () => void {
    this.#deathListeners.add(listener);
    return () => this.#deathListeners.delete(listener);
  }

  #clientFor(key: string): EngineClient {
    const known = this.#clients.get(key);
    if (known) return known;
    const { startWorker, mode, keyframeBytes } = this.#options;
    const client = new EngineClient({ startWorker, mode, keyframeBytes });
    client.onDeath((error) => {
      client.restart();
      for (const listener of this.#deathListeners) listener(key, error);
    });
    this.#clients.set(key, client);
    return client;
  }

  #next(): void {
    while (this.#loading < this.#options.atOnce) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#loading++;
      void next.start().then(() => {
        this.#loading--;
        this.#next();
      });
    }
  }

  #giveUp(key: string, reason: string): void {
    for (const waiting of this.#waiting) if (waiting.key === key) waiting.reject(new EngineError('Superseded', reason));
    this.#waiting = this.#waiting.filter((waiting) => waiting.key !== key);
  }
}

export interface EnginePoolOptions {
  readonly startWorker: () => WorkerLike;
  readonly mode: FrameMode;
  /** Loads that are under way at once: as many as there are cores, for each keeps one busy. */
  readonly atOnce: number;
  /** Memory for the keyframes of each run. */
  readonly keyframeBytes: number;
}

interface Waiting {
  readonly key: string;
  readonly start: () => Promise<void>;
  readonly reject: (error: Error) => void;
}
