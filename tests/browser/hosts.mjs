// Sites of others, and what is done on them.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { premium } from './steps.mjs';

export const HEAD = '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>政府网站（测试用）</title>';

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

/** The snippet. */
export const element = (platform, attributes = '', inside = '') => `<script type="module" src="${platform.address}/embed/v1/embed.js"></script>
<anze-calculator ${attributes}><a href="${platform.address}/">测算安责险保费</a>${inside}</anze-calculator>`;
export const page = (body, head = '') => `${HEAD}${head}</head><body><main><h1>安全生产</h1>${body}</main></body></html>`;

/** Opens a page of that site. */
export async function visit(tab, platform, pages, path = '/') {
  const host = await site(pages);
  await tab.goto(host.address + path);
  return host;
}

/** A filling station with twelve people, in whatever holds the calculator. */
export async function estimate(within) {
  await within.locator('#q0-units-0-answers-sector-search').fill('加油站');
  await within.locator('.hit').first().click();
  await within.locator('#q0-units-0-answers-headcount').fill('12');
  await premium(within, '1,188.00');
}

/** Does something a hundred times, and looks whether anything is left of it. */
export async function counted(tab, where, once) {
  const session = await tab.context().newCDPSession(tab);
  const count = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return session.send('Memory.getDOMCounters');
  };
  for (let time = 0; time < 20; time += 1) await once();
  const before = await count();
  for (let time = 0; time < 100; time += 1) await once();
  const after = await count();
  console.log(`    a hundred mounts ${where}: ${before.nodes} → ${after.nodes} nodes, ${before.jsEventListeners} → ${after.jsEventListeners} listeners`);
  assert.ok(after.nodes < before.nodes * 1.5, `${before.nodes} → ${after.nodes} nodes`);
  assert.ok(after.jsEventListeners < before.jsEventListeners * 1.5, `${before.jsEventListeners} → ${after.jsEventListeners} listeners`);
}
