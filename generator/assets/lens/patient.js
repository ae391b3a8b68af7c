/* The lens “this patient has …”: marks whatever the pathway connects with what is ticked. Nothing is hidden. */
(() => {
  const { lens, walk, make, button, link: linkTo, status, format, boxName, idIn, showAgain } = window.pathway;
  const { data, marking, subjects, treatments, statements, url, saying } = lens;
  const { words } = data;
  const KEY = "has";
  const SPEAKS_AGAINST = ["contraindication", "against"];
  const { joined, mids, graver, badge, textOf, inLine, graded, silent, silences, silencesBut, quiet, spoken, whole, before, frame, frames, plainFrame, denial, QUIET } = saying;
  const own = (element) => lens.own(KEY, element);
  const unique = (items) => [...new Set(items)];

  const boxes = new Map(data.boxes.map((box) => [box.id, box]));
  lens.boxes = boxes;
  const treatmentAt = new Map(data.treatments.map(({ id, page }) => [url(page).pathname, id]));

  const isTicked = () => lens.on.has.length + lens.on.unknown.length > 0;
  const isEntry = (id) => marking.entries.has(id);

  /* ── What applies, here or at a step of a walk, and what it marks ── */

  /* Each text once, and nothing of a group that an option says of its member. */
  const distinct = (marks) => {
    const isSaid = ({ kind, ifSo, includes }) => includes.every((name) => marks.some((other) => other.treatment === name && !other.includes.length && other.kind === kind && other.ifSo === ifSo));
    const different = marks.filter((mark) => !mark.includes.length || !isSaid(mark));
    return [...new Map(different.map((mark) => [textOf(mark), mark])).values()];
  };

  /* A patient with all that is asked of the marks; each is found once. */
  const viewOf = (told) => {
    const patient = marking.patientOf(told);
    const found = new Map();
    const once = (key, find) => found.get(key) ?? found.set(key, find()).get(key);
    const places = (id) => [undefined, ...(marking.boxes.get(id)?.options.keys() ?? [])];
    const applies = marking.applying(patient);
    /* A box of a step is marked by what was being given when it was come to. */
    const isOwn = (id) => told.givenAt?.has(id);
    const toldAt = (id) => ({ ...told, given: told.givenAt.get(id) });
    const patientAt = (id) => (isOwn(id) ? once(`patient ${id}`, () => marking.patientOf(toldAt(id))) : patient);
    const view = {
      patient,
      applies,
      at: (id) => (isOwn(id) ? once(`view ${id}`, () => viewOf(toldAt(id))) : view),
      denied: (id) => denial(id, (name) => told.denied?.includes(name)),
      /* Of doses, some of which hold beside what is being given. */
      isTrue: new Set([...patient.isTrue, ...patient.taking, ...(patient.given ?? [])]),
      isUnknown: new Set([...patient.isUnknown, ...patient.perhaps]),
      isTicked: patient.isTrue.size > 0,
      marks: (id, way) => once(`marks ${id} ${way}`, () => joined(marking.boxes.has(id) ? marking.marks(id, patientAt(id), way) : [])),
      silent: (id, way) => once(`silent ${id} ${way}`, () => (marking.boxes.has(id) ? marking.notMentioned(id, patientAt(id), way) : [])),
      ofTreatment: (name) => once(`treatment ${name}`, () => joined(marking.ofTreatment(name, patient))),
      silentOf: (name) => marking.isNotMentioned(name, patient),
      /* Once for a choice, and once for a table. */
      silences: (id, ways) => silences(ways.flatMap((way) => view.silent(id, way))),
      silencesBut: (names) => silencesBut(marking.mentioned(names, patient), names),
      ofStatement: (id) => (applies.has(id) ? joined([marking.ofStatement(id, applies.get(id))]) : []),
      /* A box is listed for the marks of its options as well. */
      ofBox: (id) => once(`box ${id}`, () => distinct(places(id).flatMap((way) => view.marks(id, way))).sort(graver)),
      tensions: once("tensions", () => marking.tensions(applies)),
    };
    return view;
  };
  const onPage = () => viewOf(lens.on);

  /* ── A box ── */

  const shownIn = (element) => new Set([...element.querySelectorAll("[data-statement]")].map(({ dataset }) => dataset.statement));

  /* The frames that come first: of statements in tension that both apply, and that the box shows or that mark it. */
  const tense = (view, marks, shown) => {
    const met = new Set([...shown, ...marks.flatMap(({ statements: said }) => said)]);
    return view.tensions.filter((pair) => pair.some((id) => met.has(id)));
  };

  const FIRST = "pw-tension--first";
  const moved = [];
  const putBack = () =>
    moved.splice(0).forEach(({ element, place }) => {
      element.classList.remove(FIRST);
      place.replaceWith(element);
    });

  /* A frame that the box has already comes to its beginning; of others one is made. */
  const first = (main, pair, view) => {
    const isBoth = (element) => pair.every((id) => element.querySelector(`[data-statement="${id}"]`));
    const there = [...main.querySelectorAll(".pw-tension:not([data-lens-part])")].find(isBoth);
    if (!there) {
      const made = frame(pair, view);
      made.classList.add(FIRST);
      return made;
    }
    const place = document.createComment("");
    there.replaceWith(place);
    there.classList.add(FIRST);
    moved.push({ element: there, place });
    return there;
  };

  const keyOf = (pair) => [...pair].sort().join(" ");

  /* All marks, each with what must be read with it and the statements that give it, but for those in `shown`; and what is not mentioned. */
  const long = (view, marks, { shown, silence, pairs = [], isAtTreatment = false }) => {
    const done = new Set(pairs.map(keyOf));
    const said = new Set([...shown, ...marks.flatMap(({ pairs: together }) => together.flat())]);
    const row = (mark) => {
      const rest = mark.statements.filter((id) => !said.has(id) && said.add(id));
      const list = rest.length > 0 && make("ul", "", ...rest.map((id) => whole("li", id)));
      return [make("p", "pw-marked-for", badge(mark, textOf(mark, undefined, isAtTreatment))), ...frames([mark], view, done), list].filter(Boolean);
    };
    const rows = marks.flatMap(row);
    const unsaid = silence.length > 0 && make("p", "pw-silence", ...silent(silence, isAtTreatment));
    return rows.length || unsaid ? graded(own(make("div", "pw-marked", ...rows, unsaid)), marks) : null;
  };

  const markSaid = (place, view) =>
    place.querySelectorAll("[data-statement]").forEach((says) => {
      const { statement: id } = says.dataset;
      says.before(...before(id, view));
      if (view.denied(id)) says.closest(".pw-tension")?.classList.add(QUIET);
    });

  /* What a box reduces, stops or avoids has no mark. */
  const CHIPS = ".pw-chips:is([data-verb=gives], [data-verb=continues]) a";

  /* Marks a box of the page, or a copy of it, by what is known of a patient. */
  const markMain = (main, id, view) => {
    const marks = view.marks(id);
    const shown = shownIn(main);
    main.querySelectorAll(CHIPS).forEach((link) => {
      const ofChip = marks.filter(({ treatment }) => treatment && treatment === leadsTo(link).treatment);
      if (ofChip.length) link.append(inLine(ofChip, "pw-marked-short", true));
    });
    const pairs = tense(view, [...marks, ...view.ofBox(id)], shown);
    /* A frame that the box has anyhow is not made again under its mark. */
    const inFrames = [...main.querySelectorAll(".pw-tension")].map(shownIn);
    const framed = marks.flatMap((mark) => mark.pairs).filter((pair) => inFrames.some((ids) => pair.every((one) => ids.has(one))));
    const made = long(view, marks, { shown, silence: view.silent(id), pairs: [...pairs, ...framed] });
    main.prepend(...[...pairs.map((pair) => first(main, pair, view)), made].filter(Boolean));
    return pairs.map(keyOf);
  };

  /* What stands at an option: its marks, those of a caution that it leads to, with what is to be read with them. That nothing is said is
     seen once for the whole choice, and heard here. */
  const isCaution = (id) => Boolean(marking.boxes.get(id)?.is_caution);
  const atOption = (id, way, goal, view, above = []) => {
    const marks = isCaution(goal) ? distinct([...view.marks(id, way), ...view.marks(goal)]).sort(graver) : view.marks(id, way);
    const silence = view.silent(id, way);
    const heard = silence.length > 0 && own(make("span", "pw-sr-only", ...silent(silence)));
    const isAbove = marks.some(({ pairs }) => pairs.some((pair) => above.includes(keyOf(pair))));
    const read = isAbove && own(make("span", "pw-silent", words.together_above));
    return [marks.length > 0 && inLine(marks, "pw-remark pw-marked-short"), heard, read, ...frames(marks, view, new Set(above))].filter(Boolean);
  };

  /* The list of what is marked on the page, in place of the one that is there: as far open as that. */
  const list = (view) => {
    const before = document.querySelector(".pw-lens-list");
    if (!before) return;
    const now = own(summary(scope.of(view)));
    const [was, is] = [before, now].map((one) => one.querySelector("details"));
    if (was && is) is.open = was.open;
    before.replaceWith(now);
  };

  /* Draws the marks of charts, and lists them, in place of those that are there. */
  const draw = (view) => {
    document.querySelectorAll(".pw-mark-node, .pw-chart-marks").forEach((part) => part.remove());
    lens.drawMarks(view.marks, view.ofBox);
    list(view);
  };
  lens.drawPage = () => draw(onPage());

  const strip = (place) => place.querySelectorAll(`[data-lens-part="${KEY}"]`).forEach((part) => part.remove());

  /* The same for a walk, which knows what is being given and what is not known yet. */
  lens.atStep = (told) => {
    const view = viewOf(told);
    /* The pairs that are first in a box, and so right above its options. */
    const above = new Map();
    return {
      /* A copy of a box of the page, with the marks of this step in place of those of the page. */
      box: (copy, id) => {
        strip(copy);
        copy.querySelectorAll(`.${FIRST}`).forEach((part) => part.classList.remove(FIRST));
        lens.markDoses(copy, view);
        markSaid(copy, view.at(id));
        above.set(id, markMain(copy, id, view.at(id)));
        return copy;
      },
      draw: () => draw(view),
      option: (id, way, goal, isAlone) => atOption(id, way, goal, view.at(id), isAlone ? [] : above.get(id)),
      silences: (id, ways) => view.silences(id, ways),
      /* Of a member of a group that is gone on with, as at an option. */
      member: (name) => [inLine(view.ofTreatment(name), "pw-remark pw-marked-short")].filter(({ children }) => children.length),
      /* Of treatments being given, that they must or should not be, or perhaps not: also where no box at hand is marked for it. */
      against: (names) =>
        marking.ofGiven(names, view.patient).flatMap((marks) => {
          const found = distinct(joined(marks)).filter(({ ifSo }) => SPEAKS_AGAINST.includes(ifSo));
          return found.length ? [inLine(found, "pw-marked-by")] : [];
        }),
      list: () => list(view),
      tensions: (shown) => tense(view, [], shown).map((pair) => frame(pair, view)),
      plainTensions: (shown) => tense(view, [], shown).map((pair) => plainFrame(pair)),
      of: (id) => spoken(view.ofStatement(id)) || view.denied(id),
      /* Of treatments met, those of which nothing is said for what is ticked, in words. */
      silence: (names) => silences(names.flatMap((name) => view.silentOf(name).map(({ entry }) => ({ entry, treatments: [name] })))),
      statements: (place) => {
        strip(place);
        lens.markDoses(place, view);
        markSaid(place, view);
      },
      doses: (place) => {
        strip(place);
        lens.markDoses(place, view);
        return [...place.children];
      },
      doseRows: (rows) => lens.dosesFor(rows, view),
    };
  };
  lens.isEntry = isEntry;

  /* ── On the page ── */

  /* The page with a treatment, or the box, that a link leads to. */
  const leadsTo = (link) => {
    const { pathname, hash } = new URL(link.href, location.href);
    return { treatment: hash ? undefined : treatmentAt.get(pathname), box: idIn(hash) };
  };

  const markBoxes = (view) => {
    document.querySelectorAll("[data-box]").forEach((main) => {
      const id = main.dataset.box;
      markMain(main, id, view);
      /* A way on is shown again where a walk offers it, with the remarks that stand at it. */
      const items = main.parentElement.querySelectorAll(".pw-next li");
      items.forEach((item, way) => {
        const { box: goal } = leadsTo(item.querySelector("a"));
        if (marking.boxes.get(id)?.options[way] || isCaution(goal)) item.append(...atOption(id, way, goal, view));
      });
      const options = marking.boxes.get(id)?.options ?? [];
      const isOffering = options.some(({ offers }) => offers?.length);
      if (items.length && isOffering) items[0].closest(".pw-next").append(own(make("p", "pw-silence", make("strong", "", words.unsafe))), ...quiet(view.silences(id, [...options.keys()])));
    });
    document.querySelectorAll(".pw-words li > a").forEach((link) => {
      const marks = view.marks(leadsTo(link).box);
      if (marks.length) link.after(inLine(marks, "pw-marked-short"));
    });
  };

  /* Boxes and options that give something, where a page lists them by what they give. Of one treatment the name is at hand. */
  const USE = "[data-use]";
  const wayOf = ({ way }) => (way === undefined ? undefined : Number(way));
  const markUse = (item, view) => {
    const { use: id } = item.dataset;
    const drugs = [...item.querySelectorAll(".pw-use-drug a")].map((link) => leadsTo(link).treatment);
    const isOne = drugs.length === 1;
    const marks = view.marks(id, wayOf(item.dataset));
    if (!marks.length) return;
    [...item.querySelectorAll(".pw-use-drug, .pw-use-rest, .pw-use-condition, .pw-option-dose")].at(-1).after(inLine(marks, "pw-use-marks", isOne), ...frames(marks, view, new Set()));
  };
  const offersOf = ({ dataset }) => {
    const box = marking.boxes.get(dataset.use);
    return (dataset.way === undefined ? box : box?.options[wayOf(dataset)])?.offers ?? [];
  };
  const markUses = (view) => {
    document.querySelectorAll(USE).forEach((item) => markUse(item, view));
    document.querySelectorAll(".pw-glance").forEach((table) => {
      const offers = [...table.querySelectorAll(USE)].flatMap(offersOf);
      table.before(...quiet(view.silencesBut(unique(offers.map(({ treatment }) => treatment)))));
    });
  };

  const markTreatments = (view) => {
    document.querySelectorAll(".pw-chips:not([data-verb]) a").forEach((link) => {
      const { treatment } = leadsTo(link);
      const marks = treatment ? view.ofTreatment(treatment) : [];
      if (marks.length) link.append(inLine(marks, "pw-marked-short", true));
    });
    document.querySelectorAll(".pw-matrix td:first-child > a").forEach((link) => {
      const { treatment } = leadsTo(link);
      const marks = treatment ? view.ofTreatment(treatment) : [];
      if (marks.length) link.after(inLine(marks, "pw-marked-short", true));
    });
    document.querySelectorAll(".pw-matrix").forEach((table) => {
      const names = [...table.querySelectorAll("td:first-child > a")].map((link) => leadsTo(link).treatment).filter(Boolean);
      /* In the document for paper the links lead to places within it, and no row is marked. */
      if (names.length) table.before(...quiet(view.silencesBut(names)));
    });
    const here = treatmentAt.get(location.pathname);
    if (!here || !lens.place) return;
    const made = long(view, view.ofTreatment(here), { shown: shownIn(document.querySelector("article")), silence: view.silentOf(here), isAtTreatment: true });
    if (made) put(made);
  };

  /* ── What is marked on this page ── */

  const placed = (element, at) => {
    const target = element.closest("[id]") ?? element;
    target.id ||= `pw--touched-${at}`;
    return target.id;
  };

  /* What is marked, the gravest first, and then what only has doses of its own for this patient. */
  const inTurn = (things) =>
    things
      .filter(({ marks, doses = [] }) => marks.length || doses.length)
      .sort(({ marks: [one] }, { marks: [other] }) => (one && other ? graver(one, other) : Boolean(other) - Boolean(one)));

  /* A statement that stands at several entries is listed once. */
  const isFirst = ({ dataset: { statement } }, at, all) => all.findIndex(({ dataset }) => dataset.statement === statement) === at;

  const listOf = (view) => {
    const inside = (selector) => [...document.querySelectorAll(`article ${selector}`)].filter((element) => !element.closest(".pw-frame, .pw-panel, dialog"));
    const things = [
      ...inside("[data-box]").map((main) => {
        const { box: id } = main.dataset;
        const doses = unique([...main.querySelectorAll(".pw-tag[data-holds]")].map(lens.idOfTag));
        return { marks: view.ofBox(id), doses, number: boxes.get(id)?.number, text: boxes.has(id) && boxName(boxes.get(id)), id: main.closest(".pw-box").querySelector("h3").id };
      }),
      ...inside(".pw-matrix td:first-child > a").map((link, at) => {
        const { treatment } = leadsTo(link);
        return { marks: treatment ? view.ofTreatment(treatment) : [], text: treatments.get(treatment)?.name, id: placed(link, `row-${at}`), isTreatment: true };
      }),
      ...inside(USE).map((item, at) => {
        const { use: id } = item.dataset;
        return { marks: view.marks(id, wayOf(item.dataset)), number: boxes.get(id)?.number, text: boxes.has(id) && boxName(boxes.get(id)), id: placed(item, `use-${at}`) };
      }),
      ...inside("[data-statement]").filter((says) => !says.closest(".pw-box")).filter(isFirst).map((says, at) => {
        const { statement } = says.dataset;
        return { marks: view.ofStatement(statement), text: statements.get(statement)?.says, id: placed(says, at) };
      }),
    ];
    return inTurn(things);
  };

  /* In the whole pathway: every treatment with marks of its own, and statements that name none. The home page, where the ticks are set,
     has no treatments of its own. */
  const throughout = (view) => {
    const isNamed = (id) => (one) => [...marking.statements.get(one).first, ...marking.statements.get(one).second].includes(id);
    /* What is relevant to a group is said of the group alone; a warning also of each of its members. */
    const itsOwn = (id) => view.ofTreatment(id).filter(({ includes, kind, statements: said }) => !includes.length && (kind !== "relevant" || said.some(isNamed(id))));
    const dosesOf = ({ doses = [] }) => doses.filter((entry) => view.isTrue.has(entry));
    const named = data.treatments.map(({ id, name, page, ...one }) => ({ marks: itsOwn(id), doses: dosesOf(one), text: name, address: url(page).href, isTreatment: true }));
    const inNone = [...view.applies.keys()].filter((id) => !marking.statements.get(id).first.length && !marking.statements.get(id).second.length);
    const said = inNone.map((id) => ({ marks: view.ofStatement(id), text: statements.get(id).says, address: url(statements.get(id).page, statements.get(id).anchor).href }));
    return inTurn([...named, ...said]);
  };

  const listed = ({ marks, doses = [], text, id, address, isTreatment }) => {
    const line = marks.length > 0 && inLine(marks, "pw-marked-by", isTreatment);
    const dosed = doses.length > 0 && make("span", "pw-marked-by", make("span", "pw-silent", format(words.own_dose, { patients: mids(doses) })));
    return graded(make("li", "", linkTo("", address ? lens.carried(address) : `#${encodeURIComponent(id)}`, text), line, dosed), marks);
  };

  /* The treatments at a glance say it themselves, below the list. */
  const unsafe = () => (document.querySelector(".pw-prose > .pw-unsafe") ? "" : lens.unsafe("", words));
  const isHome = Boolean(document.querySelector(".pw-door"));
  /* A poster is one picture for every patient: its section has the marks. */
  const section = document.querySelector(".pw-poster") && document.querySelector(".pw-trail a");
  const unmarked = () => (section ? [`${words.poster_unmarked} `, linkTo("", lens.carried(section.href), section.textContent)] : [words.here_none]);
  const scope = isHome ? { of: throughout, name: words.throughout, none: () => [words.counted_none] } : { of: listOf, name: words.here, none: unmarked };
  const summary = (things) => {
    if (!things.length) return make("div", "pw-lens-list", make("p", "", ...scope.none()), unsafe());
    const byNumber = new Intl.Collator("en", { numeric: true }).compare;
    const numbers = unique(things.map(({ number }) => number).filter(Boolean)).sort(byNumber).join(", ");
    const heading = make("summary", "", `${scope.name} (${things.length})`, numbers && make("bdi", "pw-lens-numbers", numbers));
    const list = make("details", "", heading, make("ul", "", ...things.map(listed)));
    /* Charts, and the treatments at a glance, say of their page where it matters. */
    list.open = isHome || (!lens.charts.length && !document.querySelector(".pw-glance"));
    return make("div", "pw-lens-list", list, unsafe());
  };

  /* ── The bar ── */

  /* Of a group of which one at most is true, and nothing is known yet, the group is named. */
  const unknownNames = () =>
    data.groups.flatMap(({ title, one_of: isOne }, at) => {
      const all = data.subjects.filter(({ group }) => group === at);
      const open = all.filter(({ id }) => lens.on.unknown.includes(id) && !ended.shown.includes(id));
      return isOne && all.length > 1 && open.length === all.length ? [title] : open.map(({ name }) => name);
    });
  /* What is ticked as being given, and a walk knows to be stopped on its route; and what is ticked as not known yet, and its ways have shown. */
  const NONE_ENDED = { stopped: [], still: [], shown: [] };
  let ended = NONE_ENDED;
  /* What is ticked, in words: that applies, that is not known yet, and that is being given. */
  const told = () => {
    const named = (ids) => data.subjects.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
    const { has } = lens.on;
    const taking = has.filter((id) => !isEntry(id));
    const parts = [
      [words.marked_for, named(has.filter(isEntry))],
      [words.marked_taking, named(taking.filter((id) => ![...ended.stopped, ...ended.still].includes(id)))],
      [words.marked_stopped, named(taking.filter((id) => ended.stopped.includes(id)))],
      [words.marked_still, named(taking.filter((id) => ended.still.includes(id)))],
      [words.marked_unknown, unknownNames()],
    ];
    return parts.filter(([, names]) => names.length);
  };
  /* Many that are not known yet are only counted, but on paper. */
  const MANY = 4;
  const markedFor = () =>
    told().flatMap(([label, names], at) => {
      const count = names.length;
      const isLong = label === words.marked_unknown && count >= MANY;
      return [at ? " · " : "", `${label} `, make("strong", isLong ? "pw-lens-all" : "", names.join(", ")), isLong && make("strong", "pw-lens-count-only", format(words.unknown_count, { count }))];
    });
  lens.markedFor = () => (isTicked() ? markedFor() : []);

  lens.tellEnded = (found = NONE_ENDED) => {
    ended = found;
    document.querySelectorAll(".pw-lens-bar > p, .pw-lens-told").forEach((line) => line.replaceChildren(...markedFor().filter(Boolean)));
  };

  /* The same for plain text: for whom marks are set. */
  lens.plain = () => (isTicked() ? [told().map(([label, names]) => `${label} ${names.join(", ")}`).join(" · "), `${words.unsafe} ${words.unsafe_more}`] : []);

  const clearAll = () => {
    lens.on = { ...lens.on, score: [] };
    tick({});
  };

  const bar = () => {
    const change = button("pw-lens-change", (event) => lens.choose(event.target), words.change);
    const clear = button("pw-lens-clear", clearAll, words.clear);
    return own(make("div", "pw-lens-bar", make("p", "", ...markedFor()), make("div", "pw-lens-keys", change, clear)));
  };

  const cleared = status("pw-sr-only");
  const isKnown = (id) => subjects.has(id);
  const isStrange = () => [...lens.on.has, ...lens.on.unknown].some((id) => !isKnown(id)) || lens.on.lens.some((name) => !lens.names.includes(name));
  let isUnknown = isStrange();

  /* A chart that fills the screen hides the bar. */
  lens.tellChart = ({ frame: place }) => isTicked() && place.querySelector(".pw-tools-name").append(own(make("span", "pw-lens-told", ...markedFor())));

  /* Below what the page is: its title, version and lead; on the home page where the entries are. */
  const said = make("div", "pw-lens-said");
  const put = (...parts) => {
    said.append(...parts);
    if (isHome) return lens.place.append(said);
    const head = ["article > .pw-lead", "article > .pw-pathway-details", "article > .pw-head-status", "article h1"];
    return head.map((part) => document.querySelector(part)).find(Boolean)?.after(said);
  };

  /* On paper a chart comes first, and what is marked on its page below it. */
  const place = (at, list = document.querySelector(".pw-lens-list")) => list && !isHome && document.querySelector(at)?.after(list);
  addEventListener("beforeprint", () => place("article > .pw-chart-area"));
  addEventListener("afterprint", () => place(".pw-lens-bar"));

  const show = () => {
    const view = onPage();
    putBack();
    lens.clear(KEY);
    /* No class: the theme has rules for what has none, so the browser would look at the whole page again. */
    document.documentElement.toggleAttribute("data-has", isTicked());
    lens.drawMarks(view.marks, view.ofBox);
    lens.markDoses(document, view);
    if (isTicked()) {
      const things = scope.of(view);
      markSaid(document, view);
      markBoxes(view);
      markTreatments(view);
      markUses(view);
      put(bar(), own(summary(things)));
      lens.charts.forEach(lens.tellChart);
    }
    if (isUnknown) put(own(make("p", "pw-lens-note", words.unknown)));
    lens.ready();
    document.dispatchEvent(new CustomEvent("pathway:marked"));
    /* A walk shows parts of the page again. */
    if (walk.isWalk() && walk.follow && !walk.isMoving) showAgain();
  };

  const inOrder = (ids = []) => data.subjects.map(({ id }) => id).filter((id) => ids.includes(id));
  /* One truth at a time: what is ticked makes its groups true, and of a group of which one at most is true all others false. */
  const entryOf = (id) => ({ makes: [id], inner: [id], ...marking.entries.get(id) });
  const rivals = (id) => {
    const { makes, inner } = entryOf(id);
    const { group } = subjects.get(id) ?? {};
    const others = data.groups[group]?.one_of ? data.subjects.filter((one) => one.group === group) : [];
    return others.flatMap((one) => entryOf(one.id).inner).filter((one) => ![...makes, ...inner].includes(one));
  };
  const settledBy = (has) => new Set(has.flatMap((id) => [...entryOf(id).makes, ...rivals(id)]));
  lens.isSettled = (id) => settledBy(lens.on.has).has(id);
  /* What cannot be known if something is not known yet. */
  lens.doubted = (id) => [...entryOf(id).inner, ...rivals(id)];
  const set = ({ has = [], unknown = [] }) => {
    const settled = settledBy(has);
    lens.on = { ...lens.on, has: inOrder(has), unknown: inOrder(unknown).filter((id) => !settled.has(id)) };
  };
  /* What is ticked now takes the place of what was. */
  const inPlace = ({ has = [], unknown }) => {
    const fresh = has.filter((id) => !lens.on.has.includes(id));
    const gone = fresh.flatMap(rivals);
    return { has: has.filter((id) => fresh.includes(id) || !gone.includes(id)), unknown };
  };

  const tick = (ids) => {
    const wasIn = document.activeElement?.closest?.(".pw-lens-bar");
    isUnknown = false;
    set(inPlace(ids));
    document.dispatchEvent(new CustomEvent("pathway:ticked"));
    lens.write();
    show();
    if (!isTicked()) cleared.textContent = words.cleared;
    if (wasIn) (said.querySelector("button") ?? lens.place?.querySelector("button"))?.focus();
  };

  /* In the whole pathway. */
  lens.counts = () => {
    const view = onPage();
    return {
      boxes: data.boxes.filter(({ id }) => view.ofBox(id).length).length,
      treatments: data.treatments.filter(({ id }) => view.ofTreatment(id).length).length,
      statements: view.applies.size,
    };
  };

  /* ── As the page is opened ── */

  document.body.append(cleared);
  lens.tick = tick;
  lens.refresh = () => isTicked() && show();
  set(lens.on);
  const open = () => {
    show();
    /* What was marked has pushed down the place that the address names. */
    const target = !document.querySelector(".pw-panel:not([hidden])") && document.getElementById(idIn(location.hash));
    if (target && scrollY) target.scrollIntoView();
  };
  if (isTicked() || isUnknown) lens.onceDrawn(open);
  else lens.ready();
})();
