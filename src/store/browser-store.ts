import { MIB } from '../units.ts';
import { EngineClient, frameMode } from '../worker/client.ts';
import { startEngineWorker } from '../worker/client-worker.ts';
import { EnginePool } from '../worker/pool.ts';
import { startAskWorker } from '../worker/pool-ask-worker.ts';
import { startEstimateWorker } from '../worker/pool-estimate-worker.ts';
import { startEvacuationWorker } from '../worker/pool-evacuation-worker.ts';
import { startStudyWorker } from '../worker/pool-study-worker.ts';
import { startSweepWorker } from '../worker/pool-sweep-worker.ts';
import { type AppStore, createAppStore } from './app-store.ts';
import { browserResults } from './kept-results.ts';
import { browserRecentStorage } from './recent-slice.ts';
import type { UrlBar } from './url.ts';

/** The app's store with a real worker, real frames and the real address bar. Call `start()` when the page is there. */
export function createBrowserStore(): AppStore {
  const mode = frameMode();
  const client = new EngineClient({ startWorker: startEngineWorker, mode });
  const pool = new EnginePool({
    startWorker: startEngineWorker,
    mode,
    atOnce: navigator.hardwareConcurrency,
    keyframeBytes: 24 * MIB,
  });
  return createAppStore({
    client,
    pool,
    startSweepWorker,
    startEvacuationWorker,
    startStudyWorker,
    startEstimateWorker,
    startAskWorker,
    keptResults: browserResults(),
    recentStorage: browserRecentStorage,
    cores: navigator.hardwareConcurrency,
    requestFrame: (callback) => requestAnimationFrame(callback),
    location: addressBar,
  });
}

const addressBar: UrlBar = {
  hash: () => window.location.hash,
  replace: (hash) => {
    try {
      window.history.replaceState(null, '', hash);
    } catch {
      // Browsers refuse too many in a short time; the next change writes again.
    }
  },
  onChange: (listener) => window.addEventListener('hashchange', listener),
};
