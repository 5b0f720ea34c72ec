/** Pixels of both page maps, one a cell. The arrays may view a SharedArrayBuffer and are valid until the next frame. */
export interface PageFrame {
  readonly columns: number;
  readonly rows: number;
  /** 0xAABBGGRR, at least `columns * rows` */
  readonly source: Uint32Array;
  readonly destination: Uint32Array;
}

/** Where frames arrive. */
export interface FrameMailbox {
  /** The latest frame, or null when it was taken before. */
  takeLatest(): PageFrame | null;
}

/** Frames for several listeners: a mailbox gives each frame away once. */
export interface FrameFeed {
  /** Calls `paint` with the frame in hand, if there is one, and with every frame from then on; returns its own stop. */
  subscribe(paint: (frame: PageFrame) => void): () => void;
}

/**
 * Looks into `mailbox` once an animation frame, while anyone listens.
 * @param eachFrame calls back before each repaint until its result is called; the browser's animation frames by default
 */
export function frameFeed(mailbox: FrameMailbox, eachFrame: typeof eachAnimationFrame = eachAnimationFrame): FrameFeed {
  const listeners = new Set<(frame: PageFrame) => void>();
  let latest: PageFrame | null = null;
  let stop: (() => void) | null = null;
  const look = () => {
    const frame = mailbox.takeLatest();
    if (!frame) return;
    latest = frame;
    for (const paint of listeners) paint(frame);
  };
  return {
    subscribe(paint) {
      listeners.add(paint);
      if (latest) paint(latest);
      stop ??= eachFrame(look);
      return () => {
        listeners.delete(paint);
        if (listeners.size > 0) return;
        stop?.();
        stop = null;
      };
    },
  };
}

/** Calls `act` before each repaint until the returned function is called. */
export function eachAnimationFrame(act: () => void): () => void {
  let handle = requestAnimationFrame(function next() {
    handle = requestAnimationFrame(next);
    act();
  });
  return () => cancelAnimationFrame(handle);
}
