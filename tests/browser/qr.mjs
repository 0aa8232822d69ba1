// Reads a QR code that was drawn without any flaw: nothing is corrected, so that a wrong square makes a wrong text. ISO/IEC 18004.

// Codewords of error correction in a block, and blocks, of versions 1 to 20; by the two bits that name the level.
const LEVELS = {
  0: [[10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26], [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16]],
  3: [[13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30], [1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20]],
  2: [[17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28], [1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25]],
};

const MASKS = [
  (x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3, (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3), (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** The text of the only code among `dark(x, y)`, in a picture of this size where nothing else is as dark. */
export function read(dark, width, height) {
  let [left, right, top] = [width, -1, -1];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (dark(x, y)) [left, right, top] = [Math.min(left, x), Math.max(right, x), top < 0 ? y : top];
    }
  }
  let run = 0;
  while (dark(left + run, top)) run += 1;
  const square = run / 7;
  const size = Math.round((right + 1 - left) / square);
  return text((x, y) => dark(Math.floor(left + (x + 0.5) * square), Math.floor(top + (y + 0.5) * square)), size);
}

function text(dark, size) {
  const version = (size - 17) / 4;
  const format = [...Array(6).keys()].map((i) => [8, i]).concat([[8, 7], [8, 8], [7, 8]], [5, 4, 3, 2, 1, 0].map((i) => [i, 8]));
  const bits = format.reduce((sum, [x, y], at) => sum + (dark(x, y) ? 2 ** at : 0), 0) ^ 0x5412;
  const [correction, blocks] = LEVELS[bits >> 13].map((row) => row[version - 1]);
  const flips = MASKS[(bits >> 10) & 7];
  const isFixed = fixed(version, size);
  const read = [];
  for (let column = size - 1, up = true; column > 0; column -= 2, up = !up) {
    if (column === 6) column = 5;
    for (let row = 0; row < size; row += 1) {
      const y = up ? size - 1 - row : row;
      for (const x of [column, column - 1]) if (!isFixed(x, y)) read.push(Number(dark(x, y)) ^ Number(flips(x, y) === 0));
    }
  }
  const words = Array.from({ length: Math.floor(read.length / 8) }, (_, at) => parseInt(read.slice(8 * at, 8 * at + 8).join(''), 2));
  return content(apart(words, blocks, correction), version);
}

// Finders with the format, timing, alignment, version.
function fixed(version, size) {
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 4 + count * 2 + 1) / (count * 2 - 2)) * 2;
  const centres = version === 1 ? [] : [6, ...Array.from({ length: count - 1 }, (_, at) => size - 7 - at * step).reverse()];
  const last = size - 7;
  const corner = (x, y) => (x === 6 && y === 6) || (x === 6 && y === last) || (x === last && y === 6);
  const aligned = (x, y) => centres.some((cx) => centres.some((cy) => !corner(cx, cy) && Math.abs(x - cx) <= 2 && Math.abs(y - cy) <= 2));
  return (x, y) => (x < 9 && y < 9) || (x < 9 && y >= size - 8) || (x >= size - 8 && y < 9) || x === 6 || y === 6 || aligned(x, y)
    || (version > 6 && ((x < 6 && y >= size - 11) || (y < 6 && x >= size - 11)));
}

// The data of the blocks one after the other: written word by word from each in turn; the last ones are a word longer.
function apart(words, blocks, correction) {
  const short = Math.floor(words.length / blocks) - correction;
  const long = words.length % blocks;
  const data = Array.from({ length: blocks }, () => []);
  let at = 0;
  for (let i = 0; i < short; i += 1) for (const block of data) block.push(words[at++]);
  for (const block of data.slice(blocks - long, long ? blocks : 0)) block.push(words[at++]);
  return data.flat();
}

// One segment of bytes, which a link with small letters always is.
function content(data, version) {
  const bits = data.map((word) => word.toString(2).padStart(8, '0')).join('');
  const counted = version < 10 ? 8 : 16;
  if (bits.slice(0, 4) !== '0100') throw new Error(`a code of mode ${bits.slice(0, 4)}`);
  const length = parseInt(bits.slice(4, 4 + counted), 2);
  const bytes = Array.from({ length }, (_, at) => parseInt(bits.slice(4 + counted + 8 * at, 12 + counted + 8 * at), 2));
  return Buffer.from(bytes).toString();
}
