import { describe, expect, it } from 'vitest';
import { recording, recordings } from './shipped.testing.ts';
import { traceCurve } from './trace-curve.ts';

describe('traceCurve', () => {
  it.each(recordings.map(({ name }) => name))('%s goes forward in time, within RAM', (name) => {
    const trace = recording(name);
    const { atMs, remainingBytes, thresholdBytes, syncs } = traceCurve(trace);
    expect([remainingBytes.length, thresholdBytes.length]).toEqual([atMs.length, atMs.length]);
    expect(atMs.toSorted()).toEqual(atMs);
    expect(Math.max(0, ...remainingBytes)).toBeLessThanOrEqual(trace.config.ramBytes + 82 * 4096);
    expect(syncs).toHaveLength(trace.outcome.dirtySyncCount ?? trace.outcome.atCancel?.dirtySyncCount ?? 0);
  });

  it('jumps at a sync, and ends at nothing', () => {
    const { atMs, remainingBytes, thresholdBytes, syncs, stopMs, resumeMs, endMs } = traceCurve(
      recording('link48-uni-128m-r1'),
    );
    const second = syncs[1]!.atMs;
    const at = atMs.indexOf(second);
    expect(atMs[at + 1]).toBe(second);
    expect(remainingBytes[at]).toBeLessThan(remainingBytes[at + 1]!);
    expect(remainingBytes.at(-1)).toBe(0);
    expect({ first: thresholdBytes[0], last: thresholdBytes.at(-1)! > 10e6 }).toEqual({ first: 0, last: true });
    expect({ stopMs, resumeMs, endMs }).toEqual({ stopMs: 2939.95, resumeMs: 3232.364, endMs: 3230 });
  });

  it('is empty where nothing ran', () => {
    expect(traceCurve(recording('refused-nvme'))).toMatchObject({ atMs: new Float64Array(), syncs: [], endMs: 0 });
  });
});
