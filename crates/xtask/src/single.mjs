// One HTML file with everything in it, for sticks, closed networks and messengers: styles, script, tariffs and WebAssembly, packed
// together with LZMA, which no browser unpacks by itself but packs a fifth smaller than what they do. As text of one byte a letter it
// grows by 2 %, where base64 grows by a third.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bare } from './text.mjs';

const [dist, bound, sources] = process.argv.slice(2);
const text = (...path) => readFileSync(join(...path), 'utf8');

const page = text(dist, 'index.html');
const styles = [...page.matchAll(/<link rel="stylesheet" href="\.\/([^"]+)"/g)].map(([, name]) => text(dist, name));
const { file } = JSON.parse(text(dist, 'tariffs/manifest.json'));
const parts = Object.entries({
  css: Buffer.from(styles.join('\n')),
  js: Buffer.from(bare(text(bound, 'anze-widget.js').replace(/\/\*\*[\s\S]*?\*\//g, ''))),
  icon: readFileSync(join(dist, 'icon.svg')),
  manifest: readFileSync(join(dist, 'tariffs/manifest.json')),
  tariffs: readFileSync(join(dist, 'tariffs', file)),
  wasm: readFileSync(join(bound, 'anze-widget.wasm')),
});
const whole = Buffer.concat(parts.map(([, bytes]) => bytes));
const unpacking = bare(text(sources, 'unpack.js'));
const packed = pack(whole);
if (Buffer.compare(whole, new Function(`${unpacking}\nreturn unpack;`)()(packed, whole.length))) throw new Error('unpacked it is another');

const constants = {
  PARTS: parts.map(([name, bytes]) => [name, bytes.length]),
  TARIFFS: `tariffs/${file}`,
  MADE: new Date().toUTCString(),
};
const script = Object.entries(constants).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`)
  .concat(unpacking, bare(text(sources, 'start.js'))).join('\n');
// It sends nothing and fetches nothing. Browsers before Chromium 97 call WebAssembly eval.
const policy = `default-src 'none'; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}' 'unsafe-eval'; `
  + "style-src 'unsafe-inline'; img-src data: blob:; connect-src data:; base-uri 'none'; form-action 'none'";
const head = (name) => page.match(new RegExp(`<meta name="${name}"[^>]*>`))[0];
const ascii = (words) => words.replace(/[^\0-\x7f]/gu, (letter) => `&#x${letter.codePointAt(0).toString(16)};`);
const html = [
  Buffer.from(ascii(`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="windows-1252">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${page.match(/<title>(.*)<\/title>/)[1]}</title>
${['viewport', 'color-scheme'].map(head).join('\n')}
<meta name="anze-platform" content="">
</head>
<body>
<div id="anze"><p id="start">正在打开……<br><span lang="en">Opening …</span></p></div>
<noscript><p>这个文件需要启用 JavaScript。<br><span lang="en">This file needs JavaScript.</span></p></noscript>
<script id="packed" type="text/plain">`)),
  escaped(packed),
  Buffer.from(`</script>\n<script>${script}</script>\n</body>\n</html>\n`),
];
const bytes = Buffer.concat(html);
writeFileSync(join(dist, 'anze-single.html'), bytes);
console.log(`  anze-single.html: ${bytes.length.toLocaleString('en')} bytes`);

function pack(content) {
  const folder = mkdtempSync(join(tmpdir(), 'anze-single-'));
  try {
    writeFileSync(join(folder, 'whole'), content);
    // Literals by four bits of the byte before, wherever they stand: what packs WebAssembly best.
    return execFileSync('xz', ['--stdout', '--format=lzma', '--lzma1=preset=9e,lc=4,pb=0', join(folder, 'whole')], { maxBuffer: 1 << 26 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** NUL, carriage return and `<` mean something to a page, `=` to us. */
function escaped(content) {
  return Buffer.from([...content].flatMap((byte) => ([0x00, 0x0d, 0x3c, 0x3d].includes(byte) ? [0x3d, byte ^ 0x40] : [byte])));
}
