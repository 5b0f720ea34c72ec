import { counted, t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import type { Run } from '../../store/run-slice.ts';
import { useApp } from '../../store/use-app.ts';
import { formatBytes, formatMs, pagesToBytes } from '../../units.ts';

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
  const words = { at: formatMs(sync.atMs), pass: passed, left: formatBytes(pagesToBytes(sync.remainingPages)) };
  if (passed === 1) return t('Pass 1 from {at}: {left} to send.', words);
  return counted(
    found,
    'Pass {pass} from {at}: the sync found {count} page dirty, {left} to send.',
    'Pass {pass} from {at}: the sync found {count} pages dirty, {left} to send.',
    words,
  );
}
