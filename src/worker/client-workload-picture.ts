import { createWriter, MAX_BATCH } from '../engine/guest/workloads.ts';
import type { Workload } from '../engine/scenario.ts';

/* A picture of what workloads do, for a picker: the writers alone, on few pages for few seconds; no run is made. */

/** @returns writes in each cell: columns are slices of time, rows parts of RAM, one row after another */
export function workloadPicture(
  workloads: readonly Workload[],
  { ramPages, ms, columns, rows }: { ramPages: number; ms: number; columns: number; rows: number },
): Uint32Array {
  const cells = new Uint32Array(columns * rows);
  const slots = new Uint32Array(MAX_BATCH);
  for (const [stream, workload] of workloads.entries()) {
    const writer = createWriter(workload, 0, 1, stream);
    let done = 0;
    for (let column = 0; column < columns; column++) {
      const end = writer.writesAfter(Math.floor(((column + 1) * ms) / columns));
      while (done < end) {
        const count = Math.min(end - done, MAX_BATCH);
        writer.next(slots, count, done);
        for (let i = 0; i < count; i++) cells[Math.floor((slots[i]! * rows) / ramPages) * columns + column]!++;
        done += count;
      }
    }
  }
  return cells;
}
