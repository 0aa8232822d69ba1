// Keeps one build of the calculator on the device, so that it opens without a network, and never mixes two builds: every file is
// checked against its digest before any is used, and this worker waits until no page of another build is open, or until somebody
// asks for the change. `cargo xtask bundle` puts before this: `BUILD`, `LAYOUT` (of the tariffs that it reads), `FILES` (names with
// digests, without which there is no calculator) and `MORE` (what only some need). Everything else is left to the network: the
// platform's answers, its plain pages, and what other sites embed.
const SITE = new URL('./', self.location).href;
const SHELF = `anze-${BUILD}`;
const PAGE = '';
const TARIFFS = 'tariffs/manifest.json';
// The platform's own, to be read without a network too.
const READ = ['explained', 'explained?lang=en', 'plain.css'];
// Some of them without the zeros at their beginning.
const HASHED = /[-._][0-9a-f]{12,}[-._]/;
// A network that answers no sooner is as good as none.
const PATIENCE_MILLISECONDS = 3000;

self.addEventListener('install', (event) => event.waitUntil(fill(FILES).then(newest).then(take)));
self.addEventListener('activate', (event) => event.waitUntil(tidy().then(() => self.clients.claim())));
self.addEventListener('message', (event) => {
  if (event.data === 'renew') self.skipWaiting();
  if (event.data === 'more') event.waitUntil(fill(MORE));
});
self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  if (method !== 'GET' || !url.startsWith(SITE)) return;
  const path = url.slice(SITE.length).replace(/[?#].*/, '');
  if (READ.includes(url.slice(SITE.length))) {
    event.respondWith(read(event.request));
  } else if (mode === 'navigate') {
    if (/^(index\.html)?$|^r\/[^/]*$/.test(path)) event.respondWith(page(event, path));
  } else if (path === TARIFFS) {
    event.respondWith(tariffs(event));
  } else if (path in FILES) {
    event.respondWith(shelf().then((one) => one.match(url, LOOSELY)).then((there) => there || fetch(event.request)));
  } else if (HASHED.test(path)) {
    // Of whatever build: the name says what is in it. Pages of an earlier build still ask for theirs.
    event.respondWith(caches.match(url, LOOSELY).then((there) => there || fetch(event.request)));
  }
});

const LOOSELY = { ignoreVary: true, ignoreSearch: true };
const shelf = () => caches.open(SHELF);

async function fill(files) {
  const one = await shelf();
  await Promise.all(Object.entries(files).map(async ([name, integrity]) => {
    if (!await one.match(SITE + name)) await one.put(SITE + name, await checked(name, integrity));
  }));
}

// Where files stand alone there is nothing to read.
async function take() {
  const one = await shelf();
  await Promise.all(READ.map((name) => one.add(SITE + name).catch(() => {})));
}

async function read(request) {
  const there = await (await shelf()).match(request.url, { ignoreVary: true });
  if (!there) return fetch(request);
  const late = new Promise((done) => { setTimeout(done, PATIENCE_MILLISECONDS); });
  return await Promise.race([fetch(request).catch(() => {}), late]) || there;
}

// A cache on the way may hold another build's: then past it. An answer that is not of this build is none.
function checked(name, integrity) {
  const get = (cache) => fetch(new Request(SITE + name, { integrity, cache }));
  return get('default').catch(() => get('reload'));
}

// The calculator, under whatever address: its files are named from where the site begins, and nobody frames a receipt.
async function page(event, path) {
  const one = await shelf();
  const there = await one.match(SITE + PAGE, LOOSELY);
  if (!there) return fetch(event.request);
  event.waitUntil(look(one).catch(() => {}));
  if (!path.startsWith('r/')) return there;
  const headers = new Headers(there.headers);
  const policy = headers.get('content-security-policy');
  if (policy) headers.set('content-security-policy', policy.replace(/frame-ancestors [^;]*/, "frame-ancestors 'none'"));
  return new Response((await there.text()).replace(/"\.\//g, '"./../'), { headers });
}

// The headers of the page may have changed, though it is the same; and nobody may be left who needs another build.
async function look(one) {
  await tidy();
  await one.put(SITE + PAGE, await checked(PAGE, FILES[PAGE]));
}

// The newest tariffs that the network has; without it those of the last visit, and of which day they are.
async function tariffs(event) {
  const fresh = newest().catch(() => {});
  event.waitUntil(fresh);
  const late = new Promise((done) => { setTimeout(done, PATIENCE_MILLISECONDS); });
  const first = await Promise.race([fresh, late]);
  if (first) return first;
  const there = await (await shelf()).match(SITE + TARIFFS, LOOSELY);
  if (!there) return fetch(event.request);
  // Its date is not today's.
  const headers = new Headers(there.headers);
  headers.set('anze-kept', headers.get('date') || '');
  headers.delete('date');
  return new Response(there.body, { headers });
}

// They change without the calculator. What names them is kept only with the file that it names, and only if this build reads that.
async function newest() {
  const answer = await fetch(SITE + TARIFFS, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(answer.statusText);
  const { file, layout } = await answer.clone().json();
  if (layout !== LAYOUT) throw new Error('tariffs of another build');
  const one = await shelf();
  const packed = `${SITE}tariffs/${file}`;
  if (!await one.match(packed)) await one.add(packed);
  await one.put(SITE + TARIFFS, answer.clone());
  return answer;
}

// Forgets other builds, when nobody uses them: no page is open, and none is about to take over.
async function tidy() {
  const { installing, waiting } = self.registration;
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (installing || waiting || open.length) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('anze-') && name !== SHELF).map((name) => caches.delete(name)));
}
