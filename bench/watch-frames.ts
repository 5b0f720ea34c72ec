/** How even the frames of a page are, and what held its main thread up. */
export interface PlayedFrames {
  readonly frames: number;
  readonly frameMedianMs: number;
  readonly frameP95Ms: number;
  readonly frameWorstMs: number;
  /** Tasks of the main thread over 50 ms while it played. */
  readonly longTasks: number;
  readonly longestTaskMs: number;
}

/** Watches the frames of a page that plays. Runs in the page, so it may use nothing of this module. */
export async function watchFrames(durationMs: number): Promise<PlayedFrames> {
  const tasks: number[] = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: 'longtask' });
  const gaps: number[] = [];
  await new Promise<void>((resolve) => {
    let last = 0;
    let first = 0;
    const tick = (now: number) => {
      if (first === 0) first = now;
      else gaps.push(now - last);
      last = now;
      if (now - first < durationMs) requestAnimationFrame(tick);
      else resolve();
    };
    requestAnimationFrame(tick);
  });
  observer.disconnect();
  gaps.sort((a, b) => a - b);
  return {
    frames: gaps.length,
    frameMedianMs: gaps[gaps.length >> 1] ?? 0,
    frameP95Ms: gaps[Math.floor(gaps.length * 0.95)] ?? 0,
    frameWorstMs: gaps.at(-1) ?? 0,
    longTasks: tasks.length,
    longestTaskMs: Math.max(0, ...tasks),
  };
}
