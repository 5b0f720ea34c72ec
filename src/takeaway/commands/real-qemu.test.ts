import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Scenario } from '../../engine/scenario.ts';
import { scenarioWith, vfioDevice } from '../../scenario/defaults.ts';
import { PRESETS } from '../../scenario/presets.ts';
import { RELEASES, underRelease } from '../../scenario/releases.ts';
import { MIB } from '../../units.ts';
import { commandsOn } from './block.ts';
import { hmpBlock } from './hmp.ts';
import { qemuArguments } from './qemu.ts';
import { CONNECT, LISTEN, qmpBlock } from './qmp.ts';
import { installedRelease, RealQemu } from './real-qemu.testing.ts';
import type { ConfiguredRun } from './settings.ts';

const release = installedRelease();
if (!release && process.env.QEMU_REQUIRED)
  throw new Error('qemu-system-x86_64 is not installed, and QEMU_REQUIRED is set');
if (!release) console.log('qemu-system-x86_64 is not installed: what real QEMU says to the commands is not tested');

/** The commands are made for the installed release; one that the engine does not know is taken as the newest before it. */
const known = RELEASES.findLast((name) => release !== null && isNotAfter(name, release)) ?? RELEASES[0]!;
function isNotAfter(name: string, other: string): boolean {
  const [major, minor] = name.split('.').map(Number);
  const [otherMajor, otherMinor] = other.split('.').map(Number);
  return major! < otherMajor! || (major === otherMajor && minor! <= otherMinor!);
}

const folder = mkdtempSync(join(tmpdir(), 'switchover-qemu-'));
const socket = `unix:${join(folder, 'migration')}`;
const running: RealQemu[] = [];
const start = (args: readonly string[]): RealQemu => {
  const qemu = new RealQemu(args);
  running.push(qemu);
  return qemu;
};
afterEach(async () => {
  for (const qemu of running.splice(0)) await qemu.quit();
});
afterAll(() => rmSync(folder, { recursive: true }));

const unrun = (scenario: Scenario): ConfiguredRun => ({ scenario, timeline: { management: [], syncs: [] } });
const BARE = ['-machine none', '-nodefaults', '-display none', '-S'];
const here = (line: string): string => line.replace(LISTEN, socket).replace(CONNECT, socket);
/** What a QEMU that does not migrate may be told: all before `migrate`, and what is set later. */
function saidAtRest(lines: readonly string[]): readonly string[] {
  const migrate = lines.findIndex((line) =>
    /^migrate -d tcp|"execute":"migrate","arguments":\{"uri":"[^"]*"\}/.test(line),
  );
  const incoming = lines.findIndex((line) => /migrate.incoming/.test(line));
  const last = migrate >= 0 ? migrate : incoming + 1;
  return [...lines.slice(0, last), ...lines.slice(last).filter((line) => /migrate.set.parameter/.test(line))];
}
/** A dirty ring takes KVM; the rest of the commands is the same without. */
const needsKvm = ({ capabilities }: Scenario): boolean => capabilities['dirty-limit'];

/** The presets as of this release, those with the same commands once, each with the names of all. */
function distinct(): { readonly names: string; readonly scenario: Scenario }[] {
  const found = new Map<string, { names: string[]; scenario: Scenario }>();
  for (const { id, scenario } of PRESETS) {
    const mine = underRelease(scenario, known);
    const key = JSON.stringify(
      [qmpBlock(unrun(mine)), hmpBlock(unrun(mine))].map(({ lines }) => lines.filter((line) => 'command' in line)),
    );
    const entry = found.get(key) ?? { names: [], scenario: mine };
    entry.names.push(id);
    found.set(key, entry);
  }
  return [...found.values()].map(({ names, scenario }) => ({ names: names.join(', '), scenario }));
}

describe.skipIf(!release)(`QEMU ${release ?? ''}`, () => {
  describe.each(distinct().filter(({ scenario }) => !needsKvm(scenario)))(
    'accepts what is said for $names',
    ({ scenario }) => {
      it.each(['source', 'destination'] as const)('in QMP, on the %s', async (side) => {
        const qemu = start([...BARE, ...(side === 'destination' ? ['-incoming defer'] : [])]);
        for (const line of saidAtRest(commandsOn(qmpBlock(unrun(scenario)), side)))
          expect(await qemu.give(here(line)), line).toHaveProperty('return');
      });
      it.each(['source', 'destination'] as const)('in HMP, on the %s', async (side) => {
        const qemu = start([...BARE, ...(side === 'destination' ? ['-incoming defer'] : [])]);
        await qemu.give('{"execute":"qmp_capabilities"}');
        for (const line of saidAtRest(commandsOn(hmpBlock(unrun(scenario)), side)))
          expect(await qemu.say(here(line)), line).toBe('');
      });
    },
  );

  it('keeps what it was told', async () => {
    const scenario = scenarioWith({
      qemu: { release: known },
      parameters: { 'max-bandwidth': 123_456_789, 'downtime-limit': 77, 'cpu-throttle-tailslow': true },
    });
    const qemu = start(BARE);
    await qemu.give('{"execute":"qmp_capabilities"}');
    for (const line of commandsOn(hmpBlock(unrun(scenario)), 'source').slice(0, -1)) await qemu.say(line);
    expect((await qemu.give('{"execute":"query-migrate-parameters"}')).return).toMatchObject({
      'max-bandwidth': 123_456_789,
      'downtime-limit': 77,
      'cpu-throttle-tailslow': true,
    });
  });

  it('refuses what no monitor knows: the test would see it', async () => {
    const qemu = start(BARE);
    await qemu.give('{"execute":"qmp_capabilities"}');
    expect(await qemu.give('{"execute":"migrate-set-parameters","arguments":{"downtime":1}}')).toHaveProperty('error');
    expect(await qemu.say('migrate_set_parameter downtime 1')).not.toBe('');
  });

  it.for([
    ['by default', {}],
    ['with auto-converge', { capabilities: { 'auto-converge': true } }],
    ['with multifd', { capabilities: { multifd: true }, parameters: { 'multifd-channels': 3 } }],
    ['with xbzrle', { capabilities: { xbzrle: true }, parameters: { 'xbzrle-cache-size': 4 * MIB } }],
    ['with a memory that is shared', { guest: { sharedRam: true, ramBytes: 64 * MIB } }],
    ['with post-copy', { capabilities: { 'postcopy-ram': true }, postcopy: { startAfterPasses: 1 } }],
    ['of a guest that was stopped', { guest: { stoppedBeforeMigrate: true, ramBytes: 64 * MIB } }],
    ['with free page hints', { guest: { freePageHint: { ranges: [], pagesPerMs: 1 }, ramBytes: 64 * MIB } }],
    ['with larger chunks of its dirty log', { qemu: { release: known, 'x-clear-bitmap-shift': 20 } }],
    ['with a vIOMMU', { qemu: { release: known, viommu: true } }],
  ] as const)('migrates a guest that these commands start and move, %s', async ([, changes], { skip }) => {
    const scenario = scenarioWith({
      qemu: { release: known },
      ...changes,
      guest: { ramBytes: 64 * MIB, ...('guest' in changes ? changes.guest : {}) },
    });
    const run = unrun(scenario);
    const source = start(withoutKvm(qemuArguments(scenario, 'source')));
    const destination = start(withoutKvm(qemuArguments(scenario, 'destination')));
    for (const line of commandsOn(qmpBlock(run), 'destination')) {
      const reply = await destination.give(here(line));
      // A container may forbid userfaultfd, and QEMU says so here and nowhere else.
      if (reply.error?.desc.includes('Postcopy is not supported')) skip();
      expect(reply, line).toHaveProperty('return');
    }
    for (const line of commandsOn(qmpBlock(run), 'source'))
      expect(await source.give(here(line)), line).toHaveProperty('return');
    await expect.poll(() => statusOf(source), { timeout: 30_000 }).toBe('completed');
  });

  it('knows the properties that vfio-pci is given', () => {
    const { stdout } = spawnSync('qemu-system-x86_64', ['-device', 'vfio-pci,help'], { encoding: 'utf8' });
    const names = new Set([...stdout.matchAll(/^ {2}([\w-]+)=/gm)].map(([, name]) => name!));
    const device = vfioDevice({
      container: 'iommufd',
      properties: {
        'enable-migration': 'on',
        'x-pre-copy-dirty-page-tracking': false,
        'x-device-dirty-page-tracking': false,
      },
    });
    const scenario = scenarioWith({
      qemu: { release: known },
      devices: [device, { ...device, name: 'mdev', container: 'type1-pinned' }],
    });
    const given = qemuArguments(scenario, 'source').filter((line) => line.startsWith('-device vfio-pci'));
    expect(given).toHaveLength(2);
    for (const line of given)
      for (const option of line.split(',').slice(1)) expect(names, option).toContain(option.split('=')[0]);
  });

  it('knows the size of the dirty ring, whether or not there is KVM', async () => {
    const scenario = scenarioWith({ qemu: { release: known }, guest: { dirtyRingSize: 4096, ramBytes: 64 * MIB } });
    const [accel] = qemuArguments(scenario, 'source').filter((line) => line.startsWith('-accel'));
    const { stderr } = spawnSync(
      'qemu-system-x86_64',
      [...accel!.split(' '), ...BARE.flatMap((line) => line.split(' ')), '-qmp', 'stdio'],
      {
        encoding: 'utf8',
        input: '{"execute":"qmp_capabilities"}{"execute":"quit"}',
      },
    );
    expect(stderr).not.toMatch(/[Pp]roperty|[Pp]arameter/);
  });
});

/** The command line as it can be followed here: emulated, without sockets of its own. */
const withoutKvm = (words: readonly string[]): readonly string[] =>
  words
    .slice(1)
    .filter((line) => !/^-(qmp|monitor)/.test(line))
    .map((line) =>
      line
        .replace(/^-accel kvm.*/, '-accel tcg')
        .replace('-cpu host', '-cpu max')
        .replace(',kernel-irqchip=split', ''),
    );

async function statusOf(qemu: RealQemu): Promise<unknown> {
  const { return: info } = await qemu.give('{"execute":"query-migrate"}');
  return (info as { status?: string }).status;
}
