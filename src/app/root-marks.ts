import type { AppStore } from '../store/app-store.ts';

/**
 * Writes on the root element what a test of the screen waits for and compares, and a person may look up: `data-settled`
 * (1 when nothing is under way and the maps show what they should), `data-mode` (how pixels travel: `shared` or
 * `transfer`) and `data-digest` (of the outcome of the run on the screen, or empty). `data-showing` (`full`, `present`,
 * `embed`) is for the sizes in tokens.css.
 */
export function markRoot(store: AppStore, root: HTMLElement): void {
  const put = (name: 'settled' | 'mode' | 'digest' | 'showing', value: string) => {
    if (root.dataset[name] !== value) root.dataset[name] = value;
  };
  const mark = () => {
    const state = store.getState();
    put('mode', state.frameMode);
    put('showing', state.showing);
    put('digest', state.run?.timeline.outcome?.digest ?? '');
    put('settled', store.isSettled() && isPainted(store) ? '1' : '0');
  };
  store.subscribe(mark);
  store.frames.onFrame(mark);
  mark();
  markBeginning(store);
}

/** Puts `first-picture` into the browser's timeline, and `moving` when another instant is painted. */
function markBeginning({ frames }: AppStore): void {
  let firstMs: number | null = null;
  const stop = frames.onFrame(({ nowMs }) => {
    if (nowMs === firstMs) return;
    performance.mark(firstMs === null ? 'first-picture' : 'moving');
    if (firstMs !== null) stop();
    firstMs = nowMs;
  });
}

/** The newest frame is of the run on the screen and of the view that was asked for. */
function isPainted({ getState, frames }: AppStore): boolean {
  const { run, view } = getState();
  const frame = frames.latest();
  if (!run) return true;
  return (
    frame?.runId === run.runId &&
    frame.columns === view.columns &&
    frame.rows === view.rows &&
    frame.fromSlot === view.fromSlot &&
    frame.toSlot === view.toSlot
  );
}
