/* The lens “this patient has …”: marks whatever the pathway connects with what is ticked. Nothing is hidden. */
(() => {
  const { lens, walk, root, make, button, link: linkTo, status, svg: drawn, openDialog, format, boxName, idIn, showAgain } = window.pathway;
  const { data, own } = lens;
  const { words } = data;
  const KEY = "has";
  const unsafe = () => lens.unsafe("", words);
  const url = (page, anchor) => new URL(data.pages[page] + (anchor ? `#${encodeURIComponent(anchor)}` : ""), root);

  const { subjects } = data;
  const boxIds = new Map(data.boxes.map(({ id }, at) => [id, at]));
  const statementIds = new Map(data.statements.map(({ id }, at) => [id, at]));
  const treatmentAt = new Map(data.treatments.map(({ page }, at) => [url(page).pathname, at]));

  const ticked = () => subjects.filter(({ id }) => lens.on.has.includes(id));

  /* ── What is touched ── */

  const graver = (one, other) => one.mark - other.mark || !!one.members.length - !!other.members.length;

  /* The marks of each thing, the gravest first, each with the circumstances that give it; and all statements behind them. */
  const touched = (list, kind) => {
    const found = new Map();
    list.forEach(({ name, [kind]: touches }) =>
      touches.forEach(({ at, mark, members, statements }) => {
        const touch = found.get(at) ?? { marks: [], statements: [] };
        const same = touch.marks.find((other) => !graver(other, { mark, members }));
        if (same) {
          same.names.push(name);
          same.members = [...new Set([...same.members, ...members])].sort((a, b) => a - b);
        } else touch.marks.push({ mark, members, names: [name] });
        touch.statements = [...new Set([...touch.statements, ...statements])].sort((a, b) => data.statements[a].mark - data.statements[b].mark || a - b);
        touch.marks.sort(graver);
        found.set(at, touch);
      }),
    );
    return found;
  };

  /* A mark that is not for all treatments of a group names those that it is for; where there is no room, it says so at least. */
  const shortWordOf = ({ mark, members }) => data.marks[mark][members.length ? "in_part" : "word"];
  const wordOf = ({ mark, members }) => {
    const { word } = data.marks[mark];
    return members.length ? format(words.includes, { treatments: members.map((at) => data.treatments[at].name).join(", "), mark: word }) : word;
  };
  const spoken = ({ marks }) => marks.map((mark) => `${wordOf(mark)} (${mark.names.join(", ")})`).join("; ");

  /* ── A mark ── */

  const SIGNS = {
    contraindication: "M6 .9a5.1 5.1 0 1 0 .01 0ZM2.5 2.5 9.5 9.5",
    caution: "M6 1 11.4 10.8H.6ZM6 4.6V7.3M6 8.9V9",
    monitoring: "M.6 6Q6 .4 11.4 6 6 11.6.6 6ZM6 4.7a1.3 1.3 0 1 0 .01 0Z",
    concerns: "M6 .9a5.1 5.1 0 1 0 .01 0ZM6 5.5V8.7M6 3.3V3.4",
  };
  const sign = (mark) => drawn("path", { class: "pw-mark-sign", d: SIGNS[data.marks[mark].name] });
  const signed = (mark) => drawn("svg", { class: "pw-mark-icon", viewBox: "0 0 12 12", "aria-hidden": "true" }, sign(mark));

  const nameOf = ({ mark }) => data.marks[mark].name;
  const badge = (mark) => make("span", `pw-mark pw-mark--${nameOf(mark)}`, signed(mark.mark), wordOf(mark));

  /* The gravest mark where there is little room. Its circumstances are in a tooltip and for screen readers. */
  const short = (touch, name = "span", text = "pw-marked-short") => {
    const all = make("span", "pw-sr-only", ` (${touch.marks[0].names.join(", ")}${touch.marks[1] ? `; ${spoken({ marks: touch.marks.slice(1) })}` : ""})`);
    const made = own(KEY, make(name, text, badge(touch.marks[0]), all));
    made.title = spoken(touch);
    return made;
  };

  /* The gravest mark by its name. */
  const markOf = ({ marks: [first] }) => nameOf(first) + (first.members.length ? " partly" : "");

  /* All marks, and the statements that give them, without those in `shown`. */
  const long = (touch, shown) => {
    const rows = touch.marks.map((mark) => make("p", "pw-marked-for", badge(mark), " ", mark.names.join(", ")));
    const elsewhere = touch.statements.filter((at) => !shown.has(data.statements[at].id));
    const reasons = elsewhere.map((at) => {
      const { says, page, anchor } = data.statements[at];
      return make("li", "", linkTo("", lens.carried(url(page, anchor).href), says));
    });
    const made = own(KEY, make("div", "pw-marked", ...rows, reasons.length > 0 && make("ul", "", ...reasons)));
    made.dataset.mark = markOf(touch);
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
    return tops.find(isFree) ?? lowest + HIGH / 2;
  };

  const placeOf = (group, width, widthOf) => {
    const shape = lens.boxOf(group.querySelector(".pw-shape"));
    const lines = [...group.querySelectorAll(":scope > text")].flatMap((text) => linesOf(text, widthOf));
    if (group.matches(".pw-row")) {
      const left = shape.x + shape.width - width - 6;
      return [left, topInRow(shape, lines, left)];
    }
    const below = Math.max(...lines.map(({ bottom }) => bottom)) + 0.5;
    /* A choice whose options are rows of it: their marks are at the right. */
    if (shape.y + shape.height - below > 2 * HIGH) return [shape.x + 8, shape.y + shape.height - HIGH / 2 + 1];
    const leaning = group.matches(".pw-node--question, .pw-node--ask, .pw-node--several, .pw-node--all, .pw-node--exit") ? Math.min(shape.height / 4, 18) : 8;
    const isWide = width > shape.width - 2 * leaning;
    const end = shape.y + shape.height;
    /* A mark wider than its box is below it, where it is on no neighbour, and within the drawing. */
    const { x, width: whole } = group.ownerSVGElement.viewBox.baseVal;
    const middle = Math.max(x + 1, Math.min(shape.x + (shape.width - width) / 2, x + whole - width - 1));
    return isWide ? [middle, end - 1] : [shape.x + shape.width - leaning - width, Math.max(end - HIGH / 2, below)];
  };

  const inDrawing = (group, touch, widthOf) => {
    const [first] = touch.marks;
    const words = shortWordOf(first);
    const width = widthOf(words, SIZE) + 23;
    const text = drawn("text", { x: 17, y: 12, "font-size": SIZE }, words);
    const sheet = drawn("rect", { width, height: HIGH, rx: 3 });
    const transform = `translate(${placeOf(group, width, widthOf).join(" ")})`;
    const made = own(KEY, drawn("g", { class: `pw-mark-node pw-mark--${nameOf(first)}`, transform }, drawn("title", {}, spoken(touch)), sheet, lens.at(3.5, 2, sign(first.mark)), text));
    made.dataset.mark = markOf(touch);
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

  const markBoxes = (found) => {
    lens.measure((widthOf) =>
      lens.nodes().forEach(({ link, id, group }) => {
        const touch = found.get(boxIds.get(id));
        if (touch) inDrawing(group, touch, widthOf);
        lens.call(link, KEY, touch && format(words.spoken, { marks: spoken(touch) }));
      }),
    );
    document.querySelectorAll("[data-box]").forEach((main) => {
      const touch = found.get(boxIds.get(main.dataset.box));
      const shown = new Set([...main.querySelectorAll("[data-statement]")].map(({ dataset }) => dataset.statement));
      if (touch) main.prepend(long(touch, shown));
    });
    /* A way on is shown again where a walk offers it, with the remarks that stand at it. */
    markLinks(".pw-next li a", found, "box", (link, touch) => link.closest("li").append(short(touch, "span", "pw-remark pw-marked-short")));
    markLinks(".pw-words li > a", found, "box", (link, touch) => link.after(short(touch)));
  };

  const markTreatments = (found) => {
    markLinks(".pw-chips a", found, "treatment", (link, touch) => link.append(short(touch)));
    markLinks(".pw-matrix td:first-child > a", found, "treatment", (link, touch) => link.after(short(touch)));
    const touch = found.get(treatmentAt.get(location.pathname));
    if (!touch || !lens.place) return;
    const shown = new Set([...document.querySelectorAll("article [data-statement]")].map(({ dataset }) => dataset.statement));
    lens.place.after(long(touch, shown));
  };

  const markStatements = (found) =>
    document.querySelectorAll("[data-statement]").forEach((says) => {
      const touch = found.get(statementIds.get(says.dataset.statement));
      if (!touch) return;
      const marks = touch.marks.map((mark) => make("span", "pw-marked-for", badge(mark), " ", mark.names.join(", ")));
      const made = own(KEY, make("span", "pw-marked-says", ...marks));
      made.dataset.mark = nameOf(touch.marks[0]);
      says.before(made);
    });

  /* ── What is marked on this page ── */

  const placed = (element, at) => {
    const target = element.closest("[id]") ?? element;
    target.id ||= `pw--touched-${at}`;
    return target.id;
  };

  const onPage = ({ boxes, treatments, statements }) => {
    const inside = (selector) => [...document.querySelectorAll(`article ${selector}`)].filter((element) => !element.closest(".pw-frame, dialog"));
    const found = [
      ...inside("[data-box]").map((main) => {
        const heading = main.closest(".pw-box").querySelector("h3");
        const at = boxIds.get(main.dataset.box);
        return { touch: boxes.get(at), text: data.boxes[at] && boxName(data.boxes[at]), id: heading.id };
      }),
      ...inside(".pw-matrix td:first-child > a").map((link, at) => {
        const { treatment } = leadsTo(link);
        return { touch: treatments.get(treatment), text: data.treatments[treatment]?.name, id: placed(link, `row-${at}`) };
      }),
      ...inside("[data-statement]").filter((says) => !says.closest(".pw-box")).map((says, at) => {
        const number = statementIds.get(says.dataset.statement);
        return { touch: statements.get(number), text: data.statements[number]?.says, id: placed(says, at) };
      }),
    ];
    return found.filter(({ touch }) => touch).sort((a, b) => graver(a.touch.marks[0], b.touch.marks[0]));
  };

  const listed = ({ touch, text, id }) => {
    const link = linkTo("", `#${encodeURIComponent(id)}`, text);
    const isPlain = ticked().length < 2 && touch.marks.length < 2;
    const named = (mark) => ` ${mark.names.join(", ")} `;
    const [first, ...others] = touch.marks;
    const by = make("span", "pw-marked-by", named(first), ...others.flatMap((mark) => [badge(mark), named(mark)]));
    const row = make("li", "", badge(first), " ", link, !isPlain && by);
    row.dataset.mark = nameOf(first);
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
    const found = touched(list, "statements");
    const of = (id) => (found.has(statementIds.get(id)) ? spoken(found.get(statementIds.get(id))) : "");
    return { lines: list.length ? [`${words.marked_for} ${list.map(({ name }) => name).join(", ")}`, `${words.unsafe} ${words.unsafe_more}`] : [], of };
  };

  const barOf = (list) => {
    const names = make("p", "", ...markedFor(list));
    const change = button("pw-lens-change", (event) => lens.choose(event.target), words.change);
    const clear = button("pw-lens-clear", () => tick([]), words.clear);
    return own(KEY, make("div", "pw-lens-bar", names, make("div", "pw-lens-keys", change, clear)));
  };

  const told = status("pw-sr-only");

  const unknown = () => lens.on.has.some((id) => !subjects.some((subject) => subject.id === id)) || lens.on.lens.some((name) => name !== "evidence");
  let isUnknown = unknown();

  const show = () => {
    const list = ticked();
    const found = Object.fromEntries(["boxes", "treatments", "statements"].map((kind) => [kind, touched(list, kind)]));
    lens.clear(KEY);
    document.body.classList.toggle("pw-has", list.length > 0);
    markStatements(found.statements);
    markBoxes(found.boxes);
    markTreatments(found.treatments);
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
    show();
    if (!ids.length) told.textContent = words.cleared;
    if (wasIn) lens.place?.querySelector("button")?.focus();
  };

  /* ── What can be ticked ── */

  const counted = () => {
    const list = ticked();
    const [boxes, treatments, statements] = ["boxes", "treatments", "statements"].map((kind) => touched(list, kind).size);
    return boxes + treatments + statements ? format(words.counted, { boxes, treatments, statements }) : words.counted_none;
  };

  const row = (subject, onTick) => {
    const box = Object.assign(make("input", ""), { type: "checkbox", value: subject.id, checked: lens.on.has.includes(subject.id) });
    box.addEventListener("change", onTick);
    const shorts = subject.shorts.filter((text) => !subject.name.includes(text)).join(", ");
    const isEmpty = ![subject.boxes, subject.treatments, subject.statements].some((list) => list.length);
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
  lens.refresh = () => lens.on.has.length && show();
  lens.on.has = lens.on.has.filter((id) => subjects.some((subject) => subject.id === id));
  if (!lens.on.has.length && !isUnknown) return;
  show();
  /* What was marked has pushed down the place that the address names. */
  const target = !document.querySelector(".pw-panel:not([hidden])") && document.getElementById(idIn(location.hash));
  if (target && scrollY) target.scrollIntoView();
})();
