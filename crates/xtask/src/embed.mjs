// What other pages embed, made of the bundle: a stylesheet for shadow roots, the page for frames, which files are of this build, the
// scripts that are pinned by `integrity` with their digests, and a feed of what changed.
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bare, digest } from './text.mjs';

const [dist] = process.argv.slice(2);
const folder = join(dist, 'embed/v1');
const GUIDE = new URL('../../../docs/embedding.md', import.meta.url);
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
// The tariffs may be packed anew without a build: what is named here is fetched early, what counts is their own list.
const tariffs = `tariffs/${JSON.parse(readFileSync(join(dist, 'tariffs/manifest.json'), 'utf8')).file}`;
write('build.json', `${JSON.stringify({ script, wasm, integrity, style, theme, tariffs })}\n`);

const framing = keep('embed/v1/frame', 'js', bare(readFileSync(join(folder, 'frame.js'), 'utf8')));
rmSync(join(folder, 'frame.js'));
let frame = page.replace('src="./start.js"', `src="./${framing}"`).replace('<div id="anze">', '<div id="anze" class="anze">');
styles.forEach(([link], at) => { frame = frame.replace(link, at ? '' : `<link rel="stylesheet" href="./${style}">`); });
// Nobody installs a frame.
frame = frame.replace(/\s*<link rel="(manifest|apple-touch-icon)"[^>]*>/g, '');
write('frame.html', frame.replace(/"\.\//g, '"../../'));

for (const name of ['embed.js', 'host.js', 'configure.js', 'doctor.js']) write(name, bare(readFileSync(join(folder, name), 'utf8')));

// A page that pins a script names one that never changes: this, or one that was released before.
for (const name of ['embed', 'host']) keep(`embed/v1/${name}`, 'js', readFileSync(join(folder, `${name}.js`), 'utf8'));
cpSync(join(folder, 'released'), folder, { recursive: true });
rmSync(join(folder, 'released'), { recursive: true });
const sealed = (name) => `sha384-${createHash('sha384').update(readFileSync(join(folder, name))).digest('base64')}`;
const pinned = readdirSync(folder).filter((name) => /^(embed|host)-[0-9a-f]{16}\.js$/.test(name)).sort();
write('integrity.json', `${JSON.stringify(Object.fromEntries(['embed.js', 'host.js', ...pinned].map((name) => [name, sealed(name)])), null, 2)}\n`);
write('updates.xml', feed(readFileSync(GUIDE, 'utf8')));

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

/** What changed for integrators, as an Atom feed: the list under "Changes" of the guide, newest first. */
function feed(guide) {
  const [, list] = guide.split('\n## Changes\n');
  const changes = [...(list ?? '').split('\n## ')[0].matchAll(/^- (\d{4}-\d\d-\d\d): ([\s\S]*?)(?=\n- |\n\n|\n?$(?![\s\S]))/gm)];
  if (!changes.length) throw new Error('docs/embedding.md lists no changes');
  const plain = (text) => text.replace(/\s+/g, ' ').replace(/`/g, '').trim();
  const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const at = (day) => `<updated>${day}T00:00:00+08:00</updated>`;
  const entries = changes.map(([, day, text]) => `<entry><id>tag:anze.example.gov.cn,2026:embed/v1/${day}/${digest(text)}</id>
<title>${day}</title>${at(day)}<link rel="alternate" href="configure.html"/><content>${escaped(plain(text))}</content></entry>`);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>tag:anze.example.gov.cn,2026:embed/v1</id><title>anze-calculator, /embed/v1/</title>
<author><name>anze</name></author>${at(changes[0][1])}<link rel="self" href="updates.xml"/>
${entries.join('\n')}
</feed>
`;
}
