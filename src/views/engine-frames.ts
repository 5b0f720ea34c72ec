import type { FrameFeed } from '../charts/frame-feed.ts';
import type { AppStore } from '../store/app-store.ts';

/** The pictures of one of the engines of the pool, for a canvas to paint. */
export function engineFrames(store: AppStore, engine: string): FrameFeed {
  return {
    subscribe(paint) {
      const frames = store.framesOf(engine);
      if (!frames) return () => {};
      const show = () => {
        const frame = frames.latest();
        // A frame reads its fields from shared memory when asked: a painter gets plain ones.
        if (frame)
          paint({ columns: frame.columns, rows: frame.rows, source: frame.source, destination: frame.destination });
      };
      show();
      return frames.onFrame(show);
    },
  };
}
