/* Reading charts. Every box is in both drawings of its chart, of which the style sheet shows one: what is asked for is the one shown. */
(() => {
  const { format, idIn } = window.pathway;

  /* A space follows a line that was broken at one; one that ends without was broken in a word. */
  const spoken = (text) => text?.textContent ?? "";

  const drawingOf = (svg) => {
    const all = (selector) => [...svg.querySelectorAll(selector)];
    const { width, height } = svg.viewBox.baseVal;
    const groups = new Map(all("a .pw-node").map((group) => [group.dataset.node, group]));
    return { svg, width, height, groups, edges: all(".pw-edge"), labels: all(".pw-edge-label"), parts: all(".pw-node, .pw-edge, .pw-edge-label"), scale: 1 };
  };

  const nodeOf = (chart, name, group, words) => {
    const groups = chart.drawings.map((drawing) => drawing.groups.get(name));
    const links = groups.map((drawn) => drawn.closest("a"));
    const kind = group.classList[1].slice("pw-node--".length);
    const { pathname, hash } = new URL(links[0].getAttribute("href"), location.href);
    const id = pathname === location.pathname ? idIn(hash) : "";
    const section = document.getElementById(id)?.closest(".pw-box");
    const title = spoken(group.querySelector(":scope > text"));
    const note = spoken(group.querySelector(":scope > .pw-note"));
    const setting = spoken(chart.drawings[0].svg.querySelector(`.pw-band[data-nodes~="${name}"] text`));
    /* A screen reader says the kind already. */
    const small = [...[...group.querySelectorAll(":scope > .pw-small")].map(spoken), setting].filter((text) => text !== words.kinds[kind]);
    const seen = { kind: words.kinds[kind], title, note, small, isLink: ["link", "option", "then", "back"].includes(kind), isRow: group.classList.contains("pw-row") };
    return {
      ...{ chart, groups, links, id, section, ...seen, ways: [], next: [], before: [] },
      get group() {
        return groups[chart.at];
      },
      get link() {
        return links[chart.at];
      },
    };
  };

  const addWay = (drawings, nodes, group, at) => {
    const { from: first, to: last } = group.dataset;
    const [from, to] = [nodes.get(first), nodes.get(last)];
    if (!from || !to) return;
    const own = drawings.map(({ labels }) => labels.filter(({ dataset }) => dataset.from === first && dataset.to === last));
    /* What leads to a row is not drawn; the row says when it is taken. */
    const label = own[0].flatMap((group) => [...group.querySelectorAll("text")].map(spoken)).join(", ") || to.note || "";
    const way = { from, to, parts: [...drawings.map(({ edges }) => edges[at]), ...own.flat()], label };
    new Set([from, to]).forEach((node) => node.ways.push(way));
    from.next.push(to);
    to.before.push(from);
  };

  /* What the interface says, with a label or without. */
  const sayer = (words) => (form, values) => format(words[values.label ? `${form}_if` : form], values);

  const name = ({ links, kind, title, small, ways }, said) => {
    const onward = ways.filter(({ from }) => from.links === links).map(({ label, to }) => said("way", { label, title: to.title }));
    const text = said(onward.length ? "box" : "box_last", { kind, title: [title, ...small].filter(Boolean).join(", "), ways: onward.join("; ") });
    links.forEach((link) => (link.ariaLabel = text));
  };

  const read = (figure, words) => {
    const view = figure.querySelector(".pw-drawings");
    const drawings = [...view.children].map(drawingOf);
    const chart = {
      ...{ figure, view, drawings, source: view.nextElementSibling, id: figure.dataset.chart, name: figure.ariaLabel },
      parts: drawings.flatMap(({ parts }) => parts),
      /* Which drawing is shown. */
      get at() {
        return Math.max(0, drawings.findIndex(({ svg }) => getComputedStyle(svg).display !== "none"));
      },
      get shown() {
        return drawings[chart.at];
      },
      get svg() {
        return chart.shown.svg;
      },
    };
    const nodes = new Map([...drawings[0].groups].map(([key, group]) => [key, nodeOf(chart, key, group, words)]));
    drawings[0].edges.forEach((group, at) => addWay(drawings, nodes, group, at));
    chart.nodes = [...nodes.values()];
    chart.nodes.forEach((node) => name(node, sayer(words)));
    return chart;
  };

  window.pathway.charts = { read, sayer };
})();
