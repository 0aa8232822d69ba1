
// Tasks and their answers. The page ends the worker: after its one answer, when the list is not wanted any more, or earlier
// where somebody cancels. `FILE` is this file's WebAssembly, put in by `cargo xtask bundle`.
const GB18030 = (bytes) => {
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  } catch (error) {
    return null;
  }
};

const progress = (done, of) => postMessage([done, of]);

const tasks = {
  async roster({ file, today }) {
    const refused = wasm_bindgen.too_large(file.size);
    if (refused) return [refused];
    const bytes = new Uint8Array(await file.arrayBuffer());
    const [report, roster] = wasm_bindgen.roster(bytes, today, GB18030, progress);
    return [report, roster];
  },
  async workbook({ tables, roster }) {
    return ['', wasm_bindgen.write(tables, roster)];
  },
  async list({ file, tariffs, inception, today }) {
    const refused = wasm_bindgen.too_large(file.size);
    if (refused) return [refused];
    const bytes = new Uint8Array(await file.arrayBuffer());
    return [wasm_bindgen.rate_list(bytes, tariffs, inception, today, GB18030, progress)];
  },
  async rows({ order, first, count }) {
    return [wasm_bindgen.rows(order, first, count)];
  },
  async export({ name, english }) {
    return ['"workbook"', wasm_bindgen.workbook(name, english)];
  },
  async template({ tariffs, inception, today, english }) {
    return ['"workbook"', wasm_bindgen.list_template(tariffs, inception, today, english)];
  },
};

self.onmessage = async ({ data }) => {
  try {
    await wasm_bindgen({ module_or_path: new URL(FILE, self.FROM || self.location) });
    const [report, bytes] = await tasks[data.task](data);
    postMessage([report, bytes], bytes ? [bytes.buffer] : []);
  } catch (error) {
    // No network, or a file that broke the module: the page says so in words.
    console.warn(error);
    postMessage([]);
  }
};
