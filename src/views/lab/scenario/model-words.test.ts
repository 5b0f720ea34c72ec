import { describe, expect, it } from 'vitest';
import { type ModelAnswer, models } from '../../../store/model-answers.ts';
import { modelRow } from './model-words.ts';

const model = models()[0]!;
const prediction = (changes: object): ModelAnswer['prediction'] => ({
  converges: true,
  totalTimeMs: [4500, 4500],
  downtimeMs: [212, 212],
  sentBytes: null,
  passes: 3,
  curves: [],
  ...changes,
});

describe('a formula in the list', () => {
  it('has its figures and its errors', () => {
    const row = modelRow({
      model,
      prediction: prediction({}),
      isEndRight: true,
      totalTimeError: -0.045,
      downtimeErrorMs: 12,
    });
    expect(row).toMatchObject({ total: '4.5 s', downtime: '212 ms', errors: ['−4.5 %', '+12 ms'] });
  });

  it('names both bounds, and says when it is right', () => {
    const bounds = prediction({ totalTimeMs: [4500, 9000], downtimeMs: null });
    const row = modelRow({ model, prediction: bounds, isEndRight: true, totalTimeError: 0, downtimeErrorMs: null });
    expect(row).toMatchObject({ total: '4.5 s to 9 s', downtime: '–', errors: ['0 %', '–'] });
  });

  it('says that it never ends', () => {
    const endless = prediction({ converges: false, totalTimeMs: null, downtimeMs: null });
    const row = modelRow({
      model,
      prediction: endless,
      isEndRight: false,
      totalTimeError: null,
      downtimeErrorMs: null,
    });
    expect(row).toMatchObject({ total: 'never ends', downtime: '–', errors: ['wrong', '–'] });
  });
});
