// Old Chromiums, unpacked from npm packages: no download, nothing installed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const packages = realpathSync(new URL('../node_modules', import.meta.url));

// Where there is neither a sandbox nor a graphics card. In a single process, as the packages start them, 90 stands still now and then.
const args = ['--no-sandbox', '--no-zygote', '--disable-gpu', '--disable-dev-shm-usage',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/** The Chromium of that number, out of that package. */
export const old = (version, from) => ({ name: `Chromium ${version}`, open: (prelude) => open(version, from, prelude) });

// A browser for each page: a used profile would serve yesterday's WebAssembly.
async function open(version, from, prelude) {
  // Beside the other tools, outside the checkout.
  const folder = resolve(packages, `../../chromium-${version}`);
  const browser = await launch(folder, join(packages, from, 'bin'));
  const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  await page.addInitScript(prelude);
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
  return {
    version: browser.version(),
    errors,
    goto: (address) => page.goto(address),
    evaluate: (work, given) => page.evaluate(work, given),
    close: () => browser.close(),
  };
}

async function launch(folder, packed) {
  try {
    if (!existsSync(join(folder, 'chromium'))) unpack(packed, folder);
    const env = { ...process.env, LD_LIBRARY_PATH: join(folder, 'lib') };
    return await chromium.launch({ executablePath: join(folder, 'chromium'), args, env, timeout: 30_000 });
  } catch (error) {
    throw new Error(`it does not start on this machine (${process.platform} ${process.arch}; it is a program for `
      + `Linux on x86-64, unpacked to ${folder}): ${error.message}`, { cause: error });
  }
}

// Into place as a whole: what was interrupted is not taken for a browser.
function unpack(packed, folder) {
  const scratch = `${folder}.${process.pid}`;
  mkdirSync(scratch, { recursive: true });
  try {
    const read = (name) => brotliDecompressSync(readFileSync(join(packed, name)));
    const { status, stderr } = spawnSync('tar', ['-x', '--no-same-owner', '-C', scratch], { input: read('aws.tar.br') });
    if (status !== 0) throw new Error(`tar: ${stderr ?? 'not found'}`);
    writeFileSync(join(scratch, 'chromium'), read('chromium.br'), { mode: 0o755 });
    renameSync(scratch, folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
