// What keeps the calculator on a device, made of the bundle: the worker, which lists the files of this build with their digests. Names
// of files that change have a digest in them.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bare, digest } from './text.mjs';

const [dist, worker] = process.argv.slice(2);
const index = join(dist, 'index.html');

// The script of the page, like everything else that it loads.
const start = readFileSync(join(dist, 'start.js'), 'utf8');
const named = `start-${digest(bare(start))}.js`;
renameSync(join(dist, 'start.js'), join(dist, named));
writeFileSync(join(dist, named), bare(start));
writeFileSync(index, readFileSync(index, 'utf8').replace('"./start.js"', `"./${named}"`));

const integrity = (path) => `sha256-${createHash('sha256').update(readFileSync(path)).digest('base64')}`;
const all = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => relative(dist, join(entry.parentPath ?? entry.path, entry.name))).sort();
const listed = (fits) => Object.fromEntries(all.filter(fits).map((name) => [name, integrity(join(dist, name))]));

// What others embed is not ours to keep; what may change without a new build the worker asks for by itself.
const files = listed((name) => !/^(embed|icons|sheets|tariffs)\/|^(embed|theme)-|^(index|anze-single)\.html$|^sw\.js$|\.webmanifest$/.test(name));
// Lists are rated by few, and what rates them is the largest of all: whoever does has it from then on.
const more = listed((name) => name.startsWith('sheets/') && !name.startsWith('sheets/list-rater-'));
// The page is kept under the address that people open.
const { layout } = JSON.parse(readFileSync(join(dist, 'tariffs/manifest.json'), 'utf8'));
const lists = `const LAYOUT = ${layout};\nconst FILES = ${JSON.stringify({ '': integrity(index), ...files })};\nconst MORE = ${JSON.stringify(more)};\n`;
const script = bare(readFileSync(worker, 'utf8'));
writeFileSync(join(dist, 'sw.js'), `const BUILD = '${digest(lists + script)}';\n${lists}${script}\n`);
