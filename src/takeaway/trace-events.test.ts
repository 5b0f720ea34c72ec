import { describe, expect, it } from 'vitest';
import { SHOWN_PRESETS, takenRun } from './taken-run.testing.ts';
import { type TraceEvent, traceOf, traceText } from './trace-events.ts';

/** What the format asks of each phase that is used here. @source Trace Event Format, "Event Descriptions" */
const NEEDED: Record<TraceEvent['ph'], readonly string[]> = {
  X: ['name', 'cat', 'ph', 'ts', 'dur', 'pid', 'tid'],
  i: ['name', 'cat', 'ph', 'ts', 's', 'pid', 'tid'],
  C: ['name', 'cat', 'ph', 'ts', 'pid', 'args'],
  M: ['name', 'ph', 'pid', 'tid', 'args'],
};

describe.each(SHOWN_PRESETS)('the trace of %s', (id) => {
  const run = takenRun(id);
  const file = JSON.parse(traceText(run)) as ReturnType<typeof traceOf>;
  const { traceEvents } = file;

  it('has the fields that the format asks for', () => {
    expect(file.displayTimeUnit).toBe('ms');
    for (const event of traceEvents) {
      expect(Object.keys(event)).toEqual(expect.arrayContaining([...NEEDED[event.ph]]));
      expect(typeof event.name).toBe('string');
      expect(event.ts).toBeGreaterThanOrEqual(0);
      for (const number of [event.ts, event.pid, event.tid]) expect(Number.isFinite(number)).toBe(true);
      if (event.ph === 'X') expect(event.dur).toBeGreaterThanOrEqual(0);
      if (event.ph === 'C') for (const value of Object.values(event.args)) expect(Number.isFinite(value)).toBe(true);
    }
  });

  it('is in order, and its slices of one track do not overlap: Perfetto would drop or nest them', () => {
    const tracks = new Map<string, Extract<TraceEvent, { ph: 'X' }>[]>();
    for (const event of traceEvents) {
      if (event.ph !== 'X') continue;
      const track = `${event.pid} ${event.tid}`;
      tracks.set(track, [...(tracks.get(track) ?? []), event]);
    }
    for (const [track, slices] of tracks)
      for (const [i, { ts, name }] of slices.entries()) {
        const before = slices[i - 1];
        // A microsecond's millionth is what adding up ms may cost.
        if (before) expect(ts - (before.ts + before.dur), `${name} on ${track}`).toBeGreaterThan(-1e-3);
      }
    expect(traceEvents.map(({ ts }) => ts)).toEqual(traceEvents.map(({ ts }) => ts).toSorted((a, b) => a - b));
  });

  it('names every track that it uses', () => {
    const named = new Set(
      traceEvents.flatMap(({ ph, name, pid, tid }) => (ph === 'M' && name === 'thread_name' ? [`${pid} ${tid}`] : [])),
    );
    for (const { ph, pid, tid } of traceEvents) if (ph === 'X' || ph === 'i') expect(named).toContain(`${pid} ${tid}`);
  });
});

it('holds each pass, sync and decision at its instant in µs, and remaining bytes as a counter', () => {
  const run = takenRun('first-visit');
  const { traceEvents, otherData } = traceOf(run);
  const { syncs, decisions, curve, outcome } = run.timeline;
  const ofKind = (cat: string) => traceEvents.filter((event) => event.cat === cat);
  expect(ofKind('sync').map(({ ts }) => ts)).toEqual(syncs.map(({ atMs }) => atMs * 1000));
  expect(ofKind('decision')).toHaveLength(decisions.length);
  expect(ofKind('pass')).toHaveLength(syncs.length);
  const remaining = traceEvents.filter(({ ph, name }) => ph === 'C' && name === 'to send');
  expect(remaining).toHaveLength(curve.atMs.length);
  expect(remaining.at(-1)).toMatchObject({ args: { remainingBytes: curve.remainingBytes.at(-1) } });
  expect(otherData.run).toBe(outcome!.digest);
});
