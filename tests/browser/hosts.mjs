// Sites of others, and what is done on them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dist } from './platform.mjs';

const GUIDE = new URL('../../docs/embedding.md', import.meta.url);

export const HEAD = '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>政府网站（测试用）</title>';

const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css', wasm: 'application/wasm', json: 'application/json', svg: 'image/svg+xml' };

/** For browsers one site has one name: by this it is another than the platform's. */
export const ELSEWHERE = 'localhost';

/** What answers at a free port, in a folder. */
async function serve(answer, { folder = '', name = '127.0.0.1' } = {}) {
  const server = createServer(answer);
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  return { address: `http://${name}:${server.address().port}${folder}`, close: () => server.close() };
}

/** Pages of another site, by their path: `{ html, headers }`. */
export function site(pages, name) {
  return serve((request, response) => {
    const { html, headers = {} } = pages[new URL(request.url, 'http://x').pathname] ?? { html: '', headers: {} };
    response.writeHead(html ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(html);
  }, { name });
}

/** A copy of the bundle in a folder of another site, which has files and nothing else: made as the guide has it. */
export async function copy(platform) {
  const folder = '/a/folder/';
  const files = mkdtempSync(join(tmpdir(), 'anze-copy-'));
  cpSync(dist, files, { recursive: true });
  const [, recipe] = readFileSync(GUIDE, 'utf8').match(/```sh\n([^]*?)```/);
  execFileSync('sh', ['-ec', recipe.replaceAll('https://anze.example.gov.cn', platform.address)], { cwd: files });
  const served = await serve((request, response) => {
    const path = new URL(request.url, 'http://x').pathname;
    const name = path.startsWith(folder) ? path.slice(folder.length) || 'index.html' : '';
    const body = name && existsSync(join(files, name)) ? readFileSync(join(files, name)) : '';
    response.writeHead(body ? 200 : 404, { 'content-type': TYPES[name.split('.').pop()] ?? 'application/octet-stream' });
    response.end(body);
  }, { folder });
  const close = () => {
    served.close();
    rmSync(files, { recursive: true });
  };
  return { ...served, close };
}

/** A server that has the platform under a path of its own, as many do: `address` is where the platform begins. */
export function underAPath(platform, path) {
  return serve((request, response) => {
    if (!request.url.startsWith(`${path}/`)) {
      response.writeHead(404).end();
      return;
    }
    const { method, headers, url } = request;
    request.pipe(ask(platform.address + url.slice(path.length), { method, headers }, (given) => {
      response.writeHead(given.statusCode, given.headers);
      given.pipe(response);
    }));
  }, { folder: path });
}

/** The snippet. */
export const element = (platform, attributes = '', inside = '') => `<script type="module" src="${platform.address}/embed/v1/embed.js"></script>
<anze-calculator ${attributes}><a href="${platform.address}/">测算安责险保费</a>${inside}</anze-calculator>`;
export const frame = (platform, query = '', sandbox = '') => `<iframe data-anze title="安责险测算" src="${platform.address}/embed/v1/frame.html${query}" width="600" height="200"
 sandbox="allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-modals${sandbox}"></iframe>
<script type="module" src="${platform.address}/embed/v1/host.js"></script>`;
export const page = (body, head = '') => `${HEAD}${head}</head><body><main><h1>安全生产</h1>${body}</main></body></html>`;

/** Opens a page of that site. */
export async function visit(tab, platform, pages, path = '/', name = undefined) {
  const host = await site(pages, name);
  await tab.goto(host.address + path);
  return host;
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
