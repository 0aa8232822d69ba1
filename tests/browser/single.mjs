// The calculator as one file: from a stick, without a network.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dist } from './platform.mjs';
import { ENTERPRISE, accessible, answer, fillForm, find, fits, open, premium, receipt, send, toApply } from './steps.mjs';

const MOST_BYTES = 400_000;

export const tests = {};

tests['single: one file estimates and saves an application without a network, and the platform takes that'] = async ({ page, platform, context }) => {
  const folder = mkdtempSync(join(tmpdir(), 'anze-single-'));
  const requests = [];
  context.on('request', (request) => { if (!/^(file|data|blob):/.test(request.url())) requests.push(request.url()); });
  try {
    // A stick names it as it likes.
    const file = join(folder, '安责险 测算.html');
    cpSync(join(dist, 'anze-single.html'), file);
    assert.ok(readFileSync(file).length < MOST_BYTES, `${readFileSync(file).length} bytes`);
    await context.setOffline(true);
    await page.goto(pathToFileURL(file).href);
    await find(page, '加油站');
    await answer(page, 'headcount', '12', 0);
    await premium(page, '1,188.00');
    await page.locator('.tariff', { hasText: '单机版' }).waitFor();
    assert.match(await page.locator('footer').textContent(), /不发送任何数据。要提交时，把申请存为文件/);
    assert.equal(await page.locator('.top img').evaluate((image) => image.naturalWidth > 0), true, 'the icon');
    await accessible(page, 'the estimate of the single file');

    // Screens have addresses, "back" works, and what was typed outlasts a reload.
    await toApply(page);
    assert.match(page.url(), /html#apply$/);
    await page.goBack();
    await premium(page, '1,188.00');
    await page.goForward();
    await page.waitForSelector('form.apply');
    await page.getByRole('button', { name: '检查并存为文件' }).click();
    await page.locator('#problems').waitFor();
    await fillForm(page);
    await accessible(page, 'the form of the single file');
    await page.setViewportSize({ width: 320, height: 700 });
    await fits(page, 'the form of the single file');
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.reload();
    await page.waitForSelector('form.apply');
    assert.equal(await page.inputValue('#f-enterprise-name'), ENTERPRISE['#f-enterprise-name']);

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '检查并存为文件' }).click();
    const saved = join(folder, (await download).suggestedFilename());
    await (await download).saveAs(saved);
    assert.deepEqual(requests, []);
    assert.equal(await page.locator('.told').count(), 0);

    // On a computer with a network.
    await context.setOffline(false);
    const there = await context.newPage();
    await open(there, platform, '#apply');
    await there.locator('input[type=file][accept*=html]').setInputFiles(saved);
    await there.getByRole('button', { name: '打开', exact: true }).click();
    await there.waitForSelector('form.apply');
    assert.equal(await there.inputValue('#f-enterprise-name'), ENTERPRISE['#f-enterprise-name']);
    for (const box of await there.locator('.declaration input:not(:checked)').all()) await box.check();
    await send(there);
    await receipt(there);
    assert.equal(await platform.applications(), 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

tests['single: the page offers it, as a file and nothing else'] = async ({ page, platform }) => {
  await open(page, platform);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: /下载单机版/ }).click();
  assert.equal((await download).suggestedFilename(), 'anze-single.html');
  const answered = await fetch(`${platform.address}/anze-single.html`);
  assert.equal(answered.headers.get('content-disposition'), 'attachment');
};
