// Compresses every file of a folder beside itself, at the highest level: it is done once and served for long.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const [folder] = process.argv.slice(2);
const brotli = (bytes) => brotliCompressSync(bytes, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
});
const forms = { br: brotli, gz: (bytes) => gzipSync(bytes, { level: 9 }) };

for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath ?? entry.path, entry.name);
  if (!entry.isFile() || /\.(br|gz)$/.test(path)) continue;
  const bytes = readFileSync(path);
  for (const [ending, compressed] of Object.entries(forms)) {
    const packed = compressed(bytes);
    const beside = `${path}.${ending}`;
    if (packed.length < bytes.length) writeFileSync(beside, packed);
    else rmSync(beside, { force: true });
  }
}
