import { t } from '../../language/t.ts';
import type { Admission, MigrationStatus } from '../record.ts';
import type { Action, MigrationCapabilities, MigrationParameters } from '../scenario.ts';
import { answerHmp } from './hmp.ts';
import { type CapabilityValues, capabilityDefaults, readCapabilities } from './qmp-capabilities.ts';
import { expects, QmpError } from './qmp-error.ts';
import { parseRequest, type QmpRequest, readBoolean, readEnum, readMembers, readString } from './qmp-input.ts';
import { type ParameterValues, parameterDefaults, readParameters } from './qmp-parameters.ts';
import { isAtLeast } from './qmp-release.ts';

/** What one connection to the monitor has settled, beside the run. */
export interface MonitorSession {
  /** For example `7.2`. */
  readonly release: string;
  /** `qmp_capabilities` was given; before it every other command is refused. */
  readonly isNegotiated: boolean;
  /** Every parameter and every capability of the release, with the value in force. */
  readonly parameters: ParameterValues;
  readonly capabilities: CapabilityValues;
  /** A device whose state is declared unmigratable, such as `0000:00:02.0/nvme`; null without. */
  readonly nonMigratableDevice: string | null;
  /** `-accel kvm,dirty-ring-size=`; 0 without a dirty ring. */
  readonly dirtyRingSize: number;
}

/** What the monitor sees of the run at the instant of a command. */
export interface MonitorMoment {
  /** `none` before `migrate`. */
  readonly status: MigrationStatus;
  readonly runState: RunState;
  /** The reply to `query-migrate` and the text of `info migrate`, of a guest without a `nonMigratableDevice`. */
  readonly queryMigrate: Readonly<Record<string, unknown>>;
  readonly infoMigrate: string;
  readonly admission: Pick<Admission, 'error'>;
}
/** Of `RunState`, those that the source comes to. */
export type RunState = 'running' | 'paused' | 'finish-migrate' | 'postmigrate';

export type QmpReply =
  | { readonly return: unknown; readonly id?: unknown }
  | { readonly error: { readonly class: QmpError['errorClass']; readonly desc: string }; readonly id?: unknown };

/** A command that changes the run: an action without its time, or the `migrate` that begins it. */
export type RunChange = { readonly execute: 'migrate' } | RunAction;
export type RunAction = WithoutTime<Exclude<Action, { readonly fault: unknown }>>;
type WithoutTime<A> = A extends unknown ? Omit<A, 'atMs'> : never;

export interface Answer {
  /** Null when the simulation cannot say what QEMU would; then a note says so. */
  readonly reply: QmpReply | null;
  /** As it is after the command. */
  readonly session: MonitorSession;
  /** What the command does to the run; null when nothing. */
  readonly change: RunChange | null;
  /** Where the simulation is not QEMU: plain sentences. */
  readonly notes: readonly string[];
}

/** A new connection to a QEMU that was started a moment ago. */
export const newSession = (release: string): MonitorSession => ({
  release,
  isNegotiated: false,
  parameters: parameterDefaults(release),
  capabilities: capabilityDefaults(release),
  nonMigratableDevice: null,
  dirtyRingSize: 0,
});

/** What QEMU says first. The versions of the simulation are plain releases, without a package. */
export const greeting = (release: string): { readonly QMP: Readonly<Record<string, unknown>> } => ({
  QMP: { version: version(release), capabilities: ['oob'] },
});

/**
 * Answers one command as QEMU of that release would, at this instant. Pure: the caller keeps the session and makes the
 * change happen. Never throws for what was typed.
 */
export function answer(session: MonitorSession, moment: MonitorMoment, text: string): Answer {
  let id: unknown;
  try {
    const request = parseRequest(text);
    id = request.id;
    const { value, reply, ...effects } = dispatch(session, moment, request);
    const notes = effects.notes ?? [];
    return {
      reply: reply === null ? null : { return: value ?? {}, ...(id !== undefined && { id }) },
      session: effects.session ?? session,
      change: effects.change ?? null,
      notes,
    };
  } catch (error) {
    if (!(error instanceof QmpError)) throw error;
    const { errorClass, message } = error;
    const reply = { error: { class: errorClass, desc: message }, ...(id !== undefined && { id }) };
    return { reply, session, change: null, notes: [] };
  }
}

/** The commands that are answered, in the order in which a completion lists them. */
export const qmpCommandNames = (): string[] => Object.keys(COMMANDS);

function dispatch(session: MonitorSession, moment: MonitorMoment, { execute, arguments: given }: QmpRequest): Effect {
  if (!session.isNegotiated) {
    if (execute !== 'qmp_capabilities')
      throw new QmpError("Expecting capabilities negotiation with 'qmp_capabilities'", 'CommandNotFound');
    return { session: { ...session, isNegotiated: true } };
  }
  const command = Object.hasOwn(COMMANDS, execute) ? COMMANDS[execute] : undefined;
  if (!command) throw new QmpError(`The command ${execute} has not been found`, 'CommandNotFound');
  return command(given, session, moment);
}

/** What a command does; a part left out is as before, a `value` left out is the empty object. */
interface Effect {
  readonly value?: unknown;
  readonly reply?: null;
  readonly session?: MonitorSession;
  readonly change?: RunChange;
  readonly notes?: readonly string[];
}
type Command = (given: QmpRequest['arguments'], session: MonitorSession, moment: MonitorMoment) => Effect;

/** A command without arguments. */
const plain =
  (command: (session: MonitorSession, moment: MonitorMoment) => Effect): Command =>
  (given, session, moment) => {
    readMembers(given, {});
    return command(session, moment);
  };

const COMMANDS: Readonly<Record<string, Command>> = {
  'query-migrate': plain((session, moment) => ({ value: queryMigrate(session, moment), notes: busy(moment) })),
  'query-migrate-parameters': plain(({ parameters }) => ({ value: parameters })),
  'query-migrate-capabilities': plain(({ capabilities }) => ({
    value: Object.entries(capabilities).map(([capability, state]) => ({ capability, state })),
  })),
  'migrate-set-parameters': setParameters,
  'migrate-set-capabilities': setCapabilities,
  migrate,
  migrate_cancel: plain(({ release }, moment) => {
    if (moment.status.startsWith('postcopy-') && isAtLeast(release, '10.0'))
      throw new QmpError('Postcopy migration in progress, cannot cancel.');
    return isUnderWay(moment.status)
      ? { change: { execute: 'migrate_cancel' }, notes: busy(moment) }
      : { notes: [t('No migration is under way, so nothing changes.')] };
  }),
  'migrate-continue': (given, _, { status }) => {
    const { state } = readMembers(given, { state: { read: readEnum(STATUSES) } });
    if (state !== status) throw new QmpError(`Migration not in expected state: ${status}`);
    if (status === 'pre-switchover') return { change: { execute: 'migrate-continue' } };
    return { notes: [t('The migration does not wait here, so nothing changes.')] };
  },
  'migrate-start-postcopy': plain(({ capabilities }, { status }) => {
    if (!capabilities['postcopy-ram'] && !capabilities['dirty-bitmaps'])
      throw new QmpError('Enable postcopy with migrate_set_capability before the start of migration');
    if (status === 'none') throw new QmpError('Postcopy must be started after migration has been started');
    if (!capabilities['postcopy-ram'])
      return { notes: [t('The simulated guest has no disk, so there is no dirty bitmap to send afterwards.')] };
    if (!isUnderWay(status)) return { notes: [t('The migration is over, so nothing changes in this run.')] };
    return { change: { execute: 'migrate-start-postcopy' } };
  }),
  'migrate-recover': (given, _, { status }) => {
    readMembers(given, { uri: { read: readString } });
    if (status !== 'postcopy-paused') throw new QmpError('Migrate recover can only be run when postcopy is paused.');
    return {
      change: { execute: 'migrate-recover' },
      notes: [t('It is a command for the destination; the simulation takes it here and hands it on.')],
    };
  },
  'query-status': plain(({ release }, { runState }) => ({
    value: {
      status: runState,
      // Deprecated in 8.1; that it is gone in 9.0 is not verified.
      ...(!isAtLeast(release, '9.0') && { singlestep: false }),
      running: runState === 'running',
    },
  })),
  stop: plain((_, moment) =>
    moment.runState === 'running'
      ? runs(moment, { execute: 'stop' })
      : { notes: [t('The guest stands still already, so nothing changes.')] },
  ),
  cont: plain((_, moment) => {
    if (moment.runState === 'finish-migrate') throw new QmpError('Migration is not finalized yet');
    if (moment.runState === 'running') return { notes: [t('The guest runs already, so nothing changes.')] };
    return runs(moment, { execute: 'cont' });
  }),
  'query-version': plain(({ release }) => ({ value: version(release) })),
  qmp_capabilities: () => {
    throw new QmpError('Capabilities negotiation is already complete, command ignored', 'CommandNotFound');
  },
  'human-monitor-command': (given, session, moment) => {
    const read = readMembers(given, {
      'command-line': { read: readString },
      'cpu-index': { read: (value) => value, isOptional: true },
    });
    const { text, answer: through } = answerHmp(read['command-line'] as string, session, moment, answer);
    const { session: after = session, change = null, notes = [] } = through ?? {};
    const value = text === '' ? '' : `${text.replaceAll('\n', '\r\n')}\r\n`;
    return { value, session: after, notes, ...(change && { change }) };
  },
};

/** @source QEMU migration/migration.c, qmp_migrate() and migrate_prepare(); semantics sheet 1.2 */
function migrate(given: QmpRequest['arguments'], session: MonitorSession, moment: MonitorMoment): Effect {
  const { release, nonMigratableDevice } = session;
  const hasChannels = isAtLeast(release, '8.2');
  const flag = { read: readBoolean, isOptional: true };
  const read = readMembers(given, {
    uri: { read: readString, isOptional: hasChannels },
    ...(hasChannels && { channels: { read: (value: unknown) => value, isOptional: true } }),
    ...(!isAtLeast(release, '9.1') && { blk: flag, inc: flag }),
    detach: flag,
    resume: flag,
  });
  const uri = read.uri as string | undefined;
  if (read.channels !== undefined)
    return { reply: null, notes: [t('The argument channels is not simulated; give a uri.')] };
  if (uri === undefined)
    throw new QmpError(
      isAtLeast(release, '9.0')
        ? "need either 'uri' or 'channels' argument"
        : "neither 'uri' or 'channels' argument are specified in 'migrate' qmp command ",
    );
  // From 8.2 on the uri is read first, before it after all else.
  const badUri = /^(tcp|unix|vsock|fd|exec|rdma|file):/.test(uri)
    ? null
    : hasChannels
      ? new QmpError(`unknown migration protocol: ${uri}`)
      : expects('uri', 'a valid migration protocol');
  if (hasChannels && badUri) throw badUri;
  if (read.resume === true) {
    if (moment.status !== 'postcopy-paused') throw new QmpError('Cannot resume if there is no paused migration');
    return { change: { execute: 'migrate', resume: true } };
  }
  if (isUnderWay(moment.status)) throw new QmpError("There's a migration process in progress");
  if (moment.runState === 'postmigrate')
    throw new QmpError("Can't migrate the vm that was paused due to previous migration");
  if (nonMigratableDevice !== null)
    throw new QmpError(`State blocked by non-migratable device '${nonMigratableDevice}'`);
  if (moment.admission.error !== null) throw new QmpError(moment.admission.error);
  if (badUri) throw badUri;
  if (moment.status !== 'none')
    return { reply: null, notes: [t('QEMU would begin another migration; a run of the simulation holds one.')] };
  return { change: { execute: 'migrate' } };
}

function setParameters(given: QmpRequest['arguments'], session: MonitorSession, moment: MonitorMoment): Effect {
  const set = readParameters(session.release, session.parameters, given);
  const notes: string[] = [];
  const kept = Object.keys(set).filter((name) => !isSimulatedParameter(name));
  if (kept.length > 0)
    notes.push(
      t('{names}: kept and shown by query-migrate-parameters, without effect in the simulation yet.', {
        names: listed(kept),
      }),
    );
  const simulated: Record<string, number | boolean> = {};
  for (const [name, value] of Object.entries(set)) {
    if (!isSimulatedParameter(name)) continue;
    if (typeof value === 'boolean') {
      simulated[name] = value;
      continue;
    }
    simulated[name] = Number(value) <= Number.MAX_SAFE_INTEGER ? Number(value) : 0;
    if (simulated[name] !== value)
      notes.push(
        t('QEMU reads this {name} as a number beyond 2^53; the simulation takes it as no limit, 0.', { name }),
      );
  }
  const after = { ...session, parameters: { ...session.parameters, ...set, ...simulated } };
  if (Object.keys(simulated).length === 0 || moment.status === 'none') return { session: after, notes };
  if (!isUnderWay(moment.status))
    return { session: after, notes: [...notes, t('The migration is over, so nothing changes in this run.')] };
  return {
    session: after,
    notes,
    change: { execute: 'migrate-set-parameters', arguments: simulated as Partial<MigrationParameters> },
  };
}

function setCapabilities(given: QmpRequest['arguments'], session: MonitorSession, moment: MonitorMoment): Effect {
  const set = readCapabilities(session.release, session.capabilities, given, session.dirtyRingSize);
  if (isUnderWay(moment.status)) throw new QmpError("There's a migration process in progress");
  const kept = Object.keys(set).filter((name) => set[name] && !Object.hasOwn(SIMULATED_CAPABILITIES, name));
  const after = { ...session, capabilities: { ...session.capabilities, ...set } };
  if (kept.length === 0) return { session: after };
  return {
    session: after,
    notes: [t('{names}: kept, without effect in the simulation yet.', { names: listed(kept) })],
  };
}

/** `stop` or `cont`, where the run can still be told. */
const runs = ({ status }: MonitorMoment, change: { readonly execute: 'stop' | 'cont' }): Effect =>
  isUnderWay(status) ? { change } : { notes: [t('The run of the simulation is over, so nothing changes in it.')] };

const queryMigrate = ({ nonMigratableDevice }: MonitorSession, { queryMigrate: reply }: MonitorMoment) =>
  nonMigratableDevice === null
    ? reply
    : { ...reply, 'blocked-reasons': [`non-migratable device: ${nonMigratableDevice}`] };

/** The main loop has its lock taken away while the last stage runs, except for the wait in `pre-switchover`. */
const busy = ({ runState, status }: MonitorMoment): string[] =>
  runState === 'finish-migrate' && status !== 'pre-switchover' && !status.startsWith('postcopy-')
    ? [t('QEMU answers only when the last stage is over; the simulation answers at once.')]
    : [];

/** `migration_is_running` @source semantics sheet 1.1 */
export const isUnderWay = (status: MigrationStatus): boolean => UNDER_WAY.has(status);
const UNDER_WAY: ReadonlySet<MigrationStatus> = new Set([
  'active',
  'postcopy-active',
  'postcopy-paused',
  'postcopy-recover-setup',
  'postcopy-recover',
  'setup',
  'pre-switchover',
  'device',
  'wait-unplug',
  'cancelling',
]);
const STATUSES: readonly MigrationStatus[] = [
  'none',
  'setup',
  'cancelling',
  'cancelled',
  'active',
  'postcopy-active',
  'postcopy-paused',
  'postcopy-recover-setup',
  'postcopy-recover',
  'completed',
  'failed',
  'colo',
  'pre-switchover',
  'device',
  'wait-unplug',
];

/** The engine has a mechanism for these while a migration runs; `multifd-channels` counts from the next one on, also in QEMU. */
const SIMULATED_PARAMETERS: Readonly<Record<Exclude<keyof MigrationParameters, 'multifd-channels'>, true>> = {
  'downtime-limit': true,
  'max-bandwidth': true,
  'avail-switchover-bandwidth': true,
  'max-postcopy-bandwidth': true,
  'throttle-trigger-threshold': true,
  'cpu-throttle-initial': true,
  'cpu-throttle-increment': true,
  'cpu-throttle-tailslow': true,
  'max-cpu-throttle': true,
  'xbzrle-cache-size': true,
  'compress-threads': true,
  'vcpu-dirty-limit': true,
  'x-vcpu-dirty-limit-period': true,
};
const isSimulatedParameter = (name: string): name is keyof MigrationParameters =>
  Object.hasOwn(SIMULATED_PARAMETERS, name);
/** And for these; `events` is of the monitor itself: it lets the events of a migration through. */
const SIMULATED_CAPABILITIES: Readonly<Record<keyof MigrationCapabilities | 'events', true>> = {
  events: true,
  'pause-before-switchover': true,
  'return-path': true,
  'switchover-ack': true,
  'auto-converge': true,
  'postcopy-ram': true,
  'postcopy-preempt': true,
  'postcopy-blocktime': true,
  xbzrle: true,
  compress: true,
  'dirty-limit': true,
  'x-ignore-shared': true,
  multifd: true,
};

const version = (release: string): Record<string, unknown> => {
  const [major = 0, minor = 0] = release.split('.').map(Number);
  return { qemu: { micro: 0, minor, major }, package: '' };
};

const listed = (names: readonly string[]): string =>
  names.length < 2
    ? names.join('')
    : t('{names} and {last}', { names: names.slice(0, -1).join(', '), last: names.at(-1)! });
