import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EOS_BYTES, NORMAL_PAGE_BYTES, SECTION_FOOTER_BYTES, SECTION_HEADER_BYTES } from '../engine/link/wire.ts';
import type { Scenario } from '../engine/scenario.ts';
import { simulate } from '../engine/simulation.ts';
import { arbitraryScenario } from '../scenario/arbitrary.ts';
import { scenarioWith } from '../scenario/defaults.ts';
import { MIB } from '../units.ts';
import { Evacuation, type EvacuationOutcome, SLICE_MS } from './evacuation.ts';
import { fairShares } from './fair-share.ts';
import { ordersOf, type Plan } from './plan.ts';
import { PlanError, parsePlanText } from './plan-file.ts';

const guest = (
  mib: number,
  more: { readonly writesPerSecond?: number; readonly seed?: number; readonly cap?: number },
) =>
  scenarioWith({
    seed: more.seed ?? 1,
    guest: {
      ramBytes: mib * MIB,
      firmware: 'bare',
      workloads: [
        { kind: 'uniform', region: { startPage: 0, pages: mib * 64 }, writesPerSecond: more.writesPerSecond ?? 0 },
      ],
    },
    parameters: { 'max-bandwidth': more.cap ?? 0 },
  });
const planOf = (scenarios: readonly Scenario[], more: Partial<Plan> = {}): Plan => ({
  bytesPerSecond: 50_000_000,
  atOnce: scenarios.length,
  first: 'given',
  guests: scenarios.map((scenario, i) => ({ name: `guest ${i}`, scenario })),
  ...more,
});

function run(plan: Plan): EvacuationOutcome {
  const evacuation = new Evacuation(plan);
  evacuation.advance(Infinity);
  return evacuation.outcome();
}

const FRAMING_BYTES = EOS_BYTES + SECTION_HEADER_BYTES + SECTION_FOOTER_BYTES;

const anyPlan = fc
  .record({
    scenarios: fc.array(arbitraryScenario({ link: 'wire', maxPages: 512 }), { minLength: 1, maxLength: 5 }),
    bytesPerSecond: fc.constantFrom(1_000_000, 3_000_000, 20_000_000),
    atOnce: fc.integer({ min: 1, max: 5 }),
    first: fc.constantFrom('given', 'smallest', 'largest', 'least-dirty'),
  })
  .map(({ scenarios, ...more }) => planOf(scenarios, more));

describe('guests on one link', () => {
  it('are sent no more than the link carries, in any millisecond and in all', () => {
    const chunk = 2 ** 20; // of a device that sends while it runs; the next turn waits until it has gone
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const evacuation = new Evacuation(plan);
        const count = plan.guests.length;
        const precopies = plan.guests.some(({ scenario }) => scenario.devices.some(({ precopy }) => precopy));
        // a record of each guest is under way; setup is a few hundred bytes
        const loose = count * (NORMAL_PAGE_BYTES + 700 + (precopies ? 8 * chunk : 0));
        // The framing of an iteration takes no time in the engine: one of a page or more, or two every 5 ms.
        const carries = (ms: number): number =>
          (plan.bytesPerSecond / 1000) * ms * (1 + FRAMING_BYTES / NORMAL_PAGE_BYTES) +
          (2 * count * FRAMING_BYTES * ms) / 5;
        let before = 0;
        while (!evacuation.finished) {
          evacuation.advance(SLICE_MS);
          const sent = evacuation.view().guests.reduce((sum, { sentBytes }) => sum + sentBytes, 0);
          if (sent - before > carries(SLICE_MS) + loose) expect(sent - before).toBe('less');
          before = sent;
          if (sent > carries(evacuation.nowMs) + loose) expect(sent).toBe('less');
        }
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('use the whole link while there is something to send', () => {
    const { makespanMs, totalBytes } = run(planOf(Array.from({ length: 4 }, (_, i) => guest(16, { seed: i }))));
    expect(totalBytes / (makespanMs / 1000)).toBeGreaterThan(0.99 * 50_000_000);
  });

  it('end equal when they are equal', () => {
    const { guests } = run(planOf(Array.from({ length: 5 }, () => guest(16, { writesPerSecond: 200 }))));
    for (const each of guests) expect({ ...each, name: '' }).toEqual({ ...guests[0], name: '' });
    expect(guests[0]!.status).toBe('completed');
  });

  it('leave to the others what they do not take', () => {
    const slow = guest(16, { cap: 5_000_000 });
    const [alone] = run(planOf([guest(32, {})], { bytesPerSecond: 45_000_000 })).guests;
    const [beside] = run(planOf([guest(32, {}), slow])).guests;
    expect(beside!.totalTimeMs! / alone!.totalTimeMs!).toBeCloseTo(1, 1);
  });

  it('make alone the run that the scenario makes on that link', () => {
    const scenario = guest(16, { writesPerSecond: 300 });
    const [alone] = run(planOf([scenario])).guests;
    const own = simulate({ ...scenario, link: { kind: 'wire', bytesPerSecond: 50_000_000 } }).timeline().outcome!;
    expect(alone).toMatchObject({ status: own.status, totalTimeMs: own.totalTimeMs, downtimeMs: own.downtimeMs });
  });

  it('have each a scenario of its own that makes the same run, or says that it does not', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const { own, guests } = run(plan);
        own.forEach(({ scenario, isExact }, i) => {
          if (!isExact) return;
          const outcome = simulate(scenario).timeline().outcome!;
          expect(outcome.status).toBe(guests[i]!.status);
          expect(outcome.totalTimeMs).toBe(guests[i]!.totalTimeMs);
          if (outcome.status === 'completed') expect(outcome.streamBytes).toBe(guests[i]!.sentBytes);
        });
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  it('do not depend on how they are driven', () => {
    const plan = planOf([guest(8, { writesPerSecond: 50 }), guest(16, { cap: 10_000_000 }), guest(4, {})], {
      atOnce: 2,
    });
    const evacuation = new Evacuation(plan);
    while (!evacuation.finished) evacuation.advance(7);
    expect(evacuation.outcome()).toEqual(run(plan));
  });
});

describe('the order', () => {
  const sizes = planOf([guest(8, { writesPerSecond: 9 }), guest(4, { writesPerSecond: 5 }), guest(16, {})], {
    atOnce: 1,
  });
  const starts = (plan: Plan) =>
    run(plan)
      .guests.map(({ startMs }, i) => ({ startMs: startMs!, i }))
      .sort((a, b) => a.startMs - b.startMs)
      .map(({ i }) => i);

  it.each([
    ['given', [0, 1, 2]],
    ['smallest', [1, 0, 2]],
    ['largest', [2, 0, 1]],
    ['least-dirty', [2, 1, 0]],
  ] as const)('%s', (first, order) => {
    expect(starts({ ...sizes, first })).toEqual(order);
  });

  it('lets no more than so many migrate at once, and the next one start when one has ended', () => {
    const { guests } = run({ ...sizes, atOnce: 2 });
    const [a, b, c] = guests;
    expect([a!.startMs, b!.startMs]).toEqual([0, 0]);
    expect(c!.startMs).toBe(Math.ceil(Math.min(a!.endMs!, b!.endMs!)));
  });

  it('is compared once in each form', () => {
    const orders = ordersOf(sizes).map(({ atOnce, first }) => `${atOnce} ${first}`);
    expect(orders).toEqual(['1 given', '3 given', '2 given', '1 smallest', '1 largest', '1 least-dirty']);
    expect(ordersOf(planOf([guest(4, {})]))).toHaveLength(1);
  });
});

describe('fair shares', () => {
  it('are equal where nobody takes less, and what one leaves the others have', () => {
    expect(fairShares(90, [Infinity, Infinity, Infinity])).toEqual([30, 30, 30]);
    expect(fairShares(90, [Infinity, 10, 50])).toEqual([40, 10, 40]);
    expect(fairShares(90, [5, 10, 20])).toEqual([5, 10, 20]);
    expect(fairShares(90, [])).toEqual([]);
  });

  it('are max-min fair: whoever has less than another has all that it can take, and nothing is left over', () => {
    const caps = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), caps, (link, most) => {
        const shares = fairShares(link, most);
        const sum = shares.reduce((a, b) => a + b, 0);
        expect(sum).toBeCloseTo(
          Math.min(
            link,
            most.reduce((a, b) => a + b, 0),
          ),
          9,
        );
        const greatest = Math.max(...shares);
        shares.forEach((share, i) => {
          if (share < greatest - 1e-9) expect(share).toBe(most[i]);
        });
      }),
    );
  });
});

describe('a plan file', () => {
  const plan = (more: object) =>
    JSON.stringify({ format: 1, linkBytesPerSecond: 125_000_000, guests: [{ preset: 'stopped-guest' }], ...more });

  it('names presets or holds scenarios, each so many times with a seed of its own', () => {
    const guests = [
      { preset: 'stopped-guest', count: 2 },
      { name: 'web', scenario: { format: 2, seed: 7 }, count: 3 },
    ];
    const parsed = parsePlanText(plan({ guests, atOnce: 2, first: 'largest' }), 'a.json');
    expect(parsed.guests.map(({ name, scenario }) => [name, scenario.seed])).toEqual([
      ['Stopped guest 1', 1],
      ['Stopped guest 2', 2],
      ['web 1', 7],
      ['web 2', 8],
      ['web 3', 9],
    ]);
    expect(parsed).toMatchObject({ bytesPerSecond: 125_000_000, atOnce: 2, first: 'largest' });
    expect(parsePlanText(plan({}), 'a.json')).toMatchObject({ atOnce: 1, first: 'given' });
  });

  it.each<[string, string, string]>([
    ['no JSON', '{', 'a.json: '],
    ['no format', '{}', 'a.json: format: missing'],
    ['no guest', plan({ guests: [] }), 'a.json: guests: no guest'],
    ['a guest of nothing', plan({ guests: [{}] }), 'a.json: guests.0: neither preset nor scenario'],
    [
      'a guest of two things',
      plan({ guests: [{ preset: 'stopped-guest', scenario: {} }] }),
      'a.json: guests.0: both preset and scenario',
    ],
    ['an unknown preset', plan({ guests: [{ preset: 'x' }] }), 'a.json: guests.0.preset: "x" is not known here'],
    [
      'a scenario that is none',
      plan({ guests: [{ scenario: { format: 2, guest: { ramBytes: 1 } } }] }),
      'a.json: guests.0.scenario.guest.ramBytes: 1 is not a whole number',
    ],
    ['too many', plan({ guests: Array(3).fill({ preset: 'stopped-guest', count: 11 }) }), 'a.json: guests: 33 guests'],
    [
      'a slow link',
      plan({ linkBytesPerSecond: 10 }),
      'a.json: linkBytesPerSecond: 10 is not a whole number from 1,000,000',
    ],
    ['an unknown order', plan({ first: 'oldest' }), 'a.json: first: "oldest" is not known here'],
    [
      'a link for tests',
      plan({ guests: [{ scenario: { format: 2, link: { kind: 'fast', windowMs: 100 } } }] }),
      'a.json: guests.0.scenario.link: a link for tests cannot be shared',
    ],
  ])('with %s is refused', (_, text, message) => {
    expect(() => parsePlanText(text, 'a.json')).toThrow(PlanError);
    expect(() => parsePlanText(text, 'a.json')).toThrow(message);
  });
});
