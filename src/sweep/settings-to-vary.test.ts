import { expect, it } from 'vitest';
import { scenarioWith, vfioDevice } from '../scenario/defaults.ts';
import { managedBy } from '../scenario/management.ts';
import { settingsToVary } from './settings-to-vary.ts';
import { variantNamed } from './variant-named.ts';

/** Late enough for every setting. */
const base = scenarioWith({
  qemu: { release: '9.1' },
  devices: [vfioDevice({})],
  management: managedBy('nova'),
  guest: { workloads: [{ kind: 'uniform', region: { startPage: 0, pages: 100 }, writesPerSecond: 10 }] },
});

it('offers only values that make a variant', () => {
  const offered = settingsToVary().flatMap(({ name, values, example }) =>
    (values.length > 0 ? values : example.split('|')).map((value) => `${name}=${value}`),
  );
  expect(offered).toContain('rule=knob');
  expect(offered).toContain('release=10.1');
  for (const spec of offered) expect(() => variantNamed(base, spec), spec).not.toThrow();
});

it('lists all rules, all releases, and what a choice consists of; the rest is typed', () => {
  const of = (name: string) => settingsToVary().find((setting) => setting.name === name)!;
  expect(of('rule').values).toHaveLength(16);
  expect(of('release').values).toHaveLength(11);
  expect(of('enable-migration').values).toEqual(['auto', 'on', 'off']);
  expect(of('workload').values).toEqual([]);
  expect(of('limit').values).toEqual([]);
});
