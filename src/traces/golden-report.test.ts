import { expect, it } from 'vitest';
import { GOLDEN_TRACES } from '../engine/golden-traces.ts';
import { goldenReport } from './golden-report.ts';

it('finds every column of every golden trace exact', () => {
  const rows = goldenReport()
    .split('\n')
    .filter((line) => /^\| G\d/.test(line));
  expect(rows).toHaveLength(GOLDEN_TRACES.length);
  for (const row of rows) expect(row).not.toContain('is expected');
  const none = GOLDEN_TRACES.reduce(
    (sum, { windows, pendingBytes }) => sum + +!windows.length + +!pendingBytes.length,
    0,
  );
  expect(rows.join('').match(/exact, /g)?.length).toBe(3 * rows.length - none);
});
