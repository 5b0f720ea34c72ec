import { describe, expect, it } from 'vitest';
import { fidelityOf, fidelityReport } from './fidelity.ts';
import { type Figures, type Prediction, predict } from './predict.ts';
import { recording, recordings } from './shipped.testing.ts';

const predictions = recordings.map(({ name }) => predict(recording(name)));

describe('the predictions of all shipped recordings', () => {
  const fidelity = fidelityOf(predictions);

  it('have the right status, always', () => {
    expect(predictions.filter(({ measured, predicted }) => measured.status !== predicted?.status)).toEqual([]);
    expect(fidelity).toMatchObject({ recordings: recordings.length, statusRight: recordings.length });
  });

  it('have the total time: median within 0.5 %, nine in ten within 3 %', () => {
    expect(fidelity.totalTimeMs.median).toBeLessThanOrEqual(0.005);
    expect(fidelity.totalTimeMs.percentile90).toBeLessThanOrEqual(0.03);
  });

  it('have the bytes: median within 0.15 %, nine in ten within 1.5 %', () => {
    expect(fidelity.transferredBytes.median).toBeLessThanOrEqual(0.0015);
    expect(fidelity.transferredBytes.percentile90).toBeLessThanOrEqual(0.015);
  });

  it('have the syncs: three in four exact, nine in ten within 1', () => {
    const { compared, exact, withinOne } = fidelity.dirtySyncCount;
    expect(exact / compared).toBeGreaterThanOrEqual(0.75);
    expect(withinOne / compared).toBeGreaterThanOrEqual(0.9);
  });

  it('have the downtime of link runs within 15 % or 10 ms, in all but one', () => {
    expect(fidelity.linkDowntime.compared - fidelity.linkDowntime.close).toBeLessThanOrEqual(1);
  });

  it('have a band where chance decides, and the prediction lies in it', () => {
    for (const { name, predicted, band, scenario } of predictions) {
      const { guest, stoppedBeforeMigrate } = recording(name).config;
      const chance = ['uniform', 'hotcold', 'bursts'].includes(guest.pattern) && !stoppedBeforeMigrate;
      expect([name, band !== null]).toEqual([name, chance]);
      if (!band?.totalTimeMs || !predicted) continue;
      expect(predicted.totalTimeMs).toBeGreaterThanOrEqual(band.totalTimeMs[0]);
      expect(predicted.totalTimeMs).toBeLessThanOrEqual(band.totalTimeMs[1]);
      expect(scenario?.name).toBe(name);
    }
  });
});

describe('predict', () => {
  it('is the same every time, and gives the run that it chose', () => {
    const trace = recording('uni-tight-128m-cap32-r1');
    const first = predict(trace);
    expect(predict(trace)).toEqual(first);
    expect(predict(trace, [first.scenario!.seed]).predicted).toEqual(first.predicted);
  });

  it('compares a cancelled run at the cancel', () => {
    const { measured, predicted } = predict(recording('seq-never-128m-cap16'));
    expect(measured).toMatchObject({ status: 'cancelled', totalTimeMs: 24019.9, downtimeMs: null, dirtySyncCount: 4 });
    expect(predicted).toMatchObject({ status: 'cancelled', downtimeMs: null, dirtySyncCount: 4 });
  });

  it('has no figures for a refusal', () => {
    const { predicted, error, remark } = predict(recording('refused-nvme'));
    expect(predicted).toMatchObject({ status: 'refused', totalTimeMs: null });
    expect(error).toEqual({ totalTimeMs: null, transferredBytes: null, dirtySyncCount: null });
    expect(remark).toBe("State blocked by non-migratable device '0000:00:02.0/nvme'");
  });

  it('leaves what is not simulated yet out of the statistics', () => {
    const left = predict({ ...recording('idle-256m-cap64-r1'), accel: 'tcg' });
    expect(left).toMatchObject({ predicted: null, error: null, measured: { totalTimeMs: 3429 } });
    expect(fidelityOf([left])).toMatchObject({ recordings: 0, totalTimeMs: { compared: 0 } });
    expect(fidelityReport([left])).toContain('- idle-256m-cap64-r1: not simulated yet: accelerator tcg');
  });
});

describe('fidelityOf', () => {
  const made = (
    measured: Partial<Figures>,
    predicted: Partial<Figures>,
    error: Prediction['error'],
    name = 'a',
  ): Prediction => {
    const nothing = {
      status: 'completed',
      totalTimeMs: null,
      downtimeMs: null,
      transferredBytes: null,
      normalPages: null,
      duplicatePages: null,
      dirtySyncCount: null,
    };
    return {
      name,
      measured: { ...nothing, ...measured },
      predicted: { ...nothing, ...predicted },
      error,
      band: null,
      inBand: null,
      remark: null,
      scenario: null,
    };
  };

  it('takes median and percentile of the absolute errors', () => {
    const errors = [-0.1, 0.02, -0.03, 0.04, 0.05, -0.06, 0.07, 0.08, 0.09, 0.01];
    const runs = errors.map((totalTimeMs) =>
      made({}, {}, { totalTimeMs, transferredBytes: null, dirtySyncCount: null }),
    );
    expect(fidelityOf(runs).totalTimeMs).toEqual({ compared: 10, median: 0.05, percentile90: 0.09, worst: 0.1 });
  });

  it('counts a downtime as close within 10 ms or 15 %, for link runs only', () => {
    const none = { totalTimeMs: null, transferredBytes: null, dirtySyncCount: null };
    const link = (measured: number, predicted: number, name = 'link-a') =>
      made({ downtimeMs: measured }, { downtimeMs: predicted }, none, name);
    expect(
      fidelityOf([link(5, 15), link(300, 345), link(300, 346), link(5, 16), link(5, 500, 'idle')]).linkDowntime,
    ).toEqual({
      compared: 4,
      close: 2,
    });
  });
});
