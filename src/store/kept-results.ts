import type { Measured } from '../sweep/study/measure.ts';

/** Results of runs by their address, kept by the browser: what was run once is never run again, also after a reload or a crash. */
export interface KeptResults {
  find(addresses: readonly string[]): Promise<ReadonlyMap<string, Measured>>;
  /** @throws the browser's error when there is no room: a DOMException called QuotaExceededError */
  keep(results: ReadonlyMap<string, Measured>): Promise<void>;
}

/** In IndexedDB. Where the browser has none, or refuses it, nothing is kept and nothing found. */
export function browserResults(): KeptResults {
  let opened: Promise<IDBDatabase | null> | null = null;
  const database = (): Promise<IDBDatabase | null> => {
    opened ??= open().catch(() => null);
    return opened;
  };
  return {
    async find(addresses) {
      const found = new Map<string, Measured>();
      const db = await database();
      if (!db) return found;
      const store = db.transaction(RUNS, 'readonly').objectStore(RUNS);
      await Promise.all(
        addresses.map(async (address) => {
          const run = (await answerOf(store.get(address))) as Measured | undefined;
          if (run) found.set(address, run);
        }),
      );
      return found;
    },
    async keep(results) {
      const db = await database();
      if (!db) return;
      const transaction = db.transaction(RUNS, 'readwrite');
      const store = transaction.objectStore(RUNS);
      for (const [address, run] of results) store.put(run, address);
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
      });
    },
  };
}

const NAME = 'switchover';
const RUNS = 'runs';

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => void request.result.createObjectStore(RUNS);
  return answerOf(request);
}

const answerOf = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
