import { describe, expect, it } from 'vitest';
import { CATEGORIES, DESTINATION } from '../../charts/page-painter.ts';
import { simulate } from '../../engine/simulation.ts';
import { preset } from '../../scenario/presets.ts';
import { eventText, standing } from './biography-words.ts';
import { brushStats, statsText } from './brush-stats.ts';
import { nextDifferent } from './decision-steps.ts';
import { agreement, pagesIn } from './map-counts.ts';
import { monitorLines } from './monitor-lines.ts';
import { linkCarries, linkSpeeds, thresholdSource, thresholdWords, windowsOf } from './run-figures.ts';

const { scenario } = preset('converging');
const run = simulate(scenario);
const timeline = run.timeline();
const outcome = timeline.outcome!;

describe('a stretch of time', () => {
  it('from one end of the run to the other holds all that was sent and found', () => {
    const all = brushStats(timeline, { fromMs: 0, toMs: outcome.endMs });
    expect(all.sentBytes).toBe(outcome.transferredBytes);
    expect(all.syncs).toBe(timeline.syncs.length);
    expect(all.sentBytesPerSecond).toBeCloseTo(outcome.transferredBytes / (outcome.endMs / 1000), 3);
  });

  it('adds up from its parts, and without length it is at rest', () => {
    const middle = timeline.syncs[1]!.atMs + 1;
    const whole = brushStats(timeline, { fromMs: 0, toMs: outcome.endMs });
    const parts = [
      brushStats(timeline, { fromMs: 0, toMs: middle }),
      brushStats(timeline, { fromMs: middle, toMs: outcome.endMs }),
    ];
    const sum = (key: 'sentBytes' | 'foundPages' | 'syncs') => parts.reduce((total, part) => total + part[key], 0);
    expect(sum('sentBytes')).toBeCloseTo(whole.sentBytes, 3);
    expect(sum('foundPages')).toBe(whole.foundPages);
    expect(sum('syncs')).toBe(whole.syncs);
    expect(brushStats(timeline, { fromMs: middle, toMs: middle }).sentBytesPerSecond).toBe(0);
  });

  it('is told with its numbers', () => {
    const stats = { spanMs: 1100, sentBytes: 2 ** 30, foundPages: 262_144, sentBytesPerSecond: 1.02e9 };
    expect(statsText({ ...stats, syncs: 1 })).toBe(
      '1.1 s: 1 GiB sent at 1.02 GB/s, 262,144 pages found dirty by 1 sync',
    );
    expect(statsText({ ...stats, syncs: 3 })).toMatch(/by 3 syncs$/);
    expect(statsText({ ...stats, syncs: 0 })).toMatch(/GB\/s, no sync$/);
  });
});

describe('the words beside the figures', () => {
  it('say what the threshold is made of, once there is a bandwidth', () => {
    const threshold = { thresholdBytes: 292 * 2 ** 20, bandwidthBytesPerMs: 1.02e6, downtimeLimitMs: 300 };
    expect(`${thresholdWords(threshold)} ${thresholdSource(threshold)}`).toBe('threshold 292 MiB = 1.02 GB/s × 300 ms');
    expect(thresholdWords(null)).toBe('no threshold yet');
    expect(thresholdWords({ ...threshold, bandwidthBytesPerMs: 0 })).toBe('no threshold yet');
  });

  it('measure the link against the wire, or else against the cap', () => {
    const withLimits = (bytesPerSecond: number | null, cap: number) =>
      linkCarries({
        ...scenario,
        link: { kind: 'wire', bytesPerSecond },
        parameters: { ...scenario.parameters, 'max-bandwidth': cap },
      });
    expect(withLimits(1e9, 5e8)?.(7, 8)).toBe(1e6);
    expect(withLimits(null, 5e8)?.(7, 8)).toBe(5e5);
    expect(withLimits(null, 0)).toBeNull();
    expect(windowsOf(timeline).every(({ timeSpentMs }) => timeSpentMs >= 100)).toBe(true);
  });

  it('measure the link by what it carried while its speed changed', () => {
    const changes = [
      { atMs: 10, bytesPerSecond: 1000 },
      { atMs: 20, bytesPerSecond: 5000 },
      { atMs: 20, bytesPerSecond: 2_000_000 },
    ];
    const changing = { ...scenario, link: { kind: 'wire', bytesPerSecond: 3_000_000, changes } as const };
    const carries = linkCarries(changing)!;
    expect(carries(0, 10)).toBe(30_000);
    expect(carries(9, 21)).toBe(3000 + 10 + 2000);
    expect(linkSpeeds(changing).map(({ atMs, state }) => `${atMs}: ${state}`)).toEqual([
      '0: 24 Mbit/s',
      '10: 8 kbit/s',
      '20: 16 Mbit/s',
    ]);
  });

  it('count pages and not the padding between blocks', () => {
    const { layout } = run;
    const pages = layout.blocks.reduce((sum, block) => sum + block.pages, 0);
    expect(pagesIn(layout, { fromSlot: 0, toSlot: layout.slots })).toBe(pages);
    expect(pagesIn(layout, { fromSlot: 3, toSlot: 10 })).toBe(7);
  });

  it('say how far both sides agree, and never a full share that is not full', () => {
    const counts = new Float64Array(CATEGORIES);
    expect(agreement(null, false)).toBe('');
    expect(agreement(counts, false)).toBe('');
    counts[DESTINATION.upToDate] = 900_000;
    counts[DESTINATION.zero] = 99_999;
    expect(agreement(counts, false)).toBe('matches the source in every page');
    counts[DESTINATION.free] = 7;
    expect(agreement(counts, false)).toBe('matches the source in every page that is not free');
    counts[DESTINATION.behind] = 1;
    expect(agreement(counts, false)).toBe('matches the source in 99.9 %');
    counts[DESTINATION.discarded] = 2_000_000;
    expect(agreement(counts, true)).toBe('33 % of the pages are here');
    counts[DESTINATION.discarded] = counts[DESTINATION.behind] = 0;
    expect(agreement(counts, true)).toBe('every page is here');
  });
});

describe('the way to the next decision that differs', () => {
  it('ends where the guest is stopped', () => {
    const next = nextDifferent(timeline.decisions, 0)!;
    expect(timeline.decisions[next]!.outcome).toBe('complete');
    expect(timeline.decisions.slice(0, next).every((decision) => decision.outcome === 'iterate')).toBe(true);
    expect(nextDifferent(timeline.decisions, next)).toBeNull();
    expect(nextDifferent([], 0)).toBeNull();
  });
});

describe('the monitor', () => {
  it('tells events and log in the order of time, with their side', () => {
    const lines = monitorLines(timeline);
    expect(lines.length).toBe(timeline.events.length + timeline.log.length);
    expect(lines.map(({ atMs }) => atMs)).toEqual(lines.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
    expect(lines.find(({ text }) => text === 'RESUME')?.side).toBe('destination');
    expect(lines.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        'MIGRATION setup',
        'MIGRATION active',
        'MIGRATION_PASS 2',
        'STOP',
        'MIGRATION completed',
      ]),
    );
  });
});

describe('the biography of a page', () => {
  const page = { slot: 0, block: 'pc.ram', pageInBlock: 0, events: [], omitted: 0, postcopy: null };

  it('says how the two sides stand', () => {
    expect(standing({ ...page, sourceVersion: 0, destinationVersion: null })).toMatch(/never sent/);
    expect(standing({ ...page, sourceVersion: 0, destinationVersion: 0 })).toMatch(/^Not written .* newest content/);
    expect(standing({ ...page, sourceVersion: 4, destinationVersion: 3 })).toBe(
      'Written 4 times since migrate; the destination has version 3 and misses the last write.',
    );
    expect(standing({ ...page, sourceVersion: 9, destinationVersion: 3 })).toMatch(/misses the last 6 writes/);
  });

  it('says where it is once post-copy has begun', () => {
    const moved = { ...page, sourceVersion: 2, destinationVersion: null };
    expect(standing({ ...moved, postcopy: 'discarded' })).toBe(
      'Written twice since migrate on the source; the destination has thrown it away, so it is only at the source.',
    );
    expect(standing({ ...moved, postcopy: 'requested' })).toMatch(/a CPU of the destination waits for it\.$/);
    expect(standing({ ...moved, destinationVersion: 2, postcopy: 'there' })).toMatch(/at the destination/);
  });

  it('says what happens to it on the destination', () => {
    const words = (event: Parameters<typeof eventText>[0]) => eventText(event, []);
    expect(words({ kind: 'discarded', atMs: 1, had: true })).toMatch(/throws it away, for what it has is older/);
    expect(words({ kind: 'discarded', atMs: 1, had: false })).toMatch(/has nothing of it/);
    expect(words({ kind: 'requested', atMs: 2, vcpu: 3 })).toMatch(/^requested: CPU 3 .* waits$/);
    expect(words({ kind: 'lost-on-the-way', atMs: 2 })).toMatch(/^lost on the wire/);
    expect(words({ kind: 'arrived', atMs: 3 })).toMatch(/^arrived/);
    expect(words({ kind: 'written-there', atMs: 4, vcpu: 0, times: 2 })).toBe(
      'written twice on the destination by CPU 0',
    );
  });

  it('says who wrote it and whether anybody saw', () => {
    const devices = [{ name: '0000:01:00.0' }, { name: '0000:02:00.0' }];
    const written = { kind: 'written', atMs: 1, by: 'dma', device: 1, tracked: false, version: 2, times: 1 } as const;
    expect(eventText(written, devices)).toBe('written by DMA of 0000:02:00.0, version 2; nobody reported it');
    expect(eventText({ ...written, by: 'vcpu', device: null, tracked: true, times: 2 }, devices)).toBe(
      'written twice by a CPU, version 2',
    );
    expect(eventText({ kind: 'resumed', atMs: 4, has: true }, devices)).toBe(
      'the guest runs on the destination, with the content that was sent',
    );
    expect(eventText({ kind: 'resumed', atMs: 4, has: false }, devices)).toMatch(/without this page$/);
    expect(eventText({ kind: 'found-dirty', atMs: 2, sync: 3 }, devices)).toBe('found dirty by sync 3');
    const sent = { kind: 'sent', atMs: 3, version: 2, zero: false, redundant: true } as const;
    expect(eventText(sent, devices)).toBe('sent, version 2; the destination had it already');
    expect(eventText({ ...sent, zero: true, redundant: false }, devices)).toBe('sent as a zero page, version 2');
  });
});
