// The calculator in pages of other sites: as an element, in a frame, on hosts that make it hard.
import assert from 'node:assert/strict';
import { diagnosis } from '../../static/embed/v1/doctor.js';
import { ELSEWHERE, copy, counted, element, frame, page, visit } from './hosts.mjs';
import { HEADINGS, choose, csv, people, stands } from './roster.mjs';
import { accessible, estimate, fillForm, fits, premium, receipt, send, toApply } from './steps.mjs';

export const tests = {};

tests['embed: the element on another site: estimate, application, receipt, and events without personal data'] = async ({ page: tab, platform }) => {
  const host = await visit(tab, platform, { '/': { html: page(element(platform)) } });
  await tab.evaluate(() => {
    window.told = [];
    for (const name of ['estimate', 'apply', 'receipt', 'error']) {
      document.addEventListener(`anze:${name}`, ({ type, detail }) => window.told.push([type, detail]));
    }
  });
  await estimate(tab);
  await accessible(tab, 'the element');
  await tab.locator('.headline').getByRole('button', { name: '去投保' }).click();
  await tab.waitForSelector('form.apply');
  await fillForm(tab);
  await send(tab);
  await receipt(tab);
  assert.equal(new URL(tab.url()).pathname, '/', 'the address of the page is its own');
  assert.equal(await tab.title(), '政府网站（测试用）');
  const told = await tab.evaluate(() => window.told);
  const last = told.filter(([type]) => type === 'anze:estimate').pop();
  assert.deepEqual(last[1].sectors, ['hazardous-chemicals']);
  assert.equal(last[1].low, '1188.00');
  assert.deepEqual(told.filter(([type]) => /apply|receipt/.test(type)).map(([type]) => type), ['anze:apply', 'anze:receipt']);
  assert.doesNotMatch(JSON.stringify(told), /示例企业|91370100|测试|0531|JN20/);
  host.close();
};

tests['embed: a copy in a folder of a static server, the platform elsewhere, from estimate to receipt'] = async ({ page: tab, platform }) => {
  const host = await copy(platform);
  await tab.goto(host.address);
  await estimate(tab);
  await tab.locator('.headline').getByRole('button', { name: '去投保' }).click();
  await tab.waitForSelector('form.apply');
  await fillForm(tab);
  await send(tab);
  const number = await receipt(tab);
  assert.ok(tab.url().startsWith(`${host.address}#r1.${number}.`), tab.url());
  await tab.reload();
  assert.equal(await receipt(tab), number, 'the address opens it again');
  await tab.getByRole('link', { name: '测算', exact: true }).click();
  await tab.goBack();
  assert.equal(await receipt(tab), number);
  host.close();
};

tests['embed: a copy leads to the plain version of the platform, and its configurator names the platform'] = async ({ page: tab, platform, browser }) => {
  const host = await copy(platform);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const still = await context.newPage();
  for (const path of ['', 'embed/v1/frame.html']) {
    await still.goto(host.address + path);
    for (const name of [/^简易版$/, /打不开/]) {
      assert.equal(await still.getByRole('link', { name }).evaluate((link) => link.href), `${platform.address}/plain`, path);
    }
    await still.getByRole('link', { name: /^plain version$/ }).click();
    assert.equal(still.url(), `${platform.address}/plain?lang=en`);
    await still.locator('h1').waitFor();
  }
  await context.close();
  // Where the module does not come. A page of its own: it reports that.
  const without = await browser.newPage();
  await without.route('**/*.wasm', (route) => route.abort());
  await without.goto(`${host.address}#c1.a-code`);
  const way = without.getByRole('link', { name: '简易版 Plain version' });
  assert.equal(await way.evaluate((link) => link.href), `${platform.address}/plain?campaign=a-code`);
  await without.close();
  await tab.goto(`${host.address}embed/v1/configure.html`);
  await tab.waitForFunction(() => document.getElementById('code').value);
  const code = await tab.inputValue('#code');
  assert.match(code, new RegExp(` platform="${platform.address}"`));
  assert.match(code, new RegExp(`src="${host.address}embed/v1/embed.js"`));
  assert.match(code, new RegExp(`<a href="${platform.address}/">`));
  await tab.fill('#policy', "connect-src 'self'");
  await tab.waitForFunction(() => document.getElementById('diagnosis').textContent);
  assert.equal(await tab.locator('#diagnosis').textContent(), `connect-src 'self' ${new URL(host.address).origin} ${platform.address};`);
  host.close();
};

tests['embed: two elements on one page are each by themselves, and attributes may change'] = async ({ page: tab, platform }) => {
  const host = await visit(tab, platform, { '/': { html: page(element(platform, 'id="one"') + element(platform, 'id="two" lang="en" sector="construction" theme="dark"')) } });
  const [one, two] = [tab.locator('#one'), tab.locator('#two')];
  await two.scrollIntoViewIfNeeded();
  await one.locator('#title', { hasText: '测算' }).waitFor();
  await two.locator('#title', { hasText: 'Estimate' }).waitFor();
  assert.equal(await two.locator('.chosen, [aria-checked=true], input:checked').count() > 0, true, 'the sector is chosen');
  await one.evaluate((element) => { element.lang = 'en'; });
  await one.locator('#title', { hasText: 'Estimate' }).waitFor();
  assert.equal(await one.evaluate((element) => [element.sector, element.getAttribute('theme')].join()), ',');
  host.close();
};

tests['embed: a sector that the tariff has not is told, also later, and takes nothing away'] = async ({ page: tab, platform }) => {
  const listen = `<script>window.told = []; addEventListener('anze:error', ({ detail }) => told.push(detail.code))</script>`;
  const host = await visit(tab, platform, { '/': { html: page(listen + element(platform, 'id="one"')) } });
  const one = tab.locator('#one');
  const chosen = one.locator('.answer strong').first();
  const wish = (sector) => one.evaluate((element, sector) => { element.sector = sector; }, sector);
  await estimate(one);
  // The part that hears of later wishes is there.
  await one.locator('.what-if').first().waitFor();
  await wish('no-such-sector');
  await tab.waitForFunction(() => window.told.length);
  assert.deepEqual(await tab.evaluate(() => window.told), ['unknown-sector']);
  assert.match(await chosen.textContent(), /危险化学品/);
  await premium(one, '1,188.00');
  await one.getByRole('button', { name: '加入比较' }).click();
  await one.getByRole('button', { name: '修改方案 2' }).click();
  await wish('mining');
  await chosen.filter({ hasText: '矿山' }).waitFor();
  assert.equal(await one.locator('[id^=q1-]').count() > 0, true, 'of the scenario at hand');
  host.close();
};

tests['embed: the host keeps its styles, and the element its own, whatever the host does'] = async ({ page: tab, platform }) => {
  const hostile = `<base href="https://elsewhere.example/deep/"><style>*{all:unset} html{font-size:6px;color:red} div{display:none!important} button{position:fixed!important}</style>
<script>Object.prototype.polluted = 'yes'; Array.prototype.polluted = () => 'yes'; window.define = (name, needs, make) => {}; window.define.amd = {};</script>`;
  const body = '<p id="said">正文</p><button id="pressed">按钮</button>';
  const host = await visit(tab, platform, {
    '/': { html: page(body + element(platform), hostile) },
    '/without': { html: page(body, hostile) },
  }, '/without');
  const styles = () => tab.evaluate(() => ['html', 'body', '#said', '#pressed'].map((one) => {
    const all = getComputedStyle(document.querySelector(one));
    return [...all].filter((name) => !/size|height|width|origin/.test(name)).map((name) => `${name}:${all.getPropertyValue(name)}`).join(';');
  }));
  const before = await styles();
  await tab.goto(`${host.address}/`);
  await estimate(tab);
  assert.deepEqual(await styles(), before, 'the styles of the host');
  const figure = await tab.locator('.figure').evaluate((found) => [getComputedStyle(found).fontWeight, parseFloat(getComputedStyle(found).fontSize)]);
  assert.equal(figure[0], '680');
  assert.ok(figure[1] > 30, `the premium is ${figure[1]} px`);
  host.close();
};

tests['embed: a strict policy with trusted types, and no script at all'] = async ({ page: tab, platform, browser }) => {
  const origin = platform.address;
  const policy = `default-src 'none'; script-src ${origin} 'wasm-unsafe-eval'; style-src ${origin}; connect-src ${origin}; img-src ${origin} data: blob:; `
    + "require-trusted-types-for 'script'; trusted-types 'none'";
  const pages = { '/': { html: page(element(platform)), headers: { 'content-security-policy': policy } } };
  const host = await visit(tab, platform, pages);
  await estimate(tab);
  await tab.locator('.account').first().waitFor();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const still = await context.newPage();
  await still.goto(host.address);
  assert.equal(await still.getByRole('link', { name: '测算安责险保费' }).isVisible(), true);
  await context.close();
  host.close();
};

tests['embed: where the tariffs cannot be fetched the page around is told, from an element and from a frame'] = async ({ page: tab, platform }) => {
  await tab.route('**/tariffs/*.tariffs', (route) => route.abort());
  await tab.addInitScript(() => document.addEventListener('anze:error', ({ detail }) => { window.code = detail.code; }));
  const host = await visit(tab, platform, { '/': { html: page(element(platform)) }, '/frame': { html: page(frame(platform)) } });
  for (const path of ['/', '/frame']) {
    await tab.goto(host.address + path);
    await tab.waitForFunction(() => window.code === 'load');
  }
  host.close();
};

tests['embed: a site from which the platform takes nothing says so, and where to go instead'] = async ({ page: tab, context, platform }) => {
  await tab.addInitScript(() => {
    window.codes = [];
    document.addEventListener('anze:error', ({ detail }) => window.codes.push(detail.code));
  });
  const host = await visit(tab, platform, { '/': { html: page(element(platform)) } });
  // As for a site that is not named: the browser keeps the answer to itself.
  const applications = '**/api/v1/applications';
  await tab.route(applications, (route) => route.abort());
  await estimate(tab);
  await toApply(tab);
  await fillForm(tab);
  await send(tab);
  const told = tab.locator('.told', { hasText: '平台没有回应' });
  await told.waitFor();
  assert.match(await told.textContent(), /会自动再试/);
  await told.getByRole('button', { name: '存为文件' }).waitFor();
  const [other] = await Promise.all([context.waitForEvent('page'), told.getByRole('link', { name: '到平台页面提交' }).click()]);
  await premium(other, '1,188.00');
  assert.ok(other.url().startsWith(platform.address), other.url());
  await told.waitFor();
  assert.deepEqual(await tab.evaluate(() => window.codes), ['send'], 'told once');
  // Without a network it is the network that is waited for.
  await context.setOffline(true);
  await tab.locator('.told').getByRole('button', { name: '立即发送' }).click();
  await tab.locator('.told', { hasText: '等待网络' }).waitFor();
  await tab.unroute(applications);
  await context.setOffline(false);
  await receipt(tab);
  host.close();
};

tests['embed: where a policy trusts by nonce alone, the nonce on the script is enough'] = async ({ page: tab, platform }) => {
  const origin = platform.address;
  const policy = `default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; style-src ${origin}; connect-src ${origin}; img-src ${origin} data: blob:`;
  const [line] = diagnosis(policy, 'element', origin).lines;
  const html = page(element(platform)).replace('<script ', '<script nonce="abc" ');
  const headers = { 'content-security-policy': policy.replace(/script-src[^;]*;/, line) };
  const host = await visit(tab, platform, { '/': { html, headers } });
  await estimate(tab);
  await tab.locator('.account').first().waitFor();
  host.close();
};

tests['embed: without the module there is a link, words and another try'] = async ({ page: tab, platform }) => {
  await tab.route('**/embed/v1/build.json', (route) => route.abort());
  const host = await visit(tab, platform, { '/': { html: page(element(platform)) } });
  await tab.evaluate(() => document.addEventListener('anze:error', ({ detail }) => { window.code = detail.code; }));
  const again = tab.getByRole('button', { name: '重试' });
  await again.waitFor({ timeout: 15000 });
  assert.equal(await tab.getByRole('link', { name: '测算安责险保费' }).isVisible(), true);
  assert.equal(await tab.evaluate(() => window.code), 'load');
  await tab.unroute('**/embed/v1/build.json');
  await again.click();
  await estimate(tab);
  host.close();
};

tests['embed: moved it stays, removed it goes: a hundred times without a leak'] = async ({ page: tab, platform }) => {
  const host = await visit(tab, platform, { '/': { html: page(`<div id="a"></div><div id="b"></div>${element(platform)}`) } });
  await estimate(tab);
  await tab.evaluate(() => document.getElementById('b').append(document.querySelector('anze-calculator')));
  await premium(tab, '1,188.00');
  const once = () => tab.evaluate(async () => {
    const element = document.querySelector('anze-calculator');
    const place = element.parentNode;
    element.remove();
    await new Promise((done) => { setTimeout(done, 20); });
    place.append(element);
    while (!element.shadowRoot.querySelector('#title')) await new Promise((done) => { setTimeout(done, 10); });
  });
  await counted(tab, 'alone', once);
  host.close();
};

tests['embed: a colour that cannot be read is moved until it can, and the host is told'] = async ({ page: tab, platform }) => {
  await tab.addInitScript(() => document.addEventListener('anze:theme', ({ detail }) => { window.theme = detail; }));
  const host = await visit(tab, platform, { '/': { html: page(element(platform, 'style="--anze-accent: #ffd54a"')) } });
  await estimate(tab);
  await accessible(tab, 'a host that likes yellow');
  const theme = await tab.evaluate(() => window.theme);
  assert.equal(theme.asked, 'rgb(255, 213, 74)');
  assert.notEqual(theme.used, theme.asked);
  host.close();
};

tests['embed: a colour that changes later is followed, by style and by class'] = async ({ page: tab, platform }) => {
  const styles = '<style>anze-calculator.red { --anze-accent: #a00000 }</style>';
  const host = await visit(tab, platform, { '/': { html: page(element(platform, 'style="--anze-accent: #1450a3"'), styles) } });
  await tab.locator('#title').waitFor();
  const accent = (wanted) => tab.waitForFunction((colour) => {
    const { shadowRoot } = document.querySelector('anze-calculator');
    return shadowRoot.querySelector('.anze').style.getPropertyValue('--accent') === colour;
  }, wanted, { timeout: 5000 });
  await accent('rgb(20, 80, 163)');
  const change = (how) => tab.locator('anze-calculator').evaluate(how);
  await change((found) => found.style.setProperty('--anze-accent', '#005a00'));
  await accent('rgb(0, 90, 0)');
  await change((found) => { found.style.removeProperty('--anze-accent'); found.classList.add('red'); });
  await accent('rgb(160, 0, 0)');
  await change((found) => found.classList.remove('red'));
  await accent('');
  host.close();
};

tests['embed: frames that a script adds later are as high as what is in them, each by itself'] = async ({ page: tab, platform }) => {
  const host = await visit(tab, platform, { '/': { html: page(frame(platform)) } });
  const heights = () => tab.evaluate(() => [...document.querySelectorAll('iframe')].map(({ style }) => parseInt(style.height, 10) || 0));
  await tab.waitForFunction(() => parseInt(document.querySelector('iframe').style.height, 10) > 300);
  await tab.evaluate(() => {
    window.heard = [];
    document.addEventListener('anze:estimate', ({ target }) => window.heard.push(target.id));
    const first = document.querySelector('iframe');
    const next = first.cloneNode();
    next.id = 'next';
    next.removeAttribute('style');
    document.querySelector('main').append(next);
  });
  const next = tab.frameLocator('#next');
  await estimate(next);
  await tab.waitForFunction(() => window.heard.includes('next'));
  await tab.waitForFunction(() => parseInt(document.getElementById('next').style.height, 10) > 1000);
  const [first, second] = await heights();
  assert.ok(first > 300 && first < second, `${first}, ${second}`);
  host.close();
};

tests['embed: in a frame it is as high as what is in it, and speaks only with the page around'] = async ({ page: tab, platform }) => {
  const other = '<iframe id="other" srcdoc="<p>other</p>"></iframe>';
  const host = await visit(tab, platform, { '/': { html: page(frame(platform, '?lang=zh') + other) } });
  const inside = tab.frameLocator('iframe[data-anze]');
  await tab.evaluate(() => document.addEventListener('anze:estimate', ({ detail }) => { window.low = detail.low; }));
  await estimate(inside);
  await tab.waitForFunction(() => window.low === '1188.00');
  const height = () => tab.locator('iframe[data-anze]').evaluate((found) => found.getBoundingClientRect().height);
  await tab.waitForFunction(() => document.querySelector('iframe[data-anze]').getBoundingClientRect().height > 1000);
  const was = await height();
  // Another frame says things in its name.
  await tab.frameLocator('#other').locator('p').evaluate(() => {
    const strange = [{ anze: 1, type: 'height', height: 7 }, { anze: 1, type: 'anze:estimate', detail: { low: '1' } }, null, 'x', { anze: 1 }, { type: 'height', height: 9 }];
    for (const data of strange) for (const target of [parent, parent.frames[0]]) target.postMessage(data, '*');
    for (let time = 0; time < 500; time += 1) parent.postMessage({ anze: Math.random(), type: String(Math.random()), height: Math.random() * 1e9 }, '*');
  });
  await tab.waitForTimeout(300);
  assert.equal(await height(), was);
  assert.equal(await tab.evaluate(() => window.low), '1188.00');
  host.close();
};

tests['embed: in a frame of another site, where browsers give it no store of its own, an application arrives'] = async ({ page: tab, platform }) => {
  const host = await visit(tab, platform, { '/': { html: page(frame(platform)) } }, '/', ELSEWHERE);
  await tab.frameLocator('iframe').locator('#title').waitFor();
  const inside = tab.frames().find((one) => one.url().startsWith(platform.address));
  const refusal = await inside.evaluate(() => navigator.locks.request('x', () => 'held').catch(({ name }) => name));
  assert.equal(refusal, 'SecurityError', 'the browser refuses locks here');
  await estimate(inside);
  await toApply(inside);
  await fillForm(inside);
  await send(inside);
  await receipt(inside);
  assert.equal(await platform.applications(), 1);
  host.close();
};

tests['embed: links lead out beside the page around, from an element and from a frame in a sandbox'] = async ({ page: tab, context, platform }) => {
  const pages = {
    '/': { html: page(element(platform)) },
    '/frame': { html: page(frame(platform)) },
    '/free': { html: page(frame(platform, '', ' allow-popups-to-escape-sandbox')) },
  };
  const host = await visit(tab, platform, pages, '/', ELSEWHERE);
  for (const path of Object.keys(pages)) {
    await tab.goto(host.address + path);
    const inside = path === '/' ? tab : tab.frameLocator('iframe');
    await estimate(inside);
    const around = tab.frames().map((one) => one.url());
    const opened = async (name) => {
      const [other] = await Promise.all([context.waitForEvent('page'), inside.getByRole('link', { name }).click()]);
      await other.waitForLoadState();
      return other;
    };
    const explained = await opened('用大白话说安责险');
    await explained.locator('h1', { hasText: '安责险' }).waitFor({ timeout: 5000 });
    const many = await opened('批量测算');
    await many.locator('#title', { hasText: '批量测算' }).waitFor({ timeout: 5000 });
    assert.deepEqual(tab.frames().map((one) => one.url()), around, `${path}: nobody is led away`);
    await explained.close();
    await many.close();
  }
  host.close();
};

tests['embed: the doctor of policies names exactly what lacks'] = async () => {
  const at = 'https://anze.example.gov.cn';
  const all = `script-src ${at} 'wasm-unsafe-eval'; style-src ${at}; connect-src ${at}; img-src ${at} data: blob:`;
  for (const [policy, kind, lines] of [
    ['', 'element', []],
    [all, 'element', []],
    ["frame-ancestors 'self'", 'element', []],
    ['default-src https: data: blob: \'unsafe-eval\'', 'element', []],
    ['script-src *.gov.cn \'wasm-unsafe-eval\'', 'element', []],
    ["Content-Security-Policy: default-src 'none'", 'frame', [`frame-src ${at};`]],
    ["default-src 'self'", 'frame', [`frame-src 'self' ${at};`]],
    ["child-src 'none'; default-src *", 'frame', [`frame-src ${at};`]],
    ["default-src 'self'", 'element', [`script-src 'self' ${at} 'wasm-unsafe-eval';`, `style-src 'self' ${at};`, `connect-src 'self' ${at};`,
      `img-src 'self' ${at} data: blob:;`]],
    ["script-src-elem 'self'; script-src 'self'", 'element', [`script-src-elem 'self' ${at};`, "script-src 'self' 'wasm-unsafe-eval';"]],
  ]) assert.deepEqual(diagnosis(policy, kind, at).lines, lines, policy);
  assert.deepEqual(diagnosis("connect-src 'self'", 'element', at, 'https://other.example').lines, [`connect-src 'self' ${at} https://other.example;`]);
};

tests['embed: the doctor finds the policy in what servers, pages and scripts write around it'] = async () => {
  const at = 'https://anze.example.gov.cn';
  const of = (text, kind = 'frame') => diagnosis(text, kind, at);
  for (const text of [
    "default-src 'self'",
    "content-security-policy:\n default-src 'self'",
    '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">',
    '<meta content="default-src &#39;self&#39;" http-equiv=content-security-policy />',
    "Header always set Content-Security-Policy \"default-src 'self'\"",
    "add_header X-Frame-Options DENY;\nadd_header Content-Security-Policy \"default-src\n  'self'; img-src *\" always;",
    "add_header Content-Security-Policy \"default-src 'self'; \\\n script-src *\" always;",
    '<add name="Content-Security-Policy" value="default-src \'self\'" />',
    "header('Content-Security-Policy: default-src \\'self\\'');",
    "header(\"Content-Security-Policy: default-src 'self'\");",
    "res.setHeader('Content-Security-Policy', \"default-src 'self'\")",
    '"Content-Security-Policy": "default-src \'self\'",',
    "HTTP/2 200\ncontent-security-policy: default-src 'self'\nx-frame-options: DENY",
    "Content-Security-Policy: frame-src *\nContent-Security-Policy: default-src 'self'",
  ]) assert.deepEqual(of(text), { found: true, lines: [`frame-src 'self' ${at};`], workers: [], nonce: false, reports: false }, text);
  assert.deepEqual(of("add_header Content-Security-Policy 'default-src https://a.example' always;").lines, [`frame-src https://a.example ${at};`]);
  assert.deepEqual(of("Content-Security-Policy-Report-Only: default-src 'self'"), { found: true, lines: [`frame-src 'self' ${at};`], workers: [], nonce: false, reports: true });
  for (const [text, line] of [
    ["default-src 'self'", ["worker-src 'self' blob:;"]],
    ["script-src 'nonce-a' 'strict-dynamic'; default-src *", ["worker-src 'nonce-a' blob:;"]],
    ["child-src 'none'; script-src blob:", ['worker-src blob:;']],
    ['worker-src blob:; script-src *', []],
    ["img-src 'self'", []],
    ["default-src 'self'; require-trusted-types-for 'script'", []],
  ]) assert.deepEqual(of(text, 'element').workers, line, text);
  for (const text of ['garbage hello', "'self' https:", 'X-Content-Type-Options: nosniff', '<meta charset="utf-8">']) assert.equal(of(text).found, false, text);
  const strict = (text) => [of(text, 'element').lines, of(text, 'element').nonce];
  assert.deepEqual(strict("script-src 'nonce-abc' 'strict-dynamic'"), [["script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval';"], true]);
  assert.deepEqual(strict("script-src 'strict-dynamic' 'nonce-abc' 'wasm-unsafe-eval' https:"), [[], true]);
  assert.deepEqual(strict("script-src 'nonce-abc'"), [[`script-src 'nonce-abc' ${at} 'wasm-unsafe-eval';`], false]);
  assert.deepEqual(strict("default-src 'nonce-abc' 'strict-dynamic'; img-src *; connect-src *; style-src *; style-src 'none'")[0],
    ["script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval';", 'img-src * data: blob:;']);
};

tests['embed: an integrator puts a snippet together, and it works as it stands'] = async ({ page: tab, platform, browser }) => {
  // The checker brings styles of its own, which the policy of the page does not allow.
  const context = await browser.newContext({ bypassCSP: true });
  const checked = await context.newPage();
  await checked.goto(`${platform.address}/embed/v1/configure.html`);
  await checked.locator('#preview #title').waitFor();
  await accessible(checked, 'the configurator');
  await checked.setViewportSize({ width: 320, height: 800 });
  await fits(checked, 'the configurator');
  await context.close();
  await tab.goto(`${platform.address}/embed/v1/configure.html`);
  await tab.selectOption('#lang', 'en');
  await tab.check('#integrity');
  await tab.locator('#preview #title', { hasText: 'Estimate' }).waitFor();
  const code = () => tab.inputValue('#code');
  await tab.waitForFunction(() => /integrity="sha384-/.test(document.getElementById('code').value));
  const asked = [];
  tab.on('request', (request) => request.url().includes('/campaigns/') && asked.push(request.url()));
  await tab.fill('#campaign', 'Safety month');
  await tab.locator('#no-code', { hasText: 'Not a campaign code' }).waitFor();
  assert.doesNotMatch(await code(), /campaign/, 'no code');
  await tab.fill('#campaign', 'safety-month.370102');
  await tab.waitForFunction(() => / campaign="safety-month\.370102"/.test(document.getElementById('code').value));
  assert.equal(await tab.locator('#no-code').textContent(), '');
  const elements = await code();
  await tab.selectOption('#kind', 'frame');
  await tab.frameLocator('#preview iframe').locator('#title', { hasText: 'Estimate' }).waitFor();
  assert.match(await code(), /[?;]campaign=safety-month\.370102/);
  assert.deepEqual(asked, [], 'trying it out counts nothing');
  assert.match(await code(), /<iframe data-anze title="Work safety/);
  assert.match(elements, /<a href="[^"]*">Estimate the premium/);
  assert.match(await code(), /<script type="module" src="[^"]*\/embed\/v1\/host-[0-9a-f]{16}\.js" integrity="sha384-[^"]*" crossorigin><\/script>$/);
  assert.match(await tab.locator('#host').textContent(), /复制到自己的服务器/);
  await tab.waitForFunction(() => parseInt(document.querySelector('#preview iframe').style.height, 10) > 300);
  await tab.fill('#policy', "default-src 'self'");
  const diagnosed = async (text) => {
    await tab.waitForFunction((wanted) => document.getElementById('diagnosis').textContent.includes(wanted), text, { timeout: 5000 });
  };
  await diagnosed(`frame-src 'self' ${platform.address};`);
  await tab.fill('#policy', 'garbage hello');
  await diagnosed('No policy recognised');
  await tab.fill('#policy', "Content-Security-Policy-Report-Only: default-src 'self'");
  await diagnosed('blocks nothing');
  await tab.fill('#policy', 'frame-src *');
  await diagnosed('nothing to change');
  const host = await visit(tab, platform, { '/': { html: page(elements) }, '/frame': { html: page(await code()) } });
  await tab.locator('#title', { hasText: 'Estimate' }).waitFor();
  await tab.goto(`${host.address}/frame`);
  await tab.frameLocator('iframe').locator('#title', { hasText: 'Estimate' }).waitFor();
  await tab.waitForFunction(() => parseInt(document.querySelector('iframe').style.height, 10) > 300);
  host.close();
};

tests['embed: the configurator says what is so: copied or not, a colour that was moved and one that was not'] = async ({ page: tab, platform }) => {
  await tab.addInitScript(() => { navigator.clipboard.writeText = () => (window.refuses ? Promise.reject(new Error('no')) : Promise.resolve()); });
  await tab.goto(`${platform.address}/embed/v1/configure.html`);
  await tab.locator('#preview #title').waitFor();
  await tab.click('#copy');
  await tab.locator('#copied', { hasText: '已复制' }).waitFor();
  await tab.evaluate(() => { window.refuses = true; });
  await tab.click('#copy');
  await tab.locator('#copied', { hasText: '不允许复制' }).waitFor();
  assert.match(await tab.evaluate(() => getSelection().toString() || document.activeElement.value), /<anze-calculator>/);
  await tab.selectOption('#accent-on', 'own');
  await tab.fill('#accent', '#ffd54a');
  await tab.locator('#moved', { hasText: '对比度不足' }).waitFor();
  await tab.selectOption('#accent-on', '');
  await tab.waitForFunction(() => document.getElementById('moved').textContent === '');
};

tests['embed: a roster is read in the page of another site, and told in words where its policy forbids it'] = async ({ page: first, platform, browser }) => {
  const policy = `default-src 'none'; script-src ${platform.address} 'wasm-unsafe-eval'; style-src ${platform.address}; connect-src ${platform.address}; img-src ${platform.address} data: blob:`;
  const html = page(element(platform));
  const strict = { html, headers: { 'content-security-policy': policy } };
  const open = { html, headers: { 'content-security-policy': `${policy}; worker-src blob:` } };
  const host = await visit(first, platform, { '/': open, '/strict': strict });
  for (const [path, told] of [['/', '3 人，没有问题'], ['/strict', '请到平台的网页上添加']]) {
    const context = await browser.newContext({ locale: 'zh-CN' });
    const tab = await context.newPage();
    await tab.goto(host.address + path);
    await estimate(tab);
    await tab.locator('.headline').getByRole('button', { name: '去投保' }).click();
    await choose(tab, '名单.csv', csv([HEADINGS, ...people(3)]));
    await stands(tab, told);
    await context.close();
  }
  host.close();
};
