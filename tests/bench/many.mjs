// A list of 100,000 enterprises, from the moment the file is chosen until the first page of premiums is there, and then written as a
// workbook: in which time, in how much memory, and for how long the page could not answer at worst. In a browser, on the release bundle.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { HEADINGS, enterprises } from '../browser/many.mjs';
import { Platform } from '../browser/platform.mjs';
import { csv, gb18030, longest, xlsx } from '../browser/roster.mjs';
import { megabytes, peak } from './memory.mjs';

const COUNT = 100_000;

const scratch = mkdtempSync(join(tmpdir(), 'anze-bench-'));
const rows = [HEADINGS, ...enterprises(COUNT)];
const text = csv(rows);
const files = { 'XLSX': ['list.xlsx', xlsx(rows)], 'CSV, UTF-8': ['list.csv', text], 'CSV, GB18030': ['gb18030.csv', gb18030(text)] };

const platform = await Platform.start();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
try {
  console.log(`${COUNT.toLocaleString('en')} enterprises, one run each, the first with fetching the module`);
  for (const [what, [name, bytes]] of Object.entries(files)) await measure(what, name, bytes);
} finally {
  await browser.close();
  await platform.remove();
  rmSync(scratch, { recursive: true, force: true });
}

async function measure(what, name, bytes) {
  const path = join(scratch, name);
  writeFileSync(path, bytes);
  const page = await browser.newPage();
  await page.goto(`${platform.address}/#many`);
  await page.waitForSelector('#many-file');
  await page.evaluate(() => {
    document.addEventListener('change', () => { window.begun = performance.now(); }, true);
    const note = () => { if (document.querySelectorAll('.enterprises tbody tr').length >= 50) window.done ??= performance.now(); };
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const before = await peak(browser);
  const reading = await longest(page, async () => {
    await page.setInputFiles('#many-file', path);
    await page.waitForFunction(() => window.done, null, { timeout: 600_000 });
  });
  const seconds = await page.evaluate(() => (window.done - window.begun) / 1000);
  const rated = await peak(browser) - before;
  const from = Date.now();
  let written;
  const writing = await longest(page, async () => {
    const [file] = await Promise.all([page.waitForEvent('download', { timeout: 600_000 }), page.locator('.share .primary').click()]);
    written = readFileSync(await file.path()).length;
  });
  console.log(`${what.padEnd(14)} ${megabytes(bytes.length).padStart(8)}   rated in ${seconds.toFixed(2)} s, page still for ${Math.round(reading)} ms, `
    + `memory ${megabytes(rated)} more at its peak   written (${megabytes(written)}) in ${((Date.now() - from) / 1000).toFixed(2)} s, `
    + `page still for ${Math.round(writing)} ms, memory ${megabytes(await peak(browser) - before)}`);
  await page.close();
}
