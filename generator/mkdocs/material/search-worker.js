/* Finds words of every script: runs before the theme's own worker for search, and prepares what that hears and says. */
(() => {
  // Scripts without spaces between words, and Korean, whose words grow at both ends: found by their signs, one after another.
  const SIGNS = [
    ...["Han", "Hiragana", "Katakana", "Bopomofo", "Hangul", "Thai", "Lao", "Khmer", "Myanmar", "Tibetan"].map((name) => `\\p{sc=${name}}`),
    "ー",
  ].join("");
  const SIGN = new RegExp(`[${SIGNS}]`, "u");
  const PIECE = new RegExp(`[${SIGNS}]\\p{M}*|[^${SIGNS}]+`, "gu");
  // "Jo1" may be written "Jo-1".
  const LETTERS_AND_NUMBER = /^(\p{L}+)(\p{N}+)$/u;
  // Left out by many who write or search: accents (but not the breve of й and ў, which are letters of their own), points of Hebrew and
  // Arabic, the stroke that lengthens Arabic words, the dot below letters of Devanagari, and signs that nobody sees.
  const MARKS =
    /([иу]\u0306)|[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u00ad\u200b-\u200f\u2060\ufeff]/gu;
  const SAME = Object.fromEntries(
    ["ςσ", "ıi", "ßss", "æae", "œoe", "øo", "łl", "đd", "ðd", "þth", "ةه", "ىي", "یي", "کك", "ٱا"].map(([from, ...to]) => [from, to.join("")]),
  );
  const LETTERS = new RegExp(`[${Object.keys(SAME).join("")}]`, "gu");
  const NAMES = Object.fromEntries(
    (
      "α alpha β beta γ gamma δ delta ε epsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi ο omicron π pi ρ rho σ sigma" +
      " τ tau υ upsilon φ phi χ chi ψ psi ω omega"
    ).match(/\S \w+/g).map((letter) => letter.split(" ")),
  );
  // What Arabic, Hebrew and French write in one with the word that follows. One letter of Hebrew may as well be part of the word.
  const ARTICLE = "(?:[وفبك]?ال|لل)(?=..)|(?:[cdjlmnst]|qu)['’](?=.)";
  const BEFORE = new RegExp(`^(?:${ARTICLE}|[הובכלמש](?=..))`, "u");
  const SURELY_BEFORE = new RegExp(`^(?:${ARTICLE.replace("..", "...")})`, "u");

  const pieces = (text) => text.match(PIECE) ?? [];

  const fold = (word) =>
    word.toLowerCase().normalize("NFKD").replace(MARKS, "$1").normalize("NFC").replace(LETTERS, (letter) => SAME[letter]);

  /* The forms by which a word of a page is found: TNFα also by TNFalpha. */
  const forms = (word) => {
    const found = [fold(word)];
    while (BEFORE.test(found.at(-1))) found.push(found.at(-1).replace(BEFORE, ""));
    return new Set([...found, found[0].replace(/[α-ω]+/gu, (letters) => NAMES[letters] ?? letters)].filter(Boolean));
  };

  let between; // What parts words.
  /* Of English alone: of other languages, common words or endings might be names or parts of them. */
  let isCommon = () => false;
  let stemOf = (word) => word;
  let named = []; // What has other names: its name and those, in pieces.
  let about = new Map(); // The treatments of each box, by its address.
  let terms = []; // Of the query.
  let asked = []; // All its pieces, also those of common words.
  let occurrences = new Map(); // Of each of them, by the address of what was found.

  const plain = (text) => text.replace(/<[^>]*>/g, "");
  const piecesOf = (text) =>
    text.normalize("NFC").split(between).filter(Boolean).flatMap(pieces).map(fold).filter(Boolean);

  const FEWEST_LETTERS = 2; // Fewer begin too many words to mean one of them, unless nothing else is typed yet.
  /* A word of the query: the ways to read it, each a list of pieces that follow each other. "Jo-1" is one word, as is what is quoted.
     `mayBegin`: a word of the page may go on after it, as it is still being typed. */
  const termOf = (typed, mayBegin) => {
    const read = piecesOf(typed).map((piece) => (SIGN.test(piece) ? piece : piece.replace(SURELY_BEFORE, "")));
    const apart = read.flatMap((piece) => piece.match(LETTERS_AND_NUMBER)?.slice(1) ?? piece);
    const joined = read.some((piece) => SIGN.test(piece)) ? read : [read.join("")];
    const readings = new Map([read, apart, joined].map((reading) => [reading.join(" "), reading]));
    return { typed: typed.toLowerCase(), pieces: read, readings: [...readings.values()], mayBegin, isCommon: read.length === 1 && isCommon(read[0]) };
  };

  /* Whether the box at an address is about a treatment that is also called so. */
  const isAbout = (location, { pieces }) => {
    const isSame = (one, other) => one.join(" ") === other.join(" ");
    const meant = named.filter(({ others }) => others.some((other) => isSame(other, pieces)));
    return Boolean(about.get(location)?.some((treatment) => meant.some(({ name }) => isSame(name, treatment))));
  };

  /* The query as the index has its words. Common words count only if there are no others. */
  const prepared = (query) => {
    const words = [...query.normalize("NFC").matchAll(/"([^"]+)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word);
    const isUnwanted = (word) => /^-[^-]/.test(word);
    const wanted = words.filter((word) => !isUnwanted(word)).map((word) => word.replace(/[*~^+"]/g, " "));
    const typed = wanted.map((word, at) => termOf(word, at === wanted.length - 1)).filter((term) => term.pieces.length);
    asked = typed.flatMap(({ pieces }) => pieces);
    terms = typed.some((term) => !term.isCommon) ? typed.filter((term) => !term.isCommon) : typed;
    const unwanted = words.filter(isUnwanted).map(piecesOf).filter(({ length }) => length === 1);
    const pieces = terms.flatMap((term) => term.readings.flat());
    return [...new Set(pieces.flatMap((piece) => [piece, beginningOf(piece)])), ...unwanted.map(([word]) => `-${word}`)].join(" ");
  };

  /* With what all forms of a word begin: a stem may end in a letter of its own, as in "therapi". */
  const beginningOf = (piece) => (stemOf(piece) === piece ? piece : stemOf(piece).replace(/[ei]$/, ""));

  /* Where a piece is in each field, and whether it is the whole word there, be it in another form. It may be the beginning if it is the
     last of the word that is typed last; but not of a number. */
  const placesOf = (piece, isLast, term, metadata) => {
    const mayDiffer = isLast && !SIGN.test(piece) && !/^\p{N}/u.test(piece);
    const mayBegin = mayDiffer && term.mayBegin && (piece.length >= FEWEST_LETTERS || asked.length === 1);
    const found = new Map();
    for (const word of Object.keys(metadata)) {
      const isWhole = word === piece || (mayDiffer && stemOf(word) === stemOf(piece));
      if (!isWhole && !(mayBegin && word.startsWith(piece))) continue;
      for (const [field, { position }] of Object.entries(metadata[word])) {
        if (!found.has(field)) found.set(field, new Map());
        position.forEach((place) => found.get(field).set(place, found.get(field).get(place) || isWhole));
      }
    }
    return found;
  };

  /* Where a word of the query is: for each field, how often, whether once whole, and the places of its pieces. */
  const occurrencesOf = (term, metadata) => {
    const found = {};
    for (const reading of term.readings) {
      const places = reading.map((piece, at) => placesOf(piece, at === reading.length - 1, term, metadata));
      for (const [field, first] of places[0])
        for (const start of first.keys()) {
          if (!places.every((place, at) => place.get(field)?.has(start + at))) continue;
          const said = (found[field] ??= { count: 0, isWhole: false, places: [] });
          said.count += 1;
          said.isWhole ||= places.at(-1).get(field).get(start + reading.length - 1);
          said.places.push(...reading.map((_, at) => start + at));
        }
    }
    return found;
  };

  /* Keeps of a result what the query means, and remembers it. */
  const isMeant = ({ ref, matchData: { metadata } }) => {
    const found = terms.map((term) => occurrencesOf(term, metadata));
    const meant = {};
    for (const field of ["title", "text", "tags"]) meant[field] = new Set(found.flatMap((of) => of[field]?.places ?? []));
    for (const [word, fields] of Object.entries(metadata)) {
      for (const [field, { position }] of Object.entries(fields)) {
        /* A place that two forms of a word share is marked once. */
        const kept = position.filter((place) => meant[field].delete(place));
        if (kept.length) fields[field] = { position: kept };
        else delete fields[field];
      }
      if (!Object.keys(fields).length) delete metadata[word];
    }
    const isFound = Object.keys(metadata).length > 0;
    if (isFound) occurrences.set(ref, found);
    return isFound;
  };

  const setUp = (lunr, { config, docs }) => {
    between = new RegExp(config.separator, "u");
    about = new Map(docs.filter((doc) => doc.about).map((doc) => [doc.location, doc.about.map(piecesOf)]));
    named = docs.filter(({ tags }) => tags).map(({ title, tags }) => ({ name: piecesOf(title), others: tags.map((tag) => piecesOf(plain(tag))) }));
    if (config.pipeline.includes("stopWordFilter")) {
      isCommon = (word) => !lunr.stopWordFilter(word);
      const stems = new Map();
      stemOf = (word) => {
        if (!stems.has(word)) stems.set(word, word.length < 4 ? word : `${lunr.stemmer(new lunr.Token(word))}`);
        return stems.get(word);
      };
    }
    for (const doc of docs) for (const field of ["title", "text"]) doc[field] = doc[field].normalize("NFC");
    // The theme's name for what parts words of Japanese. The empty piece keeps signs apart that something stood between.
    lunr.TinySegmenter = class {
      ctype_ = (text) => (SIGN.test(text) ? "H" : "");
      segment = (text) => ["", ...pieces(text)];
    };
    // Lunr's own leaves no letter that is not Latin.
    lunr.trimmer = (token) => [...forms(`${token}`)].map((form) => token.clone(() => form));
    lunr.trimmer.label = "trimmer";
    const { search } = lunr.Index.prototype;
    lunr.Index.prototype.search = function (query) {
      occurrences = new Map();
      return search.call(this, query).filter(isMeant);
    };
  };

  addEventListener("message", ({ data: message }) => {
    if (message.data?.docs) setUp(self.lunr, message.data);
    else message.data = prepared(message.data);
  });

  const post = self.postMessage.bind(self);
  self.postMessage = (message) => {
    const { data } = message;
    if (data?.items) data.items = self.pathway.arranged(data.items, { terms, asked, occurrences, piecesOf, isAbout });
    post(message);
  };

  const here = self.document ? document.currentScript.src : location.href;
  importScripts(
    new URL("search-ranking.js", here).href,
    new URL(`../../javascripts/workers/${new URL(here).search.slice(1)}`, here).href,
  );
})();
