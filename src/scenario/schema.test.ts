import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryScenario } from './arbitrary.ts';
import { scenarioWith, vfioDevice } from './defaults.ts';
import { ScenarioError } from './input-error.ts';
import { parseScenario, parseScenarioText } from './schema.ts';

const uniform = { kind: 'uniform', region: { startPage: 0, pages: 100 }, writesPerSecond: 10 };
const smallGuest = (more: object) => ({ format: 2, guest: { ramBytes: 4_194_304, ...more } });
const withWorkload = (workload: object) => smallGuest({ workloads: [workload] });

describe('parseScenario', () => {
  it('fills in everything that a file leaves out', () => {
    expect(parseScenario({ format: 2 }, 'a.json')).toEqual(scenarioWith({}));
    expect(parseScenario(smallGuest({}), 'a.json').guest.nonzeroRanges).toEqual([{ fromPage: 0, toPage: 1024 }]);
    expect(parseScenario({ format: 2, devices: [{}] }, 'a.json').devices).toEqual([vfioDevice({})]);
  });

  it('leaves a whole scenario as it is', () => {
    fc.assert(
      fc.property(arbitraryScenario(), (scenario) => {
        expect(parseScenario(JSON.parse(JSON.stringify(scenario)), 'a.json')).toEqual(scenario);
      }),
    );
  });

  it('takes what a release has, from that release on', () => {
    const later = {
      format: 2,
      parameters: { 'avail-switchover-bandwidth': 5 },
      capabilities: { 'switchover-ack': true, 'return-path': true },
    };
    for (const release of ['8.2', '9.0', '9.1', '9.2', '10.0', '10.1'])
      expect(parseScenario({ ...later, qemu: { release } }, 'a.json').qemu.release).toBe(release);
  });

  it('puts changes of the link in order of time', () => {
    const changes = [
      { atMs: 20, bytesPerSecond: 10_000 },
      { atMs: 10, bytesPerSecond: null },
    ];
    expect(parseScenario({ format: 2, link: { kind: 'wire', bytesPerSecond: null, changes } }, 'a.json').link).toEqual({
      kind: 'wire',
      bytesPerSecond: null,
      changes: changes.toReversed(),
    });
  });

  it('puts actions in order of time', () => {
    const actions = [
      { atMs: 20, execute: 'migrate_cancel' },
      { atMs: 10, execute: 'migrate-set-parameters', arguments: { 'downtime-limit': 5 } },
    ];
    expect(parseScenario({ format: 2, actions }, 'a.json').actions.map(({ atMs }) => atMs)).toEqual([10, 20]);
  });

  it.each<[string, unknown, string]>([
    ['a text', 'migrate', 'a.json: "migrate" is not an object'],
    ['nothing', null, 'a.json: null is not an object'],
    ['a list', [], 'a.json: a list is not an object'],
    ['a list for a group', { format: 2, guest: [] }, 'a.json: guest: a list is not an object'],
    ['a list for the parameters', { format: 2, parameters: [] }, 'a.json: parameters: a list is not an object'],
    ['no format', {}, 'a.json: format: missing'],
    ['another format', { format: 3 }, 'a.json: format: 3 is not a known format'],
    ['an unknown field', { format: 2, ram: 5 }, 'a.json: ram: unknown field'],
    ['an unknown field inside', smallGuest({ cpus: 2 }), 'a.json: guest.cpus: unknown field'],
    ['a key that objects inherit', smallGuest({ toString: 2 }), 'a.json: guest.toString: unknown field'],
    ['__proto__', JSON.parse('{"format":2,"guest":{"__proto__":{}}}'), 'a.json: guest.__proto__: unknown field'],
    ['constructor', JSON.parse('{"format":2,"constructor":{}}'), 'a.json: constructor: unknown field'],
    [
      'deep nesting',
      JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`),
      'a.json: a.a.a: nested more than 12 levels deep',
    ],
    [
      'a text for a number',
      smallGuest({ ramBytes: '4G' }),
      'a.json: guest.ramBytes: "4G" is not a whole number from 65,536 to 4,398,046,511,104',
    ],
    [
      'a part of a page',
      smallGuest({ ramBytes: 4_194_305 }),
      'a.json: guest.ramBytes: 4194305 is not a multiple of 4096',
    ],
    [
      'too much RAM',
      smallGuest({ ramBytes: 2 ** 43 }),
      'a.json: guest.ramBytes: 8796093022208 is not a whole number from 65,536 to 4,398,046,511,104',
    ],
    ['NaN', { format: 2, seed: Number.NaN }, 'a.json: seed: NaN is not a whole number from 0 to 4,294,967,295'],
    ['a negative seed', { format: 2, seed: -1 }, 'a.json: seed: -1 is not a whole number from 0 to 4,294,967,295'],
    [
      'an endless horizon',
      { format: 2, horizonMs: Number.POSITIVE_INFINITY },
      'a.json: horizonMs: Infinity is not a number from 1 to 7,200,000',
    ],
    [
      'a link that changes to nothing',
      { format: 2, link: { kind: 'wire', bytesPerSecond: null, changes: [{ atMs: 0, bytesPerSecond: 0 }] } },
      'a.json: link.changes.0.bytesPerSecond: 0 is not a whole number from 10,000 to 1,000,000,000,000',
    ],
    [
      'a change of the link before migrate',
      { format: 2, link: { kind: 'wire', bytesPerSecond: null, changes: [{ atMs: -1, bytesPerSecond: null }] } },
      'a.json: link.changes.0.atMs: -1 is not a number from 0 to 7,200,000',
    ],
    [
      'a test link that changes',
      { format: 2, link: { kind: 'fast', windowMs: 100, changes: [] } },
      'a.json: link.changes: unknown field',
    ],
    ['a long name', { format: 2, name: 'x'.repeat(121) }, 'a.json: name: the text has 121 characters'],
    ['an unknown firmware', smallGuest({ firmware: 'uefi' }), 'a.json: guest.firmware: "uefi" is not known here'],
    [
      'a number for a switch',
      smallGuest({ stoppedBeforeMigrate: 1 }),
      'a.json: guest.stoppedBeforeMigrate: 1 is not true or false',
    ],
    [
      'a workload that is no list',
      smallGuest({ workloads: uniform }),
      'a.json: guest.workloads: an object is not a list',
    ],
    ['too many workloads', smallGuest({ workloads: Array(17).fill(uniform) }), 'a.json: guest.workloads: 17 entries'],
    [
      'an unknown pattern',
      withWorkload({ ...uniform, kind: 'gaussian' }),
      'a.json: guest.workloads.0.kind: "gaussian" is not known here',
    ],
    [
      'a workload without a region',
      withWorkload({ kind: 'uniform', writesPerSecond: 1 }),
      'a.json: guest.workloads.0.region: missing',
    ],
    [
      'a wild write rate',
      withWorkload({ ...uniform, writesPerSecond: 1e12 }),
      'a.json: guest.workloads.0.writesPerSecond: 1000000000000 is not a number from 0 to 100,000,000',
    ],
    [
      'a region outside RAM',
      withWorkload({ ...uniform, region: { startPage: 1000, pages: 100 } }),
      'a.json: guest.workloads.0.region: ends at page 1,100, but RAM has 1,024 pages (4 MiB)',
    ],
    [
      'an empty region',
      withWorkload({ ...uniform, region: { startPage: 0, pages: 0 } }),
      'a.json: guest.workloads.0.region.pages: 0 is not a whole number from 1 to 1,073,741,824',
    ],
    [
      'a hot set as large as its region',
      withWorkload({ ...uniform, kind: 'hot-cold', hotPages: 100, hotShare: 0.5 }),
      'a.json: guest.workloads.0.hotPages: 100 hot pages in a region of 100',
    ],
    [
      'a share above 1',
      withWorkload({ ...uniform, kind: 'hot-cold', hotPages: 10, hotShare: 50 }),
      'a.json: guest.workloads.0.hotShare: 50 is not a number from 0 to 1',
    ],
    [
      'a phase outside its period',
      withWorkload({ ...uniform, kind: 'bursts', onMs: 5, offMs: 5, phaseMs: 10 }),
      'a.json: guest.workloads.0.phaseMs: 10 in a period of 10 ms',
    ],
    [
      'a start outside the region',
      withWorkload({ ...uniform, kind: 'sequential', startIndex: 100 }),
      'a.json: guest.workloads.0.startIndex: 100 in a region of 100 pages',
    ],
    [
      'a range that ends before it starts',
      smallGuest({ nonzeroRanges: [{ fromPage: 5, toPage: 5 }] }),
      'a.json: guest.nonzeroRanges.0: from page 5 to page 5 is no page',
    ],
    [
      'a range outside RAM',
      smallGuest({ nonzeroRanges: [{ fromPage: 0, toPage: 1025 }] }),
      'a.json: guest.nonzeroRanges.0: ends at page 1,025, but RAM has 1,024 pages (4 MiB)',
    ],
    ['an unknown link', { format: 2, link: { kind: 'tin cans' } }, 'a.json: link.kind: "tin cans" is not known here'],
    ['a link without speed', { format: 2, link: { kind: 'wire' } }, 'a.json: link.bytesPerSecond: missing'],
    ['nine devices', { format: 2, devices: Array(9).fill({}) }, 'a.json: devices: 9 entries'],
    [
      'two devices of one name',
      { format: 2, devices: [{}, { name: 'b' }, { name: 'b' }] },
      'a.json: devices.2.name: a device before it is named b too',
    ],
    [
      'more initial bytes than the state has',
      { format: 2, devices: [{ stopCopyBytes: 1000, initialBytes: 1001 }] },
      'a.json: devices.0.initialBytes: 1,001 initial bytes of a state of 1,000',
    ],
    [
      'a state saved at no speed',
      { format: 2, devices: [{ saveBytesPerSecond: 0 }] },
      'a.json: devices.0.saveBytesPerSecond: 0 is not a whole number from 1,000 to 1,000,000,000,000',
    ],
    [
      'an unknown container',
      { format: 2, devices: [{ container: 'docker' }] },
      'a.json: devices.0.container: "docker" is not known here',
    ],
    [
      'a property that vfio-pci does not have',
      { format: 2, devices: [{ properties: { 'x-enable-migration': 'on' } }] },
      'a.json: devices.0.properties.x-enable-migration: unknown field',
    ],
    [
      'a property with another value',
      { format: 2, devices: [{ properties: { 'enable-migration': 'maybe' } }] },
      'a.json: devices.0.properties.enable-migration: "maybe" is not known here',
    ],
    [
      'bursts of DMA with a phase outside their period',
      {
        ...smallGuest({}),
        devices: [{ dma: { ...uniform, kind: 'bursts', onMs: 5, offMs: 5, phaseMs: 10 } }],
      },
      'a.json: devices.0.dma.phaseMs: 10 in a period of 10 ms',
    ],
    ['an unknown release', { format: 2, qemu: { release: '6.2' } }, 'a.json: qemu.release: "6.2" is not known here'],
    ['an unknown promise', { format: 2, sla: 'gold' }, 'a.json: sla: "gold" is not known here'],
    [
      'a parameter of a later release',
      { format: 2, qemu: { release: '8.1' }, parameters: { 'avail-switchover-bandwidth': 1 } },
      "a.json: parameters.avail-switchover-bandwidth: Parameter 'avail-switchover-bandwidth' is unexpected",
    ],
    [
      'a command that sets a parameter of a later release',
      {
        format: 2,
        actions: [
          { atMs: 5, execute: 'stop' },
          { atMs: 9, execute: 'migrate-set-parameters', arguments: { 'avail-switchover-bandwidth': 0 } },
        ],
      },
      "a.json: actions.1.arguments.avail-switchover-bandwidth: Parameter 'avail-switchover-bandwidth' is unexpected",
    ],
    [
      'a capability of a later release',
      { format: 2, qemu: { release: '8.0' }, capabilities: { 'switchover-ack': true, 'return-path': true } },
      "a.json: capabilities.switchover-ack: Parameter 'capability' does not accept value 'switchover-ack'",
    ],
    [
      'a capability without the one that it needs',
      { format: 2, qemu: { release: '8.1' }, capabilities: { 'switchover-ack': true } },
      "a.json: capabilities.switchover-ack: Capability 'switchover-ack' requires capability 'return-path'",
    ],
    [
      'dirty-limit before it was there',
      { format: 2, qemu: { release: '8.0' }, guest: { dirtyRingSize: 4096 }, capabilities: { 'dirty-limit': true } },
      "a.json: capabilities.dirty-limit: Parameter 'capability' does not accept value 'dirty-limit'",
    ],
    [
      'dirty-limit beside auto-converge',
      {
        format: 2,
        qemu: { release: '8.1' },
        guest: { dirtyRingSize: 4096 },
        capabilities: { 'dirty-limit': true, 'auto-converge': true },
      },
      'a.json: capabilities.dirty-limit: dirty-limit conflicts with auto-converge either of then available currently',
    ],
    [
      'dirty-limit without a ring',
      { format: 2, qemu: { release: '8.1' }, capabilities: { 'dirty-limit': true } },
      "a.json: capabilities.dirty-limit: dirty-limit requires KVM with accelerator property 'dirty-ring-size' set",
    ],
    [
      'free pages outside RAM',
      smallGuest({ freePageHint: { ranges: [{ fromPage: 0, toPage: 2000 }], pagesPerMs: 1 } }),
      'a.json: guest.freePageHint.ranges.0: ends at page 2,000, but RAM has 1,024 pages (4 MiB)',
    ],
    [
      'a ring and a log that is cleared by chunk',
      { format: 2, guest: { dirtyRingSize: 1024, logClearing: 'by-chunk' } },
      'a.json: guest.logClearing: KVM has no manual protection beside a dirty ring',
    ],
    [
      'chunks that are too small',
      { format: 2, qemu: { 'x-clear-bitmap-shift': 5 } },
      'a.json: qemu.x-clear-bitmap-shift: 5 is not a whole number from 6 to 31',
    ],
    [
      'a ring of an odd size',
      { format: 2, guest: { dirtyRingSize: 5000 } },
      'a.json: guest.dirtyRingSize: dirty-ring-size must be a power of two.',
    ],
    [
      'a limit of nothing',
      { format: 2, qemu: { release: '8.1' }, parameters: { 'vcpu-dirty-limit': 0 } },
      "a.json: parameters.vcpu-dirty-limit: Parameter 'vcpu_dirty_limit' is invalid, it must greater then 1 MB/s",
    ],
    [
      'a period too long',
      { format: 2, qemu: { release: '8.1' }, parameters: { 'x-vcpu-dirty-limit-period': 1001 } },
      "a.json: parameters.x-vcpu-dirty-limit-period: Parameter 'x-vcpu-dirty-limit-period' expects a value between 1 and 1000",
    ],
    [
      'DMA outside RAM',
      {
        ...smallGuest({}),
        devices: [{ dma: { kind: 'ring', region: { startPage: 1024, pages: 1 }, writesPerSecond: 1 } }],
      },
      'a.json: devices.0.dma.region: ends at page 1,025, but RAM has 1,024 pages (4 MiB)',
    ],
    [
      'an unknown rule',
      { format: 2, qemu: { untrackedRule: 'hope' } },
      'a.json: qemu.untrackedRule: "hope" is not known here',
    ],
    [
      'a downtime limit above the range',
      { format: 2, parameters: { 'downtime-limit': 2_000_001 } },
      "a.json: parameters.downtime-limit: Parameter 'downtime_limit' expects an integer in the range of 0 to (2000 * 1000) ms",
    ],
    [
      'a downtime limit below the range',
      { format: 2, parameters: { 'downtime-limit': -1 } },
      "a.json: parameters.downtime-limit: Parameter 'downtime_limit' expects an integer in the range of 0 to (2000 * 1000) ms",
    ],
    [
      'a bandwidth in words',
      { format: 2, parameters: { 'max-bandwidth': '1M' } },
      "a.json: parameters.max-bandwidth: Parameter 'max-bandwidth' expects uint64",
    ],
    [
      'half a byte',
      { format: 2, parameters: { 'max-bandwidth': 0.5 } },
      "a.json: parameters.max-bandwidth: Parameter 'max-bandwidth' expects uint64",
    ],
    [
      'a negative bandwidth',
      { format: 2, parameters: { 'max-bandwidth': -1 } },
      'a.json: parameters.max-bandwidth: -1 is below 0',
    ],
    [
      'an unknown parameter',
      { format: 2, parameters: { nonsense: 1 } },
      "a.json: parameters.nonsense: Parameter 'nonsense' is unexpected",
    ],
    [
      'a parameter that waits',
      { format: 2, parameters: { 'announce-rounds': 5 } },
      'a.json: parameters.announce-rounds: the parameter announce-rounds is not simulated yet',
    ],
    ...[0, 256, 1.5].map((channels): [string, object, string] => [
      `${channels} channels`,
      { format: 2, parameters: { 'multifd-channels': channels } },
      "a.json: parameters.multifd-channels: Parameter 'multifd_channels' expects a value between 1 and 255",
    ]),
    [
      'a first step of nothing',
      { format: 2, parameters: { 'cpu-throttle-initial': 0 } },
      "a.json: parameters.cpu-throttle-initial: Parameter 'cpu_throttle_initial' expects an integer in the range of 1 to 99",
    ],
    [
      'a maximum below the first step',
      { format: 2, parameters: { 'max-cpu-throttle': 5 } },
      "a.json: parameters.max-cpu-throttle: Parameter 'max_cpu_throttle' expects an integer in the range of cpu_throttle_initial to 99",
    ],
    [
      'an unknown capability',
      { format: 2, capabilities: { nonsense: true } },
      "a.json: capabilities.nonsense: Parameter 'capability' does not accept value 'nonsense'",
    ],
    [
      'a capability that waits',
      { format: 2, capabilities: { 'zero-blocks': true } },
      'a.json: capabilities.zero-blocks: the capability zero-blocks is not simulated yet',
    ],
    [
      'an action before migrate',
      { format: 2, actions: [{ atMs: -1, execute: 'migrate_cancel' }] },
      'a.json: actions.0.atMs: -1 is not a number from 0 to 7,200,000',
    ],
    [
      'an unknown command',
      { format: 2, actions: [{ atMs: 1, execute: 'quit' }] },
      'a.json: actions.0.execute: "quit" is not known here',
    ],
    [
      'a limit set out of range',
      {
        format: 2,
        actions: [{ atMs: 1, execute: 'migrate-set-parameters', arguments: { 'downtime-limit': 2_000_001 } }],
      },
      "a.json: actions.0.arguments.downtime-limit: Parameter 'downtime_limit' expects an integer in the range of 0 to (2000 * 1000) ms",
    ],
    [
      'a cache that is no power of two',
      { format: 2, parameters: { 'xbzrle-cache-size': 5000 } },
      "a.json: parameters.xbzrle-cache-size: Parameter 'xbzrle_cache_size' expects a power of two no less than the target page size",
    ],
    [
      'a cache smaller than a page, while it runs',
      {
        format: 2,
        actions: [{ atMs: 1, execute: 'migrate-set-parameters', arguments: { 'xbzrle-cache-size': 2048 } }],
      },
      "a.json: actions.0.arguments.xbzrle-cache-size: Parameter 'xbzrle_cache_size' expects a power of two no less than the target page size",
    ],
    [
      'no threads',
      { format: 2, parameters: { 'compress-threads': 0 } },
      "a.json: parameters.compress-threads: Parameter 'compress_threads' expects a value between 1 and 255",
    ],
    [
      'post-copy beside multifd where QEMU does',
      { format: 2, qemu: { release: '10.0' }, capabilities: { 'postcopy-ram': true, multifd: true } },
      'a.json: capabilities.multifd: Postcopy is not yet compatible with multifd',
    ],
    [
      'post-copy beside multifd where QEMU takes both',
      { format: 2, qemu: { release: '10.1' }, capabilities: { 'postcopy-ram': true, multifd: true } },
      'a.json: capabilities.multifd: multifd beside postcopy-ram is not simulated',
    ],
    [
      'post-copy beside compression, which QEMU takes',
      { format: 2, capabilities: { 'postcopy-ram': true, compress: true } },
      'a.json: capabilities.compress: compress beside postcopy-ram is not simulated',
    ],
    [
      'requests on a channel of their own beside compression',
      { format: 2, capabilities: { 'postcopy-ram': true, 'postcopy-preempt': true, compress: true } },
      'a.json: capabilities.compress: Postcopy preempt not compatible with compress',
    ],
    [
      'requests on a channel of their own without post-copy',
      { format: 2, capabilities: { 'postcopy-preempt': true } },
      'a.json: capabilities.postcopy-preempt: Postcopy preempt requires postcopy-ram',
    ],
    [
      'post-copy beside RAM that is left out',
      { format: 2, capabilities: { 'postcopy-ram': true, 'x-ignore-shared': true } },
      'a.json: capabilities.x-ignore-shared: Postcopy is not compatible with ignore-shared',
    ],
    [
      'compression in a release that has removed it',
      { format: 2, qemu: { release: '9.1' }, capabilities: { compress: true } },
      "a.json: capabilities.compress: Parameter 'capability' does not accept value 'compress'",
    ],
    [
      'its threads there',
      { format: 2, qemu: { release: '10.0' }, parameters: { 'compress-threads': 2 } },
      "a.json: parameters.compress-threads: Parameter 'compress-threads' is unexpected",
    ],
    [
      'a write that changes more than a page',
      { format: 2, guest: { content: { changedBytes: 4097 } } },
      'a.json: guest.content.changedBytes: 4097 is not a whole number from 1 to 4,096',
    ],
    [
      'an unknown fault',
      { format: 2, actions: [{ atMs: 1, fault: 'fire' }] },
      'a.json: actions.0.fault: "fire" is not known here',
    ],
    ['an action that is a text', { format: 2, actions: ['cancel'] }, 'a.json: actions.0: "cancel" is not an object'],
  ])('refuses %s', (_, json, message) => {
    expect(errorOf(() => parseScenario(json, 'a.json')).message).toBe(message);
  });

  it('keeps the parts of an error apart', () => {
    expect(errorOf(() => parseScenario(smallGuest({ cpus: 1 }), 'a.json'))).toMatchObject({
      name: 'ScenarioError',
      file: 'a.json',
      field: 'guest.cpus',
      fault: 'unknown field',
      advice:
        'The fields here are ramBytes, firmware, stoppedBeforeMigrate, nonzeroRanges, workloads, throttleEffect, content, vcpus, sharedRam, freePageHint, logClearing, dirtyRingSize.',
    });
  });

  it('reports one fault of many, in words short enough for one line', () => {
    const error = errorOf(() => parseScenario({ format: 2, seed: 'x'.repeat(5000), ram: 1, horizonMs: 'y' }, 'a.json'));
    expect(error.message).not.toContain('horizonMs');
    expect(error.message.length).toBeLessThan(150);
  });

  it('refuses any other JSON with a ScenarioError, never with another error', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (json) => {
        expect(errorOf(() => parseScenario(json, 'a.json'))).toBeInstanceOf(ScenarioError);
      }),
    );
  });
});

describe('parseScenarioText', () => {
  it('reads a file, with a byte order mark too', () => {
    expect(parseScenarioText('\uFEFF{"format":2,"seed":7}\n', 'a.json').seed).toBe(7);
  });

  it.each([
    ['', 'a.json: the file is empty'],
    ['{"format":2,"guest":{"ramBytes":', 'a.json: the JSON ends too early'],
    ['{"format":2,"name":"idl', 'a.json: the JSON ends too early'],
    ['{"format":2', 'a.json: the JSON ends too early'],
    ['#!/bin/sh', 'a.json: not JSON'],
    [`{"format":2,"name":"${'x'.repeat(2 ** 20)}"}`, 'a.json: the file has 1 MiB, more than the 1 MiB that are read'],
  ])('refuses %.40s', (text, message) => {
    expect(errorOf(() => parseScenarioText(text, 'a.json')).message).toContain(message);
  });
});

function errorOf(run: () => unknown): ScenarioError {
  try {
    run();
  } catch (error) {
    if (error instanceof ScenarioError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('the managing tool', () => {
  const management = (given: unknown) => parseScenario({ format: 2, management: given }, 'x.json').management;

  it('is nobody when it is left out, and has its defaults where it says nothing', () => {
    expect(parseScenario({ format: 2 }, 'x.json')).not.toHaveProperty('management');
    expect(management({ policy: 'proxmox' })).toEqual({ policy: 'proxmox', acts: true, settings: { startMs: 100 } });
    expect(management({ policy: 'nova', acts: false, settings: { steps: 3 } })).toEqual({
      policy: 'nova',
      acts: false,
      settings: { mostMs: 500, steps: 3, delaySecondsPerGib: 75, timeoutSecondsPerGib: 800, lastResort: 'abort' },
    });
  });

  it.each([
    [{ policy: 'nova2' }, /management\.policy: "nova2" is not known here/],
    [{ policy: 'proxmox', settings: { steps: 3 } }, /management\.settings\.steps: unknown field/],
    [{ policy: 'nova', settings: { steps: 0 } }, /management\.settings\.steps: 0 is not a whole number from 1 to 100/],
    [{ policy: 'nova', speed: 1 }, /management\.speed: unknown field/],
    [{ policy: 'nova', settings: { lastResort: 'pray' } }, /management\.settings\.lastResort: "pray" is not known/],
    [[], /management/],
  ])('%j is refused with the field and what to do', (given, message) => {
    expect(() => management(given)).toThrow(message);
  });
});
