// The page on which integrators put their snippet together, and see what it shows.
import { diagnosis } from './doctor.js';

const files = new URL('../../', import.meta.url).href.replace(/\/$/, '');
const field = (id) => document.getElementById(id);
const chosen = (id) => field(id).value;
const isElement = () => chosen('kind') === 'element';
const escaped = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
const ATTRIBUTES = ['sector', 'campaign', 'lang', 'theme', 'mode'];
const WORDS = {
  zh: { link: '测算安全生产责任保险保费', title: '安全生产责任保险测算' },
  en: { link: 'Estimate the premium of work safety liability insurance', title: 'Work safety liability insurance: estimate' },
};
const words = () => WORDS[chosen('lang') || 'zh'];
const wishes = () => ATTRIBUTES.filter((name) => chosen(name) && field(name).checkValidity()).map((name) => [name, chosen(name)]);
// Whoever tries it out is no visitor of a campaign.
const shown = () => wishes().filter(([name]) => name !== 'campaign');

// What is known of these files: their digests, and of a copy in a folder the platform that its page names.
const read = (name, how) => fetch(new URL(name, import.meta.url)).then((answer) => answer[how]());
const known = Promise.all([read('integrity.json', 'json').catch(() => ({})), read('../../index.html', 'text').catch(() => '')])
  .then(([digests, html]) => {
    const named = new DOMParser().parseFromString(html, 'text/html').querySelector('meta[name="anze-platform"]');
    return { digests, platform: (named && named.content || files).replace(/\/$/, '') };
  });

// The name under which a script never changes, with its digest: of the same content as the one that does.
function script(name, digests) {
  const stem = new RegExp(`^${name}-`);
  const found = Object.entries(digests).find(([one, digest]) => stem.test(one) && digest === digests[`${name}.js`]);
  const [file, digest] = field('integrity').checked && found || [`${name}.js`];
  return `<script type="module" src="${files}/embed/v1/${file}"${digest ? ` integrity="${digest}" crossorigin` : ''}></script>`;
}

function element({ digests, platform }) {
  const elsewhere = platform === files ? [] : [['platform', platform]];
  const attributes = [...wishes(), ...elsewhere].map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
  const style = chosen('accent-on') === 'own' ? ` style="--anze-accent: ${chosen('accent')}"` : '';
  return `${script('embed', digests)}\n<anze-calculator${attributes}${style}>\n  <a href="${escaped(platform)}/">${words().link}</a>\n</anze-calculator>`;
}

function frame({ digests }) {
  const query = new URLSearchParams(wishes()).toString();
  return `<iframe data-anze title="${words().title}" src="${files}/embed/v1/frame.html${query ? `?${escaped(query)}` : ''}"\n`
    + `        width="100%" height="${Number(chosen('height')) || 900}" style="border:0"\n`
    + '        sandbox="allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox allow-modals"\n'
    + `        allow="clipboard-write; web-share"></iframe>\n${script('host', digests)}`;
}

let preview;

async function show() {
  const all = await known;
  field('code').value = isElement() ? element(all) : frame(all);
  ['size', 'host'].forEach((id) => { field(id).hidden = isElement(); });
  field('colour').hidden = !isElement();
  field('accent').disabled = chosen('accent-on') !== 'own';
  const isCode = field('campaign').checkValidity();
  field('campaign').setAttribute('aria-invalid', !isCode);
  field('no-code').textContent = isCode ? '' : '这不是活动代码，所以没有写进代码：小写字母开头，只含小写字母、数字和连字符，可再加“.”和 6 位区划代码。'
    + ' Not a campaign code, so it is not in the snippet: lower-case letters, digits and hyphens, then perhaps a dot and a district of six digits.';
  const next = document.createElement(isElement() ? 'anze-calculator' : 'iframe');
  if (isElement()) {
    shown().forEach(([name, value]) => next.setAttribute(name, value));
    next.setAttribute('platform', all.platform);
    if (chosen('accent-on') === 'own') next.style.setProperty('--anze-accent', chosen('accent'));
  } else {
    next.title = '预览';
    next.dataset.anze = '';
    next.height = Number(chosen('height')) || 900;
    next.src = `frame.html?${new URLSearchParams(shown())}`;
  }
  if (preview && preview.outerHTML === next.outerHTML) return;
  field('moved').textContent = '';
  field('preview').textContent = '';
  field('preview').append(next);
  preview = next.cloneNode();
  diagnose();
}

async function diagnose() {
  const { platform } = await known;
  const policy = chosen('policy');
  const { found, lines, workers, nonce, reports } = diagnosis(policy, chosen('kind'), new URL(files).origin, new URL(platform).origin);
  const told = [];
  if (!found) told.push('没有认出内容安全策略。请粘贴整条策略，例如 default-src \'self\'。 No policy recognised: paste all of it.');
  if (reports) told.push('这条策略只报告（Report-Only），不会阻止什么；照此强制执行时： It only reports and blocks nothing. Were it enforced:');
  told.push(...lines);
  if (nonce) {
    told.push('有 \'strict-dynamic\' 时浏览器不看地址：请给代码里的 <script> 加上本页的 nonce="…"。'
      + ' With \'strict-dynamic\' browsers ignore addresses: give the <script> of the snippet the nonce="…" of your page.');
  }
  if (workers.length) told.push('名册用电子表格的，再加： For rosters as spreadsheets, as well:', ...workers);
  if (found && !lines.length && !workers.length && !nonce) told.push('这条策略已经允许，不用改。 This policy allows it: nothing to change.');
  field('diagnosis').textContent = policy.trim() ? told.join('\n') : '';
}

document.getElementById('choices').addEventListener('input', show);
field('policy').addEventListener('input', diagnose);
field('copy').addEventListener('click', async () => {
  field('code').select();
  // Not every browser lets a page, and over http none has a clipboard.
  const copied = navigator.clipboard ? await navigator.clipboard.writeText(chosen('code')).then(() => true, () => false) : false;
  field('copied').textContent = copied ? '已复制。 Copied.' : '浏览器不允许复制。已选中，请按 Ctrl+C。 The browser did not allow it: it is selected, press Ctrl+C.';
});
field('preview').addEventListener('anze:theme', ({ detail }) => {
  field('moved').textContent = `${detail.asked} 对比度不足，已调整为 ${detail.used}。 Moved until it can be read.`;
});
show();
