import type { PageContent, Region, Scenario, Workload } from '../engine/scenario.ts';
import { DOWNTIME_LIMIT_FAULT, isDowntimeLimit } from '../scenario/qemu-schema.ts';
import { parseScenario } from '../scenario/schema.ts';
import type { Trace, TraceAction, TraceConfig } from './trace.ts';

/** What can be said about a recording before it is simulated. */
export type TracePlan =
  | { readonly kind: 'run'; readonly scenario: Scenario }
  /** QEMU refuses before anything runs: the parameter, or the `migrate` command. */
  | { readonly kind: 'refused'; readonly status: 'refused' | 'parameter-refused'; readonly message: string }
  | { readonly kind: 'not-simulated'; readonly reason: string };

/**
 * What the recording's `config` and `actions` make, and nothing else of it: never `outcome`, `samples` or events.
 * @throws ScenarioError when the configuration cannot be, such as a working set outside RAM
 */
export function scenarioOfTrace({ name, accel, config, actions }: Trace): TracePlan {
  const beyond = notSimulated(accel, config, actions);
  if (beyond !== null) return { kind: 'not-simulated', reason: `not simulated yet: ${beyond}` };
  if (!isDowntimeLimit(config.downtimeLimitMs))
    return { kind: 'refused', status: 'parameter-refused', message: DOWNTIME_LIMIT_FAULT };
  const device = devicesOf(config).find((each) => NON_MIGRATABLE.has(each));
  if (device !== undefined)
    return {
      kind: 'refused',
      status: 'refused',
      message: `State blocked by non-migratable device '${FIRST_SLOT}/${device}'`,
    };
  const { capabilities } = config;
  const scenario = {
    format: 1,
    name: name.slice(0, 120),
    seed: 1,
    guest: {
      ramBytes: config.ramBytes,
      firmware: 'small-bios',
      stoppedBeforeMigrate: config.stoppedBeforeMigrate,
      nonzeroRanges: nonzeroRanges(config),
      workloads: workloads(config),
      ...(capabilities.xbzrle && { content: contentOf(config) }),
      ...(config.guest.pace === 'cpu' && { throttleEffect: 'kvm-measured' }),
    },
    link: { kind: 'wire', bytesPerSecond: config.linkBytesPerSecond },
    host: 'recorded',
    devices: [],
    qemu: { release: '7.2', untrackedRule: 'blocker' },
    parameters: {
      ...config.parameters,
      'downtime-limit': config.downtimeLimitMs,
      'max-bandwidth': config.maxBandwidth,
    },
    capabilities: {
      'pause-before-switchover': capabilities['pause-before-switchover'] ?? false,
      'return-path': capabilities['return-path'] ?? false,
      'auto-converge': capabilities['auto-converge'] ?? false,
      'postcopy-ram': capabilities['postcopy-ram'] ?? false,
      'postcopy-preempt': capabilities['postcopy-preempt'] ?? false,
      'postcopy-blocktime': capabilities['postcopy-blocktime'] ?? false,
      xbzrle: capabilities.xbzrle ?? false,
      multifd: capabilities.multifd ?? false,
    },
    actions: actions.map(actionOf),
    horizonMs: HORIZON_MS,
  };
  return { kind: 'run', scenario: parseScenario(scenario, name) };
}

/** Far beyond the longest recording: a run that should have ended by then is shown as not converged. */
const HORIZON_MS = 600_000;

/** Where QEMU's pc machine puts the first device of the command line. */
const FIRST_SLOT = '0000:00:02.0';
/** Devices that declare their state unmigratable in 7.2. */
const NON_MIGRATABLE: ReadonlySet<string> = new Set(['nvme']);

const SIMULATED_CAPABILITIES: ReadonlySet<string> = new Set([
  'events',
  'pause-before-switchover',
  'return-path',
  'auto-converge',
  'postcopy-ram',
  'postcopy-preempt',
  'postcopy-blocktime',
  'xbzrle',
  'multifd',
]);
const SIMULATED_PARAMETERS: ReadonlySet<string> = new Set([
  'downtime-limit',
  'max-bandwidth',
  'max-postcopy-bandwidth',
  'throttle-trigger-threshold',
  'cpu-throttle-initial',
  'cpu-throttle-increment',
  'cpu-throttle-tailslow',
  'max-cpu-throttle',
  'xbzrle-cache-size',
  'multifd-channels',
]);
const SIMULATED_COMMANDS: ReadonlySet<string> = new Set([
  'migrate_cancel',
  'migrate-continue',
  'migrate-set-parameters',
  'migrate-start-postcopy',
]);
const SIMULATED_PATTERNS: ReadonlySet<string> = new Set(['idle', 'sequential', 'uniform', 'hotcold', 'bursts']);

/** The first thing in the configuration that the engine does not know, or null. */
function notSimulated(accel: string, config: TraceConfig, actions: readonly TraceAction[]): string | null {
  if (accel !== 'kvm' && accel !== 'tcg') return `accelerator ${accel}`;
  for (const [name, on] of Object.entries(config.capabilities))
    if (on && !SIMULATED_CAPABILITIES.has(name)) return `capability ${name}`;
  for (const { execute, arguments: given } of actions) {
    if (!SIMULATED_COMMANDS.has(execute)) return `command ${execute}`;
    if (execute !== 'migrate-set-parameters') continue;
    for (const name of Object.keys(given)) if (!SIMULATED_PARAMETERS.has(name)) return `parameter ${name}`;
  }
  for (const name of Object.keys(config.parameters)) if (!SIMULATED_PARAMETERS.has(name)) return `parameter ${name}`;
  if (!SIMULATED_PATTERNS.has(config.guest.pattern)) return `write pattern ${config.guest.pattern}`;
  const device = devicesOf(config).find((each) => !NON_MIGRATABLE.has(each));
  return device === undefined ? null : `device ${device}`;
}

/** Driver names of the `-device` options. */
const devicesOf = ({ extraArgs }: TraceConfig): string[] =>
  extraArgs.flatMap((arg, i) => (extraArgs[i - 1] === '-device' ? [arg.split(',')[0]!] : []));

/** The recorded guest fills a range, and keeps its own counters in page 9 and page tables in pages 16 to 21. */
function nonzeroRanges({ guest: { fillFromPage, fillToPage } }: TraceConfig): { fromPage: number; toPage: number }[] {
  const own = [
    { fromPage: 9, toPage: 10 },
    { fromPage: 16, toPage: 22 },
  ];
  return fillFromPage < fillToPage ? [...own, { fromPage: fillFromPage, toPage: fillToPage }] : own;
}

/** Whatever its pattern, the guest writes its own counters all the time: page 9, once a millisecond. */
function workloads(config: TraceConfig): Workload[] {
  if (config.stoppedBeforeMigrate) return [];
  const counters: Workload = {
    kind: 'sequential',
    region: { startPage: 9, pages: 1 },
    writesPerSecond: 1000,
    startIndex: 0,
  };
  const pattern = patternOf(config);
  return pattern ? [counters, pattern] : [counters];
}

function patternOf({ guest, measuredWritesPerSecond, guestWritesBefore, guestPhaseMs }: TraceConfig): Workload | null {
  const region: Region = { startPage: guest.regionStartPage, pages: guest.regionPages };
  const writesPerSecond = measuredWritesPerSecond;
  switch (guest.pattern) {
    case 'sequential':
      return { kind: 'sequential', region, writesPerSecond, startIndex: guestWritesBefore % guest.regionPages };
    case 'uniform':
      return { kind: 'uniform', region, writesPerSecond };
    case 'hotcold':
      return {
        kind: 'hot-cold',
        region,
        writesPerSecond,
        hotPages: guest.hotPages ?? 0,
        hotShare: guest.hotShare ?? 0,
      };
    case 'bursts':
      // The measured rate is the mean over a whole period; the target holds while it is on.
      return {
        kind: 'bursts',
        region,
        writesPerSecond: guest.targetWritesPerSecond,
        onMs: guest.onMs ?? 0,
        offMs: guest.offMs ?? 0,
        phaseMs: guestPhaseMs ?? 0,
      };
    default:
      return null;
  }
}

/**
 * A write stores the guest's counter at offset 0 of a page. In turn through the region, the counter has gone on by the number of its
 * pages when it comes to the same page again, which changes as many of its low bytes as that number takes; a carry beyond them is left
 * out. Of any other pattern it is not known how far it goes on; nor of the guest's own page, with counters and stack, which is taken
 * to change like the others.
 */
function contentOf({ guest: { pattern, regionPages } }: TraceConfig): Partial<PageContent> {
  const step = pattern === 'sequential' ? regionPages : 1;
  return { changedBytes: Math.ceil(Math.log2(step + 1) / 8), changesAt: 'same-place' };
}

/** Checked afterwards, with the rest of the scenario. */
function actionOf({ tMs, execute, arguments: given }: TraceAction): object {
  const command = { atMs: Math.max(tMs, 0), execute };
  return execute === 'migrate-set-parameters' ? { ...command, arguments: given } : command;
}
