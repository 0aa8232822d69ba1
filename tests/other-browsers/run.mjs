// The whole path on the release bundle in other browsers than the one that all tests are run in: `old`, Chromium 83, which
// shells of messengers and domestic browsers still carry and which is the oldest that is promised to work, and two after it;
// `today`, Firefox and WebKit, where the distribution has them.
//
//     node tests/other-browsers/run.mjs old|today
//
// ANZE is the `anze` command. Everything happens inside the page: the waiting and clicking of today's Playwright want
// functions that old browsers lack, and it drives neither Firefox nor WebKit of a distribution.
import assert from 'node:assert/strict';
import { Platform, outcome, pause } from '../browser/platform.mjs';
import { ENTERPRISE, RECEIPT } from '../browser/steps.mjs';
import { old } from './chromium.mjs';
import { firefox } from './firefox.mjs';
import { webkit } from './webkit.mjs';

const BROWSERS = {
  old: [old(83, 'chrome-aws-lambda'), old(90, 'chromium-90'), old(92, 'chromium-92')],
  today: [firefox, webkit],
};
// Where it begins, how it goes, and how many applications come of it.
const PATHS = {
  'the whole path': ['', wholePath],
  'the element of another page': [null, element],
  'the page for frames': ['/embed/v1/frame.html', wholePath],
  'the plain version': ['/plain', plainPath],
  'a visit without a network': ['', withoutNetwork, 0],
  'the single file': [null, single, 0],
  'many enterprises at once': ['/#many', many, 0],
};
const PATIENCE_MILLISECONDS = 30_000;

const chosen = BROWSERS[process.argv[2]];
assert.ok(chosen, 'old or today?');
let failed = 0;
for (const browser of chosen) failed += await inBrowser(browser) ? 0 : 1;
process.exit(failed ? 1 : 0);

async function inBrowser(browser) {
  const { name, missing } = browser;
  if (missing) {
    console.log(`  – ${name}: left out, since this machine has no ${missing} (packages of Debian and others)`);
    return true;
  }
  let passed = await outcome(`${name} starts`, async () => {
    const page = await browser.open(inTheElementToo);
    await page.close();
    console.log(`    version ${page.version}`);
    assert.ok(!/\d/.test(name) || page.version.startsWith(`${name.split(' ')[1]}.`), `it calls itself ${page.version}`);
  });
  for (const [what, [place, walk, sent]] of Object.entries(PATHS)) {
    passed = passed && await outcome(`${what} in ${name}`, () => path(browser, place, walk, sent));
  }
  return passed;
}

async function path(browser, place, walk, sent = 1) {
  const platform = await Platform.start();
  const page = await browser.open(inTheElementToo);
  const { errors } = page;
  try {
    if (place !== null) await page.goto(`${platform.address}${place}`);
    await walk(page, platform);
    assert.equal(await platform.applications(), sent);
  } catch (error) {
    errors.unshift(error.message);
  } finally {
    await page.close();
    await platform.remove();
  }
  // What the browser reports says more than what was waited for in vain.
  if (errors.length) throw new Error(errors.join('\n    '));
}

// Finds what is on the page, or in the element on it.
function inTheElementToo() {
  window.found = (css) => document.querySelector(css) || document.querySelector('anze-calculator')?.shadowRoot?.querySelector(css);
}

async function wholePath(page) {
  await fillingStation(page);
  await picture(page);
  await apply(page);
}

// On a page that has no origin, as the strangest host there is.
async function element(page, platform) {
  const host = `<script type="module" src="${platform.address}/embed/v1/embed.js"></script><anze-calculator></anze-calculator>`;
  await page.goto(`data:text/html,${encodeURIComponent(host)}`);
  await wholePath(page);
}

async function withoutNetwork(page, platform) {
  const kept = () => page.evaluate(async () => {
    const [name] = await caches.keys();
    if (!name || !navigator.serviceWorker.controller) return false;
    return (await (await caches.open(name)).keys()).some(({ url }) => url.endsWith('/tariffs/manifest.json'));
  });
  for (const end = Date.now() + PATIENCE_MILLISECONDS; !await kept();) {
    if (Date.now() > end) throw new Error('the page is not kept');
    await pause(100);
  }
  await platform.kill();
  // What fails to reach the network is told, as it should be.
  const told = page.errors.length;
  await page.goto(`${platform.address}/`);
  await fillingStation(page);
  page.errors.splice(told);
}

// Nothing of it may be fetched: it is opened from the disk.
async function single(page) {
  await page.goto(new URL('../../dist/anze-single.html', import.meta.url).href);
  await fillingStation(page);
  await click(page, '.headline .primary');
  await fillForm(page);
  await until(page, '.press .primary', '存为文件');
}

// The same by forms alone; each press is another page.
async function plainPath(page) {
  await fill(page, '#q0-units-0-answers-sector-search', '加油站');
  await click(page, 'button[value=find]');
  await click(page, '.hits button');
  await fill(page, '#q0-units-0-answers-headcount', '12');
  await click(page, '.actions button[value=rate]');
  await until(page, '.result .figure', '1,188.00');
  await click(page, 'button[value=apply]');
  await fillForm(page);
  await click(page, 'button[value=send]');
  await receipt(page);
}

// A worker, and the largest of the modules.
async function many(page) {
  await until(page, '#many-file', '');
  await page.evaluate(() => {
    const field = window.found('#many-file');
    const files = new DataTransfer();
    files.items.add(new File(['企业名称,行业,业务,人数\n测试甲,危险化学品,加油站,12\n测试乙,渔业养殖,,12\n'], '清单.csv'));
    field.files = files.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await until(page, '#many-stands', '1 家企业测算完成，另有 1 行没有测算');
  await until(page, '.enterprises tbody', '1,188.00');
}

async function fillForm(page) {
  for (const [field, text] of Object.entries(ENTERPRISE)) await fill(page, field, text);
  await fill(page, '#f-enterprise-district', '370102', 'change');
  await fill(page, '#f-terms-dispute', 'litigation', 'change');
  const boxes = ['clauses_read', 'true_and_complete', 'changes_reported', 'paid_on_time', 'not_charged_to_staff',
    'personal_information'];
  for (const box of boxes) await click(page, `#f-declarations-${box}`);
}

async function receipt(page) {
  await until(page, '.received', '');
  assert.match(await until(page, 'dd', 'JN'), RECEIPT);
}

// Twelve people: 100 × 12 = 1200, no accident −10 %, no grade × 1.10 = 1188.00.
async function fillingStation(page) {
  await fill(page, '#q0-units-0-answers-sector-search', '加油站');
  await click(page, '.hit');
  await fill(page, '#q0-units-0-answers-headcount', '12');
  await until(page, '.headline .figure', '1,188.00');
}

// The estimate as a picture, which is all that can be passed on where neither clipboard nor system takes anything.
async function picture(page) {
  await until(page, '.headline .share', '存为图片');
  await page.evaluate(() => {
    const buttons = [...window.found('.headline .share').querySelectorAll('button')];
    buttons.find((button) => button.textContent === '存为图片').click();
  });
  await until(page, '.card', '下载图片');
  const [begins, length, alt] = await page.evaluate(() => {
    const { src, alt } = window.found('.card img');
    return [src.slice(0, 22), src.length, alt];
  });
  assert.equal(begins, 'data:image/png;base64,');
  assert.ok(length > 20_000, `a picture of ${length} characters`);
  assert.match(alt, /1,188\.00 元/);
}

async function apply(page) {
  await click(page, '.headline .primary');
  await fillForm(page);
  await click(page, '.press > .primary');
  await receipt(page);
}

async function fill(page, selector, text, event = 'input') {
  await until(page, selector, '');
  await page.evaluate(([css, value, type]) => {
    const field = window.found(css);
    field.value = value;
    const made = type === 'input' ? new InputEvent(type, { bubbles: true }) : new Event(type, { bubbles: true });
    field.dispatchEvent(made);
  }, [selector, text, event]);
}

async function click(page, selector) {
  await until(page, selector, '');
  await page.evaluate((css) => window.found(css).click(), selector);
}

// Waits for an element with this text in it, and gives all of its text.
async function until(page, selector, text) {
  const end = Date.now() + PATIENCE_MILLISECONDS;
  let found = null;
  while (Date.now() < end) {
    // A press of a plain form leads to another page, perhaps at this very moment.
    found = await page.evaluate((css) => window.found(css)?.textContent ?? null, selector).catch(() => null);
    if (found?.includes(text)) return found;
    await pause(50);
  }
  throw new Error(found === null ? `${selector} is not there` : `${selector} shows "${found}", not "${text}"`);
}
