// The host's colour, moved until it can be read: 4.5 : 1 against everything that it stands on (WCAG 2.2, 1.4.3).
const LEAST = 4.5;

const linear = (channel) => {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};
const luminance = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

/** The contrast of two colours, 1 to 21. */
export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const mix = (one, other, share) => one.map((channel, at) => Math.round(channel + (other[at] - channel) * share));

/** The nearest colour to `asked`, toward black or white, that can be read on all of `grounds`. */
export function readable(asked, grounds) {
  const fits = (colour) => grounds(colour).every((ground) => contrast(colour, ground) >= LEAST);
  for (let step = 0; step <= 100; step += 1) {
    const found = [[0, 0, 0], [255, 255, 255]].map((end) => mix(asked, end, step / 100)).find(fits);
    if (found) return found;
  }
  return null;
}

const rgb = (text) => text.match(/[\d.]+/g).slice(0, 3).map(Number);
const shown = (colour) => `rgb(${colour.join(', ')})`;

// What the host does to the element's own style or class later is followed: it is the element that paints.
const watch = new MutationObserver((seen) => new Set(seen.map(({ target }) => target)).forEach((host) => host.paint && host.paint()));

/** Paints `root` in the colour that the host asks for with --anze-accent, and tells it where that had to be moved. */
export function paint(host, root) {
  watch.observe(host, { attributes: true, attributeFilter: ['style', 'class'] });
  ['--accent', '--accent-soft', '--accent-ink'].forEach((name) => root.style.removeProperty(name));
  const wish = getComputedStyle(host).getPropertyValue('--anze-accent').trim();
  const probe = document.createElement('i');
  probe.style.color = wish;
  if (!wish || !probe.style.color) return;
  root.append(probe);
  const asked = rgb(getComputedStyle(probe).color);
  const ground = (name) => {
    probe.style.color = `var(${name})`;
    return rgb(getComputedStyle(probe).color);
  };
  const [panel, paper] = [ground('--panel'), ground('--paper')];
  probe.remove();
  const soft = (colour) => mix(panel, colour, 0.12);
  const used = readable(asked, (colour) => [panel, paper, soft(colour)]);
  if (!used) return;
  const ink = contrast(used, [255, 255, 255]) >= LEAST ? [255, 255, 255] : [0, 0, 0];
  root.style.setProperty('--accent', shown(used));
  root.style.setProperty('--accent-soft', shown(soft(used)));
  root.style.setProperty('--accent-ink', shown(ink));
  if (String(used) === String(asked) || host.told === wish) return;
  host.told = wish;
  const detail = { property: '--anze-accent', asked: shown(asked), used: shown(used) };
  host.dispatchEvent(new CustomEvent('anze:theme', { bubbles: true, composed: true, detail }));
}
