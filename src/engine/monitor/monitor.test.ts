import { describe, expect, it } from 'vitest';
import { GOLDEN_TRACES } from '../golden-traces.ts';
import type { MigrationStatus } from '../record.ts';
import type { Scenario } from '../scenario.ts';
import { Simulation, simulate } from '../simulation.ts';

const scenario = GOLDEN_TRACES[0]!.scenario;
const replyAt = (of: Scenario, ms: number) => {
  const simulation = new Simulation(of);
  simulation.advanceTo(ms);
  return simulation.instant();
};

/** Semantics sheet 7.1: the fields of an observed reply. */
const RAM = [
  'total',
  'postcopy-requests',
  'dirty-sync-count',
  'multifd-bytes',
  'pages-per-second',
  'downtime-bytes',
  'page-size',
  'remaining',
  'postcopy-bytes',
  'mbps',
  'transferred',
  'dirty-sync-missed-zero-copy',
  'precopy-bytes',
  'duplicate',
  'dirty-pages-rate',
  'skipped',
  'normal-bytes',
  'normal',
].toSorted();

describe('query-migrate', () => {
  it('while active has the fields that QEMU 7.2 shows, and the values of the sheet’s example', () => {
    const { queryMigrate } = replyAt(scenario, 259);
    expect(Object.keys(queryMigrate).toSorted()).toEqual([
      'expected-downtime',
      'ram',
      'setup-time',
      'status',
      'total-time',
    ]);
    const ram = queryMigrate.ram as Record<string, number>;
    expect(Object.keys(ram).toSorted()).toEqual(RAM);
    expect(queryMigrate).toMatchObject({ status: 'active', 'expected-downtime': 300, 'total-time': 259 });
    expect(ram).toMatchObject({
      total: 134_750_208,
      'dirty-sync-count': 1,
      'pages-per-second': 32_710,
      remaining: 93_646_848,
      transferred: 40_270_486,
      'precopy-bytes': 40_270_486,
      duplicate: 223,
      'normal-bytes': 40_189_952,
      normal: 9812,
    });
    expect(ram.mbps).toBeCloseTo(1073.93616, 5);
  });

  it('when completed has a downtime and no expectation of one', () => {
    const { queryMigrate } = simulate(scenario).instant();
    expect(Object.keys(queryMigrate).toSorted()).toEqual(['downtime', 'ram', 'setup-time', 'status', 'total-time']);
    expect(queryMigrate.ram).toMatchObject({ remaining: 0, 'dirty-pages-rate': 0 });
  });

  it.each<[MigrationStatus, Scenario['actions'], object]>([
    ['cancelled', [{ atMs: 150, execute: 'migrate_cancel' }], { status: 'cancelled' }],
    [
      'failed',
      [{ atMs: 150, fault: 'channel-error' }],
      { status: 'failed', 'error-desc': 'Unable to write to socket: Broken pipe' },
    ],
  ])('when %s has nothing else', (_, actions, reply) => {
    expect(simulate({ ...scenario, actions }).instant().queryMigrate).toEqual(reply);
  });
});

describe('info migrate', () => {
  it('prints what the reply holds, in kbytes', () => {
    const text = replyAt(scenario, 259).infoMigrate;
    for (const line of [
      'Migration status: active',
      'total time: 259 ms',
      'remaining ram: 91452 kbytes',
      'normal: 9812 pages',
    ])
      expect(text.split('\n')).toContain(line);
  });
});

describe('a decision in words', () => {
  const simulation = simulate(scenario);
  const { decisions } = simulation.timeline();

  it('lists C0 to C14 in order, and exactly one decisive check', () => {
    decisions.forEach((_, i) => {
      const { checks } = simulation.explain(i);
      expect(checks.map(({ id }) => id)).toEqual(Array.from({ length: 15 }, (__, n) => `C${n}`));
      expect(checks.filter(({ decisive }) => decisive)).toHaveLength(1);
    });
  });

  it('says why the guest may stop', () => {
    const { title, checks } = simulation.explain(decisions.length - 1);
    expect(title).toBe('Stop the guest');
    expect(checks.find(({ id }) => id === 'C11')).toMatchObject({ answer: true, evaluated: true, operator: '<' });
    expect(checks.find(({ id }) => id === 'C13')).toMatchObject({ evaluated: false });
  });

  it('refuses a number that no decision has', () => {
    expect(() => simulation.explain(decisions.length)).toThrow(RangeError);
  });
});
