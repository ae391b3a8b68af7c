/* The walk beside its chart: the present step, its choices, the way so far, and the light on it. The address holds all there is to know. */
(() => {
  const { walk, lens, root, make, button, link: linkTo, status, openDialog, copyOf, format, idIn, isPlain, focusOn, beyond, showAgain } = window.pathway;
  const { graph, way, charts } = walk;
  const { words } = graph;
  let state, opener, looked, isTrailOpen;

  const said = (name, values) => format(words[name], values);
  const sectionOf = (id) => document.getElementById(id)?.closest(".pw-box");
  const chartOf = (box) => charts.find(({ id }) => id === box.chart);

  /* ── Parts of a box's section on the page, shown again ── */

  const copied = (section, selector) => copyOf(section.querySelector(selector));
  const saying = (section) => {
    const copy = copied(section, ".pw-main");
    return copy.textContent.trim() ? copy : make("p", "pw-walk-small", words.nothing_said);
  };
  const titleOf = ({ number, title }) => [make("bdi", "pw-number", number), ` ${title}`];
  /* What stands at the ways on: where each leads, as the page says it, and what the editors arranged there. */
  const stepsOn = (section) => [...section.querySelectorAll(".pw-next li")];
  const leadsTo = (section, at, { target }) => stepsOn(section)[at]?.querySelector("a")?.textContent ?? target.name;
  const remarksAt = (section, at) => [...(stepsOn(section)[at]?.querySelectorAll(".pw-remark") ?? [])].map((remark) => remark.cloneNode(true));

  /* ── Going ── */

  const stateOf = (box) => {
    const full = history.state?.pathway?.full;
    return { pathway: { box: "", full: full && chartOf(box) ? box.chart : "" } };
  };

  /* With what is ticked for a patient. */
  const pageOf = (box, hash) => new URL(lens.carried(new URL(graph.pages[box.page] + hash, root).href));

  /* A step on another page goes on there. */
  const turnTo = (next) => {
    const hash = way.write(next);
    if (!sectionOf(next.at.id)) return location.assign(pageOf(next.at, hash));
    history.pushState(stateOf(next.at), "", hash);
    /* `chart/chart.js` shows what the history says, and so do we. */
    showAgain();
  };

  const take = (ways) => turnTo(way.go(state, ways));
  const goBack = () => turnTo(way.back(state, state.steps.length - 1));

  const leave = () => {
    const focused = opener?.isConnected ? opener : chartOf(state.at)?.figure.querySelector(".pw-walk-begin");
    history.pushState({ pathway: { box: "", full: history.state?.pathway?.full ?? "" } }, "", location.href.split("#")[0]);
    showAgain();
    focusOn(focused);
  };

  /* ── Choices ── */

  const digit = (at) => (at < 9 ? [make("kbd", "pw-walk-key", String(at + 1))] : []);
  const wayName = (section, at, one) => {
    const to = leadsTo(section, at, one);
    const parts = one.label ? [make("strong", "", one.label), make("span", "pw-walk-to", to)] : [make("strong", "", to)];
    return make("span", "pw-walk-name", ...parts);
  };

  const offers = (section) =>
    state.at.ways.map((one, at) =>
      make("li", "", button("pw-walk-choice", () => take([one]), ...digit(at), wayName(section, at, one)), ...remarksAt(section, at)),
    );

  const ticks = (section) => {
    const told = status("pw-walk-small");
    const boxes = state.at.ways.map(() => Object.assign(make("input", ""), { type: "checkbox" }));
    boxes.forEach((box) => box.addEventListener("change", () => (told.textContent = "")));
    const rows = state.at.ways.map((one, at) =>
      make("li", "", make("label", "pw-walk-choice", ...digit(at), boxes[at], wayName(section, at, one)), ...remarksAt(section, at)),
    );
    const onward = () => {
      const ways = state.at.ways.filter((_, at) => boxes[at].checked);
      if (ways.length) take(ways);
      else told.textContent = words.tick_one;
    };
    const field = make("fieldset", "pw-walk-ticks", make("legend", "", words.tick), make("ul", "", ...rows));
    return [field, told, button("pw-walk-go", onward, words.walk_ticked)];
  };

  /* Among options a treatment without a mark would be taken for one that is safe. */
  const unsafe = () => lens.unsafe("pw-walk-small", words);

  const compare = (section) => {
    const columns = state.at.ways.map((one, at) => {
      const there = sectionOf(one.target.id);
      const choose = () => {
        dialog.close();
        take([one]);
      };
      const text = there ? saying(there) : make("p", "pw-walk-small", words.elsewhere);
      return make("section", "pw-walk-column", make("h3", "", wayName(section, at, one)), text, button("pw-walk-go", choose, words.choose));
    });
    const close = make("div", "pw-tools", button("pw-tool pw-tool--close", () => dialog.close(), words.close));
    const dialog = openDialog("pw-compare", words.compare, close, make("h2", "", ...titleOf(state.at)), unsafe(), make("div", "pw-walk-columns", ...columns));
  };

  const choices = (section) => {
    const { at } = state;
    if (!way.isBranching(at)) return [];
    if (at.kind === "several") return [unsafe(), ...ticks(section)];
    const offered = make("ul", "pw-walk-choices", ...offers(section));
    return at.kind === "choice" ? [unsafe(), offered, button("pw-tool", () => compare(section), words.compare)] : [offered];
  };

  /* ── The way on, and the way so far ── */

  const onward = () => {
    if (way.isBranching(state.at)) return [];
    const [next] = way.after(state, state.at.ways);
    if (!next) return [make("p", "pw-walk-end", words.finished), summaryLink("pw-walk-go")];
    const form = state.at.ways.some(({ target }) => target === next) ? "next" : "go_on";
    return [button("pw-walk-go", () => take(state.at.ways), said(form, { box: next.name }))];
  };

  const summaryLink = (name) => linkTo(name, new URL(graph.summary + way.write(state), root), words.summary);

  const waits = () => {
    const then = way.isBranching(state.at) ? state.todo : way.after(state, state.at.ways).slice(1);
    return then.length ? [make("p", "pw-walk-then", said("then", { boxes: way.names(then) }))] : [];
  };

  const trailStep = (step, at) => {
    const { box } = step;
    const back = button("pw-walk-back", () => turnTo(way.back(state, at)), box.name);
    back.ariaLabel = said("return_to", { box: box.name });
    const labels = way.taken(step);
    return make("li", "", back, ...(labels ? [make("span", "pw-walk-taken", labels)] : []));
  };

  const trail = () => {
    if (!state.steps.length) return [];
    const list = make("details", "pw-walk-trail", make("summary", "", words.trail), make("ol", "", ...state.steps.map(trailStep)));
    list.open = isTrailOpen ?? matchMedia("(min-width: 1100px)").matches;
    list.addEventListener("toggle", () => (isTrailOpen = list.open));
    return [list];
  };

  /* ── The panel ── */

  const backTool = button("pw-tool pw-tool--back", goBack, words.back);
  const tools = make("div", "pw-tools");
  const body = make("div", "pw-panel-body");
  const foot = make("div", "pw-walk-foot");
  const panel = make("aside", "pw-panel pw-walk", tools, body, foot);
  panel.ariaLabel = words.name;
  const note = status("pw-walk-note");

  const head = (box, section) => {
    const kind = copied(section, ".pw-kind");
    const title = make("h3", "", ...titleOf(box));
    title.tabIndex = -1;
    title.id = "pw--walk-step";
    return [kind, title];
  };

  const showStep = () => {
    const section = sectionOf(state.at.id);
    const [kind, title] = head(state.at, section);
    title.setAttribute("aria-describedby", (kind.id = "pw--walk-kind"));
    backTool.hidden = !state.steps.length;
    const patient = lens.opener("pw-tool pw-tool--patient");
    tools.replaceChildren(backTool, summaryLink("pw-tool"), ...patient, button("pw-tool pw-tool--close", leave, words.leave));
    const noted = note.textContent ? [note] : [];
    const privacy = make("p", "pw-walk-small", words.privacy);
    body.replaceChildren(...noted, kind, title, ...choices(section), saying(section), ...trail(), privacy);
    foot.replaceChildren(...onward(), ...waits());
    body.scrollTop = 0;
  };

  /* A box that is looked at in the chart while the walk waits. */
  const look = (box) => {
    looked = box;
    const section = sectionOf(box.id);
    const walked = state.steps.findLastIndex((step) => step.box === box);
    const returning = walked < 0 ? [] : [button("pw-walk-choice", () => turnTo(way.back(state, walked)), said("return_to", { box: box.name }))];
    body.replaceChildren(make("p", "pw-walk-note", words.looked_up), ...head(box, section), saying(section));
    foot.replaceChildren(...returning, button("pw-walk-go", () => show(), said("look_back", { box: state.at.name })));
    body.scrollTop = 0;
    arrive();
  };

  const arrive = () => focusOn(body.querySelector("h3"));

  /* By classes: the browser would check a rule with :has(…) again at every change of every page. */
  const giveRoom = (chart) => {
    document.querySelector("main").classList.toggle("pw-walking", Boolean(chart));
    charts.forEach((other) => {
      other.frame.classList.toggle("pw-frame--walk", other === chart);
      other.figure.classList.toggle("pw-chart--walk", other === chart);
    });
  };

  const place = () => {
    const chart = chartOf(state.at);
    giveRoom(chart);
    if (chart) chart.frame.append(panel);
    else sectionOf(state.at.id).before(panel);
    charts.forEach((other) => other.settle());
  };

  const reveal = () => {
    const node = chartOf(state.at)?.nodes.find(({ id, isLink }) => id === state.at.id && !isLink);
    if (!node) return panel.scrollIntoView();
    const rect = (element) => element.getBoundingClientRect();
    node.chart.centre(node);
    if (node.chart.view.closest("dialog")) return;
    const box = rect(node.group);
    const top = document.querySelector("header")?.offsetHeight ?? 0;
    const under = top + (document.querySelector(".pw-lens-bar")?.offsetHeight ?? 0) + 8;
    const isBelow = getComputedStyle(panel).position === "fixed";
    scrollBy(0, beyond(box.top, box.bottom, top, isBelow ? rect(panel).top : innerHeight));
    if (isBelow) return;
    scrollBy(0, Math.max(0, Math.min(rect(panel).bottom - innerHeight + 8, rect(node.group).top - top - 8)));
    /* At the foot of a long chart the panel has gone up with the page: its beginning is what is read first. */
    scrollBy(0, Math.min(0, rect(panel).top - under));
  };

  /* ── Light ── */

  const targetOf = ({ links, isLink, id }) => (isLink ? idIn(links[0].getAttribute("href")) : id);

  const light = () => {
    const walked = new Set(state ? [...state.steps.map(({ box }) => box), state.at] : []);
    const open = new Set(state ? [state.at, ...state.todo].flatMap((box) => [box, ...way.ahead(box)]) : []);
    const taken = new Set(state?.steps.flatMap(({ box, ways }) => ways.map(({ target }) => `${box.id}/${target.id}`)));
    charts.forEach((chart) => {
      const parts = new Map(chart.parts.map((part) => [part, ""]));
      chart.nodes.forEach((node) => {
        const box = way.boxes.get(targetOf(node));
        const isWalked = node.isLink ? node.ways.some(({ from, to }) => taken.has(`${targetOf(from)}/${targetOf(to)}`)) : walked.has(box);
        node.groups.forEach((group) => parts.set(group, isWalked ? "on" : open.has(box) ? "" : "off"));
        node.ways.forEach(({ from, to, parts: drawn }) => {
          const isTaken = taken.has(`${targetOf(from)}/${targetOf(to)}`);
          const isOpen = open.has(way.boxes.get(targetOf(from)));
          drawn.forEach((part) => parts.set(part, isTaken ? "on" : isOpen ? "" : "off"));
        });
      });
      const isWalkedIn = [...parts.values()].includes("on");
      chart.drawings.forEach(({ svg }) => svg.classList.toggle("pw-drawing--walk", isWalkedIn));
      const here = chart.nodes.find(({ id, isLink }) => state && id === state.at.id && !isLink)?.groups ?? [];
      parts.forEach((light, part) => {
        part.classList.toggle("pw-walk-on", isWalkedIn && light === "on");
        part.classList.toggle("pw-walk-off", isWalkedIn && light === "off");
        part.classList.toggle("pw-walk-at", here.includes(part));
      });
    });
  };

  /* ── From the address ── */

  const tell = (text) => {
    note.textContent = text;
    if (text && !state) document.querySelector("article h1")?.after(note);
  };

  const show = () => {
    looked = null;
    place();
    showStep();
    light();
    reveal();
    arrive();
  };

  const end = () => {
    state = null;
    looked = null;
    panel.remove();
    note.remove();
    giveRoom();
    charts.forEach(({ settle }) => settle());
    light();
  };

  /* `isNew`: the page has just been opened at this address. */
  const follow = (isNew) => {
    const route = way.read(location.hash);
    if (!route?.state) {
      end();
      if (route) tell(words.garbled);
      return;
    }
    if (!sectionOf(route.state.at.id)) {
      const there = pageOf(route.state.at, location.hash);
      if (there.pathname !== location.pathname) location.replace(there);
      return;
    }
    if (isNew) history.replaceState(stateOf(route.state.at), "");
    note.remove();
    state = route.state;
    tell(way.noted(route));
    show();
  };

  /* ── Keys and clicks ── */

  const onKey = (event) => {
    if (!state || event.defaultPrevented || !isPlain(event) || event.target.closest("dialog, textarea, select, input:not([type=checkbox])")) return;
    if (event.key === "Escape") {
      event.preventDefault();
      if (looked) show();
      else leave();
      return;
    }
    const choice = /^[1-9]$/.test(event.key) && !looked && body.querySelectorAll(".pw-walk-choice")[event.key - 1];
    if (!choice) return;
    event.preventDefault();
    choice.click();
  };

  /* To fill the screen with a chart, `chart/chart.js` goes to an address without a route. */
  const keep = () => {
    if (!state || location.hash || !history.state?.pathway) return;
    history.replaceState(history.state, "", way.write(state));
    reveal();
    arrive();
  };

  const lookAt = (event, href) => {
    const { pathname, hash } = new URL(href, location.href);
    const box = pathname === location.pathname && way.boxes.get(idIn(hash));
    if (!box || !sectionOf(box.id)) return;
    event.preventDefault();
    event.stopPropagation();
    if (box === state.at) show();
    else look(box);
  };

  const onChartClick = (chart) => (event) => {
    const link = event.target.closest("a");
    if (state && link && isPlain(event) && !event.defaultPrevented) lookAt(event, link.getAttribute("href"));
  };

  panel.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && isPlain(event) && !link.closest(".pw-cites")) lookAt(event, link.href);
  });
  charts.forEach((chart) => {
    chart.view.addEventListener("click", onChartClick(chart), true);
    /* The walk's own light stays, wherever the mouse goes. */
    chart.view.addEventListener("mouseover", (event) => state && event.stopPropagation(), true);
  });
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", keep);
  document.querySelector(".pw-screen")?.addEventListener("close", keep);
  addEventListener("popstate", () => follow());
  addEventListener("hashchange", () => state || follow());

  walk.follow = follow;
  walk.begin = (id, from) => {
    opener = from;
    turnTo(way.begin(id));
  };
})();
