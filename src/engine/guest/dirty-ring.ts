import { PARTS_PER_MS } from './throttle-effect.ts';

/** What changes in the rings. Pages are counted over all vCPUs together. */
export interface DirtyRingState {
  /** Entries since the rings were last emptied. */
  ringPages: number;
  /** Entries since the limit is in service: the sum of `CPUState::dirty_pages`. */
  enteredPages: number;
  /** Sleep that each vCPU still owes, and what it has slept, in parts of a ms. */
  owedParts: number;
  sleptParts: number;
}

export const emptyRing: DirtyRingState = { ringPages: 0, enteredPages: 0, owedParts: 0, sleptParts: 0 };

/**
 * KVM's dirty rings while a limit is in service. A page enters when it is written for the first time since the rings were
 * emptied; a vCPU whose ring is full empties it and sleeps. The workloads are spread evenly over the vCPUs, so that all
 * rings fill up at once and one bitmap and one count stand for them.
 * @source QEMU accel/kvm/kvm-all.c, kvm_dirty_ring_reap_one(); softmmu/dirtylimit.c, dirtylimit_vcpu_execute()
 */
export class DirtyRing {
  private readonly entered: Uint32Array;
  private readonly capacityPages: number;

  /** @param entered one bit a page @param capacityPages entries of all vCPUs' rings */
  constructor(entered: Uint32Array, capacityPages: number) {
    this.entered = entered;
    this.capacityPages = capacityPages;
  }

  /** Pages are written, in this order. @param sleepUs what each vCPU sleeps when its ring is full */
  enter(state: DirtyRingState, slots: Uint32Array, count: number, sleepUs: number): void {
    const { entered, capacityPages } = this;
    let { ringPages } = state;
    let newPages = 0;
    for (let i = 0; i < count; i++) {
      const slot = slots[i]!;
      const before = entered[slot >>> 5]!;
      const after = before | (1 << (slot & 31));
      if ((after ^ before) === 0) continue;
      entered[slot >>> 5] = after;
      newPages++;
      if (++ringPages < capacityPages) continue;
      entered.fill(0);
      ringPages = 0;
      state.owedParts += sleepUs * (PARTS_PER_MS / 1000);
    }
    state.ringPages = ringPages;
    state.enteredPages += newPages;
  }

  /** A look at the dirty log empties all rings. @source QEMU accel/kvm/kvm-all.c, kvm_dirty_ring_flush() */
  empty(state: DirtyRingState): void {
    if (state.ringPages === 0) return;
    this.entered.fill(0);
    state.ringPages = 0;
  }
}

/** A ms passes, of which the vCPUs sleep what they owe. @returns the rest, in parts */
export function awakeParts(state: DirtyRingState): number {
  const asleep = Math.min(state.owedParts, PARTS_PER_MS);
  state.owedParts -= asleep;
  state.sleptParts += asleep;
  return PARTS_PER_MS - asleep;
}
