// What a content security policy lacks for the calculator, as lines to put into it.

/** The directives that each kind needs, with those that are asked in turn where one is not there. */
const NEEDS = {
  element: (origin, platform) => [
    { name: 'script-src', asked: ['script-src-elem', 'script-src', 'default-src'], sources: [origin] },
    { name: 'script-src', asked: ['script-src', 'default-src'], sources: ["'wasm-unsafe-eval'"] },
    { name: 'style-src', asked: ['style-src-elem', 'style-src', 'default-src'], sources: [origin] },
    { name: 'connect-src', asked: ['connect-src', 'default-src'], sources: [...new Set([origin, platform])] },
    { name: 'img-src', asked: ['img-src', 'default-src'], sources: [origin, 'data:', 'blob:'] },
  ],
  frame: (origin) => [{ name: 'frame-src', asked: ['frame-src', 'child-src', 'default-src'], sources: [origin] }],
};
/** What an element can do without: it reads spreadsheets in a worker. */
const WORKER = { name: 'worker-src', asked: ['worker-src', 'child-src', 'script-src', 'default-src'], sources: ['blob:'] };

/** The names that browsers know; a line that begins with none of them says nothing. */
const KNOWN = new RegExp('^((child|connect|default|font|(fenced-)?frame|img|manifest|media|object|prefetch|worker)-src|(script|style)-src(-elem|-attr)?'
  + '|base-uri|sandbox|form-action|frame-ancestors|navigate-to|report-(uri|to)|require-trusted-types-for|trusted-types|require-sri-for'
  + '|upgrade-insecure-requests|block-all-mixed-content|plugin-types)$', 'i');
// What servers, pages and scripts write around a policy: a tag with its attributes either way round, name and policy in one string,
// a string after the name, or a line as it is sent, until the next.
const HEADER = 'content-security-policy(?:-report-only)?';
const inside = (quote) => `((?:\\\\[^]|[^\\\\${quote}])*)${quote}`;
const after = `${HEADER}["'\`]?[\\s:=,]*`;
const FORMS = new RegExp([
  ...['"', "'"].map((quote) => `<(?:meta|add)\\b(?=[^>]*${HEADER})[^>]*\\s(?:content|value)\\s*=\\s*${quote}${inside(quote)}`),
  ...['"', "'", '`'].map((quote) => `${quote}${HEADER}\\s*:${inside(quote)}`),
  ...['"', '`'].map((quote) => `${after}${quote}${inside(quote)}`),
  // Not where the policy itself begins with a word in quotes.
  `${after}'(?!\\w[\\w-]*')${inside("'")}`,
  `${after}((?:(?!${HEADER})[^])*)`,
].join('|'), 'gi');
const MARKS = { quot: '"', '#34': '"', apos: "'", '#39': "'", amp: '&' };

/** The policies in a text; without any such name all of it is one. */
function policies(text) {
  const all = [...text.matchAll(FORMS)].map(([whole, ...found]) => ({ policy: found.find(Boolean) || '', reports: /policy-report-only/i.test(whole) }));
  const plain = (policy) => policy.replace(/\\(["'])/g, '$1').replace(/&(quot|#34|apos|#39|amp);/g, (_, mark) => MARKS[mark]);
  return (all.length ? all : [{ policy: text, reports: false }]).map(({ policy, reports }) => ({ policy: plain(policy), reports }));
}

/** A policy as directives; of two of one name the first counts, as in browsers. */
function directives(policy) {
  const all = new Map();
  // A line goes on with the sources of the one before, unless it begins with a name or is another header.
  const begins = (word) => KNOWN.test(word) || /^[\w-]+:$/.test(word) && !/^(https?|wss?|data|blob):$/i.test(word);
  const parts = policy.replace(/[\s\\]*\n\s*(\S+)/g, (_, word) => (begins(word) ? `;${word}` : ` ${word}`)).split(';');
  for (const part of parts) {
    const [name, ...sources] = part.trim().split(/\s+/);
    if (KNOWN.test(name) && !all.has(name.toLowerCase())) all.set(name.toLowerCase(), sources);
  }
  return all;
}

const has = (sources, one) => sources.some((source) => source.toLowerCase() === one);
// Then only a nonce or a digest lets a script in, with what that script loads.
const isStrict = (sources) => has(sources, "'strict-dynamic'");

function allows(sources, wanted) {
  if (wanted === "'wasm-unsafe-eval'") return has(sources, wanted) || has(sources, "'unsafe-eval'");
  if (wanted.endsWith(':')) return has(sources, wanted);
  const { protocol, host, hostname } = new URL(wanted);
  return sources.some((source) => {
    const plain = source.toLowerCase().replace(/\/$/, '');
    if (plain === '*' || plain === protocol || plain === wanted || plain === host) return true;
    const wild = plain.replace(`${protocol}//`, '').match(/^\*(\..+)$/);
    return Boolean(wild) && hostname.endsWith(wild[1]);
  });
}

/** The lines that are to stand in a policy in place of those of the same name, and whether the script needs a nonce. */
function lacking(there, needs) {
  const lines = new Map();
  let nonce = false;
  for (const { name, asked, sources } of needs) {
    const found = asked.find((one) => there.has(one));
    // Without any of them everything is allowed.
    if (!found) continue;
    const isScript = name === 'script-src';
    const now = there.get(found);
    const strict = isScript && isStrict(now);
    nonce = nonce || strict;
    const lacks = sources.filter((source) => !(strict && /^https?:/.test(source)) && !allows(now, source));
    if (!lacks.length) continue;
    // What falls back on another gets a line of its own, with what that one had; 'none' stands alone or not at all.
    const into = found.startsWith(name) ? found : name;
    const means = (source) => !has([source], "'none'") && (isScript || !isStrict([source]));
    const line = lines.get(into) ?? now.filter(means);
    lines.set(into, [...line, ...lacks.filter((source) => !line.includes(source))]);
  }
  return { lines: [...lines].map(([name, sources]) => `${name} ${sources.join(' ')};`), nonce };
}

// What a text with a policy in it comes to: whether there is one at all (`found`), the `lines` to put in place of those of the same
// name and those that are for spreadsheets alone (`workers`), whether the script needs the page's `nonce`, and whether all that is there
// blocks nothing (`reports`).
export function diagnosis(text, kind, origin, platform = origin) {
  const all = policies(text).map(({ policy, reports }) => ({ there: directives(policy), reports })).filter(({ there }) => there.size);
  const each = all.map(({ there }) => lacking(there, NEEDS[kind](origin, platform)));
  // Where trusted types are required no script that the element writes is run.
  const wanted = (there) => kind === 'element' && !there.has('require-trusted-types-for');
  return {
    found: all.length > 0,
    lines: [...new Set(each.flatMap(({ lines }) => lines))],
    workers: [...new Set(all.filter(({ there }) => wanted(there)).flatMap(({ there }) => lacking(there, [WORKER]).lines))],
    nonce: each.some(({ nonce }) => nonce),
    reports: all.length > 0 && all.every(({ reports }) => reports),
  };
}
