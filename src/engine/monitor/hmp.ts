import type { Answer, MonitorMoment, MonitorSession, RunState } from './qmp.ts';
import type { CapabilityValues } from './qmp-capabilities.ts';
import type { ParameterValue, ParameterValues } from './qmp-parameters.ts';

/**
 * What a line of the human monitor prints, without the last line end, and what the QMP command behind it did.
 * @param answerQmp how that command is answered
 */
export function answerHmp(
  line: string,
  session: MonitorSession,
  moment: MonitorMoment,
  answerQmp: (session: MonitorSession, moment: MonitorMoment, text: string) => Answer,
): { readonly text: string; readonly answer: Answer | null } {
  const [name = '', what = ''] = words(line);
  if (name === 'info') return { text: infoText(what, session, moment), answer: null };
  const command = hmpToQmp(line);
  if (command === null) return { text: `unknown command: '${name}'`, answer: null };
  if ('fault' in command) return { text: `Error: ${command.fault}`, answer: null };
  const answer = answerQmp(session, moment, JSON.stringify(command));
  const { reply } = answer;
  return { text: reply && 'error' in reply ? `Error: ${reply.error.desc}` : '', answer };
}

/**
 * The QMP command that does what a line of the human monitor asks for; null when the line is none that is known.
 * `info` has no QMP command: it goes through `human-monitor-command`.
 * @source QEMU hmp-commands.hx and migration/migration-hmp-cmds.c
 */
export function hmpToQmp(line: string): HmpCommand | { readonly fault: string } | null {
  const [name = '', ...given] = words(line);
  const command = Object.hasOwn(HMP, name) ? HMP[name] : undefined;
  return command ? command(given, name) : null;
}
export interface HmpCommand {
  readonly execute: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
}

/** The names of the lines that are known. */
export const hmpNames = (): string[] => ['info', ...Object.keys(HMP)];
export const INFO_TOPICS = ['migrate', 'migrate_parameters', 'migrate_capabilities', 'status', 'version'] as const;

const bare = (execute: string) => () => ({ execute });
/** The line of help that QEMU prints when an argument lacks is longer; this is its gist. */
const lacks = (name: string, argument: string) => ({ fault: `${name}: ${argument} is missing` });

const HMP: Readonly<
  Record<string, (given: readonly string[], name: string) => HmpCommand | { readonly fault: string }>
> = {
  migrate: (given, name) => {
    const uri = given.find((word) => !word.startsWith('-'));
    return uri === undefined ? lacks(name, 'uri') : { execute: 'migrate', arguments: { uri } };
  },
  migrate_cancel: bare('migrate_cancel'),
  // HMP names the state that it expects itself, unless it is given.
  migrate_continue: ([state = 'pre-switchover']) => ({ execute: 'migrate-continue', arguments: { state } }),
  migrate_start_postcopy: bare('migrate-start-postcopy'),
  migrate_set_parameter: ([parameter, value], name) => {
    if (parameter === undefined) return lacks(name, 'parameter');
    if (value === undefined) return lacks(name, 'value');
    const read = hmpValue(parameter, value);
    if (read === null) return { fault: `invalid value for ${parameter}: ${value}` };
    return { execute: 'migrate-set-parameters', arguments: { [parameter]: read } };
  },
  migrate_set_capability: ([capability, state], name) => {
    if (capability === undefined) return lacks(name, 'capability');
    if (state !== 'on' && state !== 'off') return { fault: "Parameter 'state' expects 'on' or 'off'" };
    const capabilities = [{ capability, state: state === 'on' }];
    return { execute: 'migrate-set-capabilities', arguments: { capabilities } };
  },
  stop: bare('stop'),
  cont: bare('cont'),
  c: bare('cont'),
};

/** Bandwidths are read in MiB when they have no suffix. @source hmp_migrate_set_parameter(), qemu_strtosz_MiB() */
function hmpValue(parameter: string, text: string): ParameterValue | null {
  if (text === 'on' || text === 'off') return text === 'on';
  const found = /^(-?\d+(?:\.\d+)?)([bkmgt]?)$/i.exec(text);
  if (!found) return /^[\d-]/.test(text) ? null : text;
  const [, digits = '', suffix = ''] = found;
  const isSize = parameter.endsWith('bandwidth') || parameter === 'xbzrle-cache-size';
  const unit = suffix === '' && parameter.endsWith('bandwidth') ? 'm' : suffix.toLowerCase();
  return Number(digits) * (isSize ? (SIZES[unit] ?? 1) : 1);
}
const SIZES: Readonly<Record<string, number>> = { b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

function infoText(what: string, session: MonitorSession, moment: MonitorMoment): string {
  switch (what) {
    case 'migrate':
      return moment.infoMigrate;
    case 'migrate_parameters':
      return parametersText(session.parameters);
    case 'migrate_capabilities':
      return capabilitiesText(session.capabilities);
    case 'status':
      return statusText(moment.runState);
    case 'version':
      return `${session.release}.0`;
    default:
      return `unknown command: 'info${what === '' ? '' : ` ${what}`}'`;
  }
}

/** @source QEMU monitor/hmp-cmds.c, hmp_info_status() v7.2 */
const statusText = (runState: RunState): string =>
  `VM status: ${runState === 'running' ? 'running' : 'paused'}${/^(running|paused)$/.test(runState) ? '' : ` (${runState})`}`;

/** QEMU lists them in another order, and some with a unit that differs between releases; not verified line by line. */
const parametersText = (parameters: ParameterValues): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name}: ${hmpShown(value)}${UNITS[name] ?? ''}`)
    .join('\n');
const hmpShown = (value: ParameterValue): string =>
  typeof value === 'boolean' ? (value ? 'on' : 'off') : value === '' ? "''" : String(value);
const UNITS: Readonly<Record<string, string>> = {
  'announce-initial': ' ms',
  'announce-max': ' ms',
  'announce-step': ' ms',
  'max-bandwidth': ' bytes/second',
  'avail-switchover-bandwidth': ' bytes/second',
  'max-postcopy-bandwidth': ' bytes/second',
  'downtime-limit': ' ms',
  'x-checkpoint-delay': ' ms',
  'xbzrle-cache-size': ' bytes',
  'vcpu-dirty-limit': ' MB/s',
  'x-vcpu-dirty-limit-period': ' ms',
};

const capabilitiesText = (capabilities: CapabilityValues): string =>
  Object.entries(capabilities)
    .map(([name, state]) => `${name}: ${state ? 'on' : 'off'}`)
    .join('\n');

const words = (line: string): string[] => line.trim().split(/\s+/).filter(Boolean);
