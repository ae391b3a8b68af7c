/* The lens “this patient has …”: marks whatever the pathway connects with what is ticked. Nothing is hidden. */
(() => {
  const { lens, walk, root, make, button, link: linkTo, status, svg: drawn, openDialog, format, boxName, idIn, showAgain } = window.pathway;
  const { data, own } = lens;
  const { words, phrases } = data;
  const KEY = "has";
  const unsafe = () => lens.unsafe("", words);
  const url = (page, anchor) => new URL(data.pages[page] + (anchor ? `#${encodeURIComponent(anchor)}` : ""), root);

  const { subjects } = data;
  const boxIds = new Map(data.boxes.map(({ id }, at) => [id, at]));
  const statementIds = new Map(data.statements.map(({ id }, at) => [id, at]));
  const treatmentAt = new Map(data.treatments.map(({ page }, at) => [url(page).pathname, at]));

  const ticked = () => subjects.filter(({ id }) => lens.on.has.includes(id));

  /* ── What applies, and what it marks ── */

  const unique = (items) => [...new Set(items)];

  /* The statements that apply, each with what is ticked of all that it holds for. */
  const applying = (list) => {
    const isTrue = new Set(list.flatMap(({ makes }) => makes));
    const found = new Map();
    data.statements.forEach((statement, at) => {
      const reasons = statement.in.filter((subject) => isTrue.has(subject));
      const isMet = statement.together ? reasons.length === statement.in.length : reasons.length > 0;
      if (isMet && statement.in.length) found.set(at, reasons);
    });
    return found;
  };

  const graver = (one, other) => one.mark - other.mark || !!one.includes.length - !!other.includes.length;

  /* One mark of several statements that say the same of the same for other reasons. */
  const joined = (marks) => {
    const found = new Map();
    marks.forEach((mark) => {
      const key = [mark.mark, mark.treatment, mark.includes, mark.first, mark.isTogether && mark.reasons].join("|");
      const same = found.get(key) ?? { ...mark, reasons: [], statements: [], readWith: [] };
      same.reasons = unique([...same.reasons, ...mark.reasons]);
      same.statements = unique([...same.statements, ...mark.statements]);
      same.readWith = unique([...same.readWith, ...mark.readWith]);
      found.set(key, same);
    });
    return [...found.values()].sort(graver);
  };

  /* The marks of a place, the gravest first; nothing if it has none. */
  const marked = (touches, applies) => {
    const marks = touches
      .filter(({ statement }) => applies.has(statement))
      .map(({ statement, mark, treatment, includes, read_with: readWith }) => {
        const { together: isTogether, first } = data.statements[statement];
        const isSecond = data.marks[mark].name === "preferred";
        return { mark, treatment, includes, readWith, isTogether, first: isSecond ? first : [], reasons: applies.get(statement), statements: [statement] };
      });
    return marks.length ? joined(marks) : undefined;
  };

  /* All places of a kind that have marks, by their place in the list. */
  const places = (kind, applies) => new Map(data[kind].map(({ touches }, at) => [at, marked(touches, applies)]).filter(([, marks]) => marks));

  const saidBy = (applies) =>
    new Map([...applies].map(([at, reasons]) => [at, [{ mark: data.statements[at].mark, treatment: null, includes: [], first: [], isTogether: data.statements[at].together, reasons, statements: [at], readWith: [] }]]));

  const everything = (list) => {
    const applies = applying(list);
    const options = new Map(data.boxes.map(({ options: all }, at) => [at, all.map(({ touches }) => marked(touches, applies))]));
    return { boxes: places("boxes", applies), options, treatments: places("treatments", applies), statements: saidBy(applies) };
  };

  /* ── A mark in words: the treatment, the relation, and the reason ── */

  const named = (treatments) => treatments.map((at) => data.treatments[at].name).join(", ");
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const patientsOf = ({ reasons, isTogether }) => {
    const names = reasons.map((at) => subjects[at].name);
    return isTogether ? names.reduce((first, second) => format(phrases.together, { first, second })) : names.join(", ");
  };
  const relation = (mark) => format(data.marks[mark.mark].says, { patients: patientsOf(mark), first: named(mark.first) });
  const short = (mark) => format(data.marks[mark.mark].short, { first: named(mark.first) });

  /* A mark in full, or with another word for its relation; at the treatment itself its name is left out. */
  const textOf = (mark, says = relation, isAtTreatment = false) => {
    const { treatment, includes } = mark;
    if (includes.length) return format(phrases.includes, { treatments: named(includes), relation: says(mark) });
    return treatment === null || isAtTreatment ? capital(says(mark)) : format(phrases.says, { treatment: data.treatments[treatment].name, relation: says(mark) });
  };
  const spoken = (marks) => marks.map((mark) => textOf(mark)).join("; ");

  /* ── A mark ── */

  const BARRED = "M6 .9a5.1 5.1 0 1 0 .01 0ZM2.5 2.5 9.5 9.5";
  const TRIANGLE = "M6 1 11.4 10.8H.6ZM6 4.6V7.3M6 8.9V9";
  const SIGNS = {
    contraindication: BARRED,
    against: BARRED,
    preferred: TRIANGLE,
    caution: TRIANGLE,
    monitoring: "M.6 6Q6 .4 11.4 6 6 11.6.6 6ZM6 4.7a1.3 1.3 0 1 0 .01 0Z",
    relevant: "M6 .9a5.1 5.1 0 1 0 .01 0ZM6 5.5V8.7M6 3.3V3.4",
  };
  const nameOf = ({ mark }) => data.marks[mark].name;
  const sign = (mark) => drawn("path", { class: "pw-mark-sign", d: SIGNS[nameOf(mark)] });
  const signed = (mark) => drawn("svg", { class: "pw-mark-icon", viewBox: "0 0 12 12", "aria-hidden": "true" }, sign(mark));
  const badge = (mark, text) => make("span", `pw-mark pw-mark--${nameOf(mark)}`, signed(mark), text);

  /* Each mark on a line of its own. */
  const inLine = (marks, name, isAtTreatment) => {
    const made = own(KEY, make("span", name, ...marks.map((mark) => badge(mark, textOf(mark, relation, isAtTreatment)))));
    made.dataset.mark = nameOf(marks[0]);
    return made;
  };

  /* A statement that is shown elsewhere, in full, with the box it comes from. */
  const elsewhere = (at, before = "") => {
    const { says, page, anchor, box } = data.statements[at];
    const from = data.boxes[box] && make("small", "", ` ${boxName(data.boxes[box])}`);
    return make("li", "", before && make("strong", "", `${before} `), linkTo("", lens.carried(url(page, anchor).href), says), from);
  };

  /* All marks, the statements that give them, without those in `shown`, and what must be read with these. */
  const long = (marks, shown, isAtTreatment) => {
    const rows = marks.flatMap((mark) => {
      const partners = mark.readWith.map((at) => elsewhere(at, words.read_with));
      const notes = unique([...mark.statements, ...mark.readWith].map((at) => data.statements[at].note).filter(Boolean));
      const frame = partners.length && make("ul", "pw-marked-with", ...partners, ...notes.map((note) => make("li", "", note)));
      return [make("p", "pw-marked-for", badge(mark, textOf(mark, relation, isAtTreatment))), frame];
    });
    const reasons = unique(marks.flatMap(({ statements }) => statements)).filter((at) => !shown.has(data.statements[at].id));
    const made = own(KEY, make("div", "pw-marked", ...rows, reasons.length > 0 && make("ul", "", ...reasons.map((at) => elsewhere(at)))));
    made.dataset.mark = nameOf(marks[0]);
    return made;
  };

  /* ── In a drawing: at the lower edge, beside the ways on; in a row, where its text leaves room at the right ── */

  const HIGH = 16;
  const SIZE = 12;

  const linesOf = (text, widthOf) => {
    const size = Number(text.getAttribute("font-size"));
    const isMiddle = text.hasAttribute("text-anchor");
    const lines = [];
    text.querySelectorAll("tspan").forEach((part) => {
      const width = widthOf(part.textContent, size, true);
      if (part.hasAttribute("x")) lines.push({ x: Number(part.getAttribute("x")), y: Number(part.getAttribute("y")), width });
      else lines.at(-1).width += width;
    });
    return lines.map(({ x, y, width }) => ({ right: isMiddle ? x + width / 2 : x + width, top: y - size, bottom: y + size * 0.3 }));
  };

  /* The middle of a row if nothing is there, else the first or the last of its lines, else its lower edge. */
  const topInRow = (shape, lines, left) => {
    const lowest = shape.y + shape.height - HIGH;
    const tops = [shape.y + (shape.height - HIGH) / 2, shape.y + 4, lowest - 4, lowest + 4];
    const isFree = (top) => lines.every((line) => line.right < left - 6 || line.bottom < top || line.top > top + HIGH);
    return tops.find(isFree);
  };

  /* Where a mark of this width is drawn, and whether there is room for it. */
  const placeOf = (group, shape, lines, width) => {
    if (group.matches(".pw-row")) {
      const left = shape.x + shape.width - width - 6;
      const top = topInRow(shape, lines, left);
      return { left, top: top ?? shape.y + shape.height - HIGH / 2, fits: top !== undefined && left > shape.x };
    }
    const below = Math.max(...lines.map(({ bottom }) => bottom)) + 0.5;
    /* A choice whose options are rows of it: their marks are at the right. */
    if (shape.y + shape.height - below > 2 * HIGH) return { left: shape.x + 8, top: shape.y + shape.height - HIGH / 2 + 1, fits: width < shape.width - 16 };
    const leaning = group.matches(".pw-node--question, .pw-node--ask, .pw-node--several, .pw-node--all, .pw-node--exit") ? Math.min(shape.height / 4, 18) : 8;
    const isWide = width > shape.width - 2 * leaning;
    const end = shape.y + shape.height;
    /* A mark wider than its box is below it, where it is on no neighbour, and within the drawing. */
    const { x, width: whole } = group.ownerSVGElement.viewBox.baseVal;
    const middle = Math.max(x + 1, Math.min(shape.x + (shape.width - width) / 2, x + whole - width - 1));
    if (isWide) return { left: middle, top: end - 1, fits: false };
    /* An arrow with its label may leave at the middle. */
    const left = shape.x + shape.width - leaning - width;
    return { left, top: Math.max(end - HIGH / 2, below), fits: left > shape.x + shape.width / 2 };
  };

  /* The gravest mark: in words if they fit the box, else its relation alone; all of them are in the tooltip. */
  const inDrawing = (group, marks, widthOf) => {
    const [first] = marks;
    const shape = lens.boxOf(group.querySelector(".pw-shape"));
    const lines = [...group.querySelectorAll(":scope > text")].flatMap((text) => linesOf(text, widthOf));
    const more = marks.length > 1 ? ` +${marks.length - 1}` : "";
    const sizes = [textOf(first), textOf(first, short), capital(short(first))].map((text) => {
      const width = widthOf(text + more, SIZE) + 23;
      return { said: text + more, width, ...placeOf(group, shape, lines, width) };
    });
    const { said, width, left, top } = sizes.find(({ fits }) => fits) ?? sizes.at(-1);
    const text = drawn("text", { x: 17, y: 12, "font-size": SIZE }, said);
    const sheet = drawn("rect", { width, height: HIGH, rx: 3 });
    const transform = `translate(${left} ${top})`;
    const made = own(KEY, drawn("g", { class: `pw-mark-node pw-mark--${nameOf(first)}`, transform }, drawn("title", {}, spoken(marks)), sheet, lens.at(3.5, 2, sign(first)), text));
    made.dataset.mark = nameOf(first);
    group.append(made);
  };

  /* ── On the page ── */

  /* The page with a treatment, or the box, that a link leads to. */
  const leadsTo = (link) => {
    const { pathname, hash } = new URL(link.href, location.href);
    return { treatment: hash ? undefined : treatmentAt.get(pathname), box: boxIds.get(idIn(hash)) };
  };

  const markLinks = (selector, found, kind, put) =>
    document.querySelectorAll(selector).forEach((link) => {
      const touch = found.get(leadsTo(link)[kind]);
      if (touch) put(link, touch);
    });

  const shownIn = (element) => new Set([...element.querySelectorAll("[data-statement]")].map(({ dataset }) => dataset.statement));

  const markBoxes = ({ boxes, options }) => {
    lens.measure((widthOf) =>
      lens.nodes().forEach(({ link, id, group, way }) => {
        const marks = way ? options.get(boxIds.get(id))?.[way] : boxes.get(boxIds.get(id));
        if (marks) inDrawing(group, marks, widthOf);
        lens.call(link, KEY, marks && format(words.spoken, { marks: spoken(marks) }));
      }),
    );
    document.querySelectorAll("[data-box]").forEach((main) => {
      const at = boxIds.get(main.dataset.box);
      const marks = boxes.get(at);
      /* What a box reduces, stops or avoids has no mark. */
      main.querySelectorAll(".pw-chips:is([data-verb=gives], [data-verb=continues]) a").forEach((link) => {
        const ofChip = marks?.filter(({ treatment }) => treatment === leadsTo(link).treatment) ?? [];
        if (ofChip.length) link.append(inLine(ofChip, "pw-marked-short", true));
      });
      if (marks) main.prepend(long(marks, shownIn(main)));
      /* A way on is shown again where a walk offers it, with the remarks that stand at it. */
      main.parentElement.querySelectorAll(".pw-next li").forEach((item, way) => {
        const ofWay = options.get(at)?.[way];
        if (ofWay) item.append(inLine(ofWay, "pw-remark pw-marked-short"));
      });
    });
    markLinks(".pw-words li > a", boxes, "box", (link, marks) => link.after(inLine(marks, "pw-marked-short")));
  };

  const markTreatments = ({ treatments }) => {
    markLinks(".pw-chips:not([data-verb]) a", treatments, "treatment", (link, marks) => link.append(inLine(marks, "pw-marked-short", true)));
    markLinks(".pw-matrix td:first-child > a", treatments, "treatment", (link, marks) => link.after(inLine(marks, "pw-marked-short", true)));
    const marks = treatments.get(treatmentAt.get(location.pathname));
    if (marks && lens.place) lens.place.after(long(marks, shownIn(document.querySelector("article")), true));
  };

  const markStatements = ({ statements }) =>
    document.querySelectorAll("[data-statement]").forEach((says) => {
      const marks = statements.get(statementIds.get(says.dataset.statement));
      if (marks) says.before(inLine(marks, "pw-marked-says"));
    });

  /* ── What is marked on this page ── */

  const placed = (element, at) => {
    const target = element.closest("[id]") ?? element;
    target.id ||= `pw--touched-${at}`;
    return target.id;
  };

  /* A box is listed for the marks of its options as well. */
  const ofBox = ({ boxes, options }, at) => joined([...(boxes.get(at) ?? []), ...(options.get(at) ?? []).flatMap((marks) => marks ?? [])]);

  const onPage = (found) => {
    const inside = (selector) => [...document.querySelectorAll(`article ${selector}`)].filter((element) => !element.closest(".pw-frame, dialog"));
    const things = [
      ...inside("[data-box]").map((main) => {
        const heading = main.closest(".pw-box").querySelector("h3");
        const at = boxIds.get(main.dataset.box);
        return { marks: ofBox(found, at), text: data.boxes[at] && boxName(data.boxes[at]), id: heading.id };
      }),
      ...inside(".pw-matrix td:first-child > a").map((link, at) => {
        const { treatment } = leadsTo(link);
        return { marks: found.treatments.get(treatment), text: data.treatments[treatment]?.name, id: placed(link, `row-${at}`), isTreatment: true };
      }),
      ...inside("[data-statement]").filter((says) => !says.closest(".pw-box")).map((says, at) => {
        const number = statementIds.get(says.dataset.statement);
        return { marks: found.statements.get(number), text: data.statements[number]?.says, id: placed(says, at) };
      }),
    ];
    return things.filter(({ marks }) => marks?.length).sort((a, b) => graver(a.marks[0], b.marks[0]));
  };

  const listed = ({ marks, text, id, isTreatment }) => {
    const row = make("li", "", linkTo("", `#${encodeURIComponent(id)}`, text), inLine(marks, "pw-marked-by", isTreatment));
    row.dataset.mark = nameOf(marks[0]);
    return row;
  };

  const summary = (things) => {
    if (!things.length) return make("div", "pw-lens-list", make("p", "", words.here_none), unsafe());
    const list = make("details", "pw-lens-list", make("summary", "", `${words.here} (${things.length})`), make("ul", "", ...things.map(listed)), unsafe());
    list.open = true;
    return list;
  };

  /* ── The bar ── */

  const heading = () => lens.place ?? document.querySelector("article > .pw-pathway-details, article h1");

  const markedFor = (list) => [`${words.marked_for} `, make("strong", "", list.map(({ name }) => name).join(", "))];

  /* The same for plain text: for whom marks are set, and what marks a statement. */
  lens.plain = () => {
    const list = ticked();
    const { statements } = everything(list);
    const of = (id) => (statements.has(statementIds.get(id)) ? spoken(statements.get(statementIds.get(id))) : "");
    return { lines: list.length ? [`${words.marked_for} ${list.map(({ name }) => name).join(", ")}`, `${words.unsafe} ${words.unsafe_more}`] : [], of };
  };

  const barOf = (list) => {
    const names = make("p", "", ...markedFor(list));
    const change = button("pw-lens-change", (event) => lens.choose(event.target), words.change);
    const clear = button("pw-lens-clear", () => tick([]), words.clear);
    return own(KEY, make("div", "pw-lens-bar", names, make("div", "pw-lens-keys", change, clear)));
  };

  const told = status("pw-sr-only");

  const unknown = () => lens.on.has.some((id) => !subjects.some((subject) => subject.id === id)) || lens.on.lens.some((name) => !lens.names.includes(name));
  let isUnknown = unknown();

  const show = () => {
    const list = ticked();
    const found = everything(list);
    lens.clear(KEY);
    document.body.classList.toggle("pw-has", list.length > 0);
    markStatements(found);
    markBoxes(found);
    markTreatments(found);
    const parts = list.length ? [barOf(list), own(KEY, summary(onPage(found)))] : [];
    const note = isUnknown ? [own(KEY, make("p", "pw-lens-note", words.unknown))] : [];
    heading()?.after(...note, ...parts);
    /* A chart that fills the screen hides the bar. */
    if (list.length) lens.charts.forEach(({ frame }) => frame.querySelector(".pw-tools-name").append(own(KEY, make("span", "pw-lens-told", ...markedFor(list)))));
    /* A walk shows parts of the page again. */
    if (walk.isWalk() && walk.follow) showAgain();
  };

  const tick = (ids) => {
    const wasIn = document.activeElement?.closest?.(".pw-lens-bar");
    isUnknown = false;
    lens.on = { ...lens.on, has: subjects.map(({ id }) => id).filter((id) => ids.includes(id)) };
    lens.write();
    document.dispatchEvent(new CustomEvent("pathway:ticked"));
    show();
    if (!ids.length) told.textContent = words.cleared;
    if (wasIn) lens.place?.querySelector("button")?.focus();
  };

  /* ── What can be ticked ── */

  const counted = () => {
    const found = everything(ticked());
    const boxes = data.boxes.filter((_, at) => ofBox(found, at).length).length;
    const [treatments, statements] = [found.treatments.size, found.statements.size];
    return boxes + treatments + statements ? format(words.counted, { boxes, treatments, statements }) : words.counted_none;
  };

  const row = (subject, onTick) => {
    const box = Object.assign(make("input", ""), { type: "checkbox", value: subject.id, checked: lens.on.has.includes(subject.id) });
    box.addEventListener("change", onTick);
    const shorts = subject.shorts.filter((text) => !subject.name.includes(text)).join(", ");
    const isEmpty = !data.statements.some(({ in: held }) => held.some((at) => subject.makes.includes(at)));
    const small = [shorts, isEmpty && words.nothing].filter(Boolean).join(" · ");
    return make("label", "", box, make("span", "", subject.name, small && make("small", "", ` ${small}`)));
  };

  lens.choose = (opener) => {
    const count = status("pw-lens-count", counted());
    const onTick = () => {
      tick([...dialog.querySelectorAll(":checked")].map(({ value }) => value));
      count.textContent = counted();
    };
    const fields = data.groups.map(({ title }, at) => {
      const rows = subjects.filter(({ group }) => group === at).map((subject) => row(subject, onTick));
      return make("fieldset", "", make("legend", "", title), ...rows);
    });
    const clear = () => {
      dialog.querySelectorAll(":checked").forEach((box) => (box.checked = false));
      onTick();
    };
    const done = button("pw-lens-done", () => dialog.close(), words.done);
    const text = make("div", "pw-lens-text", make("h2", "", words.open), make("p", "", words.help), ...fields, unsafe(), make("p", "", words.privacy));
    const foot = make("div", "pw-lens-foot", count, button("pw-lens-clear", clear, words.clear), done);
    const dialog = openDialog("pw-lens-dialog", words.open, text, foot);
    const focus = () => [opener, document.querySelector(".pw-lens-change"), lens.place?.querySelector("button")].find((one) => one?.checkVisibility())?.focus();
    dialog.addEventListener("close", focus);
  };

  /* ── As the page is opened ── */

  document.body.append(told);
  lens.tick = tick;
  lens.refresh = () => lens.on.has.length && show();
  lens.on.has = lens.on.has.filter((id) => subjects.some((subject) => subject.id === id));
  if (!lens.on.has.length && !isUnknown) return;
  show();
  /* What was marked has pushed down the place that the address names. */
  const target = !document.querySelector(".pw-panel:not([hidden])") && document.getElementById(idIn(location.hash));
  if (target && scrollY) target.scrollIntoView();
})();
