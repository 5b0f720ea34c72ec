import { expect, it } from 'vitest';
import { pointCount, pointsOf } from './cells.ts';
import { type Finding, findingsOf } from './findings.ts';
import { sensitivityOf } from './sensitivity.ts';
import { busyGuest, planOver } from './study.testing.ts';
import { study } from './study.ts';

const links = { field: 'linkBytesPerSecond', scale: 'log', from: 5e6, to: 5e8, steps: 2 } as const;
const limits = { field: 'downtime-limit', scale: 'linear', from: 500, to: 900, steps: 2 } as const;
const hosts = { field: 'seed', scale: 'list', values: [1, 2, 3] } as const;
const plan = planOver([limits, links, hosts], {
  scenario: { ...busyGuest, horizonMs: 60_000 },
  design: { kind: 'morris', trajectories: 10, levels: 4, seed: 3 },
});
const rows = new Map([...study(plan)].map((row) => [row.cell.index, row]));
const findings = findingsOf(plan, new Map(), rows);
const timeOf = ({ run }: Finding) => (run?.status === 'completed' ? run.totalTimeMs : null);

it('a plan has a walk of one point more than axes for each trajectory', () => {
  expect(pointCount(plan)).toBe(40);
  expect(pointsOf(plan)).toHaveLength(40);
});

it('the link matters for the total time, the limit less, and the seed hardly', () => {
  const effects = sensitivityOf(plan, findings, timeOf);
  expect(effects.map(({ field }) => field)).toEqual(['linkBytesPerSecond', 'downtime-limit', 'seed']);
  const [link, , seed] = effects;
  expect(link!.mean).toBeLessThan(0); // a faster link, a shorter migration
  expect(link!.meanSize).toBeGreaterThan(20 * seed!.meanSize);
});

it('names the two runs between which an axis does most', () => {
  const [link] = sensitivityOf(plan, findings, timeOf);
  const at = (values: readonly unknown[]) =>
    findings.find((each) => each.values.every((value, i) => value === values[i]))!;
  const { from, to } = link!.strongest;
  expect(from.map((value, axis) => value === to[axis])).toEqual([true, false, true]);
  expect(Math.abs(timeOf(at(to))! - timeOf(at(from))!)).toBeGreaterThan(0);
});

it('leaves out what has no figure, and other designs have none', () => {
  expect(sensitivityOf(plan, findings, () => null)).toEqual([]);
  expect(sensitivityOf({ ...plan, design: { kind: 'grid' } }, findings, timeOf)).toEqual([]);
});
