import { useLayoutEffect } from 'react';

/** The playhead. It moves with every picture, so the figures follow it by hand: React has nothing to render for it. */
export interface Now {
  /** Simulated ms. */
  ms(): number;
  /** Calls back after each move, and perhaps without one. Gives back the way to stop. */
  subscribe(moved: () => void): () => void;
}

/** Calls `follow` with the playhead (ms) after each rendering and after each move. */
export function useNow(now: Now, follow: (nowMs: number) => void): void {
  // Without a list: what `follow` writes over, a rendering may have written anew.
  useLayoutEffect(() => {
    let last = Number.NaN;
    const look = () => {
      const nowMs = now.ms();
      if (nowMs === last) return;
      last = nowMs;
      follow(nowMs);
    };
    look();
    return now.subscribe(look);
  });
}
