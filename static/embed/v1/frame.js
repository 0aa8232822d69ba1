// The calculator in a frame: draws it with what the address asks for, and tells the page around how high it is and what has
// happened. It speaks to nobody before somebody has said hello, and then to that origin alone.
const { module, wasm } = document.querySelector('script[data-module]').dataset;
const files = new URL('../../', import.meta.url).href;
const platform = document.querySelector('meta[name="anze-platform"]')?.content || files;
const EVENTS = ['anze:estimate', 'anze:apply', 'anze:receipt', 'anze:error'];
const place = document.getElementById('anze');
document.querySelectorAll('#start a').forEach((way) => { way.href = `${platform.replace(/\/?$/, '/plain')}${way.search}`; });
const asked = Object.fromEntries(new URLSearchParams(window.location.search));

let host;
const say = (message) => host && window.parent.postMessage({ anze: 1, ...message }, host);
let height = 0;
const measure = () => {
  const now = Math.ceil(place.getBoundingClientRect().height);
  if (now !== height) say({ type: 'height', height: now });
  height = now;
};

window.addEventListener('message', ({ source, origin, data }) => {
  // Only the page right around this frame, and only this.
  if (window.parent === window || source !== window.parent || !/^https?:\/\//.test(origin)) return;
  if (typeof data !== 'object' || data === null || data.anze !== 1 || data.type !== 'hello') return;
  host = origin;
  height = 0;
  measure();
});
new ResizeObserver(measure).observe(place);
EVENTS.forEach((name) => place.addEventListener(name, ({ detail }) => say({ type: name, detail })));

place.className = `anze ${['dark', 'auto'].includes(asked.theme) ? asked.theme : 'light'} ${asked.mode === 'elder' ? 'elder' : ''}`;
import(module)
  .then(async (widget) => {
    await widget.default({ module_or_path: new URL(wasm, import.meta.url) });
    const { sector, campaign, lang } = asked;
    widget.mount(place, { files, platform, sector, campaign, lang });
  })
  .catch((error) => {
    say({ type: 'anze:error', detail: { code: 'load' } });
    const words = document.getElementById('start');
    if (words) words.textContent = '没有打开，请刷新重试。 It could not be opened: reload.';
    throw error;
  });
