// The form: what it still lacks, filled in by others, forgiving of how people type.
import assert from 'node:assert/strict';
import {
  ENTERPRISE, accessible, answer, fillForm, fillingStation, find, fits, open, premium, receipt, send, toApply,
} from './steps.mjs';

const entry = (page, words) => page.locator('.overview li', { hasText: words });
const focused = (page) => page.evaluate(() => document.activeElement.id);
const invitation = (of) => `#i1.${Buffer.from(JSON.stringify(of)).toString('base64url')}`;
const INVITED = {
  n: '示例加油站', u: '91370100000000000R', d: '370103', c: '试点',
  a: { sector: 'hazardous-chemicals', activity: 'filling-station' },
};

export const tests = {};

tests['form: what each part lacks is at the top, kept up to date, and leads to the field'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  assert.match(await entry(page, '投保企业').textContent(), /还差 4 项/);
  assert.match(await entry(page, '被保险人').textContent(), /✓ 完整/);
  assert.match(await page.locator('.overview [role=status]').textContent(), /还有 13 项/);
  await entry(page, '联系人').locator('a').click();
  assert.equal(await focused(page), 'f-contact-name');
  await page.fill('#f-contact-name', '测试联系人');
  await entry(page, '联系人').locator('a').click();
  assert.equal(await focused(page), 'f-contact-phone', 'the first that is still open');
  await accessible(page, 'form half filled in');
  await fillForm(page);
  assert.match(await page.locator('.overview [role=status]').textContent(), /已全部填好/);
  assert.equal(await page.locator('.overview .open-fields').count(), 0);
};

tests['form: one part is cleared and brought back, the others stay'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  const contact = page.locator('#s-contact');
  await contact.getByRole('button', { name: '清空这一部分' }).click();
  assert.equal(await page.inputValue('#f-contact-name'), '');
  assert.equal(await page.inputValue('#f-enterprise-name'), ENTERPRISE['#f-enterprise-name']);
  assert.match(await entry(page, '联系人').textContent(), /还差 2 项/);
  await contact.getByRole('button', { name: '撤销' }).click();
  assert.equal(await page.inputValue('#f-contact-name'), ENTERPRISE['#f-contact-name']);
};

tests['form: Enter in a field sends nothing, an input method is not disturbed, full-width is understood'] = async ({ page, platform, context }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.locator('#f-enterprise-name').focus();
  await page.keyboard.press('Enter');
  await page.fill('#f-enterprise-address', '');
  const ime = await context.newCDPSession(page);
  await page.locator('#f-enterprise-address').focus();
  for (const text of ['s', 'sh', 'shi', '示']) {
    await ime.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    assert.equal(await page.inputValue('#f-enterprise-address'), text, 'the word in the making stays');
  }
  await ime.send('Input.insertText', { text: '示例路' });
  assert.equal(await page.inputValue('#f-enterprise-address'), '示例路');
  assert.deepEqual(requests, []);
  await page.fill('#f-enterprise-uscc', ' ９１３７０１０００００００００００ｒ');
  await page.fill('#f-contact-phone', '０５３１－６６６０００００转８０１');
  await page.fill('#f-contact-email', 'ｎａｍｅ＠example。com');
  await page.fill('#f-enterprise-licence', '(鲁)wh安许证字[2024]000000');
  assert.match(await page.locator('.overview [role=status]').textContent(), /已全部填好/);
  assert.equal(await page.inputValue('#f-contact-phone'), '０５３１－６６６０００００转８０１', 'what was typed stays');
  await send(page);
  await receipt(page);
};

tests['form: what the browser fills in by itself counts, whichever event tells it'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await page.evaluate(() => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const field = document.querySelector('#f-contact-name');
    set.call(field, '测试联系人');
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });
  assert.match(await entry(page, '联系人').textContent(), /还差 1 项/);
  const hints = await page.locator('form.apply input').evaluateAll((all) => all.map((one) => one.autocomplete));
  for (const hint of ['organization', 'street-address', 'name', 'tel', 'email']) assert.ok(hints.includes(hint), hint);
};

tests['form: another insured is asked for only when there is one, and named whole'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  assert.equal(await page.locator('#f-insured-name').count(), 0);
  await page.locator('#f-insured').check();
  assert.match(await entry(page, '被保险人').textContent(), /还差 3 项/);
  await page.fill('#f-insured-name', '示例分店');
  await page.fill('#f-insured-uscc', '91370100000000000R');
  await page.fill('#f-insured-address', '示例路1号');
  await send(page);
  assert.match(await page.locator('#f-insured-uscc-error').textContent(), /与投保企业相同/);
  await accessible(page, 'another insured, wrong');
  await page.fill('#f-insured-uscc', '91370102000000019K');
  await send(page);
  await receipt(page);
};

tests['form: licence, size, scope and commission are checked in words'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  await page.selectOption('#f-enterprise-size', 'small');
  await page.fill('#f-enterprise-business_scope', '许可项目：成品油零售。\n一般项目：日用百货销售。');
  await page.fill('#f-enterprise-licence', '（鲁）WH安许证字〔2099〕000000');
  await page.fill('#f-terms-arbitration_commission', '');
  await send(page);
  assert.match(await page.locator('#f-enterprise-licence-error').textContent(), /2099/);
  assert.match(await page.locator('#f-terms-arbitration_commission-error').textContent(), /全称/);
  await page.selectOption('#f-terms-dispute', 'litigation');
  await page.fill('#f-enterprise-licence', '');
  await send(page);
  await receipt(page);
};

tests['form: several units show what each is rated by'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await page.getByRole('button', { name: /添加一个单位/ }).click();
  await find(page, '钢厂', 1);
  await answer(page, 'headcount', '10', 1);
  await premium(page, '2,772.00'); // (100 × 12 + 160 × 10) × 0.99
  await toApply(page);
  const sites = page.locator('.site .help');
  assert.match(await sites.nth(0).textContent(), /危险化学品，加油站、加气站，从业人员人数 12 人/);
  assert.match(await sites.nth(1).textContent(), /金属冶炼，从业人员人数 10 人/);
  assert.match(await entry(page, '各单位地址').textContent(), /还差 2 项/);
};

tests['form: an industry is found by code or by people\'s words, and another sector offers to compare'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await page.fill('#f-enterprise-industry', '加油站');
  await page.locator('#s-enterprise .hit', { hasText: '5265 机动车燃油零售' }).click();
  assert.equal(await page.inputValue('#f-enterprise-industry'), '5265');
  assert.equal(await page.locator('#s-enterprise .warning').count(), 0, 'the sector is the same');
  await page.fill('#f-enterprise-industry', '没有这种行业');
  assert.match(await page.locator('#s-enterprise .hits').textContent(), /没有找到/);
  await page.fill('#f-enterprise-industry', '４７');
  await page.locator('#s-enterprise .hit', { hasText: '4710' }).click();
  assert.match(await page.locator('#s-enterprise .hits').textContent(), /4710 住宅房屋建筑：通常属于“建筑施工”/);
  await accessible(page, 'another sector');
  await page.getByRole('button', { name: '按“建筑施工”比较' }).click();
  await page.locator('table.compare').waitFor();
  assert.equal(await page.locator('.compare thead th').count(), 3, 'both side by side');
};

tests['form: an invitation fills in, marks, and puts nothing in a query'] = async ({ page, platform }) => {
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await open(page, platform, invitation(INVITED));
  assert.match(await page.locator('p.invited').textContent(), /由邀请链接预填，请核对.*试点/s);
  await accessible(page, 'invited, estimate');
  assert.ok(!page.url().includes('i1.'), 'a reload does not fill in again');
  await answer(page, 'headcount', '12', 0);
  await premium(page, '1,188.00');
  await toApply(page);
  const marked = page.locator('form.apply .chip.invited');
  assert.equal(await marked.count(), 3, 'name, code, district');
  assert.equal(await page.inputValue('#f-enterprise-district'), '370103');
  await accessible(page, 'invited, apply');
  await page.fill('#f-enterprise-name', '示例加油站有限公司');
  assert.equal(await marked.count(), 2, 'touched');
  await page.reload();
  await page.waitForSelector('form.apply');
  assert.equal(await marked.count(), 2, 'over a reload');
  await page.getByRole('button', { name: '核对无误' }).click();
  assert.equal(await marked.count(), 0);
  for (const request of requests) assert.ok(!/9137|i1\./.test(request), request);
};

tests['form: an invitation does not mix two enterprises, and an old one opens'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await page.fill('#f-enterprise-uscc', '91370102000000019K');
  await page.fill('#f-contact-name', '测试联系人');
  // Printed by the first release.
  const old = '#i1.eyJuIjoi56S65L6L5Yqg5rK556uZIiwidSI6IjkxMzcwMTAwMDAwMDAwMDAwUiIsImQiOiIzNzAxMDIiLCJhIjp7InNlY3RvciI6Imhhem'
    + 'FyZG91cy1jaGVtaWNhbHMifSwiYyI6IuivleeCuSJ9';
  await page.evaluate((fragment) => { location.hash = fragment; }, old);
  await page.locator('p.invited').waitFor();
  await page.goto(`${platform.address}/#compare`);
  await page.locator('table.compare').waitFor();
  assert.equal(await page.locator('.compare thead th').count(), 3, 'what was answered before is still there');
  await page.getByRole('button', { name: '修改方案 1' }).click();
  await toApply(page);
  assert.equal(await page.inputValue('#f-enterprise-uscc'), '91370100000000000R');
  assert.equal(await page.inputValue('#f-contact-name'), '测试联系人');
  await page.locator('#s-enterprise').getByRole('button', { name: '撤销' }).click();
  assert.equal(await page.inputValue('#f-enterprise-uscc'), '91370102000000019K');
};

tests['form: what becomes of personal information stands beside the consent, in both languages'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await page.locator('.privacy summary').click();
  assert.match(await page.locator('.privacy').textContent(), /收集什么.*谁能看到.*保存多久.*怎样撤回/s);
  await page.locator('.language').click();
  assert.match(await page.locator('.privacy').textContent(), /What is collected.*Who sees it.*How to withdraw/s);
  await accessible(page, 'privacy');
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await fits(page, `apply, English, ${width} px`);
  }
};

tests['form: with the keyboard alone, from the first field to the receipt'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  const typed = {
    ...ENTERPRISE,
    '#f-terms-arbitration_commission': '示例仲裁委员会',
  };
  const downs = { 'f-enterprise-district': 1, 'f-terms-dispute': 2 };
  await page.locator('#title').focus();
  for (let tabs = 0; tabs < 80; tabs += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      return { id: one.id, kind: one.type, send: one.matches('.press > .primary') };
    });
    if (at.send) break;
    if (typed[`#${at.id}`]) await page.keyboard.insertText(typed[`#${at.id}`]);
    for (let down = 0; down < (downs[at.id] ?? 0); down += 1) await page.keyboard.press('ArrowDown');
    if (at.id.startsWith('f-declarations')) await page.keyboard.press('Space');
  }
  assert.match(await page.locator('.overview [role=status]').textContent(), /已全部填好/);
  await page.keyboard.press('Enter');
  await receipt(page);
};
