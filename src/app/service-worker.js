// Offline cache plus the two headers that make the page cross-origin isolated on hosts that cannot send them.
// The build replaces the placeholders.
const CACHE = 'app-__VERSION__';
const FILES = __FILES__; // the app itself, every screen and worker of it
const DATA = __DATA__; // large, so kept last

// Nothing is kept before the first start: it would wait for every screen, which is six times what it needs.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (e) => e.waitUntil(self.clients.claim()));

// The page asks for it when it is there, and is told when it works without a network.
self.addEventListener('message', (e) => {
  if (e.data === 'keep') e.waitUntil(keepAll().then(() => e.source?.postMessage('kept')));
});
let keeping = null;
const keepAll = () => {
  keeping ??= keep().finally(() => {
    keeping = null;
  });
  return keeping;
};
// One after the other, to leave the network to the page. What an older version kept serves until this one is whole.
async function keep() {
  const cache = await caches.open(CACHE);
  for (const f of [...FILES, ...DATA])
    if (!(await cache.match(f))) await cache.add(new Request(f, { cache: isNamedByContent(f) ? 'default' : 'reload' }));
  for (const k of await caches.keys()) if (k.startsWith('app-') && k !== CACHE) await caches.delete(k);
}
const isNamedByContent = (url) => url.includes('/assets/');

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
  e.respondWith(answer(q).then(isolate));
});
async function answer(q) {
  const cache = await caches.open(CACHE);
  const isPage = q.mode === 'navigate';
  const kept = isPage ? null : isNamedByContent(q.url) ? await caches.match(q) : await cache.match(q);
  if (kept) return kept;
  try {
    return await fetch(q);
  } catch (x) {
    const hit = isPage ? ((await cache.match('./')) ?? (await caches.match('./'))) : await caches.match(q);
    if (hit) return hit;
    throw x;
  }
}
