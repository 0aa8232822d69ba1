// Evidence: chosen, cleaned and shown on the device, sent in pieces with the application, never sent twice.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessible, fillForm, fillingStation, fits, kept, receipt, send, toApply, untilKept } from './steps.mjs';

export const tests = {};

const GPS = Buffer.from('36.6512N 117.1201E');
const CERTIFICATE = '#f-attachments-standardisation';
const LICENCE = '#f-attachments-licence';
const PIECE = 128 * 1024;

// A photo that no compression makes small, as a JPEG of the browser.
async function photo(page, side, quality = 0.8) {
  const url = await page.evaluate(([side, quality]) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: side, height: Math.round(side / 2) });
    const context = canvas.getContext('2d');
    const points = context.createImageData(canvas.width, canvas.height);
    let seed = 1;
    for (let i = 0; i < points.data.length; i += 1) {
      seed ^= seed << 13;
      seed ^= seed >>> 17;
      seed ^= seed << 5;
      points.data[i] = i % 4 === 3 ? 255 : seed & 255;
    }
    context.putImageData(points, 0, 0);
    return canvas.toDataURL('image/jpeg', quality);
  }, [side, quality]);
  return Buffer.from(url.split(',')[1], 'base64');
}

// With EXIF as a phone writes it: turned by a quarter, and where it was taken.
function taken(jpeg) {
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0];
  const tiff = Buffer.concat([Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, ...entry, 0, 0, 0, 0]), GPS]);
  const exif = Buffer.concat([Buffer.from('Exif\0\0'), tiff]);
  const head = Buffer.from([0xff, 0xe1, (exif.length + 2) >> 8, (exif.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

const file = (name, buffer, mimeType = 'image/jpeg') => ({ name, mimeType, buffer });

async function filled(page, platform) {
  await fillingStation(page, platform);
  await toApply(page);
  await fillForm(page);
}

const files = (page) => page.locator('.files li');

// Bytes of the pieces that are sent from now on.
function counted(page) {
  const sent = { bytes: 0, pieces: 0 };
  page.on('request', (request) => {
    if (request.method() !== 'PATCH') return;
    sent.bytes += request.postDataBuffer()?.length ?? 0;
    sent.pieces += 1;
  });
  return sent;
}

tests['evidence: the whole path, and nothing of where a photo was taken'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await page.locator('#q0-answers-standardisation-grade-2, input[value="grade-2"]').first().check({ force: true });
  await toApply(page);
  await fillForm(page);
  await page.locator('.asked').waitFor();
  await accessible(page, 'a certificate is asked for');
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  const original = taken(await photo(page, 300));
  await page.setInputFiles(CERTIFICATE, file('标准化证书 IMG_0001.jpeg', original));
  await files(page).waitFor();
  assert.equal(await page.locator('.asked').count(), 0, 'it is there now');
  assert.deepEqual(requests.filter((url) => url.includes('/api/')), [], 'nothing is sent before the press');
  const shown = await page.locator('.files img').evaluate((image) => [image.naturalWidth, image.naturalHeight]);
  assert.deepEqual(shown, [120, 240], 'the small picture stands as the photo does');
  assert.match(await files(page).textContent(), /标准化证书 IMG_0001\.jpg/);
  await accessible(page, 'attached');
  await page.screenshot({ path: new URL('run.out/evidence-desktop.png', import.meta.url).pathname, fullPage: true });
  await send(page);
  const number = await receipt(page);
  const listed = await platform.application('show', number);
  const [, sha256] = listed.match(/attachment: standardisation image\/jpeg \d+ ([0-9a-f]{64})/);
  const out = join(platform.folder, 'saved.jpg');
  await platform.application('attachment', number, sha256, '--out', out);
  const saved = readFileSync(out);
  assert.equal(createHash('sha256').update(saved).digest('hex'), sha256);
  assert.ok(!saved.includes(GPS) && original.includes(GPS));
  const pictures = [original, saved].map((bytes) => bytes.subarray(bytes.indexOf(Buffer.from([0xff, 0xda]))));
  assert.deepEqual(pictures[1], pictures[0], 'and the picture is as it was');
  assert.ok(saved.includes(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6])), 'it still stands on its side');
  assert.deepEqual(await page.evaluate(() => new Promise((done) => {
    const opened = indexedDB.open('anze');
    opened.onsuccess = () => {
      const counts = [...opened.result.objectStoreNames].filter((name) => name === 'files').map((name) =>
        new Promise((counted) => {
          const request = opened.result.transaction(name).objectStore(name).count();
          request.onsuccess = () => counted(request.result);
        }));
      Promise.all(counts).then(done);
    };
  })), [0], 'once sent, the device keeps no file');
};

tests['evidence: a network that breaks off goes on by itself, sending each piece once'] = async ({ page, platform }) => {
  await filled(page, platform);
  const content = await photo(page, 1400);
  assert.ok(content.length > 4 * PIECE, `${content.length} bytes`);
  await page.setInputFiles(LICENCE, file('许可证.jpg', content));
  await files(page).waitFor();
  const seen = [];
  const at = [];
  await page.route('**/api/v1/uploads/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    at.push(Number(route.request().headers()['upload-offset']));
    if (at.length === 2) return route.abort('connectionreset');
    // Arrived, but nobody is told.
    if (at.length === 3) {
      await route.fetch();
      return route.abort('connectionreset');
    }
    seen.push(await page.locator('.files progress').getAttribute('value').catch(() => null));
    return route.continue();
  });
  const told = page.locator('.press [role=status]');
  await send(page);
  await told.getByText(/正在上传“许可证\.jpg”，\d+%/).waitFor();
  await accessible(page, 'sending');
  await receipt(page);
  assert.deepEqual(at.slice(0, 4), [0, PIECE, PIECE, 2 * PIECE], 'lost, then arrived unheard, then on from there');
  assert.equal(new Set(at).size, at.length - 1, 'no other piece twice');
  assert.ok(seen.filter(Boolean).some((value) => Number(value) > PIECE), `progress is seen: ${seen}`);
  assert.equal(await platform.applications(), 1);
};

tests['evidence: cut off, reloaded, sent again by itself: what has arrived is not sent again'] = async ({ page, platform }) => {
  await filled(page, platform);
  const content = await photo(page, 1400);
  await page.setInputFiles(LICENCE, file('许可证.jpg', content));
  await files(page).waitFor();
  let let_through = 3;
  await page.route('**/api/v1/uploads**', (route) => {
    if (route.request().method() === 'PATCH') let_through -= 1;
    return let_through >= 0 ? route.continue() : route.abort('internetdisconnected');
  });
  await send(page);
  await page.locator('.told', { hasText: '等待网络' }).waitFor({ timeout: 40000 });
  assert.equal(await platform.applications(), 0, 'nothing is half there');
  await platform.kill();
  await platform.run();
  await page.unroute('**/api/v1/uploads**');
  const sent = counted(page);
  await page.reload();
  await receipt(page);
  assert.equal(sent.pieces, Math.ceil(content.length / PIECE) - 3);
};

tests['evidence: what cannot be attached is told beside the field'] = async ({ page, platform }) => {
  await filled(page, platform);
  const jpeg = await photo(page, 300);
  const large = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5 * 1024 * 1024, 32), Buffer.from('%%EOF')]);
  await page.setInputFiles(LICENCE, [
    file('page.png', Buffer.from('<!doctype html><script>alert(1)</script>'), 'image/png'),
    file('large.pdf', large, 'application/pdf'),
    file('half.jpg', jpeg.subarray(0, 900)),
    file('good.jpg', jpeg),
  ]);
  await files(page).waitFor();
  const told = await page.locator(`${LICENCE}-notes .error`).allTextContents();
  assert.equal(told.length, 3, told.join());
  assert.match(told[0], /page\.png.*不是 JPEG、PNG 或 PDF/);
  assert.match(told[1], /large\.pdf.*超过 5\.0 MB/);
  assert.match(told[2], /half\.jpg.*不完整/);
  await accessible(page, 'refused');
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await fits(page, `refused, ${width} px`);
  }
  await page.setViewportSize({ width: 390, height: 800 });
  await page.locator('#s-attachments').screenshot({ path: new URL('run.out/evidence-phone.png', import.meta.url).pathname });
  await page.setInputFiles(LICENCE, file('again.jpg', jpeg));
  await page.locator(`${LICENCE}-notes .error`, { hasText: '已经附上了' }).waitFor();
  await page.locator('.language').click();
  await page.locator(`${LICENCE}-notes .error`, { hasText: 'attached already' }).waitFor();
  await accessible(page, 'refused, English');
  await page.locator('#s-attachments').screenshot({ path: new URL('run.out/evidence-english.png', import.meta.url).pathname });
};

tests['evidence: a photo that is too large is made smaller, and said so'] = async ({ page, platform }) => {
  await filled(page, platform);
  const content = await photo(page, 4000, 0.95);
  assert.ok(content.length > 5 * 1024 * 1024, `${content.length} bytes`);
  await page.setInputFiles(LICENCE, file('large.jpg', content));
  await files(page).waitFor({ timeout: 30000 });
  await page.locator(`${LICENCE}-notes`, { hasText: '已转为较小的 JPEG' }).waitFor();
  await send(page);
  const number = await receipt(page);
  const [, size] = (await platform.application('show', number)).match(/attachment: licence image\/jpeg (\d+)/);
  assert.ok(Number(size) <= 5 * 1024 * 1024 && Number(size) > 100_000, size);
};

tests['evidence: what is removed is not sent'] = async ({ page, platform }) => {
  await filled(page, platform);
  const jpeg = await photo(page, 300);
  const pdf = Buffer.from('%PDF-1.7\nnothing to see\n%%EOF\n');
  await page.setInputFiles(LICENCE, [file('a.jpg', jpeg), file('b.pdf', pdf, 'application/pdf')]);
  await files(page).nth(1).waitFor();
  await page.getByRole('button', { name: '移除“a.jpg”' }).press('Enter');
  assert.equal(await files(page).count(), 1);
  // Focus goes to the field.
  await page.waitForFunction((id) => document.activeElement.id === id, LICENCE.slice(1));
  const sent = counted(page);
  await send(page);
  const number = await receipt(page);
  assert.equal(sent.bytes, pdf.length);
  assert.match(await platform.application('show', number), /attachment: licence application\/pdf/);
};

tests['evidence: files are dropped, and kept over a reload'] = async ({ page, platform }) => {
  await fillingStation(page, platform);
  await toApply(page);
  const bytes = [...await photo(page, 300)];
  await page.locator('.evidence').first().evaluate((field, bytes) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array(bytes)], 'dropped.jpg', { type: 'image/jpeg' }));
    field.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
  }, bytes);
  await page.locator('.files img').waitFor();
  await page.reload();
  await page.locator('.files img').waitFor();
  assert.match(await files(page).textContent(), /dropped\.jpg/);
};

tests['evidence: what was cleared goes from the device too, once something was sent'] = async ({ page, platform }) => {
  await filled(page, platform);
  await page.setInputFiles(LICENCE, file('cleared.jpg', await photo(page, 256)));
  await files(page).first().waitFor();
  await page.getByRole('button', { name: '清空本页填写的内容' }).click();
  await page.waitForTimeout(600);
  assert.match(await kept(page), /files: 1/, 'it may be brought back');
  await fillForm(page);
  await send(page);
  await receipt(page);
  await untilKept(page, /files: 0/);
};

tests['evidence: a correction keeps what was attached, and sends only what is new'] = async ({ page, platform }) => {
  await filled(page, platform);
  await page.setInputFiles(LICENCE, file('licence.jpg', await photo(page, 256)));
  await files(page).first().waitFor();
  await send(page);
  const number = await receipt(page);
  assert.match(await page.locator('dl').first().textContent(), /licence\.jpg/);
  await page.locator('.afterwards').getByRole('button', { name: '更正' }).click();
  await page.waitForSelector('form.apply');
  assert.match(await files(page).first().textContent(), /licence\.jpg/);
  const second = await photo(page, 200);
  await page.setInputFiles(CERTIFICATE, file('certificate.jpg', second));
  await files(page).nth(1).waitFor();
  for (const box of await page.locator('.declaration input').all()) await box.check();
  const sent = counted(page);
  await send(page);
  assert.equal(await receipt(page), number);
  assert.match(await page.locator('dl').first().textContent(), /第 2 版[^]*licence\.jpg/);
  assert.match(await page.locator('dl').first().textContent(), /certificate\.jpg/);
  assert.ok(sent.bytes > 0 && sent.bytes <= second.length + 1024, `${sent.bytes} bytes for a file of ${second.length}`);
};
