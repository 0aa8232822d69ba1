// What other pages embed, made of the bundle: a stylesheet for shadow roots, the page for frames, which files are of this build, and
// digests for `integrity`.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bare, digest } from './text.mjs';

const [dist] = process.argv.slice(2);
const folder = join(dist, 'embed/v1');
const page = readFileSync(join(dist, 'index.html'), 'utf8');
const found = (pattern, what) => {
  const match = page.match(pattern);
  if (!match) throw new Error(`index.html names no ${what}`);
  return match[1];
};
const script = found(/data-module="\.\/([^"]+)"/, 'module');
const wasm = found(/data-wasm="\.\/([^"]+)"/, 'WebAssembly');
const integrity = found(/href="\.\/[^"]+\.wasm"[^>]* integrity="([^"]+)"/, 'integrity of the WebAssembly');
const styles = [...page.matchAll(/<link rel="stylesheet" href="\.\/([^"]+)"[^>]*>/g)];

const style = keep('embed', 'css', embedded(styles.map(([, name]) => readFileSync(join(dist, name), 'utf8')).join('\n')));
const theme = keep('theme', 'js', bare(readFileSync(join(folder, 'theme.js'), 'utf8')));
rmSync(join(folder, 'theme.js'));
write('build.json', `${JSON.stringify({ script, wasm, integrity, style, theme })}\n`);

let frame = page.replace('src="./start.js"', 'src="./embed/v1/frame.js"').replace('<div id="anze">', '<div id="anze" class="anze">');
styles.forEach(([link], at) => { frame = frame.replace(link, at ? '' : `<link rel="stylesheet" href="./${style}">`); });
// Nobody installs a frame.
frame = frame.replace(/\s*<link rel="(manifest|apple-touch-icon)"[^>]*>/g, '');
write('frame.html', frame.replace(/"\.\//g, '"../../'));

for (const name of ['embed.js', 'frame.js', 'host.js', 'configure.js', 'doctor.js']) write(name, bare(readFileSync(join(folder, name), 'utf8')));
const sealed = (name) => `sha384-${createHash('sha384').update(readFileSync(join(folder, name))).digest('base64')}`;
write('integrity.json', `${JSON.stringify(Object.fromEntries(['embed.js', 'host.js'].map((name) => [name, sealed(name)])), null, 2)}\n`);

function write(name, text) {
  writeFileSync(join(folder, name), text);
}

// Names with a digest are kept for ever.
function keep(stem, ending, text) {
  const name = `${stem}-${digest(text)}.${ending}`;
  writeFileSync(join(dist, name), text);
  return name;
}

/**
 * A stylesheet for `.anze`, wherever that stands: nothing is inherited from the page around, sizes do not hang on the page's
 * root, and what depends on the width depends on that of the element.
 */
function embedded(css) {
  const dark = css.match(/@media \(prefers-color-scheme: dark\) \{\s*:root (\{[^}]*\})\s*\}/);
  if (!dark) throw new Error('style.css has no dark colours');
  const head = `body { margin: 0; }
.anze { all: initial; display: block; container: anze / inline-size; --size: var(--anze-size, 16px); }
.anze.elder { --size: max(20px, var(--anze-size, 16px)); }
`;
  const foot = `
.anze { --radius: var(--anze-radius, 10px); font-family: var(--anze-font, system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif); border-radius: var(--radius); }
.anze .frame { min-height: 0; }
.anze .skip { display: none; }
`;
  const rules = css.replace(dark[0], `.anze.dark ${dark[1]}\n@media (prefers-color-scheme: dark) { .anze.auto ${dark[1]} }`)
    .replace(/(^|\n|  |, )(:root|html|body)(?= \{)/g, '$1.anze')
    .replace(/@media (\((?:max|min)-width: )([\d.]+)rem\) \{\n([\s\S]*?)\n\}/g, (_, width, rem, body) => {
      const condition = `${width}${Number(rem) * 16}px)`;
      return `@supports not (container-type: inline-size) { @media ${condition} {\n${body}\n} }\n`
        + `@supports (container-type: inline-size) { @container anze ${condition} {\n${body}\n} }`;
    })
    .replace(/(-?\d*\.?\d+)rem\b/g, 'calc($1 * var(--size))');
  for (const left of [':root', 'html {', 'rem;', 'rem)', 'rem ']) {
    if (rules.includes(left)) throw new Error(`the stylesheet for other pages still has ${left}`);
  }
  return head + rules + foot;
}
