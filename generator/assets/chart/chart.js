/* Charts at work. What is shown follows from one state in the history: the open box, and the chart on the whole screen. */
(() => {
  const figures = [...document.querySelectorAll("figure[data-chart]:has(.pw-drawing + template)")];
  if (!figures.length) return;
  const { make, tool, format, on, isPlain, focusOn, copyOf, idIn, beyond } = window.pathway;
  const words = JSON.parse(document.querySelector("template[data-words]").dataset.words);
  const wide = matchMedia("(min-width: 1100px)");
  const phone = matchMedia("(max-width: 44.9844em)");
  const boxes = new Map();
  let open, full;

  const said = (form, values) => format(words[values.label ? `${form}_if` : form], values);
  const rect = (element) => element.getBoundingClientRect();
  const addressOf = (id) => location.href.split("#")[0] + (id && `#${encodeURIComponent(id)}`);
  /* Other scripts add buttons before this one. */
  const offer = (before, detail) => document.dispatchEvent(new CustomEvent("pathway:tools", { detail: { before, words, ...detail } }));

  /* Reading the drawing. */

  /* A line keeps the space that it was broken at; one that ends without was broken in a word. */
  const spoken = (group) => [...group.querySelectorAll("tspan")].map((line) => line.textContent).join("");

  const nodeOf = (chart, group) => {
    const link = group.closest("a");
    const kind = group.classList[1].slice("pw-node--".length);
    const { pathname, hash } = new URL(link.getAttribute("href"), location.href);
    const id = pathname === location.pathname ? idIn(hash) : "";
    const section = document.getElementById(id)?.closest(".pw-box");
    const node = { chart, group, link, id, section, kind: words.kinds[kind], title: spoken(group), ways: [], next: [], before: [] };
    if (section && kind !== "link") boxes.set(id, node);
    return node;
  };

  const addWay = (nodes, labels, group) => {
    const { from: first, to: last } = group.dataset;
    const [from, to] = [nodes.get(first), nodes.get(last)];
    if (!from || !to) return;
    const own = labels.filter(({ dataset }) => dataset.from === first && dataset.to === last);
    const way = { from, to, parts: [group, ...own], label: own.map(spoken).join(", ") };
    new Set([from, to]).forEach((node) => node.ways.push(way));
    from.next.push(to);
    to.before.push(from);
  };

  const name = ({ link, kind, title, ways }) => {
    const onward = ways.filter(({ from }) => from.link === link).map(({ label, to }) => said("way", { label, title: to.title }));
    link.ariaLabel = said(onward.length ? "box" : "box_last", { kind, title, ways: onward.join("; ") });
  };

  const read = (figure) => {
    const svg = figure.querySelector(".pw-drawing");
    const all = (selector) => [...svg.querySelectorAll(selector)];
    const { width, height } = svg.viewBox.baseVal;
    const chart = { figure, svg, width, height, id: figure.dataset.chart, name: figure.ariaLabel, scale: 1 };
    const nodes = new Map(all("a .pw-node").map((group) => [group.dataset.node, nodeOf(chart, group)]));
    const labels = all(".pw-edge-label");
    all(".pw-edge").forEach((group) => addWay(nodes, labels, group));
    chart.nodes = [...nodes.values()];
    chart.nodes.forEach(name);
    chart.parts = all(".pw-node, .pw-edge, .pw-edge-label");
    chart.view = make("div", "pw-view");
    svg.parentElement.replaceWith(chart.view);
    chart.source = svg.nextElementSibling;
    chart.view.append(svg, chart.source);
    return chart;
  };

  const nodeAt = (chart, target) => chart.nodes.find(({ link }) => link === target.closest("a"));

  /* Light. */

  const light = (chart) => {
    const node = chart.pointed ?? (open?.chart === chart ? open : null);
    const lit = new Set(node && [node.group, ...node.ways.flatMap(({ from, to, parts }) => [...parts, from.group, to.group])]);
    chart.svg.classList.toggle("pw-drawing--lit", Boolean(node));
    chart.parts.forEach((part) => {
      part.classList.toggle("pw-on", lit.has(part));
      part.classList.toggle("pw-at", part === node?.group);
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

  /* Whether it goes right rather than down. */
  const sideways = ({ nodes }) => {
    const steps = nodes.flatMap((node) => node.next.map((next) => apart(node, next).map(Math.abs)));
    return steps.filter(([x, y]) => x > y).length > steps.length / 2;
  };

  const stepFrom = (node, arrow) => {
    const { chart, before } = node;
    const ahead = towards(node, arrow);
    const siblings = before.flatMap(({ next }) => next).filter((other) => other !== node);
    if (arrow[chart.sideways ? 1 : 0] && siblings.length) return least(siblings.filter((other) => ahead(other) > 1), ahead);
    const onward = arrow[0] + arrow[1] > 0;
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

  const rove = (chart, node) => chart.nodes.forEach(({ link }) => (link.tabIndex = link === node.link ? 0 : -1));

  /* Size and place. */

  const zoom = (chart, scale, x = chart.view.clientWidth / 2, y = chart.view.clientHeight / 2) => {
    const { view, svg } = chart;
    const to = Math.min(4, Math.max(0.2, scale));
    const [left, top] = [view.scrollLeft + x, view.scrollTop + y].map((at) => (at * to) / chart.scale);
    Object.assign(svg.style, { width: `${chart.width * to}px`, height: `${chart.height * to}px` });
    chart.scale = to;
    view.scrollTo(left - x, top - y);
  };
  const fit = (chart) => zoom(chart, Math.min(1, chart.view.clientWidth / chart.width, chart === full ? chart.view.clientHeight / chart.height : 1));
  const isPreview = (chart) => phone.matches && chart !== full && chart.scale < 1;
  const rest = (chart) => {
    if (phone.matches && chart !== full) return fit(chart);
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
    rove(node.chart, node);
  };

  /* The state and its address. */

  const show = ({ box, full: large } = {}) => {
    const before = open;
    const wasIn = panel.contains(document.activeElement);
    enlarge(charts.find(({ id }) => id === large));
    open = boxes.get(box);
    panel.hidden = !open;
    if (before) before.link.ariaCurrent = null;
    if (open) open.link.ariaCurrent = "true";
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
    if (node !== open) go({ box: id, full: full || isPreview(chart) ? chart.id : "" });
    focusOn(panel);
  };

  const onClick = (chart, event) => {
    const node = nodeAt(chart, event.target);
    const taps = isPreview(chart) && event.detail;
    if (!isPlain(event) || !(taps || boxes.has(node?.id))) return;
    event.preventDefault();
    if (!taps) return openBox(boxes.get(node.id));
    go({ box: "", full: chart.id });
    if (node) centre(node);
  };

  const furnish = (chart) => {
    const { figure, svg } = chart;
    const turnTo = (node) => {
      if (node) rove(chart, node);
      point(chart, node);
    };
    chart.live = make("p", "pw-sr-only");
    chart.live.ariaLive = "polite";
    chart.enlarge = tool("full", () => go({ full: full ? "" : chart.id }), words.full);
    const head = make("div", "pw-tools", make("span", "pw-tools-name", chart.name), chart.enlarge);
    chart.frame = make("div", "pw-frame", head, chart.view, chart.live);
    figure.prepend(chart.frame);
    figure.classList.add("pw-chart--live");
    offer(chart.enlarge, { chart, zoom, fit, isFull: () => chart === full, address: () => addressOf(chart.id) });
    on(svg, "mouseover", ({ target }) => point(chart, nodeAt(chart, target)));
    on(svg, "mouseleave", () => point(chart));
    /* In Chromium, Tab stops at drawings that listen. */
    on(chart.view, "focusin", ({ target }) => turnTo(nodeAt(chart, target)));
    on(chart.view, "focusout", () => point(chart));
    on(chart.view, "keydown", (event) => onKey(chart, event));
    on(chart.view, "click", (event) => onClick(chart, event));
    chart.sideways = sideways(chart);
    chart.centre = centre;
    rove(chart, chart.nodes[0]);
    rest(chart);
  };

  /* A link to a box shows it in its chart where both fit, else at its words. */
  const arrive = () => {
    const node = boxes.get(idIn(location.hash));
    if (history.state?.pathway) return show(history.state.pathway);
    if (!node) return;
    if (!wide.matches) return point(node.chart, node);
    const bring = () => {
      node.chart.figure.scrollIntoView();
      reveal(node);
    };
    history.replaceState({ pathway: { box: node.id } }, "");
    show({ box: node.id });
    bring();
    on(window, "load", bring, { once: true });
  };

  const charts = figures.map(read).filter(({ nodes }) => nodes.length);
  document.body.append(screen);
  charts.forEach(furnish);
  offer(tools.firstChild, { address: () => addressOf(open.id) });
  on(window, "popstate", () => show(history.state?.pathway));
  const inPage = (action) => () => charts.forEach((chart) => chart !== full && action(chart));
  on(window, "resize", inPage((chart) => phone.matches && fit(chart)));
  on(phone, "change", inPage(rest));
  on(document, "keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !open || event.target.closest("input, .pw-message")) return;
    event.preventDefault();
    close();
  });
  arrive();
})();
