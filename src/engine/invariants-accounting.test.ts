import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../units.ts';
import { forScenarios } from './drawn.testing.ts';
import { SETUP_BYTES } from './link/host-costs.ts';
import { blockNameBytes } from './link/wire.ts';
import { popcount } from './memory/page-planes.ts';
import { blockOfSlot } from './memory/ram-blocks.ts';
import { windowLimitBytes } from './migration/rate-window.ts';
import type { Counters } from './record.ts';
import { instantsOf, loggedRun } from './run-log.testing.ts';
import { Simulation } from './simulation.ts';

/** Semantics sheet, section 10, "Accounting". */
describe('invariants of accounting', () => {
  it('I8: dirtyPages is the number of bits set, never negative, never above all pages', () => {
    forScenarios((scenario) => {
      for (const simulation of instantsOf(scenario, 12)) {
        const { remainingPages } = simulation.instant().counters;
        expect(remainingPages).toBe(simulation.planes.bitmap.reduce((sum, word) => sum + popcount(word), 0));
        expect(remainingPages).toBeLessThanOrEqual(simulation.layout.totalPages);
      }
    });
  });

  it('I9: remaining is dirtyPages in bytes, and 0 when completed', () => {
    forScenarios((scenario) => {
      for (const simulation of instantsOf(scenario, 6)) {
        const { queryMigrate, counters, status } = simulation.instant();
        const ram = queryMigrate.ram as Record<string, number> | undefined;
        if (ram) expect(ram.remaining).toBe(status === 'completed' ? 0 : counters.remainingPages * PAGE_BYTES);
      }
    });
  });

  it('I10: precopy-bytes, downtime-bytes and postcopy-bytes add up to transferred', () => {
    forScenarios((scenario) => {
      for (const simulation of instantsOf(scenario, 8)) {
        const { precopyBytes, downtimeBytes, postcopyBytes, transferredBytes } = simulation.instant().counters;
        expect(precopyBytes + downtimeBytes + postcopyBytes).toBe(transferredBytes);
      }
    });
  });

  it('I11: transferred is the bytes of its records, to the byte', () => {
    forScenarios((scenario) => {
      const { log, simulation } = loggedRun(scenario);
      const { transferredBytes, normalPages, duplicatePages, iterateCalls } = simulation.instant().counters;
      let names = 0;
      let block = '';
      for (const entry of log) {
        if (entry.kind !== 'sent') continue;
        const { name } = blockOfSlot(simulation.layout, entry.slot);
        if (name !== block) names += blockNameBytes(name);
        block = name;
      }
      expect(transferredBytes).toBe(4104 * normalPages + 9 * duplicatePages + 8 * iterateCalls + names);
    });
  });

  it('I12: normal-bytes is whole pages, and nothing is skipped', () => {
    forScenarios((scenario) => {
      const simulation = new Simulation(scenario);
      simulation.advanceTo(scenario.horizonMs / 3);
      const ram = simulation.instant().queryMigrate.ram as Record<string, number> | undefined;
      if (ram) expect(ram).toMatchObject({ 'normal-bytes': 4096 * ram.normal!, skipped: 0 });
    });
  });

  it('I13: counters never go back, and total does not change', () => {
    const rising = ['transferredBytes', 'normalPages', 'duplicatePages', 'dirtySyncCount', 'streamBytes'] as const;
    forScenarios((scenario) => {
      let before: Counters | null = null;
      let totalTime = 0;
      const totals = new Set<unknown>();
      for (const simulation of instantsOf(scenario, 12)) {
        const { counters, queryMigrate } = simulation.instant();
        for (const name of rising) if (before) expect(counters[name]).toBeGreaterThanOrEqual(before[name]);
        before = counters;
        const ram = queryMigrate.ram as Record<string, number> | undefined;
        if (!ram) continue;
        totals.add(ram.total);
        expect(queryMigrate['total-time']).toBeGreaterThanOrEqual(totalTime);
        totalTime = queryMigrate['total-time'] as number;
      }
      expect(totals.size).toBeLessThanOrEqual(1);
    });
  });

  it('I14: a window exceeds its limit by less than a page record and 18 bytes a call', () => {
    forScenarios(
      (scenario) => {
        const { decisions } = loggedRun(scenario).timeline;
        const limit = windowLimitBytes(scenario.parameters['max-bandwidth']);
        let calls = 0;
        let first = true;
        for (const { window } of decisions) {
          if (window) {
            const framing = 18 * calls + (first ? SETUP_BYTES : 0);
            expect(window.transferredBytes).toBeLessThanOrEqual(limit + 4104 + LONGEST_NAME + framing);
            first = false;
            calls = 0;
          }
          calls++;
        }
      },
      150,
      { actions: false },
    );
  });

  it('I15: pages-per-second is the pages of the window', () => {
    forScenarios(
      (scenario) => {
        const closings = new Simulation(scenario);
        closings.runToEnd();
        const windows = closings.timeline().decisions.flatMap(({ window }) => window ?? []);
        const simulation = new Simulation(scenario);
        let pages = 0;
        for (const { atMs, timeSpentMs } of windows) {
          simulation.advanceTo(atMs);
          if (simulation.finished) return; // the switchover began at this instant too
          const { normalPages, duplicatePages, pagesPerSecond } = simulation.instant().counters;
          const sent = normalPages + duplicatePages - pages;
          expect(pagesPerSecond).toBe(Math.trunc(sent / (timeSpentMs / 1000)));
          pages += sent;
        }
      },
      150,
      { actions: false },
    );
  });
});

const LONGEST_NAME = blockNameBytes('/rom@etc/table-loader');
