// Large type and targets (适老化).
import assert from 'node:assert/strict';
import { accessible, answer, fillForm, fillingStation, fits, open, premium, toApply } from './steps.mjs';

export const tests = {};

const SMALLEST_TYPE = 18;
const SMALLEST_TARGET = 44;

const large = (page) => page.getByRole('button', { name: /大字版|Large type/ });

/** What is smaller than it may be: words, and targets but for links inside a sentence. */
const small = (page) => page.evaluate(([type, target]) => {
  const seen = (element) => element.getClientRects().length > 0 && !element.closest('.hidden, .skip, .default');
  const all = [...document.querySelectorAll('#anze *, .top *, .main *')].filter(seen);
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

tests['elder: the plain pages have it too, by forms alone'] = async ({ browser, platform }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 800 }, locale: 'zh-CN' });
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  const size = async () => {
    await page.waitForLoadState();
    return page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
  };
  await page.goto(`${platform.address}/plain`);
  assert.equal(await size(), 16);
  await page.fill('#q0-units-0-answers-sector-search', '加油站');
  await large(page).click();
  assert.equal(await size(), 20);
  assert.equal(await large(page).getAttribute('aria-pressed'), 'true');
  await page.locator('.hits button').first().click();
  await page.fill('#q0-units-0-answers-headcount', '12');
  await page.getByRole('button', { name: '测算保险费' }).click();
  assert.equal(await page.locator('.result .figure').first().textContent(), '1,188.00', 'what was typed is there');
  await page.getByRole('button', { name: 'English' }).click();
  assert.equal(await size(), 20);
  await fits(page, 'the plain estimate');
  assert.deepEqual(await small(page), { words: [], targets: [] });
  await page.getByRole('button', { name: 'Apply', exact: true }).click();
  await fits(page, 'the plain form');
  assert.deepEqual(await small(page), { words: [], targets: [] });
  await page.getByRole('link', { name: 'See how an application stands' }).click();
  assert.equal(await size(), 20);
  await large(page).click();
  assert.equal(await size(), 16);
  await context.close();
};

/** Voices that are heard of a moment later, as in Chromium, and say nothing by themselves. */
const voices = (tags) => {
  const synthesis = new EventTarget();
  const heard = [];
  let asked = false;
  const end = (utterance, type) => utterance.dispatchEvent(new Event(type));
  Object.assign(synthesis, {
    getVoices: () => {
      const there = asked ? tags.map((lang) => ({ lang, name: lang })) : [];
      setTimeout(() => { asked = true; }, 100);
      return there;
    },
    speak: (utterance) => heard.push(['speak', utterance.text, utterance]),
    pause: () => heard.push(['pause']),
    resume: () => heard.push(['resume']),
    cancel: () => {
      heard.push(['cancel']);
      heard.filter(([what]) => what === 'speak').forEach(([, , utterance]) => end(utterance, 'error'));
    },
  });
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text; }
  };
  window.heard = heard;
  window.finish = () => heard.filter(([what]) => what === 'speak').forEach(([, , utterance]) => end(utterance, 'end'));
  Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
};

const heard = (page) => page.evaluate(() => window.heard.splice(0).map(([what, text]) => (text ? text : what)));
const press = (page, name) => page.locator('.headline').getByRole('button', { name, exact: true }).click();

tests['read aloud: the result in words, when somebody asks; paused, read on, stopped'] = async ({ page, platform }) => {
  await page.addInitScript(voices, ['en-US', 'zh-CN']);
  await fillingStation(page, platform);
  await page.getByRole('button', { name: '朗读' }).waitFor();
  assert.deepEqual(await heard(page), [], 'nothing by itself');
  await press(page, '朗读');
  const read = await heard(page);
  assert.equal(read[0], '必须投保。危险化学品属于强制实施安责险的高危行业领域。');
  assert.equal(read[1], '保险费一千一百八十八元。');
  assert.ok(read.includes('平均每人九十九元。'), read.join('\n'));
  assert.ok(read.includes('从业人员人身伤亡，每人五十万元，累计六百万元。'), read.join('\n'));
  assert.ok(read.some((sentence) => /示意，非官方/.test(sentence)), 'how official it is');
  await press(page, '暂停朗读');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '继续朗读', 'the focus stays');
  await press(page, '继续朗读');
  assert.deepEqual(await heard(page), ['pause', 'resume']);
  await press(page, '停止朗读');
  assert.deepEqual(await heard(page), ['resume', 'cancel']);
  await press(page, '朗读');
  await page.evaluate(() => window.finish());
  await page.getByRole('button', { name: '朗读', exact: true }).waitFor();
  await press(page, '朗读');
  await heard(page);
  await answer(page, 'headcount', '13', 0);
  await premium(page, '1,287.00');
  await page.waitForFunction(() => window.heard.some(([what]) => what === 'cancel'), null, { timeout: 3000 });
  await page.getByRole('button', { name: '朗读', exact: true }).waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Read aloud' }).click();
  assert.ok((await heard(page)).includes('The premium is 1,287 yuan.'));
};

tests['read aloud: without a voice for the language there is no button'] = async ({ page, platform }) => {
  await page.addInitScript(voices, ['en-US', 'zh-HK']);
  await fillingStation(page, platform);
  await page.waitForTimeout(1200);
  assert.equal(await page.getByRole('button', { name: '朗读' }).count(), 0);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Read aloud' }).waitFor();
};
