// Nothing typed is ever lost, and an application is sent once, whatever happens to the page.
import assert from 'node:assert/strict';
import { accessible, fillingStation, kept, open, toApply } from './steps.mjs';

export const tests = {};

const NAME = '#f-enterprise-name';

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

tests['what is typed is in the database soon, and nowhere else'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await page.fill(NAME, '示例企业');
  await page.waitForTimeout(800);
  assert.match(await kept(page), /示例企业/);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
};

tests['a draft of the first release is taken over'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await page.fill(NAME, '示例企业');
  await page.waitForTimeout(800);
  const { kept: draft } = JSON.parse((await kept(page)).split('\n')[0]);
  await before(page, platform);
  await page.evaluate(async (text) => {
    await new Promise((done) => { indexedDB.deleteDatabase('anze').onsuccess = done; });
    localStorage.setItem('anze.v1', text);
  }, JSON.stringify(draft));
  await open(page, platform, '#apply');
  assert.equal(await page.inputValue(NAME), '示例企业');
  assert.equal(await page.evaluate(() => localStorage.length), 0, 'moved, not copied');
  await page.reload();
  await page.waitForSelector('form.apply');
  assert.equal(await page.inputValue(NAME), '示例企业');
};

tests['after thirty days the draft is forgotten, and its files'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await page.fill(NAME, '示例企业');
  await page.waitForTimeout(800);
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
  }, new Date(Date.now() + 8 * 3600e3 - days * 86400e3).toISOString().slice(0, 10));
  await before(page, platform);
  await age(30);
  await open(page, platform, '#apply');
  assert.equal(await page.inputValue(NAME), '示例企业');
  assert.match(await kept(page), /^files: 1$/m);
  await before(page, platform);
  await age(31);
  await open(page, platform);
  assert.doesNotMatch(await kept(page), /示例企业|headcount/);
  assert.match(await kept(page), /^files: 0$/m);
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
