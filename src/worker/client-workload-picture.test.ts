import { describe, expect, it } from 'vitest';
import type { Workload } from '../engine/scenario.ts';
import { workloadPicture } from './client-workload-picture.ts';

describe('the picture of a workload', () => {
  const size = { ramPages: 8, ms: 4000, columns: 4, rows: 4 };

  it('has each write in the cell of its page and time', () => {
    const inTurn: Workload = {
      kind: 'sequential',
      region: { startPage: 0, pages: 8 },
      writesPerSecond: 2,
      startIndex: 0,
    };
    expect([...workloadPicture([inTurn], size)]).toEqual([2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2]);
  });

  it('of an idle guest is empty', () => {
    expect(workloadPicture([], size).some((writes) => writes > 0)).toBe(false);
  });
});
