import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MIB } from '../units.ts';
import { arbitraryScenario } from './arbitrary.ts';
import { scenarioWith } from './defaults.ts';
import { type FieldValue, readField, writeField } from './field-values.ts';
import { trackingOf } from './field-values-device.ts';
import {
  addDevice,
  changeDevice,
  duplicateDevice,
  MOST_DEVICES,
  removeDevice,
  trackAll,
} from './field-values-device-list.ts';
import { FIELDS, type Field, type FieldName } from './fields.ts';
import { MANAGEMENT_DEFAULTS, MANAGEMENTS } from './management.ts';
import { parseScenario } from './schema.ts';

const names = Object.keys(FIELDS) as FieldName[];
/** A value that the control of a field can give. */
const anyValueOf = (name: FieldName): fc.Arbitrary<FieldValue> => {
  const { control }: Field = FIELDS[name];
  if (control.kind === 'switch') return fc.boolean();
  if (control.kind === 'choice') return fc.constantFrom(...control.options.map(({ value }) => value));
  if (name === 'ramBytes') return fc.integer({ min: 16, max: 10_000 }).map((pages) => pages * 4096);
  const { min, max } = control.slider;
  if (name === 'xbzrle-cache-size')
    return fc.integer({ min: Math.log2(min), max: Math.log2(max) }).map((power) => 2 ** power);
  return Number.isInteger(control.step) && Number.isInteger(min)
    ? fc.integer({ min, max })
    : fc.double({ min, max, noNaN: true });
};
const edits = fc.constantFrom(...names).chain((name) => fc.tuple(fc.constant(name), anyValueOf(name)));

describe('the fields of a scenario', () => {
  it('can be set in any order to anything that their controls give, and the scenario stays possible', () => {
    fc.assert(
      fc.property(arbitraryScenario(), fc.array(edits, { minLength: 1, maxLength: 8 }), (scenario, changes) => {
        const changed = changes.reduce((made, [name, value]) => writeField(made, name, value), scenario);
        expect(parseScenario(changed, '')).toEqual(changed);
      }),
    );
  });

  it('read what was written, unless RAM or region is too small for it', () => {
    const roomyOf101 = writeField(
      addDevice(scenarioWith({ guest: { ramBytes: 65_536 * MIB }, qemu: { release: '10.1' } })),
      'stopCopyBytes',
      2 ** 40,
    );
    fc.assert(
      fc.property(edits, ([name, value]) => {
        const kind = { hotPages: 'hot-cold', hotShare: 'hot-cold', onMs: 'bursts', offMs: 'bursts', exponent: 'zipf' };
        const isGone = name === 'compress' || name === 'compress-threads';
        const roomy = isGone ? writeField(roomyOf101, 'release', '9.0') : roomyOf101;
        const bursts = name === 'dmaOnMs' || name === 'dmaOffMs' ? writeField(roomy, 'dma', 'bursts') : roomy;
        const tool = MANAGEMENTS.find((each) => name === 'acts' || name in MANAGEMENT_DEFAULTS[each]);
        const managed = tool ? writeField(bursts, 'management', tool) : bursts;
        const before = writeField(managed, 'pattern', kind[name as keyof typeof kind] ?? 'uniform');
        const reading = name === 'locality' ? writeField(before, 'readsPerSecond', 10) : before;
        const wide = writeField(reading, 'workingSetPages', 2 ** 23);
        const read = readField(writeField(wide, name, value), name);
        if (name === 'zeroShare' || name === 'freeShare') expect(read).toBeCloseTo(value as number, 6);
        else if (name === 'workingSetPages' || name === 'hotPages')
          expect(read).toBe(Math.min(value as number, name === 'hotPages' ? 2 ** 23 - 1 : 2 ** 24));
        else expect(read).toBe(value);
      }),
    );
  });

  it('are null where the scenario has no such thing', () => {
    const bare = scenarioWith({});
    for (const name of [
      'writesPerSecond',
      'hotShare',
      'onMs',
      'exponent',
      'dma',
      'dmaPages',
      'dmaOnMs',
      'tracking',
      'container',
      'enable-migration',
      'stopMs',
    ] as const)
      expect(readField(bare, name)).toBeNull();
    expect(readField(bare, 'pattern')).toBe('idle');
    expect(readField(removeDevice(addDevice(bare), 0), 'tracking')).toBeNull();
  });

  it('keep full RAM full when it grows, and its parts inside when it shrinks', () => {
    const scenario = scenarioWith({
      guest: {
        ramBytes: 64 * MIB,
        workloads: [
          {
            kind: 'hot-cold',
            region: { startPage: 8000, pages: 8000 },
            writesPerSecond: 1,
            hotPages: 7000,
            hotShare: 1,
          },
        ],
      },
    });
    expect(writeField(scenario, 'ramBytes', 128 * MIB).guest.nonzeroRanges).toEqual([{ fromPage: 0, toPage: 32_768 }]);
    const { guest } = writeField(scenario, 'ramBytes', 16 * MIB);
    expect(guest.nonzeroRanges).toEqual([{ fromPage: 0, toPage: 4096 }]);
    expect(guest.workloads).toMatchObject([{ region: { startPage: 0, pages: 4096 }, hotPages: 4095 }]);
  });

  it('turn the one of two capabilities that needs the other', () => {
    const later = scenarioWith({ qemu: { release: '8.1' } });
    const waiting = writeField(later, 'switchover-ack', true);
    expect(waiting.capabilities).toMatchObject({ 'switchover-ack': true, 'return-path': true });
    expect(writeField(waiting, 'return-path', false).capabilities['switchover-ack']).toBe(false);
    expect(writeField(waiting, 'switchover-ack', false).capabilities['return-path']).toBe(true);
  });

  it('give a log that is cleared by chunk no ring, and a ring no such log', () => {
    const later = scenarioWith({ qemu: { release: '8.1' } });
    const chunked = writeField(writeField(later, 'dirty-limit', true), 'logClearing', 'by-chunk');
    expect(chunked.guest).toMatchObject({ logClearing: 'by-chunk', dirtyRingSize: 0 });
    expect(chunked.capabilities['dirty-limit']).toBe(false);
    expect(writeField(chunked, 'dirtyRingSize', '1024').guest.logClearing).toBe('at-sync');
    expect(writeField(chunked, 'dirty-limit', true).guest.logClearing).toBe('at-sync');
    expect(writeField(chunked, 'logClearing', 'at-sync').guest.logClearing).toBe('at-sync');
  });

  it('slow the guest in one way at a time, and give dirty-limit the ring that it needs', () => {
    const later = scenarioWith({ qemu: { release: '8.1' }, capabilities: { 'auto-converge': true } });
    const limited = writeField(later, 'dirty-limit', true);
    expect(limited.capabilities).toMatchObject({ 'dirty-limit': true, 'auto-converge': false });
    expect(readField(limited, 'dirtyRingSize')).toBe('4096');
    expect(writeField(limited, 'auto-converge', true).capabilities['dirty-limit']).toBe(false);
    expect(writeField(limited, 'dirtyRingSize', '0').capabilities['dirty-limit']).toBe(false);
    expect(writeField(limited, 'dirtyRingSize', '1024').guest.dirtyRingSize).toBe(1024);
    const old = scenarioWith({});
    expect(writeField(old, 'dirty-limit', true)).toBe(old);
  });

  it('report a share of RAM at its end as free, which grows and shrinks with the RAM', () => {
    const free = writeField(scenarioWith({ guest: { ramBytes: 64 * MIB } }), 'freeShare', 0.25);
    expect(free.guest.freePageHint).toEqual({ ranges: [{ fromPage: 12_288, toPage: 16_384 }], pagesPerMs: 1024 });
    expect(readField(free, 'freeShare')).toBe(0.25);
    expect(writeField(free, 'freePagesPerMs', 5).guest.freePageHint?.pagesPerMs).toBe(5);
    expect(writeField(free, 'ramBytes', 128 * MIB).guest.freePageHint?.ranges).toEqual([
      { fromPage: 12_288, toPage: 32_768 },
    ]);
    expect(writeField(free, 'ramBytes', 16 * MIB).guest.freePageHint?.ranges).toEqual([]);
    expect(writeField(free, 'freeShare', 0).guest.freePageHint).toBeNull();
    expect(readField(scenarioWith({}), 'freePagesPerMs')).toBeNull();
  });

  it('keep the maximum of the throttle at or above its first step', () => {
    const scenario = scenarioWith({});
    const high = writeField(writeField(scenario, 'max-cpu-throttle', 40), 'cpu-throttle-initial', 60);
    expect(high.parameters).toMatchObject({ 'cpu-throttle-initial': 60, 'max-cpu-throttle': 60 });
    const low = writeField(high, 'max-cpu-throttle', 15);
    expect(low.parameters).toMatchObject({ 'cpu-throttle-initial': 15, 'max-cpu-throttle': 15 });
  });

  it('do not set what the release does not have, and lose it with the release', () => {
    const old = scenarioWith({});
    expect(writeField(old, 'switchover-ack', true)).toBe(old);
    expect(writeField(old, 'avail-switchover-bandwidth', 5)).toBe(old);
    const set = writeField(writeField(old, 'release', '9.0'), 'avail-switchover-bandwidth', 5);
    expect(set.parameters['avail-switchover-bandwidth']).toBe(5);
    expect(writeField(set, 'release', '8.1').parameters['avail-switchover-bandwidth']).toBe(0);
  });
});

describe('the devices of a scenario', () => {
  const bare = scenarioWith({});

  it('have names of their own, however they are added', () => {
    let scenario = bare;
    while (scenario.devices.length < MOST_DEVICES)
      scenario = scenario.devices.length % 2 === 0 ? addDevice(scenario) : duplicateDevice(scenario, 0);
    expect(new Set(scenario.devices.map(({ name }) => name)).size).toBe(MOST_DEVICES);
    expect(parseScenario(scenario, '')).toEqual(scenario);
  });

  it('are duplicated right behind, and removed one at a time', () => {
    const one = writeField(addDevice(bare), 'stopMs', 9);
    const two = duplicateDevice(addDevice(one), 0);
    expect(two.devices.map(({ name, stopMs }) => [name, stopMs])).toEqual([
      ['0000:01:00.0', 9],
      ['0000:03:00.0', 9],
      ['0000:02:00.0', 1],
    ]);
    expect(removeDevice(two, 1).devices.map(({ name }) => name)).toEqual(['0000:01:00.0', '0000:02:00.0']);
    expect(duplicateDevice(two, 7)).toBe(two);
  });

  it('stay possible when one is changed', () => {
    const scenario = addDevice(bare);
    const changed = changeDevice(scenario, 0, (device) => ({ ...device, stopCopyBytes: 5, initialBytes: 9 }));
    expect(changed.devices[0]).toMatchObject({ stopCopyBytes: 5, initialBytes: 5 });
  });

  it('are tracked by whom one says, under a release that knows how', () => {
    const two = addDevice(addDevice(bare));
    for (const tracking of ['device', 'iommu', 'type1', 'pinned', 'nobody'] as const)
      expect(trackAll(two, tracking).devices.map(trackingOf)).toEqual([tracking, tracking]);
    expect(trackAll(two, 'device').qemu.release).toBe('8.0');
    expect(trackAll(two, 'iommu').qemu.release).toBe('9.1');
    expect(trackAll(two, 'type1').qemu.release).toBe('7.2');
    const newest = writeField(two, 'release', '10.1');
    expect(trackAll(newest, 'device').qemu.release).toBe('10.1');
    expect(trackAll(bare, 'type1').devices).toHaveLength(1);
  });
});
