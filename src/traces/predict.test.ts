import { describe, expect, it } from 'vitest';
import { aimsOf, CAUSES, missesOf } from './aims.ts';
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

  it.each(aimsOf(fidelity))('$figure: $asked', ({ holds, reached }) => {
    expect(holds, reached).toBe(true);
  });

  it('raise the throttle at the syncs that were recorded, but for one step after a period of 1,002 ms', () => {
    const ladders = predictions.flatMap(({ name, throttle }) => (throttle ? [{ name, ...throttle }] : []));
    const apart = ladders.flatMap(({ name, measured, predicted }) =>
      measured.flatMap((step, i) => {
        const other = predicted[i];
        const isSame = other?.percent === step.percent && other.dirtySyncCount === step.dirtySyncCount;
        return isSame ? [] : [[name, step, other]];
      }),
    );
    expect(ladders.map(({ measured }) => measured.length)).toEqual([6, 7]);
    expect(apart).toEqual([
      ['auto-uni-128m-cap32', { dirtySyncCount: 15, percent: 80 }, { dirtySyncCount: 16, percent: 80 }],
    ]);
  });

  it('have a cause for each that misses, and no cause without a miss', () => {
    const missing = predictions.filter((prediction) => missesOf(prediction).length > 0).map(({ name }) => name);
    expect(missing).toEqual(Object.keys(CAUSES));
  });

  it('find as many pages stale as were found to differ, but where TCG is known to lose writes', () => {
    const found = predictions.flatMap(({ name, stalePages: { measured, predicted } }) =>
      measured === null ? [] : [[name, measured, predicted]],
    );
    expect(found).toEqual([
      ['tcg-lost-writes-128m-cap32', 125, 0],
      ['verified-uni-128m-cap48', 0, 0],
    ]);
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
    const left = predict({ ...recording('idle-256m-cap64-r1'), accel: 'xen' });
    expect(left).toMatchObject({ predicted: null, error: null, measured: { totalTimeMs: 3429 } });
    expect(fidelityOf([left])).toMatchObject({ recordings: 0, totalTimeMs: { compared: 0 } });
    expect(fidelityReport([left])).toContain('- idle-256m-cap64-r1: not simulated yet: accelerator xen');
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
      throttle: null,
      xbzrle: null,
      stalePages: { measured: null, predicted: null },
      isReference: true,
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

  it('counts a downtime as close within 8 ms or 10 %, for link runs only', () => {
    const link = (measured: number, predicted: number, name = 'link-a') =>
      made({ downtimeMs: measured }, { downtimeMs: predicted }, NO_ERROR, name);
    expect(
      fidelityOf([link(5, 13), link(300, 330), link(300, 331), link(5, 14), link(5, 500, 'idle')]).linkDowntime,
    ).toEqual({ compared: 4, close: 2 });
  });

  it('counts syncs as near within 1, or within 10 % of more than 20', () => {
    const syncs = (dirtySyncCount: number, difference: number) =>
      made({ dirtySyncCount }, {}, { ...NO_ERROR, dirtySyncCount: difference });
    expect(fidelityOf([syncs(5, 0), syncs(5, -1), syncs(20, 2), syncs(40, 4), syncs(40, 5)]).dirtySyncCount).toEqual({
      compared: 5,
      exact: 1,
      near: 3,
    });
  });

  it('compares the steps of the throttle, and leaves out what is no reference', () => {
    const throttled = (percent: number): Prediction => ({
      ...made({ totalTimeMs: 10 }, {}, { ...NO_ERROR, totalTimeMs: 0.5 }),
      throttle: {
        measured: [{ dirtySyncCount: 3, percent: 20 }],
        predicted: [{ dirtySyncCount: 3, percent }],
      },
    });
    expect(fidelityOf([throttled(20), throttled(30)]).throttleLadder).toEqual({ compared: 2, same: 1 });
    expect(fidelityOf([{ ...throttled(20), isReference: false }])).toMatchObject({
      recordings: 1,
      statusRight: 1,
      totalTimeMs: { compared: 0 },
      throttleLadder: { compared: 0 },
    });
  });
});

const NO_ERROR = { totalTimeMs: null, transferredBytes: null, dirtySyncCount: null };
