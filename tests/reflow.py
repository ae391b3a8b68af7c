"""Content lost when a reader enlarges a page or widens its text: cut off, or covered by something else."""

from playwright.sync_api import ElementHandle, Page

from waiting import next_frame

ZOOMED = (320, 256)
"""1280 by 1024 pixels at 400 %."""

SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
"""Text spacing that WCAG 2.2 (1.4.12) lets readers set."""

LARGER = "html { font-size: 250% !important; }"
"""Text alone at 200 % (1.4.4), as Firefox enlarges it: the theme's own size is 125 %, and the window stays as wide as it is."""

# What goes beyond the window without a scroller of its own; text in a box that cuts it off; text beyond its shape in a chart.
_LOST = """() => {
  const text = (element) => (element.textContent ?? "").trim().slice(0, 50);
  const told = (element) => `${element.tagName.toLowerCase()}.${[...element.classList].join(".")} “${text(element)}”`;
  const { scrollWidth } = document.documentElement;
  const wide = scrollWidth > innerWidth ? [`scrolls sideways: ${scrollWidth} of ${innerWidth}`] : [];
  const scrolls = (style) => /auto|scroll/.test(style.overflowX);
  const lost = [];
  for (const element of document.querySelectorAll("body *")) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.closest("svg")) continue;
    const box = element.getBoundingClientRect();
    if (box.width < 3 || box.height < 3 || box.right <= 0) continue;
    const style = getComputedStyle(element);
    if (style.clipPath !== "none" || (style.clip !== "auto" && style.position === "absolute")) continue;
    const holds = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (holds && (box.right > innerWidth + 1 || box.left < -1)) {
      let around = element;
      while (around && !scrolls(getComputedStyle(around)) && getComputedStyle(around).position !== "fixed") around = around.parentElement;
      if (!around || around === document.body || around === document.documentElement) lost.push(`beyond the window: ${told(element)}`);
    }
    const cuts = /hidden|clip/.test(style.overflowY + style.overflowX);
    // The sign that links a heading hangs over the edge of a small window, and is meant to be cut off there.
    const { scrollWidth: width, scrollHeight: height, clientWidth, clientHeight } = element;
    // The name of the page in the bar at the top stands whole below it.
    if (!cuts || element.matches(".md-main, .md-header .md-ellipsis") || !text(element) || clientHeight <= 3) continue;
    if (height > clientHeight + 2 || width > clientWidth + 2)
      lost.push(`cut off (${width}×${height} in ${clientWidth}×${clientHeight}): ${told(element)}`);
  }
  return [...wide, ...lost];
}"""

_STUCK = """() => {
  scrollTo(0, Math.min(innerHeight * 2, document.documentElement.scrollHeight / 2));
  const stuck = [...document.querySelectorAll("body *")].filter((element) => {
    if (!/fixed|sticky/.test(getComputedStyle(element).position)) return false;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const { top, bottom, left, right, width, height } = element.getBoundingClientRect();
    return height && width > innerWidth / 2 && right > 0 && left < innerWidth && bottom > 0 && top < innerHeight;
  });
  const rows = Array.from({ length: innerHeight }, (_, row) => stuck.some((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top <= row && row < bottom;
  }));
  return [rows.filter(Boolean).length, stuck.map((element) => `${element.tagName.toLowerCase()}.${element.className}`).join(", ")];
}"""

# A label may come to stand over the line of its own box, where it can still be read; not over another label, and not beyond the drawing.
_LABELS = """() => [...document.querySelectorAll(".pw-drawing")].flatMap((drawing) => {
  if (!drawing.checkVisibility()) return [];
  const edge = drawing.getBoundingClientRect();
  const lines = [...drawing.querySelectorAll("tspan")];
  const labels = lines.map((line) => [line.textContent, line.closest("text"), line.getBoundingClientRect()]);
  const found = [];
  labels.forEach(([text, of, a], number) => {
    if (a.left < edge.left - 1 || a.right > edge.right + 1) found.push(`beyond the drawing: “${text}”`);
    labels.slice(number + 1).forEach(([other, another, b]) => {
      const over = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
      if (over && of !== another) found.push(`over one another: “${text}” and “${other}”`);
    });
  });
  return found;
})"""


def lost(page: Page) -> list[str]:
    """Unreadable parts of a page as it is now, in words."""
    return [*page.evaluate(_LOST), *page.evaluate(_LABELS)]


def widen(page: Page) -> ElementHandle:
    """Sets the text of a page wider, as a reader's own tool does; returns the style, to be taken away again."""
    return _styled(page, SPACING)


def enlarge(page: Page) -> ElementHandle:
    """Sets the text of a page, and nothing else, twice as large; returns the style."""
    return _styled(page, LARGER)


def _styled(page: Page, text: str) -> ElementHandle:
    style = page.add_style_tag(content=text)
    next_frame(page)
    return style


def stuck(page: Page) -> tuple[int, str]:
    """How many pixels of the window's height stay covered while the page scrolls, and by what."""
    rows, told = page.evaluate(_STUCK)
    return rows, told
