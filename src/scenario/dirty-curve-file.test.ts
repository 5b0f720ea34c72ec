import { describe, expect, it } from 'vitest';
import { scenarioWith } from './defaults.ts';
import { CurveError, isCurveText, parseCurveText, withMeasuredGuest } from './dirty-curve-file.ts';
import { MEASURED_GUEST } from './measured-curve.ts';
import { parseScenario } from './schema.ts';

const FILE = {
  'page-size': 4096,
  periods: MEASURED_GUEST.periodsMs,
  status: 'measured',
  mode: 'page-sampling',
  'n-dirty-pages': MEASURED_GUEST.dirtyPages,
  'n-sampled-pages': MEASURED_GUEST.sampledPages,
  'n-zero-pages': MEASURED_GUEST.zeroPages,
  'n-total-pages': MEASURED_GUEST.totalPages,
  'calc-time': 60,
};
const faultOf = (changes: object): string => {
  try {
    parseCurveText(JSON.stringify({ ...FILE, ...changes }), 'curve.json');
    return 'no fault';
  } catch (error) {
    if (!(error instanceof CurveError)) throw error;
    return error.message;
  }
};

describe('a file with a measured curve', () => {
  it('is read, alone or as an answer of QMP, and makes a possible guest', () => {
    const text = JSON.stringify(FILE);
    expect(isCurveText(text)).toBe(true);
    const measured = parseCurveText(text, 'curve.json');
    expect(measured).toMatchObject({ ramPages: 8_392_704, dataPages: 3_241_984 });
    expect(measured.points[0]).toEqual({ periodMs: 125, pages: 16_896 });
    expect(parseCurveText(JSON.stringify({ return: FILE }), 'curve.json')).toEqual(measured);
    const scenario = withMeasuredGuest(scenarioWith({}), measured);
    expect(parseScenario(scenario, '')).toEqual(scenario);
  });

  it('is told from a scenario', () => {
    expect(isCurveText(JSON.stringify(scenarioWith({})))).toBe(false);
  });

  it.each([
    [{ 'page-size': 65_536 }, 'curve.json: page-size: 65536 is not 4096'],
    [{ 'n-sampled-pages': undefined }, 'curve.json: n-sampled-pages: missing'],
    [{ 'n-total-pages': 'many' }, 'curve.json: n-total-pages: "many" is not a whole number from 16 to 1,073,741,824'],
    [{ periods: [] }, 'curve.json: periods: the list is empty'],
    [{ 'n-dirty-pages': [1, 2] }, 'curve.json: n-dirty-pages: 2 counts for 22 periods'],
    [{ periods: [5, 5], 'n-dirty-pages': [1, 2] }, 'curve.json: periods.1: 5 ms after 5 ms'],
    [{ periods: [5, 6], 'n-dirty-pages': [2, 1] }, 'curve.json: n-dirty-pages.1: 1 after 2'],
    [{ periods: [5], 'n-dirty-pages': [9999] }, 'curve.json: n-dirty-pages.0: 9999 of 6332 pages that are not zero'],
    [{ 'n-zero-pages': 16_392 }, 'curve.json: n-zero-pages: 16392 of 16392 sampled pages'],
    [{ 'n-sampled-pages': 9_000_000 }, 'curve.json: n-sampled-pages: 9000000 of 8392704 pages'],
  ])('%j is told as file, field and fault', (changes, message) => {
    expect(faultOf(changes)).toBe(message);
  });

  it('that was cut off is told so', () => {
    expect(() => parseCurveText(JSON.stringify(FILE).slice(0, 60), 'curve.json')).toThrow(/ends too early/);
  });
});
