/* Charts at work. What is shown follows from one state in the history: the open box, and the chart on the whole screen. */
(() => {
  const figures = [...document.querySelectorAll("figure[data-chart]:has(.pw-drawings + template)")];
  if (!figures.length) return;
  const { make, tool, charts: reading, on, isPlain, focusOn, copyOf, idIn, beyond } = window.pathway;
  const words = JSON.parse(document.querySelector("template[data-words]").dataset.words);
  const wide = matchMedia("(min-width: 1100px)");
  const boxes = new Map();
  let open, full;

  const said = reading.sayer(words);
  const rect = (element) => element.getBoundingClientRect();
  const addressOf = (id) => location.href.split("#")[0] + (id && `#${encodeURIComponent(id)}`);
  /* Other scripts add buttons before this one. */
  const offer = (before, detail) => document.dispatchEvent(new CustomEvent("pathway:tools", { detail: { before, words, ...detail } }));

  const nodeAt = (chart, target) => chart.nodes.find(({ links }) => links.includes(target.closest("a")));

  /* Light. */

  const light = (chart) => {
    const node = chart.pointed ?? (open?.chart === chart ? open : null);
    const lit = new Set(node && [...node.groups, ...node.ways.flatMap(({ from, to, parts }) => [...parts, ...from.groups, ...to.groups])]);
    chart.drawings.forEach(({ svg }) => svg.classList.toggle("pw-drawing--lit", Boolean(node)));
    chart.parts.forEach((part) => {
      part.classList.toggle("pw-on", lit.has(part));
      part.classList.toggle("pw-at", Boolean(node?.groups.includes(part)));
    });
  };

  const point = (chart, node) => {
    chart.pointed = node;
    light(chart);
  };

  /* Keys: Tab reaches one box, arrows follow the edges. */

  const ARROWS = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] };

  const apart = (one, other) => {
    const [a, b] = [rect(one.group), rect(other.group)];
    return [(b.left + b.right - a.left - a.right) / 2, (b.top + b.bottom - a.top - a.bottom) / 2];
  };
  const least = (nodes, measure) => nodes.sort((a, b) => measure(a) - measure(b))[0];
  const towards = (node, [x, y]) => (other) => apart(node, other)[0] * x + apart(node, other)[1] * y;

  /* The options of a choice are rows of it: up and down lead through them, to the side out of them. */
  const stepFrom = (node, arrow) => {
    const { chart, before } = node;
    const ahead = towards(node, arrow);
    /* What options lead to is beside what their choice leads to by other ways. */
    const parents = node.isRow ? before : before.flatMap((one) => (one.isRow ? [one, ...one.before] : [one]));
    const siblings = parents.flatMap(({ next }) => next).filter((other) => other !== node && other.isRow === node.isRow);
    const isAlong = node.isRow ? arrow[1] : arrow[0];
    const sibling = isAlong && least(siblings.filter((other) => ahead(other) > 1), ahead);
    if (sibling || (isAlong && siblings.length && !node.isRow)) return sibling;
    const onward = arrow[0] + arrow[1] > 0;
    const row = onward && node.next.find(({ isRow }) => isRow);
    if (row) return row;
    if (!onward && before.includes(chart.came)) return chart.came;
    const ways = onward ? node.next : before;
    const there = ways.filter((other) => ahead(other) > 1);
    return least(there.length ? there : [...ways], (other) => Math.hypot(...apart(node, other)));
  };

  const walk = (node, next) => {
    const joins = ({ from, to }) => from === node || to === node || (to === next && node.before.includes(from));
    const label = next.ways.find(joins)?.label;
    focusOn(next.link);
    node.chart.came = node;
    reveal(next);
    node.chart.live.textContent = said("went", { ...next, label });
  };

  const onKey = (chart, event) => {
    const node = nodeAt(chart, event.target);
    const ends = { Home: chart.nodes[0], End: chart.nodes.at(-1) };
    if (!node || !isPlain(event) || !(event.key in { ...ends, ...ARROWS })) return;
    event.preventDefault();
    const next = ends[event.key] ?? stepFrom(node, ARROWS[event.key]);
    if (next) walk(node, next);
  };

  const rove = (chart, node) => chart.nodes.forEach((other) => other.links.forEach((link) => (link.tabIndex = other === node ? 0 : -1)));

  /* Size and place. */

  const size = ({ shown }, scale) => {
    const to = Math.min(4, Math.max(0.2, scale));
    Object.assign(shown.svg.style, { width: `${shown.width * to}px`, height: `${shown.height * to}px` });
    shown.scale = to;
  };
  const zoom = (chart, scale, x = chart.view.clientWidth / 2, y = chart.view.clientHeight / 2) => {
    const { view, shown } = chart;
    const before = [view.scrollLeft + x, view.scrollTop + y].map((at) => at / shown.scale);
    size(chart, scale);
    const [left, top] = before.map((at) => at * shown.scale);
    view.scrollTo(left - x, top - y);
  };
  const rest = (chart) => {
    chart.settle(true);
    centre(chart.nodes[0]);
  };

  const centre = (node) => {
    const [box, frame] = [rect(node.group), rect(node.chart.view)];
    node.chart.view.scrollBy(beyond(box.left, box.right, frame.left, frame.right), beyond(box.top, box.bottom, frame.top, frame.bottom));
  };

  /* Brings a box into sight, and the panel as far as that allows. */
  const reveal = (node) => {
    centre(node);
    if (full) return;
    const top = document.querySelector("header")?.offsetHeight ?? 0;
    const isBelow = open && !wide.matches;
    const box = rect(node.group);
    scrollBy(0, beyond(box.top, box.bottom, top, isBelow ? rect(panel).top : innerHeight));
    if (!open || isBelow) return;
    const { top: start, bottom } = rect(panel);
    scrollBy(0, Math.max(0, Math.min(bottom - innerHeight + 8, Math.min(rect(node.group).top, start) - top - 8)));
  };

  /* Full screen. */

  const screen = make("dialog", "pw-screen pw-prose");
  on(screen, "close", () => full && go({ full: "" }));

  const enlarge = (chart) => {
    if (full === chart) return;
    const before = full;
    full = chart;
    if (before) {
      before.figure.prepend(before.frame);
      before.figure.style.minHeight = "";
      before.enlarge.textContent = words.full;
      rest(before);
    }
    if (!chart) {
      screen.close();
      return focusOn(before.enlarge);
    }
    chart.figure.style.minHeight = `${chart.figure.offsetHeight}px`;
    chart.enlarge.textContent = words.full_close;
    screen.ariaLabel = chart.name;
    screen.append(chart.frame);
    if (!screen.open) screen.showModal();
    rest(chart);
  };

  /* The panel. */

  /* Only the browser can mark the target of an address. */
  const toPage = () => {
    const { id, section } = open;
    reading.turnTo("list");
    history.pushState(null, "", addressOf(""));
    show();
    location.replace(addressOf(id));
    section.tabIndex = -1;
    focusOn(section);
  };

  const close = () => {
    const before = open;
    go({ box: "" });
    focusOn(before.link);
  };

  const content = make("div", "pw-panel-body");
  const tools = make("div", "pw-tools", tool("page", toPage, words.to_page), tool("close", close, words.close));
  const panel = make("aside", "pw-panel", tools, content);
  panel.tabIndex = -1;
  panel.hidden = true;

  on(panel, "click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !isPlain(event) || link.pathname !== location.pathname || !link.hash) return;
    const section = document.getElementById(idIn(link.hash))?.closest(".pw-box");
    const node = [...boxes.values()].find((box) => box.section === section);
    if (!node) return enlarge();
    event.preventDefault();
    openBox(node);
  });

  const fill = (node) => {
    const copy = copyOf(node.section);
    copy.querySelector(".headerlink")?.remove();
    content.replaceChildren(...copy.childNodes);
    content.scrollTop = 0;
    panel.ariaLabel = node.title;
    node.chart.frame.append(panel);
    document.dispatchEvent(new CustomEvent("pathway:shown", { detail: { place: content } }));
    rove(node.chart, node);
  };

  /* The state and its address. */

  const show = ({ box, full: large } = {}) => {
    const before = open;
    const wasIn = panel.contains(document.activeElement);
    enlarge(charts.find(({ id }) => id === large));
    open = boxes.get(box);
    panel.hidden = !open;
    before?.links.forEach((link) => (link.ariaCurrent = null));
    open?.links.forEach((link) => (link.ariaCurrent = "true"));
    if (open && open !== before) fill(open);
    charts.forEach((chart) => {
      chart.frame.classList.toggle("pw-frame--open", open?.chart === chart);
      chart.settle();
      light(chart);
    });
    if (open) reveal(open);
    else if (wasIn && !location.hash) focusOn(before.link);
  };

  const go = (change) => {
    const next = { box: open?.id ?? "", full: full?.id ?? "", ...change };
    history.pushState({ pathway: next }, "", addressOf(next.box));
    show(next);
  };

  const openBox = (node) => {
    const { chart, id } = node;
    if (node !== open) go({ box: id, full: full ? chart.id : "" });
    focusOn(panel);
  };

  const onClick = (chart, event) => {
    const node = boxes.get(nodeAt(chart, event.target)?.id);
    if (!isPlain(event) || !node) return;
    event.preventDefault();
    openBox(node);
  };

  const furnish = (chart) => {
    const { figure, drawings, view } = chart;
    const turnTo = (node) => {
      if (node) rove(chart, node);
      point(chart, node);
    };
    chart.live = make("p", "pw-sr-only");
    chart.live.ariaLive = "polite";
    chart.enlarge = tool("full", () => go({ full: full ? "" : chart.id }), words.full);
    const head = make("div", "pw-tools", make("span", "pw-tools-name", chart.name), chart.enlarge);
    chart.frame = make("div", "pw-frame", head, view, chart.live);
    view.classList.add("pw-view");
    figure.prepend(chart.frame);
    figure.classList.add("pw-chart--live");
    offer(chart.enlarge, { chart, zoom, isFull: () => chart === full, address: () => addressOf(chart.id) });
    drawings.forEach(({ svg }) => {
      on(svg, "mouseover", ({ target }) => point(chart, nodeAt(chart, target)));
      on(svg, "mouseleave", () => point(chart));
    });
    /* In Chromium, Tab stops at drawings that listen. */
    on(view, "focusin", ({ target }) => turnTo(nodeAt(chart, target)));
    on(view, "focusout", ({ target, relatedTarget }) => {
      const node = nodeAt(chart, target);
      point(chart);
      /* The drawing with the focus is no longer the one shown. */
      if (node && !relatedTarget && node.link !== target.closest("a")) focusOn(node.link);
    });
    on(view, "keydown", (event) => onKey(chart, event));
    on(view, "click", (event) => onClick(chart, event));
    chart.centre = centre;
    chart.onTurn = () => open?.chart === chart && reveal(open);
    rove(chart, chart.nodes[0]);
  };

  /* A link to a box shows it in its chart where both fit, else at its words. */
  const arrive = () => {
    const node = boxes.get(idIn(location.hash));
    if (history.state?.pathway) return show(history.state.pathway);
    if (!node) return;
    if (!reading.opens(node.id)) return point(node.chart, node);
    const bring = () => {
      node.chart.figure.scrollIntoView();
      reveal(node);
    };
    history.replaceState({ pathway: { box: node.id } }, "");
    show({ box: node.id });
    bring();
    on(window, "load", bring, { once: true });
  };

  const charts = figures.map((figure) => reading.read(figure, words)).filter(({ nodes }) => nodes.length);
  charts.flatMap(({ nodes }) => nodes).filter(({ section, isLink }) => section && !isLink).forEach((node) => boxes.set(node.id, node));
  document.body.append(screen);
  reading.opens = (id) => wide.matches && Boolean(boxes.get(id)?.chart.view.checkVisibility());
  /* What writes comes before what measures, or each chart would have the page laid out again; so do marks, if they can be set already. */
  charts.forEach(furnish);
  document.dispatchEvent(new CustomEvent("pathway:drawn"));
  charts.map((chart) => ({ shown: chart.shown, scale: chart.scaled() })).forEach((chart) => size(chart, chart.scale));
  charts.forEach(({ nodes }) => centre(nodes[0]));
  offer(tools.firstChild, { address: () => addressOf(open.id) });
  on(window, "popstate", () => show(history.state?.pathway));
  on(window, "hashchange", arrive);
  on(document, "keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !open || event.target.closest("input, .pw-message")) return;
    event.preventDefault();
    close();
  });
  arrive();
})();
