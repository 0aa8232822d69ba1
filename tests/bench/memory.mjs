// Memory of a browser.
import { readFileSync } from 'node:fs';

/** The most that any process of the browser's pages ever had, in bytes. */
export async function peak(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const most = ({ id }) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  return Math.max(0, ...processInfo.filter(({ type }) => type === 'renderer').map(most));
}

export const megabytes = (number) => `${(number / 2 ** 20).toFixed(1)} MB`;
