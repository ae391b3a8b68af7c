/* Readers may set letters and words wider apart than the boxes of a chart were drawn for; its labels are then drawn together until they fit. */
(() => {
  const { make } = window.pathway;
  const PADDING = 10;

  /* A part without a place goes on from the one before it. */
  const lines = [...document.querySelectorAll(".pw-drawing :is(.pw-node, .pw-edge-label, .pw-band) tspan[x]")].map((first) => {
    const group = first.closest("g");
    const next = first.nextElementSibling;
    return { group, parts: next && !next.hasAttribute("x") ? [first, next] : [first], at: Number(first.getAttribute("x")), y: Number(first.getAttribute("y")) };
  });
  if (!lines.length) return;
  const probe = make("span", "", "a a");
  const around = make("div", "pw-probe", probe);
  around.setAttribute("aria-hidden", "true");
  document.body.append(around);

  /* Up to what begins beside it, or to the edge. */
  const room = ({ group, at, y }) => {
    const { x, width } = group.querySelector(".pw-shape, rect").getBBox();
    if (group.matches(".pw-edge-label")) return width;
    const isBeside = (other) => other.group === group && other.at > at && Math.abs(other.y - y) < PADDING;
    const beside = lines.filter(isBeside).map((other) => other.at - (group.matches(".pw-row") ? PADDING : 2));
    return Math.min(x + width - PADDING, ...beside) - at;
  };

  const isWide = () => {
    const { letterSpacing, wordSpacing } = getComputedStyle(probe);
    return parseFloat(letterSpacing) > 0 || parseFloat(wordSpacing) > 0;
  };

  const fit = () => {
    lines.forEach(({ parts }) => parts.forEach((part) => part.removeAttribute("textLength")));
    if (!isWide()) return;
    const measured = lines.map((line) => {
      const lengths = line.parts.map((part) => part.getComputedTextLength());
      return { ...line, lengths, by: room(line) / lengths.reduce((sum, length) => sum + length, 0) };
    });
    measured.filter(({ by }) => by > 0 && by < 1).forEach(({ parts, lengths, by }) =>
      parts.forEach((part, at) => {
        part.setAttribute("textLength", lengths[at] * by);
        part.setAttribute("lengthAdjust", "spacingAndGlyphs");
      }),
    );
  };

  /* No event tells of a style that a reader's own tool sets; the size of a text does. A drawing can be measured once it is shown. */
  const observer = new ResizeObserver(fit);
  [probe, ...document.querySelectorAll(".pw-drawings")].forEach((element) => observer.observe(element));
})();
