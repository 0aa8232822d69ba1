// The same risks natively, in WebAssembly and over HTTP: the answers must be equal byte for byte.
//
//     node tests/agreement/run.mjs
//
// ANZE_SEED repeats a run, ANZE_RISKS is the number of risks in all (100,000).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Platform } from '../browser/platform.mjs';

const root = new URL('../../', import.meta.url).pathname;
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
const { Engine } = createRequire(import.meta.url)(join(target, 'engine-js/engine_js.js'));
const anze = process.env.ANZE ?? join(target, 'debug/anze');
const folder = join(root, 'static/tariffs');
const { file, tariffs } = JSON.parse(readFileSync(join(folder, 'manifest.json')));
const packed = readFileSync(join(folder, file));
const seed = process.env.ANZE_SEED ?? String(Math.floor(Math.random() * 2 ** 32));
const each = Math.ceil(Number(process.env.ANZE_RISKS ?? 100_000) / tariffs.length);
const BATCH = 5000;
const scratch = mkdtempSync(join(tmpdir(), 'anze-agreement-'));

console.log(`seed ${seed}: ${each} risks for each of ${tariffs.length} tariffs`);
let wrong = 0;
const platform = await Platform.start();
try {
  for (const { id } of tariffs) wrong += await compare(id);
} finally {
  await platform.remove();
  rmSync(scratch, { recursive: true, force: true });
}
process.exit(wrong ? 1 : 0);

async function compare(tariff) {
  const risks = lines('cargo', ['xtask', 'risks', tariff, String(each), seed]);
  const engine = Engine.load(packed, tariff);
  const seen = { quotes: 0, ranges: 0, refusals: 0, differ: 0 };
  const took = { native: 0, wasm: 0, http: 0 };
  // A quote is ten kilobytes: all of them at once would be more than memory should hold.
  for (let start = 0; start < risks.length; start += BATCH) {
    await compareBatch(risks.slice(start, start + BATCH), tariff, engine, seen, took);
  }
  const seconds = Object.entries(took).map(([way, time]) => `${way} ${(time / 1000).toFixed(1)} s`).join(', ');
  console.log(`${tariff}: ${seen.quotes} quotes, ${seen.ranges} ranges, ${seen.refusals} refusals; ${seconds}; ${seen.differ} differ`);
  return seen.differ;
}

async function compareBatch(risks, tariff, engine, seen, took) {
  const list = join(scratch, `${tariff}.jsonl`);
  writeFileSync(list, risks.join('\n'));
  const clock = stopwatch(took);
  const native = lines(anze, ['--tariffs', join(root, 'tariffs'), 'quote', '--tariff', tariff, list]).map(withoutPlace);
  clock('native');
  const wasm = risks.map((risk) => engine.quote(risk));
  clock('wasm');
  const http = await overHttp(risks);
  clock('http');
  risks.forEach((risk, index) => {
    seen[kind(native[index])] += 1;
    if (native[index] === wasm[index] && native[index] === http[index]) return;
    seen.differ += 1;
    if (seen.differ <= 3) {
      console.log(`differs: ${risk}\n  native ${native[index]}\n  wasm   ${wasm[index]}\n  http   ${http[index]}`);
    }
  });
}

function kind(answer) {
  if (answer?.startsWith('{"result":"quote"')) return 'quotes';
  return answer?.startsWith('{"result":"range"') ? 'ranges' : 'refusals';
}

function lines(command, words) {
  const { stdout, error } = spawnSync(command, words, { cwd: root, maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'inherit'] });
  if (error) throw error;
  return stdout.toString('utf8').split('\n').filter((line) => line);
}

// The command says in which line a refused risk was; the others cannot know.
function withoutPlace(line) {
  const place = /^\{"result":"faults","line":\d+,"faults":(.*)\}$/.exec(line);
  return place ? place[1] : line;
}

async function overHttp(risks) {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const answers = new Array(risks.length);
  let next = 0;
  const worker = async () => {
    while (next < risks.length) {
      const index = next;
      next += 1;
      answers[index] = await ask(agent, risks[index]);
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  agent.destroy();
  return answers;
}

function ask(agent, risk) {
  return new Promise((done, fail) => {
    const options = { agent, method: 'POST', headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(risk) } };
    const sent = request(`${platform.address}/api/v1/quotes`, options, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        // The list of errors ends a problem document.
        done(answer.statusCode === 422 ? text.slice(text.indexOf('"errors":') + 9, -1) : text);
      });
    });
    sent.on('error', fail);
    sent.end(risk);
  });
}

// Adds what passed since the last time to one of the sums.
function stopwatch(sums) {
  let last = Date.now();
  return (name) => {
    sums[name] += Date.now() - last;
    last = Date.now();
  };
}
