// A list of 100,000 enterprises, from the moment the file is chosen until the first page of premiums is there, and then written as a
// workbook: in which time, in how much memory, and for how long the page could not answer at worst. In a browser, on the release bundle.
import { readFileSync } from 'node:fs';
import { HEADINGS, enterprises } from '../browser/many.mjs';
import { longest } from '../browser/roster.mjs';
import { inEveryForm, megabytes, peak, watch } from './tables.mjs';

const COUNT = 100_000;

await inEveryForm(`${COUNT.toLocaleString('en')} enterprises`, [HEADINGS, ...enterprises(COUNT)], async (path, browser, platform) => {
  const page = await browser.newPage();
  await page.goto(`${platform.address}/#many`);
  await page.waitForSelector('#many-file');
  await watch(page, () => document.querySelectorAll('.enterprises tbody tr').length >= 50);
  const before = await peak(browser);
  const reading = await longest(page, async () => {
    await page.setInputFiles('#many-file', path);
    await page.waitForFunction(() => window.done, null, { timeout: 600_000 });
  });
  const rated = await peak(browser) - before;
  const from = Date.now();
  let written;
  const writing = await longest(page, async () => {
    const [file] = await Promise.all([page.waitForEvent('download', { timeout: 600_000 }), page.locator('.share .primary').click()]);
    written = readFileSync(await file.path()).length;
  });
  const seconds = { rated: await page.evaluate(() => (window.done - window.begun) / 1000), written: (Date.now() - from) / 1000 };
  const most = await peak(browser) - before;
  await page.close();
  return `rated in ${seconds.rated.toFixed(2)} s, page still for ${Math.round(reading)} ms, memory ${megabytes(rated)} more at its peak   `
    + `written (${megabytes(written)}) in ${seconds.written.toFixed(2)} s, page still for ${Math.round(writing)} ms, memory ${megabytes(most)}`;
});
