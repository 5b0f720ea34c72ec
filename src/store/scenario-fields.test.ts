import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryScenario } from '../scenario/arbitrary.ts';
import { scenarioWith } from '../scenario/defaults.ts';
import { FIELDS, type Field, type FieldName } from '../scenario/fields.ts';
import { parseScenario } from '../scenario/schema.ts';
import { MIB } from '../units.ts';
import { addDevice, type FieldValue, readField, removeDevice, writeField } from './scenario-fields.ts';

const names = Object.keys(FIELDS) as FieldName[];
/** A value that the control of a field can give. */
const anyValueOf = (name: FieldName): fc.Arbitrary<FieldValue> => {
  const { control }: Field = FIELDS[name];
  if (control.kind === 'switch') return fc.boolean();
  if (control.kind === 'choice') return fc.constantFrom(...control.options.map(({ value }) => value));
  if (name === 'ramBytes') return fc.integer({ min: 16, max: 10_000 }).map((pages) => pages * 4096);
  const { min, max } = control.slider;
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
    const roomy = addDevice(scenarioWith({ guest: { ramBytes: 65_536 * MIB } }));
    fc.assert(
      fc.property(edits, ([name, value]) => {
        const kind = { hotPages: 'hot-cold', hotShare: 'hot-cold', onMs: 'bursts', offMs: 'bursts', exponent: 'zipf' };
        const before = writeField(roomy, 'pattern', kind[name as keyof typeof kind] ?? 'uniform');
        const wide = writeField(before, 'workingSetPages', 2 ** 23);
        const read = readField(writeField(wide, name, value), name);
        if (name === 'zeroShare') expect(read).toBeCloseTo(value as number, 6);
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
      'dirtyTracking',
      'stopMs',
    ] as const)
      expect(readField(bare, name)).toBeNull();
    expect(readField(bare, 'pattern')).toBe('idle');
    expect(readField(removeDevice(addDevice(bare)), 'dirtyTracking')).toBeNull();
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
});
