import { describe, expect, it } from 'vitest';
import { GOLDEN_TRACES } from '../golden-traces.ts';
import { untrackedUnder } from '../run-log.testing.ts';
import type { Scenario } from '../scenario.ts';
import { Simulation } from '../simulation.ts';
import { type KeptSetting, type TypedAnswer, typeLine } from './lab-monitor.ts';
import { typedCommand } from './typed-line.ts';

const { scenario } = GOLDEN_TRACES[0]!;
function typed(
  line: string,
  atMs = 250,
  changes: Partial<Scenario> = {},
  kept: readonly KeptSetting[] = [],
): TypedAnswer {
  const simulation = new Simulation({ ...scenario, ...changes });
  simulation.runToEnd();
  simulation.seek(atMs);
  return typeLine(simulation, line, kept);
}

describe('a line typed into the monitor of a run', () => {
  it('becomes an action at that instant, which gives the run that it promises', () => {
    const { action, command, reply, atMs } = typed('migrate_cancel');
    expect({ action, command, reply, atMs }).toEqual({
      action: { atMs: 250, execute: 'migrate_cancel' },
      command: '{"execute": "migrate_cancel"}',
      reply: '{"return": {}}',
      atMs: 250,
    });
    const run = new Simulation({ ...scenario, actions: [action!] });
    expect(run.runToEnd().status).toBe('cancelled');
  });

  it('finds what the managing tool has set until then, if it acts', () => {
    const management = (acts: boolean): Partial<Scenario> => ({
      management: { policy: 'proxmox', acts, settings: { startMs: 123 } },
    });
    expect(typed('query-migrate-parameters', 250, management(true)).reply).toContain('"downtime-limit": 123,');
    expect(typed('query-migrate-parameters', 250, management(false)).reply).toContain('"downtime-limit": 300,');
    const ovirt = (acts: boolean): Partial<Scenario> => ({
      management: { policy: 'ovirt-minimal-downtime', acts, settings: { startMs: 100 } },
    });
    const autoConverge = /"capability": "auto-converge",\s+"state": true/;
    expect(autoConverge.test(typed('query-migrate-capabilities', 250, ovirt(true)).reply)).toBe(true);
    expect(autoConverge.test(typed('query-migrate-capabilities', 250, ovirt(false)).reply)).toBe(false);
  });

  it('is refused in the words of QEMU, and then does nothing', () => {
    const answered = typed('migrate_set_parameter downtime-limit 3000000');
    expect(answered).toMatchObject({ action: null, isRefused: true, kept: [] });
    expect(answered.reply).toContain('an integer in the range of 0 to (2000 * 1000) ms');
  });

  it('sees the parameters of the scenario, of its actions until then, and those that are kept', () => {
    const actions = [
      { atMs: 100, execute: 'migrate-set-parameters', arguments: { 'downtime-limit': 111 } },
      { atMs: 400, execute: 'migrate-set-parameters', arguments: { 'downtime-limit': 444 } },
    ] as const;
    const { kept, action, notes } = typed('migrate_set_parameter multifd-channels 8', 250);
    expect(action).toBe(null);
    expect(notes[0]).toContain('multifd-channels');
    const parameters = (atMs: number) =>
      JSON.parse(typed('query-migrate-parameters', atMs, { actions }, kept).reply).return;
    expect(parameters(250)).toMatchObject({ 'downtime-limit': 111, 'multifd-channels': 8 });
    expect(parameters(50)).toMatchObject({
      'downtime-limit': scenario.parameters['downtime-limit'],
      'multifd-channels': 2,
    });
  });

  it('reads as the human monitor prints it', () => {
    expect(typed('info status').reply).toBe('VM status: running');
    expect(typed('info migrate').reply).toContain('\nMigration status: active\n');
    expect(JSON.parse(typed('query-migrate').reply).return).toMatchObject({ status: 'active', 'total-time': 250 });
  });

  it('of a migration that was refused meets the blocker', () => {
    const blocked = untrackedUnder(scenario, 'blocker');
    expect(typed('migrate uri=tcp:host:4444', 0, blocked).reply).toContain("VFIO device doesn't support migration");
    expect(typed('query-migrate', 0, blocked).reply).toContain('blocked-reasons');
  });

  it('of a guest that could not be started finds no monitor', () => {
    const { devices, qemu } = untrackedUnder(scenario, 'as-released');
    const answered = typed('query-status', 0, { devices, qemu: { ...qemu, onlyMigratable: true } });
    expect(answered).toMatchObject({ reply: '', isRefused: true, action: null });
    expect(answered.notes[0]).toContain('QEMU did not start');
  });

  it('where the simulation gives up changes nothing, and says so', () => {
    const answered = typed('migrate_cancel', Infinity, { horizonMs: 200 });
    expect(answered).toMatchObject({ action: null, isRefused: false, atMs: 200 });
    expect(answered.notes).toHaveLength(1);
  });

  it('after the end changes nothing', () => {
    const answered = typed('migrate_set_parameter downtime-limit 1', Infinity);
    expect(answered).toMatchObject({ action: null, isRefused: false });
    expect(typed('query-status', Infinity).reply).toContain('postmigrate');
    expect(typed('migrate tcp:host:4444', Infinity).reply).toContain("Can't migrate the vm");
  });
});

describe('a typed line means', () => {
  it.each([
    ['query-migrate', '{"execute": "query-migrate"}'],
    ['migrate-cancel', '{"execute": "migrate_cancel"}'],
    ['nonsense', '{"execute": "nonsense"}'],
    ['  {"execute": "stop"} ', '{"execute": "stop"}'],
    [
      'migrate-set-parameters downtime-limit=1000 tls-creds=none',
      '{"execute": "migrate-set-parameters", "arguments": {"downtime-limit": 1000, "tls-creds": "none"}}',
    ],
    [
      'migrate_set_parameter downtime-limit 1000',
      '{"execute": "migrate-set-parameters", "arguments": {"downtime-limit": 1000}}',
    ],
    [
      'migrate_set_parameter max-bandwidth 1G',
      '{"execute": "migrate-set-parameters", "arguments": {"max-bandwidth": 1073741824}}',
    ],
    ['migrate_continue', '{"execute": "migrate-continue", "arguments": {"state": "pre-switchover"}}'],
    [
      'migrate_set_capability events on',
      '{"execute": "migrate-set-capabilities", "arguments": {"capabilities": [{"capability": "events", "state": true}]}}',
    ],
    ['migrate -d tcp:host:4444', '{"execute": "migrate", "arguments": {"uri": "tcp:host:4444"}}'],
    ['migrate', '{"execute": "migrate"}'],
    ['c', '{"execute": "cont"}'],
    ['info migrate', '{"execute": "human-monitor-command", "arguments": {"command-line": "info migrate"}}'],
  ])('%s', (line, command) => {
    expect(typedCommand(line)).toEqual({ command });
  });

  it.each([
    ['query-migrate now', 'Write query-migrate with name=value, not now.'],
    ['migrate_set_parameter', 'migrate_set_parameter: parameter is missing'],
    ['migrate_set_parameter downtime-limit 1x', 'invalid value for downtime-limit: 1x'],
  ])('nothing: %s', (line, fault) => {
    expect(typedCommand(line)).toEqual({ fault });
  });
});
