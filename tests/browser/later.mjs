// The part of the page that is fetched after the first drawing.
import assert from 'node:assert/strict';
import { accessible, answer, find, open, premium, toApply, untilKept } from './steps.mjs';

const PART = '**/split_later*.wasm';

export const tests = {};

tests['later: the premium is there without its explanation, and a failed fetch can be tried again'] = async ({ page, platform }) => {
  await page.route(PART, (route) => route.abort());
  await open(page, platform);
  await find(page, '加油站');
  await answer(page, 'headcount', '12', 0);
  await premium(page, '1,188.00');
  await page.locator('.result .wait', { hasText: '没有打开' }).waitFor();
  await accessible(page, 'without the explanation');
  await page.locator('.headline').getByRole('button', { name: '去投保' }).click();
  await page.locator('main .wait', { hasText: '没有打开' }).waitFor();
  await page.unroute(PART);
  await page.getByRole('button', { name: '重试' }).click();
  await page.waitForSelector('form.apply');
  await page.goBack();
  await page.locator('.what-if').first().waitFor();
  await premium(page, '1,188.00');
};

tests['later: what "not sure" costs waits for the part, and says so'] = async ({ page, platform }) => {
  await page.route(PART, (route) => route.abort());
  await open(page, platform);
  await find(page, '加油站');
  await answer(page, 'headcount', '12', 0);
  await premium(page, '1,188.00');
  await page.locator('fieldset.field', { hasText: '安全生产标准化等级' }).getByRole('radio', { name: '不清楚' }).check();
  await page.locator('.headline .figure').waitFor({ state: 'detached' });
  await page.locator('.headline .wait', { hasText: '没有打开' }).waitFor();
  await accessible(page, 'without the range');
  await page.unroute(PART);
  await page.getByRole('button', { name: '重试' }).click();
  await premium(page, '864.00');
  await premium(page, '1,188.00');
};

tests['later: everything is there when the network goes right after the page has opened'] = async ({ page, platform, context }) => {
  const part = page.waitForResponse(PART);
  await open(page, platform);
  assert.equal((await part).status(), 200);
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await find(page, '加油站');
  await answer(page, 'headcount', '12', 0);
  await premium(page, '1,188.00');
  await page.locator('.account').first().waitFor();
  await toApply(page);
};

tests['later: what is typed before the part has come is kept as soon as it has'] = async ({ page, platform }) => {
  let release;
  const held = new Promise((done) => { release = done; });
  await page.route(PART, async (route) => { await held; await route.continue(); }, { times: 1 });
  await open(page, platform);
  await find(page, '加油站');
  await answer(page, 'headcount', '12', 0);
  await premium(page, '1,188.00');
  release();
  await page.locator('.what-if').first().waitFor();
  await untilKept(page, /"headcount":"12"/);
  await page.reload();
  await premium(page, '1,188.00');
};

tests['later: a second tab that was opened before the first had kept anything takes what the first keeps'] = async ({ page, context, platform }) => {
  const held = async (tab) => {
    let release;
    const wait = new Promise((done) => { release = done; });
    await tab.route(PART, async (route) => { await wait; await route.continue(); }, { times: 1 });
    await open(tab, platform);
    return release;
  };
  const first = await held(page);
  await find(page, '加油站');
  await answer(page, 'headcount', '12', 0);
  await premium(page, '1,188.00');
  const other = await context.newPage();
  const second = await held(other);
  first();
  await untilKept(page, /"headcount":"12"/);
  second();
  await premium(other, '1,188.00');
  assert.equal(await other.locator('.told').count(), 0, 'nothing to choose');
};
