// What a content security policy lacks for the calculator, as lines to put into it.

/** The directives that each kind needs, with those that are asked in turn where one is not there. */
const NEEDS = {
  element: (origin) => [
    { name: 'script-src', asked: ['script-src-elem', 'script-src', 'default-src'], sources: [origin] },
    { name: 'script-src', asked: ['script-src', 'default-src'], sources: ["'wasm-unsafe-eval'"] },
    { name: 'style-src', asked: ['style-src-elem', 'style-src', 'default-src'], sources: [origin] },
    { name: 'connect-src', asked: ['connect-src', 'default-src'], sources: [origin] },
    { name: 'img-src', asked: ['img-src', 'default-src'], sources: [origin, 'data:', 'blob:'] },
  ],
  frame: (origin) => [{ name: 'frame-src', asked: ['frame-src', 'child-src', 'default-src'], sources: [origin] }],
};

/** A policy as directives; of two of one name the first counts, as in browsers. */
export function directives(policy) {
  const all = new Map();
  for (const part of policy.replace(/^\s*content-security-policy\s*:/i, '').split(/[;\n]/)) {
    const [name, ...sources] = part.trim().split(/\s+/);
    if (name && !all.has(name.toLowerCase())) all.set(name.toLowerCase(), sources);
  }
  return all;
}

function allows(sources, wanted) {
  const has = (one) => sources.some((source) => source.toLowerCase() === one);
  if (wanted === "'wasm-unsafe-eval'") return has(wanted) || has("'unsafe-eval'");
  if (wanted.endsWith(':')) return has(wanted);
  const { protocol, host, hostname } = new URL(wanted);
  return sources.some((source) => {
    const plain = source.toLowerCase().replace(/\/$/, '');
    if (plain === '*' || plain === protocol || plain === wanted || plain === host) return true;
    const wild = plain.replace(`${protocol}//`, '').match(/^\*(\..+)$/);
    return Boolean(wild) && hostname.endsWith(wild[1]);
  });
}

/** The lines that are to stand in the policy in place of those of the same name; none where all is well. */
export function missing(policy, kind, origin) {
  const there = directives(policy);
  const lines = new Map();
  for (const { name, asked, sources } of NEEDS[kind](origin)) {
    const found = asked.find((one) => there.has(one));
    // Without any of them everything is allowed.
    if (!found) continue;
    const now = there.get(found);
    const lacks = sources.filter((source) => !allows(now, source));
    if (!lacks.length) continue;
    // What falls back on default-src gets a line of its own, with what default-src had; 'none' stands alone or not at all.
    const into = found === 'default-src' || found === 'child-src' ? name : found;
    const line = lines.get(into) ?? now.filter((source) => source.toLowerCase() !== "'none'");
    lines.set(into, [...line, ...lacks.filter((source) => !line.includes(source))]);
  }
  return [...lines].map(([name, sources]) => `${name} ${sources.join(' ')};`);
}
