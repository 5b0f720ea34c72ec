import { zoomTo as rangeAround } from '../../charts/page-zoom.ts';
import type { StaleRange } from '../../engine/record.ts';
import type { AppStore } from '../../store/app-store.ts';

/** Goes to the end of the run and to a stretch of pages that are lost there, and opens the biography of its first page. */
export function showStretch({ getState }: AppStore, { fromSlot, fromPage, toPage }: StaleRange): void {
  const { run, pause, seek, zoomTo, selectPage } = getState();
  if (!run) return;
  pause();
  seek(run.endMs);
  zoomTo(rangeAround(run.layout, { fromSlot, toSlot: fromSlot + toPage - fromPage }));
  selectPage(fromSlot);
}
