// One table, in every form that people have it in, in a browser on the release bundle: for how long, and with how much memory.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { Platform } from '../browser/platform.mjs';
import { csv, gb18030, xlsx } from '../browser/roster.mjs';

/** Measures each form: `measure` gets its path, the browser and the platform, and gives what to print. */
export async function inEveryForm(title, rows, measure) {
  const scratch = mkdtempSync(join(tmpdir(), 'anze-bench-'));
  const text = csv(rows);
  const forms = { 'XLSX': ['table.xlsx', xlsx(rows)], 'CSV, UTF-8': ['table.csv', text], 'CSV, GB18030': ['gb18030.csv', gb18030(text)] };
  const platform = await Platform.start();
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  try {
    console.log(`${title}, one run each, the first with fetching the module`);
    for (const [what, [name, bytes]] of Object.entries(forms)) {
      const path = join(scratch, name);
      writeFileSync(path, bytes);
      const size = megabytes(readFileSync(path).length);
      console.log(`${what.padEnd(14)} ${size.padStart(8)}   ${await measure(path, browser, platform)}`);
    }
  } finally {
    await browser.close();
    await platform.remove();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Notes in the page when a file is chosen, and when what `isDone` says of the page is first so. */
export const watch = (page, isDone) => page.evaluate(`{
  document.addEventListener('change', () => { window.begun = performance.now(); }, true);
  const note = () => { if ((${isDone})()) window.done ??= performance.now(); };
  new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
}`);

/** The most memory that any process of the browser's pages ever had, in bytes. */
export async function peak(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const most = ({ id }) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  return Math.max(0, ...processInfo.filter(({ type }) => type === 'renderer').map(most));
}

export const megabytes = (number) => `${(number / 2 ** 20).toFixed(1)} MB`;
