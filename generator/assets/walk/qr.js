/* QR codes (ISO/IEC 18004) of bytes: versions 1 to 40, error correction level M, and always mask 0, which every reader reads. */
(() => {
  /* For each version at level M: error correction codewords in a block, and the number of blocks. */
  const CODEWORDS = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, ...Array(19).fill(28)];
  const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49];
  /* Level M and mask 0, with their BCH code and the mask of the standard. */
  const FORMAT = 0x5412;

  /* ── Reed–Solomon code over GF(256) ── */

  const multiply = (a, b) => {
    let product = 0;
    for (let bit = 7; bit >= 0; bit--) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((b >> bit) & 1) * a);
    return product;
  };

  const generatorPolynomial = (degree) => {
    let terms = [1];
    for (let power = 0, root = 1; power < degree; power++, root = multiply(root, 2)) {
      terms = [...terms, 0].map((term, at) => term ^ (at ? multiply(terms[at - 1], root) : 0));
    }
    return terms.slice(1);
  };

  const errorCorrection = (data, generator) =>
    data.reduce((rest, byte) => generator.map((term, at) => (rest[at + 1] ?? 0) ^ multiply(term, byte ^ rest[0])), generator.map(() => 0));

  /* ── Codewords ── */

  /* The mode for bytes, their number, the bytes and the terminator are always whole bytes together. */
  const dataCodewords = (bytes, version, room) => {
    const hex = (value, digits) => value.toString(16).padStart(digits, "0");
    const digits = ["4", hex(bytes.length, version > 9 ? 4 : 2), ...[...bytes].map((byte) => hex(byte, 2)), "0"].join("");
    const words = digits.match(/../g).map((pair) => parseInt(pair, 16));
    while (words.length < room) words.push(0xec, 0x11);
    return words.slice(0, room);
  };

  const interleave = (words, version) => {
    const [blocks, generator] = [BLOCKS[version - 1], generatorPolynomial(CODEWORDS[version - 1])];
    const short = Math.floor(words.length / blocks);
    const longFrom = blocks - (words.length % blocks);
    const starts = Array.from({ length: blocks + 1 }, (_, at) => at * short + Math.max(0, at - longFrom));
    const data = starts.slice(1).map((end, at) => words.slice(starts[at], end));
    const across = (lists, length) => Array.from({ length }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
    return [...across(data, short + 1), ...across(data.map((block) => errorCorrection(block, generator)), generator.length)];
  };

  /* ── Modules ── */

  const alignmentCentres = (version) => {
    if (version === 1) return [];
    const count = Math.floor(version / 7) + 2;
    const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
    return [6, ...Array.from({ length: count - 1 }, (_, at) => version * 4 + 10 - (count - 2 - at) * step)];
  };

  /* Rows of modules with all that does not depend on the text; null where its codewords go. */
  const functionPatterns = (version) => {
    const size = version * 4 + 17;
    const rows = Array.from({ length: size }, () => Array(size).fill(null));
    const set = (x, y, dark) => {
      if (rows[y]?.[x] !== undefined) rows[y][x] = Boolean(dark);
    };
    const square = (x, y, radius, isDark) => {
      for (let down = -radius; down <= radius; down++) {
        for (let right = -radius; right <= radius; right++) set(x + right, y + down, isDark(Math.max(Math.abs(right), Math.abs(down))));
      }
    };
    rows.forEach((_, at) => [[6, at], [at, 6]].forEach(([x, y]) => set(x, y, at % 2 === 0)));
    [[3, 3], [size - 4, 3], [3, size - 4]].forEach(([x, y]) => square(x, y, 4, (ring) => ring !== 2 && ring !== 4));
    const centres = alignmentCentres(version);
    const isByFinder = (x, y) => Math.min(x, y) === 6 && [6, size - 7].includes(Math.max(x, y));
    centres.forEach((x) => centres.filter((y) => !isByFinder(x, y)).forEach((y) => square(x, y, 2, (ring) => ring !== 1)));
    information(size, version, set);
    return rows;
  };

  /* Format, and version with its BCH code. */
  const information = (size, version, set) => {
    for (let bit = 0; bit < 15; bit++) {
      const dark = (FORMAT >> bit) & 1;
      set(8, bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit, dark);
      set(bit < 8 ? size - 1 - bit : bit < 9 ? 7 : 14 - bit, 8, dark);
    }
    set(8, size - 8, true);
    if (version < 7) return;
    let rest = version;
    for (let bit = 0; bit < 12; bit++) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
    for (let bit = 0; bit < 18; bit++) {
      const [near, far] = [Math.floor(bit / 3), size - 11 + (bit % 3)];
      [[near, far], [far, near]].forEach(([x, y]) => set(x, y, (((version << 12) | rest) >> bit) & 1));
    }
  };

  /* The free modules in the order in which codewords fill them: up and down, in columns of two, from the right. */
  const freeModules = (rows) => {
    const [size, found] = [rows.length, []];
    for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
      if (right === 6) right--;
      for (let step = 0; step < size; step++) {
        const y = up ? size - 1 - step : step;
        for (const x of [right, right - 1]) if (rows[y][x] === null) found.push([x, y]);
      }
    }
    return found;
  };

  /* Rows of modules, true where dark; null if the text is too long. */
  window.pathway.walk.qr = (text) => {
    const bytes = new TextEncoder().encode(text);
    for (let version = 1; version <= BLOCKS.length; version++) {
      const rows = functionPatterns(version);
      const free = freeModules(rows);
      const room = (free.length >> 3) - CODEWORDS[version - 1] * BLOCKS[version - 1];
      if (bytes.length + (version > 9 ? 3 : 2) > room) continue;
      const words = interleave(dataCodewords(bytes, version, room), version);
      free.forEach(([x, y], at) => (rows[y][x] = Boolean((words[at >> 3] >> (7 - (at & 7))) & 1) !== ((x + y) % 2 === 0)));
      return rows;
    }
    return null;
  };
})();
