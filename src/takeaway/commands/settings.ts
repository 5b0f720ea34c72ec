import type { Timeline } from '../../engine/record.ts';
import type { MigrationCapabilities, MigrationParameters, Scenario } from '../../engine/scenario.ts';
import { DEFAULT_PARAMETERS } from '../../scenario/defaults.ts';
import { formatBitsPerSecond, formatBytes, formatCount, formatMs } from '../../units.ts';

/** A run whose configuration is written down. */
export interface ConfiguredRun {
  readonly scenario: Scenario;
  readonly timeline: Pick<Timeline, 'management' | 'syncs'>;
}

export type Parameter = {
  [Name in keyof MigrationParameters]: readonly [Name, MigrationParameters[Name]];
}[keyof MigrationParameters];

/** The parameters to set: the two that everybody looks for, and whatever is not as in a new QEMU. */
export const parametersToSet = ({ parameters }: Scenario): readonly Parameter[] =>
  (Object.entries(parameters) as unknown as readonly Parameter[]).filter(
    ([name, value]) => ALWAYS.includes(name) || value !== DEFAULT_PARAMETERS[name],
  );
const ALWAYS: readonly (keyof MigrationParameters)[] = ['downtime-limit', 'max-bandwidth'];

/** Those the destination needs too. @source QEMU docs/devel/migration: both sides open as many channels */
export const destinationParameters = (scenario: Scenario): readonly Parameter[] =>
  parametersToSet(scenario).filter(([name]) => name === 'multifd-channels');

/** The capabilities that are on. All are set on both sides, as QEMU asks of those that change the stream. */
export const capabilitiesToSet = ({ capabilities }: Scenario): readonly (keyof MigrationCapabilities)[] =>
  (Object.keys(capabilities) as (keyof MigrationCapabilities)[]).filter((name) => capabilities[name]);

/** Something that happens while the migration runs: a command by QMP's name, or a fault. */
export interface Step {
  /** Simulated ms after `migrate`; 0 also for what a tool gave before it. */
  readonly atMs: number;
  readonly beforeMigrate: boolean;
  /** Who gives it; null for a person. */
  readonly by: string | null;
  readonly execute: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** What is commanded before and during the migration, by people and by an acting tool, in order. */
export function stepsOf({ scenario, timeline }: ConfiguredRun): readonly Step[] {
  const ordered = timeline.management.flatMap(({ acted, atMs, beforeMigrate, commands }) =>
    acted
      ? commands.map(
          (given): Step => ({
            atMs,
            beforeMigrate,
            by: scenario.management?.policy ?? null,
            execute: given.execute,
            arguments: given.arguments ?? {},
          }),
        )
      : [],
  );
  const given = scenario.actions.map((action): Step => {
    const { atMs } = action;
    const common = { atMs, beforeMigrate: false, by: null };
    if ('fault' in action) return { ...common, execute: CHANNEL_ERROR, arguments: {} };
    if (action.execute === 'migrate') return { ...common, execute: 'migrate', arguments: { resume: true } };
    return { ...common, execute: action.execute, arguments: 'arguments' in action ? action.arguments : {} };
  });
  return [...ordered, ...given].toSorted(
    (a, b) => Number(b.beforeMigrate) - Number(a.beforeMigrate) || a.atMs - b.atMs,
  );
}

/** The step that is no command: the connection breaks. */
export const CHANNEL_ERROR = 'channel-error';

/** `3.2 s after migrate (3,200 ms)`, or before it, and who gives it. */
export function stepWhen({ atMs, beforeMigrate, by }: Step): string {
  const exact = atMs < 1000 ? '' : ` (${formatCount(atMs)} ms)`;
  const when = beforeMigrate
    ? 'Before migrate'
    : atMs === 0
      ? 'Right after migrate'
      : `${formatMs(atMs)} after migrate${exact}`;
  return `${when}${by === null ? '' : `, by ${by}`}:`;
}

/** When post-copy is begun by a person's wish, in words; null without one. */
export function postcopyWish({ postcopy, capabilities }: Scenario): string | null {
  const passes = postcopy.startAfterPasses;
  return passes === null || !capabilities['postcopy-ram']
    ? null
    : `As soon as query-migrate says dirty-sync-count ${passes} or more:`;
}

/** What no command of QEMU's makes: the guest's work, the wire, the hosts, and rules that no release has. A sentence each. */
export function notInCommands(scenario: Scenario): readonly string[] {
  const { guest, link, devices, qemu, host, pageCpuNs, extraSyncMsPerGib } = scenario;
  const said: string[] = [];
  if (guest.workloads.length > 0)
    said.push(
      `The guest's work is not part of it: run in the guest what writes as the scenario says (${guest.workloads.map(({ kind }) => kind).join(', ')}).`,
    );
  if (devices.some(({ dma }) => dma.kind !== 'none'))
    said.push('What the devices write into guest RAM is theirs to do.');
  if (link.kind === 'fast') said.push('The link is the test link, on which sending takes no time: no wire is like it.');
  else {
    said.push(
      link.bytesPerSecond === null
        ? 'The link is as fast as the host.'
        : `The link carries ${formatBitsPerSecond(link.bytesPerSecond)}: use such a network, or slow one down with tc (tbf).`,
    );
    if (link.changes?.length)
      said.push(`Its speed changes ${formatCount(link.changes.length)} times, at the scenario's instants.`);
  }
  if (host !== 'ideal' || pageCpuNs > 0 || extraSyncMsPerGib > 0)
    said.push('What the host costs a page or a sync is a setting of the simulation; a real host costs what it costs.');
  if (guest.logClearing === 'by-chunk')
    said.push(
      'The dirty log is cleared by chunk where KVM of the host has manual protection; no option of QEMU asks for it.',
    );
  if (qemu.untrackedRule !== 'as-released')
    said.push(
      `The rule ${qemu.untrackedRule} for untracked devices is in no release: QEMU ${qemu.release} does what it does without it.`,
    );
  if (guest.firmware !== 'pc')
    said.push(
      `The simulated machine has the RAM blocks of ${guest.firmware}; that of this command line has a few more.`,
    );
  if (guest.ramBytes % RAM_GRAIN !== 0)
    said.push(`QEMU rounds RAM up to 8 KiB, so the guest has a page more than ${formatBytes(guest.ramBytes)}.`);
  return said;
}
const RAM_GRAIN = 8192;
