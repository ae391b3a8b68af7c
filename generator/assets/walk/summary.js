/* The summary of a walk: what was walked, what the pathway says there and of every treatment met, for paper or a record. */
(() => {
  const walk = window.pathwayWalk;
  const { graph, way, says, root } = walk;
  const { words } = graph;
  const place = document.querySelector("[data-walk-summary]");
  const byHand = [...place.childNodes];
  const WARNINGS = ["contraindication", "caution", "monitoring"];

  const said = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  /* With a full stop, unless a name at the end brings its own (as in `generator/core/sentences.py`). */
  const closed = (text) => (/[.!?…。！？؟۔।։][)\]}"'”’“»›」』）*]*$/.test(text) ? text : `${text}.`);
  const titles = (boxes) => boxes.map(({ title }) => title).join(" · ");
  const unique = (items) => [...new Set(items)];
  const inBox = new Map(says.boxes.map(([id, statements, treatments]) => [id, { statements, treatments }]));
  const treatments = says.treatments.map(([name, groups, included, warnings]) => ({ name, groups, included, warnings }));
  const statements = says.statements.map(([role, text, cites, remarks, notes, id]) => ({ role, text, cites, remarks, notes, id }));

  const warnings = new Map(says.references.map(([number, , , warning]) => [number, warning]));
  const cited = (numbers) => numbers.map((number) => [number, warnings.get(number)].filter(Boolean).join(" ")).join(", ");

  /* ── What it holds: parts of a heading and lines, the same for the page and for plain text ── */

  const stepLine = ({ box, ways }) => {
    const taken = ways ? way.taken({ box, ways }) : "";
    const open = way.isBranching(box) && !ways ? words.unanswered : "";
    return { box, text: box.title, taken, open };
  };

  const warningsOf = (boxes) => {
    const met = unique(boxes.flatMap(({ id }) => inBox.get(id).treatments));
    const names = (some) => some.map((one) => treatments[one].name).join(", ");
    const isWarned = (one) => [one, ...treatments[one].groups].some((other) => treatments[other].warnings.length);
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
      numbers: unique(warned.flatMap((one) => treatments[one].warnings)),
      groups: warned.map((one) => ({ heading: heading(one), lines: treatments[one].warnings.map((number) => statements[number]) })),
      silent: silent.length ? `${closed(said("none_stated", { names: names(silent) }))} ${words.silence}` : "",
    };
  };

  const gathered = ({ state }) => {
    const steps = [...state.steps, { box: state.at, ways: null }];
    const boxes = unique(steps.map(({ box }) => box));
    const warnings = warningsOf(boxes);
    /* What several boxes state stands at the first of them. */
    const told = new Set(warnings.numbers);
    const news = (number) => !told.has(number) && told.add(number);
    const saying = boxes
      .map(({ id, title }) => ({ heading: title, lines: inBox.get(id).statements.filter(news).map((number) => statements[number]) }))
      .filter(({ lines }) => lines.length);
    const lines = [...warnings.groups, ...saying].flatMap((group) => group.lines);
    const numbers = new Set(lines.flatMap(({ cites }) => cites));
    const notesOn = (number) => lines.flatMap(({ notes }) => notes).flatMap(([about, note]) => (about === number ? [note] : []));
    const references = says.references
      .filter(([number]) => numbers.has(number))
      .map(([number, text, address, warning, notice]) => ({ number, text, address, notes: unique([notice, ...notesOn(number)]).filter(Boolean).join(" ") }));
    const todo = way.isBranching(state.at) ? state.todo : way.after(state, state.at.ways);
    return { steps: steps.map(stepLine), todo, warnings, saying, references };
  };

  const noted = ({ older, lost }) => {
    const made = older ? [said("older", { made: older, version: graph.version })] : [];
    if (lost) made.push(words[older ? "lost" : "broken"]);
    else if (older) made.push(words.holds);
    return made.join(" ");
  };

  /* ── As plain text ── */

  const addressOf = (state) => window.pathwayLens.carried(new URL(graph.summary + way.write(state), root).href);

  /* What is ticked for a patient, and what it marks. */
  const marks = () => window.pathwayLens.plain?.() ?? { lines: [], of: () => "" };

  const plainStatement = ({ role, text, cites, remarks, id }) =>
    [`- ${says.roles[role]}: ${text}${cites.length ? ` [${cited(cites)}]` : ""}`, ...[marks().of(id), ...remarks].filter(Boolean).map((remark) => `  (${remark})`)].join("\n");
  const plainGroup = ({ heading, lines }) => [heading, ...lines.map(plainStatement)].join("\n");
  const plainStep = ({ text, taken, open }, at) => `${at + 1}. ${[text, taken || open].filter(Boolean).join(" → ")}`;

  const plainText = (route) => {
    const { steps, todo, warnings, saying, references } = gathered(route);
    const parts = [
      [says.title, words.summary_title, ...says.facts.map((fact) => fact.join(": ")), says.review, noted(route), ...marks().lines],
      [words.the_way.toUpperCase(), ...steps.map(plainStep), todo.length && said("not_walked", { titles: titles(todo) })],
      [words.to_mind.toUpperCase(), ...warnings.groups.map(plainGroup), warnings.silent],
      [words.said.toUpperCase(), ...saying.map(plainGroup)],
      [words.cites.toUpperCase(), ...references.map(({ number, text, address, notes }) => `${number}. ${[text, address, notes].filter(Boolean).join(" ")}`)],
      [words.note.toUpperCase(), ...says.disclaimer, words.privacy],
      [words.address.toUpperCase(), addressOf(route.state)],
    ];
    return parts.map((lines) => lines.filter(Boolean)).filter((lines) => lines.length > 1).map((lines) => lines.join("\n")).join("\n\n");
  };

  /* ── As a page ── */

  const make = (tag, name, ...parts) => {
    const element = document.createElement(tag);
    element.className = name;
    element.append(...parts.filter((part) => part !== ""));
    return element;
  };
  const button = (text, name, action) => {
    const made = make("button", name, text);
    made.type = "button";
    made.addEventListener("click", () => action(made));
    return made;
  };
  const part = (heading, ...content) => make("section", "pw-walked-part", make("h2", "", heading), ...content);

  const shownStep = ({ box, text, taken, open }) => {
    const link = make("a", "", text);
    link.href = new URL(`${graph.pages[box.page]}#${encodeURIComponent(box.id)}`, root);
    const more = taken ? make("strong", "", ` → ${taken}`) : open && make("em", "", ` → ${open}`);
    return make("li", "", link, more);
  };

  const shownStatement = ({ role, text, cites, remarks, id }) => {
    const numbers = cites.length ? make("sup", "pw-walked-cites", cited(cites)) : "";
    const head = make("span", `pw-role pw-role--${role}`, says.roles[role]);
    const spoken = make("span", "pw-statement-text", text, numbers);
    spoken.dataset.statement = id;
    return make("li", "", head, " ", spoken, ...remarks.map((remark) => make("span", "pw-remark", remark)));
  };

  const shownGroup = ({ heading, lines }) =>
    make("div", "pw-walked-group", make("h3", "", heading), make("div", "pw-statements", make("ul", "", ...lines.map(shownStatement))));

  const shownReference = ({ number, text, address, notes }) => {
    const link = make("a", "", address.replace(/^https?:\/\/|\/$/g, ""));
    if (address) link.href = address;
    const item = make("li", "", text, ...(address ? [" ", link] : []), ...(notes ? [" ", make("em", "", notes)] : []));
    item.value = number;
    return item;
  };

  const drawn = (tag, attributes, ...parts) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...parts);
    return element;
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

  const copier = (label, what) => {
    const made = button(label, "pw-walk-choice", () =>
      document.dispatchEvent(new CustomEvent("pathway:copy", { detail: { button: made, label, text: what(), words } })),
    );
    made.ariaLive = "polite";
    return made;
  };

  const shown = (route) => {
    const { state } = route;
    const { steps, todo, warnings, saying, references } = gathered(route);
    const address = addressOf(state);
    const goBack = make("a", "pw-walk-choice", words.go_back);
    goBack.href = new URL(graph.pages[state.at.page] + way.write(state), root);
    const tools = [goBack, button(words.print, "pw-walk-choice", () => print()), copier(words.copy, () => plainText(route)), copier(words.copy_address, () => address)];
    const notice = noted(route);
    const local = location.protocol === "file:" ? make("p", "pw-walk-small", words.address_local) : "";
    return [
      make("p", "pw-walked-title", says.title),
      make("div", "pw-walked-tools", ...tools),
      notice && make("p", "pw-walk-note", notice),
      part(words.the_way, make("ol", "pw-walked-steps pw-walked-columns", ...steps.map(shownStep)), todo.length ? make("p", "pw-walk-then", said("not_walked", { titles: titles(todo) })) : ""),
      warnings.groups.length || warnings.silent ? part(words.to_mind, make("div", "pw-walked-columns", ...warnings.groups.map(shownGroup)), warnings.silent && make("p", "pw-walk-small", warnings.silent)) : "",
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

  const show = () => {
    const route = way.read(location.hash);
    if (route?.state) place.replaceChildren(...shown(route));
    else place.replaceChildren(...(route ? [make("p", "pw-walk-note", words.garbled)] : []), ...byHand);
    place.classList.toggle("pw-walked--made", Boolean(route?.state));
    window.pathwayLens.refresh?.();
  };

  walk.follow = show;
  addEventListener("hashchange", show);
  show();
})();
