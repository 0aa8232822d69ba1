// The plain pages: without JavaScript, rated on the platform, able to apply.
import assert from 'node:assert/strict';
import { underAPath } from './hosts.mjs';
import { ENTERPRISE, RECEIPT, accessible, fits } from './steps.mjs';

export const tests = {};

const press = async (page, name) => {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.waitForLoadState();
};

const figure = (page) => page.locator('.result .figure').first().textContent();

async function without({ browser, platform }, run) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 }, locale: 'zh-CN' });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(5000);
    await run(page, `${platform.address}/plain`);
  } finally {
    await context.close();
  }
}

// 100 × 12 = 1200, no accident −10 %, no grade × 1.10 = 1188.00, as the widget has it.
async function fillingStation(page, word, find) {
  await page.fill('#q0-units-0-answers-sector-search', word);
  await press(page, find);
  await page.locator('.hits button').first().click();
  await page.fill('#q0-units-0-answers-headcount', '12');
}

async function fillForm(page) {
  for (const [field, text] of Object.entries(ENTERPRISE)) await page.fill(field, text);
  await page.selectOption('#f-enterprise-district', '370102');
  await page.selectOption('#f-terms-dispute', 'litigation');
  for (const box of await page.locator('.declaration input').all()) await box.check();
}

tests['plain: without JavaScript the whole way from the address to a receipt'] = async ({ browser, platform }) => {
  await without({ browser, platform }, async (page) => {
    await page.goto(platform.address);
    await page.getByRole('link', { name: '简易版', exact: true }).click();
    assert.match(page.url(), /\/plain$/);
    await fillingStation(page, '加油站', '查找');
    await press(page, '测算保险费');
    assert.equal(await figure(page), '1,188.00');
    assert.match(await page.locator('.result').textContent(), /必须投保[\s\S]*逐步计算[\s\S]*保险费能让员工分摊吗？ 不能。/);
    // What would lower it is tried, and taken back in the form.
    await page.locator('.what-ifs button').first().click();
    assert.notEqual(await figure(page), '1,188.00');
    await page.goBack();
    assert.equal(await figure(page), '1,188.00', 'the back button gives the page before');
    await press(page, '去投保');
    await press(page, '提交申请');
    const wrong = page.locator('#problems .summary a');
    assert.ok(await wrong.count() > 8, 'everything that is missing is named');
    for (const link of await wrong.all()) {
      const to = await link.getAttribute('href');
      assert.equal(await page.locator(to).count(), 1, `${to} is there`);
    }
    await fillForm(page);
    await page.fill('#f-contact-phone', '123');
    await press(page, '提交申请');
    assert.equal(await page.inputValue('#f-enterprise-name'), ENTERPRISE['#f-enterprise-name'], 'what was typed is kept');
    assert.equal(await wrong.count(), 1);
    await page.fill('#f-contact-phone', ENTERPRISE['#f-contact-phone']);
    await press(page, '提交申请');
    await page.locator('.received').waitFor();
    const number = await page.locator('dd').first().textContent();
    const secret = await page.locator('dd code').first().textContent();
    assert.match(number, RECEIPT);
    assert.ok(!page.url().includes(secret), 'the secret is in no address');
    // Loading it again sends the same under the same key.
    await page.reload();
    assert.equal(await page.locator('dd').first().textContent(), number);
    assert.equal(await platform.applications(), 1);
    // Later, elsewhere.
    await page.goto(`${platform.address}/plain-receipt`);
    await page.fill('#number', number);
    await page.fill('#secret', 'wrong');
    await press(page, '查询');
    assert.match(await page.locator('[role=alert]').textContent(), /没有找到/);
    await page.fill('#number', `${platform.address}/r/${number}#${secret}`);
    await page.fill('#secret', '');
    await press(page, '查询');
    assert.match(await page.locator('.way').textContent(), /已受理/);
    await press(page, '撤回这份申请');
    await press(page, '确认撤回');
    assert.match(await page.locator('.received').textContent(), /已撤回/);
  });
};

tests['plain: several units, answers that are not sure, and both languages keep what was typed'] = async (all) => {
  await without(all, async (page, address) => {
    await page.goto(address);
    await fillingStation(page, '加油站', '查找');
    await press(page, '测算保险费');
    await press(page, '+ 添加一个单位（厂、店、工地、车队）');
    await page.fill('#q0-units-1-answers-sector-search', '矿');
    await press(page, '查找');
    await page.locator('.hits button').first().click();
    await page.fill('#q0-units-1-answers-headcount', '３０');
    await press(page, 'English');
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.equal(await page.inputValue('#q0-units-1-answers-headcount'), '３０', 'as it was typed');
    const both = await figure(page);
    await page.locator('[name="/answers/standardisation"][value="?"]').check();
    await press(page, 'Work out the premium');
    assert.equal(await page.locator('.result .figure').count(), 2, 'a range');
    await press(page, 'Apply');
    assert.match(await page.locator('.result').textContent(), /Settle them before you apply/);
    await page.locator('[name="/answers/standardisation"][value="none"]').check();
    await press(page, 'Work out the premium');
    assert.equal(await figure(page), both);
    await press(page, 'Remove unit 2');
    assert.equal(await figure(page), '1,188.00');
  });
};

tests['plain: pressed twice it is one application, and a duplicate asks what it is to be'] = async (all) => {
  await without(all, async (page, address) => {
    const { platform } = all;
    const apply = async () => {
      await page.goto(address);
      await fillingStation(page, '加油站', '查找');
      await press(page, '测算保险费');
      await press(page, '去投保');
      await fillForm(page);
    };
    await apply();
    await page.locator('button[value=send]').dblclick();
    await page.locator('.received').waitFor();
    assert.equal(await platform.applications(), 1);
    await apply();
    await press(page, '提交申请');
    assert.match(await page.locator('.trouble').textContent(), /已就同一行业和期间申请过/);
    await press(page, '在之前的之外增加');
    await page.locator('.received').waitFor();
    assert.equal(await platform.applications(), 2);
    // Back to the form, and something changed under the same key.
    await page.goBack();
    await page.fill('#f-enterprise-address', '示例路 2 号');
    await press(page, '在之前的之外增加');
    assert.match(await page.locator('.trouble').textContent(), /其实已经受理/);
    await press(page, '打开已受理的那一份');
    assert.match(await page.locator('dd').first().textContent(), RECEIPT);
  });
};

tests['plain: every state is accessible and fits 320 px, in both languages'] = async ({ page, platform }) => {
  const whole = async (what) => {
    await accessible(page, what);
    await page.setViewportSize({ width: 320, height: 640 });
    await fits(page, what);
    await page.setViewportSize({ width: 1280, height: 900 });
  };
  const words = {
    '': ['加油站', '查找', '测算保险费', '去投保', '提交申请', '查询办理情况', '撤回这份申请'],
    '?lang=en': ['filling station', 'Find', 'Work out the premium', 'Apply', 'Send the application',
      'See how an application stands', 'Withdraw this application'],
  };
  for (const [lang, [word, find, rate, apply, send, follow, withdraw]] of Object.entries(words)) {
    await page.goto(`${platform.address}/plain${lang}`);
    await whole('empty');
    await page.fill('#q0-units-0-answers-sector-search', 'xyz');
    await press(page, find);
    await whole('nothing found');
    await fillingStation(page, word, find);
    await page.fill('#q0-units-0-answers-headcount', 'x');
    await press(page, rate);
    await whole('something to correct');
    await page.fill('#q0-units-0-answers-headcount', '12');
    await press(page, rate);
    assert.equal(await figure(page), '1,188.00');
    await whole('the premium');
    await press(page, apply);
    await whole('the form');
    await page.check('#f-insured');
    await page.selectOption('#f-terms-dispute', 'arbitration');
    await page.fill('#f-enterprise-industry', '加油');
    await press(page, send);
    await whole('the form, wrong');
    await page.uncheck('#f-insured');
    await fillForm(page);
    await page.fill('#f-enterprise-industry', '5265');
    await press(page, send);
    if (lang) {
      await whole('a duplicate');
      await page.locator('button[value=addition]').click();
    }
    await page.locator('.received').waitFor();
    await whole('the receipt');
    await press(page, follow);
    await whole('how it stands');
    await press(page, withdraw);
    await whole('withdrawing');
    await page.goto(`${platform.address}/plain-receipt${lang}`);
    await whole('asking for a receipt');
  }
};

tests['plain: under a path of a server that has other things too, the pages find each other'] = async ({ browser, platform }) => {
  const server = await underAPath(platform, '/services/insurance');
  const lost = [];
  await without({ browser, platform: server }, async (page, address) => {
    page.on('response', (answer) => { if (answer.status() >= 400) lost.push(answer.url()); });
    await page.goto(`${address}?lang=en`);
    await page.getByRole('link', { name: 'The insurance in plain words' }).click();
    await page.getByRole('link', { name: '中文' }).click();
    await page.locator('.ways').getByRole('link', { name: '测算', exact: true }).click();
    await fillingStation(page, '加油站', '查找');
    await press(page, '测算保险费');
    assert.equal(await figure(page), '1,188.00');
    await press(page, '去投保');
    await fillForm(page);
    await press(page, '提交申请');
    await page.locator('.received').waitFor();
    await page.locator('.ways a').nth(1).click();
    await page.fill('#number', 'JN20261123-48271930-K');
    await page.getByRole('link', { name: '完整版' }).click();
    assert.equal(page.url(), `${server.address}/`);
    assert.deepEqual(lost, []);
  });
  server.close();
};
