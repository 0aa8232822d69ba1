// Who is insured: files dropped, chosen and pasted, as enterprises have them and as nobody should.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENTERPRISE, accessible, fillForm, fillingStation, fits, receipt, send, toApply } from './steps.mjs';

export const tests = {};

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Nobody's number: born in January 1900, up to 31,000 of them a province. */
export function id(n) {
  const day = String(1 + Math.floor(n / 1000) % 31).padStart(2, '0');
  const region = [370102, 370103, 370104][Math.floor(n / 31000)];
  const body = `${region}190001${day}${String(n % 1000).padStart(3, '0')}`;
  const sum = [...body].reduce((all, digit, at) => all + Number(digit) * WEIGHTS[at], 0);
  return body + '10X98765432'[sum % 11];
}

export const HEADINGS = ['姓名', '身份证号码', '岗位'];

export const people = (count) => Array.from({ length: count }, (_, n) => [`测试${'甲乙丙丁戊己庚辛壬癸'[n % 10]}`, id(n), '电焊工']);

export const csv = (rows) => rows.map((row) => row.join(',')).join('\r\n');

const cell = (text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (cells) => `<row>${cells.map(cell).join('')}</row>`;

/** An XLSX file made by Python's zipfile; `repeat` writes the last row so many times more. */
export function xlsx(rows, repeat = 0) {
  const folder = mkdtempSync(join(tmpdir(), 'anze-xlsx-'));
  const script = `
import json, sys, zipfile
parts = json.load(open(sys.argv[1] + '/parts.json'))
with zipfile.ZipFile(sys.argv[1] + '/out.xlsx', 'w', zipfile.ZIP_DEFLATED) as out:
    for name, text in parts['files'].items():
        out.writestr(name, text)
    with out.open('xl/worksheets/sheet1.xml', 'w') as sheet:
        sheet.write(parts['head'].encode())
        block = (parts['last'] * 1000).encode()
        for _ in range(parts['repeat'] // 1000):
            sheet.write(block)
        sheet.write(parts['tail'].encode())
`;
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const pack = 'http://schemas.openxmlformats.org/package/2006';
  const files = {
    '[Content_Types].xml': `<Types xmlns="${pack}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${pack}/relationships"><Relationship Id="r1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${rel}"><sheets><sheet name="人员" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${pack}/relationships"><Relationship Id="r1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  };
  const head = `<worksheet xmlns="${main}"><dimension ref="A1:C${rows.length + repeat}"/><sheetData>${rows.map(row).join('')}`;
  const parts = { files, head, last: row(rows.at(-1)), repeat, tail: '</sheetData></worksheet>' };
  writeFileSync(join(folder, 'parts.json'), JSON.stringify(parts));
  execFileSync('python3', ['-c', script, folder]);
  const bytes = readFileSync(join(folder, 'out.xlsx'));
  rmSync(folder, { recursive: true });
  return bytes;
}

export const gb18030 = (text) => execFileSync('python3', ['-c', 'import sys; sys.stdout.buffer.write(sys.stdin.buffer.read().decode().encode("gb18030"))'], { input: text, maxBuffer: 2 ** 26 });

/** Chooses a file with this content. From the disk: large contents would be made into a file in the page, which stands still for it. */
export async function choose(page, name, content, field = '#f-roster') {
  const folder = mkdtempSync(join(tmpdir(), 'anze-roster-'));
  const path = join(folder, name);
  writeFileSync(path, content);
  await page.setInputFiles(field, path);
  page.once('close', () => rmSync(folder, { recursive: true, force: true }));
}

export const stands = (page, text) => page.locator('#roster-stands', { hasText: text }).waitFor({ timeout: 60000 });

async function atTheForm(page, platform) {
  await fillingStation(page, platform);
  await toApply(page);
}

tests['roster: XLSX, CSV with a mark, GB18030 and what is pasted give the same people'] = async ({ page, platform }) => {
  await atTheForm(page, platform);
  const rows = [['某某公司名单'], ['序号', '岗位/工种', '公民身份号码', '姓 名'], ...people(12).map(([name, number, job], n) => [n + 1, job, number, name])];
  const files = [
    ['名单.xlsx', xlsx(rows)],
    ['名单.csv', `\ufeff${csv(rows)}`],
    ['名单.csv', gb18030(csv(rows))],
  ];
  for (const [name, bytes] of files) {
    await choose(page, name, bytes);
    await stands(page, '12 人，没有问题');
    await stands(page, '名单 12 人，申报 12 人');
    assert.match(await page.locator('.people tbody tr').first().textContent(), /测试甲370102\*{8}\w{4}电焊工/);
    await page.getByRole('button', { name: '移除名单' }).click();
    assert.equal(await page.locator('.people').count(), 0);
  }
  await page.getByText('从表格里复制粘贴').click();
  await page.fill('#f-roster-pasted', rows.map((one) => one.join('\t')).join('\n'));
  await page.getByRole('button', { name: '读取粘贴的内容' }).click();
  await stands(page, '12 人，没有问题');
  assert.doesNotMatch(await page.locator('main').innerHTML(), new RegExp(id(0)), 'no whole number on the screen');
};

tests['roster: a dropped file is read'] = async ({ page, platform }) => {
  await atTheForm(page, platform);
  const dropped = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], '名单.csv'));
    return transfer;
  }, csv([HEADINGS, ...people(11)]));
  await page.dispatchEvent('.drop', 'drop', { dataTransfer: dropped });
  await stands(page, '名单 11 人，申报 12 人');
  await stands(page, '名单比申报的人数少');
};

tests['roster: nothing of it is fetched before a file is there, and then once'] = async ({ page, platform }) => {
  const requests = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await atTheForm(page, platform);
  await page.waitForLoadState('networkidle');
  assert.deepEqual(requests.filter((path) => path.startsWith('/sheets/')), []);
  const before = requests.length;
  await choose(page, '名单.csv', csv([HEADINGS, ...people(3)]));
  await stands(page, '3 人，没有问题');
  const fetched = requests.slice(before).map((path) => path.replace(/-[0-9a-f]{16}/, ''));
  assert.deepEqual(fetched.sort(), ['/sheets/roster-reader.js', '/sheets/roster-reader.wasm'], 'and nothing is sent');
};

tests['roster: wrong rows are told one by one, and left out only on demand'] = async ({ page, platform }) => {
  await atTheForm(page, platform);
  const rows = people(40);
  rows[1] = ['测试', '370102190001010011', '焊工'];
  rows[2] = ['', id(2), '焊工'];
  rows[3] = ['测试', id(0), '焊工'];
  rows[4] = ['测试', '3.70102E+17', '焊工'];
  for (let n = 10; n < 35; n += 1) rows[n] = ['测试', id(n), ''];
  await choose(page, '名单.csv', csv([HEADINGS, ...rows]));
  await stands(page, '11 人没有问题，另有 29 行需要更正');
  const told = async () => page.locator('.people').last().locator('tbody tr').allTextContents();
  const overview = page.locator('.overview');
  assert.match(await overview.locator('li', { hasText: '人员名单' }).textContent(), /还差 1 项/);
  await fillForm(page);
  assert.match(await overview.textContent(), /还有 1 项需要填写或更正/);
  await send(page);
  await page.locator('#problems li', { hasText: '有 29 行需要更正。请更正后重新选择文件，或只用没有问题的 11 人，或移除名单' }).getByRole('link').click();
  await page.waitForFunction(() => document.activeElement.id === 'f-roster');
  assert.equal(await platform.applications(), 0, 'not without the roster');
  const first = await told();
  assert.equal(first.length, 20);
  assert.deepEqual(first.slice(0, 4), ['3证件号码校验位不符，请逐位核对', '4姓名未填写', '5证件号码与第 2 行重复',
    '6证件号码被表格软件当成数字保存，末尾几位已经丢失：请把这一列设为“文本”格式后重新填写']);
  await page.getByRole('button', { name: '下一页' }).click();
  await page.getByText('第 21–29 处，共 29 处').waitFor();
  assert.equal((await told()).length, 9);
  await accessible(page, 'roster with mistakes');
  await page.setViewportSize({ width: 320, height: 800 });
  await fits(page, 'roster with mistakes');
  await page.locator('.language').click();
  await stands(page, 'People in order: 11. Rows to correct: 29.');
  await accessible(page, 'roster with mistakes, in English');
  await fits(page, 'roster with mistakes, in English');
  await page.getByRole('button', { name: 'Leave out the wrong rows and take these 11' }).click();
  await stands(page, '11 people go along');
  await page.waitForFunction(() => document.activeElement.closest('form.apply') !== null);
  await send(page);
  await receipt(page);
  assert.match(await page.locator('dl').textContent(), /名单/);
};

tests['roster: lines below the people are passed over and told, and another sheet that looks alike too'] = async ({ page, platform }) => {
  await atTheForm(page, platform);
  await choose(page, '名单.csv', csv([['被保险人', '姓名', '身份证号', '岗位'],
    ...people(3).map((one) => ['示例企业（测试用）', ...one]), ['填表人：某某', '', '', ''], ['备注：以上人员均在岗', '', '', '']]));
  await stands(page, '3 人，没有问题');
  await stands(page, '第 5、6 行像是填表说明，不是人员，已略过');
  assert.match(await page.locator('.people tbody tr').first().textContent(), /^测试甲370102/);
  await stands(page, '将随申请提交 3 人');
};

tests['roster: a correction shows the roster that was filed, to be replaced or removed'] = async ({ page, platform }) => {
  await atTheForm(page, platform);
  await choose(page, '名单.csv', csv([HEADINGS, ...people(3)]));
  await stands(page, '将随申请提交 3 人');
  await fillForm(page);
  await send(page);
  await receipt(page);
  const correct = async () => {
    await page.locator('.afterwards').getByRole('button', { name: '更正' }).click();
    await page.waitForSelector('form.apply');
    await stands(page, '已提交的名单：名单.csv，会随更正一起提交');
    for (const box of await page.locator('.declaration input').all()) await box.check();
  };
  await correct();
  await accessible(page, 'a roster that was filed');
  await choose(page, '新名单.csv', csv([HEADINGS, ...people(4)]));
  await stands(page, '将替换已提交的名单 名单.csv');
  await page.getByRole('button', { name: '移除名单' }).click();
  await stands(page, '已提交的名单：名单.csv');
  await page.getByRole('button', { name: '移除名单' }).click();
  await page.waitForFunction(() => !document.querySelector('#roster-stands').textContent);
  await send(page);
  await receipt(page);
  assert.ok(!(await page.locator('dl').textContent()).includes('名单.csv'));
};

tests['roster: what is no roster is refused in words'] = async ({ page, platform }) => {
  await atTheForm(page, platform);
  const refused = [
    ['名单.xlsx', 'PK\x03\x04 broken', '读不出这个文件'],
    ['名单.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), '另存为 .xlsx'],
    ['照片.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), '读不出这个文件'],
    ['名单.csv', '姓名,性别\n测试甲,女', '没有找到这些列的表头：证件号码、岗位'],
    ['名单.csv', HEADINGS.join(','), '表头下面没有人员'],
  ];
  for (const [name, bytes, words] of refused) {
    await choose(page, name, bytes);
    await stands(page, words);
  }
  await accessible(page, 'roster refused');
  assert.match(await page.locator('.overview li', { hasText: '人员名单' }).textContent(), /还差 1 项/);
  await page.getByRole('button', { name: '不附名单' }).click();
  await page.locator('.overview li', { hasText: '人员名单' }).getByText('完整').waitFor();
};

/** The longest time that the page stood still while something was done, in milliseconds. */
export async function longest(page, act) {
  await page.evaluate(() => {
    window.tasks = [];
    window.watch = new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((one) => one.duration)));
    window.watch.observe({ entryTypes: ['longtask'] });
  });
  await act();
  return page.evaluate(() => Math.max(0, ...window.tasks, ...window.watch.takeRecords().map((one) => one.duration)));
}

tests['roster: a zip bomb, a million rows, a file without end: refused, and the page never stands still'] = async ({ page, platform }) => {
  await atTheForm(page, platform);
  const rows = [HEADINGS, ...people(1)];
  const million = csv([HEADINGS, ...Array(1_000_000).fill(['甲', '1', '工'])]);
  const cases = [
    ['炸弹.xlsx', xlsx([HEADINGS, ['0'.repeat(10_000), id(0), '工']], 200_000), '文件解压后超过 64 MB'],
    ['百万行.xlsx', xlsx(rows, 1_000_000), '文件解压后超过 64 MB'],
    ['十万行.xlsx', xlsx(rows, 100_000), '名单超过 50000 行'],
    ['百万行.csv', million, '名单超过 50000 行'],
    ['大文件.csv', million + million, '文件超过 20 MB'],
  ];
  for (const [name, bytes, words] of cases) {
    const still = await longest(page, async () => {
      await choose(page, name, bytes);
      await stands(page, words);
    });
    // Reading it there would take several seconds; a busy machine takes some of them by itself.
    assert.ok(still < 1000, `${name}: the page stood still for ${still} ms`);
  }
};

tests['roster: reading can be cancelled, and the page goes on'] = async ({ page, platform }) => {
  await atTheForm(page, platform);
  // A module that does not come: reading lasts until somebody cancels.
  let let_go;
  const held = new Promise((done) => { let_go = done; });
  await page.route('**/sheets/*.wasm', async (route) => {
    await held;
    await route.abort().catch(() => {});
  });
  await choose(page, '名单.csv', csv([HEADINGS, ...people(3)]));
  await stands(page, '正在读取名单');
  await accessible(page, 'roster being read');
  const workers = () => page.workers().length;
  assert.equal(workers(), 1);
  await page.getByRole('button', { name: '取消', exact: true }).click();
  await page.locator('#f-roster').waitFor();
  for (let tries = 0; workers() && tries < 50; tries += 1) await page.waitForTimeout(20);
  assert.equal(workers(), 0, 'the worker is gone');
  let_go();
  await page.unroute('**/sheets/*.wasm');
  await choose(page, '名单.csv', csv([HEADINGS, ...people(3)]));
  await stands(page, '3 人，没有问题');
};

tests['roster: a module that cannot be fetched is told'] = async ({ page, platform }) => {
  await atTheForm(page, platform);
  await page.route('**/sheets/*.wasm', (route) => route.abort(), { times: 1 });
  await choose(page, '名单.csv', csv([HEADINGS, ...people(3)]));
  await stands(page, '名单没有读成');
  await choose(page, '名单.csv', csv([HEADINGS, ...people(3)]));
  await stands(page, '3 人，没有问题');
};

tests['roster: the template comes as a file, and filled in it is read'] = async ({ page, platform }) => {
  await atTheForm(page, platform);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('下载模板').click()]);
  assert.equal(download.suggestedFilename(), '人员名单模板.xlsx');
  await choose(page, '模板.xlsx', readFileSync(await download.path()));
  await stands(page, '在示例行下面填写');
};

/** The sheets of an XLSX file by their names: rows of texts, as a reader that knows nothing of ours finds them. */
function sheets(path) {
  const script = `
import json, sys, zipfile, xml.etree.ElementTree as xml
NS = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
book = zipfile.ZipFile(sys.argv[1])
part = lambda name: xml.fromstring(book.read(name))
shared = [''.join(text.text or '' for text in one.iter(NS + 't')) for one in part('xl/sharedStrings.xml')]
def row(of):
    assert all(cell.get('t') == 's' and cell.find(NS + 'f') is None for cell in of if cell.find(NS + 'v') is not None), 'texts alone'
    return [shared[int(cell.find(NS + 'v').text)] if cell.find(NS + 'v') is not None else '' for cell in of]
names = [one.get('name') for one in part('xl/workbook.xml').iter(NS + 'sheet')]
found = {name: [row(one) for one in part(f'xl/worksheets/sheet{n}.xml').iter(NS + 'row')] for n, name in enumerate(names, 1)}
json.dump(found, sys.stdout)
`;
  return JSON.parse(execFileSync('python3', ['-c', script, path], { encoding: 'utf8' }));
}

const download = async (page) => {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '保存为 Excel 表格' }).click()]);
  return { name: file.suggestedFilename(), sheets: sheets(await file.path()) };
};

tests['roster: twelve people of a filling station are sent, and the department gets all of them'] = async ({ page, platform }) => {
  await atTheForm(page, platform);
  await fillForm(page);
  await choose(page, '名单.xlsx', xlsx([HEADINGS, ...people(12)]));
  await stands(page, '将随申请提交 12 人');
  await send(page);
  const number = await receipt(page);
  const told = await platform.application('show', number);
  const [, bytes, sha256] = told.match(/attachment: roster text\/csv (\d+) ([0-9a-f]{64})/) ?? assert.fail(told);
  assert.ok(!told.includes(id(0)), 'no number is shown');
  const path = join(platform.folder, 'roster.csv');
  await platform.application('attachment', number, sha256, '--out', path);
  const roster = readFileSync(path);
  assert.equal(roster.length, Number(bytes));
  const lines = roster.toString().trimEnd().split('\n');
  assert.equal(lines.length, 13, 'headings and twelve people');
  assert.equal(lines[1].trim(), `测试甲,居民身份证,${id(0)},电焊工`);
};

tests['roster: the application as a spreadsheet: every figure as text, every step, numbers masked'] = async ({ page, platform }) => {
  await atTheForm(page, platform);
  await fillForm(page);
  await choose(page, '名单.csv', csv([HEADINGS, ...people(12)]));
  await stands(page, '将随申请提交 12 人');
  const requests = [];
  page.on('request', (request) => { if (!request.url().startsWith('blob:')) requests.push(new URL(request.url()).pathname); });
  const draft = await download(page);
  await page.getByText('表格已下载').waitFor();
  const fetched = requests.map((path) => path.replace(/-[0-9a-f]{16}/, ''));
  assert.deepEqual(fetched.sort(), ['/sheets/workbook-writer.js', '/sheets/workbook-writer.wasm'], 'and nothing is sent');
  assert.match(draft.name, /^投保单-示例企业测试用-\d{4}-\d\d-\d\d\.xlsx$/);
  assert.deepEqual(Object.keys(draft.sheets), ['投保申请', '保险费计算', '人员名单']);
  const [form, sums, roster] = Object.values(draft.sheets);
  assert.deepEqual(form[0], ['栏目', '项目', '内容', '数据性质']);
  const value = (rows, name) => rows.find((row) => row[1] === name)?.[2];
  assert.equal(value(form, '状态'), '草稿，未提交');
  assert.equal(value(form, '统一社会信用代码'), ENTERPRISE['#f-enterprise-uscc'], 'zeros are kept');
  assert.match(value(form, '保险费（小写）'), /^1,188\.00 元/);
  assert.deepEqual(sums[0], ['单位', '步骤', '算式', '结果']);
  assert.ok(sums.some((row) => row[2].includes('100 × 12 = 1,200')), JSON.stringify(sums));
  assert.ok(sums.some((row) => row[3] === '1188'), JSON.stringify(sums));
  assert.equal(roster.length, 13);
  assert.match(roster[1].join(), /^测试甲,居民身份证,370102\*{8}\w{4},电焊工$/);
  assert.ok(!JSON.stringify(draft.sheets).includes(id(0)), 'no whole number');
  await accessible(page, 'with a spreadsheet');
  await page.setViewportSize({ width: 320, height: 800 });
  await fits(page, 'with a spreadsheet');
  await page.setViewportSize({ width: 1280, height: 900 });

  await page.route('**/sheets/*.wasm', (route) => route.abort(), { times: 1 });
  await page.getByRole('button', { name: '保存为 Excel 表格' }).click();
  await page.getByText('表格没有生成').waitFor();
  await accessible(page, 'no spreadsheet');

  await send(page);
  const number = await receipt(page);
  const filed = await download(page);
  assert.deepEqual(Object.keys(filed.sheets), ['投保申请', '保险费计算'], 'the roster has left the device');
  assert.equal(value(filed.sheets.投保申请, '受理编号'), number);
  assert.equal(value(filed.sheets.投保申请, '附件'), '名单.csv');
};
