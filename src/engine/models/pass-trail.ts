import type { ModelInputs, ModelPrediction } from './model.ts';

/**
 * Writes down the passes of a formula: time, bytes and the line they make. A pass that is not over at the horizon is cut
 * there, and the formula has not converged.
 */
export class PassTrail {
  private readonly atMs: number[] = [];
  private readonly remainingBytes: number[] = [];
  private sentBytes = 0;
  private passes = 0;
  /** Ms after `migrate`. */
  nowMs: number;

  private readonly inputs: Pick<ModelInputs, 'setupMs' | 'horizonMs' | 'pauseMs'>;

  constructor(inputs: PassTrail['inputs']) {
    this.inputs = inputs;
    this.nowMs = inputs.setupMs;
  }

  get isOverdue(): boolean {
    return this.nowMs >= this.inputs.horizonMs || this.passes >= MOST_PASSES;
  }

  /** @param fromBytes, toBytes what remains at its beginning and its end */
  pass(ms: number, sentBytes: number, fromBytes: number, toBytes: number): void {
    const leftMs = this.inputs.horizonMs - this.nowMs;
    this.draw(this.nowMs, fromBytes);
    if (ms > leftMs) this.draw(this.inputs.horizonMs, fromBytes + ((toBytes - fromBytes) * leftMs) / ms);
    else this.draw(this.nowMs + ms, toBytes);
    this.nowMs += ms;
    this.sentBytes += sentBytes;
    this.passes++;
  }

  /** The guest stops, the rest is sent, and the migration is over. */
  stop(ms: number, sentBytes: number, remainingBytes: number): ModelPrediction {
    const downtimeMs = this.inputs.pauseMs + ms;
    this.draw(this.nowMs, remainingBytes);
    this.draw(this.nowMs + downtimeMs, 0);
    const totalTimeMs = this.nowMs + downtimeMs;
    const bytes = this.sentBytes + sentBytes;
    return {
      converges: true,
      totalTimeMs: [totalTimeMs, totalTimeMs],
      downtimeMs: [downtimeMs, downtimeMs],
      sentBytes: [bytes, bytes],
      passes: this.passes,
      curves: [this.curve()],
    };
  }

  endless(): ModelPrediction {
    const none = { totalTimeMs: null, downtimeMs: null, sentBytes: null };
    return { converges: false, ...none, passes: this.passes, curves: [this.curve()] };
  }

  private draw(atMs: number, bytes: number): void {
    this.atMs.push(atMs);
    this.remainingBytes.push(bytes);
  }

  private curve() {
    return { atMs: this.atMs, remainingBytes: this.remainingBytes };
  }
}

/** Passes of next to no time would never reach the horizon. */
const MOST_PASSES = 20_000;
