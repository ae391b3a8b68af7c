/* The lens “kinds of study”: tints each box by the family of the strongest kind of study behind it. */
(() => {
  const { lens, make, link, svg: drawn, format } = window.pathway;
  const { data, own } = lens;
  const { words } = data;
  const KEY = "evidence";
  const { families } = data;
  const kinds = new Map(data.boxes.map(({ id, evidence }) => [id, evidence]));

  const sign = (family, fill) => {
    const outline = drawn("path", { class: `pw-family-sign pw-family-sign--${fill}`, d: family.outline });
    if (fill !== "half") return [outline];
    return [outline, drawn("svg", { width: 6, height: 12, viewBox: "0 0 6 12" }, drawn("path", { class: "pw-family-sign pw-family-half", d: family.outline }))];
  };

  const dye = ({ group }, { family, fill }) => {
    const shape = group.querySelector(".pw-shape");
    const wash = own(KEY, shape.cloneNode());
    wash.setAttribute("class", `pw-family-wash pw-family--${families[family].name}`);
    shape.before(wash);
    const { x, y, width, height } = lens.boxOf(shape);
    const leaning = group.matches(".pw-node--question, .pw-node--ask, .pw-node--several, .pw-node--all, .pw-node--exit") ? width - Math.min(height / 4, 18) - 18 : width - 18;
    /* In a row, at its left edge: at the right there may be a mark. */
    const place = group.matches(".pw-row") ? [x - 6, y + height / 2 - 6] : [x + leaning, y - 6];
    const disc = drawn("rect", { class: "pw-family-disc", x: -2, y: -2, width: 16, height: 16, rx: 3 });
    group.append(own(KEY, lens.at(...place, disc, ...sign(families[family], fill))));
  };

  const legendOf = (used, rest) => {
    const rows = used.map((family) => {
      const swatch = drawn("rect", { x: 1, y: 1, width: 38, height: 16, rx: 3, class: `pw-family-swatch pw-family--${family.name}` });
      const mark = lens.at(46, 3, ...sign(family, "full"));
      const shown = drawn("svg", { class: "pw-family-row", viewBox: "0 0 60 18", width: 60, height: 18, "aria-hidden": "true" }, swatch, mark);
      return make("li", "", shown, make("span", "", family.designs));
    });
    const address = document.querySelector(".pw-reference-way a")?.getAttribute("href");
    const heading = make("p", "", words.evidence_heading, ". ", address && link("", address, words.legend_link));
    return own(KEY, make("div", "pw-family-legend", heading, make("ul", "", ...rows, rest && make("li", "", make("span", "", words.plain)))));
  };

  const paint = (svg, nodes) => {
    const dyed = nodes.map((node) => ({ node, kind: kinds.get(node.id) })).filter(({ kind }) => kind);
    const used = families.filter((_, at) => dyed.some(({ kind }) => kind.family === at));
    dyed.forEach(({ node, kind }) => {
      lens.call(node.link, KEY, format(words.evidence_spoken, { kind: kind.word }));
      const title = own(KEY, drawn("title", {}, kind.word));
      node.group.prepend(title);
      if (kind.family !== null) dye(node, kind);
    });
    return legendOf(used, dyed.some(({ kind }) => kind.family === null) || svg.querySelector(".pw-node--link"));
  };

  const show = () => {
    const isOn = lens.on.lens.includes("evidence");
    const nodes = lens.nodes().filter(({ way }) => !way);
    lens.clear(KEY);
    nodes.forEach(({ link }) => lens.call(link, KEY, ""));
    lens.charts.forEach((chart) => {
      chart.lens.ariaPressed = String(isOn);
      const legends = chart.drawings.map(({ svg }) => {
        svg.classList.toggle("pw-drawing--evidence", isOn);
        return isOn && paint(svg, nodes.filter(({ link }) => svg.contains(link)));
      });
      if (isOn) chart.frame.append(legends[0]);
    });
  };

  lens.turn = () => lens.show(lens.on.lens.includes("evidence") ? [] : ["evidence"]);
  document.addEventListener("pathway:lens", show);

  if (lens.on.lens.includes("evidence")) lens.onceDrawn(show);
})();
