import { describe, expect, it } from 'vitest';
import { scenarioWith } from './defaults.ts';
import { FIELDS, type Field } from './fields.ts';
import { parseScenario } from './schema.ts';

const fields = Object.entries<Field>(FIELDS);

describe('the fields of the Lab', () => {
  it.each(fields)('%s says everything in one sentence each', (_, { label, help, control }) => {
    expect(label).toMatch(/^[A-Z]/);
    for (const sentence of [help, ...(control.kind === 'choice' ? control.options.map((each) => each.help) : [])])
      expect(sentence).toMatch(/^[A-Z0-9][^!]*\.$/);
  });

  it.each(fields)('%s has its default within its range', (_, { defaultValue, control }) => {
    if (control.kind === 'choice') expect(control.options.map(({ value }) => value)).toContain(defaultValue);
    if (control.kind !== 'number') return;
    const { typed, slider } = control;
    expect(slider.min).toBeGreaterThanOrEqual(typed.min);
    expect(slider.max).toBeLessThanOrEqual(typed.max);
    expect(defaultValue).toBeGreaterThanOrEqual(slider.min);
    expect(defaultValue).toBeLessThanOrEqual(slider.max);
  });

  it('has the same defaults as a scenario', () => {
    const { guest, link, host, parameters, capabilities, qemu, seed, horizonMs } = scenarioWith({});
    const scenario: Record<string, unknown> = {
      ...guest,
      host,
      ...parameters,
      ...capabilities,
      ...qemu,
      seed,
      horizonMs,
    };
    for (const [name, { defaultValue }] of fields)
      if (name in scenario) expect([name, scenario[name]]).toEqual([name, defaultValue]);
    expect(link).toEqual({ kind: 'wire', bytesPerSecond: FIELDS.linkBytesPerSecond.defaultValue });
  });

  it.each([
    ['untrackedRule', (value: string) => ({ qemu: { untrackedRule: value } })],
    ['release', (value: string) => ({ qemu: { release: value } })],
    ['host', (value: string) => ({ host: value })],
    ['firmware', (value: string) => ({ guest: { firmware: value } })],
    ['dirtyTracking', (value: string) => ({ devices: [{ dirtyTracking: value }] })],
  ] as const)('%s offers only what the schema knows', (name, changes) => {
    for (const { value } of FIELDS[name].control.options)
      expect(() => parseScenario({ format: 1, ...changes(value) }, value)).not.toThrow();
  });
});
