// Where a program is, if it is installed.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of these that is on the PATH. */
export function program(...names) {
  const all = names.flatMap((name) => process.env.PATH.split(delimiter).map((folder) => join(folder, name)));
  return all.find(existsSync);
}
