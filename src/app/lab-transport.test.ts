import { expect, it } from 'vitest';
import type { AppState } from '../store/app-store.ts';
import { passLabelOf } from './lab-transport.tsx';

const syncs = [10, 400, 700].map((atMs) => ({ atMs }));
const vm = [
  { atMs: 0, state: 'running' },
  { atMs: 700, state: 'stopped' },
];
const labelAt = (nowMs: number, status = 'completed') =>
  passLabelOf({ run: { endMs: 900, timeline: { syncs, vm, outcome: { status } } }, nowMs } as unknown as AppState);

it('says in a word or two where in the run the playhead is', () => {
  expect(passLabelOf({ run: null } as AppState)).toBe('');
  expect(labelAt(0)).toBe('setup');
  expect(labelAt(10)).toBe('pass 1');
  expect(labelAt(699.9)).toBe('pass 2');
  expect(labelAt(700)).toBe('guest stopped');
  expect(labelAt(900)).toBe('completed');
  expect(labelAt(900, 'not-converged')).toBe('given up');
  expect(labelAt(900, 'realize-error')).toBe('not started');
});
