// One build beside another: what is open goes on with its own, what is opened gets the new one.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { element, page as around, visit } from './hosts.mjs';
import { dist } from './platform.mjs';
import { estimate, premium } from './steps.mjs';

const SCRIPTS = new URL('../../crates/xtask/src/', import.meta.url).pathname;
const WORKER = new URL('../../static/sw.js', import.meta.url).pathname;
// Some names have them without the zeros at their beginning.
const DIGEST = /[0-9a-f]{12,}/g;
const HASHED = /[-_.][0-9a-f]{12,}[._]/;

export const tests = {};

tests['builds: deployed under open pages, elements and frames, a new build is mixed with none'] = async ({ browser, platform }) => {
  const next = anotherBuild();
  const live = mkdtempSync(join(tmpdir(), 'anze-live-'));
  // Without the worker that keeps a build on the device: a first visit.
  const context = await browser.newContext({ locale: 'zh-CN', serviceWorkers: 'block', viewport: { width: 1000, height: 800 } });
  const stop = [];
  try {
    cpSync(dist, live, { recursive: true });
    await restart(platform, live);
    // The later part of what is open comes only when the other build is there.
    let release;
    const deployed = new Promise((done) => { release = done; });
    await context.route('**/split_later-*.wasm', async (route) => { await deployed; await route.continue(); });
    const far = '<p style="height: 9000px">正文</p>';
    const frame = `<iframe data-anze title="测算" width="900" height="2000" src="${platform.address}/embed/v1/frame.html"></iframe>`;
    const pages = { '/near': { html: around(element(platform)) }, '/far': { html: around(far + element(platform)) }, '/frame': { html: around(frame) } };
    const opened = async (path) => {
      const page = await context.newPage();
      const digests = new Set();
      page.on('request', (request) => {
        const name = new URL(request.url()).pathname.split('/').pop();
        // What did not change between the two has one name in both: tariffs.
        if (HASHED.test(name) && !name.endsWith('.tariffs')) digests.add(name.match(DIGEST)[0]);
      });
      if (path) stop.push((await visit(page, platform, pages, path)).close);
      else await page.goto(platform.address);
      return { page, digests, inside: path === '/frame' ? page.frameLocator('iframe') : page };
    };
    const [own, near, framed, later] = [await opened(''), await opened('/near'), await opened('/frame'), await opened('/far')];
    for (const { inside } of [own, near, framed]) await estimate(inside);
    await later.page.waitForFunction(() => customElements.get('anze-calculator'));

    deploy(next, live);
    await restart(platform, live);
    release();
    for (const { inside } of [own, near, framed]) {
      await inside.locator('.headline').getByRole('button', { name: '去投保' }).click();
      await inside.locator('form.apply').waitFor();
    }
    await later.page.locator('anze-calculator').scrollIntoViewIfNeeded();
    const [fresh, anew] = [await opened(''), await opened('/near')];
    for (const { inside } of [later, anew]) await estimate(inside);
    // What was typed in the first page of this site is kept.
    await premium(fresh.inside, '1,188.00');
    for (const { inside } of [later, fresh, anew]) {
      await inside.locator('.headline').getByRole('button', { name: '去投保' }).click();
      await inside.locator('form.apply').waitFor();
    }
    const [before, after] = [dist, next].map((folder) => new Set(readdirSync(folder, { recursive: true }).flatMap((name) => name.match(DIGEST) ?? [])));
    for (const [which, build] of [[own, before], [near, before], [framed, before], [later, after], [fresh, after], [anew, after]]) {
      assert.ok(which.digests.size > 2, 'style, module and its later part');
      assert.deepEqual([...which.digests].filter((one) => !build.has(one)), [], `${which.page.url()}: of another build`);
    }
  } finally {
    stop.forEach((close) => close());
    await context.close();
    for (const folder of [next, live]) rmSync(folder, { recursive: true });
  }
};

// As docs/operations.md has it: what never changes first, then what names it; nothing is taken away.
function deploy(from, to) {
  const isHashed = (name) => HASHED.test(name.split('/').pop());
  const all = readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(from.length + 1));
  for (const name of [...all.filter(isHashed), ...all.filter((one) => !isHashed(one))]) {
    for (const packed of ['.br', '.gz']) rmSync(join(to, name + packed), { force: true });
    cpSync(join(from, name), join(to, name));
  }
}

async function restart(platform, bundle) {
  await platform.kill();
  platform.bundle = bundle;
  await platform.run();
}

/** The bundle as another build makes it, in a folder of its own: no file has the name that it had, and its page calls itself the second. */
export function anotherBuild() {
  const folder = mkdtempSync(join(tmpdir(), 'anze-build-'));
  cpSync(dist, folder, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) });
  const names = readdirSync(folder).filter((name) => HASHED.test(name));
  const digests = [...new Set(names.flatMap((name) => name.match(DIGEST)))];
  const renamed = (text) => digests.reduce((all, one) => all.replaceAll(one, [...one].reverse().join('')), text);
  for (const name of [...names, 'index.html', 'embed/v1/build.json', 'embed/v1/frame.html']) {
    const path = join(folder, name);
    // The digests in the pages are of the scripts as they were.
    const text = () => renamed(readFileSync(path, 'utf8')).replace(name.endsWith('.html') ? / integrity="[^"]*"/g : /^$/, '');
    if (/\.(js|html|css|json)$/.test(name)) writeFileSync(path, text());
    renameSync(path, join(folder, renamed(name)));
  }
  const index = join(folder, 'index.html');
  const [start] = readFileSync(index, 'utf8').match(/start-[0-9a-f]+\.js/);
  renameSync(join(folder, start), join(folder, 'start.js'));
  writeFileSync(index, readFileSync(index, 'utf8').replaceAll(start, 'start.js').replace('</title>', '</title><meta name="build" content="2">'));
  execFileSync('node', [join(SCRIPTS, 'offline.mjs'), folder, WORKER]);
  return folder;
}
