import { describe, expect, it } from 'vitest';
import { simulate } from '../../engine/simulation.ts';
import { preset } from '../../scenario/presets.ts';
import { guestStates, postcopyFigures, waitClasses, waitingShares } from './postcopy-figures.ts';

const { scenario } = preset('postcopy');
const timeline = simulate(scenario).timeline();
const outcome = timeline.outcome!;

describe('the figures of post-copy', () => {
  it('are those of the run, under the names of QEMU', () => {
    const named = new Map(postcopyFigures(outcome).map(({ value, qemuName }) => [qemuName, value]));
    expect(outcome.postcopyRequests).toBeGreaterThan(0);
    expect(named.get('postcopy-requests')).toBe(outcome.postcopyRequests.toLocaleString('en'));
    expect(named.has('postcopy-vcpu-blocktime')).toBe(true);
  });

  it('are none without it', () => {
    expect(postcopyFigures({ ...outcome, postcopy: null })).toEqual([]);
  });

  it('every wait that ended is in one class', () => {
    const classes = waitClasses(outcome.postcopy!);
    expect(classes.reduce((sum, { waits }) => sum + waits, 0)).toBe(
      outcome.postcopy!.latencies.reduce((sum, waits) => sum + waits, 0),
    );
    expect(classes[0]!.waits).toBeGreaterThan(0);
    expect(classes.at(-1)!.waits).toBeGreaterThan(0);
  });

  it('the guest stands still only until it runs on the destination', () => {
    const states = guestStates(timeline);
    expect(states.map(({ state }) => state)).toEqual(['running', 'stopped', 'running there']);
    expect(states[2]!.atMs - states[1]!.atMs).toBeCloseTo(outcome.guestPauseMs!, 0);
    expect(guestStates({ ...timeline, outcome: { ...outcome, postcopy: null } })).toBe(timeline.vm);
  });

  it('the lane shows a share of the vCPUs without a gap', () => {
    const shares = waitingShares(timeline, scenario.guest.vcpus, outcome.endMs);
    expect(shares.some(({ share }) => share > 0)).toBe(true);
    for (const [i, { share, toMs }] of shares.entries()) {
      expect(share).toBeLessThanOrEqual(1);
      expect(toMs).toBe(shares[i + 1]?.fromMs ?? outcome.endMs);
    }
  });
});
