import { FRAME_BYTES, Frame, type FrameSink } from './frame.ts';

/*
 * Three frames: the worker holds one, the page holds one, the third lies in the mailbox. Holders change only by
 * Atomics.exchange, so nobody waits and nobody sees half a frame; a frame not fetched in time is overwritten.
 * Layout: 64 bytes of Int32 (mailbox: frame number 0 to 2, plus FRESH until the page takes it; then the numbers of the
 * frames that the worker and the page hold, and the sequence number of the last published frame), then 3 frames as in
 * `frame.ts`. The holders' numbers lie in the memory and not in the two objects, so that a writer or a reader made
 * anew over the same memory goes on where the last one stopped.
 */
const MAILBOX = 0;
const WRITER = 1;
const READER = 2;
const SEQUENCE = 3;
const HEADER_BYTES = 64;
const FRESH = 4;

/** Memory for one worker's frames, about 6.3 MB. @throws ReferenceError where the page is not cross-origin isolated */
export function createSharedFrames(): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(HEADER_BYTES + 3 * FRAME_BYTES);
  new Int32Array(memory).set([0, 1, 2, 0]);
  return memory;
}

/** The worker's side. One writer at a time. */
export class SharedFrameWriter implements FrameSink {
  readonly #header: Int32Array;
  readonly #frames: Frame[];

  constructor(memory: SharedArrayBuffer) {
    this.#header = new Int32Array(memory, 0, HEADER_BYTES / 4);
    this.#frames = framesOf(memory);
  }

  get next(): Frame {
    return this.#frames[this.#header[WRITER]!]!;
  }

  get sequence(): number {
    return this.#header[SEQUENCE]! + 1;
  }

  publish(): null {
    this.#header[SEQUENCE] = this.#header[SEQUENCE]! + 1;
    this.#header[WRITER] = Atomics.exchange(this.#header, MAILBOX, this.#header[WRITER]! | FRESH) & 3;
    return null;
  }
}

/** The page's side. One reader at a time. */
export class SharedFrameReader {
  readonly #header: Int32Array;
  readonly #frames: Frame[];

  constructor(memory: SharedArrayBuffer) {
    this.#header = new Int32Array(memory, 0, HEADER_BYTES / 4);
    this.#frames = framesOf(memory);
  }

  /** The newest frame, or null when none came since the last call; valid until the next call. */
  takeLatest(): Frame | null {
    if ((Atomics.load(this.#header, MAILBOX) & FRESH) === 0) return null;
    this.#header[READER] = Atomics.exchange(this.#header, MAILBOX, this.#header[READER]!) & 3;
    return this.#frames[this.#header[READER]!]!;
  }
}

const framesOf = (memory: SharedArrayBuffer): Frame[] =>
  [0, 1, 2].map((n) => new Frame(memory, HEADER_BYTES + n * FRAME_BYTES));
