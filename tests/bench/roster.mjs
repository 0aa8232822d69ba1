// A roster of 50,000 people, from the moment the file is chosen until it is read: in which time, in how much memory, and for
// how long the page could not answer at worst. In a browser, on the release bundle.
import { HEADINGS, longest, people, stands } from '../browser/roster.mjs';
import { fillingStation, toApply } from '../browser/steps.mjs';
import { inEveryForm, megabytes, peak, watch } from './tables.mjs';

const PEOPLE = 50_000;

await inEveryForm(`${PEOPLE.toLocaleString('en')} people`, [HEADINGS, ...people(PEOPLE)], async (path, browser, platform) => {
  const page = await browser.newPage();
  await fillingStation(page, platform);
  await toApply(page);
  await watch(page, () => /50000 人/.test(document.getElementById('roster-stands').textContent));
  const before = await peak(browser);
  const still = await longest(page, async () => {
    await page.setInputFiles('#f-roster', path);
    await stands(page, `${PEOPLE} 人，没有问题`);
  });
  const seconds = await page.evaluate(() => (window.done - window.begun) / 1000);
  const more = megabytes(await peak(browser) - before);
  await page.close();
  return `${seconds.toFixed(2)} s   page still for ${Math.round(still)} ms at most   memory ${more} more at its peak`;
});
