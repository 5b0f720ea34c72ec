import type { Guest } from '../scenario.ts';

/** Parts into which a millisecond of the CPUs' own time is divided, so that it adds up in whole numbers. */
export const PARTS_PER_MS = 10_000;

/**
 * Own time of the guest's CPUs in each millisecond, in parts of `PARTS_PER_MS`, at a throttle of 0 to 99 %.
 * @source `ideal`: QEMU softmmu/cpu-throttle.c, cpu_throttle_thread(); `kvm-measured`: a CPU-bound guest under KVM, see the recordings
 */
export function ownTimeParts(effect: Guest['throttleEffect'], throttlePercent: number): number {
  if (effect === 'ideal') return (100 - throttlePercent) * (PARTS_PER_MS / 100);
  const index = Math.min(Math.floor(throttlePercent / 10), MEASURED_PERCENT.length - 2);
  const [from, to] = [MEASURED_PERCENT[index]!, MEASURED_PERCENT[index + 1]!];
  // whole numbers: percents times tens
  return from * (PARTS_PER_MS / 100) + (to - from) * (throttlePercent - index * 10) * (PARTS_PER_MS / 1000);
}

/** % of the unthrottled rate measured at 0, 10, 20, ... 100 %; the ends and 10 % are not measured but drawn in. */
const MEASURED_PERCENT = [100, 90, 79, 70, 58, 47, 37, 27, 14, 9, 0];
