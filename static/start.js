// Draws the widget on the page of its own, and keeps the site on the device. Says so in words where the browser cannot run it.
const { module, wasm } = document.querySelector('script[data-module]').dataset;
const files = new URL('.', import.meta.url).href;
try {
  // Kept by the switch for large type: before anything is drawn.
  if (localStorage.getItem('anze.elder')) document.documentElement.classList.add('elder');
} catch {
  // Nothing is kept here.
}
// A page on another server than the platform says where that is.
const platform = document.querySelector('meta[name="anze-platform"]')?.content || files;

// The plain version is on the platform, and who came by the link of a campaign takes it along.
const campaign = /^#c1\.([\w.-]+)$/.exec(window.location.hash);
const plain = (way) => {
  way.href = `${platform.replace(/\/?$/, '/plain')}${way.search}`;
  if (campaign) way.search += `${way.search ? '&' : '?'}campaign=${campaign[1]}`;
};
document.querySelectorAll('#start a').forEach(plain);

// At a campaign table, where one comes after the other.
const kiosk = new URLSearchParams(window.location.search).get('mode') === 'kiosk' ? 'yes' : '';
if (kiosk) document.documentElement.classList.add('elder');

// Everything is drawn: what is fetched from here on keeps nobody waiting. What is for paper is for other screens, too.
window.addEventListener('anze:settled', () => {
  document.querySelectorAll('[media=print]').forEach((sheet) => { sheet.media = 'all'; });
  keep().catch(() => {});
}, { once: true });

import(module)
  .then(async (widget) => {
    await widget.default({ module_or_path: new URL(wasm, files) });
    const place = document.getElementById('anze');
    widget.mount(place, { files, platform, page: 'own', kiosk });
  })
  .catch((error) => {
    const place = document.getElementById('start');
    if (place) {
      place.textContent = '这个浏览器打不开测算页面，或网络中断。请刷新重试，或换用较新的浏览器。'
        + ' The calculator could not be opened: reload, or use a newer browser. ';
      const way = document.createElement('a');
      plain(way);
      way.textContent = '简易版 Plain version';
      place.appendChild(way);
    }
    throw error;
  });

// The widget says in words that there is a newer build, and whoever uses it when to change: never in the middle of a form.
async function keep() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const kept = await workers.register(`${files}sw.js`, { updateViaCache: 'none' });
  const tell = () => {
    if (kept.waiting && workers.controller) window.dispatchEvent(new Event('anze:newer'));
  };
  const follow = () => kept.installing && kept.installing.addEventListener('statechange', tell);
  kept.addEventListener('updatefound', follow);
  follow();
  tell();
  window.addEventListener('anze:renew', () => {
    workers.addEventListener('controllerchange', () => window.location.reload());
    // Another tab may have asked already.
    if (kept.waiting) kept.waiting.postMessage('renew');
    else window.location.reload();
  });
  // A page that stays open for days hears of it too.
  document.addEventListener('visibilitychange', () => document.hidden || kept.update().catch(() => {}));
  const { active } = await workers.ready;
  const { connection } = navigator;
  if (!connection || !connection.saveData) active.postMessage('more');
}
