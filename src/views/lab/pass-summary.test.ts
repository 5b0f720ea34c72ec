import { expect, it } from 'vitest';
import { Simulation } from '../../engine/simulation.ts';
import { preset } from '../../scenario/presets.ts';
import { passSummary } from './pass-summary.tsx';

it('says of each pass what its sync found and what is left', () => {
  const simulation = new Simulation(preset('converging').scenario);
  simulation.runToEnd();
  const timeline = simulation.timeline();
  const [first, second] = timeline.syncs;
  expect(passSummary({ timeline }, 0)).toBe('');
  expect(passSummary({ timeline }, 1)).toMatch(/^Pass 1 from [\d.]+ ms: [\d.]+ [MG]iB to send\.$/);
  const found = (second!.byVcpuPages + second!.byDmaPages + second!.allDirtyPages).toLocaleString('en-US');
  expect(passSummary({ timeline }, 2)).toContain(`the sync found ${found} pages dirty`);
  expect(first!.atMs).toBeLessThan(second!.atMs);
});
