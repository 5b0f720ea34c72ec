import { fetchTexts } from '../../language/catalogues.ts';
import type { AppStore } from '../../store/app-store.ts';

/** True for the text of a table that was saved here; the room that reads it is loaded then. */
export const isOwnTable = (text: string): boolean => /^\uFEFF?# switchover: |^\{"switchover":"/.test(text);

/** How a table is taken back. */
export const tableOpener =
  (store: AppStore) =>
  async (text: string, file: string): Promise<void> => {
    const [{ openTable }] = await Promise.all([import('./open-table.ts'), fetchTexts('take-away')]);
    return openTable(store, text, file);
  };
