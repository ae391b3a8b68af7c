/* In which order what was found is shown: by where the words are, whether they are whole, and how much a page weighs. No word of any
   pathway plays a part. */
(() => {
  const POINTS = {
    exact: 100, // The query is the name, or another one.
    later: 0.5, // Less for each of the names before it: authors write first what means the thing best.
    named: { whole: 30, begun: 8 }, // A name has the word in any form, or one that begins so.
    begins: 10, // More for a name that begins with the word.
    said: { whole: 10, begun: 4 }, // The text has it.
    again: 0.5, // More for each time that the text has it again, up to four.
    ofPage: 8, // A part does not have it, but the name of its page does,
    about: 8, // or it is about a treatment with that name.
  };
  const MOST_OPEN = 3;
  const MOST_PASSAGES = 2;
  /* A passage is shown whole, as a part may say something else; of a very long one, so many characters around the first word found. */
  const LONG = 400;
  const [BEFORE, AFTER] = [160, 240];

  const plain = (text) => text.replace(/<[^>]*>/g, "");

  /* The names of a page or part, in pieces; the number of a box is not part of its name. */
  const namesOf = ({ title, tags = [] }, piecesOf) =>
    [plain(title).replace(/^\s*[\d.]+\s+(?=\S)/, ""), plain(title), ...tags.map(plain)].map(piecesOf);
  const isAt = (name, pieces, at) => pieces.every((piece, index) => name[at + index] === piece);
  const has = (name, pieces) => name.some((_, at) => isAt(name, pieces, at));

  const pointsFor = (term, found, names, ofPage) => {
    const named = [found.title, found.tags].filter(Boolean);
    if (named.length) {
      const isWhole = named.some((field) => field.isWhole);
      return POINTS.named[isWhole ? "whole" : "begun"] + (names.some((name) => isAt(name, term.pieces, 0)) ? POINTS.begins : 0);
    }
    if (found.text) return POINTS.said[found.text.isWhole ? "whole" : "begun"] + POINTS.again * Math.min(found.text.count - 1, 4);
    return ofPage.some((name) => has(name, term.pieces)) ? POINTS.ofPage : 0;
  };

  /* The points of a page or part. What lacks a word of several has less, which the theme is then to say. */
  const rate = (item, found, search) => {
    const { terms, asked, piecesOf } = search;
    const names = namesOf(item, piecesOf);
    const ofPage = item.parent ? namesOf(item.parent, piecesOf) : [];
    const rated = terms.map((term, at) => [term, pointsFor(term, found[at], names, ofPage) || (search.isAbout(item.location, term) ? POINTS.about : 0)]);
    const missing = rated.filter(([, points]) => !points).map(([{ typed }]) => typed);
    const named = names.findIndex((name) => name.length === asked.length && isAt(name, asked, 0));
    const mean = rated.reduce((sum, [, points]) => sum + points, 0) / rated.length;
    const share = (rated.length - missing.length) / rated.length;
    const points = named >= 0 ? POINTS.exact - POINTS.later * Math.min(named, 20) : mean * share;
    const weight = item.boost ?? 1;
    /* The weight of a page or part is for those who look for its names. */
    const isNamed = found.some(({ title, tags }) => title || tags);
    const factor = isNamed ? weight : Math.min(weight, 1);
    return { points: points * factor, missing };
  };

  /* Of a text the passages that have a word, or else how it begins, around the first word and without their looks. */
  const teaser = (text) => {
    const passages = text.split(/<\/?(?:p|ul|ol|li|pre)>/).map((passage) => passage.replace(/<(?!\/?mark>)[^>]*>/g, "").trim()).filter(Boolean);
    const marked = passages.filter((passage) => passage.includes("<mark>"));
    return (marked.length ? marked : passages).slice(0, MOST_PASSAGES).map((passage) => `<p>${cut(passage)}</p>`).join("");
  };
  const cut = (passage) => {
    if (passage.length <= LONG) return passage;
    const at = passage.indexOf("<mark>");
    const start = at > BEFORE ? passage.indexOf(" ", at - BEFORE) + 1 : 0;
    const end = passage.indexOf(" ", Math.max(at, start) + AFTER);
    return (start ? "… " : "") + (end < 0 ? passage.slice(start) : `${passage.slice(start, end)} …`);
  };

  /* A result with each word marked whole, the words that it lacks, and the address at which its page marks what was found. */
  const told = (item, missing) => {
    const join = (text) => text.replaceAll("</mark><mark>", "").replace(/<\/mark>([^\s<>&;])<mark>/g, "$1");
    const { title, text, tags = [] } = item;
    const marked = [title, text, ...tags].flatMap((said) => [...join(said).matchAll(/<mark>(.*?)<\/mark>/g)]);
    item.title = join(title);
    item.text = teaser(join(text));
    item.tags = item.tags?.map(join);
    const [path, anchor] = item.location.split("#");
    const words = [...new Set(marked.map(([, word]) => word.toLowerCase()))].map(encodeURIComponent).join("+");
    item.location = path + (words && `?h=${words}`) + (anchor ? `#${anchor}` : "");
    item.terms = Object.fromEntries(missing.map((word) => [word, false]));
    return item;
  };

  /* The best of a page comes first; its page is named above it, and what is nearly as good is shown below it. */
  const ordered = (group, search) => {
    const article = group.find(({ location }) => !location.includes("#"));
    const rated = group
      .filter(({ location }) => search.occurrences.has(location))
      .map((item) => {
        const { points, missing } = rate(item, search.occurrences.get(item.location), search);
        return { item: told({ ...item }, missing), own: item === article, score: points + item.score / (1e3 + item.score) };
      })
      .sort((one, other) => other.score - one.score);
    const best = rated[0].score;
    const shown = rated.filter(({ own }, at) => !own || at === 0);
    const said = new Set();
    let open = 0;
    for (const { item, score } of shown) {
      /* Two boxes may say the same of two treatments. */
      const says = `${item.title} ${item.text}`;
      const isOpen = open === 0 || (open < MOST_OPEN && score > best / 2 && !said.has(says));
      said.add(says);
      open += isOpen;
      item.score = isOpen ? best : Math.min(score, best - 0.01);
    }
    shown.sort((one, other) => other.item.score - one.item.score);
    const name = { ...article, title: plain(article.title), text: "", tags: undefined, terms: {}, score: 0 };
    return { best, items: [...shown.map(({ item }) => item), ...(shown[0].own ? [] : [name])] };
  };

  self.pathway = {
    arranged: (groups, search) =>
      groups
        .map((group) => ordered(group, search))
        .sort((one, other) => other.best - one.best)
        .map(({ items }) => items),
  };
})();
