// The calculator in pages of other sites: as an element, in a frame, on hosts that make it hard.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { accessible, fillForm, find, premium, receipt, send } from './steps.mjs';

export const tests = {};

const HEAD = '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>政府网站（测试用）</title>';

/** Pages of another site, by their path: `{ html, headers }`. */
async function site(pages) {
  const server = createServer((request, response) => {
    const { html, headers = {} } = pages[new URL(request.url, 'http://x').pathname] ?? { html: '', headers: {} };
    response.writeHead(html ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(html);
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

const element = (platform, attributes = '', inside = '') => `<script type="module" src="${platform.address}/embed/v1/embed.js"></script>
<anze-calculator ${attributes}><a href="${platform.address}/">测算安责险保费</a>${inside}</anze-calculator>`;
const page = (body, head = '') => `${HEAD}${head}</head><body><main><h1>安全生产</h1>${body}</main></body></html>`;

async function visit(tab, platform, pages, path = '/') {
  const host = await site(pages);
  await tab.goto(host.address + path);
  return host;
}

/** A filling station with twelve people, in whatever holds the calculator. */
async function estimate(within) {
  await find(within, '加油站');
  await within.fill('#q0-units-0-answers-headcount', '12');
  await premium(within, '1,188.00');
}

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
  assert.deepEqual(last[1].sectors, ['hazchem']);
  assert.equal(last[1].low, '1188.00');
  assert.deepEqual(told.filter(([type]) => /apply|receipt/.test(type)).map(([type]) => type), ['anze:apply', 'anze:receipt']);
  assert.doesNotMatch(JSON.stringify(told), /示例企业|91370100|测试|0531|JN20/);
  host.close();
};
