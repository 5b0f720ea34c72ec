import { t } from '../../language/t.ts';
import { GIB } from '../../units.ts';
import type { LastResort, ManagementName, ManagementSettings } from '../scenario.ts';

/**
 * A tool that manages guests, seen from QEMU: a client of its monitor with a clock of its own. It knows what
 * `query-migrate` said at its looks, and answers with QMP commands. One file a policy, one line in `policies.ts`.
 */
export interface Policy {
  readonly name: ManagementName;
  /** Plain words for a heading. */
  readonly title: string;
  /** Where its rule stands. */
  readonly source: string;
  /** What it does, in one sentence. */
  readonly behaviour: string;
  /** What of it was read in its source, and what is only reported or ours. */
  readonly verified: string;
  /** It is told of each pass (`MIGRATION_PASS`) as it begins, and looks then too. */
  readonly hearsPasses: boolean;
  /** What it says before `migrate`. */
  readonly begin: (settings: unknown, guest: ManagedGuest) => Begun;
  readonly look: (now: Look<unknown, unknown>) => Looked;
}

/** What it knows of the guest without asking QEMU. */
export interface ManagedGuest {
  readonly ramBytes: number;
  readonly hasVfio: boolean;
}

/** QMP, without the envelope. */
export interface QmpCommand {
  readonly execute: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
}

export interface Begun<State = unknown> {
  readonly state: State;
  /** When it looks for the first time, ms after `migrate`. */
  readonly nextMs: number;
  readonly orders?: Orders;
}

/** One look: its settings, what it remembers, and what `query-migrate` says at this instant. */
export interface Look<Settings, State> {
  readonly settings: Settings;
  readonly guest: ManagedGuest;
  /** As the look before left it; never changed in place, since a keyframe holds it too. */
  readonly state: State;
  /** ms since `migrate`, by its own clock. */
  readonly nowMs: number;
  /** It was woken by the beginning of a pass, not by its clock. */
  readonly isPass: boolean;
  readonly status: string;
  readonly ram: RamSeen | null;
}

/** `ram` of `query-migrate`; bytes, megabits a second. */
export interface RamSeen {
  readonly remaining: number;
  readonly transferred: number;
  readonly total: number;
  readonly mbps: number;
  readonly dirtySyncCount: number;
  readonly expectedDowntimeMs: number;
}

export interface Looked<State = unknown> {
  readonly state: State;
  /** When it looks again; `Infinity` when it is done. Of no account when it was woken by a pass. */
  readonly nextMs: number;
  readonly orders?: Orders;
}

/** What is ordered, and why; without commands it is a finding. */
export interface Orders {
  readonly title: string;
  readonly because: string;
  readonly commands: readonly QmpCommand[];
}

/** The policy as its file writes it, with its own types of settings and of what it remembers. */
export interface PolicyParts<Name extends ManagementName, State> extends Omit<Policy, 'name' | 'begin' | 'look'> {
  readonly name: Name;
  readonly begin: (settings: ManagementSettings[Name], guest: ManagedGuest) => Begun<State>;
  readonly look: (now: Look<ManagementSettings[Name], State>) => Looked<State>;
}

/** The list holds policies of all kinds; settings and memory come back to the policy that made them. */
export const policy = <Name extends ManagementName, State>(parts: PolicyParts<Name, State>): Policy => ({
  ...parts,
  begin: (settings, guest) => parts.begin(settings as ManagementSettings[Name], guest),
  look: (now) => parts.look(now as Look<ManagementSettings[Name], State>),
});

/** The highest limit that QEMU takes, 2,000 s. @source QEMU migration/options.c, MAX_MIGRATE_DOWNTIME */
export const HIGHEST_LIMIT_MS = 2_000_000;

export const setLimit = (ms: number): QmpCommand => ({
  execute: 'migrate-set-parameters',
  arguments: { 'downtime-limit': ms },
});
export const setCapability = (capability: string): QmpCommand => ({
  execute: 'migrate-set-capabilities',
  arguments: { capabilities: [{ capability, state: true }] },
});
export const CANCEL: QmpCommand = { execute: 'migrate_cancel' };

/** What an order is called that sets the limit. */
export const limitTitle = (ms: number): string => t('limit {ms} ms', { ms: String(ms) });

/** What a last resort is in QMP; `title` is English, for `t`. libvirt pauses a guest with `stop`. */
export const LAST_RESORTS: Readonly<Record<LastResort, { readonly title: string; readonly command: QmpCommand }>> = {
  abort: { title: 'abort', command: CANCEL },
  pause: { title: 'pause the guest', command: { execute: 'stop' } },
  force: { title: 'force', command: setLimit(HIGHEST_LIMIT_MS) },
  'post-copy': { title: 'post-copy', command: { execute: 'migrate-start-postcopy' } },
};

/** An order to take a last resort. */
export const resort = (name: LastResort, because: string): Orders => ({
  title: t(LAST_RESORTS[name].title),
  because,
  commands: [LAST_RESORTS[name].command],
});

/** QEMU lets a migration switch to post-copy only if that was allowed before `migrate`. */
export const allowPostCopy = (lastResort: LastResort): readonly QmpCommand[] =>
  lastResort === 'post-copy' ? [setCapability('postcopy-ram')] : [];

/** The order that does so, where it is needed. */
export function orderToAllowPostCopy(lastResort: LastResort): { readonly orders?: Orders } {
  const commands = allowPostCopy(lastResort);
  if (commands.length === 0) return {};
  return {
    orders: { title: t('allow post-copy'), because: t('Post-copy has to be allowed before the start.'), commands },
  };
}

export const gibOf = ({ ramBytes }: ManagedGuest): number => ramBytes / GIB;
