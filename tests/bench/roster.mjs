// A roster of 50,000 people, from the moment the file is chosen until it is read: in which time, in how much memory, and for
// how long the page could not answer at worst. In a browser, on the release bundle.
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { Platform } from '../browser/platform.mjs';
import { HEADINGS, csv, gb18030, longest, people, stands, xlsx } from '../browser/roster.mjs';
import { fillingStation, toApply } from '../browser/steps.mjs';
import { megabytes, peak } from './memory.mjs';

const PEOPLE = 50_000;

const scratch = mkdtempSync(join(tmpdir(), 'anze-bench-'));
const rows = [HEADINGS, ...people(PEOPLE)];
const text = csv(rows);
const files = {
  'XLSX': ['roster.xlsx', xlsx(rows)],
  'CSV, UTF-8': ['roster.csv', text],
  'CSV, GB18030': ['gb18030.csv', gb18030(text)],
};

const platform = await Platform.start();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
try {
  console.log(`${PEOPLE.toLocaleString('en')} people, one run each, the first with fetching the module`);
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
  await fillingStation(page, platform);
  await toApply(page);
  await page.evaluate(() => {
    document.addEventListener('change', () => { window.begun = performance.now(); }, true);
    const note = () => { if (/50000 人/.test(document.getElementById('roster-stands').textContent)) window.done ??= performance.now(); };
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const before = await peak(browser);
  const still = await longest(page, async () => {
    await page.setInputFiles('#f-roster', path);
    await stands(page, `${PEOPLE} 人，没有问题`);
  });
  const seconds = await page.evaluate(() => (window.done - window.begun) / 1000);
  const size = megabytes(readFileSync(path).length);
  console.log(`${what.padEnd(14)} ${size.padStart(8)}   ${seconds.toFixed(2)} s   page still for ${Math.round(still)} ms at most   `
    + `memory ${megabytes(await peak(browser) - before)} more at its peak`);
  await page.close();
}
