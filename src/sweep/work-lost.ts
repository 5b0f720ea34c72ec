import type { Timeline } from '../engine/record.ts';

/** CPU time that the throttle took from each CPU of the running guest, by what it really lost, in ms. */
export function workLostMs({ throttle, vm }: Pick<Timeline, 'throttle' | 'vm'>, endMs: number): number {
  return throttle.reduce((lost, { atMs, workShare }, i) => {
    const toMs = throttle[i + 1]?.atMs ?? endMs;
    return lost + runningMs(vm, atMs, toMs) * (1 - workShare);
  }, 0);
}

/** How long the guest ran on the source between two instants. */
export function runningMs(vm: Timeline['vm'], fromMs: number, toMs: number): number {
  return vm.reduce((ms, { atMs, state }, i) => {
    const endMs = Math.min(toMs, vm[i + 1]?.atMs ?? Infinity);
    return state === 'running' ? ms + Math.max(0, endMs - Math.max(fromMs, atMs)) : ms;
  }, 0);
}
