import { managementPolicy } from '../engine/management/policies.ts';
import { RELEASES } from '../engine/migration/releases.ts';
import { UNTRACKED_RULES } from '../engine/policy/rules.ts';
import type { ManagementName, Scenario, VfioDevice } from '../engine/scenario.ts';
import { counted, t } from '../language/t.ts';
import { vfioDevice } from '../scenario/defaults.ts';
import { InputError } from '../scenario/input-error.ts';
import { LIMITS, MOST } from '../scenario/limits.ts';
import { MANAGEMENTS } from '../scenario/management.ts';
import { parseScenario } from '../scenario/schema.ts';
import { withWritesTimes } from '../scenario/workload-parts.ts';
import { formatBytes, formatBytesPerSecond, formatMs, formatNumber } from '../units.ts';
import { type Amount, parseAmount } from './amount.ts';
import { managed, openingVariants, type Variant, withProperties } from './variants.ts';

/**
 * The variant of `base` that `spec` describes: settings joined with `+`, each a rule's name or number (`skip-precopy`, `P1`), a
 * release (`8.1`), or `name=value`. A variant of the opening comparison can be named by its id, and `base` is the scenario
 * as it stands. `settingsHelp` lists the settings.
 * @throws InputError with the spec for a file, the setting for a field when there are several, and what is known for advice
 */
export function variantNamed(base: Scenario, spec: string): Variant {
  const id = spec.trim();
  const opening = openingVariants(base).find((variant) => variant.id === id && !isRule(id));
  if (opening) return checked(opening);
  const parts = id.split('+').map((part) => part.trim());
  let scenario = base;
  const titles: string[] = [];
  const notes: string[] = [];
  for (const part of parts) {
    const result = applied(scenario, part);
    if ('fault' in result)
      throw new InputError(id === '' ? "''" : id, { field: parts.length > 1 ? part : '', ...result });
    scenario = result.scenario;
    titles.push(result.title);
    if (result.note) notes.push(result.note);
  }
  const title = titles.join(', ');
  return checked({ id, title: title.charAt(0).toUpperCase() + title.slice(1), note: notes.join('; '), scenario });
}

/** The settings that `variantNamed` knows, one line each: the form, and what it sets. */
export function settingsHelp(): readonly (readonly [form: string, sets: string])[] {
  return [
    ['base', t('the scenario as it stands')],
    ['skip-precopy, P1, ...', t('a rule for a device that nobody tracks, by name or number')],
    ['8.1', t('a release; also release=8.1')],
    ...Object.entries(settings()).map(([name, { form, sets }]) => [`${name}=${form}`, sets] as const),
  ];
}

/** What one setting makes of a scenario, or why it cannot be used. */
type Applied =
  | { readonly scenario: Scenario; readonly title: string; readonly note?: string }
  | { readonly fault: string; readonly advice: string };

interface Setting {
  readonly form: string;
  readonly sets: string;
  readonly apply: (scenario: Scenario, value: string) => Applied;
}

const isRule = (word: string): boolean => UNTRACKED_RULES.some(({ name }) => name === word);

function applied(scenario: Scenario, part: string): Applied {
  const known = settings();
  if (part === 'base') return { scenario, title: t('the scenario as it stands') };
  const equals = part.indexOf('=');
  if (equals < 0) {
    if (Object.hasOwn(RELEASES, part)) return withRelease(scenario, part);
    const rule = withRule(scenario, part);
    if (!('fault' in rule)) return rule;
    const fault = part === '' ? t('a setting is empty') : t('{part} is neither a rule nor a release', { part });
    return {
      fault,
      advice: `${rule.advice} ${t('Settings are {names}, each as name=value.', { names: Object.keys(known).join(', ') })}`,
    };
  }
  const name = part.slice(0, equals);
  const setting = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!setting)
    return {
      fault: t('{name} is no setting', { name }),
      advice: t('Known are {names}.', { names: Object.keys(known).join(', ') }),
    };
  return setting.apply(scenario, part.slice(equals + 1));
}

/** The schema has the last word on ranges and combinations. */
function checked(variant: Variant): Variant {
  return { ...variant, scenario: parseScenario(variant.scenario, variant.id) };
}

function withRelease(scenario: Scenario, name: string): Applied {
  const release = Object.values(RELEASES).find((each) => each.name === name)?.name;
  if (!release) return unknown(t('{value} is not a known release', { value: shown(name) }), Object.keys(RELEASES));
  return { scenario: { ...scenario, qemu: { ...scenario.qemu, release } }, title: `QEMU ${release}` };
}

function withRule(scenario: Scenario, word: string): Applied {
  if (word === 'as-released')
    return {
      scenario: { ...scenario, qemu: { ...scenario.qemu, untrackedRule: word } },
      title: t('the rule of the release'),
    };
  const rule = UNTRACKED_RULES.find(({ name, id }) => name === word || id.toLowerCase() === word.toLowerCase());
  if (!rule)
    return unknown(t('{value} is not a known rule', { value: shown(word) }), [
      'as-released',
      ...UNTRACKED_RULES.map(({ name, id }) => `${name} (${id})`),
    ]);
  return {
    scenario: { ...scenario, qemu: { ...scenario.qemu, untrackedRule: rule.name } },
    title: t(rule.title),
    note: t(rule.who),
  };
}

/** By name. A function, so that it may stand below what it uses. */
function settings(): Readonly<Record<string, Setting>> {
  return {
    rule: { form: 'knob', sets: t('a rule, by name or number'), apply: withRule },
    release: { form: '8.1', sets: t('the release'), apply: withRelease },
    limit: {
      form: '1000',
      sets: t('downtime-limit, in ms or as 1.5s'),
      apply: amount('time', (scenario, { value }) => ({
        scenario: withParameters(scenario, { 'downtime-limit': value }),
        title: t('limit {time}', { time: formatMs(value) }),
      })),
    },
    link: {
      form: '1.25GB/s',
      sets: t('speed of the link, in bytes or bits a second; unlimited for as fast as the host can'),
      apply: (scenario, value) =>
        value === 'unlimited'
          ? { scenario: { ...scenario, link: { kind: 'wire', bytesPerSecond: null } }, title: t('link without limit') }
          : amount('speed', (whole, speed) => ({
              scenario: { ...whole, link: { kind: 'wire', bytesPerSecond: speed.value } },
              title: t('link {speed}', { speed: formatBytesPerSecond(speed.value) }),
            }))(scenario, value),
    },
    'max-bandwidth': speedParameter('max-bandwidth', t('the parameter, in bytes or bits a second, 0 for no limit')),
    'avail-switchover-bandwidth': speedParameter(
      'avail-switchover-bandwidth',
      t('the parameter, in bytes or bits a second, 0 for the measured one; from 8.2 on'),
    ),
    channels: {
      form: '8',
      sets: t('multifd with so many channels, or off'),
      apply: (scenario, value) =>
        value === 'off'
          ? { scenario: withCapabilities(scenario, { multifd: false }), title: t('without multifd') }
          : withChannels(scenario, value),
    },
    tracker: {
      form: Object.keys(TRACKERS).join('|'),
      sets: t('who can track the writes of every device'),
      apply: oneOf(TRACKERS, (scenario, tracker, name) =>
        onDevices(scenario, t('tracker {name}', { name }), (device) => ({ ...device, ...tracker })),
      ),
    },
    'enable-migration': {
      form: 'auto|on|off',
      sets: t('the property of every device'),
      apply: oneOf({ auto: 'auto', on: 'on', off: 'off' } as const, (scenario, value) =>
        scenario.devices.length === 0
          ? noDevice('enable-migration')
          : {
              scenario: withProperties(scenario, { 'enable-migration': value }),
              title: `enable-migration ${value}`,
            },
      ),
    },
    sla: {
      form: 'none|downtime-limit',
      sets: t('what the owner of the guest was promised'),
      apply: oneOf({ none: 'none', 'downtime-limit': 'downtime-limit' } as const, (scenario, sla) => ({
        scenario: { ...scenario, sla },
        title: sla === 'none' ? t('no SLA') : t('SLA is the limit'),
      })),
    },
    devices: {
      form: '2',
      sets: t('number of VFIO devices, 0 to {most}, each like the first', { most: MOST.devices }),
      apply: withDevices,
    },
    p2p: {
      form: 'yes|no',
      sets: t('whether every device supports P2P'),
      apply: oneOf({ yes: true, no: false }, (scenario, p2p) =>
        onDevices(scenario, p2p ? t('with P2P') : t('without P2P'), (device) => ({ ...device, p2p })),
      ),
    },
    'stop-copy': {
      form: '64MiB',
      sets: t('state of every device'),
      apply: amount('size', (scenario, { value }) =>
        onDevices(scenario, t('device state {bytes}', { bytes: formatBytes(value) }), (device) => ({
          ...device,
          stopCopyBytes: value,
        })),
      ),
    },
    viommu: {
      form: 'yes|no',
      sets: t('whether the guest has a vIOMMU'),
      apply: oneOf({ yes: true, no: false }, (scenario, viommu) => ({
        scenario: { ...scenario, qemu: { ...scenario.qemu, viommu } },
        title: viommu ? t('with vIOMMU') : t('without vIOMMU'),
      })),
    },
    'allow-restricted': {
      form: 'yes|no',
      sets: t('the opt-in of rule P2'),
      apply: oneOf({ yes: true, no: false }, (scenario, allowRestricted) => ({
        scenario: { ...scenario, qemu: { ...scenario.qemu, allowRestricted } },
        title: allowRestricted ? t('with the opt-in') : t('without the opt-in'),
      })),
    },
    bandwidth: {
      form: 'max-bandwidth|measured|avail-switchover-bandwidth',
      sets: t('where rules P7 and P12 take the bandwidth from'),
      apply: oneOf(BANDWIDTH_SOURCES, (scenario, bandwidthSource) => ({
        scenario: { ...scenario, qemu: { ...scenario.qemu, bandwidthSource } },
        title: t('bandwidth from {source}', { source: bandwidthSource }),
      })),
    },
    management: {
      form: ['none', ...MANAGEMENTS].join('|'),
      sets: t('the tool that manages the guest, acting, with its defaults'),
      apply: oneOf(TOOLS, (scenario, name) => ({
        scenario: managed(scenario, name),
        title: name === null ? t('managed by nobody') : managementPolicy(name).title,
        ...(name !== null && { note: managementPolicy(name).source }),
      })),
    },
    shadow: {
      form: 'yes|no',
      sets: t('whether the tool only decides, and does nothing'),
      apply: oneOf({ yes: true, no: false }, (scenario, shadow) =>
        scenario.management
          ? {
              scenario: { ...scenario, management: { ...scenario.management, acts: !shadow } },
              title: shadow ? t('in shadow mode') : t('acting'),
            }
          : {
              fault: t('shadow: nobody manages this guest'),
              advice: t('Put a tool before it, as in management=nova.'),
            },
      ),
    },
    workload: {
      form: 'idle|x2',
      sets: t('the guest writes nothing, or so many times as much'),
      apply: (scenario, value) =>
        value === 'idle'
          ? { scenario: { ...scenario, guest: { ...scenario.guest, workloads: [] } }, title: t('idle guest') }
          : withWorkloadTimes(scenario, value),
    },
    dma: {
      form: 'none|x2',
      sets: t('the devices write nothing, or so many times as much'),
      apply: (scenario, value) =>
        value === 'none'
          ? onDevices(scenario, t('silent devices'), (device) => ({ ...device, dma: { kind: 'none' } }))
          : withDmaTimes(scenario, value),
    },
  };
}

const TRACKERS: Readonly<Record<string, Pick<VfioDevice, 'container' | 'deviceLogging'>>> = {
  device: { container: 'iommufd', deviceLogging: true },
  iommu: { container: 'iommufd-tracking', deviceLogging: false },
  type1: { container: 'type1', deviceLogging: false },
  pinned: { container: 'type1-pinned', deviceLogging: false },
  nobody: { container: 'iommufd', deviceLogging: false },
};
const BANDWIDTH_SOURCES = {
  'max-bandwidth': 'max-bandwidth',
  measured: 'measured',
  'avail-switchover-bandwidth': 'avail-switchover-bandwidth',
} as const;

const TOOLS: Readonly<Record<string, ManagementName | null>> = {
  none: null,
  ...Object.fromEntries(MANAGEMENTS.map((name) => [name, name])),
};

const withParameters = (scenario: Scenario, parameters: Partial<Scenario['parameters']>): Scenario => ({
  ...scenario,
  parameters: { ...scenario.parameters, ...parameters },
});

const withCapabilities = (scenario: Scenario, capabilities: Partial<Scenario['capabilities']>): Scenario => ({
  ...scenario,
  capabilities: { ...scenario.capabilities, ...capabilities },
});

function withChannels(scenario: Scenario, value: string): Applied {
  const channels = Number(value);
  const { min, max } = LIMITS.multifdChannels;
  if (!/^\d+$/.test(value) || channels < min || channels > max)
    return unknown(t('{value} is not a known number of channels', { value: shown(value) }), [
      t('a whole number from {min} to {max}', { min, max }),
      'off',
    ]);
  return {
    scenario: withCapabilities(withParameters(scenario, { 'multifd-channels': channels }), { multifd: true }),
    title: counted(channels, '{count} channel', '{count} channels'),
  };
}

const speedParameter = (name: 'max-bandwidth' | 'avail-switchover-bandwidth', sets: string): Setting => ({
  form: '128MiB/s',
  sets,
  apply: amount('speed', (scenario, { value }) => ({
    scenario: withParameters(scenario, { [name]: value }),
    title: `${name} ${value === 0 ? '0' : formatBytesPerSecond(value)}`,
  })),
});

function withWorkloadTimes(scenario: Scenario, value: string): Applied {
  const times = timesIn(value);
  if (times === null)
    return unknown(t('{value} is not a known workload', { value: shown(value) }), [
      'idle',
      t('x and a number, such as x2 or x0.5'),
    ]);
  const { workloads } = scenario.guest;
  if (workloads.length === 0)
    return { fault: t('the guest of this scenario writes nothing'), advice: t('Choose a scenario with a workload.') };
  const faster = workloads.map((each) => withWritesTimes(each, times));
  return {
    scenario: { ...scenario, guest: { ...scenario.guest, workloads: faster } },
    title: t('{times} times the writes', { times: formatNumber(times, 6) }),
  };
}

function withDmaTimes(scenario: Scenario, value: string): Applied {
  const times = timesIn(value);
  if (times === null)
    return unknown(t('{value} is not a known workload', { value: shown(value) }), [
      'none',
      t('x and a number, such as x2 or x0.5'),
    ]);
  return onDevices(scenario, t('{times} times the writes of devices', { times: formatNumber(times, 6) }), (device) => {
    const { dma } = device;
    return dma.kind === 'none' ? device : { ...device, dma: { ...dma, writesPerSecond: dma.writesPerSecond * times } };
  });
}

function timesIn(value: string): number | null {
  const digits = /^x(\d+(?:\.\d+)?)$/.exec(value)?.[1];
  return digits === undefined ? null : Number(digits);
}

function withDevices(scenario: Scenario, value: string): Applied {
  const count = Number(value);
  if (!/^\d+$/.test(value) || count > MOST.devices)
    return {
      fault: t('{value} is not a whole number from {min} to {max}', { value, min: 0, max: MOST.devices }),
      advice: '',
    };
  const devices = scenario.devices.slice(0, count);
  const model = scenario.devices[0] ?? vfioDevice({});
  for (let bus = 1; devices.length < count; bus++) {
    const name = `0000:${String(bus).padStart(2, '0')}:00.0`;
    if (devices.every((device) => device.name !== name)) devices.push({ ...model, name });
  }
  return { scenario: { ...scenario, devices }, title: counted(count, '{count} device', '{count} devices') };
}

function onDevices(scenario: Scenario, title: string, change: (device: VfioDevice) => VfioDevice): Applied {
  if (scenario.devices.length === 0) return noDevice(title);
  return { scenario: { ...scenario, devices: scenario.devices.map(change) }, title };
}

const noDevice = (what: string): Applied => ({
  fault: t('{what}: the scenario has no VFIO device', { what }),
  advice: t('Add one before it with devices=1, or choose a scenario with a device.'),
});

const amount =
  (kind: Amount['kind'], apply: (scenario: Scenario, amount: Amount) => Applied): Setting['apply'] =>
  (scenario, value) => {
    const parsed = parseAmount(value, kind);
    return 'fault' in parsed ? parsed : apply(scenario, parsed);
  };

const oneOf =
  <Value>(
    known: Readonly<Record<string, Value>>,
    apply: (scenario: Scenario, value: Value, name: string) => Applied,
  ): Setting['apply'] =>
  (scenario, name) =>
    Object.hasOwn(known, name)
      ? apply(scenario, known[name]!, name)
      : unknown(t('{value} is not a known value', { value: shown(name) }), Object.keys(known));

const unknown = (fault: string, known: readonly string[]): Applied => ({
  fault,
  advice: t('Known are {names}.', { names: known.join(', ') }),
});

const shown = (value: string): string => (value === '' ? t('nothing') : value);
