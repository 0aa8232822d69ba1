// The whole path in a real browser, on the release bundle, through the platform on a real database.
//
//     node tests/browser/run.mjs [words of a test's name] …
//
// ANZE is the `anze` command, CHROMIUM the browser. Screenshots of failures go to tests/browser/run.out/.
import { mkdirSync, rmSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { Platform, outcome } from './platform.mjs';
import { tests as builds } from './builds.mjs';
import { tests as campaigns } from './campaigns.mjs';
import { tests as elder } from './elder.mjs';
import { tests as embed } from './embed.mjs';
import { tests as evidence } from './evidence.mjs';
import { tests as form } from './form.mjs';
import { tests as frameworks } from './frameworks.mjs';
import { tests as keep } from './keep.mjs';
import { tests as kiosk } from './kiosk.mjs';
import { tests as later } from './later.mjs';
import { tests as legacy } from './legacy.mjs';
import { tests as many } from './many.mjs';
import { tests as offline } from './offline.mjs';
import { tests as paper } from './paper.mjs';
import { tests as plain } from './plain.mjs';
import { tests as roster } from './roster.mjs';
import { tests as share } from './share.mjs';
import { tests as single } from './single.mjs';
import { tests as whole } from './tests.mjs';

const tests = {
  ...whole,
  ...builds,
  ...campaigns,
  ...elder,
  ...embed,
  ...evidence,
  ...form,
  ...frameworks,
  ...keep,
  ...kiosk,
  ...later,
  ...legacy,
  ...many,
  ...offline,
  ...paper,
  ...plain,
  ...roster,
  ...single,
  ...share,
};

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const out = new URL('run.out/', import.meta.url).pathname;
const words = process.argv.slice(2);
const wanted = Object.entries(tests).filter(([name]) => !words.length || words.some((word) => name.includes(word)));
if (!wanted.length) throw new Error(`no test is called ${words.join(' or ')}`);

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath, args });
// On a machine that others load a moment can be missed: what fails is run once more, and named at the end, since something is unsteady.
const unsteady = [];
let failed = 0;
for (const [name, test] of wanted) {
  const run = () => alone(name, test);
  if (await outcome(name, run)) continue;
  if (await outcome(`${name}, once more`, run)) unsteady.push(name);
  else failed += 1;
}
await browser.close();
for (const name of unsteady) console.log(`unsteady, passed the second time: ${name}`);
console.log(failed ? `${failed} failed` : 'all passed');
process.exit(failed ? 1 : 0);

// Each test has a platform, a database and a browser profile of its own.
async function alone(name, test) {
  const platform = await Platform.start();
  // What a worker answers no test can play with.
  const serviceWorkers = name.startsWith('offline') ? 'allow' : 'block';
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN', serviceWorkers });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // What the network does is the test's own doing.
    if (message.type() === 'error' && !/Failed to (load resource|fetch)|ERR_/.test(message.text())) errors.push(message.text());
  });
  try {
    await test({ page, context, platform, browser });
    if (errors.length) throw new Error(`the page reported: ${errors.join('; ')}`);
  } catch (error) {
    const file = `${out}${name.replace(/\W+/g, '-')}.png`;
    await page.screenshot({ path: file, fullPage: true }).catch(() => {});
    throw new Error(`${error.message}\n    screenshot: ${file}`, { cause: error });
  } finally {
    await context.close();
    await platform.remove();
  }
}
