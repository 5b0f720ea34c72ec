import type { AppState } from '../../store/app-store.ts';
import type { Run } from '../../store/run-slice.ts';
import { useApp } from '../../store/use-app.ts';
import { formatBytes, formatCount, formatMs, pagesToBytes } from '../../units.ts';

/** What each pass comes to, said once when the playhead enters it: for those who hear the run instead of seeing it. */
export function PassSummary() {
  return (
    <p aria-live="polite" className="visually-hidden">
      {useApp(summaryOf)}
    </p>
  );
}

/** A text that changes with the pass and with nothing else, so that it renders and is read once a pass. */
function summaryOf({ run, nowMs }: AppState): string {
  if (!run) return '';
  const { syncs } = run.timeline;
  let passed = 0;
  while (passed < syncs.length && syncs[passed]!.atMs <= nowMs) passed++;
  return nowMs >= run.endMs ? '' : passSummary(run, passed);
}

/** @param passed syncs before the playhead @returns '' during setup */
export function passSummary({ timeline: { syncs } }: Pick<Run, 'timeline'>, passed: number): string {
  const sync = syncs[passed - 1];
  if (!sync) return '';
  const found = sync.byVcpuPages + sync.byDmaPages + sync.allDirtyPages;
  const left = `${formatBytes(pagesToBytes(sync.remainingPages))} to send`;
  if (passed === 1) return `Pass 1 from ${formatMs(sync.atMs)}: ${left}.`;
  return `Pass ${formatCount(passed)} from ${formatMs(sync.atMs)}: the sync found ${formatCount(found)} pages dirty, ${left}.`;
}
