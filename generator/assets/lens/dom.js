/* What both lenses are made of. */
(() => {
  const lens = window.pathwayLens;
  const SVG = "http://www.w3.org/2000/svg";

  lens.make = (tag, name, ...parts) => {
    const element = document.createElement(tag);
    element.className = name;
    element.append(...parts);
    return element;
  };

  lens.button = (name, action, text) => {
    const made = lens.make("button", name, text);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  };

  lens.drawn = (tag, attributes, ...parts) => {
    const element = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...parts);
    return element;
  };

  /* A replacement in words would read signs such as $& in a name. */
  lens.said = (form, values) => form.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  /* The boxes of the charts that were drawn when the site was made, by id; ways into other charts are none. */
  lens.nodes = () =>
    [...document.querySelectorAll(".pw-drawing a:not(:has(.pw-node--link))")].map((link) => ({
      link,
      id: decodeURIComponent(link.getAttribute("href").split("#")[1] ?? ""),
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
  lens.at = (x, y, ...parts) => lens.drawn("g", { transform: `translate(${x} ${y})` }, ...parts);

  /* Whatever a lens has drawn or written bears this, so that it can be taken away, and left out of copies. */
  lens.clear = (key) => document.querySelectorAll(`[data-lens-part="${key}"]`).forEach((element) => element.remove());
  lens.own = (key, element) => {
    element.setAttribute("data-lens-part", key);
    return element;
  };
})();
