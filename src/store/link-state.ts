import type { LinkState } from '../scenario/link.ts';
import type { AppState } from './app-store.ts';

/** Shows what a link or a scene holds: one that names an instant is opened there, paused; any other plays from the beginning. */
export function openLinkState(state: AppState, { scenario, view }: LinkState): void {
  const { playheadMs, slot, decision, span, pages, zoom, notes } = view;
  state.openScenario(scenario, { start: playheadMs === undefined ? 'beginning' : { atMs: playheadMs } });
  state.selectPage(slot ?? null);
  state.pinDecision(decision ?? null);
  state.brushTime(span ?? null);
  state.brushPages(pages ?? null);
  state.aim(zoom ?? null);
  state.setNotes(notes ?? []);
}

/** What a link says of the screen as it is. */
export function linkStateOf(state: AppState): LinkState {
  const { scenario, nowMs, isPlaced, pageSlot, pinnedDecision, timeBrush, pageBrush, notes, run } = state;
  const { fromSlot, toSlot } = state.view;
  const isZoomed = run !== null && toSlot - fromSlot < run.layout.slots;
  const view = {
    ...(isPlaced && { playheadMs: nowMs }),
    ...(pageSlot !== null && { slot: pageSlot }),
    ...(pinnedDecision !== null && { decision: pinnedDecision }),
    ...(timeBrush !== null && { span: timeBrush }),
    ...(pageBrush !== null && { pages: pageBrush }),
    ...(isZoomed && { zoom: { fromSlot, toSlot } }),
    ...(notes.length > 0 && { notes }),
  };
  return { scenario, view };
}
