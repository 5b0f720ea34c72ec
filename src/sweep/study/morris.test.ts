import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectsOf, trajectoriesOf } from './morris.ts';

const design = { trajectories: 20, levels: 4, seed: 7 };

describe('a trajectory', () => {
  it('moves each coordinate once, by half of the levels, and stays on the grid', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom(2, 4, 6, 8),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(1000),
        (coordinates, levels, trajectories, seed) => {
          const found = trajectoriesOf(coordinates, { trajectories, levels, seed });
          expect(found).toHaveLength(trajectories);
          for (const points of found) {
            expect(points).toHaveLength(coordinates + 1);
            const moved = points.slice(1).map((to, i) => {
              const changed = to.flatMap((value, axis) => (value === points[i]![axis] ? [] : [axis]));
              expect(changed).toHaveLength(1);
              expect(Math.abs(to[changed[0]!]! - points[i]![changed[0]!]!)).toBeCloseTo(levels / 2 / (levels - 1), 12);
              return changed[0]!;
            });
            expect(moved.toSorted((a, b) => a - b)).toEqual(moved.map((_, i) => i));
            for (const value of points.flat()) {
              expect(value).toBeGreaterThanOrEqual(0);
              expect(value).toBeLessThanOrEqual(1);
              expect(value * (levels - 1)).toBeCloseTo(Math.round(value * (levels - 1)), 9);
            }
          }
        },
      ),
    );
  });

  it('is another with another seed, and the same with the same', () => {
    expect(trajectoriesOf(5, design)).toEqual(trajectoriesOf(5, design));
    expect(trajectoriesOf(5, { ...design, seed: 8 })).not.toEqual(trajectoriesOf(5, design));
  });
});

describe('elementary effects', () => {
  it('of a plane are its slopes, and do not vary', () => {
    const effects = effectsOf(trajectoriesOf(3, design), ([x, y, z]) => 5 * x! - 2 * y! + 0 * z!);
    expect(effects.map((effect) => effect!.mean)).toEqual([expect.closeTo(5, 9), expect.closeTo(-2, 9), 0]);
    expect(effects.map((effect) => effect!.meanSize)).toEqual([expect.closeTo(5, 9), expect.closeTo(2, 9), 0]);
    for (const effect of effects) expect(effect!.deviation).toBeCloseTo(0, 9);
  });

  it('of a product are the other coordinate, whose spread they show', () => {
    const walks = trajectoriesOf(2, { ...design, trajectories: 400 });
    const [first] = effectsOf(walks, ([x, y]) => x! * y!);
    // The other one is any of 0, 1/3, 2/3, 1 alike: mean 1/2, deviation the square root of 5/36.
    expect(first!.mean).toBeCloseTo(0.5, 1);
    expect(first!.deviation).toBeCloseTo(Math.sqrt(5 / 36), 1);
  });

  it('of a square are the sum of both ends of the step, so that the sign of a hump cancels', () => {
    const [hump] = effectsOf(trajectoriesOf(1, { ...design, trajectories: 400 }), ([x]) => (x! - 0.5) ** 2);
    // From 0 to 2/3 and back -1/3, from 1/3 to 1 and back 1/3.
    expect(hump!.meanSize).toBeCloseTo(1 / 3, 9);
    expect(Math.abs(hump!.mean)).toBeLessThan(0.06);
  });

  it('leave out the steps that have no figure at both ends', () => {
    const known = ([x]: readonly number[]) => (x! < 0.5 ? null : x!);
    const [first, second] = effectsOf(trajectoriesOf(2, design), known);
    expect(first).toBeNull(); // every step of the first goes from one half into the other
    expect(second!.count).toBeGreaterThan(0);
    expect(second!.count).toBeLessThan(20);
    expect(second!.meanSize).toBe(0);
  });

  it('name the step that does most', () => {
    const figure = ([x, y]: readonly number[]) => x! * (1 + 9 * y!);
    const [first] = effectsOf(trajectoriesOf(2, { ...design, trajectories: 50 }), figure);
    const { from, to } = first!.strongest;
    expect(from[1]).toBe(1);
    expect((figure(to) - figure(from)) / (to[0]! - from[0]!)).toBeCloseTo(10, 9);
  });

  it('of the function in the paper tell its ten inputs that matter from the ten that do not', () => {
    const effects = effectsOf(trajectoriesOf(20, { trajectories: 40, levels: 4, seed: 1 }), paperFunction);
    const sizes = effects.map((effect) => effect!.meanSize);
    expect(Math.min(...sizes.slice(0, 10))).toBeGreaterThan(10);
    expect(Math.max(...sizes.slice(10))).toBeCloseTo(0, 9);
    // Inputs 8 to 10 act alone and evenly: 20 for w from -1 to 1. The others interact or bend.
    for (const effect of effects.slice(7, 10)) {
      expect(effect!.mean).toBeCloseTo(40, 9);
      expect(effect!.deviation).toBeCloseTo(0, 9);
    }
    for (const effect of effects.slice(0, 7)) expect(effect!.deviation).toBeGreaterThan(5);
  });
});

/** The test function of Morris (1991) without its small random coefficients. */
function paperFunction(x: readonly number[]): number {
  const w = x.map((value, i) =>
    [2, 4, 6].includes(i) ? 2 * ((1.1 * value) / (value + 0.1) - 0.5) : 2 * (value - 0.5),
  );
  let sum = 0;
  for (let i = 0; i < 10; i++) sum += 20 * w[i]!;
  for (let i = 0; i < 6; i++) for (let j = i + 1; j < 6; j++) sum -= 15 * w[i]! * w[j]!;
  for (let i = 0; i < 5; i++)
    for (let j = i + 1; j < 5; j++) for (let l = j + 1; l < 5; l++) sum -= 10 * w[i]! * w[j]! * w[l]!;
  return sum + 5 * w[0]! * w[1]! * w[2]! * w[3]!;
}
