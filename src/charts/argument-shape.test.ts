import { expect, it } from 'vitest';
import { type ArgumentNode, argumentEdges, nodeX, nodeY } from './argument-shape.ts';

const ROW = 20;
const LANE = 10;
const node = (id: string, row: number, lane: number, ...answers: string[]): ArgumentNode => ({
  id,
  row,
  lane,
  answers,
});

it('draws an edge from each answered node to its answer', () => {
  const edges = argumentEdges([node('a', 0, 0), node('b', 1, 2, 'a'), node('c', 3, 1, 'b', 'a')], ROW, LANE);
  expect(edges.map(({ from, to, isMinor }) => [from, to, isMinor])).toEqual([
    ['a', 'b', false],
    ['b', 'c', false],
    ['a', 'c', true],
  ]);
  for (const { from, to, path } of edges) {
    const [row0, lane0] = from === 'a' ? [0, 0] : [1, 2];
    const [row1, lane1] = to === 'b' ? [1, 2] : [3, 1];
    expect(path.startsWith(`M${nodeX(lane0, LANE)} ${nodeY(row0, ROW)}C`)).toBe(true);
    expect(path.endsWith(` ${nodeX(lane1, LANE)} ${nodeY(row1, ROW)}`)).toBe(true);
  }
});

it('leads a long edge down between the lanes, where no node stands', () => {
  const [edge] = argumentEdges([node('a', 0, 3), node('b', 6, 1, 'a')], ROW, LANE);
  expect(edge!.path).toContain(' 20 30V'); // between lane 1 and lane 2, from the second row on
  const [own] = argumentEdges([node('a', 0, 1), node('b', 6, 1, 'a')], ROW, LANE);
  expect(own!.path).toContain(' 20 30V'); // beside its own lane
  const [right] = argumentEdges([node('a', 0, 0), node('b', 6, 3, 'a')], ROW, LANE);
  expect(right!.path).toContain(' 30 30V');
});

it('draws faintly what goes far back', () => {
  const [edge] = argumentEdges([node('a', 0, 0), node('b', 20, 1, 'a')], ROW, LANE);
  expect(edge!.isMinor).toBe(true);
});

it('takes no answer to what comes later', () => {
  expect(() => argumentEdges([node('a', 0, 0, 'b'), node('b', 1, 0)], ROW, LANE)).toThrow(RangeError);
  expect(() => argumentEdges([node('a', 0, 0, 'z')], ROW, LANE)).toThrow(RangeError);
});
