
// One task and its answer; the page ends the worker by itself, or earlier where somebody cancels. `MODULE` is this file's
// WebAssembly, put in by `cargo xtask bundle`.
const GB18030 = (bytes) => {
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  } catch (error) {
    return null;
  }
};

const tasks = {
  async roster({ file, today }) {
    const refused = wasm_bindgen.too_large(file.size);
    if (refused) return [refused];
    const bytes = new Uint8Array(await file.arrayBuffer());
    const [report, roster] = wasm_bindgen.roster(bytes, today, GB18030, (done, of) => postMessage([done, of]));
    return [report, roster];
  },
  async workbook({ tables, roster }) {
    return ['', wasm_bindgen.write(tables, roster)];
  },
};

self.onmessage = async ({ data }) => {
  try {
    await wasm_bindgen({ module_or_path: MODULE });
    const [report, bytes] = await tasks[data.task](data);
    postMessage([report, bytes], bytes ? [bytes.buffer] : []);
  } catch (error) {
    // No network, or a file that broke the module: the page says so in words.
    console.warn(error);
    postMessage([]);
  }
};
