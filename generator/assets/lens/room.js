/* Room in a drawing: where something can be drawn without covering a box, a label, a sign or an arrow. All of it is read from the
   drawing's own numbers, so the browser need not lay out the page. */
(() => {
  const { lens } = window.pathway;

  const rectOf = (element) => Object.fromEntries(["x", "y", "width", "height"].map((key) => [key, Number(element.getAttribute(key))]));
  const overlap = (one, other) => one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
  const holds = (outer, inner) => outer.x <= inner.x && outer.y <= inner.y && outer.x + outer.width >= inner.x + inner.width && outer.y + outer.height >= inner.y + inner.height;

  /* The parts of an arrow, as `charts/svg/paths.py` writes them: M, H, V and L to a place, and corners by q from where it is. */
  const legsOf = (path) => {
    let [x, y] = [0, 0];
    return [...path.getAttribute("d").matchAll(/([MHVLq])([^MHVLq]*)/g)].map(([, command, text]) => {
      const numbers = (text.match(/-?\d*\.?\d+/g) ?? []).map(Number);
      const from = command === "M" ? numbers : [x, y];
      if (command === "H") [x] = numbers;
      else if (command === "V") [y] = numbers;
      else [x, y] = numbers.slice(-2).map((number, at) => number + (command === "q" ? [x, y][at] : 0));
      return { x: Math.min(x, from[0]) - 1, y: Math.min(y, from[1]) - 1, width: Math.abs(x - from[0]) + 2, height: Math.abs(y - from[1]) + 2 };
    }).slice(1);
  };

  const signOf = (group) => {
    const [x, y] = group.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
    return { x: x - 9, y: y - 9, width: 18, height: 18 };
  };

  /* `isFree` says whether a place is free for a box of the drawing, `take` that it is so no longer. */
  lens.roomIn = (svg) => {
    const { x, y, width, height } = svg.viewBox.baseVal;
    const all = (selector, read) => [...svg.querySelectorAll(selector)].map(read);
    const shapes = all(".pw-node > .pw-shape", lens.boxOf);
    const taken = [...all(".pw-edge-label > rect", rectOf), ...all(".pw-node-mark", signOf), ...all(".pw-trace", legsOf).flat()];
    /* An arrow may begin behind a mark at the lower edge of its box, and come out below it. */
    const comesOut = (leg, place, own) => leg.width === 2 && Math.abs(leg.y + 1 - own.y - own.height) < 2 && leg.y + leg.height > place.y + place.height + 4;
    const isFree = (place, own) =>
      holds({ x: x - 4, y: y - 4, width: width + 8, height: height + 8 }, place) &&
      shapes.every((shape) => holds(shape, own) || !overlap(shape, place)) &&
      taken.every((other) => !overlap(other, place) || comesOut(other, place, own));
    return { isFree, take: (place) => taken.push(place) };
  };
})();
