// What a visitor downloads, in bytes: `node size.mjs DIST [WASM]`, the second the same module with its names kept.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';

const [dist, named] = process.argv.slice(2);

const count = (bytes) => bytes.toLocaleString('en').padStart(9);
const line = (bytes, words) => console.log(`${bytes.map(count).join(' ')}  ${words}`);

/** Raw, gzip and brotli; what does not shrink is sent as it is. */
function forms(path) {
  const raw = statSync(path).size;
  const size = (ending) => statSync(path + ending, { throwIfNoEntry: false })?.size ?? raw;
  return [raw, size('.gz'), size('.br')];
}

const sum = (rows) => rows.reduce((all, row) => all.map((bytes, i) => bytes + row[i]), [0, 0, 0]);

function files() {
  const all = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const kinds = { wasm: ['.wasm'], JavaScript: ['.js'], CSS: ['.css'], HTML: ['.html'], tariffs: ['.tariffs', '.json'] };
  const known = new Set(Object.values(kinds).flat());
  const of = (ends) => all.filter((path) => (ends ? ends.includes(extname(path)) : !known.has(extname(path))));
  console.log('      raw      gzip    brotli');
  for (const [kind, ends] of [...Object.entries(kinds), ['other', undefined]]) {
    const paths = of(ends).sort();
    if (!paths.length) continue;
    if (paths.length > 1) line(sum(paths.map(forms)), `${kind}:`);
    for (const path of paths) line(forms(path), `${paths.length > 1 ? '  ' : ''}${relative(dist, path)}`);
  }
  // The page names what it needs, and loads every tariff: the date decides which applies. For a sheet of paper no page waits. What comes after the premium is fetched
  // when that is there; spreadsheets are read and written by the few who need it.
  const page = readFileSync(join(dist, 'index.html'), 'utf8').replace(/<link [^>]*media="print"[^>]*>/g, '');
  const sumOf = (fits) => sum(all.filter((path) => fits(relative(dist, path))).map(forms));
  const ofInstallation = (name) => name.startsWith('icons/') || name.endsWith('.webmanifest');
  const first = (name) => name === 'index.html' || name.startsWith('tariffs/') || (page.includes(name) && !ofInstallation(name));
  line(sumOf(first), 'before the first premium');
  line(sumOf((name) => /^(split_)?later-/.test(name)), 'later: its explanation and the other screens');
  line(forms(join(dist, 'embed/v1/embed.js')), 'embed/v1/embed.js: what another page loads before anything is drawn');
  line(forms(join(dist, 'anze-single.html')), 'anze-single.html: all of it in one file, but for spreadsheets');
  line(sumOf((name) => name.startsWith('sheets/')), 'sheets/, each file only when it is needed');
}

/** A module's own functions with their sizes, and the sizes of its other sections. */
function parts(bytes) {
  let at = 8;
  const number = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  const word = () => {
    const length = number();
    at += length;
    return new TextDecoder().decode(bytes.subarray(at - length, at));
  };
  const sections = new Map();
  while (at < bytes.length) {
    const id = bytes[at++];
    const length = number();
    const end = at + length;
    sections.set(id === 0 ? word() : id, { start: at, end });
    at = end;
  }
  const each = (id, read) => {
    at = sections.get(id).start;
    return Array.from({ length: number() }, read);
  };
  const skip = { 0: number, 1: () => [number(), at++, number()], 2: () => number(number()), 3: () => (at += 2) };
  const imported = each(2, () => { word(); word(); const of = bytes[at++]; skip[of](); return of; });
  const bodies = each(10, () => { const length = number(); at += length; return length; });
  const names = new Map();
  for (({ start: at } = sections.get('name')); at < sections.get('name').end;) {
    const [of, length] = [bytes[at++], number()];
    const end = at + length;
    if (of === 1) for (let left = number(); left > 0; left--) names.set(number(), word());
    at = end;
  }
  const first = imported.filter((of) => of === 0).length;
  const functions = bodies.map((size, i) => ({ size, name: names.get(first + i) ?? '?' }));
  const other = (id) => sections.get(id).end - sections.get(id).start;
  return { functions, data: other(11), code: other(10) };
}

/**
 * Generic code counts for the crate it was made for: the project's own before others, those before the standard library.
 */
function crate(name) {
  const all = [...name.matchAll(/(\w+)\[[0-9a-f]+\]/g)].map((found) => found[1]);
  const own = ['anze_widget', 'application', 'rating', 'words'];
  const std = ['core', 'alloc', 'std'];
  const first = (fits) => all.find(fits);
  return first((one) => own.includes(one)) ?? first((one) => !std.includes(one)) ?? (all.length ? 'std' : 'other');
}

function wasm() {
  const { functions, data, code } = parts(readFileSync(named));
  const share = (size, words) => line([size], `${(100 * size / (code + data)).toFixed(1).padStart(4)} %  ${words}`);
  const crates = new Map([['data: words, tables, constants', data]]);
  for (const { name, size } of functions) crates.set(crate(name), (crates.get(crate(name)) ?? 0) + size);
  console.log('\nThe WebAssembly by crate, and its data:');
  for (const [name, size] of [...crates].sort((a, b) => b[1] - a[1]).slice(0, 20)) share(size, name);
  console.log(`\nThe largest of ${functions.length} functions, with what was inlined into them:`);
  const large = functions.sort((a, b) => b.size - a.size).slice(0, 20);
  for (const { name, size } of large) share(size, name.replaceAll(/\[[0-9a-f]+\]/g, '').slice(0, 110));
}

files();
if (named) wasm();
