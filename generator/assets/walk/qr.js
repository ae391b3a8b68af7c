/* QR codes (ISO/IEC 18004): bytes, versions 1 to 40, error correction M while the code stays small, L beyond. */
(() => {
  /* For each version: codewords of error correction in a block, and the number of blocks. */
  const LEVELS = {
    L: {
      bits: 1,
      most: 40,
      codewords: [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, ...Array(14).fill(30)],
      blocks: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25],
    },
    M: {
      bits: 0,
      most: 10,
      codewords: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26],
      blocks: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5],
    },
  };

  /* ── Error correction: Reed and Solomon's code over the field of 256 ── */

  const EXP = new Uint8Array(255);
  const LOG = new Uint8Array(256);
  for (let power = 0, value = 1; power < 255; power++) {
    EXP[power] = value;
    LOG[value] = power;
    value = (value << 1) ^ (value & 128 ? 0x11d : 0);
  }
  const times = (a, b) => (a && b ? EXP[(LOG[a] + LOG[b]) % 255] : 0);

  const generator = (degree) => {
    let terms = [1];
    for (let power = 0; power < degree; power++) {
      terms = [...terms, 0].map((term, at) => term ^ (at ? times(terms[at - 1], EXP[power]) : 0));
    }
    return terms.slice(1);
  };

  const correction = (data, terms) => {
    const rest = new Uint8Array(terms.length);
    for (const byte of data) {
      const factor = byte ^ rest[0];
      rest.copyWithin(0, 1);
      rest[rest.length - 1] = 0;
      terms.forEach((term, at) => (rest[at] ^= times(term, factor)));
    }
    return rest;
  };

  /* ── What fits where ── */

  const sizeOf = (version) => version * 4 + 17;

  const alignments = (version) => {
    if (version === 1) return [];
    const count = Math.floor(version / 7) + 2;
    const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
    const later = Array.from({ length: count - 1 }, (_, at) => sizeOf(version) - 7 - at * step);
    return [6, ...later.reverse()];
  };

  const roomIn = (version) => {
    const centres = alignments(version).length;
    const patterns = centres ? (centres * centres - 3) * 25 - (centres - 2) * 10 : 0;
    const modules = sizeOf(version) ** 2 - 192 - 31 - 2 * (sizeOf(version) - 16) - patterns - (version > 6 ? 36 : 0);
    return Math.floor(modules / 8);
  };

  const planFor = (length) => {
    for (const level of [LEVELS.M, LEVELS.L]) {
      for (let version = 1; version <= level.most; version++) {
        const [codewords, blocks] = [level.codewords[version - 1], level.blocks[version - 1]];
        const room = roomIn(version) - codewords * blocks;
        if (length + (version > 9 ? 3 : 2) <= room) return { level, version, codewords, blocks, room };
      }
    }
    return null;
  };

  /* ── From bytes to codewords ── */

  const packed = (bytes, { version, room }) => {
    const lengthBits = version > 9 ? 16 : 8;
    const bits = [[4, 4], [bytes.length, lengthBits], ...[...bytes].map((byte) => [byte, 8])].map(([value, size]) => value.toString(2).padStart(size, "0")).join("");
    const ended = (bits + "0000").slice(0, room * 8);
    const whole = ended.padEnd(Math.ceil(ended.length / 8) * 8, "0");
    const words = whole.match(/.{8}/g).map((byte) => parseInt(byte, 2));
    for (let pad = 0xec; words.length < room; pad ^= 0xec ^ 0x11) words.push(pad);
    return words;
  };

  const woven = (words, { codewords, blocks, room }) => {
    const terms = generator(codewords);
    const short = Math.floor(room / blocks);
    const shorts = blocks - (room % blocks);
    let from = 0;
    const parts = Array.from({ length: blocks }, (_, at) => words.slice(from, (from += short + (at < shorts ? 0 : 1))));
    const checks = parts.map((part) => correction(part, terms));
    const across = (lists, length) => Array.from({ length }, (_, at) => lists.filter((list) => at < list.length).map((list) => list[at])).flat();
    return [...across(parts, short + 1), ...across(checks, codewords)];
  };

  /* ── From codewords to modules ── */

  const remainder = (value, degree, divisor) => {
    let rest = value << degree;
    for (let bit = 31 - Math.clz32(rest); bit >= degree; bit = 31 - Math.clz32(rest)) rest ^= divisor << (bit - degree);
    return (value << degree) | rest;
  };

  const frame = (version) => {
    const size = sizeOf(version);
    const rows = Array.from({ length: size }, () => Array(size).fill(null));
    const set = (x, y, dark) => {
      if (rows[y]?.[x] !== undefined) rows[y][x] = dark;
    };
    const square = (x, y, radius, isDark) => {
      for (let down = -radius; down <= radius; down++) {
        for (let right = -radius; right <= radius; right++) set(x + right, y + down, isDark(Math.max(Math.abs(right), Math.abs(down))));
      }
    };
    for (let at = 0; at < size; at++) {
      set(6, at, at % 2 === 0);
      set(at, 6, at % 2 === 0);
    }
    [[3, 3], [size - 4, 3], [3, size - 4]].forEach(([x, y]) => square(x, y, 4, (ring) => ring !== 2 && ring !== 4));
    const centres = alignments(version);
    const last = centres.length - 1;
    centres.forEach((x, i) => {
      centres.forEach((y, j) => {
        const isCorner = (!i && !j) || (!i && j === last) || (i === last && !j);
        if (!isCorner) square(x, y, 2, (ring) => ring !== 1);
      });
    });
    return { size, rows, set };
  };

  const inform = ({ size, set }, { version, level }, mask) => {
    const format = remainder((level.bits << 3) | mask, 10, 0x537) ^ 0x5412;
    for (let bit = 0; bit < 15; bit++) {
      const dark = Boolean((format >> bit) & 1);
      set(8, bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit, dark);
      set(bit < 8 ? size - 1 - bit : bit < 9 ? 7 : 14 - bit, 8, dark);
    }
    set(8, size - 8, true);
    if (version < 7) return;
    const said = remainder(version, 12, 0x1f25);
    for (let bit = 0; bit < 18; bit++) {
      const [near, far] = [Math.floor(bit / 3), size - 11 + (bit % 3)];
      set(near, far, Boolean((said >> bit) & 1));
      set(far, near, Boolean((said >> bit) & 1));
    }
  };

  const MASKS = [
    (x, y) => (x + y) % 2,
    (x, y) => y % 2,
    (x) => x % 3,
    (x, y) => (x + y) % 3,
    (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
    (x, y) => ((x * y) % 2) + ((x * y) % 3),
    (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
    (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
  ];

  /* The free modules in the order in which the codewords fill them: up and down, in columns of two, from the right. */
  const path = function* ({ size, rows }) {
    for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
      if (right === 6) right--;
      for (let step = 0; step < size; step++) {
        const y = up ? size - 1 - step : step;
        for (const x of [right, right - 1]) if (rows[y][x] === null) yield [x, y];
      }
    }
  };

  const penalty = (rows) => {
    const lines = [...rows, ...rows.map((_, x) => rows.map((row) => row[x]))].map((line) => line.map(Number).join(""));
    const runs = lines.flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? []).reduce((sum, { length }) => sum + length - 2, 0);
    const finders = lines.flatMap((line) => line.match(/(?=00001011101|10111010000)/g) ?? []).length * 40;
    const isSquare = (x, y) => [rows[y][x + 1], rows[y + 1][x], rows[y + 1][x + 1]].every((dark) => dark === rows[y][x]);
    let squares = 0;
    for (let y = 0; y + 1 < rows.length; y++) for (let x = 0; x + 1 < rows.length; x++) squares += isSquare(x, y) ? 3 : 0;
    const dark = rows.flat().filter(Boolean).length / rows.length ** 2;
    return runs + finders + squares + Math.floor(Math.abs(dark * 20 - 10)) * 10;
  };

  const filled = (words, plan, mask) => {
    const made = frame(plan.version);
    inform(made, plan, mask);
    let at = 0;
    for (const [x, y] of path(made)) {
      const bit = (words[at >> 3] >> (7 - (at & 7))) & 1;
      made.rows[y][x] = Boolean(bit) !== (MASKS[mask](x, y) === 0);
      at++;
    }
    return made.rows;
  };

  /* Rows of modules, true where dark; null if the text is too long. */
  window.pathway.walk.qr = (text) => {
    const bytes = new TextEncoder().encode(text);
    const plan = planFor(bytes.length);
    if (!plan) return null;
    const words = woven(packed(bytes, plan), plan);
    const tried = MASKS.map((_, mask) => filled(words, plan, mask));
    const costs = tried.map(penalty);
    return tried[costs.indexOf(Math.min(...costs))];
  };
})();
