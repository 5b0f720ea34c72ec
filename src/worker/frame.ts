/**
 * One frame: everything that is painted for one instant, so that the two maps and the numbers beside them never disagree.
 * The same layout lies in shared memory (`shared-frames.ts`) and in transferred buffers (`transferred-frames.ts`):
 *
 * | byte | type | content |
 * | --- | --- | --- |
 * | 0 | Int32 x 4 | sequence, runId, columns, rows |
 * | 16 | Float64 x 6 | nowMs, remainingBytes, thresholdBytes, transferredBytes, fromSlot, toSlot |
 * | 64 | Float64 x 32 | pages in view per category of the painter, see `CATEGORIES` in charts/page-painter.ts; the rest 0 |
 * | 320 | Uint32 x MAX_CELLS | source pixels, row by row, RGBA in memory order |
 * | 320 + 4 x MAX_CELLS | Uint32 x MAX_CELLS | destination pixels, likewise |
 */
export class Frame {
  readonly buffer: ArrayBufferLike;
  /** Pages between `fromSlot` and `toSlot` per category: index it with `SOURCE` and `DESTINATION` of the painter. */
  readonly counts: Float64Array;
  readonly #header: Int32Array;
  readonly #numbers: Float64Array;
  readonly #source: Uint32Array;
  readonly #destination: Uint32Array;

  /** @param byteOffset a multiple of 8; `FRAME_BYTES` from there must lie in `buffer` */
  constructor(buffer: ArrayBufferLike, byteOffset = 0) {
    this.buffer = buffer;
    this.#header = new Int32Array(buffer, byteOffset, 4);
    this.#numbers = new Float64Array(buffer, byteOffset + 16, 6);
    this.counts = new Float64Array(buffer, byteOffset + 64, MAX_CATEGORIES);
    this.#source = new Uint32Array(buffer, byteOffset + PIXELS_AT, MAX_CELLS);
    this.#destination = new Uint32Array(buffer, byteOffset + PIXELS_AT + 4 * MAX_CELLS, MAX_CELLS);
  }

  /** Grows by one with each frame of a worker; a view that has painted this number has nothing to do. */
  get sequence(): number {
    return this.#header[0]!;
  }
  get runId(): number {
    return this.#header[1]!;
  }
  get columns(): number {
    return this.#header[2]!;
  }
  get rows(): number {
    return this.#header[3]!;
  }
  get nowMs(): number {
    return this.#numbers[0]!;
  }
  get remainingBytes(): number {
    return this.#numbers[1]!;
  }
  get thresholdBytes(): number {
    return this.#numbers[2]!;
  }
  get transferredBytes(): number {
    return this.#numbers[3]!;
  }
  get fromSlot(): number {
    return this.#numbers[4]!;
  }
  get toSlot(): number {
    return this.#numbers[5]!;
  }
  /**
   * `columns` x `rows` pixels; each access makes a new view of them. May be shared memory, which `ImageData` refuses:
   * copy with `set` into an array of its own.
   */
  get source(): Uint32Array {
    return this.#source.subarray(0, this.columns * this.rows);
  }
  get destination(): Uint32Array {
    return this.#destination.subarray(0, this.columns * this.rows);
  }

  /** @throws RangeError when the maps have more than `MAX_CELLS` cells or none */
  write(head: FrameHead): void {
    if (!fits(head.columns, head.rows))
      throw new RangeError(`A map of ${head.columns} x ${head.rows} cells: at least 1 and at most ${MAX_CELLS} fit.`);
    this.#header[0] = head.sequence;
    this.#header[1] = head.runId;
    this.#header[2] = head.columns;
    this.#header[3] = head.rows;
    this.#numbers[0] = head.nowMs;
    this.#numbers[1] = head.remainingBytes;
    this.#numbers[2] = head.thresholdBytes;
    this.#numbers[3] = head.transferredBytes;
    this.#numbers[4] = head.fromSlot;
    this.#numbers[5] = head.toSlot;
    this.counts.fill(0);
  }
}

/** The part of a frame that is not painted. */
export interface FrameHead {
  readonly sequence: number;
  readonly runId: number;
  readonly columns: number;
  readonly rows: number;
  readonly nowMs: number;
  readonly remainingBytes: number;
  readonly thresholdBytes: number;
  readonly transferredBytes: number;
  readonly fromSlot: number;
  readonly toSlot: number;
}

/** Cells of one map: 512 x 512, or any other shape of that area. Fixed, so that a view can grow without new memory. */
export const MAX_CELLS = 512 * 512;
const MAX_CATEGORIES = 32;
const PIXELS_AT = 320;
/** A multiple of 64, so that frames that lie one after the other share no cache line. */
export const FRAME_BYTES: number = PIXELS_AT + 2 * 4 * MAX_CELLS;

/** Whether a map of that size has a place in a frame. */
export const fits = (columns: number, rows: number): boolean =>
  Number.isInteger(columns) && Number.isInteger(rows) && columns > 0 && rows > 0 && columns * rows <= MAX_CELLS;

/** Where a painter gets an empty frame and gives it away. */
export interface FrameSink {
  /** The frame to fill; nobody else sees it until `publish`. */
  readonly next: Frame;
  /** Number of the frame that `publish` will hand over. */
  readonly sequence: number;
  /** Hands `next` over. Gives the buffer that must be transferred, or null where memory is shared. */
  publish(): ArrayBuffer | null;
}
