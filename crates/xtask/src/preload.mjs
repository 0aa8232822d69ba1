// Has the page fetch early what the module asks for when it runs: the list of tariffs and, as of this build, the tariffs themselves. On a
// slow phone that is two answers fewer to wait for, one after the other. Where tariffs were packed anew since, the list counts.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [dist] = process.argv.slice(2);
const index = join(dist, 'index.html');
const { file } = JSON.parse(readFileSync(join(dist, 'tariffs/manifest.json'), 'utf8'));
const links = ['manifest.json', file].map((name) => `<link rel="preload" href="./tariffs/${name}" crossorigin="anonymous" as="fetch">`);
writeFileSync(index, readFileSync(index, 'utf8').replace('</head>', `${links.join('')}</head>`));
