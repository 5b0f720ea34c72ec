import { t } from '../../language/t.ts';
import type { AppState, AppStore } from '../../store/app-store.ts';
import { scenarioInLink } from '../../store/links.ts';
import type { Run } from '../../store/run-slice.ts';
import { MADE_AGAIN, type Table } from '../../takeaway/table.ts';
import { firstDifference, readTable, whatItIs } from '../../takeaway/table-file.ts';
import { takenRun } from './lab-subject.ts';

/** Takes a table back that was saved here: says what it is, opens its run, and whether that run still has these numbers. */
export async function openTable(store: AppStore, text: string, file: string): Promise<void> {
  const { report, notify, openScenario } = store.getState();
  try {
    const table = readTable(text, file);
    const tell = (detail: string): void =>
      notify({ about: 'file', tone: 'info', title: whatItIs(table), detail, advice: '', action: null });
    const again = MADE_AGAIN[table.kind];
    const scenario = again && (await scenarioInLink(table.provenance.link));
    if (!again) return tell(t('Of this kind of table the numbers are not made again; its link opens the runs.'));
    if (!scenario) return tell(t('Its link holds no run, so the numbers cannot be made again.'));
    openScenario(scenario, { start: { atMs: 0 } });
    const run = await whenThere(store, (state) => (state.run?.scenario === scenario ? state.run : null));
    if (run) tell(agreement(table, again(await takenRun(run, table.provenance.title))));
  } catch (error) {
    report('file', t('This table cannot be used.'), error);
  }
}

function agreement(kept: Table, now: Table): string {
  const difference = firstDifference(kept, now);
  return difference === null
    ? t('Its run is open, and has the same numbers in each of {rows} rows.', { rows: kept.rows.length })
    : t('Its run is open, and has other numbers: {difference}.', { difference });
}

/** What `found` finds in the state, now or later; null when the run cannot be made. */
function whenThere(store: AppStore, found: (state: AppState) => Run | null): Promise<Run | null> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const state = store.getState();
      const run = found(state);
      if (!run && state.runStatus !== 'failed') return false;
      resolve(run);
      return true;
    };
    if (look()) return;
    const stop = store.subscribe(() => {
      if (look()) stop();
    });
  });
}
