// The whole path on the release bundle in the oldest browser that is promised to work: Chromium 83, which the shells of
// messengers and domestic browsers still carry.
//
//     node tests/old-browsers/run.mjs
//
// ANZE is the `anze` command. Everything happens inside the page: the waiting and clicking of today's Playwright want
// functions that this browser lacks.
import assert from 'node:assert/strict';
import { Platform, outcome, pause } from '../browser/platform.mjs';
import { ENTERPRISE, RECEIPT } from '../browser/steps.mjs';
import { start } from './chromium83.mjs';

const OLDEST = '83.';
const PATIENCE_MILLISECONDS = 15_000;

let browser;
const passed = await outcome('Chromium 83 starts', async () => {
  browser = await start();
  assert.ok(browser.version().startsWith(OLDEST), `it calls itself ${browser.version()}`);
}) && await outcome(`the whole path in Chromium ${browser.version()}`, () => path('', wholePath))
  && await outcome(`the element of another page in Chromium ${browser.version()}`, () => path(null, element))
  && await outcome(`the page for frames in Chromium ${browser.version()}`, () => path('/embed/v1/frame.html', wholePath))
  && await outcome(`the plain version in Chromium ${browser.version()}`, () => path('/plain', plainPath));
await browser?.close();
process.exit(passed ? 0 : 1);

async function path(place, walk) {
  const platform = await Platform.start();
  // In one process it lives no longer than its first page.
  const alone = await start();
  const page = await (await alone.newContext({ locale: 'zh-CN' })).newPage();
  await page.addInitScript(inTheElementToo);
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
  try {
    if (place !== null) await page.goto(`${platform.address}${place}`);
    await walk(page, platform);
    assert.equal(await platform.applications(), 1);
  } catch (error) {
    errors.unshift(error.message);
  } finally {
    await alone.close();
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
  await apply(page);
}

// On a page that has no origin, as the strangest host there is.
async function element(page, platform) {
  await page.setContent(`<script type="module" src="${platform.address}/embed/v1/embed.js"></script><anze-calculator></anze-calculator>`);
  await page.evaluate(inTheElementToo);
  await wholePath(page);
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
