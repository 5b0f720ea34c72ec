import { expect, it } from 'vitest';
import type { EvacuationOutcome, GuestView } from '../../evacuation/evacuation.ts';
import { barText, headline } from './words.ts';

const guest = (status: GuestView['status']): GuestView => ({
  name: 'a',
  status,
  startMs: 0,
  endMs: status === 'migrating' ? null : 900,
  totalTimeMs: 900,
  downtimeMs: status === 'completed' ? 30 : null,
  sentBytes: 5,
  remainingBytes: 0,
});
const outcomeOf = (...statuses: GuestView['status'][]): EvacuationOutcome => {
  const guests = statuses.map(guest);
  const moved = statuses.filter((status) => status === 'completed').length;
  return {
    nowMs: 1000,
    finished: true,
    guests,
    stretchMs: 8,
    bytes: [],
    makespanMs: 1000,
    totalBytes: 5,
    worstDowntimeMs: moved > 0 ? 30 : null,
    moved,
    own: [],
  };
};

it.each([
  [['completed'], '1 guest leaves in 1 s; the longest stop is 30 ms.'],
  [['completed', 'completed'], '2 guests leave in 1 s; the longest stop is 30 ms.'],
  [['completed', 'failed'], '1 of 2 guests leaves; 1 is still here after 1 s; the longest stop is 30 ms.'],
  [['failed', 'not-converged'], '0 of 2 guests leave; 2 are still here after 1 s.'],
] as const)('says of %j: %s', (statuses, sentence) => {
  const outcome = outcomeOf(...statuses);
  expect(headline(outcome, outcome)).toBe(sentence);
});

it('says how far it is', () => {
  expect(headline(outcomeOf('completed', 'migrating'), null)).toBe('After 1 s, 1 of 2 guests has ended.');
  expect(headline(null, null)).toBe('Guests are about to leave this host.');
});

it('puts the downtime, or why there is none, at the end of a bar', () => {
  expect(['completed', 'migrating', 'failed', 'waiting'].map((status) => barText(guest(status as 'failed')))).toEqual([
    '30 ms',
    '',
    'failed',
    'waits',
  ]);
});
