import { describe, expect, it } from 'vitest';
import { RELEASES } from '../../engine/migration/releases.ts';
import type { Scenario } from '../../engine/scenario.ts';
import { simulate } from '../../engine/simulation.ts';
import { scenarioWith, vfioDevice } from '../../scenario/defaults.ts';
import { outcomeRow } from '../../sweep/outcome-rows.ts';
import { managementVariants, openingVariants } from '../../sweep/variants.ts';
import { bytesToPages, MIB } from '../../units.ts';
import { commonOf, limitWords, numberWord, questionOf } from './question.ts';
import { causeWords, flagWords } from './release-words.ts';
import { sharedScales } from './shared-scales.ts';
import { shortVerdict } from './short-verdict.ts';

const guest = scenarioWith({
  guest: {
    ramBytes: 64 * MIB,
    workloads: [{ kind: 'uniform', region: { startPage: 0, pages: 4000 }, writesPerSecond: 5000 }],
  },
  devices: [
    vfioDevice({
      dma: { kind: 'ring', region: { startPage: bytesToPages(32 * MIB), pages: 1000 }, writesPerSecond: 5000 },
    }),
  ],
  horizonMs: 3000,
});

const alike = (count: number): Scenario[] => Array.from({ length: count }, () => guest);

describe('the question', () => {
  it('is the thread’s, or how many variants there are', () => {
    expect(questionOf(true, true, alike(8))).toMatch(/^Every write is tracked/);
    expect(questionOf(true, false, alike(8))).toContain('What should QEMU do?');
    expect(questionOf(false, false, alike(3))).toMatch(/^Three variants/);
    expect(questionOf(false, true, alike(1))).toMatch(/^One variant /);
    const nine = managementVariants(guest).map(({ scenario }) => scenario);
    expect(questionOf(false, true, nine)).toMatch(/^Nine managements, one guest/);
    expect(numberWord(13)).toBe('13');
  });

  it('says what the variants have in common, and nothing that they have not', () => {
    const scenarios = openingVariants(guest).map(({ scenario }) => scenario);
    expect(commonOf(scenarios).map(({ what, detail }) => `${what}: ${detail}`)).toEqual([
      'one guest: 64 MiB, 5,000 writes/s',
      'one device: ring, 5,000 writes/s',
      'one link: 10 Gbit/s, capped at 134.2 MB/s',
      'one seed: 1',
    ]);
    expect(limitWords(scenarios)).toBe('Limit 300 ms.');
    const patient = withLimit(guest, 4000);
    expect(limitWords([guest, patient])).toBe('Limits from 300 ms to 4 s.');
    const elsewhere: Scenario = { ...guest, link: { kind: 'wire', bytesPerSecond: 1e9 }, devices: [] };
    expect(commonOf([guest, elsewhere]).map(({ what }) => what)).toEqual(['one guest', 'one seed']);
    expect(commonOf([])).toEqual([]);
  });
});

describe('the short verdict', () => {
  it('names what matters in each answer to the thread’s question', () => {
    expect(said('before')).toBe("Refused. “VFIO device doesn't support migration”");
    expect(said('patch')).toMatch(/^Stops the guest for (good|bad):[\d.]+ m?s\. The limit of 300 ms is never read\.$/);
    expect(said('knob')).toMatch(/^Stops it for good:\d+ ms and loses lost:[\d,]+ pages\.$/);
    expect(said('merged')).toMatch(/^Not done after 3 s\. Expects to stop for .*, limit 300 ms\.$/);
    expect(said('8.1-auto')).toContain('dirty tracking”');
  });

  it('says when nothing was promised, when the limit was kept, and why QEMU does not start', () => {
    const tracked: Scenario = { ...guest, devices: [] };
    expect(saidOf(tracked)).toMatch(/^Stops the guest for good:.* Limit 300 ms\.$/);
    expect(saidOf({ ...tracked, sla: 'none' })).toContain('No limit was promised.');
    const onlyMigratable = { ...guest, qemu: { ...guest.qemu, onlyMigratable: true } };
    expect(saidOf(onlyMigratable)).toMatch(/^QEMU does not start\. “.*only-migratable/);
    const stopped = { ...tracked, guest: { ...tracked.guest, stoppedBeforeMigrate: true } };
    expect(saidOf(stopped)).toMatch(/^Done in /);
    const cancelled: Scenario = { ...tracked, actions: [{ atMs: 50, execute: 'migrate_cancel' }] };
    expect(saidOf(cancelled)).toMatch(/^Cancelled/);
  });

  const said = (id: string) => saidOf(openingVariants(guest).find((variant) => variant.id === id)!.scenario);
});

it('the shared scales hold every run, but cut off one that never ends', () => {
  const run = (status: string, endMs: number, bytes: number) =>
    ({ endMs, timeline: { curve: { remainingBytes: [bytes, 0] }, outcome: { status } } }) as never;
  expect(sharedScales([run('completed', 100, 5), run('refused', 0, 9)])).toEqual({
    maxBytes: 9,
    toMs: 100,
    isCut: false,
  });
  expect(sharedScales([run('completed', 100, 5), run('not-converged', 9000, 5)])).toEqual({
    maxBytes: 5,
    toMs: 300,
    isCut: true,
  });
  expect(sharedScales([run('not-converged', 9000, 5)]).toMs).toBe(9000);
});

describe('what a release changes', () => {
  it('has plain words for every flag of the table of releases', () => {
    const flags = Object.keys(RELEASES['7.0']).filter((flag) => flag !== 'name');
    expect(flags.filter((flag) => flagWords(flag) === flag)).toEqual([]);
  });

  it('is put down to one flag, any of several, several together, or none', () => {
    expect(causeWords({ by: 'alone', flags: ['viommu'] })).toBe('by a vIOMMU beside VFIO devices');
    expect(causeWords({ by: 'alone', flags: ['viommu', 'switchoverAck'] })).toMatch(/^by any of: /);
    expect(causeWords({ by: 'together', flags: ['viommu', 'switchoverAck'] })).toMatch(/^by these together: /);
    expect(causeWords({ by: 'none', flags: [] })).toMatch(/^by none/);
  });
});

/** Good, bad and lost numbers with their kind before them. */
function saidOf(scenario: Scenario): string {
  const timeline = simulate(scenario).timeline();
  const row = outcomeRow({ id: 'v', title: 'v', note: '', scenario }, timeline);
  return shortVerdict(row, timeline, scenario)
    .map(({ text, kind }) => {
      if (kind === 'quoted') return ` “${text}”`;
      return kind === 'good' || kind === 'bad' || kind === 'lost' ? `${kind}:${text}` : text;
    })
    .join('');
}

const withLimit = (scenario: Scenario, limit: number): Scenario => ({
  ...scenario,
  parameters: { ...scenario.parameters, 'downtime-limit': limit },
});
