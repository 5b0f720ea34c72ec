import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestAndWorst } from './best-and-worst.ts';
import type { OutcomeRow } from './outcome-rows.ts';
import { arbitraryRow } from './sweep.testing.ts';

const completed: OutcomeRow = {
  id: '',
  title: '',
  note: '',
  status: 'completed',
  downtimeMs: 200,
  totalTimeMs: 5000,
  sentBytes: 1e9,
  wastedBytes: 0,
  stalePages: 0,
  slaKept: 'yes',
  told: '',
};

describe('best and worst', () => {
  it('are marked where completed runs differ', () => {
    const slow = { ...completed, downtimeMs: 3000, totalTimeMs: 3001, slaKept: 'no' } as const;
    expect(bestAndWorst([completed, slow])).toEqual([
      { downtimeMs: 'best', totalTimeMs: 'worst', slaKept: 'best' },
      { downtimeMs: 'worst', totalTimeMs: 'best', slaKept: 'worst' },
    ]);
  });

  it('never praise a run that lost pages, nor one that got nowhere', () => {
    const lossy = { ...completed, downtimeMs: 10, sentBytes: 1, stalePages: 7 };
    const refused = { ...completed, status: 'refused', downtimeMs: null, totalTimeMs: 0, sentBytes: 0 } as const;
    const endless = {
      ...completed,
      status: 'not-converged',
      downtimeMs: null,
      sentBytes: 9e9,
      wastedBytes: 9e9,
    } as const;
    expect(bestAndWorst([lossy, refused, endless, completed])).toEqual([
      { stalePages: 'worst' },
      {},
      { sentBytes: 'worst', wastedBytes: 'worst' },
      { downtimeMs: 'worst', sentBytes: 'best', wastedBytes: 'best', stalePages: 'best' },
    ]);
  });

  it('hold for any rows: sound runs only, none better than the best or worse than the worst', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRow(), { maxLength: 8 }), (rows) => {
        const marks = bestAndWorst(rows);
        for (const column of ['totalTimeMs', 'stalePages'] as const) {
          const done = rows.filter(({ status }) => status === 'completed');
          const worst = Math.max(...done.map((row) => row[column]));
          for (const [i, row] of rows.entries()) {
            const mark = marks[i]![column];
            if (mark !== undefined) expect(row.status).toBe('completed');
            if (mark === 'worst') expect(row[column]).toBe(worst);
            if (mark !== 'best') continue;
            expect(row.stalePages).toBe(0);
            for (const other of done)
              if (other.stalePages === 0) expect(other[column]).toBeGreaterThanOrEqual(row[column]);
          }
        }
      }),
    );
  });
});
