import { EngineClient, frameMode } from '../worker/client.ts';
import { startEngineWorker } from '../worker/client-worker.ts';
import { type AppStore, createAppStore } from './app-store.ts';
import type { UrlBar } from './url.ts';

/** The app's store with a real worker, real frames and the real address bar. Call `start()` when the page is there. */
export function createBrowserStore(): AppStore {
  const client = new EngineClient({ startWorker: startEngineWorker, mode: frameMode() });
  return createAppStore({ client, requestFrame: (callback) => requestAnimationFrame(callback), location: addressBar });
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
