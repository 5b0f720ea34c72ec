import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TransferredFrameReader, TransferredFrameWriter } from './transferred-frames.ts';

const head = {
  runId: 1,
  columns: 2,
  rows: 2,
  remainingBytes: 0,
  thresholdBytes: 0,
  transferredBytes: 0,
  fromSlot: 0,
  toSlot: 1,
};

describe('transferred frames', () => {
  it('arrive whole and in order, however buffers go to and fro', () => {
    const step = fc.constantFrom('publish', 'take', 'give back');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const writer = new TransferredFrameWriter();
        const reader = new TransferredFrameReader();
        let published = 0;
        let taken = 0;
        for (const what of steps) {
          if (what === 'publish') {
            const { sequence, next } = writer;
            next.write({ ...head, sequence, nowMs: sequence });
            next.source.fill(sequence);
            const buffer = writer.publish();
            reader.receive(structuredClone(buffer, { transfer: [buffer] }));
            published = sequence;
            // As the client does: each command carries one buffer back.
            const returned = reader.giveBack();
            if (returned) writer.takeBack(structuredClone(returned, { transfer: [returned] }));
          } else if (what === 'give back') {
            const returned = reader.giveBack();
            if (returned) writer.takeBack(structuredClone(returned, { transfer: [returned] }));
          } else {
            const frame = reader.takeLatest();
            expect(frame?.sequence ?? null).toBe(published > taken ? published : null);
            if (!frame) continue;
            taken = frame.sequence;
            expect(frame.nowMs).toBe(taken);
            expect([...frame.source]).toEqual([taken, taken, taken, taken]);
          }
        }
      }),
    );
  });

  it('fill again what was given back', () => {
    const writer = new TransferredFrameWriter();
    writer.next.write({ ...head, sequence: 1, nowMs: 1 });
    const buffer = writer.publish();
    writer.takeBack(buffer);
    expect(writer.next.buffer).toBe(buffer);
    expect(writer.sequence).toBe(2);
  });
});
