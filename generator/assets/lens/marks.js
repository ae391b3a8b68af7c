/* What both lenses need to put marks on charts and pages, and to take them away. */
(() => {
  const { lens, svg, idIn } = window.pathway;

  /* The boxes of the charts that were drawn when the site was made, by id; ways into other charts are none. */
  lens.nodes = () =>
    [...document.querySelectorAll(".pw-drawing a:not(:has(.pw-node--link))")].map((link) => ({
      link,
      id: idIn(link.getAttribute("href")),
      group: link.querySelector(".pw-node"),
    }));

  /* What a box of a chart is called, and after that what each lens adds. */
  const names = new WeakMap();
  lens.call = (link, key, text) => {
    if (!names.has(link)) names.set(link, { own: link.ariaLabel ?? link.textContent.trim() });
    const name = Object.assign(names.get(link), { [key]: text });
    link.ariaLabel = [name.own, name.evidence, name.has].filter(Boolean).join("; ");
  };

  /* A sign within 12 × 12, for a place in the drawing. */
  lens.at = (x, y, ...parts) => svg("g", { transform: `translate(${x} ${y})` }, ...parts);

  /* Whatever a lens has drawn or written bears this, so that it can be taken away, and left out of copies. */
  lens.clear = (key) => document.querySelectorAll(`[data-lens-part="${key}"]`).forEach((element) => element.remove());
  lens.own = (key, element) => {
    element.setAttribute("data-lens-part", key);
    return element;
  };
})();
