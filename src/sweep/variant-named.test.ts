import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scenario, Workload } from '../engine/scenario.ts';
import { scenarioWith, vfioDevice } from '../scenario/defaults.ts';
import { InputError } from '../scenario/input-error.ts';
import { managedBy } from '../scenario/management.ts';
import { parseScenario } from '../scenario/schema.ts';
import { incomparable } from './incomparable.ts';
import { settingsHelp, variantNamed } from './variant-named.ts';
import { managementVariants, OPENING_IDS, openingVariants } from './variants.ts';

const base: Scenario = scenarioWith({
  devices: [
    vfioDevice({
      name: '0000:02:00.0',
      dma: { kind: 'random', region: { startPage: 0, pages: 10 }, writesPerSecond: 40 },
    }),
  ],
  guest: { workloads: [{ kind: 'uniform', region: { startPage: 0, pages: 100 }, writesPerSecond: 500 }] },
});
const device = base.devices[0]!;
/** Every device with these changes. */
const devices = (changes: object) => ({ devices: [{ ...device, ...changes }] });

describe('a variant by name', () => {
  it.each<[spec: string, title: string, changes: Partial<Scenario>]>([
    ['base', 'The scenario as it stands', {}],
    ['skip-precopy', 'Skip pre-copy', { qemu: { ...base.qemu, untrackedRule: 'skip-precopy' } }],
    ['P1', 'Skip pre-copy', { qemu: { ...base.qemu, untrackedRule: 'skip-precopy' } }],
    ['p10', expect.any(String), { qemu: { ...base.qemu, untrackedRule: 'knob' } }],
    ['rule=knob', expect.any(String), { qemu: { ...base.qemu, untrackedRule: 'knob' } }],
    ['as-released', 'The rule of the release', { qemu: { ...base.qemu, untrackedRule: 'as-released' } }],
    ['8.1', 'QEMU 8.1', { qemu: { ...base.qemu, release: '8.1' } }],
    ['release=10.0', 'QEMU 10.0', { qemu: { ...base.qemu, release: '10.0' } }],
    ['limit=1000', 'Limit 1 s', { parameters: { ...base.parameters, 'downtime-limit': 1000 } }],
    ['limit=1.5s', 'Limit 1.5 s', { parameters: { ...base.parameters, 'downtime-limit': 1500 } }],
    ['link=1.25GB/s', 'Link 1.25 GB/s', { link: { kind: 'wire', bytesPerSecond: 1.25e9 } }],
    ['link=10Gbit/s', 'Link 1.25 GB/s', { link: { kind: 'wire', bytesPerSecond: 1.25e9 } }],
    ['link=unlimited', 'Link without limit', { link: { kind: 'wire', bytesPerSecond: null } }],
    [
      'max-bandwidth=128MiB/s',
      'Max-bandwidth 134.2 MB/s',
      { parameters: { ...base.parameters, 'max-bandwidth': 134_217_728 } },
    ],
    ['max-bandwidth=0', 'Max-bandwidth 0', { parameters: { ...base.parameters, 'max-bandwidth': 0 } }],
    [
      'channels=8',
      '8 channels',
      {
        parameters: { ...base.parameters, 'multifd-channels': 8 },
        capabilities: { ...base.capabilities, multifd: true },
      },
    ],
    ['channels=off', 'Without multifd', {}],
    ['tracker=device', 'Tracker device', devices({ container: 'iommufd', deviceLogging: true })],
    ['tracker=iommu', 'Tracker iommu', devices({ container: 'iommufd-tracking', deviceLogging: false })],
    ['tracker=type1', 'Tracker type1', devices({ container: 'type1', deviceLogging: false })],
    ['tracker=pinned', 'Tracker pinned', devices({ container: 'type1-pinned', deviceLogging: false })],
    ['tracker=nobody', 'Tracker nobody', devices({ container: 'iommufd', deviceLogging: false })],
    [
      'enable-migration=auto',
      'Enable-migration auto',
      devices({ properties: { ...device.properties, 'enable-migration': 'auto' } }),
    ],
    ['sla=none', 'No SLA', { sla: 'none' }],
    ['devices=0', '0 devices', { devices: [] }],
    [
      'devices=3',
      '3 devices',
      { devices: [device, { ...device, name: '0000:01:00.0' }, { ...device, name: '0000:03:00.0' }] },
    ],
    ['p2p=yes', 'With P2P', devices({ p2p: true })],
    ['stop-copy=64MiB', 'Device state 64 MiB', devices({ stopCopyBytes: 67_108_864 })],
    ['allow-restricted=yes', 'With the opt-in', { qemu: { ...base.qemu, allowRestricted: true } }],
    ['dma=none', 'Silent devices', devices({ dma: { kind: 'none' } })],
    ['dma=x2', '2 times the writes of devices', devices({ dma: { ...device.dma, writesPerSecond: 80 } })],
    ['viommu=yes', 'With vIOMMU', { qemu: { ...base.qemu, viommu: true } }],
    [
      'bandwidth=max-bandwidth',
      'Bandwidth from max-bandwidth',
      { qemu: { ...base.qemu, bandwidthSource: 'max-bandwidth' } },
    ],
    ['workload=idle', 'Idle guest', { guest: { ...base.guest, workloads: [] } }],
    [
      'workload=x2.5',
      '2.5 times the writes',
      { guest: { ...base.guest, workloads: [{ ...base.guest.workloads[0]!, writesPerSecond: 1250 } as Workload] } },
    ],
    [
      ' P5 + limit=4s ',
      expect.stringMatching(/, limit 4 s$/),
      {
        qemu: { ...base.qemu, untrackedRule: 'all-dirty' },
        parameters: { ...base.parameters, 'downtime-limit': 4000 },
      },
    ],
  ])('%s', (spec, title, changes) => {
    const variant = variantNamed(base, spec);
    expect(variant).toMatchObject({ id: spec.trim(), title });
    expect(variant.scenario).toEqual({ ...base, ...changes });
  });

  it('knows those of the opening comparison', () => {
    for (const id of OPENING_IDS.filter((id) => !['check-sla', 'core-notion', 'knob'].includes(id)))
      expect(variantNamed(base, id)).toEqual(openingVariants(base).find((variant) => variant.id === id));
  });

  it('has settings in an order that does not matter, and leaves the base as it is', () => {
    const before = structuredClone(base);
    const settings = ['P1', '8.1', 'limit=77', 'tracker=type1', 'sla=none', 'workload=idle', 'link=5MB/s'];
    fc.assert(
      fc.property(fc.shuffledSubarray(settings, { minLength: 1 }), (chosen) => {
        const { scenario } = variantNamed(base, chosen.join('+'));
        expect(scenario).toEqual(variantNamed(base, chosen.toSorted().join('+')).scenario);
        expect(parseScenario(scenario, '')).toEqual(scenario);
      }),
    );
    expect(base).toEqual(before);
  });
});

describe('a name that is none', () => {
  it.each<[spec: string, message: string, advice: RegExp]>([
    ['', "'': a setting is empty", /^Known are as-released, blocker \(P0\)/],
    ['P1+', 'P1+: a setting is empty', /./],
    ['nonsense', 'nonsense: nonsense is neither a rule nor a release', /Settings are rule, release, limit, /],
    ['speed=3', 'speed=3: speed is no setting', /^Known are rule, release, limit, /],
    ['toString=3', 'toString=3: toString is no setting', /^Known are rule, /],
    ['7.9', '7.9: 7.9 is neither a rule nor a release', /./],
    ['release=7.9', 'release=7.9: 7.9 is not a known release', /^Known are 7\.0, 7\.1, .*, 10\.1\.$/],
    ['rule=P99', 'rule=P99: P99 is not a known rule', /knob \(P10\)/],
    ['limit=soon', 'limit=soon: soon is not a time', /one of ms, s\.$/],
    ['limit=3h', 'limit=3h: h is not a unit of a time', /one of ms, s\.$/],
    ['link=', 'link=: nothing is not a speed', /GB\/s/],
    ['link=5MB', 'link=5MB: MB is not a unit of a speed', /MB\/s/],
    ['tracker=none', 'tracker=none: none is not a known value', /^Known are device, iommu, type1, pinned, nobody\.$/],
    ['devices=9', 'devices=9: 9 is not a whole number from 0 to 8', /^$/],
    ['workload=double', 'workload=double: double is not a known workload', /x2/],
    ['dma=double', 'dma=double: double is not a known workload', /x2/],
    ['P1+limit=-1', 'P1+limit=-1: limit=-1: -1 is not a time', /./],
    [
      'devices=0+tracker=type1',
      'devices=0+tracker=type1: tracker=type1: tracker type1: the scenario has no VFIO device',
      /devices=1/,
    ],
    [
      'devices=0+enable-migration=on',
      'devices=0+enable-migration=on: enable-migration=on: enable-migration: the scenario has no VFIO device',
      /devices=1/,
    ],
    [
      'limit=2001s',
      "limit=2001s: parameters.downtime-limit: Parameter 'downtime_limit' expects an integer in the range of 0 to (2000 * 1000) ms",
      /./,
    ],
  ])('%s', (spec, message, advice) => {
    const error = errorOf(() => variantNamed(base, spec));
    expect(error.message).toBe(message);
    expect(error.advice).toMatch(advice);
  });

  it('is said of a workload that is not there', () => {
    const idle = scenarioWith({});
    expect(errorOf(() => variantNamed(idle, 'workload=x2')).fault).toBe('the guest of this scenario writes nothing');
  });
});

function errorOf(act: () => unknown): InputError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return error as InputError;
  }
  throw new Error('nothing was thrown');
}

it('has a line of help for each setting', () => {
  for (const [form, sets] of settingsHelp()) expect(`${form} ${sets}`).toMatch(/^\S.* \S/);
  expect(settingsHelp().map(([form]) => form)).toContain('limit=1000');
});

describe('a managing tool', () => {
  const base = scenarioWith({});

  it('is named, and may be in shadow mode', () => {
    expect(variantNamed(base, 'management=nova').scenario.management).toEqual(managedBy('nova'));
    const shadow = variantNamed(base, 'management=proxmox+shadow=yes');
    expect(shadow.scenario.management).toEqual(managedBy('proxmox', {}, false));
    expect(shadow.title).toBe('Proxmox VE, in shadow mode');
    expect(variantNamed(shadow.scenario, 'management=none').scenario).not.toHaveProperty('management');
  });

  it('keeps its own settings where the scenario has that tool already', () => {
    const own = { ...base, management: managedBy('nova', { steps: 3 }, false) };
    expect(variantNamed(own, 'management=nova').scenario.management).toEqual(managedBy('nova', { steps: 3 }));
  });

  it('is refused by a name that is none, and shadow mode without one', () => {
    expect(() => variantNamed(base, 'management=vdsm')).toThrow(/vdsm is not a known value/);
    expect(() => variantNamed(base, 'shadow=yes')).toThrow(/nobody manages this guest/);
  });
});

describe('nine managements', () => {
  it('can stand beside each other on one guest', () => {
    const nine = managementVariants(scenarioWith({}));
    expect(nine).toHaveLength(9);
    expect(incomparable(nine)).toBeNull();
    expect(nine.map(({ scenario }) => scenario.management?.policy ?? 'none')[0]).toBe('none');
  });
});
