import type { Timeline } from '../engine/record.ts';

/**
 * CPU time that auto-converge or dirty-limit took from each CPU of the running guest, in ms: under a throttle by what it
 * really lost, under a dirty limit what it slept.
 */
export function workLostMs(
  { throttle, dirtyLimit, vm }: Pick<Timeline, 'throttle' | 'dirtyLimit' | 'vm'>,
  endMs: number,
): number {
  const sleptMs = dirtyLimit.reduce((ms, period) => ms + period.sleptMs, 0);
  return throttle.reduce((lost, { atMs, workShare }, i) => {
    const toMs = throttle[i + 1]?.atMs ?? endMs;
    return lost + runningMs(vm, atMs, toMs) * (1 - workShare);
  }, sleptMs);
}

/** How long the guest ran on the source between two instants. */
export function runningMs(vm: Timeline['vm'], fromMs: number, toMs: number): number {
  return vm.reduce((ms, { atMs, state }, i) => {
    const endMs = Math.min(toMs, vm[i + 1]?.atMs ?? Infinity);
    return state === 'running' ? ms + Math.max(0, endMs - Math.max(fromMs, atMs)) : ms;
  }, 0);
}
