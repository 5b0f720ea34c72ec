import { describe, expect, it } from 'vitest';
import { ringsOfCurve } from '../engine/guest/dirty-curve.ts';
import { MEASURED_GUEST, measuredWorkload } from '../scenario/measured-curve.ts';
import { vs1Cells } from './published-check.ts';
import { VS1_SAMPLE, VS1_TIMES } from './published-numbers.ts';
import { AS_QEMU_DIFFERS, vs1AsQemu, vs1Runs } from './vs1-page-level.ts';

const cells = vs1Cells();
const nameOf = ({ bandwidth, limitMs }: { bandwidth: string; limitMs: number }) => `${bandwidth}, ${limitMs} ms`;

it('the guest of the presets is the one of the published sample', () => {
  const { totalPages, sampledPages, zeroPages, periodsMs, dirtyPages } = MEASURED_GUEST;
  expect(VS1_SAMPLE).toEqual({
    totalPages,
    sampledPages,
    sampledZeroPages: zeroPages,
    dirty: periodsMs.map((ms, i) => [ms, dirtyPages[i]]),
  });
});

describe('VS-1 page by page, with the assumptions of its author', () => {
  const runs = vs1Runs();

  it.each(cells.map((cell, i) => [nameOf(cell), cell.published, runs[i]!] as const))(
    '%s: %s s',
    (name, published, run) => {
      expect(nameOf(run)).toBe(name);
      if (published === null) expect(run.seconds).toBeNull();
      else expect(Math.abs(Math.ceil(run.seconds!) - published)).toBeLessThanOrEqual(1);
    },
  );
});

describe('VS-1 as QEMU migrates a guest that writes steadily', () => {
  const runs = vs1AsQemu();

  it.each(cells.map((cell, i) => [nameOf(cell), cell.published, runs[i]!] as const))(
    '%s: %s s',
    (name, published, run) => {
      const expected = AS_QEMU_DIFFERS[name]?.seconds ?? published;
      if (expected === null) expect(run.seconds).toBeNull();
      else expect(Math.abs(Math.ceil(run.seconds!) - expected)).toBeLessThanOrEqual(1);
    },
  );

  it('differs by more than a second in the cells that are named, and in no other', () => {
    const differ = cells.filter(({ published }, i) => {
      const { seconds } = runs[i]!;
      if (seconds === null || published === null) return seconds !== published;
      return Math.abs(Math.ceil(seconds) - published) > 1;
    });
    expect(differ.map(nameOf)).toEqual(Object.keys(AS_QEMU_DIFFERS));
  });

  it('has two of them from the first 375 ms of the curve, where it rises faster and faster', () => {
    const differ = cells.filter(({ bandwidth, limitMs, published }) => {
      const seconds = byRule(VS1_TIMES.find(({ name }) => name === bandwidth)!.bitsPerSecond, limitMs);
      if (seconds === null || published === null) return seconds !== published;
      return Math.abs(Math.ceil(seconds) - published) > 1;
    });
    expect(differ.map(nameOf)).toEqual(['5 Gbps, 125 ms', '5 Gbps, 250 ms']);
  });
});

/** The published rule, its rounds sent whole, over the curve of the steady guest. Seconds, or null after 200 rounds. */
function byRule(bitsPerSecond: number, limitMs: number): number | null {
  const { totalPages, sampledPages, zeroPages } = MEASURED_GUEST;
  const dataPages = Math.round((totalPages * (sampledPages - zeroPages)) / sampledPages);
  const rings = ringsOfCurve(measuredWorkload(dataPages).points, dataPages);
  const bytesPerMs = bitsPerSecond / 8000;
  let leftMs = (dataPages * 4104 + (totalPages - dataPages) * 8) / bytesPerMs;
  let endMs = 0;
  for (let round = 0; round < 200; round++) {
    endMs += leftMs;
    if (leftMs <= limitMs) return endMs / 1000;
    const dirty = rings.reduce((sum, { pages, turnMs }) => sum + pages * Math.min(1, leftMs / turnMs), 0);
    leftMs = (dirty * 4104) / bytesPerMs;
  }
  return null;
}
