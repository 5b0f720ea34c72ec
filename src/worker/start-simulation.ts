import type { Scenario } from '../engine/scenario.ts';
import { Simulation } from '../engine/simulation.ts';

/** A simulation as the worker's commands ask for it. @param keyframeBytes the engine's own default when left out */
export const startSimulation = (scenario: Scenario, shared: boolean, keyframeBytes?: number): Simulation =>
  new Simulation(scenario, { shared, ...(keyframeBytes !== undefined && { keyframeBudgetBytes: keyframeBytes }) });
