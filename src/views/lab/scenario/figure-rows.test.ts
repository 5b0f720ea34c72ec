import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Prediction } from '../../../traces/predict.ts';
import { predict } from '../../../traces/predict.ts';
import { parseTraceText } from '../../../traces/read-trace.ts';
import { bandRows, figureRows, statusWords } from './figure-rows.ts';
import { recordingFacts } from './recording-facts.ts';

const figures = {
  status: 'completed',
  totalTimeMs: 16_303,
  downtimeMs: 12,
  transferredBytes: 555_745_280,
  normalPages: 1,
  duplicatePages: 2,
  dirtySyncCount: 22,
};
const prediction: Prediction = {
  name: 'x',
  measured: figures,
  predicted: { ...figures, totalTimeMs: 16_300, downtimeMs: 9, transferredBytes: 555_745_280, dirtySyncCount: 23 },
  error: { totalTimeMs: -3 / 16_303, transferredBytes: 0, dirtySyncCount: 1 },
  band: {
    totalTimeMs: [15_000, 17_500],
    downtimeMs: [8, 10],
    transferredBytes: [555_745_280, 555_745_281],
    dirtySyncCount: null,
  },
  inBand: { totalTimeMs: true, downtimeMs: false, transferredBytes: true, dirtySyncCount: null },
  throttle: null,
  xbzrle: null,
  stalePages: { measured: null, predicted: null },
  isReference: true,
  remark: null,
  scenario: null,
};

describe('measured against predicted', () => {
  it('is written with units, signs and two decimals', () => {
    expect(figureRows(prediction)).toEqual([
      {
        figure: 'totalTimeMs',
        label: 'Total time',
        unit: 'ms',
        measured: '16,303',
        predicted: '16,300',
        error: '−0.02 %',
      },
      { figure: 'downtimeMs', label: 'Downtime', unit: 'ms', measured: '12', predicted: '9', error: '−3 ms' },
      {
        figure: 'transferredBytes',
        label: 'Transferred',
        unit: 'MiB',
        measured: '530.00',
        predicted: '530.00',
        error: '0.00 %',
      },
      { figure: 'dirtySyncCount', label: 'Syncs', unit: '', measured: '22', predicted: '23', error: '+1' },
    ]);
  });

  it('begins with the status', () => {
    expect(statusWords(prediction)).toBe('completed, as predicted');
    const wrong = { ...prediction, predicted: { ...figures, status: 'not-converged' } };
    expect(statusWords(wrong)).toBe('completed, predicted not-converged');
    expect(statusWords({ ...prediction, predicted: null })).toBe('completed');
  });

  it('says whether the measurement lies in the band', () => {
    expect(bandRows(prediction)).toEqual([
      {
        figure: 'totalTimeMs',
        label: 'Total time',
        unit: 'ms',
        least: '15,000',
        most: '17,500',
        measured: '16,303',
        isInside: true,
      },
      { figure: 'downtimeMs', label: 'Downtime', unit: 'ms', least: '8', most: '10', measured: '12', isInside: false },
      {
        figure: 'transferredBytes',
        label: 'Transferred',
        unit: 'MiB',
        least: '530.00',
        most: '530.00',
        measured: '530.00',
        isInside: true,
      },
    ]);
    expect(bandRows({ ...prediction, band: null, inBand: null })).toEqual([]);
  });

  it('has a dash for what is not there', () => {
    const rows = figureRows({ ...prediction, predicted: null, error: null });
    expect(rows.map(({ predicted, error }) => [predicted, error])).toEqual(rows.map(() => ['–', null]));
  });
});

describe('the facts of a recording', () => {
  const traceOf = (name: string) =>
    parseTraceText(readFileSync(new URL(`../../../../public/traces/${name}.json`, import.meta.url), 'utf8'), name);

  it('are its configuration and its commands', () => {
    expect(recordingFacts(traceOf('uni-never-then-downtime-128m-cap32'))).toEqual([
      { id: 'qemu', heading: 'QEMU', words: '7.2.22, KVM' },
      {
        id: 'guest',
        heading: 'Guest',
        words: expect.stringMatching(/^128 MiB, uniform writes to [\d,]+ pages, [\d,]+ pages\/s$/),
      },
      { id: 'limits', heading: 'Limits', words: 'max-bandwidth 32 MiB/s, downtime-limit 300 ms' },
      { id: 'link', heading: 'Link', words: 'as fast as its host' },
      {
        id: 'commands',
        heading: 'Commands',
        words: expect.stringMatching(/^at 1\d[.\d]* s migrate-set-parameters downtime-limit \d/),
      },
    ]);
  });

  it('have what QEMU refused, and the prediction says the same', () => {
    const trace = traceOf('downtime-limit-out-of-range');
    const refused = recordingFacts(trace).find(({ id }) => id === 'refused');
    expect(refused?.words).toContain('expects an integer in the range of 0 to (2000 * 1000) ms');
    const prediction = predict(trace);
    expect(figureRows(prediction)).toEqual([]);
    expect(statusWords(prediction)).toBe('parameter-refused, as predicted');
  });
});
