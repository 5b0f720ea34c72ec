import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../units.ts';
import { capabilitiesWith } from '../devices.testing.ts';
import { forScenarios } from '../drawn.testing.ts';
import { guest } from '../laws.testing.ts';
import { SETUP_BYTES } from '../link/host-costs.ts';
import { PACKET_HEADER_BYTES } from '../link/wire.ts';
import { type Limits, RELEASES } from '../plain-scenario.testing.ts';
import { loggedRun } from '../run-log.testing.ts';
import type { MigrationParameters, ReleaseName, Scenario } from '../scenario.ts';
import { Simulation, simulate } from '../simulation.ts';
import { windowLimitBytes } from './rate-window.ts';
import { RELEASES as FLAGS } from './releases.ts';

describe('multifd', () => {
  it.each<[ReleaseName, number]>([
    ['7.0', 2],
    ['7.2', 2],
    ['8.0', 3],
    ['8.2', 4],
    ['9.0', 5],
    ['10.1', 255],
  ])('%s sends a page as 4,096 bytes and a share of a packet of 1,344, over %i channels', (release, channels) => {
    const { outcome } = simulate(overChannels(release, channels, { pages: 1280 })).timeline();
    const packets = 1280 / 128;
    expect(outcome).toMatchObject({ status: 'completed', normalPages: 1280, multifdPackets: packets });
    expect(outcome!.multifdBytes).toBe(1280 * PAGE_BYTES + (packets + outcome!.multifdSyncs) * PACKET_HEADER_BYTES);
    expect(outcome!.multifdSyncs % channels).toBe(0);
  });

  it('fills a window in whole packets: two to four per cent above a cap of 64 to 96 MiB/s', () => {
    for (const mib of [64, 80, 96]) {
      const { decisions } = simulate(overChannels('7.2', 2, { pages: 40_000, bandwidth: mib * 2 ** 20 })).timeline();
      const whole = decisions.flatMap(({ window }) => window ?? []).slice(1);
      const budget = Math.trunc((mib * 2 ** 20) / 10);
      const packets = Math.ceil(budget / (2 ** 19 + PACKET_HEADER_BYTES));
      const framing = 18 + 2 * PACKET_HEADER_BYTES;
      for (const { transferredBytes } of whole)
        expect(transferredBytes).toBe(packets * (2 ** 19 + PACKET_HEADER_BYTES) + framing);
    }
  });

  it('brings the channels in step at setup, at every turn and at the end in 7.x and 8.0; later once a pass', () => {
    forScenarios(
      (scenario) => {
        const { outcome } = simulate(scenario).timeline();
        if (!scenario.capabilities.multifd || outcome!.status !== 'completed') return;
        const channels = scenario.parameters['multifd-channels'];
        const times = outcome!.multifdSyncs / channels;
        if (FLAGS[scenario.qemu.release].multifdSyncs === 'every section')
          expect(times).toBe(1 + outcome!.iterateCalls + 1);
        else expect(times).toBeGreaterThanOrEqual(2);
      },
      120,
      { releases: RELEASES, devices: 'none', multifd: true },
    );
  });

  it('I10 and I11 with it: records on the main channel, and all bytes over the others, are what was transferred', () => {
    forScenarios(
      (scenario) => {
        const { outcome } = simulate(scenario).timeline();
        const { precopyBytes, downtimeBytes, multifdBytes, transferredBytes, normalPages } = outcome!;
        expect(precopyBytes + downtimeBytes + multifdBytes).toBe(transferredBytes);
        expect(outcome!.ramRunningBytes + outcome!.ramStoppedBytes).toBe(transferredBytes);
        if (!scenario.capabilities.multifd) return;
        const { multifdPackets, multifdSyncs } = outcome!;
        const headers = (multifdPackets + multifdSyncs) * PACKET_HEADER_BYTES;
        if (outcome!.status === 'completed') expect(multifdBytes).toBe(normalPages * PAGE_BYTES + headers);
      },
      150,
      { releases: ['7.2', '8.0', '8.1'], devices: 'none', multifd: true },
    );
  });

  it('I14 with it: a window exceeds its limit by less than two packets and what brings the channels in step', () => {
    forScenarios(
      (scenario) => {
        const { decisions } = loggedRun(scenario).timeline;
        const limit = windowLimitBytes(scenario.parameters['max-bandwidth']);
        const sync = scenario.parameters['multifd-channels'] * PACKET_HEADER_BYTES;
        let calls = 0;
        for (const { window } of decisions) {
          if (window) {
            const framing = (18 + 2 * sync) * (calls + 1) + SETUP_BYTES + 300;
            expect(window.transferredBytes).toBeLessThanOrEqual(limit + 2 * (2 ** 19 + PACKET_HEADER_BYTES) + framing);
            calls = 0;
          }
          calls++;
        }
      },
      100,
      { ...CHANNELS, actions: false },
    );
  });

  it('is the same run however it is driven', () => {
    forScenarios(
      (scenario) => {
        const whole = simulate(scenario);
        const { outcome, syncs } = whole.timeline();
        const cut = new Simulation(scenario);
        for (let ms = 7.3; !cut.finished; ms += 41.7) cut.advanceTo(ms);
        expect(cut.timeline().outcome).toEqual(outcome);
        for (const share of [0.7, 0.2, 0.5]) {
          const atMs = share * outcome!.endMs;
          cut.seek(atMs);
          const straight = new Simulation(scenario);
          straight.advanceTo(atMs);
          expect(cut.instant()).toEqual(straight.instant());
          expect(cut.planes).toEqual(straight.planes);
        }
        cut.seek(Infinity);
        expect(cut.timeline().syncs).toEqual(syncs);
        expect(cut.timeline().outcome).toEqual(outcome);
      },
      60,
      CHANNELS,
    );
  });

  it('loses no page that is tracked', () => {
    forScenarios(
      (scenario) => {
        expect(simulate(scenario).timeline().outcome!.audit.stalePages).toBe(0);
      },
      80,
      { releases: RELEASES, devices: 'none', multifd: true },
    );
  });
});

describe('threads that need time for a page', () => {
  const fast = { kind: 'wire', bytesPerSecond: 12_500_000_000 } as const;
  const totalMs = (changes: Partial<Scenario>) => {
    const base = { ...overChannels('7.2', 8, { pages: 200_000, bandwidth: 0 }), link: fast, sendCores: 16 };
    return simulate({ ...base, pageCpuNs: 2000, ...changes }).timeline().outcome!.totalTimeMs;
  };
  const one = capabilitiesWith();

  it('limit a fast link when there is one of them, and not when there are eight', () => {
    expect(totalMs({ capabilities: one })).toBeGreaterThan(200_000 * 0.002);
    expect(totalMs({})).toBeLessThan(totalMs({ capabilities: one }) / 5);
    // 100 Gbit/s for 200,000 pages are 65.5 ms
    expect(totalMs({})).toBeGreaterThan(65);
  });
  it('gain nothing beyond the cores, nor beyond the link', () => {
    expect(totalMs({ sendCores: 1 })).toBeGreaterThan(200_000 * 0.002);
    const channels = (count: number) =>
      totalMs({ parameters: { ...overChannels('7.2', count, { pages: 1 }).parameters, 'max-bandwidth': 0 } });
    expect(channels(2)).toBeLessThan(channels(1) * 0.55);
    expect(channels(4)).toBeLessThan(channels(2) * 0.55);
    expect(channels(16)).toBeGreaterThan(channels(8) * 0.95);
  });
});

const CHANNELS: Limits = { releases: RELEASES, devices: 'one', multifd: true };

/** An idle guest, all of it with content. */
function overChannels(
  release: ReleaseName,
  channels: MigrationParameters['multifd-channels'],
  { pages, bandwidth = 2 ** 27 }: { pages: number; bandwidth?: number },
): Scenario {
  const plain = guest({ pages, bandwidth, limitMs: 300 });
  return {
    ...plain,
    qemu: { ...plain.qemu, release },
    parameters: { ...plain.parameters, 'multifd-channels': channels },
    capabilities: capabilitiesWith({ multifd: true }),
  };
}
