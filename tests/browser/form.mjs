// The form: what it still lacks, filled in by others, forgiving of how people type.
import assert from 'node:assert/strict';
import {
  ENTERPRISE, accessible, answer, fillForm, fillingStation, find, fits, open, premium, receipt, send, toApply, untilKept,
} from './steps.mjs';

const entry = (page, words) => page.locator('.overview li', { hasText: words });
const focused = (page, id) => page.waitForFunction((id) => document.activeElement.id === id, id);
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
  await focused(page, 'f-contact-name');
  await page.fill('#f-contact-name', '测试联系人');
  await entry(page, '联系人').locator('a').click();
  // The first that is still open.
  await focused(page, 'f-contact-phone');
  await accessible(page, 'form half filled in');
  await fillForm(page);
  assert.match(await page.locator('.overview [role=status]').textContent(), /已全部填好/);
  assert.equal(await page.locator('.overview .open-fields').count(), 0);
};

tests['form: a day that has passed is an open item, and leads to its question'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await page.fill('#q0-inception', '2026-01-05');
  await premium(page, '1,188.00');
  await toApply(page);
  await fillForm(page);
  assert.match(await entry(page, '您的方案').textContent(), /还差 1 项/);
  await entry(page, '您的方案').getByRole('link').click();
  await page.waitForFunction(() => document.activeElement.id === 'q0-inception');
  await page.goBack();
  await page.waitForSelector('form.apply');
  await send(page);
  await page.locator('#problems').getByRole('link', { name: '起保日期不能早于今天' }).waitFor();
  await accessible(page, 'a day that has passed');
  await page.locator('#problems').getByRole('link').click();
  await page.waitForFunction(() => document.activeElement.id === 'q0-inception');
  await page.fill('#q0-inception', '');
  await toApply(page);
  assert.match(await entry(page, '您的方案').textContent(), /完整/);
};

tests['form: who names a policy was insured before, and is told where the estimate says otherwise'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  const told = page.locator('.warn', { hasText: '没有，首次投保' });
  assert.equal(await told.count(), 0);
  await page.fill('#f-terms-previous_policy', 'P-1');
  await told.waitFor();
  await accessible(page, 'insured for the first time, yet before');
  await told.getByRole('link').click();
  await page.waitForFunction(() => document.activeElement.id.startsWith('q0-answers-insured_before'));
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
  assert.match(await page.locator('p.invited').textContent(), /由链接预填，请核对.*试点/s);
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
  for (const request of requests) assert.ok(!(request.includes(INVITED.u) || request.includes('i1.')), request);
};

tests['form: what is cleared is marked as filled in no more, until it comes back'] = async ({ page, platform }) => {
  await open(page, platform, invitation(INVITED));
  await page.locator('p.invited').waitFor();
  await answer(page, 'headcount', '12', 0);
  await toApply(page);
  const marked = page.locator('form.apply .chip.invited');
  const clears = [
    [page.locator('main'), '清空本页填写的内容'],
    [page.locator('#s-enterprise'), '清空这一部分'],
  ];
  for (const [within, words] of clears) {
    assert.equal(await marked.count(), 3);
    await within.getByRole('button', { name: words }).click();
    assert.equal(await page.inputValue('#f-enterprise-name'), '');
    assert.equal(await marked.count(), 0, words);
    assert.equal(await page.locator('p.invited').count(), 0, 'nothing here to look at');
    await accessible(page, words);
    await within.locator('.undo').getByRole('button', { name: '撤销' }).first().click();
    assert.equal(await page.inputValue('#f-enterprise-name'), INVITED.n);
  }
  assert.equal(await marked.count(), 3, 'still to be looked at');
};

tests['form: an address goes with its unit and comes back with it'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await page.locator('button.add').click();
  await find(page, '超市', 1);
  await answer(page, 'headcount', '5', 1);
  await toApply(page);
  await page.fill('#f-sites-0-address', '加油站的地址');
  await page.fill('#f-sites-1-address', '超市的地址');
  await page.goBack();
  await page.getByRole('button', { name: '移除单位 1' }).click();
  await page.locator('.undo').getByText('已移除').waitFor();
  await page.locator('button.add').click();
  await find(page, '饭店', 1);
  await answer(page, 'headcount', '7', 1);
  await toApply(page);
  assert.equal(await page.inputValue('#f-sites-0-address'), '超市的地址');
  assert.equal(await page.inputValue('#f-sites-1-address'), '', 'the new one has none yet');
  await page.goBack();
  await page.locator('.undo').getByRole('button', { name: '撤销' }).click();
  await toApply(page);
  assert.equal(await page.inputValue('#f-sites-0-address'), '加油站的地址');
  assert.equal(await page.inputValue('#f-sites-1-address'), '超市的地址');
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

// An application that is filed; its page is on the screen.
async function filed(page, platform) {
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  await send(page);
  return receipt(page);
}

tests['form: an application that came back is corrected as a new version under the same number'] = async ({ page, platform }) => {
  const number = await filed(page, platform);
  await platform.application('move', number, 'returned', '--reason', '联系人姓名请填写全名');
  await page.reload();
  await page.locator('.reasons').waitFor();
  await accessible(page, 'returned, to be corrected');
  await page.locator('.afterwards').getByRole('button', { name: '更正' }).click();
  await page.waitForSelector('form.apply');
  const banner = await page.locator('div.invited').textContent();
  assert.match(banner, new RegExp(`正在更正申请 ${number}.*请按退回的原因更正：联系人姓名请填写全名`, 's'));
  assert.equal(await page.inputValue('#f-enterprise-name'), ENTERPRISE['#f-enterprise-name'], 'what was filed is there');
  assert.equal(await page.inputValue('#f-terms-arbitration_commission'), '示例仲裁委员会');
  assert.equal(await page.locator('.declaration input:checked').count(), 0, 'declared anew');
  assert.equal(await page.inputValue('#f-terms-invoice_title'), '', 'blank before, and no name that may be corrected');
  await page.reload();
  await page.waitForSelector('form.apply');
  await page.locator('div.invited .reasons', { hasText: '请填写全名' }).waitFor();
  await page.fill('#f-contact-name', '测试联系人全名');
  for (const box of await page.locator('.declaration input').all()) await box.check();
  await accessible(page, 'correcting');
  await send(page);
  assert.equal(await receipt(page), number);
  assert.match(await page.locator('dl').textContent(), /第 2 版/);
  assert.deepEqual(await page.locator('.way strong').allTextContents(), ['已受理', '退回补正', '已受理']);
  assert.equal(await platform.applications(), 1);
  await page.setViewportSize({ width: 320, height: 800 });
  await fits(page, 'corrected');
};

tests['form: what was begun waits while another application is corrected, over a reload too, and comes back'] = async ({ page, platform }) => {
  await filed(page, platform);
  const link = page.url();
  const begun = async () => {
    await page.waitForFunction(() => document.querySelector('#f-enterprise-name')?.value === '另一家示例企业');
    assert.equal(await page.inputValue('#f-contact-name'), '另一位联系人');
  };
  const correct = async () => {
    await page.goto('about:blank');
    await page.goto(link);
    await page.locator('.afterwards').getByRole('button', { name: '更正' }).click();
    await page.waitForFunction((name) => document.querySelector('#f-enterprise-name')?.value === name, ENTERPRISE['#f-enterprise-name']);
    assert.match(await page.locator('div.invited').textContent(), /另一份申请先放在一边/);
    assert.match(await page.locator('.queue').textContent(), /另一家示例企业.*尚未提交/);
  };
  await page.goto('about:blank');
  await open(page, platform, '#apply');
  await page.fill('#f-enterprise-name', '另一家示例企业');
  await page.fill('#f-contact-name', '另一位联系人');
  await untilKept(page, /另一位联系人/);
  await correct();
  await accessible(page, 'correcting, another behind');
  await untilKept(page, /queue":\[\{/);
  await page.reload();
  await page.waitForSelector('.queue');
  await page.getByRole('button', { name: '不更正了' }).click();
  await begun();
  await untilKept(page, /queue":\[\]/);
  await correct();
  for (const box of await page.locator('.declaration input').all()) await box.check();
  await send(page);
  await receipt(page);
  await page.goto('about:blank');
  await open(page, platform, '#apply');
  await begun();
  assert.equal(await platform.applications(), 1);
};

tests['form: what another device corrected meanwhile is not written over unasked'] = async ({ page, context, platform }) => {
  const number = await filed(page, platform);
  const elsewhere = await (await context.browser().newContext()).newPage();
  await elsewhere.goto(page.url());
  const correct = async (at, name) => {
    await at.locator('.afterwards').getByRole('button', { name: '更正' }).click();
    await at.waitForSelector('form.apply');
    await at.fill('#f-contact-name', name);
    for (const box of await at.locator('.declaration input').all()) await box.check();
  };
  await correct(page, '本机更正');
  await correct(elsewhere, '别处更正');
  await send(elsewhere);
  await receipt(elsewhere);
  await send(page);
  const told = page.locator('.trouble', { hasText: '已在别处更正过' });
  await told.waitFor();
  await accessible(page, 'corrected elsewhere');
  assert.match(await told.getByRole('link').getAttribute('href'), new RegExp(`/r/${number}#`));
  await told.getByRole('button', { name: '仍以这里的内容为准提交' }).click();
  assert.equal(await receipt(page), number);
  assert.match(await page.locator('dl').textContent(), /第 3 版/);
  await elsewhere.context().close();
};

tests['form: a correction waits without a network, over a reload too, and is sent once'] = async ({ page, platform }) => {
  const number = await filed(page, platform);
  const writes = [];
  page.on('request', (request) => { if (/^(POST|PUT)$/.test(request.method())) writes.push(request.method()); });
  await page.locator('.afterwards').getByRole('button', { name: '更正' }).click();
  await page.waitForSelector('form.apply');
  await page.fill('#f-contact-name', '测试联系人全名');
  for (const box of await page.locator('.declaration input').all()) await box.check();
  // The first arrives and its answer is lost; then nothing gets through, while the page is loaded anew neither.
  let arrived = false;
  const cut = async (route) => {
    if (!arrived) await route.fetch();
    arrived = true;
    return route.abort('connectionreset');
  };
  await page.route('**/api/v1/applications/*', cut);
  await send(page);
  const waits = page.locator('.told', { hasText: '等待网络' });
  await waits.waitFor();
  assert.equal(await page.getByRole('button', { name: '不更正了' }).count(), 0, 'taken back first');
  await accessible(page, 'a correction waits');
  await page.setViewportSize({ width: 320, height: 800 });
  await fits(page, 'a correction waits');
  await untilKept(page, /"sealed":\{/);
  await page.reload();
  await page.waitForSelector('form.apply');
  await waits.waitFor();
  await page.unroute('**/api/v1/applications/*', cut);
  // By itself it would be tried again too, after a longer pause each time.
  await page.getByRole('button', { name: '立即发送' }).click();
  assert.equal(await receipt(page), number);
  assert.match(await page.locator('dl').textContent(), /第 2 版/);
  assert.ok(writes.length >= 2 && writes.every((method) => method === 'PUT'), String(writes));
  assert.equal(await platform.applications(), 1);
  await untilKept(page, /"correcting":null/);
  await open(page, platform, '#mine');
  assert.equal(await page.getByText(number).count(), 1, 'one receipt');
  assert.match(await page.locator('.mine').textContent(), /元 示意，非官方/, 'a premium has its mark');
  await open(page, platform, '#apply');
  assert.equal(await page.locator('p.invited').count(), 0, 'the next is a new application');
};

tests['form: an application is withdrawn only when that was confirmed, and its page says what remains'] = async ({ page, platform }) => {
  const number = await filed(page, platform);
  const afterwards = page.locator('.afterwards');
  await afterwards.getByRole('button', { name: '撤回这份申请' }).click();
  assert.match(await afterwards.textContent(), /删除申请中的个人信息.*保留受理编号/s);
  await accessible(page, 'about to withdraw');
  await afterwards.getByRole('button', { name: '不撤回' }).click();
  await afterwards.getByRole('button', { name: '撤回这份申请' }).click();
  // The answer is lost once: pressing again is safe.
  await page.route('**/api/v1/applications/*', async (route) => {
    if (route.request().method() !== 'DELETE') return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  }, { times: 1 });
  await afterwards.getByRole('button', { name: '确认撤回' }).click();
  await afterwards.getByText('没有收到平台的答复').waitFor();
  await afterwards.getByRole('button', { name: '确认撤回' }).click();
  await page.locator('.received', { hasText: '已撤回' }).waitFor();
  const text = await page.locator('main').textContent();
  assert.ok(text.includes(number) && !text.includes(ENTERPRISE['#f-enterprise-name']), text);
  assert.ok(!text.includes('元'), 'the mark of the premium is gone, and so is the premium');
  assert.equal(await page.locator('.afterwards').count(), 0);
  await accessible(page, 'withdrawn');
  await page.reload();
  await page.locator('.received', { hasText: '已撤回' }).waitFor();
};

tests['form: what can no longer be corrected or withdrawn is said in words'] = async ({ page, platform }) => {
  const number = await filed(page, platform);
  await page.locator('.afterwards').getByRole('button', { name: '更正' }).click();
  await page.waitForSelector('form.apply');
  for (const box of await page.locator('.declaration input').all()) await box.check();
  // It goes on while the form is open.
  await platform.application('move', number, 'checked');
  await platform.application('move', number, 'passed-to-insurer');
  await platform.application('move', number, 'policy-issued');
  await send(page);
  await page.locator('.trouble', { hasText: '不能再更正' }).waitFor();
  await page.getByRole('button', { name: '不更正了' }).click();
  assert.equal(await page.inputValue('#f-enterprise-name'), '');
  await page.goBack();
  await page.locator('.received', { hasText: '已出具保险单' }).waitFor();
  assert.match(await page.locator('.afterwards').textContent(), /不能自行更正.*不能在这里撤回/s);
  assert.equal(await page.locator('.afterwards button').count(), 0);
};

tests['form: a second application for the same asks whether it replaces the first or adds to it'] = async ({ page, platform }) => {
  const number = await filed(page, platform);
  const first = page.url();
  await page.focus('.skip');
  await page.keyboard.press('Enter');
  await focused(page, 'title');
  assert.equal(page.url(), first, 'the way past the head leaves the secret where it is');
  for (const choice of ['在之前的之外增加', '替换之前的申请']) {
    await fillingStationAgain(page, platform);
    await send(page);
    const trouble = page.locator('.trouble', { hasText: '已就同一行业和期间申请过' });
    await trouble.waitFor();
    await page.waitForFunction(() => document.activeElement.closest('.press') !== null);
    assert.match(await trouble.textContent(), new RegExp(number.slice(0, 10)));
    assert.ok(!(await trouble.textContent()).includes(number), 'the number is masked');
    await accessible(page, 'duplicate');
    await trouble.getByRole('button', { name: '返回修改' }).click();
    assert.equal(await trouble.count(), 0);
    await send(page);
    await trouble.getByRole('button', { name: choice }).click();
    assert.notEqual(await receipt(page), number);
    const link = new URL(page.url());
    const of = await page.request.get(`${platform.address}/api/v1/applications/${link.pathname.slice(3)}`, {
      headers: { authorization: `Bearer ${link.hash.slice(1)}` },
    });
    const { relation, earlier } = await of.json();
    assert.equal(relation, choice === '替换之前的申请' ? 'replacement' : 'addition');
    assert.ok(earlier.some(({ receipt: masked }) => masked.startsWith(number.slice(0, 11))), 'linked');
    const label = relation === 'replacement' ? '替换此前的申请' : '在此前的申请之外增加';
    assert.match(await page.locator('dl').textContent(), new RegExp(`${label}${number.slice(0, 11)}`));
  }
  assert.equal(await platform.applications(), 3);
  await page.goto(first);
  await page.locator('dl', { hasText: /已有申请替换本申请JN.*已受理.*另有补充本申请的申请JN/s }).waitFor();
};

async function fillingStationAgain(page, platform) {
  await page.goto(`${platform.address}/#apply`);
  await page.waitForSelector('form.apply');
  await fillForm(page);
}
