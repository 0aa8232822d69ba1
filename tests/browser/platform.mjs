// A platform of its own for each test: a free port, a database in a temporary folder.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('../../', import.meta.url).pathname;
/** The release bundle. */
export const dist = join(root, 'dist');
const anze = process.env.ANZE ?? join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'debug/anze');

export class Platform {
  static async start() {
    const platform = new Platform();
    platform.bundle = dist;
    platform.tariffs = join(root, 'tariffs');
    platform.folder = mkdtempSync(join(tmpdir(), 'anze-test-'));
    platform.port = await freePort();
    await platform.run();
    return platform;
  }

  get address() {
    return `http://127.0.0.1:${this.port}`;
  }

  // Starts it on its database, and again after a kill.
  async run() {
    const words = ['serve', '--listen', `127.0.0.1:${this.port}`, '--database', `sqlite:${this.folder}/anze.db`,
      '--bundle', this.bundle, '--tariffs', this.tariffs, '--rate-limit', '0',
      '--allowed-origins', '*', '--frame-ancestors', 'http://127.0.0.1:* http://localhost:*'];
    this.process = spawn(anze, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    this.process.stderr.on('data', (text) => { said += text; });
    for (let tries = 0; tries < 200; tries += 1) {
      if (this.process.exitCode !== null) throw new Error(`anze serve stopped: ${said}`);
      if (await fetch(`${this.address}/healthz`).then((answer) => answer.ok, () => false)) return;
      await pause(50);
    }
    throw new Error(`anze serve did not answer: ${said}`);
  }

  // As a crash does it.
  async kill() {
    const gone = new Promise((done) => { this.process.once('exit', done); });
    this.process.kill('SIGKILL');
    await gone;
  }

  // What a department does with an application, and what it is told.
  application(...words) {
    return this.command('application', ...words);
  }

  // What it does with campaigns.
  campaign(...words) {
    return this.command('campaign', ...words);
  }

  async command(name, ...words) {
    const run = spawn(anze, ['--tariffs', join(root, 'tariffs'), name, '--database', `sqlite:${this.folder}/anze.db`, ...words]);
    let said = '';
    let told = '';
    run.stderr.on('data', (text) => { said += text; });
    run.stdout.on('data', (text) => { told += text; });
    const code = await new Promise((done) => { run.once('close', done); });
    if (code !== 0) throw new Error(`anze ${name} ${words.join(' ')}: ${said}`);
    return told;
  }

  // Packs a folder of tariffs for the bundle that is served next, as an operator does.
  pack(tariffs, bundle) {
    execFileSync(anze, ['--tariffs', tariffs, 'tariff', 'pack', '--out', join(bundle, 'tariffs')]);
    this.tariffs = tariffs;
  }

  // The figure of a counter that /metrics shows.
  async counted(name) {
    const text = await (await fetch(`${this.address}/metrics`)).text();
    const line = text.split('\n').find((one) => one.startsWith(`${name} `) || one.startsWith(`${name}{`));
    return line ? Number(line.split(' ').pop()) : 0;
  }

  // How many applications its database holds.
  async applications() {
    const { DatabaseSync } = await import('node:sqlite').catch(() => ({}));
    if (DatabaseSync) {
      const database = new DatabaseSync(`${this.folder}/anze.db`, { readOnly: true });
      return database.prepare('SELECT count(*) AS n FROM applications').get().n;
    }
    return Number(await python(`${this.folder}/anze.db`));
  }

  async remove() {
    if (this.process.exitCode === null && this.process.signalCode === null) await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

// Node 20 has no SQLite of its own; Python always has.
function python(database) {
  const script = 'import sqlite3,sys; print(sqlite3.connect(sys.argv[1]).execute("select count(*) from applications").fetchone()[0])';
  return new Promise((done, fail) => {
    const run = spawn('python3', ['-c', script, database]);
    let said = '';
    run.stdout.on('data', (text) => { said += text; });
    run.on('exit', (code) => (code ? fail(new Error('python3 could not read the database')) : done(said.trim())));
  });
}

export function freePort() {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

export const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

// Runs a test and says how it went.
export async function outcome(name, test) {
  const start = Date.now();
  const error = await test().then(() => null, (failure) => failure);
  console.log(`  ${error ? '✗' : '✓'} ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  if (error) console.log(`    ${error.message}`);
  return !error;
}
