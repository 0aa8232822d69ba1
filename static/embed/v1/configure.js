// The page on which integrators put their snippet together, and see what it shows.
import { missing } from './doctor.js';

const platform = new URL('../../', import.meta.url).href.replace(/\/$/, '');
const { origin } = new URL(platform);
const field = (id) => document.getElementById(id);
const chosen = (id) => field(id).value;
const escaped = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
const ATTRIBUTES = ['sector', 'campaign', 'lang', 'theme', 'mode'];
const wishes = () => ATTRIBUTES.filter((name) => chosen(name) && field(name).checkValidity()).map((name) => [name, chosen(name)]);
// Whoever tries it out is no visitor of a campaign.
const shown = () => wishes().filter(([name]) => name !== 'campaign');

// The loader that never changes, with its digest: of the same content as the one that does.
const pinned = (all) => Object.entries(all).find(([name, digest]) => /^embed-/.test(name) && digest === all['embed.js']) || [];

function element([loader = 'embed.js', digest]) {
  const attributes = wishes().map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
  const style = chosen('accent-on') === 'own' ? ` style="--anze-accent: ${chosen('accent')}"` : '';
  const integrity = digest ? ` integrity="${digest}" crossorigin` : '';
  return `<script type="module" src="${platform}/embed/v1/${loader}"${integrity}></script>\n`
    + `<anze-calculator${attributes}${style}>\n  <a href="${platform}/">测算安全生产责任保险保费</a>\n</anze-calculator>`;
}

function frame() {
  const query = new URLSearchParams(wishes()).toString();
  return `<iframe data-anze title="安全生产责任保险测算" src="${platform}/embed/v1/frame.html${query ? `?${escaped(query)}` : ''}"\n`
    + `        width="100%" height="${Number(chosen('height')) || 900}" style="border:0"\n`
    + '        sandbox="allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-modals"\n'
    + '        allow="clipboard-write; web-share"></iframe>';
}

const digests = fetch(new URL('integrity.json', import.meta.url)).then((answer) => answer.json()).catch(() => ({}));
let preview;

async function show() {
  const loader = field('integrity').checked ? pinned(await digests) : [];
  const kind = chosen('kind');
  field('code').value = kind === 'element' ? element(loader) : frame();
  field('size').hidden = kind === 'element';
  field('colour').hidden = kind === 'frame';
  field('accent').disabled = chosen('accent-on') !== 'own';
  const next = document.createElement(kind === 'element' ? 'anze-calculator' : 'iframe');
  if (kind === 'element') {
    shown().forEach(([name, value]) => next.setAttribute(name, value));
    if (chosen('accent-on') === 'own') next.style.setProperty('--anze-accent', chosen('accent'));
  } else {
    next.title = '预览';
    next.dataset.anze = '';
    next.height = Number(chosen('height')) || 900;
    next.src = `frame.html?${new URLSearchParams(shown())}`;
  }
  if (preview && preview.outerHTML === next.outerHTML) return;
  field('preview').textContent = '';
  field('preview').append(next);
  preview = next.cloneNode();
  diagnose();
}

function diagnose() {
  const policy = chosen('policy').trim();
  const lines = policy ? missing(policy, chosen('kind'), origin) : [];
  field('diagnosis').textContent = policy && !lines.length ? '这条策略已经允许，不用改。 This policy allows it: nothing to change.' : lines.join('\n');
}

document.getElementById('choices').addEventListener('input', show);
field('policy').addEventListener('input', diagnose);
field('copy').addEventListener('click', async () => {
  field('code').select();
  await navigator.clipboard?.writeText(chosen('code')).catch(() => {});
  field('copied').textContent = '已选中并复制。 Selected and copied.';
});
field('preview').addEventListener('anze:theme', ({ detail }) => {
  field('moved').textContent = `${detail.asked} 对比度不足，已调整为 ${detail.used}。 Moved until it can be read.`;
});
show();
