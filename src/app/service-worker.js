// Offline cache plus the two headers that make the page cross-origin isolated on hosts that cannot send them.
// The build replaces the placeholders.
const CACHE = 'app-__VERSION__';
const FILES = __FILES__; // the app itself, kept before its first start
const DATA = __DATA__; // large, so kept only when the page is there: the first start must not wait for it

self.addEventListener('install', (e) => {
  e.waitUntil(
    caches
      .open(CACHE)
      .then((c) => c.addAll(FILES.map((f) => new Request(f, { cache: 'reload' }))))
      .then(() => self.skipWaiting()),
  );
});
self.addEventListener('activate', (e) => {
  e.waitUntil(
    (async () => {
      for (const k of await caches.keys()) if (k.startsWith('app-') && k !== CACHE) await caches.delete(k);
      await self.clients.claim();
    })(),
  );
});
async function keepData() {
  const cache = await caches.open(CACHE);
  for (const f of DATA) if (!(await cache.match(f))) await cache.add(f);
}
function isolate(r) {
  if (r.status === 0 || r.redirected) return r;
  const headers = new Headers(r.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  return new Response(r.body, { status: r.status, statusText: r.statusText, headers });
}
self.addEventListener('fetch', (e) => {
  const q = e.request;
  if (q.method !== 'GET' || new URL(q.url).origin !== location.origin) return;
  if (q.cache === 'only-if-cached' && q.mode !== 'same-origin') return;
  if (q.mode === 'navigate') e.waitUntil(keepData().catch(() => {})); // without a network: at the next visit
  e.respondWith(
    (async () => {
      const cache = await caches.open(CACHE);
      if (q.mode === 'navigate') {
        try {
          return isolate(await fetch(q));
        } catch (x) {
          const hit = await cache.match('./', { ignoreSearch: true });
          if (hit) return isolate(hit);
          throw x;
        }
      }
      const hit = await cache.match(q);
      return isolate(hit ?? (await fetch(q)));
    })(),
  );
});
