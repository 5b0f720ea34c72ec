/**
 * On a host that sends no COOP/COEP headers, registers the service worker that adds them and reloads once.
 * Resolves when the app may start: isolated, or not isolatable (the app then copies frames instead of sharing memory).
 */
export async function ensureIsolation(): Promise<void> {
  if (!('serviceWorker' in navigator) || !window.isSecureContext || location.protocol === 'file:') return;
  if (import.meta.env.DEV || __SINGLE__ || new URLSearchParams(location.search).has('nosw')) return;
  const tried = 'isolation-reloaded';
  try {
    if (window.crossOriginIsolated) {
      sessionStorage.removeItem(tried);
      return;
    }
    if (sessionStorage.getItem(tried)) return; // once is enough: never loop
    await navigator.serviceWorker.register(new URL('sw.js', document.baseURI), { scope: './' });
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await Promise.race([
        new Promise((r) => navigator.serviceWorker.addEventListener('controllerchange', r, { once: true })),
        new Promise((r) => setTimeout(r, 3000)),
      ]);
    sessionStorage.setItem(tried, '1');
    location.reload();
    await new Promise(() => {}); // the reload ends this page
  } catch (e) {
    console.info('Running without shared memory:', e);
  }
}

/**
 * Has the service worker, where there is one, keep every file for use without a network, and writes `data-offline="1"` on the
 * root element when it has them all. Call it when the first picture no longer waits for the network.
 */
export function keepForOffline(): void {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return;
  navigator.serviceWorker.addEventListener('message', ({ data }) => {
    if (data === 'kept') document.documentElement.dataset.offline = '1';
  });
  navigator.serviceWorker.startMessages();
  worker.postMessage('keep');
}
