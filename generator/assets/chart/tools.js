/* The tools of a chart: its size, moving it, and taking it along. `chart/chart.js` says where they go, by an event for each chart and its panel. */
(() => {
  const { make, tool, svg: drawn, openDialog, copyButton, save } = window.pathway;

  /* ── Size and moving, besides the browser's own scrolling and pinching ── */

  const letDrag = (view) => {
    let from, moved;
    view.addEventListener("pointerdown", ({ pointerType, button, clientX: x, clientY: y }) => {
      moved = false;
      from = pointerType === "mouse" && !button && { x, y, left: view.scrollLeft, top: view.scrollTop };
    });
    view.addEventListener("pointermove", (event) => {
      if (!from) return;
      const [x, y] = [event.clientX - from.x, event.clientY - from.y];
      if (!moved && Math.hypot(x, y) < 5) return;
      moved = true;
      view.setPointerCapture(event.pointerId);
      view.scrollTo(from.left - x, from.top - y);
    });
    ["pointerup", "pointercancel"].forEach((type) => view.addEventListener(type, () => (from = null)));
    view.addEventListener("dragstart", (event) => event.preventDefault());
    const swallow = (event) => moved && (event.preventDefault(), event.stopPropagation());
    view.addEventListener("click", swallow, true);
  };

  const letZoom = ({ chart, isFull }) => {
    const onWheel = (event) => {
      if (!isFull() || !event.ctrlKey) return;
      event.preventDefault();
      const { left, top } = chart.view.getBoundingClientRect();
      chart.choose(chart.shown.scale * Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
    };
    chart.view.addEventListener("wheel", onWheel, { passive: false });
  };

  const copier = (words, label, what) => copyButton("pw-tool pw-tool--copy", label, what, words);

  const PAINT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"];
  const FOOT = 17;

  const paint = (element) => {
    const style = getComputedStyle(element);
    PAINT.forEach((key) => element.setAttribute(key, style.getPropertyValue(key)));
  };

  /* Links stay where they lead somewhere from anywhere; a folder is nobody else's business. */
  const strip = (element) => {
    ["class", "style", "tabindex", "aria-label", "aria-current", "aria-hidden"].forEach((key) => element.removeAttribute(key));
    if (!element.hasAttribute("href")) return;
    const { href, protocol } = new URL(element.getAttribute("href"), location.href);
    if (protocol === "file:") element.removeAttribute("href");
    else element.setAttribute("href", href.replace(/\?[^#]*/, ""));
  };

  const sign = (svg, name, credit) => {
    const lines = [name, ...credit];
    const [x, y, wide, high] = svg.getAttribute("viewBox").split(" ").map(Number);
    const width = Math.max(wide, ...lines.map((line) => line.length * 7.5 + 24));
    const height = high + lines.length * FOOT + 12;
    const said = lines.map((line, number) => drawn("tspan", { x: x + 12, y: y + high + 14 + number * FOOT }, line));
    const sheet = { viewBox: [x, y, width, height].join(" "), width, height, "font-family": "'Segoe UI', Arial, 'DejaVu Sans', sans-serif" };
    Object.entries(sheet).forEach(([key, value]) => svg.setAttribute(key, value));
    svg.prepend(drawn("title", {}, name), drawn("desc", {}, credit.join(" ")), drawn("rect", { x, y, width, height, fill: getComputedStyle(document.documentElement).getPropertyValue("--pw-paper") }));
    svg.append(drawn("text", { "font-size": 12, fill: getComputedStyle(document.documentElement).getPropertyValue("--pw-ink-2") }, ...said));
  };

  /* The drawing with its light colours, as a file of its own. */
  const standalone = ({ drawings: [{ svg }], name }) => {
    const copy = svg.cloneNode(true);
    copy.removeAttribute("style");
    const sheet = make("div", "pw-sr-only");
    sheet.dataset.pwScheme = "light";
    copy.querySelectorAll(".pw-edge").forEach((edge) => edge.remove());
    [copy, ...copy.querySelectorAll("[class]")].forEach(({ classList }) => classList.remove("pw-drawing--lit", "pw-drawing--evidence", "pw-drawing--grade", "pw-drawing--walk", "pw-on", "pw-at", "pw-walk-on", "pw-walk-off", "pw-walk-at"));
    copy.querySelectorAll("[aria-current]").forEach((link) => link.removeAttribute("aria-current"));
    copy.querySelectorAll("[data-lens-part]").forEach((part) => part.remove());
    sheet.append(copy);
    document.body.append(sheet);
    copy.querySelectorAll("rect, path, circle, text").forEach(paint);
    sheet.remove();
    [copy, ...copy.querySelectorAll("*")].forEach(strip);
    sign(copy, name, JSON.parse(document.querySelector("template[data-credit]").dataset.credit));
    return new XMLSerializer().serializeToString(copy);
  };

  const download = (chart) => save(`${chart.id}.svg`, "image/svg+xml", standalone(chart));

  const showText = ({ chart, words }) => {
    const text = chart.source.content.textContent;
    const shown = make("pre", "pw-text", text);
    Object.assign(shown, { tabIndex: 0, role: "group", ariaLabel: words.text });
    const close = tool("close", () => dialog.close(), words.close);
    const tools = make("div", "pw-tools", copier(words, words.copy_text, () => text), close);
    const dialog = openDialog("", words.text, make("h2", "", chart.name), shown, tools);
  };

  /* ── Where they go ── */

  const sizes = ({ chart, words }) => {
    const by = (sign, name, factor, label) => {
      const made = tool(name, () => chart.choose(chart.shown.scale * factor), sign);
      made.setAttribute("aria-label", label);
      return made;
    };
    return [
      by("−", "less", 0.8, words.smaller),
      by("+", "more", 1.25, words.larger),
      tool("fit", () => chart.choose("fit"), words.fit),
      tool("actual", () => chart.choose(1), words.actual),
    ];
  };

  /* What few readers need is folded away; a click elsewhere folds it again. */
  const menu = (words, ...parts) => {
    const opener = make("summary", "pw-tool", "•••");
    opener.ariaLabel = words.more;
    const made = make("details", "pw-menu", opener, make("div", "pw-menu-list", ...parts));
    /* What it opens is over it, and comes back to it. */
    const isOver = (target) => target.closest?.("dialog") !== made.closest("dialog");
    const shut = ({ target }) => made.contains(target) || isOver(target) || (made.open = false);
    made.addEventListener("toggle", () => document[made.open ? "addEventListener" : "removeEventListener"]("pointerdown", shut));
    made.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && shut({ target: relatedTarget }));
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !made.open) return;
      event.preventDefault();
      made.open = false;
      opener.focus();
    });
    return made;
  };

  /* Its buttons come first, though others have listened for longer. */
  const equip = ({ detail }) => {
    const { before, chart, words, address } = detail;
    const link = copier(words, words.copy_link, address);
    if (!chart) return before.before(link);
    const more = menu(words, link, tool("download", () => download(chart), words.download), tool("text", () => showText(detail), words.text));
    before.before(...sizes(detail));
    before.after(more);
    chart.frame.append(make("p", "pw-hint", words.keys));
    letDrag(chart.view);
    letZoom(detail);
  };
  document.addEventListener("pathway:tools", equip, true);
})();
