import { describe, expect, it } from 'vitest';
import { scenarioWith, vfioDevice } from '../../scenario/defaults.ts';
import { cellsOf, pointCount, pointsOf, scenarioAt, withField } from './cells.ts';
import { limits, planOver } from './study.testing.ts';

const releases = { field: 'release', scale: 'list', values: ['7.2', '8.2', '9.2'] } as const;
const speeds = { field: 'linkBytesPerSecond', scale: 'log', from: 1e7, to: 1e9, steps: 3 } as const;

describe('a grid', () => {
  it('has every combination, the last axis moving fastest', () => {
    const plan = planOver([releases, speeds]);
    expect(pointCount(plan)).toBe(9);
    expect(pointsOf(plan).map(({ values }) => values)).toEqual([
      ['7.2', 1e7], ['7.2', 1e8], ['7.2', 1e9],
      ['8.2', 1e7], ['8.2', 1e8], ['8.2', 1e9],
      ['9.2', 1e7], ['9.2', 1e8], ['9.2', 1e9],
    ]); // biome-ignore format: a table
  });

  it('leaves out what breaks a constraint', () => {
    const rates = { field: 'writesPerSecond', scale: 'list', values: [1000, 5000, 9000] } as const;
    const sets = { field: 'workingSetPages', scale: 'list', values: [2000, 6000] } as const;
    const fewerWritesThanPages = { field: 'writesPerSecond', is: '<', than: 'workingSetPages' } as const;
    const plan = planOver([rates, sets], { constraints: [fewerWritesThanPages] });
    const points = pointsOf({ ...plan, scenario: withRam(plan.scenario) });
    expect(points.map(({ values }) => values)).toEqual([
      [1000, 2000],
      [1000, 6000],
      [5000, 6000],
    ]);
  });
});

it('a Latin hypercube uses each stratum of each axis once, and its seed decides it', () => {
  const points = 40;
  const plan = planOver([limits, speeds], { design: { kind: 'latin-hypercube', points, seed: 3 } });
  const found = pointsOf(plan);
  expect(found).toHaveLength(points);
  const strata = found.map(({ values }) => Math.floor((((values[0] as number) - 100) / 800) * points + 0.02));
  expect(new Set(strata.map((stratum) => Math.min(points - 1, stratum))).size).toBeGreaterThanOrEqual(points - 3); // whole ms
  expect(pointsOf(plan)).toEqual(found);
  expect(pointsOf({ ...plan, design: { kind: 'latin-hypercube', points, seed: 4 } })).not.toEqual(found);
});

it('a point is repeated with seeds that follow each other', () => {
  const plan = planOver([limits], { repeats: 3 });
  const cells = cellsOf(plan, { values: [300] }, 7);
  expect(cells.map(({ index, repeat, scenario }) => [index, repeat, scenario.seed])).toEqual([
    [21, 0, 1],
    [22, 1, 2],
    [23, 2, 3],
  ]);
  expect(cells.every(({ scenario }) => scenario.parameters['downtime-limit'] === 300)).toBe(true);
});

it('an axis is applied to what the earlier ones made', () => {
  const ram = { field: 'ramBytes', scale: 'list', values: [2 ** 22] } as const;
  const set = { field: 'workingSetPages', scale: 'list', values: [512] } as const;
  const { guest } = scenarioAt(planOver([ram, set]), [2 ** 22, 512]);
  expect(guest.workloads[0]).toMatchObject({ region: { startPage: 0, pages: 512 } });
});

it('a field of devices is written in each of them', () => {
  const two = scenarioWith({ devices: [vfioDevice({ name: 'a' }), vfioDevice({ name: 'b' })] });
  expect(withField(two, 'stopCopyBytes', 5 * 2 ** 20).devices.map(({ stopCopyBytes }) => stopCopyBytes)).toEqual([
    5 * 2 ** 20,
    5 * 2 ** 20,
  ]);
});

const withRam = (scenario: ReturnType<typeof scenarioWith>) => withField(scenario, 'ramBytes', 2 ** 26);
