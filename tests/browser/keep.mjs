// Nothing typed is ever lost, and an application is sent once, whatever happens to the page.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { pause } from './platform.mjs';
import {
  ENTERPRISE, accessible, answer, estimate, fillForm, fillingStation, fits, kept, open, premium, receipt, send, toApply, untilKept,
} from './steps.mjs';

export const tests = {};

const NAME = '#f-enterprise-name';

// The last of what `fillForm` fills in is on the device.
const DECLARED = /"personal_information":true/;

// As the platform counts days.
const day = (ago) => new Date(Date.now() + 8 * 3600e3 - ago * 86400e3).toISOString().slice(0, 10);

// As if the browser allowed it to nobody.
const deny = (page, ...stores) => page.addInitScript((names) => {
  for (const name of names) {
    Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
  }
}, stores);

// On the page's origin, but not yet on the page.
const before = (page, platform) => page.goto(`${platform.address}/icon.svg`);

tests['the last keystroke before a reload survives'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  for (const typed of ['示例', '示例企业', '示例企业（测试用）']) {
    await page.fill(NAME, typed);
    await page.reload();
    await page.waitForSelector('form.apply');
    assert.equal(await page.inputValue(NAME), typed);
  }
  await page.locator(NAME).press('End');
  await page.locator(NAME).pressSequentially('2');
  await page.goto('about:blank');
  await open(page, platform, '#apply');
  assert.equal(await page.inputValue(NAME), '示例企业（测试用）2', 'nor when another page is opened');
};

// What stands beside the database: only a sign that there is something in it.
const besideDatabase = (page) => page.evaluate(() => ({ ...localStorage }));

tests['what is typed is in the database soon, and nowhere else'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await page.fill(NAME, '示例企业');
  await untilKept(page, /示例企业/);
  assert.deepEqual(await besideDatabase(page), { 'anze.touched': '1' });
};

tests['a draft of the first release is taken over'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await page.fill(NAME, '示例企业');
  await untilKept(page, /示例企业/);
  const { kept: draft } = JSON.parse((await kept(page)).split('\n')[0]);
  await before(page, platform);
  await page.evaluate(async (text) => {
    await new Promise((done) => { indexedDB.deleteDatabase('anze').onsuccess = done; });
    localStorage.setItem('anze.v1', text);
  }, JSON.stringify(draft));
  await open(page, platform, '#apply');
  assert.equal(await page.inputValue(NAME), '示例企业');
  assert.deepEqual(await besideDatabase(page), { 'anze.touched': '1' }, 'moved, not copied');
  await page.reload();
  await page.waitForSelector('form.apply');
  assert.equal(await page.inputValue(NAME), '示例企业');
};

tests['after thirty days the draft is forgotten, and its files'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await page.fill(NAME, '示例企业');
  await untilKept(page, /示例企业/);
  const age = (days) => page.evaluate(async (on) => {
    const database = await new Promise((done) => { indexedDB.open('anze').onsuccess = (event) => done(event.target.result); });
    const shelves = database.transaction(['draft', 'files'], 'readwrite');
    shelves.objectStore('files').put(new Uint8Array([1, 2, 3]), 'a'.repeat(64));
    const draft = shelves.objectStore('draft');
    draft.get('draft').onsuccess = ({ target }) => {
      const record = JSON.parse(target.result);
      record.kept.on = on;
      draft.put(JSON.stringify(record), 'draft');
    };
    await new Promise((done) => { shelves.oncomplete = done; });
    database.close();
  }, day(days));
  await before(page, platform);
  await age(30);
  await open(page, platform, '#apply');
  assert.equal(await page.inputValue(NAME), '示例企业');
  assert.match(await kept(page), /^files: 1$/m);
  await untilKept(page, new RegExp(`"on":"${day(0)}"`));
  await before(page, platform);
  await age(31);
  await open(page, platform);
  await page.locator('.told', { hasText: '已超过 30 天' }).waitFor();
  await accessible(page, 'expired');
  await untilKept(page, /^files: 0$/m);
  await page.reload();
  await page.waitForSelector('#title');
  await page.waitForTimeout(600);
  assert.doesNotMatch(await kept(page), /示例企业|headcount/);
};

tests['no database: the browser\'s other store serves'] = async ({ page, platform }) => {
  await deny(page, 'indexedDB');
  await fillingStation(page, platform);
  await toApply(page);
  await page.fill(NAME, '示例企业');
  await page.reload();
  await page.waitForSelector('form.apply');
  assert.equal(await page.inputValue(NAME), '示例企业');
  assert.doesNotMatch(await page.locator('footer').textContent(), /重新填写/);
};

tests['no room left: told in words, nothing on the screen is lost, and kept once there is room'] = async ({ page, context, platform }) => {
  await page.addInitScript(() => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function set(...words) {
      if (window.full) throw new DOMException('full', 'QuotaExceededError');
      setItem.apply(this, words);
    };
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function set(...words) {
      const request = put.apply(this, words);
      // As a browser does it that finds out when it commits.
      if (window.full) this.transaction.abort();
      return request;
    };
    Object.defineProperty(IDBTransaction.prototype, 'error', { get: () => new DOMException('full', 'QuotaExceededError') });
  });
  await fillingStation(page, platform);
  await toApply(page);
  await page.evaluate(() => { window.full = true; });
  await page.fill(NAME, '示例企业');
  await page.locator('footer', { hasText: '存储空间已满' }).waitFor();
  await accessible(page, 'no room');
  assert.equal(await page.inputValue(NAME), '示例企业');
  await page.evaluate(() => { window.full = false; });
  await page.fill('#f-contact-name', '测试联系人');
  await page.locator('footer', { hasNotText: '存储空间已满' }).waitFor();
  await page.reload();
  await page.waitForSelector('form.apply');
  assert.equal(await page.inputValue(NAME), '示例企业');
  assert.equal(await page.inputValue('#f-contact-name'), '测试联系人');
};

// Filled in, ready to be sent.
async function ready(page, platform) {
  page.setDefaultTimeout(10000);
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
}

const APPLICATIONS = '**/api/v1/applications';
const bar = (page, words) => page.locator('.told', { hasText: words });

// A look at it on a phone, in both languages.
async function seen(page, what) {
  await accessible(page, what);
  await page.setViewportSize({ width: 320, height: 800 });
  await fits(page, what);
  await page.locator('.language').click();
  await accessible(page, `${what}, the other language`);
  await fits(page, `${what}, the other language`);
  await page.locator('.language').click();
  await page.setViewportSize({ width: 1280, height: 900 });
}

tests['answers that are lost: one application, and its receipt after a reload'] = async ({ page, platform }) => {
  await ready(page, platform);
  await page.route(APPLICATIONS, async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await send(page);
  await bar(page, '等待网络').waitFor();
  assert.match(await bar(page, '等待网络').textContent(), /1,188\.00/);
  await page.getByRole('link', { name: '测算', exact: true }).click();
  await bar(page, '等待网络').waitFor();
  await seen(page, 'waiting, on the first screen');
  await page.unroute(APPLICATIONS);
  await page.reload();
  await bar(page, /已受理，编号 JN/).waitFor({ timeout: 15000 });
  await page.getByRole('link', { name: '查看办理情况' }).click();
  await receipt(page);
  assert.equal(await platform.applications(), 1);
};

for (const [what, answer, words] of [
  ['busy', { status: 503, headers: { 'retry-after': '3' }, contentType: 'application/problem+json', body: '{"type":"urn:anze:problem:unavailable"}' }, '平台正忙'],
  ['too many', { status: 429, headers: { 'retry-after': '1' }, body: 'slow down' }, '平台正忙'],
  ['a page to log in', { status: 200, contentType: 'text/html', body: '<html>login</html>' }, '等待网络'],
]) {
  tests[`${what}: it waits, and is sent by itself`] = async ({ page, platform }) => {
    await ready(page, platform);
    const sent = [];
    await page.route(APPLICATIONS, (route) => { sent.push(Date.now()); return route.fulfill(answer); }, { times: 1 });
    page.on('response', (response) => { if (response.status() === 201) sent.push(Date.now()); });
    await send(page);
    await bar(page, words).waitFor();
    await receipt(page);
    assert.equal(await platform.applications(), 1);
    const asked = Number(answer.headers?.['retry-after'] ?? 1) * 1000;
    assert.ok(sent[1] - sent[0] >= asked, 'not before the platform asked for');
  };
}

for (const [what, answer, words] of [
  ['too large', { status: 413, body: 'too large' }, '超过平台允许的大小'],
  ['a firewall', { status: 403, contentType: 'text/html', body: '<html>blocked</html>' }, '防火墙'],
  ['refused in words', { status: 415, contentType: 'application/problem+json', body: '{"type":"urn:anze:problem:media-type","title":"请求内容须为 application/json"}' }, '请求内容须为'],
]) {
  tests[`${what}: told, to be saved as a file, and open to change`] = async ({ page, platform }) => {
    await ready(page, platform);
    await page.route(APPLICATIONS, (route) => route.fulfill(answer), { times: 1 });
    await send(page);
    await page.locator('.trouble', { hasText: words }).waitFor();
    await seen(page, what);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '存为文件', exact: true }).click()]);
    assert.match(await readFile(await download.path(), 'utf8'), /示例企业（测试用）/);
    await page.getByRole('link', { name: '测算', exact: true }).click();
    await bar(page, '需要您处理').waitFor();
    await page.getByRole('button', { name: '去处理' }).click();
    await page.fill('#f-contact-name', '另一位联系人');
    await send(page);
    await receipt(page);
    assert.equal(await platform.applications(), 1);
  };
}

tests['several enterprises without a network: each waits, one is taken out and changed, all are sent once it is back'] = async ({ page, platform, context }) => {
  const another = async (name, uscc) => {
    await estimate(page);
    await toApply(page);
    await fillForm(page);
    await page.fill(NAME, name);
    await page.fill('#f-enterprise-uscc', uscc);
    await send(page);
    await bar(page, '等待网络').waitFor();
  };
  await open(page, platform);
  await context.setOffline(true);
  await another('示例甲', '91370100000000000R');
  await page.getByRole('button', { name: '填写下一份' }).click();
  await bar(page, '另有 1 份；').waitFor();
  await seen(page, 'one waits, the next begins');
  await another('示例乙', '91370102000000019K');
  await page.getByRole('button', { name: '填写下一份' }).click();
  await bar(page, '另有 2 份；').waitFor();
  await page.locator('.queue li', { hasText: '示例甲' }).getByRole('button', { name: '取出修改' }).click();
  assert.equal(await page.inputValue(NAME), '示例甲');
  await bar(page, '另有 1 份；').waitFor();
  await page.fill('#f-contact-name', '另一位联系人');
  await send(page);
  await bar(page, '等待网络').waitFor();
  const item = page.locator('.queue li', { hasText: '示例乙' });
  const [download] = await Promise.all([page.waitForEvent('download'), item.getByRole('button', { name: '存为文件' }).click()]);
  assert.match(await readFile(await download.path(), 'utf8'), /^<!doctype html>[^]*示例乙[^]*id="anze"/);
  await context.setOffline(false);
  await bar(page, /等待发送的一份已受理/).waitFor({ timeout: 15000 });
  await receipt(page);
  assert.equal(await page.locator('.queue').count(), 0);
  assert.equal(await platform.applications(), 2);
  await page.reload();
  assert.equal(await platform.applications(), 2);
};

tests['of two that wait for the same, the second asks what it is to the first'] = async ({ page, platform, context }) => {
  await ready(page, platform);
  await context.setOffline(true);
  await send(page);
  await bar(page, '等待网络').waitFor();
  await page.getByRole('button', { name: '填写下一份' }).click();
  await estimate(page);
  await toApply(page);
  await fillForm(page);
  await send(page);
  await bar(page, '等待网络').waitFor();
  await page.getByRole('button', { name: '填写下一份' }).click();
  await context.setOffline(false);
  await page.locator('.queue li', { hasText: '需要您处理' }).waitFor({ timeout: 15000 });
  assert.equal(await page.locator('.queue li').count(), 1);
  await page.getByRole('button', { name: '取出修改' }).click();
  await page.getByRole('button', { name: '替换之前的申请' }).click();
  await receipt(page);
  assert.equal(await platform.applications(), 2);
};

tests['what waits can be taken back, changed, deleted and brought back'] = async ({ page, platform, context }) => {
  await ready(page, platform);
  await context.setOffline(true);
  await send(page);
  await bar(page, '等待网络').waitFor();
  await page.getByRole('button', { name: '取回修改' }).click();
  assert.equal(await bar(page, '待发送').count(), 0);
  await page.fill('#f-contact-name', '另一位联系人');
  await send(page);
  await bar(page, '等待网络').waitFor();
  await page.getByRole('button', { name: '不发送了' }).click();
  assert.equal(await page.inputValue(NAME), '');
  await page.locator('.undo').getByRole('button', { name: '撤销' }).click();
  assert.equal(await page.inputValue('#f-contact-name'), '另一位联系人');
  await context.setOffline(false);
  await page.waitForTimeout(1000);
  assert.equal(await platform.applications(), 0, 'taken back is not sent');
  await send(page);
  await receipt(page);
  assert.equal(await platform.applications(), 1);
};

tests['what had arrived before a firewall refused it is opened, though it was edited since'] = async ({ page, platform }) => {
  await ready(page, platform);
  let tries = 0;
  await page.route('**/api/v1/applications', async (route) => {
    tries += 1;
    if (tries > 2) return route.continue();
    if (tries === 2) return route.fulfill({ status: 403, contentType: 'text/html', body: '<html>firewall</html>' });
    await route.fetch();
    return route.abort('connectionreset');
  });
  await send(page);
  await page.getByRole('button', { name: '立即发送' }).click();
  await page.locator('.press .trouble').waitFor();
  await page.fill('#f-contact-name', '另一位联系人');
  await send(page);
  await page.locator('.trouble', { hasText: '其实已经受理' }).waitFor();
  await accessible(page, 'arrived before');
  await page.getByRole('button', { name: '打开已受理的那一份' }).click();
  await receipt(page);
  assert.equal(await platform.applications(), 1);
};

tests['pressed twice, by mouse and keys: one application; "back" does not send it again'] = async ({ page, platform }) => {
  await ready(page, platform);
  let posts = 0;
  page.on('request', (request) => { posts += request.method() === 'POST'; });
  const press = page.locator('.press .primary').first();
  await Promise.all([press.dblclick().catch(() => {}), page.keyboard.press('Enter')]);
  await receipt(page);
  assert.equal(posts, 1);
  await page.goBack();
  await page.waitForSelector('form.apply');
  assert.equal(await page.inputValue(NAME), '', 'the form is another one now');
  await bar(page, /已受理，编号 JN/).waitFor();
  await press.click();
  await page.locator('#problems').waitFor();
  assert.equal(await platform.applications(), 1);
};

tests['the receipt of an earlier press, whose answer was lost, is found after the form was changed'] = async ({ page, platform }) => {
  await ready(page, platform);
  await page.route(APPLICATIONS, async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  }, { times: 1 });
  await send(page);
  await page.getByRole('button', { name: '取回修改' }).click();
  await page.fill('#f-contact-name', '另一位联系人');
  await send(page);
  await page.locator('.trouble', { hasText: '其实已经受理' }).waitFor();
  await page.getByRole('button', { name: '打开已受理的那一份' }).click();
  await receipt(page);
  assert.equal(await platform.applications(), 1);
  await page.goBack();
  assert.equal(await page.inputValue('#f-contact-name'), '另一位联系人', 'what was typed since is not lost');
};

tests['two tabs: what one sent the other knows'] = async ({ page, context, platform }) => {
  await ready(page, platform);
  await untilKept(page, DECLARED);
  const other = await context.newPage();
  await open(other, platform, '#apply');
  assert.equal(await other.inputValue(NAME), ENTERPRISE[NAME]);
  await send(page);
  const number = await receipt(page);
  await bar(other, `已在另一个标签页提交，受理编号 ${number}`).waitFor();
  assert.equal(await other.inputValue(NAME), '', 'nothing left to send twice');
  await accessible(other, 'sent in another tab');
  await other.getByRole('link', { name: '查看办理情况' }).click();
  assert.equal(await receipt(other), number);
  assert.equal(await platform.applications(), 1);
};

tests['two tabs: what waits is sent by one of them'] = async ({ page, context, platform }) => {
  await ready(page, platform);
  await context.setOffline(true);
  await send(page);
  await bar(page, '等待网络').waitFor();
  await page.waitForTimeout(600);
  await page.route(APPLICATIONS, async (route) => { await pause(4000); await route.continue(); });
  await context.setOffline(false);
  const other = await context.newPage();
  await open(other, platform);
  await page.locator('.received').or(bar(page, /受理编号 JN|编号 JN/)).first().waitFor({ timeout: 15000 });
  await bar(other, /编号 JN/).waitFor({ timeout: 15000 });
  assert.equal(await platform.counted('anze_receipts_given_total'), 1, 'asked for once');
};

tests['two tabs: no version is written over unasked'] = async ({ page, context, platform }) => {
  await ready(page, platform);
  await untilKept(page, DECLARED);
  const other = await context.newPage();
  await open(other, platform, '#apply');
  await page.fill(NAME, '甲');
  await bar(other, '改过的另一份').waitFor();
  await seen(other, 'two versions');
  await other.fill(NAME, '乙');
  await send(other);
  await other.waitForTimeout(600);
  assert.equal(await platform.applications(), 0, 'not before one is chosen');
  assert.match(await kept(page), /甲/);
  assert.doesNotMatch(await kept(page), /乙/);
  await other.getByRole('button', { name: '保留本页的' }).click();
  await bar(page, '改过的另一份').waitFor();
  assert.equal(await page.inputValue(NAME), '甲');
  await page.getByRole('button', { name: '载入那一份' }).click();
  assert.equal(await page.inputValue(NAME), '乙');
  // The tab is closed before anything is chosen: its version is offered on the next visit.
  await page.fill(NAME, '丙');
  await bar(other, '改过的另一份').waitFor();
  await other.fill(NAME, '丁');
  await other.goto('about:blank');
  await open(other, platform, '#apply');
  await bar(other, '改过的另一份').waitFor();
  assert.equal(await other.inputValue(NAME), '丙');
  await other.getByRole('button', { name: '载入那一份' }).click();
  assert.equal(await other.inputValue(NAME), '丁');
};

tests['receipts are listed on this device, and forgotten on demand'] = async ({ page, platform }) => {
  await ready(page, platform);
  await send(page);
  const number = await receipt(page);
  await page.goto(`${platform.address}/r/${number}#0123456789abcdef0123456789abcdef`);
  await page.reload();
  await page.getByText('没有找到这份申请').waitFor();
  await seen(page, 'a wrong secret, and the receipts of this device');
  await page.locator('.mine a').click();
  assert.equal(await receipt(page), number, 'the way on');
  await page.getByRole('link', { name: '本机提交过的申请' }).click();
  await page.locator('.mine').waitFor();
  await seen(page, 'the receipts of this device');
  // What nothing else has is not forgotten by one press.
  await page.goto('about:blank');
  await open(page, platform, '#apply');
  for (const pressed of ['公用电脑：', '清除本机上保存的全部内容']) {
    await page.getByRole('button', { name: pressed }).click();
    await bar(page, '1 个受理回执的链接').waitFor();
    await seen(page, 'about to forget');
    await page.getByRole('button', { name: '不清除' }).click();
  }
  await page.goto(`${platform.address}/#mine`);
  assert.match(await page.title(), /^本机提交过的申请 · /);
  await page.reload();
  await page.locator('.mine').waitFor();
  await page.getByRole('button', { name: `从本机删除 ${number}` }).click();
  await page.getByText('这台设备上没有受理回执').waitFor();
  await untilKept(page, new RegExp(`^(?![^]*${number})`));
};

tests['a shared computer keeps nothing'] = async ({ page, platform }) => {
  await ready(page, platform);
  await page.getByRole('button', { name: /^公用电脑/ }).click();
  await page.locator('footer', { hasText: '公用电脑模式' }).waitFor();
  await accessible(page, 'shared computer');
  await page.fill('#f-contact-name', '另一位联系人');
  await page.waitForTimeout(600);
  assert.doesNotMatch(await kept(page), /示例企业|headcount|联系人/);
  await send(page);
  await receipt(page);
  page.on('dialog', (dialog) => dialog.accept());
  await page.goto(`${platform.address}/#mine`);
  await page.reload();
  await page.getByText('这台设备上没有受理回执').waitFor();
  await page.locator('footer', { hasText: '公用电脑模式' }).waitFor();
  assert.doesNotMatch(await kept(page), /JN\d/);
  await page.getByRole('button', { name: '这不是公用电脑' }).click();
  await open(page, platform, '#apply');
};

tests['leaving is asked about only where something would be lost'] = async ({ browser, platform }) => {
  for (const denied of [true, false]) {
    const context = await browser.newContext({ locale: 'zh-CN' });
    const page = await context.newPage();
    if (denied) await deny(page, 'localStorage', 'sessionStorage', 'indexedDB');
    await fillingStation(page, platform);
    await (denied ? page.locator('footer', { hasText: '浏览器不允许' }).waitFor() : untilKept(page, /"headcount"/));
    const asked = page.waitForEvent('dialog', { timeout: 2000 }).then((dialog) => dialog.accept().then(() => true), () => false);
    await page.close({ runBeforeUnload: true });
    assert.equal(await asked, denied);
    await context.close();
  }
};

tests['nothing can be kept and nothing can be sent: the page says so, and gives a file'] = async ({ page, context, platform }) => {
  await deny(page, 'localStorage', 'sessionStorage', 'indexedDB');
  await ready(page, platform);
  await context.setOffline(true);
  await send(page);
  await bar(page, '发送成功前请不要关闭本页').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '存为文件', exact: true }).click()]);
  assert.match(await readFile(await download.path(), 'utf8'), /示例企业（测试用）/);
  await context.setOffline(false);
  await receipt(page);
  assert.equal(await platform.applications(), 1);
};

for (const [what, days] of [['behind', -365], ['ahead', 365]]) {
  tests[`a clock that is a year ${what}: told, and the platform's day is used`] = async ({ page, platform }) => {
    await page.addInitScript((off) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + off;
    }, days * 86400e3);
    await ready(page, platform);
    await bar(page, '请校正设备的日期').waitFor();
    await seen(page, 'a wrong clock');
    await page.reload();
    await page.waitForSelector('form.apply');
    assert.equal(await page.inputValue(NAME), ENTERPRISE[NAME], 'nothing is too old for it');
    await send(page);
    await receipt(page);
  };
}

tests['a day that the platform refuses is told'] = async ({ page, platform }) => {
  await ready(page, platform);
  const errors = [{ pointer: '/risk/inception', code: 'too-early', message: { zh: '起保日期不能早于今天', en: 'Cover cannot start before today' } }];
  const body = JSON.stringify({ type: 'urn:anze:problem:invalid', title: '有填写项需要更正', title_en: 'x', errors });
  await page.route(APPLICATIONS, (route) => route.fulfill({ status: 422, contentType: 'application/problem+json', body }), { times: 1 });
  await send(page);
  await page.locator('.trouble', { hasText: '起保日期不能早于今天' }).waitFor();
};

tests['dead ends have words and a way on'] = async ({ page, platform }) => {
  for (const [address, words] of [
    ['/#v1.eyJzIjpbe', '链接不完整'],
    ['/#v9.abc', '链接不完整'],
    ['/nowhere', '没有这个页面'],
  ]) {
    await page.goto('about:blank');
    await page.goto(platform.address + address);
    await bar(page, words).waitFor();
    await seen(page, address);
    await page.getByRole('button', { name: '知道了' }).click();
    await page.locator('input[type=search]').waitFor();
  }
  await fillingStation(page, platform);
  await page.reload();
  await premium(page, '1,188.00');
  assert.equal(await page.locator('.told').count(), 0);
};
