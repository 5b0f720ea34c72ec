import { t } from '../../language/t.ts';
import type { DeviceState } from '../record.ts';

/** Optional states that the device's driver offers (v2). `STOP_COPY` is mandatory. */
export interface DeviceFeatures {
  readonly precopy: boolean;
  readonly p2p: boolean;
}

export type DevicePath =
  /** States entered one after the other, the wanted one last; empty when the device is there already. */
  { readonly path: readonly DeviceState[] } | { readonly illegal: string };

/**
 * How a v2 device gets from one state to another: by the base arc, or the shortest combination of them whose interior
 * stays out of the data stream, states that the device does not offer left out.
 * @source Linux drivers/vfio/vfio_main.c, vfio_mig_get_next_state(); semantics sheet 5.4
 */
export function pathTo(from: DeviceState, to: DeviceState, features: DeviceFeatures): DevicePath {
  if (from === to) return { path: [] };
  for (const state of [from, to]) {
    if (!(state in BASE_ARCS))
      return { illegal: t('{state} is no state of protocol v2', { state: QEMU_STATES[state] }) };
    if (!offered(state, features))
      return { illegal: t('the device does not offer {state}', { state: QEMU_STATES[state] }) };
  }
  if (to === 'error') return { illegal: t('ERROR is only the outcome of an arc that failed') };
  if (from === 'error') return { illegal: t('ERROR is left by a reset of the device, to RUNNING') };
  if (from === 'stop-copy' && (to === 'pre-copy' || to === 'pre-copy-p2p')) {
    return { illegal: t('the stream of a stopped device cannot go back to {state}', { state: QEMU_STATES[to] }) };
  }
  return { path: shortest(from, to)!.filter((state) => offered(state, features)) };
}

/** Whether a v2 device may be moved from one state to the next without a state between: what the record of a run shows. */
export function isArc(from: DeviceState, to: DeviceState, features: DeviceFeatures): boolean {
  if (to === 'error') return true;
  if (from === 'error') return to === 'running';
  const found = pathTo(from, to, features);
  return 'path' in found && found.path.length === 1;
}

/** The arcs that a device with these features has: base arcs, and those that pass over a state it does not offer. */
export function arcsOf(features: DeviceFeatures): readonly (readonly [from: DeviceState, to: DeviceState])[] {
  const states = (Object.keys(BASE_ARCS) as DeviceState[]).filter((state) => state !== 'error');
  return states.flatMap((from) =>
    states.filter((to) => isArc(from, to, features)).map((to): readonly [DeviceState, DeviceState] => [from, to]),
  );
}

/** Names in `enum vfio_device_mig_state`; `running-saving` is of v1. */
export const QEMU_STATES: Record<DeviceState, string> = {
  running: 'RUNNING',
  'running-saving': 'RUNNING and SAVING',
  'running-p2p': 'RUNNING_P2P',
  'pre-copy': 'PRE_COPY',
  'pre-copy-p2p': 'PRE_COPY_P2P',
  'stop-copy': 'STOP_COPY',
  stopped: 'STOP',
  resuming: 'RESUMING',
  error: 'ERROR',
};

const BASE_ARCS: Partial<Record<DeviceState, readonly DeviceState[]>> = {
  running: ['running-p2p', 'pre-copy'],
  'running-p2p': ['running', 'stopped', 'pre-copy-p2p'],
  stopped: ['running-p2p', 'stop-copy', 'resuming'],
  'stop-copy': ['stopped'],
  resuming: ['stopped'],
  'pre-copy': ['running', 'pre-copy-p2p'],
  'pre-copy-p2p': ['running-p2p', 'pre-copy', 'stop-copy'],
  error: [],
};

/** States with an open data stream; a path may pass through one only if it begins and ends in one. */
const SAVING: readonly DeviceState[] = ['pre-copy', 'pre-copy-p2p', 'stop-copy'];

const offered = (state: DeviceState, { precopy, p2p }: DeviceFeatures): boolean =>
  (precopy || !(state === 'pre-copy' || state === 'pre-copy-p2p')) &&
  (p2p || !(state === 'running-p2p' || state === 'pre-copy-p2p'));

function shortest(from: DeviceState, to: DeviceState): readonly DeviceState[] | null {
  const inStream = SAVING.includes(from) && SAVING.includes(to);
  let paths: DeviceState[][] = [[from]];
  const seen = new Set([from]);
  while (paths.length > 0) {
    const longer: DeviceState[][] = [];
    for (const path of paths) {
      for (const next of BASE_ARCS[path.at(-1)!]!) {
        if (next === to) return [...path.slice(1), to];
        if (seen.has(next) || (!inStream && SAVING.includes(next))) continue;
        seen.add(next);
        longer.push([...path, next]);
      }
    }
    paths = longer;
  }
  return null;
}
