import { describe, expect, it } from 'vitest';
import { forScenarios } from './drawn.testing.ts';
import { hostCosts } from './link/host-costs.ts';
import type { MigrationStatus } from './record.ts';
import { instantsOf, loggedRun, untrackedUnder } from './run-log.testing.ts';
import { simulate } from './simulation.ts';

/** Semantics sheet, section 10, "Control". Those about one writer and one limit are in invariants-convergence.test.ts. */
describe('invariants of control', () => {
  it('I16: the threshold changes only when a window closes, and is bandwidth times limit', () => {
    forScenarios(
      (scenario) => {
        let threshold = 0;
        for (const { window, thresholdBytes, bandwidthBytesPerMs } of simulate(scenario).timeline().decisions) {
          if (window) {
            expect(window.previousThresholdBytes).toBe(threshold);
            expect(window.bandwidthBytesPerMs).toBe(window.transferredBytes / window.timeSpentMs);
            threshold = Math.trunc(window.bandwidthBytesPerMs * scenario.parameters['downtime-limit']);
            expect(window.thresholdBytes).toBe(threshold);
            expect(bandwidthBytesPerMs).toBe(window.bandwidthBytesPerMs);
          }
          expect(thresholdBytes).toBe(threshold);
        }
      },
      150,
      { actions: false },
    );
  });

  it('I17: completion means that pending was 0 or below the threshold', () => {
    forScenarios((scenario) => {
      for (const { outcome, policy, pendingBytes, thresholdBytes } of simulate(scenario).timeline().decisions) {
        const mayStop = pendingBytes === 0 || pendingBytes < thresholdBytes;
        expect(outcome === 'complete').toBe(policy === 'complete' || mayStop);
      }
    });
  });

  it('I18: a sync of the loop comes exactly when remaining is below the threshold', () => {
    forScenarios((scenario) => {
      for (const { sync, policy, remainingBeforeBytes, thresholdBytes } of simulate(scenario).timeline().decisions) {
        expect(sync !== null).toBe(policy === 'none' && remainingBeforeBytes < thresholdBytes);
      }
    });
  });

  it('I19: a completed run has at least two syncs, and exactly two iff none came from the loop', () => {
    forScenarios((scenario) => {
      const { outcome, decisions } = simulate(scenario).timeline();
      if (outcome?.status !== 'completed') return;
      const looks = decisions.filter(({ sync }) => sync !== null).length;
      expect(outcome.dirtySyncCount).toBe(2 + looks);
    });
  });

  it('I20: MIGRATION_PASS counts 1, 2, 3 without gaps up to dirty-sync-count', () => {
    forScenarios((scenario) => {
      const { events, outcome } = simulate(scenario).timeline();
      const passes = events.flatMap(({ event, data }) => (event === 'MIGRATION_PASS' ? [data?.pass] : []));
      expect(passes).toEqual(Array.from({ length: outcome!.dirtySyncCount }, (_, i) => i + 1));
    });
  });

  it('I21: statuses follow the table of legal transitions', () => {
    forScenarios((scenario) => {
      const { statuses } = simulate(scenario).timeline();
      statuses.slice(1).forEach(({ state }, i) => {
        expect(LEGAL[statuses[i]!.state]).toContain(state);
      });
    });
  });

  it('I22: STOP comes at most once, before pre-switchover, and not when a cancel precedes completion', () => {
    forScenarios((scenario) => {
      const { events, decisions, statuses } = simulate(scenario).timeline();
      const stops = events.filter(({ event }) => event === 'STOP');
      expect(stops.length).toBeLessThanOrEqual(1);
      if (!decisions.some(({ outcome }) => outcome === 'complete')) expect(stops).toEqual([]);
      const paused = statuses.find(({ state }) => state === 'pre-switchover');
      if (paused && stops[0]) {
        expect(events.indexOf(stops[0])).toBeLessThan(
          events.findIndex(({ data }) => data?.status === 'pre-switchover'),
        );
      }
    });
  });

  it('I23: the source resumes only after failing or being cancelled once stopped, and never beside the destination', () => {
    forScenarios((scenario) => {
      const { events, outcome } = simulate(scenario).timeline();
      const resumed = (on: 'source' | 'destination') =>
        events.some(({ event, side }) => event === 'RESUME' && side === on);
      expect(resumed('source') && resumed('destination')).toBe(false);
      const stopped = events.some(({ event }) => event === 'STOP');
      const ended = outcome!.status === 'failed' || outcome!.status === 'cancelled';
      expect(resumed('source')).toBe(stopped && ended);
    });
  });

  it('I24, I40: a refused migrate emits nothing, changes nothing, sends nothing, and says the text of the blocker', () => {
    forScenarios((scenario) => {
      const simulation = simulate(untrackedUnder(scenario, 'blocker'));
      const { events, statuses, vm, admission, outcome, syncs } = simulation.timeline();
      expect(outcome).toMatchObject({ status: 'refused', transferredBytes: 0, streamBytes: 0, normalPages: 0 });
      expect([events, syncs, statuses.map(({ state }) => state)]).toEqual([[], [], ['none']]);
      expect(vm.map(({ state }) => state)).toEqual([scenario.guest.stoppedBeforeMigrate ? 'stopped' : 'running']);
      expect(admission.error).toBe("VFIO device doesn't support migration");
      expect(simulation.instant().queryMigrate).toEqual({ 'blocked-reasons': [admission.error] });
    });
  });

  it('I25: setup and downtime are parts of the total', () => {
    forScenarios((scenario) => {
      const { setupTimeMs, totalTimeMs, downtimeMs } = simulate(scenario).timeline().outcome!;
      expect(setupTimeMs).toBeLessThanOrEqual(totalTimeMs);
      expect(downtimeMs ?? 0).toBeLessThanOrEqual(totalTimeMs);
    });
  });

  it('I26: expected-downtime is the limit until the first rate period has closed', () => {
    forScenarios(
      (scenario) => {
        const firstMs =
          simulate(scenario)
            .timeline()
            .syncs.find(({ periodClosed }) => periodClosed)?.atMs ?? Infinity;
        for (const simulation of instantsOf(scenario, 10)) {
          const { counters, nowMs } = simulation.instant();
          if (nowMs < firstMs) expect(counters.expectedDowntimeMs).toBe(scenario.parameters['downtime-limit']);
        }
      },
      100,
      { actions: false },
    );
  });

  it('I27: rate periods are more than 1000 ms apart, and no look of one counts a page that does not exist', () => {
    forScenarios((scenario) => {
      const simulation = simulate(scenario);
      const { syncMs } = hostCosts(scenario);
      const { syncs } = simulation.timeline();
      let startMs = Math.floor(syncs[0]?.atMs ?? 0);
      let found = 0;
      let looks = 0;
      for (const { atMs, periodClosed, periodDirtyPages, dirtyPagesRate, ...sync } of syncs) {
        found += sync.byVcpuPages + sync.byDmaPages + sync.allDirtyPages;
        looks++;
        expect(periodDirtyPages).toBe(found);
        // every look of the period may find the same page anew
        expect(found).toBeLessThanOrEqual(looks * simulation.layout.totalPages);
        const endMs = Math.floor(atMs + syncMs);
        expect(periodClosed).toBe(endMs - startMs > 1000);
        if (!periodClosed) continue;
        expect(dirtyPagesRate).toBe(Math.trunc((found * 1000) / (endMs - startMs)));
        startMs = endMs;
        found = 0;
        looks = 0;
      }
    });
  });

  it('I34: inside one iteration pages go in cyclic order from the cursor', () => {
    forScenarios((scenario) => {
      const { log, timeline } = loggedRun(scenario);
      const sent = log.flatMap((entry) => (entry.kind === 'sent' ? [entry.slot] : []));
      let from = 0;
      for (const { iteration } of timeline.decisions) {
        if (!iteration) continue;
        const slots = sent.slice(from, from + iteration.normalPages + iteration.zeroPages);
        const wraps = slots.filter((slot, i) => i > 0 && slot < slots[i - 1]!).length;
        expect(wraps).toBeLessThanOrEqual(1);
        if (wraps === 1) expect(slots.at(-1)!).toBeLessThan(slots[0]!);
        from += slots.length;
      }
    });
  });

  it('I35: in pre-copy no page is sent twice between two syncs', () => {
    forScenarios((scenario) => {
      const sent = new Set<number>();
      for (const entry of loggedRun(scenario).log) {
        if (entry.kind === 'synced') sent.clear();
        else if (entry.kind === 'sent') {
          if (sent.has(entry.slot)) expect(entry).toBe('not sent again');
          sent.add(entry.slot);
        }
      }
    });
  });

  it('I38: when pre-copy is skipped nothing is measured and no page is sent while the guest runs', () => {
    forScenarios((scenario) => {
      const { timeline } = loggedRun(untrackedUnder(scenario, 'skip-precopy'));
      const { decisions, outcome } = timeline;
      if (outcome?.status === 'completed') expect(outcome.dirtySyncCount).toBe(2);
      if (!scenario.guest.stoppedBeforeMigrate) expect(outcome?.precopyBytes).toBe(0);
      for (const { policy, outcome: then, sync } of decisions)
        expect([policy, then, sync]).toEqual(['complete', 'complete', null]);
      expect(decisions.length).toBeLessThanOrEqual(1);
    });
  });

  it('I39: the same scenario and seed give the same run', () => {
    forScenarios((scenario) => {
      expect(simulate(scenario).timeline()).toEqual(simulate(scenario).timeline());
    }, 60);
  });
});

/** Semantics sheet, table 1.1, for the mechanisms simulated. */
const LEGAL: Partial<Record<MigrationStatus, readonly MigrationStatus[]>> = {
  none: ['setup'],
  setup: ['active', 'failed', 'cancelling'],
  active: ['completed', 'pre-switchover', 'failed', 'cancelling'],
  'pre-switchover': ['device', 'cancelling', 'failed'],
  device: ['completed', 'failed', 'cancelling'],
  cancelling: ['cancelled'],
};
