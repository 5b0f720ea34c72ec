import { describe, expect, it } from 'vitest';
import { simulate } from '../engine/simulation.ts';
import { MIB, pagesToBytes } from '../units.ts';
import type { MadeRun, Setting } from './lesson.ts';
import { LESSONS } from './lessons.ts';
import { foundPages, MEASURES } from './measures.ts';
import { withCard } from './passthrough.ts';

/*
 * What the lessons say beside the numbers, which are computed: that this is more than that, that it ends or never does.
 */

const known = new Map<string, MadeRun>();
function made(scenario: MadeRun['scenario']): MadeRun {
  const key = JSON.stringify(scenario);
  const before = known.get(key);
  if (before) return before;
  const simulation = simulate(scenario, { keyframeBudgetBytes: 0 });
  simulation.runToEnd();
  const run = { scenario, timeline: simulation.timeline() };
  known.set(key, run);
  return run;
}
/** The runs of a step, with the knobs as they stand at first but for those given. */
function runs(lessonId: string, stepId: string, given: Setting = {}): readonly MadeRun[] {
  const lesson = LESSONS.find(({ id }) => id === lessonId)!;
  const setting = { ...Object.fromEntries(lesson.knobs.map(({ name, start }) => [name, start])), ...given };
  const step = lesson.steps.find(({ id }) => id === stepId)!;
  return step.runs(setting).map(({ scenario }) => made(scenario));
}
const stopsOf = (lessonId: string, knob: string) =>
  LESSONS.find(({ id }) => id === lessonId)!.knobs.find(({ name }) => name === knob)!.stops;
const out = (run: MadeRun | undefined) => run!.timeline.outcome!;
const measure = (name: keyof typeof MEASURES, run: MadeRun | undefined) => MEASURES[name].of([run!], {})!;

describe('what is copied', () => {
  it('is 4,104 bytes for a page with data and 9 for one of zeros, and a little framing', () => {
    for (const data of stopsOf('what-is-copied', 'data')) {
      const { normalPages, duplicatePages, transferredBytes } = out(runs('what-is-copied', 'pages', { data })[0]);
      expect(normalPages).toBe(data / 4096);
      const said = normalPages * 4104 + duplicatePages * 9;
      expect(Math.abs(transferredBytes - said)).toBeLessThan(0.001 * said + 1024);
    }
  });
  it('depends on the data and hardly on the size of memory', () => {
    const [large, small] = runs('what-is-copied', 'predict').map(out);
    expect(large!.totalTimeMs / small!.totalTimeMs).toBeLessThan(1.05);
  });
  it('is about 110 kB beside memory', () => {
    expect(measure('other-bytes', runs('what-is-copied', 'rest')[0]) / 1000).toBeCloseTo(110, -1);
  });
});

describe('one pass is not enough', () => {
  it('unless nothing is written', () => {
    const [run] = runs('one-pass', 'meanwhile', { writes: 0 });
    expect(measure('first-found', run)).toBe(0);
    expect(out(run).dirtySyncCount).toBe(3);
  });
  it('and the next are shorter, each', () => {
    const { syncs } = runs('one-pass', 'shrinks')[0]!.timeline;
    const lengths = syncs.slice(1).map((sync, i) => sync.atMs - syncs[i]!.atMs);
    for (let i = 1; i < 4; i++) expect(lengths[i]).toBeLessThan(lengths[i - 1]!);
    expect(foundPages(syncs[2]!)).toBeLessThan(foundPages(syncs[1]!));
  });
  it('and no pass finds more than the working set', () => {
    for (const writes of stopsOf('one-pass', 'writes'))
      for (const sync of runs('one-pass', 'shrinks', { writes })[0]!.timeline.syncs)
        expect(pagesToBytes(foundPages(sync))).toBeLessThanOrEqual(256 * MIB);
  });
  it('and near the speed of the link there are many more of them', () => {
    const syncs = (writes: number) => out(runs('one-pass', 'shrinks', { writes })[0]).dirtySyncCount;
    expect(syncs(28_000)).toBeGreaterThan(2 * syncs(12_000));
  });
  it('on a link of twice the speed it takes less than half the time', () => {
    const [fast, slow] = runs('one-pass', 'check').map(out);
    expect(fast!.totalTimeMs).toBeLessThan(slow!.totalTimeMs / 2);
    expect(fast!.transferredBytes).toBeLessThan(slow!.transferredBytes);
  });
});

describe('the dirty bitmap', () => {
  it('is paid for with pages sent in vain, and loses none', () => {
    for (const writes of stopsOf('dirty-bitmap', 'writes')) {
      const { redundantPages, audit } = out(runs('dirty-bitmap', 'sync', { writes })[0]);
      expect(redundantPages).toBeGreaterThan(0);
      expect(audit.stalePages).toBe(0);
    }
  });
  it('has a page that is sent after its last write, found all the same, and sent for nothing', () => {
    const step = LESSONS.find(({ id }) => id === 'dirty-bitmap')!.steps[0]!;
    const simulation = simulate(step.runs({ writes: 300 })[0]!.scenario);
    simulation.runToEnd();
    simulation.seek(Number.POSITIVE_INFINITY);
    const kinds = simulation
      .biography(step.page!)
      .events.map((event) => (event.kind === 'sent' && event.redundant ? 'in vain' : event.kind));
    expect(kinds.lastIndexOf('written')).toBeLessThan(kinds.indexOf('sent'));
    expect(kinds.indexOf('in vain')).toBeGreaterThan(kinds.indexOf('found-dirty'));
  });
  it('reports a rate below that of the writes, and ever further below as the guest writes faster', () => {
    const share = (writes: number) => {
      const [run] = runs('dirty-bitmap', 'rate', { writes });
      return measure('reported-rate', run) / measure('write-rate', run);
    };
    expect(share(300)).toBeLessThan(1);
    expect(share(1000)).toBeLessThan(share(100));
  });
});

describe('when may we stop', () => {
  it('below bandwidth times limit, and that is what the threshold is', () => {
    for (const limit of stopsOf('when-to-stop', 'limit').filter((ms) => ms > 0)) {
      const [run] = runs('when-to-stop', 'threshold', { limit });
      expect(measure('threshold', run)).toBe(Math.trunc((measure('bandwidth', run) / 1000) * limit));
    }
  });
  it('not before the first window has closed', () => {
    const { decisions } = runs('when-to-stop', 'estimate')[0]!.timeline;
    const first = decisions.findIndex(({ window }) => window !== null);
    expect(first).toBeGreaterThan(0);
    for (const { thresholdBytes } of decisions.slice(0, first)) expect(thresholdBytes).toBe(0);
  });
  it('with a limit of 0 after one pass, however much is left', () => {
    const [run] = runs('when-to-stop', 'threshold', { limit: 0 });
    expect(out(run)).toMatchObject({ status: 'completed', dirtySyncCount: 2 });
    expect(out(run).guestPauseMs).toBeGreaterThan(1000);
  });
  it('with a cap of half the link in about half of the time that was allowed', () => {
    const [run] = runs('when-to-stop', 'estimate', { cap: 62_500_000 });
    expect(out(run).guestPauseMs! / 300).toBeGreaterThan(0.35);
    expect(out(run).guestPauseMs! / 300).toBeLessThan(0.55);
  });
  it('looks more often than it stops', () => {
    const { syncs } = runs('when-to-stop', 'look')[0]!.timeline;
    expect(syncs.filter(({ vmStopped }) => vmStopped)).toHaveLength(1);
    expect(syncs.length).toBeGreaterThan(3);
  });
});

describe('downtime', () => {
  it('is the sum of its parts, and the guest’s pause is longer by the loading', () => {
    for (const state of stopsOf('downtime', 'state')) {
      const [run] = runs('downtime', 'parts', { state });
      const sum = run!.timeline.ledger.reduce((ms, part) => ms + part.ms, 0);
      expect(Math.abs(sum - out(run).downtimeMs!)).toBeLessThan(2);
      const loadingMs = (1000 * state) / 500_000_000;
      expect(out(run).guestPauseMs! - sum).toBeGreaterThan(0.9 * loadingMs);
    }
  });
  it('leaves less room for memory the more state there is, so more passes come first', () => {
    const [little, much] = [1, 256].map((mib) => runs('downtime', 'parts', { state: mib * MIB })[0]);
    expect(measure('ram-bytes', much)).toBeLessThan(measure('ram-bytes', little));
    expect(out(much).dirtySyncCount).toBeGreaterThan(out(little).dirtySyncCount);
  });
  it('is loading above all where the state is large', () => {
    const [run] = runs('downtime', 'predict');
    const uncountedMs = out(run).guestPauseMs! - out(run).downtimeMs!;
    for (const { ms } of run!.timeline.ledger) expect(uncountedMs).toBeGreaterThan(ms);
  });
  it('with a return path is what the guest sees', () => {
    const { downtimeMs, guestPauseMs } = out(runs('downtime', 'check')[0]);
    expect(Math.abs(downtimeMs! - guestPauseMs!)).toBeLessThan(2);
  });
});

describe('never converging', () => {
  it('is what the guest does that writes faster than the link by half', () => {
    expect(out(runs('never-converging', 'ratio', { writes: 48_000 })[0]).status).toBe('not-converged');
    for (const writes of [8000, 16_000, 24_000, 28_000, 32_000])
      expect(out(runs('never-converging', 'ratio', { writes })[0]).status, `${writes}`).toBe('completed');
  });
  it('is helped by each of the remedies', () => {
    for (const help of stopsOf('never-converging', 'help').slice(1))
      expect(out(runs('never-converging', 'remedies', { help })[0]), `${help}`).toMatchObject({
        status: 'completed',
        audit: { stalePages: 0 },
      });
  });
  it('is ended late by auto-converge, and at the price of the pause by a higher limit', () => {
    const ends = stopsOf('never-converging', 'help')
      .slice(1)
      .map((help) => out(runs('never-converging', 'remedies', { help })[0]));
    expect(Math.max(...ends.map(({ totalTimeMs }) => totalTimeMs))).toBe(ends[0]!.totalTimeMs);
    expect(Math.max(...ends.map(({ guestPauseMs }) => guestPauseMs!))).toBe(ends[1]!.guestPauseMs);
  });
});

describe('devices that write behind the CPU’s back', () => {
  it('converge where somebody reports what they wrote, and not where everything is reported', () => {
    const ends = stopsOf('devices', 'tracker').map((tracker) => out(runs('devices', 'dma', { tracker })[0]).status);
    expect(ends).toEqual(['completed', 'completed', 'not-converged', 'not-converged']);
  });
  it('are reported exactly by a log of their own, each page of a ring once', () => {
    const [run] = runs('devices', 'check');
    expect(run!.timeline.syncs[1]!.byDmaPages).toBe(4096);
    expect(out(run).dmaWrites).toBeGreaterThan(8 * 4096);
  });
  it('behind a type1 container have every page found dirty at every look', () => {
    const [run] = runs('devices', 'predict');
    for (const sync of run!.timeline.syncs.slice(1)) expect(sync.remainingPages).toBe(131_072);
    expect(out(run).status).toBe('not-converged');
  });
});

describe('skip, block, or mark everything', () => {
  it('is a refusal, a pause as long as memory is large, or no end', () => {
    const [block, skip, mark] = runs('skip-block-mark', 'three').map(out);
    expect(block).toMatchObject({ status: 'refused', transferredBytes: 0 });
    expect(skip!.status).toBe('completed');
    expect(skip!.guestPauseMs!).toBeGreaterThan((1000 * 512 * MIB) / 125_000_000);
    expect(skip!.audit.stalePages).toBe(0);
    expect(mark!.status).toBe('not-converged');
  });
  it('skips whatever the limit says, and marks until all of memory fits', () => {
    for (const limit of stopsOf('skip-block-mark', 'limit')) {
      const [, skip, mark] = runs('skip-block-mark', 'three', { limit }).map(out);
      expect(skip!.guestPauseMs!).toBeCloseTo(4336, -2);
      // At a limit of 0 it stops after one pass, as everybody does.
      expect(mark!.status, `${limit}`).toBe(limit === 0 || limit > 4300 ? 'completed' : 'not-converged');
    }
  });
  it('is what QEMU 8.0 does with such a device: marking everything', () => {
    const run = made(withCard('8.0', {}, { qemu: { release: '8.0' } }));
    expect(out(run).status).toBe('not-converged');
    expect(measure('all-dirty-found', run)).toBeGreaterThan(131_072);
  });
});

describe('the lost write', () => {
  it('is lost with no more than a complaint about tracking in the log, and is no more than the card wrote', () => {
    for (const writes of stopsOf('lost-write', 'writes')) {
      const [run] = runs('lost-write', 'silence', { writes });
      const { status, audit, dmaWrites } = out(run);
      expect(status).toBe('completed');
      expect(audit.stalePages).toBeGreaterThan(0);
      expect(audit.stalePages).toBeLessThanOrEqual(dmaWrites);
      const lines = run!.timeline.log.filter(({ level }) => level !== 'info');
      expect(lines.length).toBeGreaterThan(0);
      for (const { text } of lines) expect(text).toMatch(/^Failed to set dirty tracking flag/);
    }
  });
  it('happens to pages of the ring alone: what CPUs write arrives', () => {
    for (const { fromPage, toPage } of out(runs('lost-write', 'one-page')[0]).audit.ranges) {
      expect(fromPage).toBeGreaterThanOrEqual(98_304);
      expect(toPage).toBeLessThanOrEqual(98_304 + 4096);
    }
  });
  it('is the whole ring when the card is fast, and nothing when the card is asked', () => {
    expect(out(runs('lost-write', 'predict')[0]).audit.stalePages).toBe(4096);
    expect(out(runs('lost-write', 'check')[0]).audit.stalePages).toBe(0);
  });
  it('is what QEMU 10.1 does, by its code', () => {
    expect(out(made(withCard('10.1', {}, { qemu: { release: '10.1' } }))).audit.stalePages).toBeGreaterThan(0);
  });
});

describe('choosing a limit', () => {
  it('below the hot set over the link does not help, and well above it does', () => {
    for (const hot of stopsOf('choosing-a-limit', 'hot'))
      for (const run of runs('choosing-a-limit', 'knee', { hot })) {
        const limitMs = run.scenario.parameters['downtime-limit'];
        const floorMs = (1000 * hot) / 125_000_000;
        if (limitMs < floorMs) expect(out(run).status, `${limitMs}`).toBe('not-converged');
        if (limitMs > 2 * floorMs) expect(out(run).status, `${limitMs}`).toBe('completed');
      }
  });
  it('above the knee saves time, less and less for each second of pause, and the pause is the limit', () => {
    const ended = runs('choosing-a-limit', 'knee').filter((run) => out(run).status === 'completed');
    for (const run of ended) {
      const limitMs = run.scenario.parameters['downtime-limit'];
      expect(out(run).guestPauseMs! / limitMs).toBeGreaterThan(0.9);
      expect(out(run).guestPauseMs! / limitMs).toBeLessThan(1.02);
    }
    const totals = ended.map((run) => out(run).totalTimeMs);
    expect(totals).toEqual(totals.toSorted((a, b) => b - a));
  });
});
