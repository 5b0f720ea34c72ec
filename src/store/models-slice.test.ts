import { describe, expect, it } from 'vitest';
import { scenarioWith } from '../scenario/defaults.ts';
import { MIB } from '../units.ts';
import type { Outcome } from '../worker/client.ts';
import { startInProcessWorker } from '../worker/in-process-worker.ts';
import { modelAnswers, models } from './model-answers.ts';
import { openTestApp } from './test-app.ts';

describe('the formulas beside a run', () => {
  it('are off at first, and go on and off one by one', () => {
    const { state } = openTestApp(() => startInProcessWorker());
    expect(state().shownModels).toEqual([]);
    state().showModel('simgrid', true);
    state().showModel('uniform-writer', true);
    state().showModel('uniform-writer', true);
    expect(state().shownModels).toEqual(['simgrid', 'uniform-writer']);
    state().showModel('simgrid', false);
    expect(state().shownModels).toEqual(['uniform-writer']);
  });

  const scenario = scenarioWith({
    name: 'wired',
    guest: { ramBytes: 64 * MIB },
    link: { kind: 'wire', bytesPerSecond: 64e6 },
  });
  const all = models().map(({ name }) => name);
  const outcome = { status: 'completed', totalTimeMs: 500, downtimeMs: 100 } as Outcome;

  it('say nothing while none is shown', () => {
    expect(modelAnswers({ scenario, outcome }, [])).toEqual([]);
  });

  it('have an error where both have the figure, and none inside their bounds', () => {
    const answers = modelAnswers({ scenario, outcome }, all);
    expect(answers.map(({ model }) => model.name)).toEqual(all);
    for (const { model, prediction, totalTimeError } of answers) {
      const [least, most] = prediction!.totalTimeMs!;
      const isInside = least <= 500 && 500 <= most;
      expect(totalTimeError === 0, model.name).toBe(isInside);
      if (!isInside) expect(totalTimeError! * 500 + 500, model.name).toBeCloseTo(least > 500 ? least : most);
    }
    expect(answers.find(({ model }) => model.name === 'cloudsim')!.downtimeErrorMs).toBeNull();
  });

  it('are right or wrong about the end of a run that never ends', () => {
    const endless = { ...outcome, status: 'not-converged' } as Outcome;
    for (const { prediction, isEndRight } of modelAnswers({ scenario, outcome: endless }, all))
      expect(isEndRight).toBe(!prediction!.converges);
  });

  it('have no error against a run that did not complete', () => {
    const cancelled = { ...outcome, status: 'cancelled' } as Outcome;
    for (const answer of modelAnswers({ scenario, outcome: cancelled }, all))
      expect(answer).toMatchObject({ isEndRight: null, totalTimeError: null, downtimeErrorMs: null });
  });
});
