import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Frame, type FrameSink, MAX_CELLS } from './frame.ts';
import { createSharedFrames, SharedFrameReader, SharedFrameWriter } from './shared-frames.ts';

const head = {
  runId: 1,
  columns: 512,
  rows: 512,
  remainingBytes: 0,
  thresholdBytes: 0,
  transferredBytes: 0,
  fromSlot: 0,
  toSlot: 1,
};
const CELLS = [0, 1, MAX_CELLS / 2, MAX_CELLS - 1];

describe('shared frames', () => {
  it('never give a torn or an older frame, however the two sides interleave', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (isWritersTurn) => {
        const memory = createSharedFrames();
        const writer = writeFrames(new SharedFrameWriter(memory));
        const reader = readFrames(new SharedFrameReader(memory));
        for (const isWriting of isWritersTurn) (isWriting ? writer : reader).next();
      }),
    );
  });

  it('give the last frame that was published, once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { minLength: 1, maxLength: 20 }), (publishedBetweenTakes) => {
        const memory = createSharedFrames();
        const writer = new SharedFrameWriter(memory);
        const reader = new SharedFrameReader(memory);
        let published = 0;
        for (const count of publishedBetweenTakes) {
          for (let n = 0; n < count; n++) {
            writer.next.write({ ...head, sequence: writer.sequence, nowMs: 0 });
            writer.publish();
            published++;
          }
          expect(reader.takeLatest()?.sequence ?? null).toBe(count > 0 ? published : null);
          expect(reader.takeLatest()).toBeNull();
        }
      }),
    );
  });

  it('go on where they were when a side is made anew', () => {
    const memory = createSharedFrames();
    const writer = new SharedFrameWriter(memory);
    writer.next.write({ ...head, sequence: writer.sequence, nowMs: 1 });
    writer.publish();
    const held = new SharedFrameReader(memory).takeLatest()!;
    for (const nowMs of [2, 3, 4]) {
      const next = new SharedFrameWriter(memory);
      next.next.write({ ...head, sequence: next.sequence, nowMs });
      next.publish();
      expect(held.nowMs).toBe(1);
    }
    expect(new SharedFrameReader(memory).takeLatest()!.sequence).toBe(4);
  });

  it('refuse a map that has no place in a frame', () => {
    const { next } = new SharedFrameWriter(createSharedFrames());
    for (const [columns, rows] of [
      [0, 1],
      [513, 512],
      [1.5, 2],
    ] as const)
      expect(() => next.write({ ...head, columns, rows, sequence: 1, nowMs: 0 })).toThrow(RangeError);
  });
});

/** Publishes one frame after the other, a cell at a step; each cell holds the frame's number. */
function* writeFrames(sink: FrameSink): Generator<void> {
  for (;;) {
    const { next, sequence } = sink;
    next.write({ ...head, sequence, nowMs: sequence });
    for (const cell of CELLS) {
      next.source[cell] = sequence;
      yield;
      next.destination[cell] = sequence;
      yield;
    }
    sink.publish();
    yield;
  }
}

/** Takes one frame after the other and reads it a cell at a step. */
function* readFrames(reader: { takeLatest(): Frame | null }): Generator<void> {
  for (let last = 0; ; ) {
    const frame = reader.takeLatest();
    yield;
    if (!frame) continue;
    const { sequence } = frame;
    expect(sequence).toBeGreaterThan(last);
    last = sequence;
    for (const cell of CELLS) {
      expect(frame.source[cell]).toBe(sequence);
      yield;
      expect(frame.destination[cell]).toBe(sequence);
      yield;
    }
    expect(frame.nowMs).toBe(sequence);
  }
}
