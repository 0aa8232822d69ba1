// Every screen and every way things go wrong, as people meet them. Premiums are worked out by hand beside each case.
import assert from 'node:assert/strict';
import { pause } from './platform.mjs';
import {
  ENTERPRISE, accessible, answer, fillForm, fillingStation, find, fits, kept, open, premium, receipt, send, toApply,
} from './steps.mjs';

// Base × people × 0.90 (no accident in the last year) × 1.10 (no grade); the limit stays at 500,000.
const SECTORS = [
  ['煤矿', 'mining', '必须投保', { headcount: '100' }, '29,700.00'], // 300 × 100 × 0.99
  ['加油站', 'hazardous-chemicals', '必须投保', { headcount: '12' }, '1,188.00'], // 100 × 12 × 0.99
  ['鞭炮店', 'fireworks', '必须投保', { headcount: '5' }, '594.00'], // 120 × 5 × 0.99
  ['危货车队', 'transport', '必须投保', { headcount: '40' }, '8,712.00'], // 220 × 40 × 0.99
  ['工地', 'construction', '必须投保', { contract_value: '1001万' }, '6,006.00'], // 10,010,000 × 0.60 ‰
  ['雷管', 'civil-explosives', '必须投保', { headcount: '30' }, '7,128.00'], // 240 × 30 × 0.99
  ['钢厂', 'smelting', '必须投保', { headcount: '１，０００' }, '158,400.00'], // 160 × 1000 × 0.99
  ['渔船', 'fishery', '必须投保', { headcount: '8' }, '2,376.00'], // 300 × 8 × 0.99
  ['超市', 'other', '鼓励投保', { headcount: '20' }, '594.00'], // 30 × 20 × 0.99
];

export const tests = {};

for (const [word, sector, status, answers, figure] of SECTORS) {
  tests[`the whole path: ${sector}`] = async ({ page, platform }) => {
    await open(page, platform);
    await find(page, word);
    assert.match(await page.locator('.obligation').first().textContent(), new RegExp(status), 'known before any figure');
    for (const [key, text] of Object.entries(answers)) await answer(page, key, text, 0);
    await premium(page, figure);
    await toApply(page);
    await fillForm(page);
    await send(page);
    const number = await receipt(page);
    assert.equal(await platform.applications(), 1);
    await page.reload();
    assert.equal(await receipt(page), number, 'the link opens it again');
    assert.match(await page.locator('dl').textContent(), new RegExp(figure.replace('.', '\\.')));
  };
}

tests['no request leaves the page while estimating and comparing'] = async ({ page, platform }) => {
  await open(page, platform);
  await page.waitForLoadState('networkidle');
  const requests = [];
  page.on('request', (request) => requests.push(`${request.resourceType()} ${request.url()}`));
  await find(page, '加油站');
  await answer(page, 'headcount', '12', 0);
  await premium(page, '1,188.00');
  await page.locator('.what-if').first().click();
  await page.getByRole('button', { name: '加入比较' }).click();
  await page.locator('table.compare').waitFor();
  await pause(500);
  // The browser fetches the icon of the window when it likes: a file of the page itself.
  assert.deepEqual(requests.filter((request) => !request.endsWith('/icon.svg')), []);
  assert.match(await page.locator('footer').textContent(), /不发送任何数据/);
};

tests['a premium is explained: steps, sources, official or not'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  assert.match(await page.locator('.official').textContent(), /示意，非官方/);
  const step = page.locator('.account > li', { hasText: '基准保费（每人）' });
  await step.locator('summary').click();
  assert.match(await step.textContent(), /第 8 行/, 'the row of the table');
  assert.match(await step.locator('.source').textContent(), /示意数值/);
  assert.match(await page.locator('.staff').textContent(), /不能。.*二（四）/s);
  assert.match(await page.locator('#fund').locator('..').textContent(), /15 % 至 21 %，即 178\.20 至 249\.48 元/);
};

tests['what would lower it tries itself and can be taken back'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  const best = page.locator('.what-if').first();
  assert.match(await best.textContent(), /每年省 348\.00 元/);
  await best.click();
  await premium(page, '840.00');
  await page.getByRole('button', { name: '撤销' }).click();
  await premium(page, '1,188.00');
};

tests['"not sure" gives a range and says what to find out first'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  const grade = page.locator('fieldset.field', { hasText: '安全生产标准化等级' });
  await grade.getByRole('radio', { name: '不清楚' }).check();
  // Grade 1 to none: 1200 × 0.9 × 0.8 = 864.00 to 1200 × 0.9 × 1.1 = 1188.00.
  await premium(page, '864.00');
  await premium(page, '1,188.00');
  assert.match(await page.locator('.open').textContent(), /安全生产标准化等级/);
  // Whoever wants to apply is told what to settle first, and led there.
  await page.locator('.headline').getByRole('button', { name: '去投保' }).click();
  await page.locator('#missing .error', { hasText: '投保前请先确定' }).waitFor();
  await page.waitForFunction(() => document.activeElement.id === 'missing');
  await page.locator('#missing a').click();
  await page.waitForFunction(() => document.activeElement.type === 'radio');
  await page.getByRole('link', { name: '投保申请', exact: true }).click();
  await page.locator('main', { hasText: '投保前请先确定' }).waitFor();
};

tests['several units: each its own sector'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await page.locator('.add').click();
  await find(page, '工地', 1);
  await answer(page, 'contract_value', '10010000', 1);
  await premium(page, '7,194.00'); // 1188.00 + 6006.00
  await page.getByRole('button', { name: '移除单位 2' }).click();
  await premium(page, '1,188.00');
};

tests['a sector is chosen from its card: by a press, by the space bar, and not by walking past it'] = async ({ page, platform }) => {
  await open(page, platform);
  await page.locator('label.option', { hasText: '交通运输' }).click();
  const chosen = page.locator('.chosen').first();
  await chosen.locator('strong', { hasText: '交通运输' }).waitFor();
  await page.waitForFunction(() => document.activeElement.textContent === '更改');
  await chosen.getByRole('button', { name: '更改' }).click();
  await page.waitForFunction(() => document.activeElement.checked);
  const first = await page.evaluate(() => document.activeElement.value);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction((first) => document.activeElement.checked && document.activeElement.value !== first, first);
  const third = await page.evaluate(() => document.activeElement.parentElement.querySelector('.option-label').textContent);
  await page.keyboard.press('Space');
  await chosen.locator('strong', { hasText: third }).waitFor();
  await page.waitForFunction(() => document.activeElement.textContent === '更改');
  await chosen.getByRole('button', { name: '更改' }).click();
  await page.locator('label.option', { hasText: '矿山' }).click();
  await chosen.locator('strong', { hasText: '矿山' }).waitFor();
  await page.locator('.headline', { hasText: '必须' }).waitFor();
};

tests['without a voice, answers can be changed and taken back'] = async ({ page, platform }) => {
  await page.addInitScript('speechSynthesis.getVoices = () => []');
  await fillingStation(page, platform);
  await page.getByRole('radio', { name: '40万元' }).check();
  await premium(page, '1,009.80');
  await page.getByRole('radio', { name: '50万元', exact: false }).first().check();
  await premium(page, '1,188.00');
  await page.getByRole('button', { name: '恢复默认' }).first().click();
  await premium(page, '1,188.00');
  await answer(page, 'headcount', '012', 0);
  await answer(page, 'headcount', '24', 0);
  await premium(page, '2,376.00');
};

tests['an estimate is printed with its answers and the sources of its figures'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  const answers = page.locator('.panel.printed');
  const source = page.locator('.account .source').first();
  await source.waitFor({ state: 'attached' });
  assert.ok(!(await answers.isVisible()) && !(await source.isVisible()), 'on the screen they stand elsewhere, or fold up');
  await page.emulateMedia({ media: 'print' });
  assert.match(await answers.textContent(), /加油站、加气站.*12 人.*50万元/s);
  await answers.waitFor();
  await source.waitFor();
  assert.ok(!(await page.getByText('每一个数都可以点开').isVisible()));
};

tests['fingers choose files, too'] = async ({ platform, context }) => {
  const phone = await context.browser().newContext({ locale: 'zh-CN', hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } });
  const touched = await phone.newPage();
  await fillingStation(touched, platform);
  await toApply(touched);
  assert.ok(await touched.locator('#f-roster').isVisible());
  await phone.close();
};

tests['the law of the day: a limit under the least is refused in words'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await page.getByRole('radio', { name: '30万元' }).check();
  const error = page.locator('.field.wrong .error', { hasText: '不得低于40万元' });
  await error.waitFor();
  await page.locator('#wrong a').click();
  // The summary leads to the field.
  await page.waitForFunction(() => document.activeElement.value === '300000');
  await page.fill('input[type=date]', '2025-03-28');
  await premium(page, '831.60'); // 1200 × 0.70 × 0.99: allowed until 28 March 2025
};

tests['wrong figures are told next to the field, and nothing typed is lost'] = async ({ page, platform }) => {
  await open(page, platform);
  await find(page, '加油站');
  for (const [typed, told] of [['0', /1/], ['十二', /./], ['1.5', /./], ['999999999', /100/]]) {
    await answer(page, 'headcount', typed, 0);
    const error = page.locator('#q0-units-0-answers-headcount-error');
    await error.waitFor();
    assert.match(await error.textContent(), told, typed);
    assert.equal(await page.inputValue('#q0-units-0-answers-headcount'), typed);
  }
  await answer(page, 'headcount', '', 0);
  await page.locator('.headline').getByRole('button', { name: '去投保' }).click();
  await page.locator('#missing a', { hasText: '从业人员人数' }).click();
  await page.waitForFunction(() => document.activeElement.id.endsWith('headcount'));
};

tests['a link carries the answers, and nothing personal'] = async ({ page, platform, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  await page.goBack();
  await page.getByRole('button', { name: '复制链接' }).click();
  await page.getByText('链接已复制').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#v1\./);
  const carried = Buffer.from(link.split('#v1.')[1], 'base64url').toString();
  for (const text of Object.values(ENTERPRISE)) assert.ok(!carried.includes(text), `${text} is in the link`);
  const other = await context.browser().newContext({ locale: 'zh-CN' });
  const elsewhere = await other.newPage();
  await elsewhere.goto(link);
  await premium(elsewhere, '1,188.00');
  await other.close();
};

tests['side by side: 2018 beside 2025, differences marked, kept over a reload'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await page.goto(`${platform.address}/#compare`);
  await page.locator('table.compare').waitFor();
  await page.getByRole('button', { name: '按“济南市安全生产责任保险（2018年规则）”' }).click();
  const row = (heading) => page.locator('.compare tr', { has: page.locator('th[scope=row]', { hasText: heading }) });
  assert.match(await row('适用规则').textContent(), /2025年规则.*≠.*2018年规则/s);
  // The article that changed, each column with its own figure.
  assert.match(await row('各自的规定').textContent(), /不低于40万元.*第十五条.*≠.*不低于30万元.*140号/s);
  await page.getByRole('button', { name: '复制为新方案' }).click();
  await page.locator('#q2-answers-limit').selectOption('1000000');
  await page.locator('.compare .cell-premium', { hasText: '1,960.20' }).waitFor(); // 1188 × 1.65
  assert.match(await row('与方案 1 相差').textContent(), /\+772\.20/);
  await accessible(page, 'comparison');
  await page.setViewportSize({ width: 390, height: 800 });
  await fits(page, 'a comparison on a phone');
  await page.setViewportSize({ width: 700, height: 1000 });
  await page.emulateMedia({ media: 'print' });
  const over = await page.locator('table.compare').evaluate((table) => table.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `on paper ${over} px are cut off`);
  assert.match(await page.locator('.compare tr', { hasText: '每人责任限额' }).first().innerText(), /50万元.*100万元/s, 'answers are words on paper');
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.reload();
  await page.locator('.compare .cell-premium', { hasText: '1,960.20' }).waitFor();
  await page.getByRole('button', { name: '移除方案 3' }).click();
  await page.getByRole('button', { name: '移除方案 2' }).click();
  assert.equal(await page.locator('.compare thead th').count(), 2);
  await page.locator('.add-column').getByRole('button', { name: '撤销' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.compare thead th').length === 3);
  assert.equal(await page.locator('.add-column').getByRole('button', { name: '撤销' }).count(), 0);
};

tests['a form with mistakes is not sent; each mistake is told and led to'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await send(page);
  await page.locator('#problems').waitFor();
  assert.equal(await page.locator('#problems li').count(), 13);
  await page.waitForFunction(() => document.activeElement.id === 'problems');
  await accessible(page, 'form with mistakes');
  await page.locator('#problems a', { hasText: '统一社会信用代码' }).click();
  await page.waitForFunction(() => document.activeElement.id === 'f-enterprise-uscc');
  await page.fill('#f-enterprise-uscc', '91370100000000001R');
  await page.locator('#f-enterprise-uscc-error', { hasText: '校验位' }).waitFor();
  await fillForm(page);
  assert.equal(await page.locator('.error').count(), 0);
  assert.deepEqual(requests, []);
};

tests['the form fills in what it can, and clearing it can be taken back'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await page.fill('#f-enterprise-uscc', '91370102000000019K');
  assert.equal(await page.inputValue('#f-enterprise-district'), '370102', 'the code tells the district');
  await page.fill('#f-enterprise-industry', 'Ｆ５２６５');
  assert.match(await page.locator('form.apply').textContent(), /5265 机动车燃油零售（加油站）：通常属于“危险化学品”/);
  await page.fill('#f-terms-previous_end', '2030-01-01');
  await send(page);
  assert.match(await page.locator('#f-terms-previous_end-error').textContent(), /到期之后/);
  await page.getByRole('button', { name: '清空本页填写的内容' }).click();
  assert.equal(await page.inputValue('#f-enterprise-uscc'), '');
  await page.locator('.undo').getByRole('button', { name: '撤销' }).click();
  assert.equal(await page.inputValue('#f-enterprise-uscc'), '91370102000000019K');
  await page.getByRole('button', { name: /清除本机上保存的全部内容/ }).click();
  await page.reload();
  await page.waitForSelector('#title');
  assert.doesNotMatch(await kept(page), /91370102000000019K|加油站|filling/);
};

tests['several units: an address for each'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await page.getByRole('button', { name: /添加一个单位/ }).click();
  await find(page, '钢厂', 1);
  await answer(page, 'headcount', '10', 1);
  await premium(page, '2,772.00'); // (100 × 12 + 160 × 10) × 0.99
  await toApply(page);
  await fillForm(page);
  await page.fill('#f-sites-0-address', '示例路1号');
  await send(page);
  assert.match(await page.locator('#f-sites-1-address-error').textContent(), /单位 2/);
  await page.fill('#f-sites-1-address', '示例路2号');
  await send(page);
  await receipt(page);
};

tests['the server is killed between press and answer: sent again by itself, over a reload too, one application'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  // The application arrives and is stored; the answer never comes back.
  await page.route('**/api/v1/applications', async (route) => {
    await route.fetch();
    await platform.kill();
    await route.abort('connectionreset');
  }, { times: 1 });
  await send(page);
  await page.locator('.told', { hasText: '等待网络' }).waitFor();
  assert.equal(await page.inputValue('#f-enterprise-name'), ENTERPRISE['#f-enterprise-name'], 'nothing is lost');
  assert.ok(await page.locator('#f-enterprise-name').isDisabled(), 'nor changed while it waits');
  await page.getByRole('button', { name: '立即发送' }).click();
  await page.locator('.told', { hasText: '已试 2 次' }).waitFor();
  await platform.run();
  await page.reload();
  await receipt(page);
  assert.equal(await platform.applications(), 1);
};

tests['no network: told in words, and sent by itself once it is back'] = async ({ page, platform, context }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  await context.setOffline(true);
  await send(page);
  await page.locator('.told', { hasText: '等待网络' }).waitFor();
  await accessible(page, 'no network');
  await page.setViewportSize({ width: 320, height: 800 });
  await fits(page, 'no network');
  await context.setOffline(false);
  await receipt(page);
  assert.equal(await platform.applications(), 1);
};

tests['a premium that changed meanwhile is shown, and sent only when agreed to'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  // As after a new edition of the tariff: what the browser has is out of date.
  await page.route('**/api/v1/applications', async (route) => {
    const body = route.request().postDataJSON();
    body.quote.premium = '1000.00';
    await route.continue({ postData: JSON.stringify(body) });
  }, { times: 1 });
  await send(page);
  const trouble = page.locator('.trouble', { hasText: '保险费不同' });
  await trouble.waitFor();
  assert.match(await trouble.textContent(), /1,188\.00/);
  assert.equal(await platform.applications(), 0);
  await accessible(page, 'premium differs');
  await page.getByRole('button', { name: '按平台的保险费提交' }).click();
  await receipt(page);
  assert.equal(await platform.applications(), 1);
};

tests['a tariff that was revised and asks the same is told as that'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  await page.route('**/api/v1/applications', async (route) => {
    const body = route.request().postDataJSON();
    body.quote.digest = '0'.repeat(64);
    await route.continue({ postData: JSON.stringify(body) });
  }, { times: 1 });
  await send(page);
  const trouble = page.locator('.trouble', { hasText: '保险费没有变' });
  await trouble.waitFor();
  assert.doesNotMatch(await trouble.textContent(), /保险费不同/);
  await page.getByRole('button', { name: '按平台的保险费提交' }).click();
  await receipt(page);
  assert.equal(await platform.applications(), 1);
};

tests['an earlier press did arrive and the content was changed: told, and sent anew on demand'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  await page.route('**/api/v1/applications', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  }, { times: 1 });
  await send(page);
  await page.getByRole('button', { name: '取回修改' }).click();
  await page.fill('#f-contact-name', '另一位联系人');
  await send(page);
  await page.locator('.trouble', { hasText: '其实已经受理' }).waitFor();
  await page.getByRole('button', { name: '作为新申请提交' }).click();
  await page.getByRole('button', { name: '替换之前的申请' }).click();
  await receipt(page);
  assert.equal(await platform.applications(), 2);
};

tests['a receipt opens with its secret only'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  await send(page);
  const number = await receipt(page);
  await accessible(page, 'receipt');
  assert.match(await page.locator('dl').textContent(), /保险费1,188\.00 元 示意，非官方/);
  await page.goto(`${platform.address}/r/${number}#0123456789abcdef0123456789abcdef`);
  await page.reload();
  await page.getByText('没有找到这份申请').waitFor();
  const left = await kept(page);
  for (const text of Object.values(ENTERPRISE)) assert.ok(!left.includes(text), `${text} is kept after sending`);
};

tests['the receipt tells every step, and why it came back'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  await send(page);
  const number = await receipt(page);
  await page.getByText('签名回执').click();
  assert.match(await page.locator('.signed').textContent(), /^[\w-]+\.[\w-]{86}\.[\w-]{11}$/);
  const way = page.locator('.way > li');
  assert.equal(await way.count(), 1);
  await platform.application('move', number, 'checked');
  await platform.application('move', number, 'returned', '--reason', '地址与营业执照不一致', '--reason', '请补传安全生产许可证');
  await page.reload();
  await page.locator('.received', { hasText: '退回补正' }).waitFor();
  assert.deepEqual(await page.locator('.way strong').allTextContents(), ['已受理', '审核通过', '退回补正']);
  assert.deepEqual(await page.locator('.reasons li').allTextContents(), ['地址与营业执照不一致', '请补传安全生产许可证']);
  assert.equal(await way.last().getAttribute('aria-current'), 'step');
  await accessible(page, 'returned');
  await page.setViewportSize({ width: 320, height: 800 });
  await fits(page, 'returned');
};

tests['every screen is accessible and fits, in both languages, light and dark, phone and desktop'] = async ({ browser, platform }) => {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [320, 390, 1280]) {
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, locale: 'zh-CN' });
      const page = await context.newPage();
      const where = (screen) => `${screen}, ${colorScheme}, ${width} px`;
      await open(page, platform);
      await accessible(page, where('empty'));
      await fillingStation(page, platform);
      if (width === 390) await page.locator('.language').click();
      await accessible(page, where('estimate'));
      await fits(page, where('estimate'));
      await toApply(page);
      await accessible(page, where('apply'));
      await fits(page, where('apply'));
      await context.close();
    }
  }
};

tests['with the keyboard alone'] = async ({ page, platform }) => {
  await open(page, platform);
  await page.keyboard.press('Tab');
  assert.match(await page.evaluate(() => document.activeElement.className), /skip/);
  await page.locator('input[type=search]').focus();
  await page.keyboard.type('加油站');
  await page.locator('.hit').first().waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('#q0-units-0-answers-headcount').focus();
  await page.keyboard.type('12');
  await premium(page, '1,188.00');
  // Arrow keys walk through radio buttons.
  await page.locator('#q0-answers-limit').focus();
  await page.keyboard.press('ArrowRight');
  await premium(page, '1,366.20'); // 1188 × 1.15
};

tests['storage denied: everything works, and the page says that nothing is kept'] = async ({ page, platform }) => {
  await page.addInitScript(() => {
    for (const store of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(window, store, { get() { throw new DOMException('denied', 'SecurityError'); } });
    }
  });
  await fillingStation(page, platform);
  await page.locator('footer', { hasText: '刷新页面后需要重新填写' }).waitFor();
};

tests['tariffs that do not load are told, with a way to try again'] = async ({ page, platform }) => {
  await page.route('**/*.tariffs', (route) => route.abort(), { times: 1 });
  await page.goto(platform.address);
  await page.getByText('费率表没有加载成功').waitFor();
  await page.getByRole('button', { name: '重试' }).click();
  await page.waitForSelector('#title');
};
