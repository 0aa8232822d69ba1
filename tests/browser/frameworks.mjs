// The element in pages of React and Vue, built from their npm packages.
import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { HEAD, counted, visit } from './hosts.mjs';
import { estimate, premium } from './steps.mjs';

export const tests = {};

// What each way of listening that the framework has hears of one estimate.
const FRAMEWORKS = { React: ['react.jsx', ['attribute', 'listener']], Vue: ['vue.js', ['attribute']] };

for (const [name, [file, ways]] of Object.entries(FRAMEWORKS)) {
  tests[`embed: a list of elements in ${name}: added, changed, moved, removed, heard, without a leak`] = async ({ page: tab, platform }) => {
    const mounts = await countMounts(tab);
    const host = await framework(tab, platform, file);
    const show = (...all) => tab.evaluate((list) => window.show(list), all);
    const element = (id) => tab.locator(`#${id}`);
    const [one, two] = [{ id: 'one', lang: 'en', sector: 'construction', theme: 'dark' }, { id: 'two' }];

    await show(one, two);
    await element('one').locator('#title', { hasText: 'Estimate' }).waitFor();
    await estimate(element('two'));
    await tab.waitForFunction(() => window.heard.some(([, id, low]) => id === 'two' && low === '1188.00'));
    const heard = await tab.evaluate(() => window.heard.filter(([, id, low]) => id === 'two' && low === '1188.00').map(([how]) => how));
    assert.deepEqual([...heard].sort(), ways, 'each way hears it once');

    // Moved, an element goes on as it was: the very same, with what was typed.
    await element('two').evaluate((found) => { found.shadowRoot.querySelector('.figure').marked = true; });
    await show(two, one);
    await show({ ...two, lang: 'en' }, { ...one, sector: undefined, lang: 'zh' });
    await element('one').locator('#title', { hasText: '测算' }).waitFor();
    await element('two').locator('#title', { hasText: 'Estimate' }).waitFor();
    assert.deepEqual(await tab.locator('anze-calculator').evaluateAll((all) => all.map(({ id }) => id)), ['two', 'one']);
    await premium(element('two'), '1,188.00');
    assert.equal(await element('two').evaluate((found) => found.shadowRoot.querySelector('.figure').marked), true);
    assert.equal(await element('one').evaluate((found) => found.hasAttribute('sector')), false, 'what is left out is no attribute');
    assert.equal(await mounts(), 2);

    // Removed and added a hundred times, where it is in view.
    const again = () => tab.evaluate(async (all) => {
      const until = async (fits) => {
        for (let tries = 0; !fits(); tries += 1) {
          if (tries > 1000) throw new Error(`waited in vain: ${fits}`);
          await new Promise((done) => { setTimeout(done, 10); });
        }
      };
      window.scrollTo(0, 0);
      window.show(all.slice(1));
      await until(() => !document.getElementById('one'));
      await new Promise((done) => { setTimeout(done, 20); });
      window.show(all);
      await until(() => document.getElementById('one')?.shadowRoot?.querySelector('#title'));
    }, [one, two]);
    await counted(tab, `in ${name}`, again);
    host.close();
  };
}

tests['embed: taken away and put back while it is being opened, an element is drawn once'] = async ({ page: tab, platform }) => {
  const mounts = await countMounts(tab, async () => { await new Promise((done) => { setTimeout(done, 500); }); });
  const host = await framework(tab, platform, 'react.jsx');
  for (const all of [[{ id: 'one' }], [], [{ id: 'two' }]]) {
    await tab.evaluate((list) => window.show(list), all);
    await tab.waitForTimeout(100);
  }
  const moves = await tab.evaluate(async () => {
    const element = document.querySelector('anze-calculator');
    const place = element.parentNode;
    element.remove();
    await new Promise((done) => { setTimeout(done, 50); });
    place.append(element);
    return element.id;
  });
  assert.equal(moves, 'two');
  await estimate(tab);
  assert.equal(await mounts(), 1);
  host.close();
};

/** A page whose script is built of that file; the element's loader is beside it, as the snippet has it. */
async function framework(tab, platform, file) {
  const { outputFiles } = await build({
    entryPoints: [new URL(`../embedding/${file}`, import.meta.url).pathname],
    bundle: true,
    write: false,
    jsx: 'automatic',
    charset: 'utf8',
    logLevel: 'error',
    // As while a site is made: React mounts everything twice then, to find what is not cleaned up.
    jsxDev: true,
    define: { 'process.env.NODE_ENV': '"development"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
  });
  const html = `${HEAD}</head><body><div id="app"></div><script type="module" src="${platform.address}/embed/v1/embed.js"></script>`
    + '<script src="/app.js"></script></body></html>';
  const script = { html: outputFiles[0].text, headers: { 'content-type': 'text/javascript; charset=utf-8' } };
  const host = await visit(tab, platform, { '/': { html }, '/app.js': script });
  await tab.waitForFunction(() => window.show && customElements.get('anze-calculator'));
  return host;
}

/** Counts what the module is asked to draw: it goes through a module of ours. */
async function countMounts(tab, first = async () => {}) {
  await tab.route('**/embed/v1/build.json', async (route) => {
    await first();
    const answer = await route.fetch();
    const named = await answer.json();
    const script = `counted-${named.script}`;
    await tab.route(`**/${script}`, (asked) => asked.fulfill({
      contentType: 'text/javascript',
      headers: { 'access-control-allow-origin': '*' },
      body: `import * as real from './${named.script}'; export * from './${named.script}'; export default real.default;
        export const mount = (...all) => { window.mounts = (window.mounts || 0) + 1; return real.mount(...all); };`,
    }));
    await route.fulfill({ response: answer, json: { ...named, script } });
  });
  return () => tab.evaluate(() => window.mounts);
}
