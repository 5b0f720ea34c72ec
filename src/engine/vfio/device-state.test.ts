import { describe, expect, it } from 'vitest';
import type { DeviceState } from '../record.ts';
import { type DeviceFeatures, isArc, pathTo } from './device-state.ts';

const ALL: DeviceFeatures = { precopy: true, p2p: true };
const FEATURES: readonly DeviceFeatures[] = [
  ALL,
  { precopy: true, p2p: false },
  { precopy: false, p2p: true },
  { precopy: false, p2p: false },
];

/** The next step of a device in the state of the row that is to get to the state of the column. @source Linux drivers/vfio/vfio_main.c, vfio_from_fsm_table */
const NEXT: Readonly<Record<string, Readonly<Record<string, DeviceState>>>> = {
  stopped: {
    running: 'running-p2p',
    'running-p2p': 'running-p2p',
    'pre-copy': 'running-p2p',
    'pre-copy-p2p': 'running-p2p',
    'stop-copy': 'stop-copy',
    resuming: 'resuming',
  },
  running: {
    stopped: 'running-p2p',
    'running-p2p': 'running-p2p',
    'pre-copy': 'pre-copy',
    'pre-copy-p2p': 'running-p2p',
    'stop-copy': 'running-p2p',
    resuming: 'running-p2p',
  },
  'running-p2p': {
    stopped: 'stopped',
    running: 'running',
    'pre-copy': 'running',
    'pre-copy-p2p': 'pre-copy-p2p',
    'stop-copy': 'stopped',
    resuming: 'stopped',
  },
  'pre-copy': {
    stopped: 'running',
    running: 'running',
    'running-p2p': 'running',
    'pre-copy-p2p': 'pre-copy-p2p',
    'stop-copy': 'pre-copy-p2p',
    resuming: 'running',
  },
  'pre-copy-p2p': {
    stopped: 'running-p2p',
    running: 'running-p2p',
    'running-p2p': 'running-p2p',
    'pre-copy': 'pre-copy',
    'stop-copy': 'stop-copy',
    resuming: 'running-p2p',
  },
  'stop-copy': {
    stopped: 'stopped',
    running: 'stopped',
    'running-p2p': 'stopped',
    resuming: 'stopped',
  },
  resuming: {
    stopped: 'stopped',
    running: 'stopped',
    'running-p2p': 'stopped',
    'pre-copy': 'stopped',
    'pre-copy-p2p': 'stopped',
    'stop-copy': 'stopped',
  },
};
const STATES = Object.keys(NEXT) as DeviceState[];

const offers = (state: DeviceState, { precopy, p2p }: DeviceFeatures): boolean =>
  (precopy || !state.startsWith('pre-copy')) && (p2p || !state.endsWith('p2p'));

/** By the table, states that the device does not offer passed over; null where the table has no way. */
function walk(from: DeviceState, to: DeviceState, features: DeviceFeatures): DeviceState[] | null {
  const path: DeviceState[] = [];
  for (let at = from; at !== to; ) {
    const next = NEXT[at]![to];
    if (next === undefined) return null;
    if (offers(next, features)) path.push(next);
    at = next;
  }
  return path;
}

/** Semantics sheet, 5.4. */
describe('the way of a v2 device from one state to another', () => {
  it.each<[DeviceState, DeviceState, DeviceState[]]>([
    ['running', 'stopped', ['running-p2p', 'stopped']],
    ['pre-copy', 'stop-copy', ['pre-copy-p2p', 'stop-copy']],
    ['pre-copy', 'stopped', ['running', 'running-p2p', 'stopped']],
    ['resuming', 'running', ['stopped', 'running-p2p', 'running']],
    ['running', 'running', []],
  ])('is that of the sheet: %s to %s', (from, to, path) => {
    expect(pathTo(from, to, ALL)).toEqual({ path });
  });

  it('is that of the kernel’s table, for every pair of states and every device', () => {
    let ways = 0;
    for (const features of FEATURES) {
      for (const from of STATES.filter((state) => offers(state, features))) {
        for (const to of STATES.filter((state) => offers(state, features))) {
          const found = pathTo(from, to, features);
          const path = walk(from, to, features);
          if (path === null) expect(found).toEqual({ illegal: expect.stringMatching(/\S/) });
          else expect([from, to, found]).toEqual([from, to, { path }]);
          ways += path === null ? 0 : 1;
        }
      }
    }
    expect(ways).toBe(7 * 7 - 2 + (5 * 5 - 1) + 5 * 5 + 4 * 4);
  });

  it('is forbidden with a reason that names the state', () => {
    const reason = (from: DeviceState, to: DeviceState, features = ALL) => {
      const found = pathTo(from, to, features);
      return 'illegal' in found ? found.illegal : found.path;
    };
    expect(reason('stop-copy', 'pre-copy')).toMatch(/PRE_COPY$/);
    expect(reason('stop-copy', 'pre-copy-p2p')).toMatch(/PRE_COPY_P2P$/);
    expect(reason('running', 'error')).toContain('ERROR');
    expect(reason('error', 'running')).toContain('reset');
    expect(reason('running', 'pre-copy', { precopy: false, p2p: true })).toContain('PRE_COPY');
    expect(reason('running', 'running-p2p', { precopy: true, p2p: false })).toContain('RUNNING_P2P');
    expect(reason('running', 'running-saving')).toContain('v2');
  });

  it('is one arc exactly where no state lies between, and ERROR is left by a reset', () => {
    for (const features of FEATURES) {
      const offered = STATES.filter((state) => offers(state, features));
      for (const from of offered) {
        expect([isArc(from, 'error', features), isArc('error', from, features)]).toEqual([true, from === 'running']);
        for (const to of offered) expect(isArc(from, to, features)).toBe(walk(from, to, features)?.length === 1);
      }
    }
  });
});
