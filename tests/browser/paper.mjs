// Paper that proves itself, printing, files: what people take with them, and what they do with it later.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ENTERPRISE, RECEIPT, accessible, answer, fillForm, fillingStation, fits, open, premium, receipt, send, toApply, untilKept,
} from './steps.mjs';

export const tests = {};

const folder = mkdtempSync(join(tmpdir(), 'anze-files-'));

// What a press gives to keep.
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button, exact: true }).click()]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

async function choose(page, path) {
  await page.locator('input[type=file][accept*=json]').setInputFiles(path);
}


tests['a quote on paper is verified: it agrees, or the step that differs is named'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  // Before the code is drawn the link stands in its place.
  await page.evaluate(() => {});
  const link = await page.evaluate(() => new Promise((done) => {
    const look = () => {
      const text = document.querySelector('.code')?.textContent ?? '';
      if (text.includes('#q1.')) done(text.slice(text.indexOf('http')));
      else requestAnimationFrame(look);
    };
    const field = document.querySelector('#q0-units-0-answers-headcount');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    set.call(field, '13');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    set.call(field, '12');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    setTimeout(look, 50);
  }));
  assert.match(link, /\/#q1\.[\w-]+$/);
  const requests = [];
  await page.goto('about:blank');
  await page.goto(link);
  await page.locator('.received', { hasText: '一致' }).waitFor();
  page.on('request', (request) => requests.push(request.url()));
  const says = await page.locator('main').textContent();
  assert.match(says, /1,188\.00/);
  assert.match(says, /从业人员人数.*12/s);
  await accessible(page, 'agrees');
  await page.setViewportSize({ width: 320, height: 800 });
  await fits(page, 'agrees');
  await page.setViewportSize({ width: 1280, height: 900 });
  assert.deepEqual(requests, [], 'nothing is sent');
  await page.getByRole('button', { name: '在测算页打开' }).click();
  await premium(page, '1,188.00');
  await page.goBack();
  await page.locator('.received', { hasText: '一致' }).waitFor();

  const [, text] = link.split('#q1.');
  const bytes = Buffer.from(text, 'base64url');
  const last = Buffer.from(bytes);
  // The last figure but its scale: the premium before the end.
  last[last.length - 2] ^= 2;
  await page.goto('about:blank');
  await page.goto(`${platform.address}/#q1.${last.toString('base64url')}`);
  await page.locator('.received.wrong', { hasText: '不一致' }).waitFor();
  assert.match(await page.locator('main').textContent(), /不一致的步骤.+纸面.+费率表算出/s);
  await accessible(page, 'differs');

  const other = Buffer.from(bytes);
  other[11] ^= 255; // the first byte of the digest, after the identifier
  await page.goto('about:blank');
  await page.goto(`${platform.address}/#q1.${other.toString('base64url')}`);
  await page.locator('.received.wrong', { hasText: '另一版费率表' }).waitFor();
  assert.match(await page.locator('main').textContent(), /按现行费率表.*1,188\.00/s);
  await accessible(page, 'other tariff');

  await page.goto('about:blank');
  await page.goto(`${platform.address}/#q1.${text.slice(0, -4)}`);
  await page.getByText('核验码不完整').waitFor();
};

tests['a signed receipt is checked by whoever scans it'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  await send(page);
  const number = await receipt(page);
  await page.getByText('签名回执').click();
  const signed = await page.locator('.signed').textContent();
  const look = async (text) => {
    await page.goto('about:blank');
    await page.goto(`${platform.address}/#s1.${text}`);
  };
  await look(signed);
  await page.locator('.received', { hasText: '真实' }).waitFor();
  const says = await page.locator('main').textContent();
  for (const stated of [number, '1,188.00', '危险化学品', '只有平台知道']) assert.ok(says.includes(stated), stated);
  await page.fill('#whose', '91370102000000019K');
  await page.getByText('不是这家企业的申请').waitFor();
  await page.fill('#whose', ENTERPRISE['#f-enterprise-uscc']);
  await page.locator('.received', { hasText: '是这家企业的申请' }).last().waitFor();
  await accessible(page, 'genuine');
  await page.setViewportSize({ width: 320, height: 800 });
  await fits(page, 'genuine');

  const [statement, signature, key] = signed.split('.');
  const altered = Buffer.from(statement, 'base64url').toString().replace('1188.00', '1088.00');
  await look(`${Buffer.from(altered).toString('base64url')}.${signature}.${key}`);
  await page.getByText('签名不符').waitFor();
  await accessible(page, 'not genuine');
  await look(`${statement}.${signature}.${'A'.repeat(11)}`);
  await page.getByText('不在平台公布之列').waitFor();
  await look(signed.slice(20));
  await page.getByText(/签名不符|不完整/).waitFor();
  await page.route('**/anze-receipt-keys.json', (route) => route.abort(), { times: 1 });
  await look(signed);
  await page.getByText('没有取到平台公布的公钥').waitFor();
  await page.getByRole('button', { name: '重试' }).click();
  await page.locator('.received', { hasText: '真实' }).waitFor();
};

tests['a browser without Ed25519 says how else a receipt is checked'] = async ({ page, platform }) => {
  await page.addInitScript(() => {
    if (window.SubtleCrypto) SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('no', 'NotSupportedError'));
  });
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  await send(page);
  await receipt(page);
  await page.getByText('签名回执').click();
  const signed = await page.locator('.signed').textContent();
  await page.goto('about:blank');
  await page.goto(`${platform.address}/#s1.${signed}`);
  await page.getByText('不能核验签名').waitFor();
  assert.match(await page.locator('.signed').textContent(), /^anze receipt verify /);
  await accessible(page, 'cannot tell');
};

tests['the form is printed without the platform, as a draft that proves its premium'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  await page.fill('#f-enterprise-name', '<b>示例</b>&企业');
  await page.getByRole('button', { name: '打印投保单' }).click();
  await page.locator('article.paper').waitFor();
  const says = await page.locator('article.paper').textContent();
  for (const words of ['安全生产责任保险投保单', '草稿，未提交', '<b>示例</b>&企业', '壹仟壹佰捌拾捌元整', '投保人（盖章）', '从业人员人数：12']) {
    assert.ok(says.includes(words), words);
  }
  assert.ok(await page.locator('article.paper svg path').getAttribute('d'));
  await accessible(page, 'the form on paper');
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await fits(page, `the form on paper, ${width} px`);
  }
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['header.top', '.tools', 'footer.bottom']) assert.ok(!await page.locator(hidden).isVisible(), hidden);
  await page.emulateMedia({ media: 'screen' });
  await page.goBack();
  assert.equal(await page.inputValue('#f-enterprise-name'), '<b>示例</b>&企业', 'nothing is lost');
};

tests['a draft is saved and opened again, as a page and as JSON'] = async ({ page, context, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  const requests = [];
  page.on('request', (request) => { if (!request.url().startsWith('blob:')) requests.push(request.url()); });
  const html = await saved(page, '保存为文件');
  const json = await saved(page, '保存为 JSON');
  assert.match(html, /投保单-示例企业测试用-\d{4}-\d\d-\d\d\.html$/);
  assert.deepEqual(requests, []);
  assert.equal(JSON.parse(readFileSync(json, 'utf8')).draft.enterprise.uscc, ENTERPRISE['#f-enterprise-uscc']);
  // A person reads it, without any script.
  const reader = await context.newPage();
  await reader.goto(`file://${html}`);
  assert.match(await reader.locator('main').textContent(), /草稿，未提交.*示例企业（测试用）.*壹仟壹佰捌拾捌元整/s);
  await accessible(reader, 'the file');
  await reader.close();

  for (const path of [html, json]) {
    await page.getByRole('button', { name: '清空本页填写的内容' }).click();
    await page.fill('#f-enterprise-name', '别家');
    await choose(page, path);
    await page.locator('#opening', { hasText: '示例企业（测试用）' }).waitFor();
    assert.equal(await page.inputValue('#f-enterprise-name'), '别家', 'asked before it is replaced');
    await accessible(page, 'opening a file');
    await page.locator('#opening').getByRole('button', { name: '打开', exact: true }).click();
    await page.locator('#opened').waitFor();
    assert.equal(await page.inputValue('#f-enterprise-name'), ENTERPRISE['#f-enterprise-name']);
    assert.equal(await page.inputValue('#f-terms-dispute'), 'arbitration');
    assert.ok(await page.locator('.declaration input').first().isChecked());
    await accessible(page, 'a file opened');
    await page.locator('#opened').getByRole('button', { name: '撤销' }).click();
    assert.equal(await page.inputValue('#f-enterprise-name'), '别家', 'taken back');
  }
  await choose(page, json);
  assert.match(await page.locator('#opening').textContent(), /现在填写的内容留在页面上方等着/);
  await page.locator('#opening').getByRole('button', { name: '打开', exact: true }).click();
  await untilKept(page, new RegExp(ENTERPRISE['#f-contact-name']));
  await page.reload();
  await page.waitForSelector('form.apply');
  assert.equal(await page.inputValue('#f-enterprise-name'), ENTERPRISE['#f-enterprise-name']);
  await page.locator('.queue li', { hasText: '别家 · 尚未提交' }).getByRole('button', { name: '取出修改' }).click();
  assert.equal(await page.inputValue('#f-enterprise-name'), '别家', 'it waits over a reload');
  const strange = join(folder, 'strange.html');
  writeFileSync(strange, '<html>nothing of ours</html>');
  await choose(page, strange);
  await page.getByText('这不是本页保存的文件').waitFor();
  await accessible(page, 'a strange file');
};

tests['what no longer fits is listed, not dropped'] = async ({ page, platform }) => {
  const path = join(folder, 'old.json');
  const unit = { sector: 'hazardous-chemicals', activity: 'filling-station', headcount: '12', moon: 'full' };
  const risk = { inception: '2099-12-01', answers: { standardisation: 'grade-9' }, units: [{ answers: unit }] };
  const enterprise = { name: '示例企业', district: '370125', colour: 'red' };
  const content = { anze: 1, saved: '2020-01-02', draft: { enterprise, risk, attachments: [{ name: '许可证.pdf' }], quote: { premium: '1.00' } } };
  writeFileSync(path, JSON.stringify(content));
  await open(page, platform, '#apply');
  await choose(page, path);
  await page.locator('#opening').getByRole('button', { name: '打开', exact: true }).click();
  const told = await page.locator('#opened').textContent();
  for (const words of ['grade-9', 'moon', 'full', '济阳县', '投保企业 · colour：red', '许可证.pdf']) assert.ok(told.includes(words), `${words}: ${told}`);
  await accessible(page, 'what no longer fits');
  await page.setViewportSize({ width: 320, height: 800 });
  await fits(page, 'what no longer fits');
};

tests['a filed application is kept as PDF and as a file, and renewed from it'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await answer(page, 'months', '1'); // the year after is not too far off to be applied for
  await premium(page, '118.80'); // 1188 × 10 %
  await toApply(page);
  await fillForm(page);
  await send(page);
  const number = await receipt(page);
  assert.match(number, RECEIPT);
  const pdf = await saved(page, '下载投保单（PDF）');
  assert.match(pdf, new RegExp(`${number.replace('*', '_')}\\.pdf$`));
  assert.equal(readFileSync(pdf).subarray(0, 5).toString(), '%PDF-');
  await page.getByText('投保单已下载').waitFor();
  const { expiry } = JSON.parse(readFileSync(await saved(page, '保存为 JSON'), 'utf8'));
  const next = new Date(Date.parse(expiry) + 86_400_000).toISOString().slice(0, 10);
  const html = await saved(page, '保存为文件');
  assert.match(readFileSync(html, 'utf8'), new RegExp(`受理编号.*${number.replace('*', '\\*')}`));
  await accessible(page, 'receipt with files');
  await page.route('**/form.pdf', (route) => route.abort(), { times: 1 });
  await page.getByRole('button', { name: '下载投保单（PDF）' }).click();
  await page.getByText('投保单没有取到').waitFor();

  await choose(page, html);
  await page.locator('#opening').getByRole('button', { name: '续保' }).click();
  await page.locator('#opened').waitFor();
  const told = await page.locator('#opened').textContent();
  const changed = [next, expiry, '请重新确认', '未发生事故（请核对）', '投保过（请核对）', '近三年赔付率：请填写'];
  for (const words of changed) assert.ok(told.includes(words), `${words}: ${told}`);
  assert.ok(!/relation|campaign/.test(told), told);
  await accessible(page, 'renewal, a question open');
  await page.getByRole('button', { name: '返回测算' }).click();
  await answer(page, 'loss_ratio', '20');
  await toApply(page);
  assert.equal(await page.inputValue('#f-terms-previous_end'), expiry);
  assert.equal(await page.inputValue('#f-enterprise-name'), ENTERPRISE['#f-enterprise-name']);
  assert.ok(!await page.locator('.declaration input').first().isChecked(), 'declared anew');
  await accessible(page, 'renewal');
  for (const box of await page.locator('.declaration input').all()) await box.check();
  await send(page);
  assert.notEqual(await receipt(page), number);
  assert.equal(await platform.applications(), 2);
};
