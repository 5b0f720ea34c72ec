import { expect, it } from 'vitest';
import { GIB } from '../../units.ts';
import { pointsOf } from './cells.ts';
import { expressibleUpTo } from './expressible.ts';
import { PLAN_PRESETS } from './plan-presets.ts';
import { limits, planOver } from './study.testing.ts';

const { plan } = PLAN_PRESETS.find(({ id }) => id === 'vgpu-limit')!;

it('a limit of 150 s for each GiB can be set up to 13 1/3 GiB, as QEMU takes 2,000 s', () => {
  const found = expressibleUpTo(plan)!;
  expect(found).toMatchObject({ field: 'ramBytes', limit: 'downtime-limit', most: 2_000_000 });
  expect(found.upTo / GIB).toBeCloseTo(40 / 3, 9);
});

it('is where the points of the plan end', () => {
  const { upTo } = expressibleUpTo(plan)!;
  const sizes = pointsOf(plan).map(({ values: [size] }) => Number(size));
  const step = GIB; // of the axis
  expect(Math.max(...sizes)).toBeLessThanOrEqual(upTo);
  expect(Math.max(...sizes)).toBeGreaterThan(upTo - step);
});

it('is nothing where no constraint cuts an axis short', () => {
  expect(expressibleUpTo(planOver([limits]))).toBeNull();
  const mild = { field: 'max-bandwidth', is: '>=', than: 'downtime-limit' } as const;
  expect(expressibleUpTo(planOver([limits], { constraints: [mild] }))).toBeNull();
});
