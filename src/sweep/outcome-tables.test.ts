import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutcomeRow } from './outcome-rows.ts';
import { MAIL_COLUMNS, tableAsMarkdown, tableAsText } from './outcome-tables.ts';
import { arbitraryRow } from './sweep.testing.ts';

const patch: OutcomeRow = {
  id: 'patch',
  title: 'The patch: skip pre-copy',
  note: 'Horon, patch 4/9 of 12 May 2022',
  status: 'completed',
  downtimeMs: 3440,
  totalTimeMs: 3450,
  sentBytes: 4_303_355_904,
  wastedBytes: 0,
  stalePages: 0,
  slaKept: 'no',
  told: 'a line in the log',
};
const refused: OutcomeRow = {
  ...patch,
  id: 'before',
  title: 'Before | after',
  note: '',
  status: 'refused',
  downtimeMs: null,
  totalTimeMs: 0,
  sentBytes: 0,
  slaKept: 'not stopped',
  told: 'blocked-reasons',
};

describe('the table as text', () => {
  it('reads like this', () => {
    expect(tableAsText([refused, patch])).toBe(`\
   status     stopped  kept   total      sent  in vain  lost
1  refused          -     -       -       0 B      0 B     0
2  completed   3.44 s    no  3.45 s  4.01 GiB      0 B     0

 1  Before | after. Told beforehand: blocked-reasons.
 2  The patch: skip pre-copy (Horon, patch 4/9 of 12 May 2022). Told
    beforehand: a line in the log.
`);
  });

  it('has no line that a mail would break, whatever the runs', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRow(), { minLength: 1, maxLength: 8 }), (rows) => {
        for (const line of tableAsText(rows).split('\n')) expect(line.length).toBeLessThanOrEqual(MAIL_COLUMNS);
      }),
    );
  });
});

describe('the table as Markdown', () => {
  it('reads like this', () => {
    expect(tableAsMarkdown([refused, patch])).toBe(`\
| answer | status | guest stopped | limit kept | total | sent | sent in vain | pages lost | told beforehand |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |
| Before \\| after | refused | - | not stopped | - | 0 B | 0 B | 0 | blocked-reasons |
| The patch: skip pre-copy (Horon, patch 4/9 of 12 May 2022) | completed | 3.44 s | no | 3.45 s | 4.01 GiB | 0 B | 0 | a line in the log |
`);
  });

  it('has the same number of cells in each line, whatever a title holds', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRow(), { minLength: 1, maxLength: 8 }), (rows) => {
        const lines = tableAsMarkdown(rows).trimEnd().split('\n');
        expect(lines).toHaveLength(rows.length + 2);
        for (const line of lines) expect(line.match(/(?<!\\)\|/g)).toHaveLength(10);
      }),
    );
  });
});
