import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete } from './completion.ts';
import { type Answer, answer, type MonitorMoment, type MonitorSession, newSession, qmpCommandNames } from './qmp.ts';
import { capabilityNames } from './qmp-capabilities.ts';
import { parameterNames } from './qmp-parameters.ts';

const RELEASES = ['7.0', '7.1', '7.2', '8.0', '8.1', '8.2', '9.0', '9.1', '9.2', '10.0', '10.1'];
const open = (release = '7.2'): MonitorSession => ({ ...newSession(release), isNegotiated: true });
const idle: MonitorMoment = {
  status: 'none',
  runState: 'running',
  queryMigrate: {},
  infoMigrate: 'globals:',
  admission: { error: null },
};
const active: MonitorMoment = { ...idle, status: 'active', queryMigrate: { status: 'active' } };

interface Given {
  readonly session?: MonitorSession;
  readonly moment?: MonitorMoment;
}
const give = (execute: string, given?: object, { session = open(), moment = idle }: Given = {}): Answer =>
  answer(session, moment, JSON.stringify({ execute, ...(given && { arguments: given }) }));
const errorOf = ({ reply }: Answer) => (reply && 'error' in reply ? reply.error : null);
const returned = ({ reply }: Answer) => (reply && 'return' in reply ? reply.return : null);
const refused = (answered: Answer): string | undefined => {
  expect(answered.change).toBe(null);
  expect(errorOf(answered)?.class).toBe('GenericError');
  return errorOf(answered)?.desc;
};
const setting = (parameters: object, given?: Given) => give('migrate-set-parameters', parameters, given);
const capability = (name: string, state: unknown = true) => ({ capabilities: [{ capability: name, state }] });

describe('the errors that were recorded', () => {
  it.each([
    [
      { 'downtime-limit': 2_000_001 },
      "Parameter 'downtime_limit' expects an integer in the range of 0 to (2000 * 1000) ms",
    ],
    [{ 'downtime-limit': -1 }, "Parameter 'downtime_limit' expects an integer in the range of 0 to (2000 * 1000) ms"],
    [{ 'cpu-throttle-initial': 0 }, "Parameter 'cpu_throttle_initial' expects an integer in the range of 1 to 99"],
    [
      { 'cpu-throttle-increment': 100 },
      "Parameter 'cpu_throttle_increment' expects an integer in the range of 1 to 99",
    ],
    [
      { 'max-cpu-throttle': 5 },
      "Parameter 'max_cpu_throttle' expects an integer in the range of cpu_throttle_initial to 99",
    ],
    [
      { 'xbzrle-cache-size': 5000 },
      "Parameter 'xbzrle_cache_size' expects a power of two no less than the target page size",
    ],
    [{ 'multifd-channels': 0 }, "Parameter 'multifd_channels' expects a value between 1 and 255"],
    [{ 'max-bandwidth': '1M' }, "Parameter 'max-bandwidth' expects uint64"],
    [{ nonsense: 1 }, "Parameter 'nonsense' is unexpected"],
  ])('of %o', (parameters, desc) => {
    expect(refused(setting(parameters))).toBe(desc);
    expect(setting(parameters).session).toEqual(open());
  });

  it('of capabilities', () => {
    expect(refused(give('migrate-set-capabilities', capability('nonsense')))).toBe(
      "Parameter 'capability' does not accept value 'nonsense'",
    );
    expect(refused(give('migrate-set-capabilities', capability('events'), { moment: active }))).toBe(
      "There's a migration process in progress",
    );
  });

  it('of migrate', () => {
    const uri = { uri: 'tcp:host:4444' };
    expect(refused(give('migrate'))).toBe("Parameter 'uri' is missing");
    expect(refused(give('migrate', { uri: 'nonsense' }))).toBe("Parameter 'uri' expects a valid migration protocol");
    expect(refused(give('migrate', uri, { moment: active }))).toBe("There's a migration process in progress");
    expect(refused(give('migrate', uri, { moment: { ...idle, status: 'completed', runState: 'postmigrate' } }))).toBe(
      "Can't migrate the vm that was paused due to previous migration",
    );
    const blocked = { ...idle, admission: { error: "VFIO device doesn't support migration" } };
    expect(refused(give('migrate', uri, { moment: blocked }))).toBe("VFIO device doesn't support migration");
    const nvme = { ...open(), nonMigratableDevice: '0000:00:02.0/nvme' };
    expect(refused(give('migrate', uri, { session: nvme }))).toBe(
      "State blocked by non-migratable device '0000:00:02.0/nvme'",
    );
    expect(returned(give('query-migrate', undefined, { session: nvme }))).toEqual({
      'blocked-reasons': ['non-migratable device: 0000:00:02.0/nvme'],
    });
  });

  it('of the commands during a migration', () => {
    expect(refused(give('migrate-start-postcopy', undefined, { moment: active }))).toBe(
      'Enable postcopy with migrate_set_capability before the start of migration',
    );
    expect(refused(give('migrate-continue', { state: 'pre-switchover' }, { moment: active }))).toBe(
      'Migration not in expected state: active',
    );
    const last = { ...active, runState: 'finish-migrate' } as const;
    expect(refused(give('cont', undefined, { moment: last }))).toBe('Migration is not finalized yet');
  });

  it('of what is no command', () => {
    expect(errorOf(give('nonsense'))).toEqual({
      class: 'CommandNotFound',
      desc: 'The command nonsense has not been found',
    });
    expect(errorOf(give('query-migrate', undefined, { session: newSession('7.2') }))).toEqual({
      class: 'CommandNotFound',
      desc: "Expecting capabilities negotiation with 'qmp_capabilities'",
    });
    expect(errorOf(answer(open(), idle, '{"execute":'))?.desc).toMatch(/^JSON parse error/);
    expect(errorOf(answer(open(), idle, '[]'))?.desc).toBe('QMP input must be a JSON object');
    expect(errorOf(answer(open(), idle, '{"nonsense": 1}'))?.desc).toBe("QMP input member 'nonsense' is unexpected");
    expect(errorOf(answer(open(), idle, '{}'))?.desc).toBe("QMP input lacks member 'execute'");
  });
});

describe('errors by type', () => {
  it.each([
    [{ 'cpu-throttle-tailslow': 1 }, "Invalid parameter type for 'cpu-throttle-tailslow', expected: boolean"],
    [{ 'tls-creds': 1 }, "Invalid parameter type for 'tls-creds', expected: string"],
    [{ 'multifd-channels': 256 }, "Parameter 'multifd-channels' expects uint8_t"],
    [{ 'downtime-limit': 1.5 }, "Parameter 'downtime-limit' expects uint64"],
    [{ 'multifd-compression': 'nonsense' }, "Parameter 'multifd-compression' does not accept value 'nonsense'"],
    // The known members are read first, then those that are left over.
    [{ nonsense: 1, 'max-bandwidth': 'x' }, "Parameter 'max-bandwidth' expects uint64"],
    // Of several values out of range QEMU names the one that it checks first.
    [
      { 'multifd-channels': 0, 'downtime-limit': -1 },
      "Parameter 'downtime_limit' expects an integer in the range of 0 to (2000 * 1000) ms",
    ],
  ])('of %o', (parameters, desc) => {
    expect(refused(setting(parameters))).toBe(desc);
  });

  it('of capabilities name the place in the list', () => {
    const given = (capabilities: unknown) => refused(give('migrate-set-capabilities', { capabilities }));
    expect(given(true)).toBe("Invalid parameter type for 'capabilities', expected: array");
    expect(given([1])).toBe("Invalid parameter type for 'capabilities[0]', expected: object");
    expect(given([{ capability: 'events' }])).toBe("Parameter 'capabilities[0].state' is missing");
    expect(refused(give('migrate-set-capabilities', capability('events', 1)))).toBe(
      "Invalid parameter type for 'capabilities[0].state', expected: boolean",
    );
    expect(refused(give('migrate-set-capabilities'))).toBe("Parameter 'capabilities' is missing");
  });
});

describe('parameters', () => {
  it('of a new 7.2 are those that were recorded', () => {
    expect(returned(give('query-migrate-parameters'))).toEqual({
      'announce-initial': 50,
      'announce-max': 550,
      'announce-rounds': 5,
      'announce-step': 100,
      'block-incremental': false,
      'compress-level': 1,
      'compress-threads': 8,
      'compress-wait-thread': true,
      'cpu-throttle-increment': 10,
      'cpu-throttle-initial': 20,
      'cpu-throttle-tailslow': false,
      'decompress-threads': 2,
      'downtime-limit': 300,
      'max-bandwidth': 134_217_728,
      'max-cpu-throttle': 99,
      'max-postcopy-bandwidth': 0,
      'multifd-channels': 2,
      'multifd-compression': 'none',
      'multifd-zlib-level': 1,
      'multifd-zstd-level': 1,
      'throttle-trigger-threshold': 50,
      'tls-authz': '',
      'tls-creds': '',
      'tls-hostname': '',
      'x-checkpoint-delay': 20_000,
      'xbzrle-cache-size': 67_108_864,
    });
  });

  it('come and go with the releases', () => {
    const isKnown = (name: string, release: string) => parameterNames(release).includes(name);
    expect(RELEASES.filter((release) => isKnown('avail-switchover-bandwidth', release))[0]).toBe('8.2');
    expect(RELEASES.filter((release) => isKnown('vcpu-dirty-limit', release))[0]).toBe('8.1');
    expect(RELEASES.filter((release) => isKnown('block-incremental', release)).at(-1)).toBe('9.0');
    const at = (release: string) => setting({ 'avail-switchover-bandwidth': 1 }, { session: open(release) });
    expect(refused(at('8.1'))).toBe("Parameter 'avail-switchover-bandwidth' is unexpected");
    expect(errorOf(at('10.1'))).toBe(null);
  });

  it('that the engine simulates become a change of a run that is under way, several in one', () => {
    const given = { 'downtime-limit': 1000, 'max-bandwidth': 0, 'multifd-channels': 4 };
    const answered = setting(given, { moment: active });
    expect(answered.change).toEqual({
      execute: 'migrate-set-parameters',
      arguments: { 'downtime-limit': 1000, 'max-bandwidth': 0 },
    });
    expect(answered.notes).toEqual([expect.stringContaining('multifd-channels')]);
    expect(returned(give('query-migrate-parameters', undefined, { session: answered.session }))).toMatchObject(given);
    expect(setting(given).change).toBe(null);
    expect(setting(given, { moment: { ...active, status: 'completed' } }).change).toBe(null);
  });

  it('a negative bandwidth is taken, as no limit', () => {
    const answered = setting({ 'max-bandwidth': -1 }, { moment: active });
    expect(answered.change).toEqual({ execute: 'migrate-set-parameters', arguments: { 'max-bandwidth': 0 } });
    expect(answered.notes).toHaveLength(1);
  });
});

describe('capabilities', () => {
  it('come and go with the releases, all off', () => {
    expect(capabilityNames('7.2')).toHaveLength(21);
    expect(capabilityNames('7.0')).not.toContain('postcopy-preempt');
    expect(capabilityNames('8.1')).toContain('switchover-ack');
    expect(capabilityNames('9.1')).not.toContain('compress');
    const listed = returned(give('query-migrate-capabilities')) as { capability: string; state: boolean }[];
    expect(listed.map(({ capability: name }) => name)).toEqual(capabilityNames('7.2'));
    expect(listed.some(({ state }) => state)).toBe(false);
  });

  it('are kept for the next query, and switchover-ack asks for a return path', () => {
    const { session } = give('migrate-set-capabilities', capability('return-path'));
    expect(session.capabilities['return-path']).toBe(true);
    const given = { capabilities: [{ capability: 'switchover-ack', state: true }] };
    const session81 = open('8.1');
    expect(refused(give('migrate-set-capabilities', given, { session: session81 }))).toBe(
      "Capability 'switchover-ack' requires capability 'return-path'",
    );
  });

  it('take dirty-limit only without auto-converge and with a dirty ring', () => {
    const session = { ...open('8.1'), dirtyRingSize: 4096 };
    const given = capability('dirty-limit');
    expect(give('migrate-set-capabilities', given, { session }).session.capabilities['dirty-limit']).toBe(true);
    const slowed = { ...session, capabilities: { ...session.capabilities, 'auto-converge': true } };
    expect(refused(give('migrate-set-capabilities', given, { session: slowed }))).toBe(
      'dirty-limit conflicts with auto-converge either of then available currently',
    );
    expect(refused(give('migrate-set-capabilities', given, { session: open('8.1') }))).toBe(
      "dirty-limit requires KVM with accelerator property 'dirty-ring-size' set",
    );
  });

  it('go with post-copy as far as the release lets them', () => {
    const on = (release: string, ...names: string[]) => {
      const given = { capabilities: names.map((capability) => ({ capability, state: true })) };
      return give('migrate-set-capabilities', given, { session: open(release) });
    };
    const both = (release: string) => on(release, 'postcopy-ram', 'multifd');
    expect(refused(both('8.1'))).toBe('Postcopy is not yet compatible with multifd');
    expect(refused(both('10.0'))).toBe('Postcopy is not yet compatible with multifd');
    for (const release of ['7.0', '8.0', '10.1'] as const)
      expect(both(release).session.capabilities).toMatchObject({ 'postcopy-ram': true, multifd: true });
    expect(refused(on('7.2', 'postcopy-ram', 'x-ignore-shared'))).toBe('Postcopy is not compatible with ignore-shared');
    expect(refused(on('7.2', 'postcopy-preempt'))).toBe('Postcopy preempt requires postcopy-ram');
    expect(refused(on('7.2', 'postcopy-ram', 'postcopy-preempt', 'compress'))).toBe(
      'Postcopy preempt not compatible with compress',
    );
    expect(on('7.2', 'postcopy-ram', 'compress').session.capabilities.compress).toBe(true);
    expect(refused(on('7.2', 'multifd', 'compress'))).toBe('Multifd is not compatible with compress');
  });

  it('are not changed while a migration runs: auto-converge cannot be switched on midway', () => {
    expect(refused(give('migrate-set-capabilities', capability('auto-converge'), { moment: active }))).toBe(
      "There's a migration process in progress",
    );
  });

  it('leave the throttle’s parameters to be set while it runs', () => {
    const given = { 'cpu-throttle-increment': 40, 'max-cpu-throttle': 60, 'cpu-throttle-tailslow': true };
    expect(give('migrate-set-parameters', given, { moment: active }).change).toEqual({
      execute: 'migrate-set-parameters',
      arguments: given,
    });
    expect(refused(give('migrate-set-parameters', { 'max-cpu-throttle': 19 }))).toBe(
      "Parameter 'max_cpu_throttle' expects an integer in the range of cpu_throttle_initial to 99",
    );
  });
});

describe('commands of a run', () => {
  it('cancel what runs, and nothing else', () => {
    expect(give('migrate_cancel', undefined, { moment: active }).change).toEqual({ execute: 'migrate_cancel' });
    const nothing = give('migrate_cancel');
    expect(nothing).toMatchObject({ reply: { return: {} }, change: null });
    expect(nothing.notes).toHaveLength(1);
  });

  it('continue where the migration waits', () => {
    const moment = { ...active, status: 'pre-switchover', runState: 'finish-migrate' } as const;
    expect(give('migrate-continue', { state: 'pre-switchover' }, { moment }).change).toEqual({
      execute: 'migrate-continue',
    });
  });

  it('stop and continue the guest', () => {
    expect(give('stop', undefined, { moment: active }).change).toEqual({ execute: 'stop' });
    expect(give('cont', undefined, { moment: active }).change).toBe(null);
    const paused = { ...active, runState: 'paused' } as const;
    expect(give('cont', undefined, { moment: paused }).change).toEqual({ execute: 'cont' });
    expect(returned(give('query-status', undefined, { moment: paused }))).toEqual({
      status: 'paused',
      singlestep: false,
      running: false,
    });
  });

  it('say when the simulation cannot know', () => {
    const over = { ...idle, status: 'cancelled' } as const;
    expect(give('migrate', { uri: 'tcp:host:1' }, { moment: over })).toMatchObject({ reply: null, change: null });
  });

  it('read the uri first from 8.2 on, in the words of that release', () => {
    const at = (release: string, given: object) =>
      refused(give('migrate', given, { session: open(release), moment: active }));
    expect(at('8.2', { uri: 'nonsense' })).toBe('unknown migration protocol: nonsense');
    expect(at('7.2', { uri: 'nonsense' })).toBe("There's a migration process in progress");
    expect(at('9.0', {})).toBe("need either 'uri' or 'channels' argument");
  });

  it('go through the human monitor too', () => {
    const human = (line: string, moment = active) =>
      give('human-monitor-command', { 'command-line': line }, { moment });
    expect(human('migrate_cancel')).toMatchObject({ reply: { return: '' }, change: { execute: 'migrate_cancel' } });
    expect(human('migrate_set_parameter max-bandwidth 32').change).toEqual({
      execute: 'migrate-set-parameters',
      arguments: { 'max-bandwidth': 32 * 2 ** 20 },
    });
    expect(returned(human('migrate_set_parameter downtime-limit 3000000'))).toBe(
      "Error: Parameter 'downtime_limit' expects an integer in the range of 0 to (2000 * 1000) ms\r\n",
    );
    expect(returned(human('info status'))).toBe('VM status: running\r\n');
    expect(returned(human('info status', { ...active, runState: 'finish-migrate' }))).toBe(
      'VM status: paused (finish-migrate)\r\n',
    );
    expect(returned(human('info migrate'))).toBe('globals:\r\n');
    expect(returned(human('nonsense'))).toBe("unknown command: 'nonsense'\r\n");
  });
});

it('sends an id back with a reply and with an error', () => {
  expect(answer(open(), idle, '{"execute": "query-migrate", "id": 7}').reply).toEqual({ return: {}, id: 7 });
  expect(answer(open(), idle, '{"execute": "nonsense", "id": {"a": 1}}').reply).toMatchObject({ id: { a: 1 } });
});

it('never throws, and a refusal changes nothing, whatever is typed', () => {
  const values = fc.oneof(fc.jsonValue(), fc.constantFrom(0, -1, 300, 2_000_001, '1M', true));
  const names = fc.constantFrom(...parameterNames('10.1'), 'uri', 'state', 'capabilities', 'command-line', 'nonsense');
  const commands = fc.constantFrom(...qmpCommandNames(), 'nonsense');
  const texts = fc.oneof(
    fc.string(),
    fc.record({ execute: commands, arguments: fc.dictionary(names, values) }).map((command) => JSON.stringify(command)),
  );
  fc.assert(
    fc.property(texts, fc.constantFrom(...RELEASES), fc.constantFrom(idle, active), (text, release, moment) => {
      const session = open(release);
      const answered = answer(session, moment, text);
      if (errorOf(answered)) expect(answered).toMatchObject({ session, change: null });
      if (moment === idle) expect(answered.change?.execute ?? 'migrate').toBe('migrate');
    }),
  );
});

describe('completion', () => {
  it.each([
    ['migrate_c', ['migrate_cancel', 'migrate_continue']],
    ['info s', ['status']],
    ['migrate_set_parameter down', ['downtime-limit']],
    ['migrate-set-parameters max-bandwidth=1 down', ['downtime-limit=']],
    ['migrate_set_capability pause', ['pause-before-switchover']],
    ['migrate_set_capability events ', ['off', 'on']],
    ['migrate-continue state=', ['pre-switchover']],
    ['{"execute": "query-migrate-p', ['query-migrate-parameters']],
    ['{"execute": "migrate-set-parameters", "arguments": {"downt', ['downtime-limit']],
    ['migrate_set_parameter avail', []],
  ])('of %s', (line, options) => {
    const completion = complete('7.2', line);
    expect(completion.options).toEqual(options);
    for (const option of options) expect(option.startsWith(line.slice(completion.from))).toBe(true);
  });

  it('knows the release', () => {
    expect(complete('8.2', 'migrate_set_parameter avail').options).toEqual(['avail-switchover-bandwidth']);
  });
});
