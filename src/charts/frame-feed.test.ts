import { describe, expect, it } from 'vitest';
import { frameFeed, type PageFrame } from './frame-feed.ts';

/** A mailbox and a clock of animation frames in our hands. */
function bench() {
  let waiting: PageFrame | null = null;
  let tick: (() => void) | null = null;
  const feed = frameFeed(
    {
      takeLatest() {
        const taken = waiting;
        waiting = null;
        return taken;
      },
    },
    (act) => {
      tick = act;
      return () => {
        tick = null;
      };
    },
  );
  return {
    feed,
    put: (frame: PageFrame) => {
      waiting = frame;
    },
    tick: () => tick?.(),
    isRunning: () => tick !== null,
  };
}

const frame = (columns: number): PageFrame => ({
  columns,
  rows: 1,
  source: new Uint32Array(columns),
  destination: new Uint32Array(columns),
});

describe('the feed of frames', () => {
  it('gives one frame to all who listen', () => {
    const { feed, put, tick } = bench();
    const seen: string[] = [];
    feed.subscribe(({ columns }) => seen.push(`source ${columns}`));
    feed.subscribe(({ columns }) => seen.push(`destination ${columns}`));
    put(frame(7));
    tick();
    tick();
    expect(seen).toEqual(['source 7', 'destination 7']);
  });

  it('gives the frame in hand to who comes late', () => {
    const { feed, put, tick } = bench();
    feed.subscribe(() => {});
    put(frame(7));
    tick();
    const seen: number[] = [];
    feed.subscribe(({ columns }) => seen.push(columns));
    expect(seen).toEqual([7]);
  });

  it('rests while nobody listens, and starts again', () => {
    const { feed, isRunning } = bench();
    const stops = [feed.subscribe(() => {}), feed.subscribe(() => {})];
    stops[0]!();
    expect(isRunning()).toBe(true);
    stops[1]!();
    expect(isRunning()).toBe(false);
    feed.subscribe(() => {});
    expect(isRunning()).toBe(true);
  });
});
