import { describe, expect, it } from 'vitest';
import { withField } from './cells.ts';
import { findingsOf, isSamePlace, keptShare, knownPoints } from './findings.ts';
import { phaseGrids, placeOf, squareAt } from './phase-grid.ts';
import { limits, planOver } from './study.testing.ts';
import { study } from './study.ts';

const speeds = { field: 'linkBytesPerSecond', scale: 'list', values: [1e7, 2e7, 4e7] } as const;
const releases = { field: 'release', scale: 'list', values: ['7.2', '8.2'] } as const;
const byCell = (rows: Iterable<ReturnType<typeof study> extends Generator<infer Row> ? Row : never>) =>
  new Map([...rows].map((row) => [row.cell.index, row]));

describe('what is known of a plan', () => {
  it('is one finding a point, with the share of its seeds that succeed', () => {
    const plan = planOver([limits], { repeats: 4 });
    const rows = byCell(study(plan));
    const findings = findingsOf(plan, new Map(), rows);
    expect(findings.map(({ values }) => values)).toEqual([[100], [300], [500], [700], [900]]);
    for (const finding of findings) {
      const ofPoint = [...rows.values()].filter(({ cell }) => cell.point === finding.point);
      const kept = ofPoint.filter(({ keepsPromise }) => keepsPromise);
      expect(keptShare(finding)).toBe(kept.length / 4);
      expect(finding.keepsPromise).toBe(kept.length === 4);
      expect(finding.kept).toEqual(kept.map(({ run }) => run));
    }
  });

  it('is nothing before anybody has answered', () => {
    const [first] = findingsOf(planOver([limits]), new Map(), new Map());
    expect(first).toMatchObject({ by: 'nobody', keepsPromise: null, kept: [] });
    expect(keptShare(first!)).toBeNull();
  });

  it('of a frontier goes on to the points that it added', () => {
    const plan = planOver([limits], { design: { kind: 'frontier', rounds: 2 } });
    const rows = byCell(study(plan));
    const findings = findingsOf(plan, new Map(), rows);
    expect(findings.length).toBeGreaterThan(5);
    expect(findings.map(({ values }) => values)).toEqual(
      [...rows.values()].toSorted((a, b) => a.cell.index - b.cell.index).map(({ cell }) => cell.values),
    );
  });
});

describe('the pictures of a plan', () => {
  const pictures = (axes: Parameters<typeof planOver>[0], changes = {}) => {
    const plan = planOver(axes, changes);
    return phaseGrids(plan, new Map(), new Map());
  };

  it('are a row for one axis, a map for two, one map a value for three, and none for more or another design', () => {
    const links = { field: 'max-bandwidth', scale: 'list', values: [1e7, 2e7] } as const;
    expect(pictures([limits]).map(({ squares, up }) => [squares.length, up])).toEqual([[5, []]]);
    expect(pictures([limits, speeds])).toHaveLength(1);
    expect(pictures([limits, speeds, releases]).map(({ third }) => third)).toEqual(['7.2', '8.2']);
    expect(pictures([limits, speeds, releases, links])).toEqual([]);
    expect(pictures([limits], { design: { kind: 'latin-hypercube', points: 9, seed: 1 } })).toEqual([]);
  });

  it.each([[[limits]], [[limits, speeds]], [[limits, speeds, releases]]])('have each point at its place', (axes) => {
    for (const picture of pictures(axes))
      for (const [square, finding] of picture.squares.entries()) {
        expect(isSamePlace(finding!.values, placeOf(picture, square))).toBe(true);
        expect(squareAt(picture, finding!.values)).toBe(square);
      }
  });

  it('do not have a place of another picture', () => {
    const [first, second] = pictures([limits, speeds, releases]);
    expect(squareAt(first!, placeOf(second!, 3))).toBeNull();
  });
});

describe('the points that plans share', () => {
  const slow = planOver([speeds, limits]);
  const slid = (plan: typeof slow, limit: number) => ({
    ...plan,
    scenario: withField(plan.scenario, 'max-bandwidth', limit),
  });

  it('are those of the same axes and design, whatever the scenario', () => {
    expect(knownPoints(slid(slow, 1e7))).toBe(knownPoints(slow));
    const walks = { ...slow, design: { kind: 'latin-hypercube', points: 4, seed: 1 } } as const;
    expect(knownPoints(walks)).toHaveLength(4);
    expect(knownPoints(slow)).toHaveLength(15);
    expect(knownPoints(slow)).toEqual(knownPoints({ ...slow, axes: [...slow.axes] }));
  });

  it('are not shared where a constraint looks at the scenario', () => {
    const bound = planOver([speeds], {
      constraints: [{ field: 'linkBytesPerSecond', is: '<=', than: 'max-bandwidth' }],
    });
    const left = (limit: number) => knownPoints(slid(bound, limit)).map(({ values }) => values);
    expect(left(2e7)).toEqual([[1e7], [2e7]]);
    expect(left(1e7)).toEqual([[1e7]]);
  });
});
