import { describe, expect, it } from 'vitest';
import type { Workload } from '../../../engine/scenario.ts';
import { scenarioWith } from '../../../scenario/defaults.ts';
import { parseScenario } from '../../../scenario/schema.ts';
import { addWorkload, editWorkload, removeWorkload, replaceWorkload, workloadOf } from './workloads.ts';

const region = { startPage: 10, pages: 100 };
const scenario = scenarioWith({
  guest: {
    workloads: [
      { kind: 'uniform', region, writesPerSecond: 1 },
      { kind: 'sequential', region, writesPerSecond: 2, startIndex: 5 },
    ],
  },
});

describe('the list of workloads', () => {
  it('is edited one at a time', () => {
    const edited = editWorkload(scenario, 1, 'pattern', 'hot-cold');
    expect(edited.guest.workloads[0]).toBe(scenario.guest.workloads[0]);
    expect(workloadOf(edited, 1, 'pattern')).toBe('hot-cold');
    expect(workloadOf(edited, 1, 'writesPerSecond')).toBe(2);
    expect(parseScenario(edited, '')).toEqual(edited);
  });

  it('keeps a region inside RAM', () => {
    const [, second] = scenario.guest.workloads;
    const moved = replaceWorkload(scenario, 1, { ...second!, region: { startPage: 300_000, pages: 100 } } as Workload);
    expect(moved.guest.workloads[1]).toMatchObject({ region: { startPage: 262_044, pages: 100 } });
  });

  it('grows and shrinks', () => {
    const three = addWorkload(scenario);
    expect(three.guest.workloads.map(({ kind }) => kind)).toEqual(['uniform', 'sequential', 'uniform']);
    expect(parseScenario(three, '')).toEqual(three);
    expect(removeWorkload(three, 0).guest.workloads.map(({ kind }) => kind)).toEqual(['sequential', 'uniform']);
    expect(addWorkload(scenarioWith({})).guest.workloads).toHaveLength(1);
  });
});
