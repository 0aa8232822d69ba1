// From navigation to the first usable estimate on a slow phone: a processor four times slower, 1.6 Mbit/s, 150 ms to and fro. Cold is
// a first visit, warm a second one, with the service worker if there is one. Usable means that something typed is taken: what is
// measured ends with the premium of a filling station, typed by a script as soon as each field is there.
//
//     node tests/bench/phone.mjs [runs] [waterfall]
import { chromium } from 'playwright-core';
import { Platform } from '../browser/platform.mjs';
import { element, page as around, site } from '../browser/hosts.mjs';

const SLOWER = 4;
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const AIM_SECONDS = { cold: 2.5, warm: 0.8 };
const [runs = '3', waterfall] = process.argv.slice(2);

const platform = await Platform.start();
const host = await site({ '/': { html: around(element(platform)) } });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
try {
  console.log(`a phone ${SLOWER} times slower than this machine, 1.6 Mbit/s, 150 ms; the median of ${runs} visits`);
  for (const [what, address] of [['the page', platform.address], ['the element on another site', host.address]]) await measure(what, address);
} finally {
  await browser.close();
  host.close();
  await platform.remove();
}

async function measure(what, address) {
  const times = { cold: [], warm: [] };
  let last;
  for (let run = 0; run < Number(runs); run += 1) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', hasTouch: true, isMobile: true });
    await context.addInitScript(type);
    for (const visit of ['cold', 'warm']) {
      const seen = await once(context, address);
      times[visit].push(seen);
      if (visit === 'cold') last = seen;
      // What is fetched afterwards is there by the next visit.
      await new Promise((done) => { setTimeout(done, 1000); });
    }
    await context.close();
  }
  for (const [visit, all] of Object.entries(times)) {
    const of = (name) => all.map((one) => one[name]).sort((a, b) => a - b)[Math.floor(all.length / 2)] / 1000;
    const aim = `aim ${AIM_SECONDS[visit]} s`;
    console.log(`${`${what}, ${visit}`.padEnd(36)} drawn ${of('drawn').toFixed(2)} s   usable ${of('usable').toFixed(2)} s (${aim})   premium ${of('premium').toFixed(2)} s`);
  }
  if (waterfall) last.requests.forEach(([name, from, to, bytes]) => console.log(`  ${String(from).padStart(5)} → ${String(to).padStart(5)} ms ${String(bytes).padStart(7)}  ${name}`));
}

// One visit, on a page of its own.
async function once(context, address) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', NETWORK);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.reached && window.reached.premium, null, { timeout: 60_000 });
  const seen = await page.evaluate(() => ({
    ...window.reached,
    requests: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .filter(({ startTime }) => startTime < window.reached.premium)
      .map(({ name, startTime, responseEnd, transferSize }) => [name.split('/').slice(3).join('/') || '/', Math.round(startTime), Math.round(responseEnd), transferSize]),
  }));
  // Unhurried: what comes later must not cost the next visit.
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await session.send('Network.emulateNetworkConditions', { ...NETWORK, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await page.locator('.account').first().waitFor();
  await page.close();
  return seen;
}

// Inside the page: types as soon as there is where to, and notes when: drawn, usable (the first answer is taken), premium.
function type() {
  window.reached = {};
  const root = () => document.querySelector('anze-calculator')?.shadowRoot ?? document;
  const note = (name) => { window.reached[name] ??= performance.now(); };
  const put = (field, text) => {
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  };
  const step = () => {
    const search = root().querySelector('#q0-units-0-answers-sector-search');
    const hit = root().querySelector('.hit');
    const count = root().querySelector('#q0-units-0-answers-headcount');
    if (/1,188\.00/.test(root().querySelector('.headline .figure')?.textContent ?? '')) {
      // Where the last visit's answers were kept all of it comes at once.
      ['drawn', 'usable', 'premium'].forEach(note);
      return;
    }
    if (hit) {
      note('usable');
      hit.click();
    } else if (count) {
      if (!count.value) put(count, '12');
    } else if (search) {
      note('drawn');
      if (!search.value) put(search, '加油站');
    }
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
