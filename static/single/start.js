// Draws the widget of the single file. `PARTS` (names, sizes, in the order in which they are packed), `TARIFFS` (the name of their file)
// and `MADE` (when) are put before this by `cargo xtask bundle`. What is packed are bytes as text of one byte a letter, but for four
// that a page would read as something else: those follow a `=`, with another bit.
(() => {
  const failed = (error) => {
    document.getElementById('start').textContent = '\u6253\u4e0d\u5f00\uff1a\u8bf7\u6362\u7528\u8f83\u65b0\u7684\u6d4f\u89c8\u5668\uff0c\u6216\u91cd\u65b0\u53d6\u5f97\u8fd9\u4e2a\u6587\u4ef6\u3002'
      + ' It cannot be opened: use a newer browser, or fetch this file again.';
    throw error;
  };
  const bytes = () => {
    const letters = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
    const known = new Map([...letters].map((letter, byte) => [letter, byte]));
    const text = document.getElementById('packed').textContent;
    const packed = new Uint8Array(text.length);
    let length = 0;
    for (let i = 0; i < text.length; i += 1) {
      const is = text[i] === '=' ? known.get(text[i += 1]) ^ 64 : known.get(text[i]);
      // Somebody has read or written it as another kind of text.
      if (is === undefined) throw new Error('damaged');
      packed[length++] = is;
    }
    return packed.subarray(0, length);
  };
  const address = (kind, part) => `data:${kind};base64,${btoa(Array.from(part, (byte) => String.fromCharCode(byte)).join(''))}`;

  const draw = async () => {
    const whole = unpack(bytes(), PARTS.reduce((sum, [, size]) => sum + size, 0));
    const parts = {};
    let at = 0;
    for (const [name, size] of PARTS) parts[name] = whole.subarray(at, at += size);
    const text = (name) => new TextDecoder().decode(parts[name]);
    const style = document.createElement('style');
    style.textContent = text('css');
    document.head.appendChild(style);
    const widget = new Function(`${text('js')}; return wasm_bindgen;`)();
    await widget({ module_or_path: parts.wasm });
    const files = window.location.href.replace(/[?#].*/, '');
    const platform = document.querySelector('meta[name="anze-platform"]').content;
    widget.mount(document.getElementById('anze'), {
      files,
      platform,
      page: 'own',
      made: MADE,
      parts: {
        'icon.svg': address('image/svg+xml', parts.icon),
        'tariffs/manifest.json': address('application/json', parts.manifest),
        [TARIFFS]: address('application/octet-stream', parts.tariffs),
      },
    });
  };
  // What it says meanwhile is drawn first.
  setTimeout(() => draw().catch(failed), 50);
})();
