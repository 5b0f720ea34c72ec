import { FIELDS } from '../scenario/fields.ts';
import { WORKLOAD_KINDS, workloadKind } from '../scenario/workload-kinds.ts';
import { writesPerSecondOf } from '../scenario/workload-parts.ts';
import type { Scenario } from '../worker/client.ts';
import { workloadPicture } from '../worker/client-workload-picture.ts';

/** A kind of guest, as a picker shows it. */
export interface PicturedKind {
  readonly id: string;
  readonly name: string;
  readonly says: string;
  /** Writes in each of `PICTURE.columns` slices of time and `PICTURE.rows` parts of RAM, one row after another. */
  readonly cells: Uint32Array;
}

/** Of a small guest: 64 MiB for eight seconds. */
export const PICTURE = { columns: 40, rows: 24, ramPages: 16_384, ms: 8000 } as const;
const PICTURE_RATE = 4000;

/** Every kind with its picture, drawn once by the writers themselves. */
export function picturedKinds(): readonly PicturedKind[] {
  made ??= WORKLOAD_KINDS.map(({ id, name, says, build }) => ({
    id,
    name,
    says,
    cells: workloadPicture(build(PICTURE.ramPages * 4096, PICTURE_RATE), PICTURE),
  }));
  return made;
}
let made: readonly PicturedKind[] | null = null;

/** The scenario with a guest of this kind, which writes about as fast as the one before; an idle one did at the default rate. */
export function withWorkloadKind(scenario: Scenario, id: string): Scenario {
  const { guest } = scenario;
  const before = Math.round(guest.workloads.reduce((sum, workload) => sum + writesPerSecondOf(workload), 0));
  const rate = before > 0 ? before : FIELDS.writesPerSecond.defaultValue;
  return { ...scenario, guest: { ...guest, workloads: workloadKind(id).build(guest.ramBytes, rate) } };
}
