import { describe, expect, it } from 'vitest';
import { forScenarios } from './drawn.testing.ts';
import { type LoggedRun, loggedRun, slotsOf, untrackedUnder } from './run-log.testing.ts';

/** Semantics sheet, section 10, "Correctness". */
describe('invariants of correctness', () => {
  it('I1: at completion source and destination agree on every page outside the corrupt list, which is empty if all were tracked', () => {
    forScenarios((scenario) => {
      const run = loggedRun(scenario);
      if (run.timeline.outcome?.status !== 'completed') return;
      const { source, destination } = versionsOf(run);
      const differing = slotsOf(run.simulation).filter((slot) => source.get(slot) !== destination.get(slot));
      expect(staleSlots(run)).toEqual(differing);
      expect(run.timeline.outcome.audit.stalePages).toBe(differing.length);
      const tracked = scenario.devices.every(({ container, dma }) => container !== 'iommufd' || dma.kind === 'none');
      if (tracked) expect(differing).toEqual([]);
    });
  });

  it('I2: a page is corrupt iff its last write was untracked and came after it was last sent', () => {
    forScenarios((scenario) => {
      const run = loggedRun(untrackedUnder(scenario, 'knob'));
      if (run.timeline.outcome?.status !== 'completed') return;
      const last = new Map<number, { kind: string; tracked?: boolean }>();
      const untrackedSinceSent = new Set<number>();
      for (const entry of run.log) {
        if (entry.kind === 'synced') continue;
        last.set(entry.slot, entry);
        if (entry.kind === 'sent') untrackedSinceSent.delete(entry.slot);
        else if (!entry.tracked) untrackedSinceSent.add(entry.slot);
      }
      expect(staleSlots(run)).toEqual([...untrackedSinceSent].toSorted((a, b) => a - b));
      for (const { cause } of run.timeline.outcome.audit.ranges) expect(cause).toBe('untracked-dma');
    });
  });

  it.each(['skip-precopy', 'all-dirty'] as const)('I3: under %s nothing is corrupt, whatever DMA does', (rule) => {
    forScenarios((scenario) => {
      const { timeline } = loggedRun(untrackedUnder(scenario, rule));
      expect(timeline.outcome?.audit.stalePages).toBe(0);
    });
  });

  it('I4: under the knob one DMA write after a page was last sent makes it corrupt', () => {
    let seen = 0;
    forScenarios((scenario) => {
      const run = loggedRun(untrackedUnder(scenario, 'knob'));
      if (run.timeline.outcome?.status !== 'completed') return;
      const stale = new Set(staleSlots(run));
      const sent = new Map<number, number>();
      run.log.forEach((entry, i) => {
        if (entry.kind === 'sent') sent.set(entry.slot, i);
      });
      run.log.forEach((entry, i) => {
        if (entry.kind !== 'written' || entry.by !== 'dma' || i < sent.get(entry.slot)!) return;
        seen++;
        expect(stale.has(entry.slot)).toBe(true);
      });
    });
    expect(seen).toBeGreaterThan(100); // the property is not empty
  });

  it('I5: nobody writes after it was stopped', () => {
    forScenarios((scenario) => {
      const { log, timeline } = loggedRun(scenario);
      const vcpuStopMs = timeline.vm.find(({ state }) => state === 'stopped')?.atMs ?? Infinity;
      const stopEventMs = timeline.events.find(({ event }) => event === 'STOP')?.atMs ?? Infinity;
      let finalSync = false;
      for (const entry of log) {
        if (entry.kind === 'synced') finalSync ||= entry.vmStopped && entry.index > 1;
        if (entry.kind !== 'written') continue;
        const stopMs = entry.by === 'vcpu' ? vcpuStopMs : stopEventMs;
        if (finalSync || scenario.guest.stoppedBeforeMigrate || entry.atMs > stopMs) expect(entry).toBe('not written');
      }
    });
  });

  it('I6: of memory that is left out no page is sent, whoever writes it, and none is in ram.total or lost', () => {
    let leftOut = 0;
    forScenarios(
      (scenario) => {
        const run = loggedRun(scenario);
        const { layout } = run.simulation;
        const isIgnored = (slot: number) =>
          layout.ignored.some(({ firstSlot, pages }) => slot >= firstSlot && slot < firstSlot + pages);
        expect(run.log.filter((entry) => entry.kind === 'sent' && isIgnored(entry.slot))).toEqual([]);
        expect(staleSlots(run).filter(isIgnored)).toEqual([]);
        expect(layout.totalPages).toBe(slotsOf(run.simulation).length);
        if (run.timeline.outcome!.status !== 'completed') return;
        const sent = new Set(run.log.flatMap((entry) => (entry.kind === 'sent' ? [entry.slot] : [])));
        expect(slotsOf(run.simulation).filter((slot) => !sent.has(slot))).toEqual([]);
        leftOut += layout.ignored.length;
      },
      60,
      { shared: true },
    );
    expect(leftOut).toBeGreaterThan(0);
  });

  it('I6: a page that was reported free is left unsent only if nobody is known to have written it, and is lost only if somebody did', () => {
    let unsent = 0;
    forScenarios(
      (scenario) => {
        const run = loggedRun(scenario);
        if (run.timeline.outcome!.status !== 'completed') return;
        const sent = new Set(run.log.flatMap((entry) => (entry.kind === 'sent' ? [entry.slot] : [])));
        const written = (tracked: boolean) =>
          new Set(
            run.log.flatMap((entry) => (entry.kind === 'written' && entry.tracked === tracked ? [entry.slot] : [])),
          );
        const [known, unknown] = [written(true), written(false)];
        const { firstSlot } = run.simulation.layout.ram;
        const isReported = (slot: number) =>
          scenario.guest.freePageHint!.ranges.some(
            ({ fromPage, toPage }) => slot >= firstSlot + fromPage && slot < firstSlot + toPage,
          );
        const left = slotsOf(run.simulation).filter((slot) => !sent.has(slot));
        expect(left.filter((slot) => !isReported(slot) || known.has(slot))).toEqual([]);
        const stale = new Set(staleSlots(run));
        expect(left.filter((slot) => stale.has(slot))).toEqual(left.filter((slot) => unknown.has(slot)));
        unsent += left.length;
      },
      100,
      { hints: true },
    );
    expect(unsent).toBeGreaterThan(0);
  });

  it('I6: every page is sent at least once before completion', () => {
    forScenarios((scenario) => {
      const run = loggedRun(scenario);
      if (run.timeline.outcome?.status !== 'completed') return;
      const sent = new Set(run.log.flatMap((entry) => (entry.kind === 'sent' ? [entry.slot] : [])));
      expect(slotsOf(run.simulation).filter((slot) => !sent.has(slot))).toEqual([]);
    });
  });
});

function versionsOf({ log, simulation }: LoggedRun) {
  const source = new Map(slotsOf(simulation).map((slot) => [slot, 0]));
  const destination = new Map<number, number>();
  for (const entry of log) {
    if (entry.kind === 'written') source.set(entry.slot, source.get(entry.slot)! + 1);
    else if (entry.kind === 'sent') destination.set(entry.slot, source.get(entry.slot)!);
  }
  return { source, destination };
}

const staleSlots = ({ timeline }: LoggedRun): number[] =>
  timeline.outcome!.audit.ranges.flatMap(({ fromSlot, fromPage, toPage }) =>
    Array.from({ length: toPage - fromPage }, (_, i) => fromSlot + i),
  );
