/* Readers may set letters and words wider apart than the boxes of a chart were drawn for; its labels are then drawn together until they fit. */
(() => {
  const lines = [...document.querySelectorAll(".pw-drawing :is(.pw-node, .pw-edge-label) tspan")];
  if (!lines.length) return;
  const MARGIN = 12;
  const { make } = window.pathway;
  const probe = make("span", "", "a a");
  const around = make("div", "pw-probe", probe);
  around.setAttribute("aria-hidden", "true");
  document.body.append(around);

  const room = (line) => line.closest("g").querySelector(".pw-shape, rect").getBBox().width - (line.closest(".pw-node") ? MARGIN : 0);

  const isWide = () => {
    const { letterSpacing, wordSpacing } = getComputedStyle(probe);
    return parseFloat(letterSpacing) > 0 || parseFloat(wordSpacing) > 0;
  };

  const fit = () => {
    lines.forEach((line) => line.removeAttribute("textLength"));
    if (!isWide()) return;
    const tight = lines.map((line) => ({ line, width: room(line) })).filter(({ line, width }) => width > 0 && line.getComputedTextLength() > width);
    tight.forEach(({ line, width }) => {
      line.setAttribute("textLength", width);
      line.setAttribute("lengthAdjust", "spacingAndGlyphs");
    });
  };

  /* No event tells of a style that a reader's own tool sets; the size of a text does. */
  new ResizeObserver(fit).observe(probe);
})();
