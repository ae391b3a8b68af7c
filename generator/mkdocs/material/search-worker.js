/* Finds words of every script: runs before the theme's own worker for search, and prepares what that hears and says. */
(() => {
  // Scripts without spaces between words, and Korean, whose words grow at both ends: found by their signs, one after another.
  const SIGNS = [
    ...["Han", "Hiragana", "Katakana", "Bopomofo", "Hangul", "Thai", "Lao", "Khmer", "Myanmar", "Tibetan"].map((name) => `\\p{sc=${name}}`),
    "ー",
  ].join("");
  const SIGN = new RegExp(`[${SIGNS}]`, "u");
  const PIECE = new RegExp(`[${SIGNS}]\\p{M}*|[^${SIGNS}]+`, "gu");
  const WORD = /[\p{L}\p{M}\p{N}'’\u200c\u200d]+/gu;
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

  let phrases = []; // Of the query: each a list of signs that must follow each other.
  let single = new Set(); // Signs of the query that stand alone.

  /* The query as the index has its words. */
  const prepared = (query) => {
    [phrases, single] = [[], new Set()];
    return query.normalize("NFC").replace(WORD, (word) => {
      const found = [];
      let run = [];
      const end = () => {
        if (run.length > 1) phrases.push(run);
        else run.forEach((sign) => single.add(sign));
        run = [];
      };
      for (const piece of pieces(word)) {
        const folded = fold(piece);
        if (SIGN.test(piece)) run.push(folded);
        else end();
        found.push(SIGN.test(piece) ? folded : folded.replace(SURELY_BEFORE, ""));
      }
      end();
      return found.join(" ");
    });
  };

  /* Keeps of a result what the query means: of signs those alone that follow each other as they do there. */
  const isMeant = ({ matchData: { metadata } }) => {
    const kept = {};
    for (const phrase of phrases)
      for (const field of Object.keys(metadata[phrase[0]] ?? {})) {
        const places = phrase.map((sign) => new Set(metadata[sign]?.[field]?.position));
        for (const place of places[0])
          if (places.every((all, index) => all.has(place + index)))
            phrase.forEach((sign, index) => (((kept[sign] ??= {})[field] ??= new Set()).add(place + index)));
      }
    for (const sign of new Set(phrases.flat()))
      if (!single.has(sign)) {
        delete metadata[sign];
        for (const [field, places] of Object.entries(kept[sign] ?? {})) (metadata[sign] ??= {})[field] = { position: [...places] };
      }
    return Object.keys(metadata).length > 0;
  };

  const setUp = (lunr, docs) => {
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
      return search.call(this, query).filter(isMeant);
    };
  };

  /* A result with each word marked whole, and with the words to mark on its page as they are written there. */
  const told = (item) => {
    const join = (text) => text.replaceAll("</mark><mark>", "");
    for (const field of ["title", "text"]) item[field] = join(item[field]);
    item.tags = item.tags?.map(join);
    const marked = [item.title, item.text, ...(item.tags ?? [])].flatMap((text) => [...text.matchAll(/<mark>(.*?)<\/mark>/g)]);
    const words = new Set(marked.map(([, word]) => word.toLowerCase()));
    const signs = new Set([...phrases.flat(), ...single]);
    const terms = Object.entries(item.terms).filter(([term]) => !signs.has(term));
    const sought = terms.filter(([, isFound]) => isFound).map(([term]) => term);
    const others = [...words].filter((word) => SIGN.test(word) || !sought.some((term) => word.startsWith(term)));
    const missed = words.size ? phrases.map((phrase) => phrase.join("")) : [];
    item.terms = Object.fromEntries([
      ...missed.filter((phrase) => ![...words].some((word) => fold(word).includes(phrase))).map((phrase) => [phrase, false]),
      ...terms,
      ...others.map((word) => [word, true]),
    ]);
  };

  addEventListener("message", ({ data: message }) => {
    if (message.data?.docs) setUp(self.lunr, message.data.docs);
    else message.data = prepared(message.data);
  });

  const post = self.postMessage.bind(self);
  self.postMessage = (message) => {
    message.data?.items?.flat().forEach(told);
    post(message);
  };

  const here = self.document ? document.currentScript.src : location.href;
  importScripts(new URL(`../../javascripts/workers/${new URL(here).search.slice(1)}`, here).href);
})();
