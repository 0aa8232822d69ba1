// A computer at a campaign table.
import assert from 'node:assert/strict';
import { pause } from './platform.mjs';
import { ENTERPRISE, accessible, answer, fillForm, find, fits, kept, premium, receipt, send, toApply } from './steps.mjs';

export const tests = {};

async function table(page, platform) {
  await page.goto(`${platform.address}/?mode=kiosk`);
  await page.locator('.told', { hasText: '现场填报' }).waitFor();
}

async function estimate(page) {
  await find(page, '加油站');
  await answer(page, 'headcount', '12', 0);
  await premium(page, '1,188.00');
}

const nothingOf = async (page, what) => {
  const all = `${await kept(page)}\n${await page.evaluate(() => JSON.stringify(sessionStorage) + document.body.innerText)}`;
  for (const text of Object.values(ENTERPRISE)) assert.ok(!all.includes(text), `${what}: ${text}`);
};

tests['kiosk: whoever comes next finds nothing of who was there before'] = async ({ page, platform }) => {
  await table(page, platform);
  assert.equal(await page.evaluate(() => document.documentElement.classList.contains('elder')), true);
  await accessible(page, 'the first screen at a table');
  await estimate(page);
  await toApply(page);
  await fillForm(page);
  await accessible(page, 'the form at a table');
  assert.equal(await page.locator('.on-paper, #f-roster').count(), 0, 'files stay on no computer of others');
  assert.ok(!(await kept(page)).includes(ENTERPRISE['#f-enterprise-name']), 'what is typed is kept nowhere');
  await send(page);
  await receipt(page);
  assert.doesNotMatch(page.url(), /\/r\//);
  await page.locator('figure.code svg').waitFor();
  await page.getByRole('button', { name: '清空，下一位' }).click();
  await page.locator('.headline', { hasText: '马上看到保险费' }).waitFor();
  await nothingOf(page, 'after it was cleared');
  await page.goBack().catch(() => {});
  await page.goto(`${platform.address}/?mode=kiosk`);
  await page.waitForSelector('#title');
  await nothingOf(page, 'after it was loaded again');
  assert.equal(await platform.applications(), 1);
};

tests['kiosk: it clears itself when nobody is there, and asks before'] = async ({ page, platform }) => {
  // The test moves it.
  await page.clock.install();
  await table(page, platform);
  await estimate(page);
  await page.clock.runFor(91_000);
  await page.locator('.told', { hasText: '还在吗' }).waitFor();
  await accessible(page, 'still there?');
  await page.setViewportSize({ width: 320, height: 700 });
  await fits(page, 'still there?');
  await page.getByRole('button', { name: '继续填写' }).click();
  await page.locator('.told', { hasText: '还在吗' }).waitFor({ state: 'detached' });
  await page.clock.runFor(80_000);
  await premium(page, '1,188.00');
  await page.clock.runFor(41_000);
  await page.locator('.headline', { hasText: '马上看到保险费' }).waitFor();
};

tests['kiosk: what was sent without a network waits over clearing and a restart, and nobody reads of whom it is'] = async ({ page, platform, context }) => {
  await table(page, platform);
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await estimate(page);
  await toApply(page);
  await fillForm(page);
  await send(page);
  await page.locator('.told', { hasText: '网络' }).first().waitFor();
  await page.getByRole('button', { name: '清空，下一位' }).click();
  await page.locator('.told', { hasText: '1' }).first().waitFor();
  const shown = await page.evaluate(() => document.body.innerText);
  for (const text of Object.values(ENTERPRISE)) assert.ok(!shown.includes(text), text);
  await estimate(page);
  const until = async (what, isSo) => {
    for (const start = Date.now(); !await isSo(); await pause(100)) assert.ok(Date.now() - start < 60_000, what);
  };
  // Nor may whoever comes next throw it away.
  await toApply(page);
  assert.equal(await page.getByRole('button', { name: /清除本机上保存的全部内容/ }).count(), 0);
  assert.doesNotMatch(await page.locator('main').textContent(), /填写内容保存在本机/);
  await page.mouse.wheel(0, 2000);
  await page.getByRole('button', { name: '清空，下一位' }).click();
  await page.locator('.told', { hasText: '另有 1 份' }).waitFor();
  await estimate(page);
  await pause(1_000);
  await context.setOffline(false);
  await page.reload();
  await until('it was sent', async () => await platform.applications() === 1);
  await page.waitForSelector('#title');
  // The answer may come a while after the platform has it.
  await until('nothing is kept of it', async () => !(await kept(page)).includes(ENTERPRISE['#f-enterprise-name']));
  await nothingOf(page, 'after it was sent');
};
