/* Marks as readers see them: the treatment, the relation and the reason (as in `views/mark_words.py` of the generator), and frames of
   statements that are to be read together. Words and names come from `lens/data.js`, what is marked from `lens/marking.js`. */
(() => {
  const { lens, root, make, link: linkTo, svg: drawn, format, boxName } = window.pathway;
  const { data } = lens;
  const { words, phrases } = data;
  const KEY = "has";
  const own = (element) => lens.own(KEY, element);
  const unique = (items) => [...new Set(items)];

  const byId = (list) => new Map(list.map((one) => [one.id, one]));
  const marking = lens.markingOf(data.marking);
  const [subjects, treatments, statements] = [data.subjects, data.treatments, data.statements].map(byId);
  const kinds = new Map(data.marks.map((kind, at) => [kind.name, { ...kind, at }]));
  const url = (page, anchor) => new URL(data.pages[page] + (anchor ? `#${encodeURIComponent(anchor)}` : ""), root);

  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const mids = (names) => names.map((name) => (subjects.get(name) ?? treatments.get(name)).mid).join(", ");

  /* ── Marks of one kind for one treatment are one, with several reasons ── */

  const viewOf = (mark) => {
    const { together: isTogether, first } = marking.statements.get(mark.statement);
    const pairs = mark.readWith.map((other) => [mark.statement, other]);
    return { ...mark, isTogether: Boolean(isTogether), first: mark.ifSo === "preferred" ? first : [], statements: [mark.statement], pairs };
  };
  const keyOf = ({ kind, ifSo, treatment, includes, first, isTogether, reason }) => {
    const { entries, treatments: others, unknown, stopped } = reason;
    const isFixed = isTogether || (unknown.length > 0 && entries.length + others.length > 0);
    return [kind, ifSo, treatment, includes, first, others, stopped, unknown.length > 0, isFixed && [entries, unknown]].join("|");
  };
  const both = (one, other) => Object.fromEntries(Object.keys(one).map((key) => [key, unique([...one[key], ...other[key]])]));
  const joined = (marks) => {
    const found = new Map();
    marks.map(viewOf).forEach((mark) => {
      const [key, same] = [keyOf(mark), found.get(keyOf(mark))];
      const more = same && { reason: both(same.reason, mark.reason), statements: unique([...same.statements, ...mark.statements]), pairs: [...same.pairs, ...mark.pairs] };
      found.set(key, same ? { ...same, ...more } : mark);
    });
    return [...found.values()];
  };
  const graver = (one, other) => kinds.get(one.kind).at - kinds.get(other.kind).at;

  /* ── In words ── */

  const allOf = ([one = "", ...more]) => more.reduce((first, second) => format(phrases.together, { first, second }), one);

  /* Of entries that are true, no group of which a member is named; of those any of which may be, no member of a group that is named. */
  const holds = (group, member) => marking.entries.get(group)?.inner.includes(member);
  const isIn = (group, member) => holds(group, member) && !holds(member, group);
  const trueOf = (names) => names.filter((one) => !names.some((other) => isIn(one, other)));
  const unknownOf = ({ reason: { unknown }, isTogether }) => mids(isTogether ? trueOf(unknown) : unknown.filter((one) => !unknown.some((other) => isIn(other, one))));

  const known = ({ ifSo, reason, isTogether, first }) => {
    const { treatments: others, stopped } = reason;
    const beside = () => others.map((one) => (stopped.includes(one) ? format(phrases.stopped, { treatment: mids([one]) }) : mids([one]))).join(", ");
    const entries = trueOf(reason.entries);
    const form = entries.length ? (others.length ? "in_with" : "in") : others.length ? "with" : "";
    const patients = isTogether ? allOf(entries.map((one) => mids([one]))) : mids(entries);
    return form && format(kinds.get(ifSo)[form], { patients, treatments: beside(), first: mids(first) });
  };
  const relation = (mark) => {
    const unknown = unknownOf(mark);
    if (!unknown) return known(mark);
    if (known(mark)) return format(phrases.also, { relation: known(mark), unknown });
    return format(phrases.unknown, { unknown, if_so: kinds.get(mark.ifSo).if_so });
  };
  const short = (mark) => (mark.reason.unknown.length ? format(kinds.get(mark.ifSo).short_if, { unknown: unknownOf(mark) }) : format(kinds.get(mark.kind).short, { first: mids(mark.first) }));

  /* A mark in full, or with another word for its relation; at the treatment itself its name is left out. */
  const textOf = (mark, says = relation, isAtTreatment = false) => {
    const { treatment, includes } = mark;
    if (includes.length) return format(phrases.includes, { treatments: mids(includes), relation: says(mark) });
    return treatment === null || isAtTreatment ? capital(says(mark)) : format(phrases.says, { treatment: treatments.get(treatment).name, relation: says(mark) });
  };
  const spoken = (marks) => marks.map((mark) => textOf(mark)).join("; ");

  /* Entries with the same treatments together. */
  const rowsOf = (found) => {
    const [names, rows] = [new Map(), new Map()];
    found.forEach(({ entry, treatments: some }) => names.set(entry, unique([...(names.get(entry) ?? []), ...some])));
    names.forEach((some, entry) => rows.set(some.join(" "), { names: some, entries: [...(rows.get(some.join(" "))?.entries ?? []), entry] }));
    return [...rows.values()];
  };

  /* Those with rows of doses that say in words alone whom they are for. */
  const inWords = (names) => names.filter((name) => treatments.get(name).in_words);

  /* Treatments of which nothing is said: by treatment at a box, by entry where there is a choice among several. */
  const silence = (found, isAtTreatment = false) =>
    rowsOf(found).map(({ names: [first, ...more], entries }) => {
      const form = inWords([first, ...more]).length ? phrases.not_mentioned_but_dosed : phrases.not_mentioned;
      const relation = format(form, { patients: mids(entries) });
      const treatment = [treatments.get(first).name, ...(more.length ? [mids(more)] : [])].join(", ");
      return isAtTreatment ? capital(relation) : format(phrases.says, { treatment, relation });
    });
  const inRows = (form, dosed) => (found, all) =>
    rowsOf(found).map(({ names, entries }) => {
      const said = format(form(names), { patients: mids(entries), treatments: mids(names) });
      const read = inWords(dosed(names, all));
      return read.length ? format(phrases.read_doses, { said, treatments: mids(read) }) : said;
    });
  const silences = inRows(() => phrases.not_mentioned_of, (names) => names);
  /* In a table of many, by those of which something is said. */
  const silencesBut = inRows((names) => (names.length ? phrases.not_mentioned_but : phrases.not_mentioned_any), (names, all) => all.filter((name) => !names.includes(name)));

  /* ── Signs ── */

  const RING = "M6 .9a5.1 5.1 0 1 0 .01 0Z";
  const TRIANGLE = "M6 1 11.4 10.8H.6ZM6 4.6V7.3M6 8.9V9";
  const SIGNS = {
    contraindication: `${RING}M2.5 2.5 9.5 9.5`,
    against: `${RING}M2.5 2.5 9.5 9.5`,
    preferred: TRIANGLE,
    caution: TRIANGLE,
    monitoring: TRIANGLE,
    relevant: "M6 .8 11.2 6 6 11.2.8 6Z",
  };
  const sign = ({ kind }) => drawn("path", { class: "pw-mark-sign", d: SIGNS[kind] });
  const classOf = ({ kind, reason }) => `pw-mark--${kind}${reason.unknown.length ? " pw-mark--unknown" : ""}`;
  const signed = (mark) => drawn("svg", { class: "pw-mark-icon", viewBox: "0 0 12 12", "aria-hidden": "true" }, sign(mark));
  const badge = (mark, text = textOf(mark)) => make("span", `pw-mark ${classOf(mark)}`, signed(mark), text);
  const silent = (found, isAtTreatment) => silence(found, isAtTreatment).map((text) => make("span", "pw-silent", text));
  const quiet = (texts, name = "pw-silence") => texts.map((text) => own(make("p", name, text)));
  const graded = (element, marks) => {
    if (marks.length) element.dataset.mark = marks[0].kind;
    return element;
  };

  /* Each mark on a line of its own. */
  const inLine = (marks, name, isAtTreatment) => graded(own(make("span", name, ...marks.map((mark) => badge(mark, textOf(mark, relation, isAtTreatment))))), marks);

  /* ── Statements ── */

  /* A statement in full, with the box it comes from. */
  const whole = (tag, id, before = []) => {
    const { says, page, anchor, box, role, role_word: word } = statements.get(id);
    const from = data.boxes[box] && make("small", "", ` ${format(words.from, { box: boxName(data.boxes[box]) })}`);
    return make(tag, "", ...before, make("span", `pw-role pw-role--${role}`, word), " ", linkTo("", lens.carried(url(page, anchor).href), says), from);
  };

  /* What stands before a statement: its mark if it applies, or that what it is for was answered “no”. */
  const before = (id, { applies, denied }) => {
    if (applies.has(id)) return [inLine(joined([marking.ofStatement(id, applies.get(id))]), "pw-marked-says")];
    return denied(id) ? [own(make("span", "pw-silent", denied(id)))] : [];
  };

  /* Statements that are to be read together in one frame, and the editors' notes. It is no warning where one of them is for what was
     answered “no”. */
  const QUIET = "pw-tension--quiet";
  const frame = (ids, view) => {
    const notes = unique(ids.map((id) => statements.get(id).note).filter(Boolean)).map((note) => make("p", "pw-tension-note", note));
    const name = ["pw-tension", ids.some(view.denied) && QUIET].filter(Boolean).join(" ");
    return own(make("div", name, make("p", "pw-label", words.together), ...ids.map((id) => whole("p", id, before(id, view))), ...notes));
  };

  /* That a statement is for what the patient does not have, in words, if all of it was answered “no”. */
  const denial = (id, isDenied) => {
    const { in: held = [], together } = marking.statements.get(id) ?? {};
    const isSo = held.length > 0 && held[together ? "some" : "every"](isDenied);
    return isSo ? format(words.answered_no, { patients: mids(held.filter(isDenied)) }) : "";
  };

  const plainFrame = (ids) => {
    const said = ids.map((id) => statements.get(id)).map(({ role_word: word, says }) => `- ${word}: ${says}`);
    return [...said, ...unique(ids.map((id) => statements.get(id).note).filter(Boolean)).map((note) => `  (${note})`)].join("\n");
  };

  /* The frames of a place that are not among those shown already. */
  const frames = (marks, view, done) =>
    marks
      .flatMap(({ pairs }) => pairs)
      .filter((pair) => {
        const key = [...pair].sort().join(" ");
        return !done.has(key) && done.add(key);
      })
      .map((pair) => frame(pair, view));

  Object.assign(lens, { marking, kinds, subjects, treatments, statements, url });
  lens.saying = { joined, mids, graver, textOf, relation, short, spoken, capital, silences, silencesBut, silent, quiet, sign, classOf, badge, inLine, graded, whole, before, frame, frames, plainFrame, denial, QUIET };
})();
