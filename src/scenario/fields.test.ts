import { describe, expect, it } from 'vitest';
import { POLICIES } from '../engine/management/policies.ts';
import { UNTRACKED_RULES } from '../engine/policy/rules.ts';
import { scenarioWith, vfioDevice } from './defaults.ts';
import { FIELDS, type Field } from './fields.ts';
import { MANAGEMENT_DEFAULTS, MANAGEMENTS } from './management.ts';
import { RELEASES } from './releases.ts';
import { RULES } from './rules.ts';
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
    if (defaultValue === null) return;
    expect(defaultValue).toBeGreaterThanOrEqual(slider.min);
    expect(defaultValue).toBeLessThanOrEqual(slider.max);
  });

  it('has the same defaults as a scenario', () => {
    const { guest, link, host, postcopy, parameters, capabilities, qemu, seed, horizonMs } = scenarioWith({});
    const { dma: _, properties, ...device } = { ...vfioDevice({}), failsEntering: 'never' };
    const scenario: Record<string, unknown> = {
      ...guest,
      dirtyRingSize: String(guest.dirtyRingSize),
      host,
      ...postcopy,
      ...parameters,
      ...capabilities,
      ...qemu,
      ...device,
      ...properties,
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
    ['management', (value: string) => (value === 'none' ? {} : { management: { policy: value } })],
    ['lastResort', (value: string) => ({ management: { policy: 'nova', settings: { lastResort: value } } })],
    ['firmware', (value: string) => ({ guest: { firmware: value } })],
    ['bandwidthSource', (value: string) => ({ qemu: { bandwidthSource: value } })],
    ['logClearing', (value: string) => ({ guest: { logClearing: value } })],
    ['container', (value: string) => ({ devices: [{ container: value }] })],
    ['protocol', (value: string) => ({ devices: [{ protocol: value }] })],
    ['failsEntering', (value: string) => ({ devices: [{ failsEntering: value === 'never' ? null : value }] })],
    ['enable-migration', (value: string) => ({ devices: [{ properties: { 'enable-migration': value } }] })],
  ] as const)('%s offers only what the schema knows', (name, changes) => {
    for (const { value } of FIELDS[name].control.options)
      expect(() => parseScenario({ format: 2, ...changes(value) }, value)).not.toThrow();
  });

  it('has every tool that manages guests, by the name of its file, each setting once', () => {
    const [none, ...tools] = FIELDS.management.control.options;
    expect(none?.value).toBe('none');
    expect(tools.map(({ value, label }) => [value, label])).toEqual(POLICIES.map(({ name, title }) => [name, title]));
    expect(MANAGEMENTS).toEqual(POLICIES.map(({ name }) => name));
    const settings = new Set(Object.values(MANAGEMENT_DEFAULTS).flatMap((each) => Object.keys(each)));
    const shown = fields.filter(([, { group }]) => group === 'management').map(([name]) => name);
    expect(shown.toSorted()).toEqual(['acts', 'management', ...settings].toSorted());
  });

  it('has every rule and every release, in their order', () => {
    expect(FIELDS.untrackedRule.control.options.map(({ value }) => value)).toEqual(RULES);
    expect(FIELDS.release.control.options.map(({ value }) => value)).toEqual(RELEASES);
    expect(RULES).toEqual(['as-released', ...UNTRACKED_RULES.map(({ name }) => name)]);
    for (const { name, title } of UNTRACKED_RULES)
      expect(FIELDS.untrackedRule.control.options.find(({ value }) => value === name)?.label).toBe(title);
  });
});
