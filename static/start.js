// Draws the widget on the page of its own. Says so in words where the browser cannot run it.
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

import(module)
  .then(async (widget) => {
    await widget.default({ module_or_path: new URL(wasm, files) });
    const place = document.getElementById('anze');
    widget.mount(place, { files, platform, page: 'own' });
  })
  .catch((error) => {
    const place = document.getElementById('start');
    if (place) {
      place.textContent = '这个浏览器打不开测算页面，或网络中断。请刷新重试，或换用较新的浏览器。'
        + ' The calculator could not be opened: reload, or use a newer browser. ';
      const plain = document.createElement('a');
      plain.href = new URL('plain', files).href;
      plain.textContent = '简易版 Plain version';
      place.appendChild(plain);
    }
    throw error;
  });
