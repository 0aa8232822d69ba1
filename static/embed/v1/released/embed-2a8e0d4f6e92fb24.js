const here = new URL('.', import.meta.url);
const files = new URL('../../', here).href;
const NAMES = ['sector', 'lang', 'mode', 'theme'];
const PAUSES = [0, 1000, 4000];
const WORDS = { zh: ['正在打开……', '没有打开。', '重试'], en: ['Opening …', 'It could not be opened.', 'Try again'] };
const answer = async (name) => {
const response = await fetch(new URL(name, here), { cache: 'no-cache', credentials: 'omit' });
if (!response.ok) throw new Error(`${name}: ${response.status}`);
return response.json();
};
let loading;
const load = () => {
loading = loading || answer('build.json').then(async (build) => {
const widget = await import(new URL(build.script, files).href);
await widget.default({ module_or_path: fetch(new URL(build.wasm, files), { integrity: build.integrity, credentials: 'omit' }) });
return { ...build, widget };
});
loading.catch(() => { loading = undefined; });
return loading;
};
const near = new IntersectionObserver((seen) => {
seen.forEach(({ isIntersecting, target }) => isIntersecting && target.open());
}, { rootMargin: '600px' });
class AnzeCalculator extends HTMLElement {
static get observedAttributes() { return NAMES; }
connectedCallback() {
NAMES.filter((name) => Object.prototype.hasOwnProperty.call(this, name)).forEach((name) => {
const value = this[name];
delete this[name];
this[name] = value;
});
if (!this.shadowRoot) this.attachShadow({ mode: 'open' });
if (!this.opening) near.observe(this);
}
disconnectedCallback() {
near.unobserve(this);
setTimeout(() => this.isConnected || this.close());
}
attributeChangedCallback(name, before, value) {
if (before === value) return;
this.dress();
if (this.drawn) this.drawn.widget.change(this.drawn.number, { [name]: value || '' });
}
async open() {
if (this.opening) return;
near.unobserve(this);
const attempt = {};
this.opening = attempt;
const isCurrent = () => this.opening === attempt;
const [opening, failed, again] = WORDS[/^en/.test(this.lang) ? 'en' : 'zh'];
const says = document.createElement('p');
says.setAttribute('role', 'status');
says.textContent = opening;
this.shadowRoot.textContent = '';
this.shadowRoot.append(says, document.createElement('slot'));
for (const pause of PAUSES) {
await new Promise((done) => { setTimeout(done, pause); });
try {
await this.draw(await load(), isCurrent);
return;
} catch {
}
if (!isCurrent()) return;
}
const retry = document.createElement('button');
retry.textContent = again;
retry.onclick = () => { this.close(); this.open(); };
says.textContent = failed;
says.append(retry);
this.dispatchEvent(new CustomEvent('anze:error', { bubbles: true, composed: true, detail: { code: 'load' } }));
}
async draw({ widget, style, theme }, isCurrent) {
if (!isCurrent()) return;
const root = document.createElement('div');
this.root = root;
this.dress();
const sheet = document.createElement('link');
sheet.rel = 'stylesheet';
sheet.href = new URL(style, files).href;
const styled = new Promise((done, fail) => {
sheet.onload = done;
sheet.onerror = () => fail(new Error(style));
this.shadowRoot.append(sheet);
});
const [{ paint }] = await Promise.all([import(new URL(theme, files).href), styled]);
if (!isCurrent()) return;
[...this.shadowRoot.children].forEach((child) => child === sheet || child.remove());
this.shadowRoot.append(root);
this.paint = () => paint(this, root);
this.paint();
const settings = { files, platform: this.getAttribute('platform') || files };
NAMES.forEach((name) => { settings[name] = this.getAttribute(name) || ''; });
this.drawn = { widget, number: widget.mount(root, settings) };
}
dress() {
if (this.root) this.root.className = `anze ${this.theme || 'light'} ${this.mode}`;
if (this.paint) this.paint();
}
close() {
if (this.drawn) this.drawn.widget.unmount(this.drawn.number);
this.drawn = this.root = this.paint = this.opening = undefined;
this.shadowRoot.textContent = '';
}
}
NAMES.filter((name) => name !== 'lang').forEach((name) => {
Object.defineProperty(AnzeCalculator.prototype, name, {
get() { return this.getAttribute(name) || ''; },
set(value) { value == null ? this.removeAttribute(name) : this.setAttribute(name, value); },
configurable: true,
enumerable: true,
});
});
if (!customElements.get('anze-calculator')) customElements.define('anze-calculator', AnzeCalculator);