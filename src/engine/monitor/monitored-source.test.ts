import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { capabilitiesWith, NO_POSTCOPY, PLAIN_HOSTING, parametersOf } from '../devices.testing.ts';
import type { Scenario } from '../scenario.ts';
import { MonitoredSource, type Sent } from './monitored-source.ts';

/*
 * Sessions that a tool had with the monitor of a real QEMU 7.2.22 (`transcripts/`), given again to the simulated one: the
 * same commands at the same times. The recordings lack the lines that read guest memory, and most polls without news.
 */

interface Line {
  readonly tMs: number;
  readonly dir: 'in' | 'out';
  readonly msg: Record<string, unknown>;
}
type Message = Readonly<Record<string, unknown>>;

/** The guest of the recordings: a page of its own counters, page tables, and the pages that it writes. */
function machine(ramBytes: number, toPage: number, workload: Scenario['guest']['workloads'][number]): Scenario {
  return {
    format: 2,
    name: '',
    seed: 1,
    guest: {
      ramBytes,
      firmware: 'small-bios',
      stoppedBeforeMigrate: false,
      ...PLAIN_HOSTING,
      nonzeroRanges: [
        { fromPage: 9, toPage: 10 },
        { fromPage: 16, toPage: 22 },
        { fromPage: 2048, toPage },
      ],
      workloads: [
        { kind: 'sequential', region: { startPage: 9, pages: 1 }, writesPerSecond: 1000, startIndex: 0 },
        workload,
      ],
    },
    link: { kind: 'wire', bytesPerSecond: null },
    host: 'recorded',
    pageCpuNs: 0,
    sendCores: 4,
    extraSyncMsPerGib: 0,
    devices: [],
    qemu: {
      release: '7.2',
      untrackedRule: 'as-released',
      viommu: false,
      onlyMigratable: false,
      allowRestricted: false,
      bandwidthSource: 'measured',
      'x-clear-bitmap-shift': 18,
    },
    postcopy: NO_POSTCOPY,
    sla: 'downtime-limit',
    parameters: parametersOf(300, 134_217_728),
    capabilities: capabilitiesWith(),
    actions: [],
    horizonMs: 600_000,
  };
}
const converging = machine(128 * 2 ** 20, 29_465, {
  kind: 'sequential',
  region: { startPage: 2048, pages: 12_000 },
  writesPerSecond: 3002.6,
  startIndex: 4562,
});
const cancelled = machine(256 * 2 ** 20, 58_956, {
  kind: 'uniform',
  region: { startPage: 2048, pages: 20_000 },
  writesPerSecond: 5003,
});

describe.each([
  ['converging', converging, null],
  ['cancelled', cancelled, null],
  ['refused', { ...converging, guest: { ...converging.guest, workloads: [] } }, '0000:00:02.0/nvme'],
] as const)('the recorded session %s, given again', (name, scenario, nonMigratableDevice) => {
  const lines = readFileSync(new URL(`./transcripts/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const source = new MonitoredSource(scenario, nonMigratableDevice);
  const sent: Sent[] = [source.greeting()];
  const commands = lines.filter(({ dir }) => dir === 'out');
  for (const { tMs, msg } of commands) sent.push(...source.receive(tMs, JSON.stringify(msg)));
  const recorded = lines.filter(({ dir }) => dir === 'in').map(({ msg }) => msg);
  const simulated = sent.map(({ message }) => message);
  const replies = pairs(recorded.filter(isReply), simulated.filter(isReply), commands);

  it('is answered once a command, with fields of the same names and types', () => {
    expect(simulated.filter(isReply)).toHaveLength(commands.length + 1);
    for (const { command, real, ours } of replies) expect(shapeOf(ours), command).toEqual(shapeOf(real));
  });

  it('has the same values, but for those of the host and of its clock', () => {
    for (const { command, real, ours } of replies) {
      const skipped = isAtSync(real, recorded) ? [...OF_THE_HOST, ...OF_THE_SYNC] : OF_THE_HOST;
      expect(without(ours, skipped), command).toEqual(without(real, skipped));
    }
  });

  it('has the same events with the same data, in the same order', () => {
    const eventsOf = (messages: readonly Message[]) =>
      messages.filter(isEvent).map(({ event, data }) => ({ event, data }));
    expect(eventsOf(simulated)).toEqual(eventsOf(recorded));
    for (const event of simulated.filter(isEvent))
      expect(shapeOf(event.timestamp)).toEqual({ seconds: 'number', microseconds: 'number' });
  });

  it('counts whole pages, and comes close in what depends on the speed of the machine', () => {
    for (const { real, ours } of replies) {
      const [realRam, ram] = [ramOf(real), ramOf(ours)];
      if (!realRam || !ram) continue;
      expect(ram['normal-bytes']).toBe(4096 * ram.normal!);
      expect(ram.transferred).toBe(ram['precopy-bytes']! + ram['downtime-bytes']!);
      expect(Math.abs(ram.transferred! - realRam.transferred!)).toBeLessThan(2 * 3_355_443);
    }
  });
});

/** A session of our own: every command that changes a run, with its answer and the events that it brings. */
describe('a monitored source', () => {
  const source = (release: '7.2' | '10.1' = '7.2') => {
    const qemu = new MonitoredSource({ ...converging, qemu: { ...converging.qemu, release } });
    const give = (atMs: number, execute: string, given?: object) =>
      qemu
        .receive(atMs, JSON.stringify({ execute, ...(given && { arguments: given }) }))
        .map(({ message: { event, data, error, ...reply } }) => {
          const detail = Object.values((data ?? {}) as object)[0];
          if (event) return detail === undefined ? event : `${event} ${detail}`;
          return error ? (error as { desc: string }).desc : reply.return;
        });
    give(0, 'qmp_capabilities');
    const on = (capability: string) => ({ capability, state: true });
    give(1, 'migrate-set-capabilities', { capabilities: [on('events'), on('pause-before-switchover')] });
    return give;
  };

  it('waits in pre-switchover until it is told to continue', () => {
    const give = source();
    expect(give(10, 'migrate', { uri: 'tcp:host:4444' })).toEqual(['MIGRATION setup', {}]);
    const seen = give(60_000, 'query-status');
    expect(seen.slice(-3)).toEqual([
      'STOP',
      'MIGRATION pre-switchover',
      { status: 'finish-migrate', singlestep: false, running: false },
    ]);
    expect(give(60_001, 'cont')).toEqual(['Migration is not finalized yet']);
    expect(give(60_002, 'migrate-continue', { state: 'active' })).toEqual([
      'Migration not in expected state: pre-switchover',
    ]);
    expect(give(60_003, 'migrate-continue', { state: 'pre-switchover' })[0]).toBe('MIGRATION device');
    expect(give(61_000, 'query-status').slice(-2)).toEqual([
      'MIGRATION completed',
      { status: 'postmigrate', singlestep: false, running: false },
    ]);
    expect(give(62_000, 'migrate', { uri: 'tcp:host:4444' })).toEqual([
      "Can't migrate the vm that was paused due to previous migration",
    ]);
  });

  it('stops and continues the guest while it migrates', () => {
    const give = source('10.1');
    give(10, 'migrate', { uri: 'tcp:host:4444' });
    expect(give(200, 'stop').slice(-2)).toEqual(['STOP', {}]);
    expect(give(300, 'query-status')).toEqual([{ status: 'paused', running: false }]);
    expect(give(350, 'cont')).toEqual(['RESUME', {}]);
    expect(give(400, 'migrate_cancel')[0]).toBe('MIGRATION cancelling');
    expect(give(500, 'query-migrate').at(-1)).toEqual({ status: 'cancelled' });
  });

  it('takes what was set before migrate into the run', () => {
    const give = source();
    give(2, 'migrate-set-parameters', { 'max-bandwidth': 16_777_216, 'downtime-limit': 77 });
    give(10, 'migrate', { uri: 'tcp:host:4444' });
    expect(give(500, 'query-migrate').at(-1)).toMatchObject({ 'expected-downtime': 77 });
    give(600, 'migrate-set-parameters', { 'downtime-limit': 99 });
    expect(give(700, 'query-migrate-parameters').at(-1)).toMatchObject({
      'downtime-limit': 99,
      'max-bandwidth': 16_777_216,
    });
  });
});

const isEvent = (message: Message) => 'event' in message;
const isReply = (message: Message) => !isEvent(message);
const ramOf = (message: Message) =>
  (message.return as { ram?: Record<string, number> } | undefined)?.ram as Record<string, number> | undefined;

/** The greeting and each reply beside the recorded one. */
function pairs(real: readonly Message[], ours: readonly Message[], commands: readonly Line[]) {
  return real.map((message, i) => ({
    command: i === 0 ? 'greeting' : `${String(commands[i - 1]!.msg.execute)} at ${commands[i - 1]!.tMs}`,
    real: message,
    ours: ours[i] ?? {},
  }));
}

/** The value with the type of each leaf in its place. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
}

/**
 * Compared by type alone, because they say how fast that machine was at that moment or which build it ran:
 * `micro`, `package`; `total-time`, `setup-time`, `downtime`, `expected-downtime` (from a measured bandwidth); and of `ram`
 * what was sent and dirtied until the instant of the poll, which falls anywhere in a burst. All other values are equal: in all
 * replies the parameters, the statuses, `total`, `page-size`, the zero pages and syncs counted, and what is 0.
 */
const OF_THE_HOST = [
  'micro',
  'package',
  'total-time',
  'setup-time',
  'downtime',
  'expected-downtime',
  'mbps',
  'pages-per-second',
  'dirty-pages-rate',
  'normal',
  'normal-bytes',
  'transferred',
  'precopy-bytes',
  'downtime-bytes',
  'remaining',
];
/** A poll that hits the window in which a sync is made sees the counts before it or after it. */
const OF_THE_SYNC = ['dirty-sync-count', 'duplicate'];
function isAtSync(reply: Message, recorded: readonly Message[]): boolean {
  const { status } = (reply.return ?? {}) as { status?: string };
  return status === 'active' && recorded[recorded.indexOf(reply) - 1]?.event === 'MIGRATION_PASS';
}

/** The value without its members, at any depth, that are called so. */
function without(value: unknown, names: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => without(item, names));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !names.includes(name))
      .map(([name, member]) => [name, without(member, names)]),
  );
}
