import { describe, expect, it } from 'vitest';
import { addressOf } from './address.ts';
import { type Dispatch, dispatch, type Hand } from './dispatch.ts';
import type { Plan } from './plan.ts';
import type { Row } from './row.ts';
import { limits, planOver } from './study.testing.ts';
import { runOf, study } from './study.ts';

const speeds = { field: 'linkBytesPerSecond', scale: 'linear', from: 1e7, to: 4e7, steps: 3 } as const;
const plan = planOver([limits, speeds], { design: { kind: 'frontier', rounds: 1 }, repeats: 2 });
const alone = [...study(plan)];

/** Hands of this thread; the one that makes chunk number `dies` dies over it. */
function hands({ dies = -1, always = false } = {}) {
  const state = { chunks: 0, started: 0, ended: 0 };
  const hand = (): Hand => {
    state.started++;
    return {
      run: async (scenarios, onRun) => {
        const isLast = always || state.chunks++ === dies;
        for (const [i, scenario] of scenarios.entries()) {
          await Promise.resolve();
          if (isLast && i === (always ? 0 : 1)) throw new Error('killed');
          onRun(runOf(scenario));
        }
      },
      end: () => void state.ended++,
    };
  };
  return { hand, state };
}
const carriedOut = (of: Plan, work: Pick<Dispatch, 'hand' | 'hands'> & Partial<Dispatch>) =>
  dispatch(of, { onRow: () => {}, ...work });

describe('a plan carried out by several hands', () => {
  it.each([1, 2, 5])('has the rows that one thread makes (%s hands)', async (count) => {
    const seen: Row[] = [];
    const { hand } = hands();
    const rows = await carriedOut(plan, { hand, hands: count, onRow: (row) => seen.push(row) });
    expect(rows).toEqual(alone.toSorted((a, b) => a.cell.index - b.cell.index));
    expect(seen).toHaveLength(rows.length);
  });

  it('loses nothing when a hand dies', async () => {
    const { hand, state } = hands({ dies: 1 });
    const rows = await carriedOut(plan, { hand, hands: 2 });
    expect(rows).toHaveLength(alone.length);
    expect(state).toMatchObject({ started: 3, ended: 3 });
  });

  it('gives up on a chunk that kills every hand, with what it said', async () => {
    await expect(carriedOut(plan, { ...hands({ always: true }), hands: 2 })).rejects.toThrow('killed');
  });

  it('runs nothing that is known', async () => {
    const found = new Map(alone.map(({ cell, run }) => [addressOf(cell.scenario), run]));
    const { hand, state } = hands();
    const rows = await carriedOut(plan, { hand, hands: 2, known: () => found });
    expect(rows).toHaveLength(alone.length);
    expect(state.chunks).toBe(0);
  });

  it('can be stopped, and gives what is there', async () => {
    const stop = new AbortController();
    const { hand } = hands();
    const rows = await carriedOut(plan, { hand, hands: 1, onRow: () => stop.abort(), signal: stop.signal });
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(alone.length);
  });
});
