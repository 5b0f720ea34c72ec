import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import german from '../../../language/de/scenario.json' with { type: 'json' };
import { speak } from '../../../language/t.ts';
import { scenarioWith } from '../../../scenario/defaults.ts';
import { MANAGEMENT_DEFAULTS, MANAGEMENTS, underManagement } from '../../../scenario/management.ts';
import { parseScenario } from '../../../scenario/schema.ts';
import { FIELDS, type FieldName, writeField } from '../../../store/fields.ts';
import { GIB, MIB } from '../../../units.ts';
import { fromScale, isNumberField, type NumberFieldName, numberOnScale, toScale } from './field-number.ts';

const names = (Object.keys(FIELDS) as FieldName[]).filter(isNumberField);

describe('a number field', () => {
  it.each(names)(
    '%s has rising stops inside its slider, the default is in its range, and its texts are read back',
    (name) => {
      const { stops, format, parse } = numberOnScale(name);
      expect(stops.length).toBeGreaterThan(5);
      expect(stops.length).toBeLessThan(1001);
      expect(stops.toSorted((a, b) => a - b)).toEqual(stops);
      expect(new Set(stops).size).toBe(stops.length);
      for (const value of [stops[0]!, stops.at(-1)!, toScale(name, FIELDS[name].defaultValue)])
        expect(parse(format(value)), format(value)).toBe(value);
    },
  );

  it('has 0 and 2,000 s at the ends of the downtime limit, and refuses more in the words of QEMU', () => {
    const { stops, parse } = numberOnScale('downtime-limit');
    expect([stops[0], stops[1], stops.at(-1)]).toEqual([0, 1, 2_000_000]);
    const fault = "Parameter 'downtime_limit' expects an integer in the range of 0 to (2000 * 1000) ms.";
    for (const text of ['2000001', '2001 s', '-1', '0.5 ms']) expect(() => parse(text), text).toThrow(fault);
    expect(parse('1.5 s')).toBe(1500);
  });

  it.each<[NumberFieldName, number | null, string]>([
    ['max-bandwidth', 0, '0: no limit'],
    ['linkBytesPerSecond', null, 'host speed'],
  ])('%s has its "no limit" at the right end', (name, stored, words) => {
    const { stops, format, parse } = numberOnScale(name);
    expect(toScale(name, stored)).toBe(stops.at(-1));
    expect(fromScale(name, stops.at(-1)!)).toBe(stored);
    expect(format(toScale(name, stored))).toBe(words);
    expect(fromScale(name, parse('no limit'))).toBe(stored);
    expect(fromScale(name, parse('32 MiB/s'))).toBe(32 * MIB);
  });

  it('takes 0 for the cap as QEMU does, and not for the link', () => {
    expect(fromScale('max-bandwidth', numberOnScale('max-bandwidth').parse('0'))).toBe(0);
    expect(() => numberOnScale('linkBytesPerSecond').parse('0')).toThrow('0 is not from 80 kbit/s to 8 Tbit/s.');
  });

  it('keeps whole what has no fractions', () => {
    expect(numberOnScale('ramBytes').parse('1.0000001 GiB')).toBe(GIB);
    expect(numberOnScale('workingSetPages').parse('10 KiB')).toBe(3);
    expect(numberOnScale('seed').parse('7.4')).toBe(7);
    expect(numberOnScale('stopMs').parse('0.25')).toBe(0.25);
  });

  it('ends where RAM ends', () => {
    const { stops, parse } = numberOnScale('workingSetPages', 5000);
    expect(stops.slice(-3)).toEqual([3072, 4096, 5000]);
    expect(() => parse('5001')).toThrow('5001 is not from 1 page to 5,000 pages.');
  });
});

it.each(names)('%s has no stop that no scenario takes', (name) => {
  const scenario = scenarioWith({ guest: { ramBytes: 64 * GIB } });
  for (const stop of numberOnScale(name).stops) {
    const management = MANAGEMENTS.find((tool) => name in MANAGEMENT_DEFAULTS[tool]);
    const managed = management ? underManagement(scenario, management) : scenario;
    const changed = writeField(managed, name, fromScale(name, stop));
    expect(parseScenario(changed, ''), String(stop)).toEqual(changed);
  }
});

describe.each(['en', 'de'])('a number field in %s', (language) => {
  beforeAll(() => speak({ language, catalogue: language === 'de' ? german : {} }));
  afterAll(() => speak({ language: 'en', catalogue: {} }));

  it.each(names)('%s is read back as it is shown, at every stop', (name) => {
    const { stops, format, parse } = numberOnScale(name);
    for (const stop of stops) {
      const text = format(stop);
      expect(format(parse(text)), text).toBe(text);
    }
  });
});

describe('a number field in German', () => {
  beforeAll(() => speak({ language: 'de', catalogue: german }));
  afterAll(() => speak({ language: 'en', catalogue: {} }));

  it('reads its words for no limit, and the English ones', () => {
    for (const text of ['0: keine Grenze', 'keine Grenze', 'Unbegrenzt', 'no limit'])
      expect(numberOnScale('max-bandwidth').parse(text), text).toBe(Number.POSITIVE_INFINITY);
  });

  it('says in German what it does not take', () => {
    expect(() => numberOnScale('workingSetPages', 5000).parse('5.001')).toThrow(
      '5.001 liegt nicht zwischen 1 Seite und 5.000 Seiten.',
    );
  });
});
