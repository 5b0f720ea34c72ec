import { describe, expect, it } from 'vitest';
import { parametersOf } from '../devices.testing.ts';
import { GOLDEN_TRACES } from '../golden-traces.ts';
import { simulate } from '../simulation.ts';

/** The page that the guest of the first golden trace writes every 50 ms. */
const WRITTEN = 256;
const trace = GOLDEN_TRACES[0]!.scenario;

describe('the biography of a page', () => {
  const simulation = simulate(trace);

  it('tells what happened to it in order, with versions', () => {
    const { events, ...page } = simulation.biography(WRITTEN);
    expect(page).toEqual({
      slot: WRITTEN,
      block: 'pc.ram',
      pageInBlock: WRITTEN,
      sourceVersion: 10,
      destinationVersion: 10,
      postcopy: null,
      omitted: 0,
    });
    expect(events.map((event) => [event.kind, event.atMs])).toEqual([
      ['sent', 0],
      ...[50, 100, 150, 200, 250, 300, 350, 400, 450, 500].map((ms) => ['written', ms]),
      ['found-dirty', 500],
      ['sent', 500],
      ['resumed', 500],
    ]);
    expect(events[0]).toMatchObject({ version: 0, zero: false, redundant: false });
    expect(events[1]).toMatchObject({ by: 'vcpu', tracked: true, version: 1, times: 1 });
    expect(events.at(-2)).toMatchObject({ version: 10, redundant: false });
  });

  it('of a zero page is short', () => {
    const { events, sourceVersion, destinationVersion } = simulation.biography(100);
    expect([sourceVersion, destinationVersion]).toEqual([0, 0]);
    expect(events).toMatchObject([{ kind: 'sent', zero: true }, { kind: 'resumed' }]);
  });

  it('goes no further than the instant that is looked at', () => {
    const early = simulate(trace);
    early.seek(220);
    expect(early.biography(WRITTEN).events.at(-1)).toMatchObject({ kind: 'written', atMs: 200, version: 4 });
  });

  it('keeps 500 events and how the story ends, and counts the rest', () => {
    const busy = simulate({
      ...trace,
      guest: {
        ...trace.guest,
        workloads: [
          { kind: 'sequential', region: { startPage: WRITTEN, pages: 1 }, writesPerSecond: 1000, startIndex: 0 },
        ],
      },
      parameters: parametersOf(0, 40_000_000),
    });
    const { events, omitted, sourceVersion } = busy.biography(WRITTEN);
    expect(events.length).toBe(501);
    expect(events.at(-1)!.kind).toBe('resumed');
    expect(omitted).toBe(sourceVersion + 3 - 500); // its writes, two sends and the sync between them
  });

  it('of padding between blocks is a fault of the caller', () => {
    const { firstSlot, pages } = simulation.layout.blocks.at(-1)!;
    expect(() => simulation.biography(firstSlot + pages)).toThrow(RangeError);
  });
});
