/* What both lenses need to put marks on charts and pages, and to take them away. */
(() => {
  const { lens, make, svg, idIn } = window.pathway;

  /* The boxes of the charts that were drawn when the site was made, by id; ways into other charts, and back to a choice, are none.
     A row that is a way of its choice has the choice's id, and the place of this way in it. */
  lens.nodes = () =>
    [...document.querySelectorAll(".pw-drawing .pw-node:not(.pw-node--link, .pw-node--back)")]
      .map((group) => ({ group, link: group.closest("a") }))
      .filter(({ link }) => link)
      .map((node) => ({ ...node, id: idIn(node.link.getAttribute("href")), way: node.group.dataset.way }));

  /* What a box of a chart is called, and after that what each lens adds. */
  const names = new WeakMap();
  lens.call = (link, key, text) => {
    if (!names.has(link)) names.set(link, { own: link.ariaLabel ?? link.textContent.trim() });
    const name = Object.assign(names.get(link), { [key]: text });
    link.ariaLabel = [name.own, name.evidence, name.has].filter(Boolean).join("; ");
  };

  /* Where a shape is. The browser measures only what is shown, and each chart is there twice. */
  lens.boxOf = (shape) => {
    const numbers = (text) => text.match(/-?[\d.]+/g).map(Number);
    if (shape.tagName === "rect") {
      const [x, y, width, height] = ["x", "y", "width", "height"].map((key) => Number(shape.getAttribute(key)));
      return { x, y, width, height };
    }
    const places = numbers(shape.getAttribute("d"));
    const [across, down] = [0, 1].map((odd) => places.filter((_, at) => at % 2 === odd));
    const [x, y] = [Math.min(...across), Math.min(...down)];
    return { x, y, width: Math.max(...across) - x, height: Math.max(...down) - y };
  };

  /* How letters of drawings look, as `base/tokens.css` has it. To ask the browser costs a layout of the page, before its marks are there. If
     it turns out that the host or the reader has set others, marks are set again. */
  const USUAL = { fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", "Noto Sans", sans-serif', letterSpacing: "normal", wordSpacing: "0px" };
  const faceNow = () => getComputedStyle(document.querySelector(".pw-drawing text") ?? document.body);
  const isUsual = (face) => Object.entries(USUAL).every(([key, value]) => face[key] === value);
  const faceOf = () => {
    if (document.readyState === "complete") return faceNow();
    addEventListener("load", () => isUsual(faceNow()) || lens.refresh(), { once: true });
    return USUAL;
  };

  /* Measures how wide a text is in a drawing, each word once. A canvas knows without a layout of the page. */
  const pen = make("canvas").getContext("2d");
  const gap = (text) => Number.parseFloat(text) || 0;
  lens.measurer = () => {
    const face = faceOf();
    const { fontFamily } = face;
    const [letter, space] = [gap(face.letterSpacing), gap(face.wordSpacing)];
    const widths = new Map();
    const widthOf = (word, font) => {
      const key = `${font} ${word}`;
      if (!widths.has(key)) {
        pen.font = font;
        widths.set(key, pen.measureText(word).width + word.length * letter);
      }
      return widths.get(key);
    };
    return (text, size, isPlain) => {
      const font = `${isPlain ? 400 : 650} ${size}px ${fontFamily}`;
      const words = text.split(" ");
      return words.reduce((sum, word) => sum + widthOf(word, font), (words.length - 1) * (widthOf(" ", font) + space));
    };
  };

  /* A sign within 12 × 12, for a place in the drawing. */
  lens.at = (x, y, ...parts) => svg("g", { transform: `translate(${x} ${y})` }, ...parts);

  /* Where some treatments are marked, one without a mark would be taken for one that is safe. */
  lens.unsafe = (name, words) => make("p", name, make("strong", "", words.unsafe), ` ${words.unsafe_more}`);

  /* Whatever a lens has drawn or written bears this, so that it can be taken away, and left out of copies. */
  lens.clear = (key) => document.querySelectorAll(`[data-lens-part="${key}"]`).forEach((element) => element.remove());
  lens.own = (key, element) => {
    element.setAttribute("data-lens-part", key);
    return element;
  };
})();
