// What people do on the page, and what they see.
import AxeBuilder from '@axe-core/playwright';
import assert from 'node:assert/strict';

export const ENTERPRISE = {
  '#f-enterprise-name': '示例企业（测试用）',
  '#f-enterprise-uscc': '91370100000000000R',
  '#f-enterprise-legal_representative': '测试法人',
  '#f-contact-name': '测试联系人',
  '#f-contact-phone': '0531-66600000',
};

export const RECEIPT = /^JN\d{8}-\d{8}-[0-9A-Z*]$/;

export async function open(page, platform, fragment = '') {
  await page.goto(`${platform.address}/${fragment}`);
  await page.waitForSelector('#title');
}

// Finds what they do by their own word for it.
export async function find(page, word, unit = 0) {
  await page.fill(`#q0-units-${unit}-answers-sector-search`, word);
  await page.locator('.hit').first().click();
}

export async function answer(page, key, text, unit) {
  const id = unit === undefined ? `#q0-answers-${key}` : `#q0-units-${unit}-answers-${key}`;
  await page.fill(id, text);
}

// A filling station with twelve people, in whatever holds the calculator: 100 × 12 = 1200, no accident −10 %, no grade × 1.10 = 1188.00.
export async function estimate(within) {
  await within.locator('#q0-units-0-answers-sector-search').fill('加油站');
  await within.locator('.hit').first().click();
  await within.locator('#q0-units-0-answers-headcount').fill('12');
  await premium(within, '1,188.00');
}

// The same, from the address on.
export async function fillingStation(page, platform) {
  await open(page, platform);
  await estimate(page);
}

export async function premium(page, figure) {
  await page.locator('.headline .figure', { hasText: figure }).first().waitFor({ timeout: 15000 });
}

export async function toApply(page) {
  await page.locator('.headline').getByRole('button', { name: /去投保|Apply/ }).click();
  await page.waitForSelector('form.apply');
}

export async function fillForm(page) {
  for (const [field, text] of Object.entries(ENTERPRISE)) await page.fill(field, text);
  await page.selectOption('#f-enterprise-district', '370102');
  await page.selectOption('#f-terms-dispute', 'arbitration');
  await page.fill('#f-terms-arbitration_commission', '示例仲裁委员会');
  for (const box of await page.locator('.declaration input').all()) await box.check();
}

export const send = (page) => page.locator('.press > .primary').click();

// Waits for the receipt and gives its number.
export async function receipt(page) {
  await page.locator('.received').waitFor({ timeout: 20000 });
  const number = await page.locator('dd').first().textContent();
  assert.match(number, RECEIPT);
  return number;
}

// Nothing that axe finds wrong by WCAG 2.2 AA.
export async function accessible(page, what) {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const told = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).slice(0, 3).join(' ')} — ${one.help}`);
  assert.deepEqual(told, [], what);
}

// Nothing wider than the screen.
export async function fits(page, what) {
  await page.waitForLoadState();
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(over, 0, `${what}: ${over} px wider than the screen`);
}

// Everything that is kept on the device: the draft's text first, then what else there is.
export const kept = (page) => page.evaluate(async () => {
  const database = await new Promise((done, fail) => {
    const request = indexedDB.open('anze', 1);
    request.onupgradeneeded = () => {
      for (const shelf of ['draft', 'files']) request.result.createObjectStore(shelf);
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const all = (shelf) => new Promise((done) => {
    database.transaction(shelf).objectStore(shelf).getAll().onsuccess = ({ target }) => done(target.result);
  });
  const told = [...await all('draft'), `files: ${(await all('files')).length}`, JSON.stringify(localStorage)];
  database.close();
  return told.join('\n');
});

// Until what is kept on the device says so: it is written a while after it was typed.
export async function untilKept(page, words) {
  for (const start = Date.now(); !words.test(await kept(page)); await page.waitForTimeout(50)) {
    assert.ok(Date.now() - start < 20000, `kept: ${words}`);
  }
}
