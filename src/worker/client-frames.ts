import type { Frame } from './frame.ts';
import { createSharedFrames, SharedFrameReader } from './shared-frames.ts';
import { TransferredFrameReader } from './transferred-frames.ts';

/** The newest frame, for any number of readers on the page. */
export interface FrameFeed {
  /** Null before the first. The same object until a newer frame came; read it at once, the next call may reuse it. */
  latest(): Frame | null;
}

/** Through shared memory, or as buffers that are transferred to and fro. */
export type FrameMode = 'shared' | 'transfer';

/** Both are needed: an isolated WebKit may lack the constructor, and without isolation the memory cannot be posted. */
export const frameMode = (): FrameMode =>
  typeof SharedArrayBuffer === 'function' && globalThis.crossOriginIsolated ? 'shared' : 'transfer';

/** The client's end of the frames, in either mode. */
export class Feed implements FrameFeed {
  /** What `load` carries to the worker. */
  shared: SharedArrayBuffer | null = null;
  readonly #mode: FrameMode;
  #reader: SharedFrameReader | TransferredFrameReader = new TransferredFrameReader();
  #current: Frame | null = null;

  constructor(mode: FrameMode) {
    this.#mode = mode;
  }

  /** Forgets all frames; the next worker gets memory that no other has held. */
  reset(): void {
    this.#current = null;
    this.shared = this.#mode === 'shared' ? createSharedFrames() : null;
    this.#reader = this.shared ? new SharedFrameReader(this.shared) : new TransferredFrameReader();
  }

  latest(): Frame | null {
    this.#current = this.#reader.takeLatest() ?? this.#current;
    return this.#current;
  }

  /** A frame that came with a reply. */
  receive(buffer: ArrayBuffer): void {
    if (this.#reader instanceof TransferredFrameReader) this.#reader.receive(buffer);
  }

  /** A buffer that may go back to the worker with the next command. */
  giveBack(): ArrayBuffer | undefined {
    return this.#reader instanceof TransferredFrameReader ? this.#reader.giveBack() : undefined;
  }
}
