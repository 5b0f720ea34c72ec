import { expect, it } from 'vitest';
import { flowAt, flowPaths } from './evacuation-shape.ts';
import type { TimeScale } from './time-scale.ts';

const scale: TimeScale = { fromMs: 0, toMs: 40, left: 0, right: 40, width: 40, textPx: 12 };

it('stacks what each guest sent, as a share of the link', () => {
  const flow = { bytes: [[5, 10], [5]], stretchMs: 10, bytesPerSecond: 1000, endMs: 20 };
  expect(flowPaths(flow, scale, 100)).toEqual([
    'M0,50L10,50L10,0L20,0L20,0L20,100L20,100L10,100L10,100L0,100Z',
    'M0,0L10,0L10,0L20,0L20,0L20,0L20,0L10,0L10,50L0,50Z',
  ]);
  expect(flowAt(flow, 12)).toEqual([1000, 0]);
});

it('joins stretches that are narrower than a px', () => {
  const list = Array.from({ length: 400 }, () => 1);
  const [path] = flowPaths({ bytes: [list], stretchMs: 0.1, bytesPerSecond: 20_000, endMs: 40 }, scale, 100);
  expect(path!.match(/L/g)!.length).toBeLessThan(200);
  expect(path).toContain('M0,50');
});

it('draws nothing before anything has gone', () => {
  expect(flowPaths({ bytes: [[]], stretchMs: 8, bytesPerSecond: 1000, endMs: 0 }, scale, 100)).toEqual(['']);
});
