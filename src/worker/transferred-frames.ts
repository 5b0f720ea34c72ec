import { FRAME_BYTES, Frame, type FrameSink } from './frame.ts';

/**
 * The worker's side where memory cannot be shared: a frame is an ArrayBuffer that is transferred to the page, and comes
 * back with a later `runTo` to be filled again. When none is back in time a new one is made.
 */
export class TransferredFrameWriter implements FrameSink {
  #sequence = 1;
  #next: Frame | null = null;
  readonly #spare: ArrayBuffer[] = [];

  get next(): Frame {
    this.#next ??= new Frame(this.#spare.pop() ?? new ArrayBuffer(FRAME_BYTES));
    return this.#next;
  }

  get sequence(): number {
    return this.#sequence;
  }

  publish(): ArrayBuffer {
    const { buffer } = this.next;
    this.#next = null;
    this.#sequence++;
    return buffer as ArrayBuffer;
  }

  /** A buffer that the page has finished with. */
  takeBack(buffer: ArrayBuffer): void {
    if (buffer.byteLength === FRAME_BYTES) this.#spare.push(buffer);
  }
}

/** The page's side: the frame that the views look at, the newest that came in, and what may go back. */
export class TransferredFrameReader {
  #held: Frame | null = null;
  #latest: Frame | null = null;
  readonly #spare: ArrayBuffer[] = [];

  receive(buffer: ArrayBuffer): void {
    this.#keep(this.#latest);
    this.#latest = new Frame(buffer);
  }

  /** The newest frame, or null when none came since the last call; valid until the next call. */
  takeLatest(): Frame | null {
    if (!this.#latest) return null;
    this.#keep(this.#held);
    this.#held = this.#latest;
    this.#latest = null;
    return this.#held;
  }

  /** A buffer for the worker to fill again, to be transferred with the next command. */
  giveBack(): ArrayBuffer | undefined {
    return this.#spare.pop();
  }

  /** Only `runTo` takes buffers back, so after many `look` the rest is left to the garbage collector. */
  #keep(frame: Frame | null): void {
    if (frame && this.#spare.length < 2) this.#spare.push(frame.buffer as ArrayBuffer);
  }
}
