// For a page with the calculator in frames, whenever they come: makes each as high as what is in it, and tells its events on it.
// To be copied to the page's own server where scripts of others are not allowed.
const OURS = 'iframe[data-anze][src]';
const originOf = (frame) => new URL(frame.src).origin;
const hello = (frame) => frame.contentWindow.postMessage({ anze: 1, type: 'hello' }, originOf(frame));

window.addEventListener('message', ({ source, origin, data }) => {
  // Only from one of these very frames, of its very origin.
  const frame = [...document.querySelectorAll(OURS)].find((one) => one.contentWindow === source);
  if (!source || !frame || origin !== originOf(frame)) return;
  if (typeof data !== 'object' || data === null || data.anze !== 1) return;
  if (data.type === 'height' && Number.isInteger(data.height) && data.height > 0 && data.height < 100000) {
    frame.style.height = `${data.height}px`;
  } else if (/^anze:(estimate|apply|receipt|error)$/.test(data.type)) {
    frame.dispatchEvent(new CustomEvent(data.type, { bubbles: true, detail: data.detail }));
  }
});
// It does not bubble; on its way down it is heard of frames that a script has put there since.
document.addEventListener('load', ({ target }) => target.matches && target.matches(OURS) && hello(target), true);
document.querySelectorAll(OURS).forEach(hello);
