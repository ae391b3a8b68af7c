/* The walk beside its chart: the present step, its choices, the way so far, and the light on it. The address holds all there is to know. */
(() => {
  const { walk, lens, score: counting, root, make, button, link: linkTo, status, copyOf, format, idIn, isPlain, focusOn, beyond, showAgain } = window.pathway;
  const { graph, way, charts } = walk;
  const { words } = graph;
  const { YES, NO, UNKNOWN } = walk;
  let route, opener, looked, isTrailOpen, isTelling, isMet;

  const said = (name, values) => format(words[name], values);
  const sectionOf = (id) => document.getElementById(id)?.closest(".pw-box");
  const chartOf = (box) => charts.find(({ id }) => id === box.chart);

  /* ── Parts of a box's section on the page, shown again ── */

  const copied = (section, selector) => copyOf(section.querySelector(selector));
  /* With the marks of this step, which knows what was answered and what is being given, in place of those of the page. */
  const saying = (section, isHere) => {
    const copy = copied(section, ".pw-main");
    /* A score is ticked, and the statements that apply are shown, above what is said of a step. */
    copy.querySelectorAll(isHere ? ".pw-score-form, .pw-score, .pw-depending, .pw-asked" : ".pw-score-form").forEach((part) => part.remove());
    copy.querySelectorAll(".pw-score--live").forEach((table) => table.classList.remove("pw-score--live"));
    const marked = marks().box(copy, copy.dataset.box);
    if (isHere) walk.goOn(marked, route.stop.state);
    return marked.textContent.trim() ? marked : make("p", "pw-walk-small", words.nothing_said);
  };
  const reportOf = (section) => [...section.querySelectorAll(":scope > .pw-report")].map(copyOf);
  const titleOf = ({ number, title }) => [make("bdi", "pw-number", number), ` ${title}`];
  /* ── Going ── */

  const stateOf = (box, kept) => {
    const full = history.state?.pathway?.full;
    return { pathway: { box: "", full: full && chartOf(box) ? box.chart : "", ...kept } };
  };

  /* With what is ticked for a patient, but for entries that are open again. */
  const pageOf = (box, hash, left = []) => {
    const { on } = lens;
    lens.on = { ...on, unknown: on.unknown.filter((entry) => !left.includes(entry)) };
    const address = new URL(lens.carried(new URL(graph.pages[box.page] + hash, root).href));
    lens.on = on;
    return address;
  };

  /* What was ticked in the score of a box on its page comes along to where the walk first meets that score. */
  const withPicks = (next) => {
    const fresh = next.stop.boxes.filter((box) => box.score && way.isNew(next, box));
    return fresh.reduce((now, { id }) => (counting.picksOf(id).size && way.tick(now, id, counting.picksOf(id))) || now, next);
  };

  /* A step on another page goes on there. */
  const turnTo = (stepped, left, ticks) => {
    const next = withPicks(stepped);
    const hash = way.write(next);
    const [first] = next.stop.boxes;
    if (!sectionOf(first.id)) return location.assign(pageOf(first, hash, left));
    history.pushState(stateOf(first, { left, ticks }), "", hash);
    /* `chart/chart.js` shows what the history says, and so do we. */
    showAgain();
  };

  const take = (answer) => turnTo(way.go(route, answer));
  /* What was answered is chosen, and what was only left open is open again. */
  const backTo = (count) => {
    const next = way.back(route, count);
    turnTo(next, way.leftOpen(route, next), next.stop.move?.kind === "ask" ? way.lastAnswers(route, next) : undefined);
  };
  const goBack = () => backTo(way.entered(route) - 1);

  const leave = () => {
    const begins = [opener, chartOf(route.stop.at)?.figure.querySelector(".pw-walk-begin"), document.querySelector(".pw-door .pw-walk-begin")];
    history.pushState({ pathway: { box: "", full: history.state?.pathway?.full ?? "" } }, "", location.href.split("#")[0]);
    showAgain();
    focusOn(begins.find((one) => one?.isConnected && one.checkVisibility()));
  };

  /* ── What is known of the patient ── */

  const isSame = (one, other) => one.length === other.length && one.every((entry) => other.includes(entry));
  /* What is answered yes, or not known yet, is ticked for the patient, and nothing else of what was asked. */
  const tell = (stop) => {
    const { has, unknown } = way.patient(stop, lens.on, () => true, stop.state.answers);
    if (isSame(has, lens.on.has) && isSame(unknown, lens.on.unknown)) return;
    isTelling = true;
    lens.tell({ has, unknown });
    isTelling = false;
  };

  let stepMarks;
  /* The marks of this step. */
  const marks = () => {
    const { state } = route.stop;
    if (stepMarks?.state !== state || stepMarks.on !== lens.on) stepMarks = { state, on: lens.on, ...lens.atStep({ ...way.patient(route.stop, lens.on, lens.isEntry), givenAt: way.givenAt(route) }) };
    return stepMarks;
  };

  const give = (next) => {
    keep({ left: way.leftOpen(next, route) });
    /* The step that is left need not be shown once more, with the new marks. */
    walk.isMoving = true;
    tell(next.stop);
    walk.isMoving = false;
    turnTo(next);
  };

  /* `said`: as far as it was chosen. */
  const changeTo = (answers, said) => {
    const { state } = route.stop;
    const before = way.saidUnknown(route);
    const isNew = ([entry, known]) => way.follower.knownNow(state, entry) !== known || (said.get(entry) === UNKNOWN && !before.has(entry));
    const fresh = new Map([...answers].filter(isNew));
    keep({ changes: undefined });
    if (!fresh.size) return show();
    return give(way.change(route, fresh));
  };

  /* What is ticked for the patient elsewhere is an answer to what was asked. */
  const onTicked = () => {
    if (!route || isTelling) return;
    /* What was ticked last holds. */
    keep({ ticks: undefined, changes: undefined, left: left().filter((entry) => lens.on.unknown.includes(entry)) });
    const { answers } = route.stop.state;
    const knownOf = (entry) => (way.isTicked(lens.on, entry) ? YES : lens.on.unknown.includes(entry) || answers.get(entry) !== NO ? UNKNOWN : NO);
    const fresh = new Map([...answers].map(([entry]) => [entry, knownOf(entry)]).filter(([entry, one]) => answers.get(entry) !== one));
    if (!fresh.size) return;
    const next = way.change(route, fresh);
    history.replaceState(history.state, "", way.write(next));
    /* What is neither ticked nor denied is not known yet. */
    const { has, unknown } = way.patient(next.stop, lens.on, () => true, next.stop.state.answers);
    lens.on = { ...lens.on, has, unknown };
  };


  /* What is ticked in a score stays at its place; as an entry it is an answer, and ticked for the patient as well. */
  const tick = (box, picks) => {
    const before = route.stop.state.answers;
    route = way.tick(route, box.id, picks);
    history.replaceState(history.state, "", way.write(route));
    panel.querySelectorAll(".pw-walk-summary").forEach((link) => (link.href = summaryAddress()));
    const { answers } = route.stop.state;
    if ([...answers].every(([entry, one]) => before.get(entry) === one)) return false;
    tell(route.stop);
    show();
    return true;
  };

  /* Whether what is ticked in a box's score is what was ticked on its page. */
  const isFromPage = (box) => {
    const kept = counting.picksOf(box.id);
    return kept.size > 0 && way.pickedIn(route.stop, box).every((pick, at) => pick === (kept.get(at) ?? null));
  };

  /* Entries that were said to be not known yet and still are, or that were ticked as that before they came up. */
  const left = () => history.state?.pathway?.left ?? [];
  const saidUnknown = () => {
    const { answers } = route.stop.state;
    const ticked = lens.on.unknown.filter((entry) => !answers.has(entry) && !left().includes(entry));
    return new Set([...way.saidUnknown(route), ...ticked].filter((entry) => way.follower.known(answers, entry) === UNKNOWN));
  };

  /* The browser's own way back has what is chosen now, with what “None of the rest” has chosen. */
  const answer = (answers) => {
    keepTicks("ticks");
    give(way.go(route, answers));
  };

  const stoppedOf = (one) => way.stoppedBefore(route, one);
  const answering = { tick, saidUnknown, stoppedOf, isKept: (box) => way.isKept(route, box), isFromPage, take, answer, changeTo, sectionOf };
  const { choices, known, scoreOf, submit } = walk.answering({ ...answering, stop: () => route.stop, saying, titleOf, marks });

  /* ── The way on, and the way so far ── */

  const lines = (texts) => texts.map((text) => make("p", "pw-walk-small pw-walk-auto", text));

  const isAnswered = ({ move }) => Boolean(move && move.kind !== "go");

  const onward = () => {
    const { stop } = route;
    if (isAnswered(stop)) return [];
    const next = way.onward(stop);
    if (!next.stop) return [...lines(next.notes), make("p", "pw-walk-end", words.finished), summaryLink("pw-walk-go")];
    const [box] = next.stop.boxes;
    return [button("pw-walk-go", () => take(), [said(next.step ? "next" : "go_on", { box: box.onward }), next.step?.more].filter(Boolean).join(" · "))];
  };

  /* Nothing is answered unseen: first what can be answered is brought into sight, unless it is, or its reader has been there. */
  const FIELDS = ".pw-walk-asks input, .pw-walk-ticks input:enabled, button.pw-walk-choice";
  const firstField = () => [...body.querySelectorAll(FIELDS)].find((field) => field.checkVisibility());
  const isInSight = (element) => {
    const [{ top, bottom }, around, head] = [element, panel, heading].map((one) => one.getBoundingClientRect());
    const isAbove = getComputedStyle(body).overflowY === "visible" ? around.top : head.bottom;
    return top >= Math.max(0, isAbove) && bottom <= Math.min(innerHeight, around.bottom);
  };
  const answerOn = () => {
    const done = body.querySelector(".pw-panel-body > .pw-walk-go, .pw-walk-asked > .pw-walk-go");
    const field = firstField();
    if (!submit() || (field && !isMet && !isInSight(done))) {
      raise();
      field?.focus();
    } else submit()();
  };

  /* The way on beside the heading: always there, wherever its text has been scrolled to. */
  const nextTool = () => {
    const arrow = (sign) => make("span", "pw-walk-arrow", sign);
    if (isAnswered(route.stop)) return button("pw-walk-go", answerOn, submit() ? words.onward : words.pick, arrow(submit() ? "→" : "↓"));
    const [there] = onward().slice(-1);
    if (there.matches("a")) return there;
    const made = button("pw-walk-go", () => take(), words.onward, arrow("→"));
    made.ariaLabel = `${words.onward}: ${way.onward(route.stop).stop.boxes[0].onward}`;
    return made;
  };

  /* What is answered in a step that begins with other boxes. */
  const below = () => {
    const { at, boxes, move } = route.stop;
    const isBelow = boxes.length > 1 && move && move.kind !== "go";
    return isBelow ? [make("p", "pw-walk-below", said("below", { box: at.name }))] : [];
  };

  const summaryAddress = () => new URL(graph.summary + way.write(route), root);
  const summaryLink = (name) => linkTo(`${name} pw-walk-summary`, summaryAddress(), words.summary);

  /* What comes after the step to which the button leads. */
  const waits = () => {
    const { stop } = route;
    const isGoing = !stop.move || stop.move.kind === "go";
    const from = isGoing ? way.onward(stop).stop : stop;
    const then = from ? way.todo(from).filter((box) => !isGoing || !from.boxes.includes(box)) : [];
    return then.length ? [make("p", "pw-walk-then", said("then", { boxes: way.names(then) }))] : [];
  };

  const trailStep = ({ box, name, stop, taken, later, notes }) => {
    const back = stop === null ? make("span", "", name) : button("pw-walk-back", () => backTo(stop), name);
    if (stop !== null) back.ariaLabel = said("return_to", { box: box.name });
    const labels = [...taken, later].filter(Boolean).join(" · ");
    return make("li", "", back, labels && make("span", "pw-walk-taken", labels), ...notes.map((text) => make("span", "pw-walk-auto", text)));
  };

  const trail = () => {
    const steps = way.walked(route).filter(({ stop }) => stop !== route.stops.length);
    if (!steps.length) return [];
    const list = make("details", "pw-walk-trail", make("summary", "", words.trail), make("ol", "", ...steps.map(trailStep)));
    list.open = isTrailOpen ?? matchMedia("(min-width: 1100px)").matches;
    list.addEventListener("toggle", () => (isTrailOpen = list.open));
    return [list];
  };

  /* ── The panel ── */

  const backTool = button("pw-walk-prev", goBack, make("span", "pw-walk-arrow", "←"));
  backTool.ariaLabel = words.back;
  const tools = make("div", "pw-tools");
  const named = make("div", "pw-walk-named");
  const ways = make("div", "pw-walk-ways");
  const notice = make("div", "pw-walk-notice");
  const heading = make("div", "pw-walk-head", named, ways, notice);
  const body = make("div", "pw-panel-body");
  const foot = make("div", "pw-walk-foot");
  const panel = make("aside", "pw-panel pw-walk", tools, heading, body);
  panel.ariaLabel = words.name;
  const note = status("pw-walk-note");

  const head = (box, section, at = 0) => {
    const kind = copied(section, ".pw-kind");
    const title = make("h3", "", ...titleOf(box));
    title.tabIndex = -1;
    title.id = at ? `pw--walk-step-${at + 1}` : "pw--walk-step";
    kind.id = at ? `pw--walk-kind-${at + 1}` : "pw--walk-kind";
    title.setAttribute("aria-describedby", kind.id);
    return [kind, title];
  };

  /* For whom the pathway is, and for whom not: read before the first step is left. */
  const patients = () => {
    const lists = graph.patients.map(({ heading, entries }) => make("section", "", make("h4", "", heading), make("ul", "", ...entries.map((text) => make("li", "", text)))));
    return lists.length ? [make("div", "pw-walk-patients", ...lists)] : [];
  };

  /* The boxes of a step, one below the other; what can be answered is at the last. */
  const shownBox = (box, at) => {
    const section = sectionOf(box.id);
    const said = saying(section, true);
    /* Statements in tension that both apply come before what can be answered. */
    const first = said.querySelectorAll(":scope > .pw-tension--first");
    const isFirst = !at && !way.entered(route);
    return [...(at ? head(box, section, at) : []), ...(isFirst ? patients() : []), ...first, ...scoreOf(box), ...(at === route.stop.boxes.length - 1 ? choices(section) : []), said, ...reportOf(section)];
  };

  /* On a phone the walk covers its chart, until that is asked for. */
  const chartTool = button("pw-tool pw-tool--chart", () => {
    panel.classList.toggle("pw-walk--low");
    reveal();
    tellTool();
  });
  const tellTool = () => (chartTool.textContent = panel.matches(".pw-walk--low") ? words.show_text : words.show_chart);
  const raise = () => {
    panel.classList.remove("pw-walk--low");
    tellTool();
  };

  /* For whom marks are set: where the page's own line is covered, and by the ways taken, of which that knows nothing. */
  const carried = () => {
    const marked = lens.markedFor();
    const more = way.byWay(route.stop).filter((entry) => !lens.on.has.includes(entry));
    const taken = more.length > 0 && make("p", "pw-walk-small pw-walk-by-way", said("by_way", { entries: more.map(way.nameOf).join(", ") }));
    return [marked.length && make("p", "pw-walk-carried", ...marked), taken].filter(Boolean);
  };

  /* What is ticked, and not yet answered, stays with this visit of the step: after a reload as well, and only in this tab. */
  const FORMS = { ticks: "[data-tick]:not(.pw-walk-known *)", changes: ".pw-walk-known [data-tick]" };
  const keep = (kept) => history.replaceState({ pathway: { ...history.state?.pathway, ...kept } }, "");
  const keepTicks = (form) => {
    const fields = [...body.querySelectorAll(FORMS[form])];
    keep({ [form]: fields.length ? fields.filter(({ checked }) => checked).map(({ dataset }) => dataset.tick) : undefined });
  };
  const restoreTicks = (form) => {
    const ticks = history.state?.pathway?.[form];
    if (!ticks) return;
    if (form === "changes") body.querySelector(".pw-walk-known .pw-tool")?.click();
    const fields = [...body.querySelectorAll(FORMS[form])].filter(({ disabled }) => !disabled);
    fields.forEach((field) => (field.checked = ticks.includes(field.dataset.tick)));
    fields[0]?.dispatchEvent(new Event("change", { bubbles: true }));
    isMet ||= form === "ticks";
  };

  const showStep = () => {
    const { stops, stop } = route;
    isMet = false;
    backTool.hidden = !way.entered(route);
    const patient = lens.opener("pw-tool pw-tool--patient");
    tellTool();
    tools.replaceChildren(summaryLink("pw-tool"), ...patient, chartTool, button("pw-tool pw-tool--close", leave, words.leave));
    const noted = [...walk.withdrawal(), ...(note.textContent ? [note] : [])];
    /* A walk that begins in the middle asks first what every way there asks. */
    const first = stop.state.stack.at(-1);
    if (first?.kind === "first") noted.push(make("p", "pw-walk-small", said("first", { box: way.boxes.get(first.goals.at(-1)).name })));
    const privacy = make("p", "pw-walk-small", words.privacy);
    const went = lines(way.between(stops[way.entered(route) - 1], stop));
    const keys = make("p", "pw-walk-small pw-walk-keys", words.keys);
    const [start] = stop.boxes;
    named.replaceChildren(...head(start, sectionOf(start.id)));
    notice.replaceChildren(...below());
    foot.replaceChildren(...onward(), ...waits());
    lens.tellEnded(way.ended(stop, lens.on));
    body.replaceChildren(...carried(), ...noted, ...went, ...stop.boxes.flatMap(shownBox), foot, ...known(), ...trail(), keys, privacy);
    ways.replaceChildren(backTool, nextTool());
    Object.keys(FORMS).forEach(restoreTicks);
    body.scrollTop = 0;
    panel.scrollTop = 0;
  };

  /* A box that is looked at in the chart while the walk waits. */
  const look = (box) => {
    looked = box;
    const section = sectionOf(box.id);
    const walked = route.stops.findLastIndex(({ boxes }) => boxes.includes(box));
    const returning = walked < 0 ? [] : [button("pw-walk-choice", () => backTo(walked), said("return_to", { box: box.name }))];
    named.replaceChildren(...head(box, section));
    ways.replaceChildren(button("pw-walk-go", () => show(), said("look_back", { box: route.stop.at.number })));
    notice.replaceChildren();
    foot.replaceChildren(...returning, button("pw-walk-go", () => show(), said("look_back", { box: route.stop.at.name })));
    body.replaceChildren(make("p", "pw-walk-note", words.looked_up), saying(section), ...reportOf(section), foot);
    body.scrollTop = 0;
    panel.scrollTop = 0;
    arrive();
  };

  const arrive = () => focusOn(named.querySelector("h3"));

  /* By classes: the browser would check a rule with :has(…) again at every change of every page. */
  const giveRoom = (chart) => {
    document.querySelector("main").classList.toggle("pw-walking", Boolean(chart));
    charts.forEach((other) => {
      other.frame.classList.toggle("pw-frame--walk", other === chart);
      other.figure.classList.toggle("pw-chart--walk", other === chart);
    });
  };

  const place = () => {
    const [first] = route.stop.boxes;
    const chart = chartOf(first);
    giveRoom(chart);
    if (chart) chart.frame.append(panel);
    else sectionOf(first.id).before(panel);
    charts.forEach((other) => other.settle());
  };

  const reveal = () => {
    const [first] = route.stop.boxes;
    const node = chartOf(first)?.nodes.find(({ id, isLink }) => id === first.id && !isLink);
    if (!node) return panel.scrollIntoView();
    const rect = (element) => element.getBoundingClientRect();
    node.chart.centre(node);
    if (node.chart.view.closest("dialog")) return;
    const box = rect(node.group);
    const top = document.querySelector("header")?.offsetHeight ?? 0;
    const under = top + (document.querySelector(".pw-withdrawn, .pw-lens-bar")?.offsetHeight ?? 0) + 8;
    const isBelow = getComputedStyle(panel).position === "fixed";
    if (isBelow && rect(panel).top <= top + 8) return;
    scrollBy(0, beyond(box.top, box.bottom, top, isBelow ? rect(panel).top : innerHeight));
    if (isBelow) return;
    scrollBy(0, Math.max(0, Math.min(rect(panel).bottom - innerHeight + 8, rect(node.group).top - top - 8)));
    /* At the foot of a long chart the panel has gone up with the page: its beginning is what is read first. */
    scrollBy(0, Math.min(0, rect(panel).top - under));
  };

  /* ── Light ── */

  const targetOf = ({ links, isLink, id }) => (isLink ? idIn(links[0].getAttribute("href")) : id);

  /* A row for a way of its own: several may lead to the same box. */
  const wayOfRow = (node) => node.groups[0].dataset.way && `${targetOf(node)}#${node.groups[0].dataset.way}`;

  const light = () => {
    const walked = new Set(route && [...way.walked(route).map(({ box }) => box), ...route.stop.boxes]);
    const open = new Set(route && [route.stop.at, ...way.todo(route.stop)].flatMap((box) => [box, ...way.ahead(box)]));
    const taken = route ? way.waysTaken(route) : new Set();
    charts.forEach((chart) => {
      const parts = new Map(chart.parts.map((part) => [part, ""]));
      chart.nodes.forEach((node) => {
        const box = way.boxes.get(targetOf(node));
        const row = wayOfRow(node);
        const isWalked = row ? taken.has(row) : node.isLink ? node.ways.some(({ from, to }) => taken.has(`${targetOf(from)}/${targetOf(to)}`)) : walked.has(box);
        node.groups.forEach((group) => parts.set(group, isWalked ? "on" : open.has(box) ? "" : "off"));
        node.ways.forEach((one) => {
          const { from, to, parts: drawn } = one;
          const pair = `${targetOf(from)}/${targetOf(to)}`;
          const same = from.ways.filter((other) => other.from === from && other.to === to);
          const row = wayOfRow(from);
          const isTaken = (part) => taken.has(row || (part.matches(".pw-edge") ? `${pair}/${same.indexOf(one)}` : pair));
          const isOpen = open.has(way.boxes.get(targetOf(from)));
          drawn.forEach((part) => parts.set(part, isTaken(part) ? "on" : isOpen ? "" : "off"));
        });
      });
      const isWalkedIn = [...parts.values()].includes("on");
      chart.drawings.forEach(({ svg }) => svg.classList.toggle("pw-drawing--walk", isWalkedIn));
      const isHere = ({ id, isLink }) => !isLink && route?.stop.boxes.some((box) => box.id === id);
      const here = chart.nodes.filter(isHere).flatMap(({ groups }) => groups);
      parts.forEach((light, part) => {
        part.classList.toggle("pw-walk-on", isWalkedIn && light === "on");
        part.classList.toggle("pw-walk-off", isWalkedIn && light === "off");
        part.classList.toggle("pw-walk-at", here.includes(part));
      });
    });
  };

  /* ── From the address ── */

  const warn = (text) => {
    note.textContent = text;
    if (text && !route) document.querySelector("article h1")?.after(note);
  };

  const show = () => {
    const { cell } = (body.contains(document.activeElement) && document.activeElement.dataset) || {};
    const at = body.scrollTop;
    looked = null;
    place();
    showStep();
    light();
    /* The chart beside a step says what the step says: what is being given there, and what the ways taken have shown. */
    if (charts.length) marks().draw();
    const field = cell && body.querySelector(`[data-cell="${CSS.escape(cell)}"]`);
    /* Whoever ticks a score goes on ticking it. */
    if (field) {
      body.scrollTop = at;
      focusOn(field);
      return;
    }
    reveal();
    arrive();
  };

  const end = () => {
    if (route && charts.length) lens.drawPage();
    lens.tellEnded();
    route = null;
    looked = null;
    panel.remove();
    note.remove();
    giveRoom();
    charts.forEach(({ settle }) => settle());
    light();
  };

  const keptOf = (state) => ({ ticks: state?.pathway?.ticks, changes: state?.pathway?.changes, left: state?.pathway?.left });
  /* `isNew`: the page has just been opened at this address. */
  const follow = (isNew) => {
    const found = way.read(location.hash);
    if (!found?.route) {
      end();
      if (found) warn(words.garbled);
      return;
    }
    const [first] = found.route.stop.boxes;
    if (!sectionOf(first.id)) {
      const there = pageOf(first, location.hash);
      if (there.pathname !== location.pathname) location.replace(there);
      return;
    }
    if (isNew) history.replaceState(stateOf(first, keptOf(history.state)), "");
    note.remove();
    ({ route } = found);
    warn(way.noted(found));
    show();
    if (isNew) tell(route.stop);
  };

  /* ── Keys and clicks ── */

  const onKey = (event) => {
    const isTyping = event.target.closest("textarea, select, input:not([type=checkbox], [type=radio])");
    /* Over a chart that fills the screen, and has the walk beside it, there may be another dialog. */
    const isAside = event.target.closest("dialog:not(.pw-screen)") || (event.target.closest(".pw-screen") && event.key === "Escape");
    if (!route || event.defaultPrevented || !isPlain(event) || isTyping || isAside) return;
    if (event.key === "Escape") {
      event.preventDefault();
      if (looked) show();
      else leave();
      return;
    }
    const choice = /^[1-9]$/.test(event.key) && !looked && body.querySelectorAll(".pw-walk-choice")[event.key - 1];
    const press = choice || goingTo(event);
    if (!press) return;
    event.preventDefault();
    press.click();
  };

  /* Enter goes on, and Backspace back, unless something else waits for the key where the focus is. What is ticked is submitted by its own button. */
  const goingTo = ({ key, repeat, target }) => {
    if (repeat || (key !== "Enter" && key !== "Backspace")) return null;
    if (key === "Backspace") return looked ? ways.querySelector(".pw-walk-go") : !backTool.hidden && backTool;
    if (target.closest("a, button, summary, [tabindex='0']") || (target.matches("input") && !panel.contains(target))) return null;
    return target.closest(".pw-walk-known")?.querySelector(".pw-walk-go") ?? ways.querySelector(".pw-walk-go");
  };

  /* To fill the screen with a chart, `chart/chart.js` goes to an address without a route. */
  const keepRoute = () => {
    if (!route || location.hash || !history.state?.pathway) return;
    history.replaceState(history.state, "", way.write(route));
    Object.keys(FORMS).forEach((form) => (isMet || form !== "ticks") && keepTicks(form));
    reveal();
    arrive();
  };

  const lookAt = (event, href) => {
    const { pathname, hash } = new URL(href, location.href);
    const box = pathname === location.pathname && way.boxes.get(idIn(hash));
    if (!box || !sectionOf(box.id)) return;
    event.preventDefault();
    event.stopPropagation();
    raise();
    if (route.stop.boxes.includes(box)) show();
    else look(box);
  };

  const onChartClick = (chart) => (event) => {
    const link = event.target.closest("a");
    if (route && link && isPlain(event) && !event.defaultPrevented) lookAt(event, link.getAttribute("href"));
  };

  body.addEventListener("focusin", ({ target }) => (isMet ||= target.matches(FIELDS)));
  body.addEventListener("change", ({ target }) => {
    const form = Object.keys(FORMS).find((one) => target.matches(FORMS[one]));
    if (!form) return;
    isMet ||= form === "ticks";
    keepTicks(form);
  });
  /* The form for changes is open, or closed, after a reload as well. */
  body.addEventListener("click", () => route && !looked && keepTicks("changes"));
  panel.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && isPlain(event) && !link.closest(".pw-cites")) lookAt(event, link.href);
  });
  charts.forEach((chart) => {
    chart.view.addEventListener("click", onChartClick(chart), true);
    /* The walk's own light stays, wherever the mouse goes. */
    chart.view.addEventListener("mouseover", (event) => route && event.stopPropagation(), true);
  });
  document.addEventListener("pathway:ticked", onTicked);
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", keepRoute);
  document.querySelector(".pw-screen")?.addEventListener("close", keepRoute);
  addEventListener("popstate", () => follow());
  addEventListener("hashchange", () => route || follow());

  walk.follow = follow;
  walk.begin = (id, from) => {
    opener = from;
    turnTo(way.begin(id));
  };
})();
