import { expect, it } from 'vitest';
import { goldenReport } from './golden-report.ts';

it('finds every column of every golden trace exact', () => {
  const rows = goldenReport()
    .split('\n')
    .filter((line) => /^\| G\d/.test(line));
  expect(rows).toHaveLength(8);
  for (const row of rows) expect(row).not.toContain('is expected');
  expect(rows.join('').match(/exact, /g)?.length).toBe(22); // three columns each, but G5 closes no window and G9 gives no pending
});
