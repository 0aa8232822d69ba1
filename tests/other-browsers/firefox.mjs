// The Firefox of the distribution. It is driven by WebDriver BiDi, which it speaks without any driver beside it; Playwright
// drives only its own build, which is no package of any distribution.
import puppeteer from 'puppeteer-core';
import { program } from './program.mjs';

const executablePath = program('firefox-esr', 'firefox');

export const firefox = { name: 'Firefox', missing: executablePath ? '' : 'firefox-esr or firefox', open };

async function open(prelude) {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true, timeout: 60_000,
    extraPrefsFirefox: { 'intl.accept_languages': 'zh-CN' } });
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(prelude);
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
  return {
    version: (await browser.version()).split('/').pop(),
    errors,
    goto: (address) => page.goto(address),
    evaluate: (work, given) => page.evaluate(work, given),
    close: () => browser.close(),
  };
}
