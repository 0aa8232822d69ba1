// Large type and targets (适老化).
import assert from 'node:assert/strict';
import { accessible, fillForm, fillingStation, fits, open, premium, toApply } from './steps.mjs';

export const tests = {};

const SMALLEST_TYPE = 18;
const SMALLEST_TARGET = 44;

const large = (page) => page.getByRole('button', { name: /大字版|Large type/ });

/** What is smaller than it may be: words, and targets but for links inside a sentence. */
const small = (page) => page.evaluate(([type, target]) => {
  const seen = (element) => element.getClientRects().length > 0 && !element.closest('.hidden, .skip');
  const all = [...document.querySelectorAll('#anze *')].filter(seen);
  const hasWords = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const words = all.filter((element) => hasWords(element) && parseFloat(getComputedStyle(element).fontSize) < type);
  const size = (element) => {
    const label = element.matches('input[type=radio], input[type=checkbox], input[type=file]') && element.closest('label');
    const { width, height } = (label || element).getBoundingClientRect();
    return Math.min(width, height);
  };
  const targets = all.filter((element) => element.matches('button, summary, input, select, textarea, nav a, .bar a, .overview a') && size(element) < target);
  const told = (element) => `${element.tagName.toLowerCase()}.${element.className} "${element.textContent.trim().slice(0, 20)}"`;
  return { words: [...new Set(words.map(told))], targets: [...new Set(targets.map((element) => `${told(element)} ${size(element)}`))] };
}, [SMALLEST_TYPE, SMALLEST_TARGET]);

tests['elder: large type and targets on every screen, from 320 pixels on, and nothing wider than the screen'] = async ({ page, platform }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await fillingStation(page, platform);
  await large(page).click();
  const look = async (what) => {
    for (const width of [320, 390, 768, 1000, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await fits(page, `${what} at ${width}`);
      assert.deepEqual(await small(page), { words: [], targets: [] }, `${what} at ${width}`);
    }
    await accessible(page, what);
  };
  await look('the estimate');
  await page.getByRole('button', { name: '加入比较' }).click();
  await page.waitForSelector('table.compare');
  await look('the comparison');
  await page.goBack();
  await toApply(page);
  await fillForm(page);
  await look('the form');
};

tests['elder: the switch is pressed once and remembered, and not on a shared computer'] = async ({ page, platform }) => {
  await open(page, platform);
  const size = () => page.evaluate(() => getComputedStyle(document.body).fontSize);
  assert.equal(await size(), '16px');
  assert.equal(await large(page).getAttribute('aria-pressed'), 'false');
  await large(page).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => getComputedStyle(document.body).fontSize === '20px');
  assert.equal(await large(page).getAttribute('aria-pressed'), 'true');
  await page.reload();
  await page.waitForSelector('#title');
  assert.equal(await size(), '20px');
  assert.equal(await large(page).getAttribute('aria-pressed'), 'true');
  await page.getByRole('button', { name: '公用电脑' }).click();
  await page.getByText('公用电脑模式').waitFor();
  assert.equal(await size(), '20px', 'who reads now still does');
  await page.reload();
  await page.waitForSelector('#title');
  assert.equal(await size(), '16px');
};

tests['elder: where nothing can be kept the switch holds until the page is left'] = async ({ page, platform }) => {
  await page.addInitScript(() => { Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } }); });
  await open(page, platform);
  await large(page).click();
  await page.waitForFunction(() => getComputedStyle(document.body).fontSize === '20px');
  await fillingStation(page, platform);
  await premium(page, '1,188.00');
};

tests['elder: of an element of another page the attribute decides'] = async ({ page, platform }) => {
  await page.goto(`${platform.address}/embed/v1/frame.html?mode=elder`);
  await page.waitForSelector('#title');
  assert.equal(await large(page).count(), 0);
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('#title ~ *')).fontSize), '20px');
  assert.deepEqual(await small(page), { words: [], targets: [] });
};
