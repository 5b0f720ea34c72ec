import { describe, expect, it } from 'vitest';
import { capabilitiesWith } from '../devices.testing.ts';
import { forScenarios } from '../drawn.testing.ts';
import { GOLDEN_TRACES } from '../golden-traces.ts';
import type { Instant, MigrationStatus } from '../record.ts';
import { instantsOf, untrackedUnder } from '../run-log.testing.ts';
import type { Action, Scenario } from '../scenario.ts';
import { Simulation } from '../simulation.ts';

/** Sheet 7.1, the example of an active migration. */
const RAM = [
  'dirty-pages-rate',
  'dirty-sync-count',
  'dirty-sync-missed-zero-copy',
  'downtime-bytes',
  'duplicate',
  'mbps',
  'multifd-bytes',
  'normal',
  'normal-bytes',
  'page-size',
  'pages-per-second',
  'postcopy-bytes',
  'postcopy-requests',
  'precopy-bytes',
  'remaining',
  'skipped',
  'total',
  'transferred',
];
const RUNNING = ['expected-downtime', 'ram', 'setup-time', 'status', 'total-time'];
const FIELDS: Partial<Record<MigrationStatus, readonly string[]>> = {
  none: [],
  setup: ['status'],
  active: RUNNING,
  'pre-switchover': RUNNING,
  device: RUNNING,
  cancelling: RUNNING,
  cancelled: ['status'],
  failed: ['error-desc', 'status'],
  completed: ['downtime', 'ram', 'setup-time', 'status', 'total-time'],
};

const { scenario } = GOLDEN_TRACES[0]!;
/** The first golden trace with these changes, at `ms`. */
function at(ms: number, changes: Partial<Scenario> = {}): Instant {
  const simulation = new Simulation({ ...scenario, ...changes });
  simulation.advanceTo(ms);
  return simulation.instant();
}
const ramOf = ({ queryMigrate }: Instant) => queryMigrate.ram as Record<string, number>;
const pausing = { capabilities: capabilitiesWith({ 'pause-before-switchover': true }) };

describe('query-migrate', () => {
  it('shows the throttle while the guest is slowed, and not before or after', () => {
    const { scenario: slowed } = GOLDEN_TRACES.find(({ name }) => name === 'G9')!;
    const cancelled: Action[] = [{ atMs: 30_000, execute: 'migrate_cancel' }];
    const simulation = new Simulation({ ...slowed, actions: cancelled });
    simulation.runToEnd();
    const [first] = simulation.timeline().throttle;
    expect(simulation.instant().queryMigrate).not.toHaveProperty('cpu-throttle-percentage');
    simulation.seek(first!.atMs - 1);
    expect(simulation.instant().queryMigrate).not.toHaveProperty('cpu-throttle-percentage');
    simulation.seek(first!.atMs + 1);
    expect(simulation.instant().queryMigrate['cpu-throttle-percentage']).toBe(20);
    expect(simulation.instant().infoMigrate).toContain('cpu throttle percentage: 20');
  });

  it('has the fields of its status and no other, at any instant of any run', () => {
    forScenarios((drawn) => {
      for (const simulation of instantsOf(drawn, 8)) {
        const { status, queryMigrate } = simulation.instant();
        const vfio = drawn.devices.length > 0 && (FIELDS[status] ?? []).includes('ram') ? ['vfio'] : [];
        const fields = simulation.timeline().outcome?.status === 'refused' ? ['blocked-reasons'] : FIELDS[status]!;
        expect(Object.keys(queryMigrate).toSorted()).toEqual([...fields, ...vfio].toSorted());
        if (queryMigrate.ram) expect(Object.keys(queryMigrate.ram).toSorted()).toEqual(RAM);
      }
    }, 40);
  });

  it('reads as real QEMU did 259 ms into the first golden trace', () => {
    const { queryMigrate } = at(259);
    expect(queryMigrate).toMatchObject({ status: 'active', 'total-time': 259, 'expected-downtime': 300 });
    expect(queryMigrate.ram).toEqual({
      total: 134_750_208,
      'postcopy-requests': 0,
      'dirty-sync-count': 1,
      'multifd-bytes': 0,
      'pages-per-second': 32_710,
      'downtime-bytes': 0,
      'page-size': 4096,
      remaining: 93_646_848,
      'postcopy-bytes': 0,
      mbps: 1073.93616,
      transferred: 40_270_486,
      'dirty-sync-missed-zero-copy': 0,
      'precopy-bytes': 40_270_486,
      duplicate: 223,
      'dirty-pages-rate': 0,
      skipped: 0,
      'normal-bytes': 40_189_952,
      normal: 9812,
    });
  });

  it('when completed has nothing remaining, the downtime, and the speed of the whole migration', () => {
    const instant = at(Infinity);
    expect(instant.queryMigrate).toMatchObject({
      status: 'completed',
      downtime: 0,
      'total-time': 500,
      'setup-time': 0,
    });
    expect(instant.queryMigrate).not.toHaveProperty('expected-downtime');
    expect(ramOf(instant)).toMatchObject({ remaining: 0, 'dirty-pages-rate': 0, 'downtime-bytes': 4111 });
    expect(ramOf(instant).mbps).toBeCloseTo((instant.counters.streamBytes * 8) / 500 / 1000, 9);
  });

  it('says pre-switchover while it waits for migrate-continue, and device after it', () => {
    expect(at(1000, pausing).queryMigrate.status).toBe('pre-switchover');
    const actions: Action[] = [{ atMs: 900, execute: 'migrate-continue' }];
    const done = at(Infinity, { ...pausing, actions });
    expect(done.queryMigrate).toMatchObject({ status: 'completed', downtime: 400, 'total-time': 900 });
  });

  it('after a broken channel says why, and after a cancel nothing but that', () => {
    const broken = at(Infinity, { actions: [{ atMs: 250, fault: 'channel-error' }] });
    expect(broken.queryMigrate).toEqual({
      status: 'failed',
      'error-desc': 'Unable to write to socket: Broken pipe',
    });
    const cancelled = at(Infinity, { actions: [{ atMs: 250, execute: 'migrate_cancel' }] });
    expect(cancelled.queryMigrate).toEqual({ status: 'cancelled' });
  });

  it('never migrated and blocked, gives the reasons alone', () => {
    const blocked = at(0, untrackedUnder(scenario, 'blocker'));
    expect(blocked.queryMigrate).toEqual({ 'blocked-reasons': ["VFIO device doesn't support migration"] });
  });

  it('counts the data of a device once it has been sent', () => {
    const device = untrackedUnder(scenario, 'knob').devices[0]!;
    const changes = { ...untrackedUnder(scenario, 'knob'), devices: [{ ...device, stopCopyBytes: 5000 }] };
    expect(at(300, changes).queryMigrate.vfio).toEqual({ transferred: 0 });
    expect(at(Infinity, changes).queryMigrate.vfio).toEqual({ transferred: 5000 });
  });
});
