/* The lens “kinds of study”: colours and patterns each box by the family of the strongest kind of study behind it. */
(() => {
  const { lens, make, link, svg: drawn, format } = window.pathway;
  const { data, own } = lens;
  const { words } = data;
  const KEY = "evidence";
  const { families } = data;
  const kinds = new Map(data.boxes.map(({ id, evidence }) => [id, evidence]));

  /* Told apart without colour; studies have one colour, what is no study another. */
  const WEAVES = {
    gathered: "M0 0 8 8M8 0 0 8",
    compared: "M4 0V8",
    tried: "M0 4H8",
    observed: "M-1 1 1-1M0 8 8 0M7 9 9 7",
    cases: "M4 3.2V4.8",
    told: "M-1 7 1 9M0 0 8 8M7-1 9 1",
    untold: "M2 1.6V2.4M6 5.6V6.4",
    source: "M1 4H4",
  };

  const sign = (family, fill) => {
    const outline = drawn("path", { class: `pw-family-sign pw-family-sign--${fill}`, d: family.outline });
    if (fill !== "half") return [outline];
    return [outline, drawn("svg", { width: 6, height: 12, viewBox: "0 0 6 12" }, drawn("path", { class: "pw-family-sign pw-family-half", d: family.outline }))];
  };

  const weave = (family, id) => {
    const ground = drawn("rect", { class: "pw-hatch-ground", width: 8, height: 8 });
    const lines = drawn("path", { class: "pw-hatch-lines", d: WEAVES[family.name] });
    return drawn("pattern", { id, class: `pw-hatch pw-hatch--${family.name}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" }, ground, lines);
  };

  const dye = ({ group }, { family, fill }, name) => {
    const shape = group.querySelector(".pw-shape");
    const wash = own(KEY, shape.cloneNode());
    wash.setAttribute("class", "pw-family-wash");
    wash.setAttribute("fill", `url(#${name})`);
    shape.before(wash);
    const { x, y, width, height } = lens.boxOf(shape);
    const leaning = group.matches(".pw-node--question, .pw-node--ask, .pw-node--several, .pw-node--all, .pw-node--exit") ? width - Math.min(height / 4, 18) - 18 : width - 18;
    /* In a row, at its left edge: at the right there may be a mark. */
    const place = group.matches(".pw-row") ? [x - 6, y + height / 2 - 6] : [x + leaning, y - 6];
    const disc = drawn("rect", { class: "pw-family-disc", x: -2, y: -2, width: 16, height: 16, rx: 3 });
    group.append(own(KEY, lens.at(...place, disc, ...sign(families[family], fill))));
  };

  const legendOf = (used, rest, number) => {
    const rows = used.map((family) => {
      const id = `pw--weave-${number}-legend-${family.name}`;
      const swatch = drawn("rect", { x: 1, y: 1, width: 38, height: 16, rx: 3, class: "pw-family-swatch", fill: `url(#${id})` });
      const mark = lens.at(46, 3, ...sign(family, "full"));
      const shown = drawn("svg", { class: "pw-family-row", viewBox: "0 0 60 18", width: 60, height: 18, "aria-hidden": "true" }, weave(family, id), swatch, mark);
      return make("li", "", shown, make("span", "", family.designs));
    });
    const address = document.querySelector(".pw-pathway-details a[href$='#evidence--legend']")?.getAttribute("href");
    const heading = make("p", "", words.evidence_heading, ". ", address && link("", address, words.legend_link));
    return own(KEY, make("div", "pw-family-legend", heading, make("ul", "", ...rows, rest && make("li", "", make("span", "", words.plain)))));
  };

  const paint = (svg, number, nodes) => {
    const dyed = nodes.map((node) => ({ node, kind: kinds.get(node.id) })).filter(({ kind }) => kind);
    const used = families.filter((_, at) => dyed.some(({ kind }) => kind.family === at));
    const name = (family) => `pw--weave-${number}-${family.name}`;
    svg.prepend(own(KEY, drawn("defs", {}, ...used.map((family) => weave(family, name(family))))));
    dyed.forEach(({ node, kind }) => {
      lens.call(node.link, KEY, format(words.evidence_spoken, { kind: kind.word }));
      const title = own(KEY, drawn("title", {}, kind.word));
      node.group.prepend(title);
      if (kind.family !== null) dye(node, kind, name(families[kind.family]));
    });
    return legendOf(used, dyed.some(({ kind }) => kind.family === null) || svg.querySelector(".pw-node--link"), number);
  };

  const show = () => {
    const isOn = lens.on.lens.includes("evidence");
    const nodes = lens.nodes().filter(({ way }) => !way);
    lens.clear(KEY);
    nodes.forEach(({ link }) => lens.call(link, KEY, ""));
    lens.charts.forEach((chart, number) => {
      chart.lens.ariaPressed = String(isOn);
      const legends = chart.drawings.map(({ svg }, at) => {
        svg.classList.toggle("pw-drawing--evidence", isOn);
        return isOn && paint(svg, `${number}-${at}`, nodes.filter(({ link }) => svg.contains(link)));
      });
      if (isOn) chart.frame.append(legends[0]);
    });
  };

  lens.turn = () => lens.show(lens.on.lens.includes("evidence") ? [] : ["evidence"]);
  document.addEventListener("pathway:lens", show);

  if (lens.on.lens.includes("evidence")) lens.drawn.then(show);
})();
