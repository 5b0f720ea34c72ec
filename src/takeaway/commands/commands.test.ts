import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerHmp } from '../../engine/monitor/hmp.ts';
import { answer, type MonitorMoment, type MonitorSession, newSession } from '../../engine/monitor/qmp.ts';
import type { Scenario } from '../../engine/scenario.ts';
import { simulate } from '../../engine/simulation.ts';
import { arbitraryScenario } from '../../scenario/arbitrary.ts';
import { type ScenarioChanges, scenarioWith, vfioDevice } from '../../scenario/defaults.ts';
import { managedBy } from '../../scenario/management.ts';
import { PRESETS, preset } from '../../scenario/presets.ts';
import { GIB } from '../../units.ts';
import { blockText, commandsOn } from './block.ts';
import { type ConfiguredRun, commandBlocks } from './commands.ts';

const unrun = (scenario: Scenario): ConfiguredRun => ({ scenario, timeline: { management: [], syncs: [] } });
const blocksOf = (run: ConfiguredRun) => Object.fromEntries(commandBlocks(run).map((block) => [block.id, block]));
const textsOf = (run: ConfiguredRun) =>
  Object.fromEntries(commandBlocks(run).map((block) => [block.id, blockText(block)]));

const idle: MonitorMoment = {
  status: 'none',
  runState: 'running',
  queryMigrate: {},
  infoMigrate: 'globals:',
  admission: { error: null },
};
/** The engine's monitor does not know the destination's commands. */
const isOfSource = (line: string) => !/migrate.incoming|migrate.recover/.test(line);
/** Up to `migrate`, in either language. */
const upToMigrate = (lines: readonly string[]) =>
  lines.slice(
    0,
    lines.findIndex((line) => /^migrate -d|"execute":"migrate"/.test(line)),
  );

/** The session after these lines, all of which are accepted. */
function typed(release: string, dirtyRingSize: number, lines: readonly string[], isHmp: boolean): MonitorSession {
  let session: MonitorSession = { ...newSession(release), isNegotiated: isHmp, dirtyRingSize };
  for (const line of lines.filter(isOfSource)) {
    if (isHmp) {
      const { text, answer: given } = answerHmp(line, session, idle, answer);
      expect(text, line).toBe('');
      session = given?.session ?? session;
    } else {
      const { reply, session: next } = answer(session, idle, line);
      expect(reply, line).toHaveProperty('return');
      session = next;
    }
  }
  return session;
}

describe('QMP and HMP', () => {
  it.each(PRESETS.map(({ id }) => id))(
    'of %s are accepted by the monitor of its release and leave the same behind',
    (id) => {
      const { scenario } = preset(id);
      leavesTheSame(scenario);
    },
  );

  it('of any scenario too', () => {
    fc.assert(fc.property(arbitraryScenario({ maxPages: 512 }), leavesTheSame));
  });

  function leavesTheSame(scenario: Scenario): void {
    const { qmp, hmp } = blocksOf(unrun(scenario));
    const { release } = scenario.qemu;
    for (const side of ['source', 'destination'] as const) {
      const sent = typed(release, scenario.guest.dirtyRingSize, upToMigrate(commandsOn(qmp!, side)), false);
      const said = typed(release, scenario.guest.dirtyRingSize, upToMigrate(commandsOn(hmp!, side)), true);
      expect(said.parameters).toEqual(sent.parameters);
      expect(said.capabilities).toEqual(sent.capabilities);
      if (side === 'source') {
        expect(sent.parameters).toMatchObject(
          Object.fromEntries(Object.entries(scenario.parameters).filter(([name]) => name in sent.parameters)),
        );
        expect(
          Object.keys(sent.capabilities)
            .filter((name) => sent.capabilities[name] && name !== 'events')
            .sort(),
        ).toEqual(
          Object.entries(scenario.capabilities)
            .flatMap(([name, isOn]) => (isOn ? [name] : []))
            .sort(),
        );
      }
    }
  }

  it('say when a command is given, and to whom', () => {
    const { qmp, hmp } = textsOf(
      unrun(
        scenarioWith({
          capabilities: { 'postcopy-ram': true, 'return-path': true },
          postcopy: { startAfterPasses: 2 },
          actions: [
            { atMs: 3200, execute: 'migrate-set-parameters', arguments: { 'max-bandwidth': 5_000_000 } },
            { atMs: 4000, fault: 'channel-error' },
            { atMs: 5000, execute: 'migrate-recover' },
            { atMs: 5500, execute: 'migrate', resume: true },
          ],
        }),
      ),
    );
    expect(qmp).toContain(
      '# 3.2 s after migrate (3,200 ms):\n{"execute":"migrate-set-parameters","arguments":{"max-bandwidth":5000000}}',
    );
    expect(qmp).toContain(
      '# As soon as query-migrate says dirty-sync-count 2 or more:\n{"execute":"migrate-start-postcopy"}',
    );
    expect(qmp).toContain('# 4 s after migrate (4,000 ms): the connection breaks.');
    expect(qmp).toContain('(on the destination)\n{"execute":"migrate-recover","arguments":{"uri":"tcp:0:4444"}}');
    expect(hmp).toContain('migrate_set_parameter max-bandwidth 5000000B');
    expect(hmp).toContain('migrate -d -r tcp:destination:4444');
  });

  it('hold what an acting tool ordered, and nothing of one that only looks', () => {
    const managed = (acts: boolean) => {
      const scenario = { ...preset('managed-nobody').scenario, management: managedBy('nova', {}, acts) };
      const simulation = simulate(scenario);
      return textsOf({ scenario, timeline: simulation.timeline() }).qmp!;
    };
    expect(managed(true)).toMatch(
      /# Right after migrate, by nova:\n\{"execute":"migrate-set-parameters","arguments":\{"downtime-limit":50\}\}/,
    );
    expect(managed(false)).not.toContain('nova');
  });
});

describe('the command lines', () => {
  const device = vfioDevice({ name: '0000:01:00.0', container: 'iommufd' });

  it('name what the release names so', () => {
    const lineOf = (release: Scenario['qemu']['release']) =>
      textsOf(unrun(scenarioWith({ qemu: { release }, devices: [device] }))).qemu!;
    expect(lineOf('7.2')).toContain('-device vfio-pci,host=0000:01:00.0,x-enable-migration=on');
    expect(lineOf('8.1')).toContain('-device vfio-pci,host=0000:01:00.0,enable-migration=on');
    expect(lineOf('7.2')).not.toContain('-object iommufd');
    expect(lineOf('9.1')).toContain('-object iommufd,id=iommufd');
    expect(lineOf('9.1')).toContain(',iommufd=iommufd');
  });

  it('have the size of a chunk where it is not as in a new QEMU, and say who clears by chunk', () => {
    const lineOf = (changes: ScenarioChanges) => textsOf(unrun(scenarioWith(changes))).qemu!;
    const usual = lineOf({});
    expect(usual).not.toMatch(/-global|manual protection/);
    const chunked = lineOf({ guest: { logClearing: 'by-chunk' }, qemu: { 'x-clear-bitmap-shift': 9 } });
    expect(chunked.match(/-global migration\.x-clear-bitmap-shift=9/g)?.length).toBe(2);
    expect(chunked.replaceAll('\n# ', ' ')).toContain('where KVM of the host has manual protection');
  });

  it('differ in who waits', () => {
    const { qemu } = blocksOf(unrun(scenarioWith({ guest: { ramBytes: 4 * GIB, vcpus: 3, dirtyRingSize: 4096 } })));
    const [source, destination] = [commandsOn(qemu!, 'source')[0]!, commandsOn(qemu!, 'destination')[0]!];
    expect(source).toMatch(/-accel kvm,dirty-ring-size=4096 \\\n.*-cpu host \\\n {2}-smp 3 \\\n {2}-m 4096M/);
    expect(destination).toBe(`${source.replaceAll('source', 'destination')} \\\n  -incoming defer`);
  });
});

describe('libvirt, guestperf and KubeVirt', () => {
  it('get each setting in their words, or the remark that they have none', () => {
    const { virsh, guestperf, kubevirt } = textsOf(
      unrun(
        scenarioWith({
          name: 'Two "thirds" of it',
          guest: { ramBytes: 4.5 * GIB, vcpus: 2 },
          qemu: { release: '8.2' },
          parameters: {
            'downtime-limit': 0,
            'max-bandwidth': 125_000_000,
            'avail-switchover-bandwidth': 1_048_576,
            'cpu-throttle-increment': 7,
            'max-cpu-throttle': 80,
            'multifd-channels': 4,
          },
          capabilities: { 'auto-converge': true, multifd: true, 'return-path': true, 'switchover-ack': true },
          management: managedBy('kubevirt-legacy', { timeoutSecondsPerGib: 200, lastResort: 'pause' }),
        }),
      ),
    );
    expect(virsh).toContain('\'{"execute":"migrate-set-parameters","arguments":{"downtime-limit":0}}\'');
    expect(virsh).toContain('{"max-cpu-throttle":80}');
    expect(virsh).toMatch(/--bandwidth 119 \\\n {2}--available-switchover-bandwidth 1 \\\n/);
    expect(virsh!.replaceAll('\n# ', ' ')).toContain('max-bandwidth is 125000000 bytes a second');
    expect(virsh).toContain('--auto-converge-increment 7');
    expect(virsh).toContain('--parallel --parallel-connections 4');
    expect(virsh).toContain('no option for switchover-ack');
    expect(guestperf).toContain('--mem 4 --cpus 2');
    expect(guestperf).toContain('--auto-converge --auto-converge-step 7');
    expect(guestperf).toContain('It cannot turn on return-path, switchover-ack.');
    expect(guestperf).not.toContain('512 MiB more');
    expect(kubevirt).toContain('\n  name: two-thirds-of-it\n');
    expect(kubevirt).toContain(
      '  allowAutoConverge: true\n  bandwidthPerMigration: 125000000\n  completionTimeoutPerGiB: 200\n  allowPostCopy: false\n  allowWorkloadDisruption: true\n',
    );
    expect(kubevirt!.replaceAll('\n# ', ' ')).toContain('It has no field for downtime-limit 0,');
  });

  it('leave no setting unsaid, whatever the scenario', () => {
    fc.assert(
      fc.property(arbitraryScenario({ maxPages: 512 }), (scenario) => {
        const texts = textsOf(unrun(scenario));
        for (const [name, isOn] of Object.entries(scenario.capabilities)) {
          if (!isOn) continue;
          expect(texts.kubevirt, name).toMatch(WORDS.kubevirt[name] ?? name);
          if (!LIBVIRT_SETS.has(name)) expect(texts.virsh, name).toMatch(WORDS.virsh[name] ?? name);
          expect(texts.guestperf, name).toMatch(WORDS.guestperf[name] ?? name);
        }
      }),
    );
  });
  const WORDS: Record<'kubevirt' | 'virsh' | 'guestperf', Record<string, RegExp>> = {
    kubevirt: { 'auto-converge': /allowAutoConverge: true/, 'postcopy-ram': /allowPostCopy: true/ },
    virsh: { multifd: /--parallel /, compress: /--comp-methods \S*mt/, 'postcopy-ram': /--postcopy/ },
    guestperf: { compress: /--compression-mt/, xbzrle: /--compression-xbzrle/, 'postcopy-ram': /guestperf/ },
  };
  /** By itself, wherever QEMU has them; the block says so. */
  const LIBVIRT_SETS = new Set(['return-path', 'pause-before-switchover']);
});

it('a remark is at most 78 columns wide', () => {
  fc.assert(
    fc.property(arbitraryScenario({ maxPages: 512 }), (scenario) => {
      for (const text of Object.values(textsOf(unrun(scenario))))
        for (const line of text!.split('\n')) if (line.startsWith('#')) expect(line.length).toBeLessThanOrEqual(78);
    }),
  );
});
