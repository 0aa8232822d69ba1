// Without a network, and from one build to the next.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anotherBuild } from './builds.mjs';
import { dist, pause } from './platform.mjs';
import { accessible, answer, fillForm, fillingStation, find, fits, open, premium, receipt, send, toApply } from './steps.mjs';

export const tests = {};

tests['offline: after one visit the calculator estimates, keeps drafts and takes applications without a network'] = async ({ page, platform, context }) => {
  await open(page, platform);
  await onDevice(page);
  await context.setOffline(true);
  await platform.kill();

  await page.reload();
  await find(page, '加油站');
  await answer(page, 'headcount', '12', 0);
  await premium(page, '1,188.00');
  const [plainly] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: '用大白话说安责险' }).click()]);
  await plainly.locator('h1', { hasText: '安责险' }).waitFor();
  await fits(plainly, 'the plain words without a network');
  await plainly.close();
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  await page.locator('.tariff', { hasText: `这是 ${today} 从平台取得的费率表` }).waitFor();
  await toApply(page);
  await fillForm(page);
  await pause(500);
  await page.reload();
  assert.equal(await page.inputValue('#f-enterprise-name'), '示例企业（测试用）');
  await send(page);
  await page.locator('.told', { hasText: '网络' }).waitFor();
  await accessible(page, 'an application that waits without a network');

  await page.reload();
  await page.locator('.told', { hasText: '网络' }).waitFor();
  await platform.run();
  await context.setOffline(false);
  await receipt(page);
  assert.equal(await platform.applications(), 1);
};

tests['offline: a receipt opens in the calculator, framed by nobody, and other addresses are left to the network'] = async ({ page, platform, context }) => {
  await open(page, platform);
  await onDevice(page);
  const calculator = await page.reload();
  assert.match(calculator.headers()['content-security-policy'], /script-src 'self' 'wasm-unsafe-eval'.*frame-ancestors http/);
  for (const path of ['plain', 'embed/v1/frame.html', 'api/v1/openapi.json', 'sw.js']) {
    const answered = await (await context.newPage()).goto(`${platform.address}/${path}`);
    assert.equal(answered.fromServiceWorker(), false, path);
  }
  await platform.kill();
  const page2 = await context.newPage();
  const answered = await page2.goto(`${platform.address}/r/JN20261123-48271930-K#secret`);
  assert.equal(answered.fromServiceWorker(), true);
  assert.match(answered.headers()['content-security-policy'], /script-src 'self' 'wasm-unsafe-eval'.*frame-ancestors 'none'/);
  await page2.waitForSelector('#title');
  await platform.run();
};

tests['offline: a network that never answers is as good as none, and the day is that of the device'] = async ({ page, platform }) => {
  await open(page, platform);
  await onDevice(page);
  await platform.kill();
  const open_sockets = new Set();
  const silence = createServer((socket) => { open_sockets.add(socket); socket.on('error', () => {}); });
  await new Promise((done) => { silence.listen(platform.port, '127.0.0.1', done); });
  await page.clock.setSystemTime(Date.now() + 40 * 86_400_000);
  await page.reload({ waitUntil: 'commit' });
  await find(page, '加油站');
  await answer(page, 'headcount', '12', 0);
  await premium(page, '1,188.00');
  await page.locator('.tariff', { hasText: '从平台取得的费率表' }).waitFor();
  // The answer of forty days ago does not tell what day it is.
  assert.equal(await page.locator('.told').count(), 0);
  open_sockets.forEach((socket) => socket.destroy());
  await new Promise((done) => { silence.close(done); });
};

tests['offline: a new build waits until somebody asks for it, and no page ever has files of two'] = async ({ page, platform, context }) => {
  const next = anotherBuild();
  try {
    await fillingStation(page, platform);
    await onDevice(page);
    const wrong = [];
    context.on('response', (response) => { if (response.status() === 404) wrong.push(response.url()); });
    await deploy(platform, next);

    // The open page goes on with its own files, and so does a second one: nothing of theirs is on the site any more.
    const other = await context.newPage();
    await open(other, platform);
    assert.equal(await build(other), '1');
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.locator('.told', { hasText: '新版本已就绪' }).waitFor();
    await accessible(page, 'a new version');
    await page.setViewportSize({ width: 320, height: 700 });
    await fits(page, 'a new version');
    await other.locator('.told', { hasText: '新版本已就绪' }).waitFor();
    await page.reload();
    assert.equal(await build(page), '1');
    await page.locator('.told', { hasText: '新版本已就绪' }).waitFor();
    await premium(page, '1,188.00');

    // Whoever presses gets it, with what was typed.
    await toApply(page);
    await page.fill('#f-enterprise-name', '更新前填写的名称');
    const loaded = page.waitForEvent('load');
    await page.getByRole('button', { name: '更新' }).click();
    await loaded;
    await page.waitForSelector('form.apply');
    assert.equal(await build(page), '2');
    assert.equal(await page.inputValue('#f-enterprise-name'), '更新前填写的名称');

    // The other page was not touched, and still finds what it has not fetched so far.
    assert.equal(await build(other), '1');
    await other.locator('.headline').getByRole('button', { name: '去投保' }).click();
    await other.waitForSelector('form.apply');
    const found = await other.evaluate(async () => {
      const part = performance.getEntriesByType('resource').find(({ name }) => /split_later/.test(name)).name;
      return (await fetch(part)).ok;
    });
    assert.equal(found, true, 'a file of the earlier build');
    assert.equal((await shelves(page)).length, 2);
    await other.close();
    await page.close();
    const last = await context.newPage();
    await open(last, platform);
    assert.equal(await build(last), '2');
    await until(last, async () => (await caches.keys()).length === 1);
    assert.deepEqual(wrong, []);
  } finally {
    rmSync(next, { recursive: true });
  }
};

tests['offline: a build that is not there as a whole is not taken'] = async ({ page, platform, context }) => {
  const next = anotherBuild();
  try {
    await fillingStation(page, platform);
    await onDevice(page);
    const before = await shelves(page);
    // Half of it has arrived on the site: the list, and not what is on it.
    cpSync(dist, join(next, 'half'), { recursive: true });
    unpacked(next, 'half/sw.js');
    cpSync(join(next, 'sw.js'), join(next, 'half/sw.js'));
    await deploy(platform, join(next, 'half'));
    const refused = await page.evaluate(async () => {
      const kept = await navigator.serviceWorker.ready;
      const worker = new Promise((done) => { kept.addEventListener('updatefound', () => done(kept.installing), { once: true }); });
      await kept.update().catch(() => {});
      const installing = await worker;
      while (!['redundant', 'installed'].includes(installing.state)) await new Promise((done) => { setTimeout(done, 20); });
      return installing.state;
    });
    assert.equal(refused, 'redundant');
    assert.equal(await page.locator('.told').count(), 0);
    await context.setOffline(true);
    await page.reload();
    await premium(page, '1,188.00');
    assert.equal(await build(page), '1');
    assert.ok((await shelves(page)).includes(before[0]));
  } finally {
    rmSync(next, { recursive: true });
  }
};

tests['offline: a tariff that has expired says so on every screen'] = async ({ page, platform }) => {
  await withCopy(async (next) => {
    cpSync(new URL('../../tariffs', import.meta.url).pathname, join(next, 'source'), { recursive: true });
    rmSync(join(next, 'source/published.lock'));
    for (const year of [2018, 2025]) {
      const source = join(next, `source/jinan-${year}.toml`);
      writeFileSync(source, readFileSync(source, 'utf8').replace(/inception_from = .*/, '$&\ninception_to = "2026-06-30"'));
    }
    platform.pack(join(next, 'source'), next);
    await deploy(platform, next);
    await open(page, platform);
    await page.locator('.told', { hasText: '只适用于 2026-06-30 及以前生效的保险' }).waitFor();
    await accessible(page, 'a tariff that has expired');
    await page.locator('nav a', { hasText: '投保' }).click();
    await page.locator('.told', { hasText: '费率表已过期' }).waitFor();
  });
};

tests['offline: tariffs of a later build, which this one cannot read, are left alone'] = async ({ page, platform }) => {
  await withCopy(async (next) => {
    await deploy(platform, next);
    await open(page, platform);
    await onDevice(page);
    const manifest = join(next, 'tariffs/manifest.json');
    const { layout, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'));
    writeFileSync(join(next, 'tariffs/later.tariffs'), 'in another layout');
    writeFileSync(manifest, JSON.stringify({ ...rest, layout: layout + 1, file: 'later.tariffs' }));
    unpacked(next, 'tariffs/manifest.json');
    await page.reload();
    await fillingStation(page, platform);
  });
};

// A copy of the bundle that may be changed.
async function withCopy(act) {
  const next = mkdtempSync(join(tmpdir(), 'anze-build-'));
  try {
    cpSync(dist, next, { recursive: true });
    await act(next);
  } finally {
    rmSync(next, { recursive: true });
  }
}

// A file that is changed has no packed forms any more.
function unpacked(folder, name) {
  for (const ending of ['.br', '.gz']) rmSync(join(folder, name + ending), { force: true });
}

// Waits until the page is kept on the device, with what only some need.
async function onDevice(page) {
  await until(page, async () => {
    if (!navigator.serviceWorker.controller) return false;
    const names = await caches.keys();
    const kept = names.length ? await (await caches.open(names[0])).keys() : [];
    return kept.filter(({ url }) => url.includes('/sheets/')).length >= 5;
  });
}

// Playwright's own waiting takes a promise for a yes.
async function until(page, is) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await page.evaluate(is)) return;
    await pause(100);
  }
  throw new Error(`in vain: ${is}`);
}

const shelves = (page) => page.evaluate(() => caches.keys());

/** Of which build a page is. */
const build = (page) => page.evaluate(() => document.querySelector('meta[name=build]')?.content ?? '1');

// The platform comes back with another bundle.
async function deploy(platform, bundle) {
  await platform.kill();
  platform.bundle = bundle;
  await platform.run();
}
