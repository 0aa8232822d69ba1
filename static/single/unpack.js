// LZMA, as its specification has it (Igor Pavlov, public domain): 13 bytes of head, then the stream. `size` is that of the result.
function unpack(input, size) {
  const output = new Uint8Array(size);
  const lc = input[0] % 9;
  const lp = Math.floor(input[0] / 9) % 5;
  const posMask = (1 << Math.floor(input[0] / 45)) - 1;
  // One array of probabilities; where in it what begins.
  const MATCH = 0;
  const REP = 192;
  const REP0 = 204;
  const REP1 = 216;
  const REP2 = 228;
  const REP0_LONG = 240;
  const SLOT = 432;
  const DISTANCE = 688;
  const ALIGN = 803;
  const LENGTH = 819;
  const REP_LENGTH = 1333;
  const LITERAL = 1847;
  const probs = new Uint16Array(LITERAL + (0x300 << (lc + lp))).fill(1024);

  let at = 14;
  let range = 0xffffffff;
  let code = 0;
  while (at < 18) code = ((code << 8) | input[at++]) >>> 0;
  const normalise = () => {
    if (range < 0x1000000) {
      range = (range << 8) >>> 0;
      code = ((code << 8) | input[at++]) >>> 0;
    }
  };
  const bit = (index) => {
    const prob = probs[index];
    const bound = (range >>> 11) * prob;
    const one = code >= bound;
    if (one) {
      range -= bound;
      code -= bound;
      probs[index] = prob - (prob >> 5);
    } else {
      range = bound;
      probs[index] = prob + ((2048 - prob) >> 5);
    }
    normalise();
    return one ? 1 : 0;
  };
  const tree = (start, bits) => {
    let node = 1;
    for (let left = bits; left > 0; left -= 1) node = (node << 1) | bit(start + node);
    return node - (1 << bits);
  };
  const reverse = (start, bits) => {
    let node = 1;
    let value = 0;
    for (let i = 0; i < bits; i += 1) {
      const one = bit(start + node);
      node = (node << 1) | one;
      value |= one << i;
    }
    return value;
  };
  const direct = (bits) => {
    let value = 0;
    for (let left = bits; left > 0; left -= 1) {
      range >>>= 1;
      const one = code >= range;
      if (one) code -= range;
      value = value * 2 + (one ? 1 : 0);
      normalise();
    }
    return value;
  };
  const length = (start, posState) => {
    if (!bit(start)) return tree(start + 2 + posState * 8, 3);
    if (!bit(start + 1)) return 8 + tree(start + 130 + posState * 8, 3);
    return 16 + tree(start + 258, 8);
  };
  const distance = (long) => {
    const slot = tree(SLOT + Math.min(long, 3) * 64, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const high = (2 | (slot & 1)) * 2 ** bits;
    if (slot < 14) return high + reverse(DISTANCE + high - slot, bits);
    return high + direct(bits - 4) * 16 + reverse(ALIGN, 4);
  };

  let state = 0;
  let [rep0, rep1, rep2, rep3] = [0, 0, 0, 0];
  let done = 0;
  const literal = () => {
    const before = done ? output[done - 1] : 0;
    const start = LITERAL + 0x300 * (((done & ((1 << lp) - 1)) << lc) + (before >> (8 - lc)));
    let node = 1;
    if (state >= 7) {
      let match = output[done - rep0 - 1];
      while (node < 0x100) {
        const matched = (match >> 7) & 1;
        match <<= 1;
        const one = bit(start + ((1 + matched) << 8) + node);
        node = (node << 1) | one;
        if (matched !== one) break;
      }
    }
    while (node < 0x100) node = (node << 1) | bit(start + node);
    output[done++] = node & 0xff;
    if (state < 4) state = 0;
    else state -= state < 10 ? 3 : 6;
  };
  while (done < size) {
    const posState = done & posMask;
    let long;
    if (!bit(MATCH + state * 16 + posState)) {
      literal();
      continue;
    } else if (!bit(REP + state)) {
      [rep3, rep2, rep1] = [rep2, rep1, rep0];
      long = length(LENGTH, posState);
      state = state < 7 ? 7 : 10;
      rep0 = distance(long);
    } else {
      if (!bit(REP0 + state)) {
        if (!bit(REP0_LONG + state * 16 + posState)) {
          state = state < 7 ? 9 : 11;
          output[done] = output[done - rep0 - 1];
          done += 1;
          continue;
        }
      } else if (!bit(REP1 + state)) {
        [rep0, rep1] = [rep1, rep0];
      } else if (!bit(REP2 + state)) {
        [rep0, rep1, rep2] = [rep2, rep0, rep1];
      } else {
        [rep0, rep1, rep2, rep3] = [rep3, rep0, rep1, rep2];
      }
      long = length(REP_LENGTH, posState);
      state = state < 7 ? 8 : 11;
    }
    for (let left = long + 2; left > 0 && done < size; left -= 1) {
      output[done] = output[done - rep0 - 1];
      done += 1;
    }
  }
  return output;
}
