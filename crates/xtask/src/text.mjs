// Scripts of ours as they are shipped.
import { createHash } from 'node:crypto';

/** Without what is for its readers: lines of comment and indentation. */
export function bare(text) {
  return text.split('\n').map((line) => line.trim()).filter((line) => line && !/^(\/\/|\/\*\*)/.test(line)).join('\n');
}

/** What a name that is kept for ever says of the content. */
export const digest = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);
