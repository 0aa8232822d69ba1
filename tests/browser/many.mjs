// Many enterprises at once: lists as street offices keep them, rated in the page to the same fen as by the platform.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choose as chooseFile, csv, gb18030, longest, xlsx } from './roster.mjs';
import { accessible, fits, open, premium } from './steps.mjs';

export const tests = {};

export const HEADINGS = ['企业名称', '行业领域', '具体业务', '从业人员人数（人）', '工程造价', '每人责任限额', '保险期间', '安全生产标准化等级'];

// As people write it, and as the API has it.
const LIST = [
  [['测试甲加油站', '危险化学品', '加油站、加气站', '12', '', '', '', ''],
    { units: { sector: 'hazardous-chemicals', activity: 'filling-station', headcount: '12' } }],
  [['测试乙矿', 'mining', 'coal-underground', '１２０人', '/', '100万元', '12', '一级'],
    { answers: { limit: '1000000', months: '12', standardisation: 'grade-1' }, units: { sector: 'mining', activity: 'coal-underground', headcount: '120' } }],
  [['测试丙建筑', '建筑施工', '', '', '1200万元', '', '', '二级'],
    { answers: { standardisation: 'grade-2' }, units: { sector: 'construction', contract_value: '12000000' } }],
  [['测试丁烟花', '烟花爆竹', '生产', '33', '', '600000', '5', ''],
    { answers: { limit: '600000', months: '5' }, units: { sector: 'fireworks', activity: 'fireworks-making', headcount: '33' } }],
  [['测试戊超市', '超市', '', '7', '', '40万', '', '未达标'],
    { answers: { limit: '400000', standardisation: 'none' }, units: { sector: 'other', headcount: '7' } }],
];

const WRONG = [
  [['测试己', '渔业养殖', '', '7', '', '', '', ''], '行业领域没有这个选项'],
  [['测试庚', '危险化学品', '加油站', '', '', '', '', ''], '从业人员人数请填写'],
  [['测试辛', '一般工业', '', '20', '', '30万元', '', ''], '每人责任限额自2025年3月29日起不得低于40万元'],
];

const INCEPTION = '2027-03-01';

async function openMany(page, platform) {
  await open(page, platform);
  await page.getByRole('link', { name: '批量测算' }).click();
  await page.getByRole('heading', { name: '批量测算', level: 1 }).waitFor();
  await page.fill('#many-inception', INCEPTION);
}

const choose = (page, name, bytes) => chooseFile(page, name, bytes, '#many-file');
const stands = (page, words, timeout = 10_000) => page.locator('#many-stands', { hasText: words }).waitFor({ timeout });
const premiums = (page) => page.locator('.enterprises tbody .sum').allTextContents();

/** What the platform says to the same. */
async function asked(platform, { answers = {}, units }) {
  const answer = await fetch(`${platform.address}/api/v1/quotes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ inception: INCEPTION, answers, units: [{ answers: units }] }),
  });
  const quote = await answer.json();
  assert.equal(quote.result, 'quote', JSON.stringify(quote));
  return quote;
}

const grouped = (amount) => amount.replace(/\B(?=(\d{3})+\.)/g, ',');
const fen = (amount) => BigInt(amount.replace('.', ''));

tests['many: CSV in GB18030 and XLSX give the premiums of the API, and every wrong row is named'] = async ({ page, platform }) => {
  const quotes = await Promise.all(LIST.map(([, risk]) => asked(platform, risk)));
  await openMany(page, platform);
  await accessible(page, 'many, empty');
  const rows = [['测试清单'], [], HEADINGS, ...LIST.map(([row]) => row), ...WRONG.map(([row]) => row)];
  const requests = [];
  page.on('request', (request) => { if (!request.url().startsWith('blob:')) requests.push(new URL(request.url()).pathname); });
  const files = [['清单.csv', gb18030(csv(rows))], ['清单.xlsx', xlsx(rows)]];
  for (const [name, bytes] of files) {
    await choose(page, name, bytes);
    await stands(page, '5 家企业测算完成，另有 3 行没有测算');
    await page.locator('.enterprises tbody tr').nth(4).waitFor();
    assert.deepEqual(await premiums(page), quotes.map((quote) => grouped(quote.premium)), name);
    const total = quotes.reduce((sum, quote) => sum + fen(quote.premium), 0n).toString();
    const shown = await page.locator('.headline .figure').textContent();
    assert.equal(shown, `${grouped(`${total.slice(0, -2)}.${total.slice(-2)}`)} 元`);
    const mistakes = await page.locator('.people:not(.enterprises) tbody tr').allTextContents();
    assert.equal(mistakes.length, WRONG.length);
    WRONG.forEach(([, why], n) => assert.ok(mistakes[n].startsWith(`${n + 9}${why}`), mistakes[n]));
    assert.match(await page.locator('.rests').textContent(), new RegExp(`示意，非官方.*${quotes[0].tariff.id}.*${quotes[0].tariff.digest.slice(0, 16)}`));
  }
  const fetched = requests.map((path) => path.replace(/-[0-9a-f]{16}/, ''));
  assert.deepEqual([...new Set(fetched)].sort(), ['/sheets/list-rater.js', '/sheets/list-rater.wasm'], 'and nothing is sent');
  await accessible(page, 'many, results');

  await page.selectOption('#many-order', 'dearest');
  const numbers = (texts) => texts.map((text) => Number(text.replaceAll(',', '')));
  await page.waitForFunction(() => document.querySelector('.enterprises tbody tr').textContent.includes('测试乙矿'));
  const ordered = numbers(await premiums(page));
  assert.deepEqual(ordered, [...ordered].sort((a, b) => b - a));

  for (const scheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await accessible(page, `many, ${scheme}`);
  }
  await page.setViewportSize({ width: 320, height: 800 });
  await fits(page, 'many, results');
  await page.setViewportSize({ width: 1280, height: 900 });

  // What is asked for in the list is what the calculator opens.
  const row = page.getByRole('link', { name: '测试甲加油站，在新窗口里打开测算' });
  const [estimate] = await Promise.all([page.context().waitForEvent('page'), row.click()]);
  await premium(estimate, grouped(quotes[0].premium));
  await estimate.close();

  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('Rated: 5. Rows not rated: 3').waitFor();
  await page.getByText('Hazardous chemicals, Filling station, 12 people').waitFor();
  await accessible(page, 'many, in English');
};

/** The sheets of an XLSX file by their names, figures as they are written in the file. */
export function sheets(path) {
  const script = `
import json, sys, zipfile, xml.etree.ElementTree as xml
NS = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
book = zipfile.ZipFile(sys.argv[1])
part = lambda name: xml.fromstring(book.read(name))
def row(of):
    assert all(cell.find(NS + 'f') is None for cell in of), 'no formulas'
    return [''.join(text.text or '' for text in cell.iter(NS + 't')) or cell.findtext(NS + 'v') or '' for cell in of]
names = [one.get('name') for one in part('xl/workbook.xml').iter(NS + 'sheet')]
found = {name: [row(one) for one in part(f'xl/worksheets/sheet{n}.xml').iter(NS + 'row')] for n, name in enumerate(names, 1)}
json.dump(found, sys.stdout)
`;
  return JSON.parse(execFileSync('python3', ['-c', script, path], { encoding: 'utf8', maxBuffer: 2 ** 30 }));
}

const download = async (page, button, timeout = 30_000) => {
  const [file] = await Promise.all([page.waitForEvent('download', { timeout }), page.getByRole('button', { name: button }).click()]);
  return { name: file.suggestedFilename(), path: await file.path() };
};

tests['many: the export has every figure, every mistake, and what they rest on'] = async ({ page, platform }) => {
  await openMany(page, platform);
  const [row, risk] = LIST[0];
  const quote = await asked(platform, risk);
  await choose(page, '清单.csv', csv([HEADINGS, ['=1+1', ...row.slice(1)], WRONG[0][0]]));
  await stands(page, '1 家企业测算完成');
  const { name, path } = await download(page, '导出结果');
  await page.getByText('表格已下载').waitFor();
  assert.match(name, /^批量测算-\d{4}-\d\d-\d\d\.xlsx$/);
  const { 汇总: summary, 测算结果: results, 没有测算的行: wrong } = sheets(path);
  assert.equal(results.length, 2);
  assert.equal(results[1][1], '=1+1');
  assert.ok(results[1].includes(quote.premium), 'to the fen, as the figure is written');
  assert.ok(results[1].includes('示意，非官方') && results[1].includes(quote.tariff.id));
  assert.deepEqual(wrong[1].slice(0, 2), ['3', '行业领域']);
  const said = JSON.stringify(summary);
  for (const words of [quote.tariff.digest, quote.tariff.id, '示意，非官方', '不是保险单', quote.premium]) assert.ok(said.includes(words), words);
};

tests['many: the template has the choices, and filled in it is rated'] = async ({ page, platform }) => {
  await openMany(page, platform);
  const { name, path } = await download(page, '下载模板');
  assert.equal(name, '批量测算模板.xlsx');
  await choose(page, name, readFileSync(path));
  await stands(page, '请在示例行下面填写');
  const { 企业清单: [headings, ...examples], 选项: choices } = sheets(path);
  assert.ok(choices.some((row) => row.includes('filling-station')));
  assert.ok(examples.length > 1);
  await page.getByText('模板已下载').waitFor();
  await choose(page, '清单.xlsx', xlsx([headings, ['测试甲', '', '', '危险化学品', '加油站、加气站', '12']]));
  await stands(page, '1 家企业，全部测算完成');
};

tests['many: rating can be cancelled, a list is refused in words, and the page goes on'] = async ({ page, platform }) => {
  await openMany(page, platform);
  // A module that does not come: reading lasts until somebody cancels.
  let let_go;
  const held = new Promise((done) => { let_go = done; });
  await page.route('**/sheets/*.wasm', async (route) => {
    await held;
    await route.abort().catch(() => {});
  });
  const one = csv([HEADINGS, LIST[0][0]]);
  await choose(page, '清单.csv', one);
  await stands(page, '正在读取和测算');
  await accessible(page, 'many, under way');
  const workers = () => page.workers().length;
  assert.equal(workers(), 1);
  await page.getByRole('button', { name: '取消', exact: true }).click();
  for (let tries = 0; workers() && tries < 50; tries += 1) await page.waitForTimeout(20);
  assert.equal(workers(), 0, 'the worker is gone');
  let_go();
  await page.unroute('**/sheets/*.wasm');
  await page.route('**/sheets/*.wasm', (route) => route.abort(), { times: 1 });
  await choose(page, '清单.csv', one);
  await stands(page, '没有做成');
  const refused = [
    ['清单.xlsx', 'PK\x03\x04 broken', '读不出这个文件'],
    ['清单.csv', '企业名称,人数\n测试甲,12', '没有找到这些列的表头：行业领域'],
    ['清单.csv', HEADINGS.join(','), '表头下面没有企业'],
    ['清单.csv', csv([HEADINGS, ...Array(100_001).fill(LIST[0][0])]), '清单超过 100000 行'],
    ['炸弹.xlsx', xlsx([HEADINGS, ['0'.repeat(10_000), ...LIST[0][0].slice(1)]], 200_000), '文件解压后超过 192 MB'],
  ];
  for (const [name, bytes, words] of refused) {
    const still = await longest(page, async () => {
      await choose(page, name, bytes);
      await stands(page, words, 60_000);
    });
    assert.ok(still < 1000, `${name}: the page stood still for ${still} ms`);
  }
  await accessible(page, 'many, refused');
  await choose(page, '清单.csv', one);
  await stands(page, '1 家企业，全部测算完成');
  await page.getByRole('button', { name: '移除清单' }).click();
  assert.equal(await page.locator('.enterprises').count(), 0);
  for (let tries = 0; workers() && tries < 50; tries += 1) await page.waitForTimeout(20);
  assert.equal(workers(), 0, 'and what it held with it');
};

/** So many enterprises of all kinds. */
export const enterprises = (count) => Array.from({ length: count }, (_, n) => {
  const [name, ...rest] = LIST[n % LIST.length][0];
  return [`${name}${n + 1}`, ...rest];
});

tests['many: a hundred thousand enterprises, and the page never stands still'] = async ({ page, platform }) => {
  await openMany(page, platform);
  const rows = [HEADINGS, ...enterprises(100_000)];
  const folder = mkdtempSync(join(tmpdir(), 'anze-many-'));
  const path = join(folder, '清单.csv');
  writeFileSync(path, csv(rows));
  const begun = Date.now();
  const still = await longest(page, async () => {
    await page.setInputFiles('#many-file', path);
    await stands(page, '100000 家企业，全部测算完成', 120_000);
    await page.locator('.enterprises tbody tr').nth(49).waitFor();
  });
  const rated = Date.now() - begun;
  const ordering = await longest(page, async () => {
    await page.selectOption('#many-order', 'dearest');
    await page.locator('.enterprises tbody tr').first().filter({ hasText: '测试乙矿' }).waitFor();
    await page.locator('.pages').last().getByRole('button', { name: '下一页' }).click();
    await page.getByText('第 51–100 家，共 100000 家').waitFor();
  });
  const from = Date.now();
  let file;
  const exporting = await longest(page, async () => { file = await download(page, '导出结果', 120_000); });
  console.log(`    100,000 enterprises: rated in ${(rated / 1000).toFixed(1)} s, exported in ${((Date.now() - from) / 1000).toFixed(1)} s; `
    + `the page still for ${still}, ${ordering}, ${exporting} ms at most`);
  assert.ok(Math.max(still, ordering, exporting) < 2000, 'rating or writing there would take far longer');
  assert.equal(sheets(file.path).测算结果.length, 100_001);
  rmSync(folder, { recursive: true, force: true });
};
