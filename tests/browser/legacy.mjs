// Every snippet that was ever published, against the present build.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { visit } from './hosts.mjs';
import { premium } from './steps.mjs';

const FOLDER = new URL('../embedding/legacy/', import.meta.url);
const GUIDE = new URL('../../docs/embedding.md', import.meta.url);
const RELEASED = new URL('../../static/embed/v1/released/', import.meta.url);
const AS_PUBLISHED = 'https://anze.example.gov.cn';

export const tests = {};

const names = readdirSync(FOLDER).filter((name) => name.endsWith('.html'));
const read = (name) => readFileSync(new URL(name, FOLDER), 'utf8');

for (const name of names) {
  tests[`legacy: the snippet ${name} works`] = async ({ page: tab, platform }) => {
    const html = read(name).replaceAll(AS_PUBLISHED, platform.address);
    const copy = name.replace('.html', '.host.js');
    const pages = { '/': { html } };
    if (existsSync(new URL(copy, FOLDER))) {
      pages['/your/copy/of/host.js'] = { html: read(copy), headers: { 'content-type': 'text/javascript' } };
    }
    const host = await visit(tab, platform, pages);
    const isFrame = /<iframe/.test(html);
    const inside = isFrame ? tab.frameLocator('iframe') : tab;
    // The sector is chosen by the snippet: what is left is what they do there, and how many they are.
    await inside.locator('#q0-units-0-answers-activity-search').fill('加油站');
    await inside.locator('.hit').first().click();
    await inside.locator('#q0-units-0-answers-headcount').fill('12');
    await premium(inside, '1,188.00');
    // As high as what is in it.
    if (isFrame) await tab.waitForFunction(() => document.querySelector('iframe').getBoundingClientRect().height > 1000);
    host.close();
  };
}

tests['legacy: what the guide has now, and every loader that was released, is among the pages'] = async ({ platform }) => {
  const all = names.map(read);
  const snippets = [...readFileSync(GUIDE, 'utf8').matchAll(/```html\n([\s\S]*?)```/g)].map(([, snippet]) => snippet);
  assert.ok(snippets.length > 1, 'the guide has snippets');
  snippets.forEach((snippet) => assert.ok(all.some((page) => page.includes(snippet)), `no page in tests/embedding/legacy has:\n${snippet}`));
  const digests = await (await fetch(`${platform.address}/embed/v1/integrity.json`)).json();
  for (const loader of readdirSync(RELEASED)) {
    assert.ok(all.some((page) => page.includes(`/${loader}" integrity="${digests[loader]}"`)), `no page pins ${loader}`);
  }
};
