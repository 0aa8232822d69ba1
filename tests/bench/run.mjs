// Quotes a second: the engine natively and in WebAssembly, beside JavaScript doing the same arithmetic: with binary floats from the
// same tariff file, and with floats and decimal.js where the tariff is code written by hand, so that there is no file to follow.
// One run, one core, the same risks; the machine may be shared, so look at the ratios.
import Decimal from 'decimal.js';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interpreter } from './interpreted.mjs';
// Twice: one copy for both would keep the compiler from making each for its own numbers.
import { tariff } from './jinan-2025.mjs?decimals';
import { tariff as tariffOfFloats } from './jinan-2025.mjs?floats';

const ID = 'jinan-2025';
const RISKS = 2000;
const SECONDS = 2;

const root = new URL('../../', import.meta.url).pathname;
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
const { Engine } = createRequire(import.meta.url)(join(target, 'engine-js/engine_js.js'));
const folder = join(root, 'static/tariffs');
const packed = join(folder, JSON.parse(readFileSync(join(folder, 'manifest.json'))).file);
const scratch = mkdtempSync(join(tmpdir(), 'anze-bench-'));

Decimal.set({ precision: 40, rounding: Decimal.ROUND_HALF_UP });
const decimals = tariff({
  of: (text) => new Decimal(text),
  add: (a, b) => a.plus(b),
  sub: (a, b) => a.minus(b),
  mul: (a, b) => a.times(b),
  min: (a, b) => (a.lte(b) ? a : b),
  max: (a, b) => (a.gte(b) ? a : b),
  atMost: (a, b) => a.lte(b),
  round: (a) => a.toDecimalPlaces(2),
});
const floats = tariffOfFloats({
  of: Number,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  min: Math.min,
  max: Math.max,
  atMost: (a, b) => a <= b,
  round: (a) => Math.round(a * 100) / 100,
});
const fromFile = interpreter(join(root, 'tariffs', `${ID}.toml`));

try {
  await run();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function run() {
  const drawn = execFileSync('cargo', ['xtask', 'risks', ID, String(RISKS * 8), '20261123'], { cwd: root, maxBuffer: 2 ** 28 });
  const engine = Engine.load(readFileSync(packed), ID);
  // Only risks that are rated to one premium: refusals are quicker and would flatter.
  const rated = drawn.toString().trim().split('\n').filter((line) => engine.quote(line).startsWith('{"result":"quote"'));
  const isOne = (line) => JSON.parse(line).units.length === 1;
  measure('of one unit', engine, rated.filter(isOne).slice(0, RISKS));
  measure('of one to five units', engine, rated.slice(0, RISKS));
}

function measure(what, engine, lines) {
  const list = join(scratch, 'risks.jsonl');
  writeFileSync(list, lines.join('\n'));
  const count = engine.prepare(lines.join('\n'));
  const risks = lines.map((line) => JSON.parse(line));
  const premiums = engine.premiums().split('\n');
  check(risks, premiums);

  const native = JSON.parse(execFileSync(process.env.ENGINE_BENCH, [packed, ID, list, '2000']));
  const wasm = timed(count, (times) => engine.rate_plain(times));
  const wasmTraced = timed(count, (times) => engine.rate_traced(times));
  const inDecimals = timedInJs(decimals, risks);
  const inFloats = timedInJs(floats, risks);
  const likewise = timedInJs(fromFile, risks);

  console.log(`\n${count} risks ${what}, ${ID}, one core`);
  const rows = [
    ['engine, native, no trace', native.plain],
    ['engine, wasm, no trace', wasm],
    ['JavaScript, floats, from the same file', likewise],
    ['JavaScript, floats, written by hand', inFloats],
    ['JavaScript, decimal.js, written by hand', inDecimals],
    ['engine, native, whole quote with every step', native.traced],
    ['engine, wasm, whole quote with every step', wasmTraced],
  ];
  for (const [way, rate] of rows) {
    const times = (of) => (rate / of).toFixed(rate < of / 10 ? 3 : 2).padStart(7);
    const figure = Math.round(rate).toLocaleString('en').padStart(12);
    console.log(`${way.padEnd(46)}${figure} a second ${times(likewise)} × floats from the file ${times(inFloats)} × by hand`);
  }
}

// All against the engine, before any of them is timed.
function check(risks, premiums) {
  let apart = 0;
  risks.forEach((risk, index) => {
    const exact = decimals.rate(decimals.prepare(risk)).toFixed(2);
    const engine = new Decimal(premiums[index]).toFixed(2);
    if (exact !== engine) throw new Error(`decimal.js gives ${exact}, the engine ${engine}: ${JSON.stringify(risk)}`);
    for (const { prepare, rate } of [floats, fromFile]) {
      const given = rate(prepare(risk));
      if (Math.abs(given - Number(engine)) > 0.011) throw new Error(`floats give ${given}, the engine ${engine}: ${JSON.stringify(risk)}`);
      apart += given.toFixed(2) === engine ? 0 : 1;
    }
  });
  console.log(`decimal.js and the engine agree on ${risks.length} risks; floats are a fen apart ${apart} times`);
}

function timedInJs({ prepare, rate }, risks) {
  const prepared = risks.map(prepare);
  let last;
  return timed(prepared.length, (times) => {
    for (let time = 0; time < times; time += 1) for (const risk of prepared) last = rate(risk);
    return last;
  });
}

// Rates a second, after a warm-up, over about SECONDS.
function timed(count, work) {
  work(2);
  let times = 1;
  for (;;) {
    const start = process.hrtime.bigint();
    work(times);
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (seconds >= SECONDS) return (count * times) / seconds;
    times = Math.max(times + 1, Math.ceil(times * Math.min(10, (1.2 * SECONDS) / Math.max(seconds, 1e-3))));
  }
}
