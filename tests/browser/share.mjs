// An estimate that is passed on: as a link, through the system, as a picture.
import assert from 'node:assert/strict';
import { read } from './qr.mjs';
import { ENTERPRISE, accessible, answer, fillForm, fillingStation, find, fits, open, premium, toApply } from './steps.mjs';

export const tests = {};

const button = (page, name) => page.locator('.headline').getByRole('button', { name, exact: true });
const picture = (page) => page.locator('.card img');

/** What is passed on must not know of these. */
function namesNobody(text) {
  for (const typed of [...Object.values(ENTERPRISE), '示例仲裁委员会']) assert.ok(!text.includes(typed), `${typed} is passed on`);
}

/** A filling station whose application is filled in, back at the estimate. */
async function applied(page, platform) {
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
  await page.goBack();
  await premium(page, '1,188.00');
}

/** The text of the code on the picture. */
async function scanned(page) {
  const { width, height, dark } = await picture(page).evaluate(async (image) => {
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const black = Array.from({ length: data.length / 4 }, (_, at) => Number(data[4 * at] + data[4 * at + 1] + data[4 * at + 2] < 24));
    return { width: canvas.width, height: canvas.height, dark: black.join('') };
  });
  return read((x, y) => dark[y * width + x] === '1', width, height);
}

tests['share: the system is handed link, words and picture, and nothing personal'] = async ({ page, platform }) => {
  await page.addInitScript(() => {
    window.given = [];
    navigator.canShare = ({ files }) => files.length === 1;
    navigator.share = (data) => {
      const { title, text, url, files } = data;
      window.given.push({ title, text, url, files: files.map(({ name, type, size }) => ({ name, type, size })), fresh: navigator.userActivation.isActive });
      return window.refusal ? Promise.reject(new DOMException('', window.refusal)) : Promise.resolve();
    };
  });
  await applied(page, platform);
  await button(page, '分享').click();
  const [given] = await page.evaluate(() => window.given);
  assert.equal(given.title, '济南安责险测算');
  assert.match(given.text, /保险费 1,188\.00 元（示意，非官方）/);
  assert.equal(given.fresh, true, 'right from the press');
  assert.match(given.files[0].name, /^anze-\d{4}-\d\d-\d\d\.png$/);
  assert.equal(given.files[0].type, 'image/png');
  assert.ok(given.files[0].size > 10_000);
  namesNobody(`${JSON.stringify(given)}${Buffer.from(given.url.split('#v1.')[1], 'base64url')}`);
  await page.evaluate(() => { window.refusal = 'AbortError'; });
  await button(page, '分享').click();
  await page.waitForFunction(() => window.given.length === 2);
  assert.equal(await page.getByText('没有分享成功').count(), 0, 'who thinks better of it is told nothing');
  await page.evaluate(() => { window.refusal = 'NotAllowedError'; });
  await button(page, '分享').click();
  await page.getByText('没有分享成功').waitFor();
};

tests['share: where the system takes nothing there is no button for it'] = async ({ page, platform }) => {
  await page.addInitScript(() => { delete Navigator.prototype.share; });
  await fillingStation(page, platform);
  assert.equal(await button(page, '分享').count(), 0);
  await button(page, '存为图片').waitFor();
};

tests['share: the picture says what the page says, to those who do not see it too, and its code opens it'] = async ({ page, platform, context }) => {
  await page.addInitScript(() => {
    window.written = [];
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function write(text, ...rest) {
      window.written.push(text);
      return fillText.call(this, text, ...rest);
    };
  });
  await applied(page, platform);
  for (const [lang, name, official] of [['zh', '存为图片', '示意，非官方'], ['en', 'Save as a picture', 'illustrative']]) {
    if (lang === 'en') await page.getByRole('button', { name: 'English' }).click();
    await button(page, name).click();
    const alt = await picture(page).getAttribute('alt');
    const period = await page.locator('.per').textContent();
    for (const said of ['1,188.00', '99.00', official, period.match(/\d{4}-\d\d-\d\d/)[0], new URL(platform.address).host]) assert.ok(alt.includes(said), `${said} is not in: ${alt}`);
    const limits = await page.locator('.covers .sum').first().textContent();
    assert.ok(alt.includes(limits), `${limits} is not in: ${alt}`);
    namesNobody(alt);
    const bare = (text) => text.replace(/\s/g, '');
    const written = await page.evaluate(() => window.written);
    assert.ok(written.some((line) => line.includes(official)), 'the mark is drawn');
    for (const line of written) assert.ok(bare(alt).includes(bare(line)), `"${line}" is on the picture and not in its text`);
    await page.evaluate(() => { window.written = []; });
    const [width, height] = await picture(page).evaluate(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight]);
    assert.equal(width, 1080);
    assert.ok(height >= 1440, `${height} pixels`);
  }
  const link = await scanned(page);
  namesNobody(Buffer.from(link.split('#v1.')[1], 'base64url').toString());
  const other = await context.browser().newContext({ locale: 'zh-CN' });
  const elsewhere = await other.newPage();
  await elsewhere.goto(link);
  await premium(elsewhere, '1,188.00');
  await other.close();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the picture' }).click();
  assert.match((await downloading).suggestedFilename(), /^anze-.*\.png$/);
};

tests['share: a picture never shows what was answered before'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await button(page, '存为图片').click();
  await picture(page).waitFor();
  await answer(page, 'headcount', '13', 0);
  await premium(page, '1,287.00'); // 100 × 13 × 0.99
  assert.equal(await picture(page).count(), 0);
  await button(page, '存为图片').click();
  assert.match(await picture(page).getAttribute('alt'), /1,287\.00/);
  await page.getByRole('button', { name: '收起图片' }).click();
  assert.equal(await picture(page).count(), 0);
  // Grade 1 to none leaves 13 × 100 × 0.9 × 0.8 = 936.00 to 1287.00.
  await page.locator('fieldset.field', { hasText: '安全生产标准化等级' }).getByRole('radio', { name: '不清楚' }).check();
  await button(page, '存为图片').click();
  assert.match(await picture(page).getAttribute('alt'), /936\.00 – 1,287\.00/);
};

tests['share: what makes too long a link for a code opens the calculator'] = async ({ page, platform }) => {
  await open(page, platform);
  for (let unit = 0; unit < 8; unit += 1) {
    if (unit) await page.locator('.add').click();
    await find(page, '加油站', unit);
    await answer(page, 'headcount', '12', unit);
  }
  await premium(page, '9,504.00'); // 8 × 1188.00
  await button(page, '存为图片').click();
  assert.equal(await scanned(page), platform.address);
  assert.match(await picture(page).getAttribute('alt'), /算出您的保险费/);
};

tests['share: where the clipboard is closed the link stands in a field, selected'] = async ({ page, platform }) => {
  await page.addInitScript(() => { Object.defineProperty(navigator, 'clipboard', { value: undefined }); });
  await fillingStation(page, platform);
  await button(page, '复制链接').click();
  await page.getByLabel('请复制下面的链接').waitFor();
  await page.waitForFunction(() => {
    const { id, value, selectionStart, selectionEnd } = document.activeElement;
    return id === 'copy-by-hand' && /#v1\./.test(value) && selectionStart === 0 && selectionEnd === value.length;
  });
};

tests['share: buttons and picture fit a telephone, and keep to light colours in the dark'] = async ({ page, platform }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 320, height: 640 });
  await fillingStation(page, platform);
  await button(page, '存为图片').click();
  const ground = await picture(page).evaluate(async (image) => {
    await image.decode();
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d');
    context.drawImage(image, -4, -200);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  });
  assert.deepEqual(ground.map((part) => part > 240), [true, true, true], String(ground));
  await fits(page, 'the picture');
  await accessible(page, 'the picture');
};
