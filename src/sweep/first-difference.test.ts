import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocatePlanes } from '../engine/memory/page-planes.ts';
import type { DecisionRecord, Timeline } from '../engine/record.ts';
import { BEHIND, CURRENT, destinationPages, LOST, NOT_THERE } from './destination-pages.ts';
import { firstDecisionThatDiffers, firstPageThatDiffers } from './first-difference.ts';

const decision: DecisionRecord = {
  sequence: 0,
  atMs: 0,
  status: 'active',
  vmRunning: true,
  policy: 'none',
  policyBandwidthBytesPerMs: 0,
  windowBytes: 619,
  windowLimitBytes: 13_421_772,
  window: null,
  thresholdBytes: 0,
  bandwidthBytesPerMs: 0,
  downtimeLimitMs: 300,
  remainingBeforeBytes: 4096,
  sync: null,
  exact: true,
  devicesPendingBytes: [0],
  devicePendingBytes: 0,
  canSwitchover: true,
  pendingBytes: 4096,
  postcopyWanted: false,
  outcome: 'iterate',
  iteration: null,
};
/** One value that a check looks at, changed. */
const changes: readonly [check: string, change: Partial<DecisionRecord>][] = [
  ['C0', { policy: 'complete' }],
  ['C0', { policy: 'hold', policyBandwidthBytesPerMs: 5 }],
  ['C1', { windowBytes: 620 }],
  [
    'C2',
    {
      window: {
        atMs: 100,
        transferredBytes: 1,
        timeSpentMs: 100,
        bandwidthBytesPerMs: 0.01,
        thresholdBytes: 3,
        previousThresholdBytes: 0,
      },
    },
  ],
  ['C3', { thresholdBytes: 8192 }],
  ['C3', { downtimeLimitMs: 301 }],
  ['C4', { remainingBeforeBytes: 8192 }],
  ['C8', { devicesPendingBytes: [1], devicePendingBytes: 1 }],
  ['C8', { exact: false }],
  ['C9', { canSwitchover: false }],
  ['C11', { pendingBytes: 0 }],
  ['C11', { outcome: 'complete' }],
  [
    'C13',
    {
      iteration: {
        endMs: 1,
        normalPages: 1,
        zeroPages: 0,
        redundantPages: 0,
        encodedPages: 0,
        deviceBytes: 0,
        ended: 'drained',
      },
    },
  ],
  ['C14', { vmRunning: false }],
];
/** The part of a timeline that is compared. */
const run = (decisions: readonly DecisionRecord[]): Timeline => ({ decisions, syncs: [] }) as unknown as Timeline;
const same = (count: number): DecisionRecord[] =>
  Array.from({ length: count }, (_, i) => ({ ...decision, sequence: i, atMs: i * 10 }));

describe('the first decision that differs', () => {
  it('is none between a run and itself, nor for the same decisions at other moments', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(1000), (count, laterMs) => {
        const later = same(count).map((each) => ({ ...each, atMs: each.atMs + laterMs }));
        expect(firstDecisionThatDiffers(run(same(count)), run(later))).toBeNull();
      }),
    );
  });

  it('is the first that was changed, by the check that looks at what was changed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }).chain((count) => fc.tuple(fc.constant(count), fc.nat(count - 1))),
        fc.constantFrom(...changes),
        ([count, index], [id, change]) => {
          const changed = same(count).map((each, i) => (i < index ? each : { ...each, ...change }));
          const found = firstDecisionThatDiffers(run(same(count)), run(changed));
          expect(found).toMatchObject({ index, atMs: [index * 10, index * 10], check: { id } });
          expect(found!.check!.values[0]).not.toBe(found!.check!.values[1]);
          const back = firstDecisionThatDiffers(run(changed), run(same(count)));
          expect(back!.check!.values).toEqual(found!.check!.values.toReversed());
        },
      ),
    );
  });

  it('names the earliest check of several', () => {
    const changed = { ...decision, policy: 'complete', pendingBytes: 0, outcome: 'complete' } as const;
    expect(firstDecisionThatDiffers(run([decision]), run([changed]))?.sentence).toBe(
      'Decision 1, at 0 ms, check C0, what the rule for untracked devices decides: nothing; complete at once.',
    );
  });

  it('is the end of the shorter run when all before is the same', () => {
    expect(firstDecisionThatDiffers(run(same(3)), run(same(5)))).toEqual({
      index: 3,
      atMs: [null, 30],
      check: null,
      sentence: 'The first 3 decisions are the same; the first of the two has no other.',
    });
    expect(firstDecisionThatDiffers(run(same(1)), run([]))?.sentence).toBe(
      'The second of the two never comes to a decision.',
    );
  });
});

describe('the first page that differs', () => {
  const blocks = [
    { name: 'pc.ram', pages: 70, firstSlot: 0 },
    { name: 'pc.bios', pages: 20, firstSlot: 96 },
  ];
  const states = fc.array(fc.constantFrom(NOT_THERE, CURRENT, BEHIND, LOST), { minLength: 128, maxLength: 128 });

  it('is the one that a plain search finds', () => {
    fc.assert(
      fc.property(states, fc.array(fc.tuple(fc.nat(89), fc.constantFrom(CURRENT, LOST))), (before, edits) => {
        const after = before.slice();
        const pages = blocks.flatMap(({ pages, firstSlot }) => Array.from({ length: pages }, (_, i) => firstSlot + i));
        for (const [page, state] of edits) after[pages[page]!] = state;
        const different = pages.filter((slot) => before[slot] !== after[slot]);
        const found = firstPageThatDiffers(
          { blocks, states: Uint8Array.from(before) },
          { blocks, states: Uint8Array.from(after) },
        );
        const slot = different[0];
        if (slot === undefined || found === null) {
          expect(found).toBe(slot ?? null);
          return;
        }
        expect(found).toMatchObject({ slot, pages: different.length });
        expect(found.block).toBe(slot < 96 ? 'pc.ram' : 'pc.bios');
        expect(found.pageInBlock).toBe(slot < 96 ? slot : slot - 96);
        expect(found.states[0]).not.toBe(found.states[1]);
      }),
    );
  });

  it('cannot be asked of guests of another size', () => {
    const of = (slots: number) => ({ blocks, states: new Uint8Array(slots) });
    expect(() => firstPageThatDiffers(of(128), of(96))).toThrow(RangeError);
  });
});

describe('the pages of the destination', () => {
  const planes = [
    'bitmap',
    'vcpuLog',
    'delivered',
    'sentLow',
    'sentHigh',
    'dmaLog',
    'untracked',
    'deferredLog',
    'discarded',
  ] as const;

  it('are what the planes say, page by page', () => {
    const layout = {
      blocks: [{ name: 'pc.ram', pages: 40, firstSlot: 0 }],
      ignored: [],
      ram: { name: 'pc.ram', pages: 40, firstSlot: 0 },
      slots: 64,
      totalPages: 40,
    };
    const sets = fc.record(
      Object.fromEntries(planes.map((name) => [name, fc.uniqueArray(fc.nat(39))])) as Record<
        (typeof planes)[number],
        fc.Arbitrary<number[]>
      >,
    );
    fc.assert(
      fc.property(sets, (set) => {
        const { planes: all } = allocatePlanes(64, ['logged', 'hidden', 'deferred'], false, ['discarded', 'requested']);
        for (const name of planes) for (const slot of set[name]) all[name]![slot >>> 5]! |= 1 << (slot & 31);
        const { states } = destinationPages({ planes: all, layout });
        for (let slot = 0; slot < 64; slot++) {
          const is = (name: (typeof planes)[number]): boolean => set[name].includes(slot);
          const logged = is('vcpuLog') || is('dmaLog') || (is('untracked') && is('deferredLog'));
          const known = (is('bitmap') && !is('delivered')) || logged;
          const sent = is('sentLow') || is('sentHigh');
          const there = sent && !(is('discarded') && is('bitmap'));
          expect(states[slot]).toBe(!there ? NOT_THERE : known ? BEHIND : is('untracked') ? LOST : CURRENT);
        }
      }),
    );
  });
});
