import { describe, expect, it } from 'vitest';
import { MODELS } from '../engine/models/models.ts';
import { formulaFidelity } from './formula-fidelity.ts';
import { predict } from './predict.ts';
import { publishedReport } from './published-report.ts';
import { recording } from './shipped.testing.ts';

const predictions = ['idle-256m-cap64-r1', 'seq-never-128m-cap16', 'uni-cap-raised-128m-cap16', 'refused-nvme'].map(
  (name) => predict(recording(name)),
);

describe('the formulas against recordings', () => {
  it('are asked about what completed by itself, without a command on the way', () => {
    const found = formulaFidelity(predictions);
    expect(found.map(({ model }) => model)).toEqual(MODELS);
    for (const { compared, converges, totalTimeErrors } of found) {
      expect({ compared, converges }).toEqual({ compared: 1, converges: 1 });
      expect(totalTimeErrors).toHaveLength(1);
    }
  });

  it('of the sheet are off by no more than the threshold and a window for an idle guest: zero pages may end the scan', () => {
    const measuredMs = predictions[0]!.measured.totalTimeMs!;
    for (const { model, totalTimeErrors } of formulaFidelity(predictions))
      if (model.name === 'uniform-writer' || model.name === 'distinct-writer')
        expect(totalTimeErrors[0]! * measuredMs, model.name).toBeLessThan(300 + 100);
  });

  it('are in the report, after the published numbers', () => {
    const report = publishedReport(predictions);
    expect(report).toMatch(/^## Published numbers\n/);
    for (const { title } of MODELS) expect(report).toContain(`| ${title} |`);
    expect(report).not.toMatch(/NaN|undefined|Infinity/);
  });
});
