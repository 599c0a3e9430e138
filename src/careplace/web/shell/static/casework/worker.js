// Lets the page on which a visit is recorded open without a signal. It keeps that page and the site's own files, and
// nothing else: no list, no report, no answer with a draft in it.
const CACHE = "careplace-visit-pages";
const KEPT = [/^\/places\/[A-Z]\d{8}\/visits\/[0-9a-f-]{36}\/offline\/$/, /^\/static\//];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (KEPT.some((pattern) => pattern.test(pathname))) event.respondWith(networkFirst(event.request));
});

async function networkFirst(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const cached = await cache.match(request);
    if (cached) return cached;
    throw error;
  }
}
