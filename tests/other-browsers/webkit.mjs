// WebKit of the distribution: WebKitGTK's own small browser, driven by WebDriver, of which four calls are all that is needed here.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { freePort, pause } from '../browser/platform.mjs';
import { program } from './program.mjs';

const driver = program('WebKitWebDriver');
const screen = process.env.DISPLAY ? '' : program('Xvfb');
const browser = miniBrowser();
const lacks = [!(driver && browser) && 'webkit2gtk-driver', !process.env.DISPLAY && !screen && 'xvfb'].filter(Boolean);

export const webkit = { name: 'WebKit', missing: lacks.join(' and '), open };

// Beside the library of one version or another, in the folder of one architecture or another.
function miniBrowser() {
  const folders = (above) => (existsSync(above) ? readdirSync(above).map((name) => `${above}/${name}`) : []);
  return ['/usr/lib', '/usr/libexec', ...folders('/usr/lib').filter((name) => name.endsWith('-gnu'))].flatMap(folders)
    .filter((folder) => /\/webkit(2gtk|gtk)-[\d.]+$/.test(folder)).map((folder) => `${folder}/MiniBrowser`).find(existsSync);
}

async function open(prelude) {
  const [DISPLAY, stopScreen] = await display();
  const port = await freePort();
  const server = spawn(driver, ['--host=127.0.0.1', `--port=${port}`], { stdio: 'ignore', env: { ...process.env, DISPLAY, LANGUAGE: 'zh_CN' } });
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100 && !await fetch(`${address}/status`).then(() => true, () => false); tries += 1) await pause(50);
  const call = async (method, path, body) => {
    const answer = await fetch(address + path, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${path.split('/').pop()}: ${value.error}: ${value.message}`);
    return value;
  };
  const options = { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } };
  const { sessionId, capabilities } = await call('POST', '/session', { capabilities: { alwaysMatch: options } });
  const run = (script, given) => call('POST', `/session/${sessionId}/execute/sync`, { script, args: [given] });
  return {
    version: capabilities.browserVersion,
    // It tells nothing of what the page reports.
    errors: [],
    goto: (url) => call('POST', `/session/${sessionId}/url`, { url }),
    evaluate: (work, given) => run(`(${prelude})(); return (${work})(arguments[0]);`, given ?? null),
    async close() {
      await call('DELETE', `/session/${sessionId}`).catch(() => {});
      server.kill();
      stopScreen();
    },
  };
}

// The screen there is, or one that nobody sees; its number is the first that is free.
async function display() {
  if (process.env.DISPLAY) return [process.env.DISPLAY, () => {}];
  const running = spawn(screen, ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [number] = await new Promise((done, fail) => {
    running.stdout.once('data', (text) => done(String(text).trim().split('\n')));
    running.once('exit', () => fail(new Error('Xvfb does not start')));
  });
  return [`:${number}`, () => running.kill()];
}
