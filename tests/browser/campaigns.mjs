// By a campaign's link to the receipt, and what is counted of that: three numbers, and nothing of anybody.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { pause } from './platform.mjs';
import { accessible, answer, find, fillForm, fits, open, premium, receipt, send, toApply } from './steps.mjs';

export const tests = {};

/** A campaign that goes on today. */
async function start(platform, code, ...words) {
  const day = (after) => new Date(Date.now() + after * 86400000).toISOString().slice(0, 10);
  await platform.campaign('add', code, '--name', '安全生产月（测试）', '--name-en', 'Safety month (test)', '--from', day(-2), '--until', day(9), ...words);
}

/** Visits, estimates, applications. */
async function counted(platform) {
  const { total } = JSON.parse(await platform.campaign('report', '--json'));
  return [total.visits, total.estimates, total.applications];
}

/** Once they are this; counts arrive by themselves. */
async function count(platform, expected) {
  let now;
  for (let tries = 0; tries < 40; tries += 1) {
    now = await counted(platform);
    if (now.join() === expected.join()) return;
    await pause(100);
  }
  assert.deepEqual(now, expected);
}

const events = (page) => {
  const sent = [];
  page.on('request', (request) => request.url().includes('/events') && sent.push(request.postData()));
  return sent;
};

tests['campaign: from the link to the receipt, three are counted, and nothing of anybody is sent with them'] = async ({ page, platform }) => {
  await start(platform, 'safety-month');
  const sent = events(page);
  await open(page, platform, '#c1.safety-month.370102.hazardous-chemicals');
  await page.locator('.campaign', { hasText: '活动：安全生产月（测试）' }).waitFor();
  assert.match(await page.locator('footer').textContent(), /只把该活动的打开、测算、申请次数各加一/);
  assert.doesNotMatch(await page.locator('footer').textContent(), /不发送任何数据/, 'two counts are sent');
  await accessible(page, 'by a campaign');
  await count(platform, [1, 0, 0]);
  await page.fill('#q0-units-0-answers-activity-search', '加油站');
  await page.locator('.hit').first().click();
  await answer(page, 'headcount', '12', 0);
  await premium(page, '1,188.00');
  await answer(page, 'headcount', '13', 0);
  await page.getByRole('button', { name: 'English' }).click();
  await page.locator('.campaign', { hasText: 'Campaign: Safety month (test)' }).waitFor();
  await fits(page, 'by a campaign');
  await page.getByRole('button', { name: '中文' }).click();
  await answer(page, 'headcount', '12', 0);
  await count(platform, [1, 1, 0]);
  await toApply(page);
  await fillForm(page);
  await send(page);
  await receipt(page);
  await count(platform, [1, 1, 1]);
  assert.deepEqual(sent.map((body) => JSON.parse(body)), [
    { kind: 'visit', district: '370102' }, { kind: 'estimate', district: '370102' }]);
  const { by_district: districts } = JSON.parse(await platform.campaign('report', '--json'));
  assert.deepEqual(districts, [{ key: '370102', visits: 1, estimates: 1, applications: 1 }]);
};

tests['campaign: days later the draft still counts as an application, and opening the page again counts no visit'] = async ({ page, platform }) => {
  await start(platform, 'safety-month', '--sector', 'construction');
  await open(page, platform, '#c1.safety-month');
  await page.locator('.campaign').waitFor();
  assert.match(await page.locator('.questions').textContent(), /建筑施工/, 'the only sector of the campaign is chosen');
  await count(platform, [1, 0, 0]);
  await page.reload();
  await page.locator('.campaign').waitFor();
  await page.getByRole('button', { name: '更改' }).first().click();
  await find(page, '加油站');
  await answer(page, 'headcount', '12', 0);
  await premium(page, '1,188.00');
  await toApply(page);
  await fillForm(page);
  await send(page);
  await receipt(page);
  await count(platform, [1, 0, 1]);
};

tests['campaign: one that is unknown or over counts nothing and hinders nothing'] = async ({ page, platform }) => {
  await start(platform, 'safety-month');
  await platform.campaign('close', 'safety-month');
  const sent = events(page);
  for (const [code, told] of [['safety-month', 1], ['unknown', 0]]) {
    const asked = page.waitForResponse((response) => response.url().endsWith(`/campaigns/${code}`));
    await page.goto('about:blank');
    await open(page, platform, `#c1.${code}.mining`);
    await asked;
    await pause(500);
    assert.equal(await page.locator('.campaign', { hasText: '不在进行期' }).count(), told, code);
    assert.match(await page.locator('.questions').textContent(), /矿山/);
    await page.locator('footer', { hasText: '不发送任何数据' }).waitFor();
  }
  assert.deepEqual(sent, []);
  assert.deepEqual(await counted(platform), [0, 0, 0]);
};

tests['campaign: without a campaign nothing is asked and nothing is counted'] = async ({ page, platform }) => {
  await start(platform, 'safety-month');
  const asked = [];
  page.on('request', (request) => request.url().includes('/api/') && asked.push(request.url()));
  await open(page, platform);
  await find(page, '加油站');
  await answer(page, 'headcount', '12', 0);
  await premium(page, '1,188.00');
  await page.waitForLoadState('networkidle');
  assert.deepEqual(asked, []);
  assert.match(await page.locator('footer').textContent(), /不发送任何数据/);
};

tests['campaign: an element on another site has one, and two elements count one visit'] = async ({ page, platform }) => {
  await start(platform, 'safety-month');
  const element = '<anze-calculator campaign="safety-month.370103"></anze-calculator>';
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><html lang="zh-CN"><title>测试</title><script type="module" src="${platform.address}/embed/v1/embed.js"></script>${element}${element}`);
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.locator('anze-calculator').nth(1).scrollIntoViewIfNeeded();
  await page.locator('anze-calculator').nth(1).locator('.campaign').waitFor();
  await count(platform, [1, 0, 0]);
  const { by_district: districts } = JSON.parse(await platform.campaign('report', '--json'));
  assert.equal(districts[0].key, '370103');
  server.close();
};

tests['campaign: without JavaScript the same is counted'] = async ({ browser, platform }) => {
  await start(platform, 'safety-month');
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${platform.address}/plain?campaign=safety-month.370102.hazardous-chemicals`);
  assert.match(await page.textContent('body'), /活动：安全生产月（测试）.*各加一/s);
  assert.deepEqual(await counted(platform), [1, 0, 0]);
  await page.selectOption('[name="/units/0/answers/activity"]', 'filling-station').catch(() => page.check('[value="filling-station"]'));
  await page.getByRole('button', { name: /继续|计算|测算/ }).last().click();
  await page.fill('[name="/units/0/answers/headcount"]', '12');
  await page.locator('button.primary[value="rate"]').click();
  assert.match(await page.textContent('.result'), /1,188\.00/);
  assert.deepEqual(await counted(platform), [1, 1, 0]);
  await page.fill('[name="/units/0/answers/headcount"]', '13');
  await page.locator('button.primary[value="rate"]').click();
  assert.deepEqual(await counted(platform), [1, 1, 0], 'once');
  await context.close();
};
