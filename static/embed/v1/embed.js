// <anze-calculator>: the calculator as an element of any page. It draws in a shadow root, so neither page nor element sees the
// other's styles; what stands between its tags, a plain link, stays until it is drawn. docs/embedding.md tells the rest.
const here = new URL('.', import.meta.url);
const files = new URL('../../', here).href;
const NAMES = ['sector', 'campaign', 'lang', 'mode', 'theme'];
const PAUSES = [0, 1000, 4000];
const WORDS = { zh: ['正在打开……', '没有打开。', '重试'], en: ['Opening …', 'It could not be opened.', 'Try again'] };

const answer = async (name) => {
  const response = await fetch(new URL(name, here), { cache: 'no-cache', credentials: 'omit' });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.json();
};

// The module, fetched once for all elements; after a failure again. What it is known to need is fetched side by side: a phone waits
// for every answer that has to be asked for after another.
let loading;
const load = () => {
  loading = loading || answer('build.json').then((build) => {
    const at = (name) => new URL(name, files).href;
    if (build.tariffs) fetch(at(build.tariffs)).catch(() => {});
    const all = [import(at(build.script)), import(at(build.theme)), fetch(at(build.wasm), { integrity: build.integrity, credentials: 'omit' })];
    const ready = Promise.all(all).then(async ([widget, { paint }, module_or_path]) => {
      await widget.default({ module_or_path });
      return { widget, paint };
    });
    ready.catch(() => { loading = undefined; });
    return { style: at(build.style), ready };
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
    // What a framework has set before the element was known.
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
    // One that is moved is back at once.
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
    // Closed and opened again meanwhile, this attempt gives way to the next.
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
        // Once more, or said below.
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

  async draw({ style, ready }, isCurrent) {
    if (!isCurrent()) return;
    const link = (wishes) => Object.assign(document.createElement('link'), wishes);
    const sheet = link({ rel: 'stylesheet', href: style });
    const styled = new Promise((done, fail) => {
      sheet.onload = done;
      sheet.onerror = () => fail(new Error(style));
    });
    // The widget asks for this first of all.
    const early = link({ rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href: `${files}tariffs/manifest.json` });
    this.shadowRoot.append(sheet, early);
    const [{ widget, paint }] = await Promise.all([ready, styled]);
    if (!isCurrent()) return;
    const root = document.createElement('div');
    this.root = root;
    this.dress();
    [...this.shadowRoot.children].forEach((child) => child === sheet || child.remove());
    this.shadowRoot.append(root);
    this.paint = () => paint(this, root);
    this.paint();
    const settings = { files, platform: this.getAttribute('platform') || files };
    NAMES.forEach((name) => { settings[name] = this.getAttribute(name) || ''; });
    this.drawn = { widget, number: widget.mount(root, settings) };
  }

  // Theme and mode are told by classes.
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
    // What is left out is null in Vue and undefined in React.
    set(value) { value == null ? this.removeAttribute(name) : this.setAttribute(name, value); },
    configurable: true,
    enumerable: true,
  });
});

// Another copy on the page was first: one is enough.
if (!customElements.get('anze-calculator')) customElements.define('anze-calculator', AnzeCalculator);
