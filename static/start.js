// Loads the widget. Says so in words where the browser cannot run it.
const { module, wasm } = document.querySelector('script[data-module]').dataset;

import(module)
  .then((widget) => widget.default({ module_or_path: wasm }))
  .catch((error) => {
    const place = document.getElementById('start');
    if (place) {
      place.textContent = '这个浏览器打不开测算页面，或网络中断。请刷新重试，或换用较新的浏览器。'
        + ' The calculator could not be opened: reload, or use a newer browser. ';
      const plain = document.createElement('a');
      plain.href = '/plain';
      plain.textContent = '简易版 Plain version';
      place.appendChild(plain);
    }
    throw error;
  });
