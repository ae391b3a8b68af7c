/* The summary of a walk: what was walked, what the pathway says there and of every treatment met, for paper or a record. */
(() => {
  const { walk, lens, score: counting, root, make, button, link: linkTo, svg: drawn, copyButton, format, idIn, isPlain } = window.pathway;
  const { graph, way, says } = walk;
  const { words } = graph;
  const ownPage = document.querySelector("[data-walk-summary]");
  const place = ownPage ?? make("div", "pw-walked pw-walked--made pw-walked--paper");
  const byHand = [...place.childNodes];

  const said = (name, values) => format(words[name], values);
  /* With a full stop, unless a name at the end brings its own (as in `generator/core/sentences.py`). */
  const closed = (text) => (/[.!?…。！？؟۔।։][)\]}"'”’“»›」』）*]*$/.test(text) ? text : `${text}.`);
  const unique = (items) => [...new Set(items)];
  const inBox = new Map(says.boxes.map((box) => [box.id, box]));
  const { statements, treatments } = says;
  const statementAt = new Map(statements.map(({ id }, at) => [id, at]));

  /* Each number by itself, since on paper no number leads to its reference. */
  const cited = ({ citations }) =>
    citations.flatMap(({ numbers, warning }) => numbers.map((number) => [number, warning].filter(Boolean).join(" "))).join(", ");
  /* Remarks on the statement itself; those on what it cites come with the reference. */
  const ownRemarks = ({ remarks }) => remarks.filter(({ number }) => !number).map(({ label, text }) => `${label}: ${text}`);

  /* ── What it holds: parts of a heading and lines, the same for the page and for plain text ── */

  /* A time that holds for a whole chart is said where the route comes into it. */
  const whenAt = (walked, at) => {
    const [{ within }, before] = [walked[at], walked[at - 1] ?? walked[at]].map(({ box }) => inBox.get(box.id));
    return within && (!at || before.within !== within) ? [within] : [];
  };

  const stepLine = ({ box, name, taken, later, notes }, isOpen, when, additions) => ({
    box,
    text: name,
    taken,
    open: isOpen ? words.unanswered : "",
    later,
    notes: [...when, ...inBox.get(box.id).does, ...notes],
    additions,
  });

  /* What the editors added: to the boxes and the ways taken, each at its first step, and to the statements. */
  const additionsOf = (walked) => {
    const met = new Set();
    return walked.map(({ box, ways }) => {
      const { editorial, ways: onWays } = inBox.get(box.id);
      const all = [editorial, ...(ways ?? []).map((number) => onWays[number]?.editorial)];
      return all.filter((text) => text && !met.has(text) && met.add(text));
    });
  };
  const withAdditions = (boxes) => {
    const found = new Map();
    boxes.map(({ id }) => inBox.get(id)).forEach(({ statements: shown, additions }) =>
      shown.forEach((number, at) => additions[at] && found.set(number, unique([...(found.get(number) ?? []), additions[at]]))),
    );
    return (number) => ({ ...statements[number], additions: found.get(number) ?? [] });
  };
  const added = (text) => said("addition", { text });

  /* The treatments of a step: those that its box names, those of the ways taken, of a group gone on with or reduced the members being given,
     and what was being given and is stopped. */
  const treatmentOf = new Map(treatments.map(({ id }, at) => [id, at]));
  const metAt = ({ box, ways, continued, given }) => {
    const { treatments: own, ways: onWays, groups, reduced = [] } = inBox.get(box.id);
    const { stops } = way.follower.boxes.get(box.id);
    const of = (names) => names.map((name) => treatmentOf.get(name));
    const stopped = of(given.filter((name) => stops.includes(name)));
    const lessOf = (group) => {
      const some = of(given).filter((one) => treatments[group].included.includes(one));
      return some.length ? some : [group];
    };
    const isKnown = (group) => continued.find((one) => one.group === treatments[group].id && !one.isOpen);
    const goneOnWith = groups.flatMap((group) => isKnown(group)?.members.map((member) => treatmentOf.get(member)) ?? [group]);
    return [...own, ...stopped, ...reduced.flatMap(lessOf), ...onWays.flatMap((one, number) => (!ways || ways.includes(number) ? one.treatments : [])), ...goneOnWith];
  };

  const warningsOf = (walked, statementOf) => {
    const met = unique(walked.flatMap(metAt));
    const names = (some) => some.map((one) => treatments[one].name).join(", ");
    const isWarned = (one) => [one, ...treatments[one].groups].some((other) => treatments[other].warnings.length || treatments[other].is_beside);
    const meant = unique(met.flatMap((one) => [one, ...treatments[one].included]));
    const all = unique(meant.flatMap((one) => [one, ...treatments[one].groups])).sort((a, b) => a - b);
    /* A treatment that is only met through its group, its regimen or its members says so. */
    const heading = (one) => {
      const { name, groups } = treatments[one];
      if (met.includes(one)) return name;
      const ofGroups = groups.filter((group) => met.includes(group));
      if (ofGroups.length) return said("in_group", { treatment: name, group: names(ofGroups) });
      if (meant.includes(one)) return said("in_regimen", { treatment: name, regimen: names(met.filter((other) => treatments[other].included.includes(one))) });
      return said("of_group", { group: name, members: names(meant.filter((other) => treatments[other].groups.includes(one))) });
    };
    const warned = all.filter((one) => treatments[one].warnings.length);
    const silent = meant.filter((one) => !isWarned(one) && !treatments[one].included.some(isWarned));
    return {
      met: meant.map((one) => treatments[one].id),
      numbers: unique(warned.flatMap((one) => treatments[one].warnings)),
      groups: warned.map((one) => ({ heading: heading(one), lines: treatments[one].warnings.map(statementOf) })),
      silent: silent.length ? `${closed(said("none_stated", { names: names(silent) }))} ${words.silence}` : "",
    };
  };

  /* The items of a score as they were ticked at a box, and what they come to. */
  const scoreOf = (heading, { score, picks }) => ({ heading, sum: counting.sumText(score, picks), items: counting.itemsText(score, picks), citations: score.citations });

  /* The doses of what is given at a step, where its box only rests on the statements that have them. */
  const dosesAt = ({ box, ways }) => {
    const { doses = [], ways: onWays } = inBox.get(box.id);
    return [...doses, ...onWays.flatMap((one, number) => (!ways || ways.includes(number) ? (one.doses ?? []) : []))];
  };
  const saidAt = (walked) => {
    const placed = new Set(walked.flatMap(({ box }) => inBox.get(box.id).statements));
    const behind = (id) => walked.filter(({ box }) => box.id === id).flatMap(dosesAt).filter((number) => !placed.has(number));
    return ({ id }) => [...inBox.get(id).statements, ...behind(id)];
  };

  /* By the box that states it first, where it can be looked up; what no box states has no heading. */
  const byBox = (numbers, statementOf) => {
    const homes = new Map();
    numbers.forEach((number) => {
      const home = says.boxes.find(({ statements: shown }) => shown.includes(number))?.id;
      homes.set(home, [...(homes.get(home) ?? []), statementOf(number)]);
    });
    return [...homes].map(([home, lines]) => ({ heading: home ? way.boxes.get(home).onward : "", lines }));
  };

  const idsIn = (groups) => new Set(groups.flatMap(({ lines }) => lines.map(({ id }) => id)));

  /* What counts as being given at the end; if anything did on the way, also that nothing does. */
  const givenAt = ({ stops, stop }) => {
    const names = way.begun(stop, lens).map((name) => lens.treatments.get(name).name).join(", ");
    if (names) return said("begun_at_end", { treatments: names });
    return stops.some(({ state }) => state.given.length) ? words.begun_none : "";
  };

  const gathered = ({ route }) => {
    const { stop } = route;
    const walked = way.walked(route);
    const onward = way.onward(stop);
    const isOpen = Boolean(stop.move && stop.move.kind !== "go");
    const additions = additionsOf(walked);
    const steps = walked.map((step, at) => stepLine(step, isOpen && step === walked.findLast(({ box }) => box === stop.at), whenAt(walked, at), additions[at]));
    if (!onward.stop && steps.length) steps.push(...onward.notes.map((text) => ({ text: "", notes: [text], additions: [] })));
    const boxes = unique(walked.map(({ box }) => box));
    const next = isOpen || !onward.stop ? [] : onward.stop.boxes;
    const statementOf = withAdditions(boxes);
    const warnings = warningsOf(walked, statementOf);
    /* What several boxes state stands at the first of them. */
    const told = new Set(warnings.numbers);
    const news = (number) => !told.has(number) && told.add(number);
    const ofPatient = byBox(way.follower.applying(way.follower.knowledge(stop.state)).map(({ id }) => statementAt.get(id)).filter(news), statementOf);
    const saidIn = saidAt(walked);
    const saying = boxes
      .map((box) => ({ heading: box.name, lines: saidIn(box).filter(news).map(statementOf) }))
      .filter(({ lines }) => lines.length);
    const lines = [...warnings.groups, ...ofPatient, ...saying].flatMap((group) => group.lines);
    const scores = walked.filter(({ scored }) => scored).map(({ name, scored }) => scoreOf(name, scored));
    const numbers = new Set([...lines, ...scores].flatMap(({ citations }) => citations.flatMap((citation) => citation.numbers)));
    const remarksOn = (reference) => lines.flatMap(({ remarks }) => remarks).filter(({ number }) => number === reference.number);
    const references = says.references
      .filter(({ number }) => numbers.has(number))
      .map((reference) => ({ ...reference, notes: unique([...reference.notices, ...remarksOn(reference).map(({ text }) => text)]).join(" ") }));
    const todo = onward.stop || isOpen ? unique([...next, ...way.todo(stop)]) : [];
    const isAdded = [...steps, ...lines].some((one) => one.additions.length);
    return { steps, todo, given: givenAt(route), scores, warnings, ofPatient, saying, references, key: isAdded ? words.additions : "" };
  };

  /* ── As plain text ── */

  const addressOf = ({ route }) => lens.carried(new URL(graph.summary + way.write(route), root).href);

  /* What is ticked for a patient, or was answered on the route, and what it marks. */
  const marksOf = ({ route }) => lens.atStep(way.patient(route.stop, lens.on, lens.isEntry));

  /* A cell is a text; in a table of doses there may be the treatment of its row and the entries for which that is as well. */
  const partOf = ({ cells }, key) => cells.find((cell) => cell[key])?.[key];
  const idsBeside = (row) => (partOf(row, "with") ?? []).map(({ ids }) => ids);
  const isInWords = ({ cells }) => cells.some((cell) => cell.in?.length === 0 && !cell.with.length);
  const doseRow = (row) => ({ ...row, drug: partOf(row, "drug") ?? "", in: partOf(row, "in") ?? [], with: idsBeside(row), inWords: isInWords(row) });
  const plainTag = (says) => ([id, text]) => [text, says(id) && `(${says(id)})`].filter(Boolean).join(" ");
  const entriesIn = (cell) => (cell.in ?? []).map((id) => [id, lens.subjects.get(id).name]);
  const besideIn = (cell) => (cell.with ?? []).map(({ ids, text }) => [ids.join(" "), text]);
  const plainTags = (cell, says) => [entriesIn(cell), besideIn(cell)].map((tags) => tags.map(plainTag(says)).join(" / "));
  const plainCell = (cell, says) => (typeof cell === "string" ? cell : [...plainTags(cell, (id) => says(id.split(" ")[0])), cell.text].filter(Boolean).join(", "));

  /* A row of a table says its columns, where it has any. */
  const plainRow = (columns) => ({ cells, says }) =>
    cells.map((cell, at) => [cell && columns[at], plainCell(cell, says)].filter(Boolean).join(": ")).filter(Boolean).join(" · ");
  const plainTable = (marks, columns, own) => {
    const { rows, note } = marks.doseRows(own.map(doseRow));
    return [...Object.values(note).map((text) => `  (${text})`), ...rows.map(plainRow(columns)).map((row) => `  - ${row}`)];
  };
  const plainPart = (marks) => ({ columns, rows, entries, is_ordered: isOrdered }) =>
    columns.length ? plainTable(marks, columns, rows) : entries.map((entry, at) => `  ${isOrdered ? `${at + 1}.` : "-"} ${entry}`);

  const plainStatement = (marks) => (statement) => {
    const numbers = cited(statement);
    const line = `- ${statement.role_word}: ${statement.says}${numbers && ` [${numbers}]`}`;
    return [line, ...statement.parts.flatMap(plainPart(marks)), ...[marks.of(statement.id), ...ownRemarks(statement), ...statement.additions.map(added)].filter(Boolean).map((remark) => `  (${remark})`)].join("\n");
  };
  const plainGroup = (marks) => ({ heading, lines }) => [heading, ...lines.map(plainStatement(marks))].filter(Boolean).join("\n");
  const plainStep = ({ text, taken, open, later, notes, additions }) =>
    [[text, taken.length < 2 ? taken[0] || open : ""].filter(Boolean).join(" → "), ...(taken.length < 2 ? [] : taken.map((one) => `  → ${one}`)), ...[...notes, ...additions.map(added)].map((note) => (text ? `  (${note})` : note)), later && `  → ${later}`].filter(Boolean).join("\n");

  const plainScore = (score) => [score.heading, `${score.sum}${cited(score) && ` [${cited(score)}]`}`, ...score.items.map((item) => `- ${item}`)].join("\n");

  const withdrawal = () => {
    const { lead, says: why, instead, instead_text: label } = graph.withdrawn ?? {};
    return [why && `${lead} ${why}`, instead && `${label}: ${instead}`];
  };

  const plainText = (found) => {
    const { steps, todo, given, scores, warnings, ofPatient, saying, references, key } = gathered(found);
    const marks = marksOf(found);
    const parts = [
      [says.title, words.summary_title, ...says.facts.map(({ label, value }) => `${label}: ${value}`), says.review, ...withdrawal(), ...graph.patients.map(({ heading, entries }) => `${heading}: ${entries.join(" · ")}`), way.noted(found), ...lens.plain()],
      [words.together.toUpperCase(), ...marks.plainTensions(idsIn([...warnings.groups, ...ofPatient, ...saying]))],
      [words.the_way.toUpperCase(), key, ...steps.map(plainStep), todo.length && said("not_walked", { boxes: way.names(todo) }), given],
      [words.scores.toUpperCase(), ...scores.map(plainScore)],
      [words.to_mind.toUpperCase(), ...warnings.groups.map(plainGroup(marks)), warnings.silent, ...marks.silence(warnings.met)],
      [words.said_anywhere.toUpperCase(), ...ofPatient.map(plainGroup(marks))],
      [words.said.toUpperCase(), ...saying.map(plainGroup(marks))],
      [words.cites.toUpperCase(), ...references.map(({ number, text, address, notes }) => `${number}. ${[text, address, notes].filter(Boolean).join(" ")}`)],
      [words.note.toUpperCase(), ...says.disclaimer, words.privacy],
      [words.address.toUpperCase(), addressOf(found)],
    ];
    return parts.map((lines) => lines.filter(Boolean)).filter((lines) => lines.length > 1).map((lines) => lines.join("\n")).join("\n\n");
  };

  /* ── As a page ── */

  const patients = () => graph.patients.map(({ heading, entries }) => make("p", "pw-walk-small", make("strong", "", `${heading}: `), entries.join(" · ")));

  const part = (heading, ...content) => make("section", "pw-walked-part", make("h2", "", heading), ...content);

  const named = (name, made) => {
    made.classList.add(name);
    return made;
  };

  const shownAdditions = ({ additions }) => additions.map((text) => make("span", "pw-walked-added", added(text)));

  const shownStep = (step) => {
    const { box, text, taken, open, later, notes } = step;
    const answer = (one) => make("strong", "pw-walked-answer", ` → ${one}`);
    const link = box && linkTo("", new URL(`${graph.pages[box.page]}#${encodeURIComponent(box.id)}`, root), text);
    const more = taken.length > 1 ? taken.map(answer) : taken.length ? [make("strong", "", ` → ${taken[0]}`)] : [open && make("em", "", ` → ${open}`)];
    return make("li", "", link, ...more, ...notes.map((note) => make("small", "pw-walk-auto", note)), ...shownAdditions(step), later && answer(later));
  };

  const tagged = (name, key, value, text) => {
    const made = make("span", name, text);
    made.dataset[key] = value;
    return made;
  };
  const shownCell = (cell) => {
    if (typeof cell === "string") return [cell];
    if (cell.drug) return [tagged("", "drug", cell.drug, cell.text)];
    if (isInWords({ cells: [cell] })) return [tagged("", "for", "", cell.text)];
    const tags = { in: entriesIn(cell), with: besideIn(cell) };
    return [...Object.entries(tags).flatMap(([key, of]) => of.flatMap(([id, text]) => [tagged("pw-tag", key, id, text), " "])), cell.text];
  };

  /* On a phone each cell says its column. */
  const cellOf = (column, text) => {
    const cell = make("td", "", ...shownCell(text));
    cell.dataset.label = column;
    return cell;
  };
  const shownRow = (columns) => ({ cells }) => make("tr", "", ...cells.map((cell, at) => cellOf(columns[at], cell)));
  const shownPart = ({ columns, rows, entries, is_ordered: isOrdered }) =>
    columns.length
      ? make("table", "", make("thead", "", make("tr", "", ...columns.map((column) => make("th", "", column)))), make("tbody", "", ...rows.map(shownRow(columns))))
      : make(isOrdered ? "ol" : "ul", "", ...entries.map((entry) => make("li", "", entry)));

  const shownStatement = (statement) => {
    const head = make("span", `pw-role pw-role--${statement.role}`, statement.role_word);
    const numbers = cited(statement);
    const spoken = make("span", "pw-statement-text", statement.says, numbers && make("sup", "pw-walked-cites", numbers));
    spoken.dataset.statement = statement.id;
    return make("li", "", head, " ", spoken, ...ownRemarks(statement).map((remark) => make("span", "pw-remark", remark)), ...shownAdditions(statement), ...statement.parts.map(shownPart));
  };

  const listOf = (lines) => make("ul", "", ...lines.map(shownStatement));
  const shownGroup = ({ heading, lines }) =>
    make("div", "pw-walked-group", heading && make("h3", "", heading), make("div", "pw-statements", listOf(lines)));

  const shownScore = (score) => {
    /* A raised number after a sum would read as its power. */
    const sum = make("p", "pw-walked-sum", make("strong", "", score.sum), cited(score) && make("span", "", " [", make("span", "pw-walked-cites", cited(score)), "]"));
    return make("div", "pw-walked-group", make("h3", "", score.heading), sum, make("ul", "pw-walked-items", ...score.items.map((item) => make("li", "", item))));
  };

  const shownReference = ({ number, text, address, notes }) => {
    const link = address && linkTo("", address, address.replace(/^https?:\/\/|\/$/g, ""));
    const item = make("li", "", text, link && " ", link, notes && " ", notes && make("em", "", notes));
    item.value = number;
    return item;
  };

  /* A telephone wants some half a millimetre for a module, and four of them free on every side. */
  const code = (address) => {
    const rows = walk.qr(address);
    if (!rows) return make("p", "pw-walk-small", words.qr_too_long);
    const size = rows.length + 8;
    const dark = rows.map((row, y) => row.map((isDark, x) => (isDark ? `M${x + 4} ${y + 4}h1v1h-1z` : "")).join("")).join("");
    const paper = drawn("rect", { width: size, height: size, fill: "#fff" });
    const shape = { viewBox: `0 0 ${size} ${size}`, width: `${size * 0.5}mm`, height: `${size * 0.5}mm`, class: "pw-qr", role: "img", "aria-label": words.qr };
    return drawn("svg", { ...shape, "shape-rendering": "crispEdges" }, paper, drawn("path", { d: dark, fill: "#000" }));
  };

  const copier = (label, what) => copyButton("pw-walk-choice", label, what, words);

  const minded = ({ groups, silent }) => {
    const silence = silent && make("p", "pw-walk-small", silent);
    return named("pw-walked-minded", part(words.to_mind, make("div", "pw-walked-columns", ...groups.map(shownGroup)), silence));
  };

  const shown = (found) => {
    const { route } = found;
    const { steps, todo, scores, warnings, ofPatient, saying, references, key } = gathered(found);
    const address = addressOf(found);
    const goBack = linkTo("pw-walk-choice", new URL(graph.pages[route.stop.at.page] + way.write(route), root), words.go_back);
    const tools = [goBack, button("pw-walk-choice", () => print(), words.print), copier(words.copy, () => plainText(found)), copier(words.copy_address, () => address)];
    const notice = way.noted(found);
    const local = location.protocol === "file:" ? make("p", "pw-walk-small", words.address_local) : "";
    return [
      make("p", "pw-walked-title", says.title),
      ...walk.withdrawal(),
      make("div", "pw-walked-tools", ...tools),
      notice && make("p", "pw-walk-note", notice),
      ...patients(),
      named("pw-walked-way", part(words.the_way, key && make("p", "pw-walk-small", key), make("ol", "pw-walked-steps pw-walked-columns", ...steps.map(shownStep)), todo.length ? make("p", "pw-walk-then", said("not_walked", { boxes: way.names(todo) })) : "")),
      scores.length ? part(words.scores, make("div", "pw-walked-columns", ...scores.map(shownScore))) : "",
      warnings.groups.length || warnings.silent ? minded(warnings) : "",
      ofPatient.length ? part(words.said_anywhere, make("div", "pw-walked-columns", ...ofPatient.map(shownGroup))) : "",
      saying.length ? part(words.said, make("div", "pw-walked-columns", ...saying.map(shownGroup))) : "",
      references.length ? part(words.cites, make("ol", "pw-references pw-walked-columns", ...references.map(shownReference))) : "",
      make(
        "div",
        "pw-walked-foot",
        part(words.note, ...says.disclaimer.map((text) => make("p", "", text)), make("p", "", words.privacy)),
        part(words.address, make("div", "pw-walked-address", code(address), make("div", "", make("p", "pw-walked-url", address), local))),
      ),
    ].filter(Boolean);
  };

  /* The marks of the route's end, and first of all the statements in tension that both apply. */
  const mark = (found) => {
    const { warnings, ofPatient, saying } = gathered(found);
    const marks = marksOf(found);
    marks.statements(place);
    if (ownPage) marks.list();
    lens.tellEnded(way.ended(found.route.stop, lens.on));
    const given = givenAt(found.route);
    place.querySelectorAll(".pw-walked-given").forEach((line) => line.remove());
    if (given) place.querySelector(".pw-walked-way").append(make("p", "pw-walked-given", given));
    const frames = marks.tensions(idsIn([...warnings.groups, ...ofPatient, ...saying]));
    place.querySelector(".pw-walked-tools").after(...frames);
    /* Beside treatments with a mark, one without would be taken for safe. */
    const quiet = marks.silence(warnings.met).map((text) => make("p", "pw-walk-small pw-walked-silence", text));
    place.querySelectorAll(".pw-walked-silence").forEach((line) => line.remove());
    place.querySelector(".pw-walked-minded")?.append(...quiet);
  };

  const show = () => {
    const found = way.read(location.hash);
    if (found?.route) place.replaceChildren(...shown(found));
    else place.replaceChildren(...(found ? [make("p", "pw-walk-note", words.garbled)] : []), ...byHand);
    place.classList.toggle("pw-walked--made", Boolean(found?.route));
    if (!found?.route) lens.tellEnded();
    lens.refresh();
    if (found?.route) mark(found);
  };

  /* While a walk is printed, paper has its route in place of the page. */
  const toPaper = () => {
    const found = way.read(location.hash);
    if (!found?.route) return;
    const unsafe = make("p", "pw-walk-small", make("strong", "", words.unsafe), ` ${words.unsafe_more}`);
    place.replaceChildren(make("h1", "", words.summary_title), unsafe, ...shown(found));
    const article = document.querySelector("article");
    article.insertBefore(place, article.querySelector(":scope > .pw-aged"));
    mark(found);
  };

  if (!ownPage) {
    addEventListener("beforeprint", toPaper);
    addEventListener("afterprint", () => place.remove());
    return;
  }

  document.addEventListener("pathway:marked", () => {
    const found = way.read(location.hash);
    if (found?.route) mark(found);
  });
  /* An address within the page would take the place of the route. */
  document.addEventListener("click", (event) => {
    const link = isPlain(event) && walk.isWalk() && event.target.closest(".pw-lens-list a");
    const there = link && document.getElementById(idIn(link.hash));
    if (!there) return;
    event.preventDefault();
    there.scrollIntoView({ block: "center" });
  });
  walk.follow = show;
  addEventListener("hashchange", show);
  show();
})();
