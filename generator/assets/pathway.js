/* What the pages add to themselves in a browser; each is complete without it. */
(() => {
  /* Charts drawn in the browser push the page down after the browser has gone to the place the address names. */
  const whenDrawn = (charts, done) => {
    const watch = new MutationObserver(() => {
      if (charts.some((chart) => !chart.querySelector("svg"))) return;
      watch.disconnect();
      requestAnimationFrame(done);
    });
    charts.forEach((chart) => watch.observe(chart, { childList: true, subtree: true }));
    return watch;
  };

  const stayAtTarget = (charts) => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const watch = whenDrawn(charts, () => target.scrollIntoView());
    ["wheel", "touchstart", "keydown"].forEach((name) => addEventListener(name, () => watch.disconnect(), { once: true, passive: true }));
  };

  /* A chart wider than the screen is shown from its middle, where it begins. */
  const centre = (chart) => {
    const frame = chart.closest("figure");
    whenDrawn([chart], () => (frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2));
  };

  /* A citation shows its reference while it is pointed at or focused; Escape puts the card away. */
  const card = document.createElement("div");
  card.className = "pw-card-of-reference md-typeset";
  card.setAttribute("role", "tooltip");
  card.id = "pw--card";
  card.hidden = true;
  let shown = null;
  let leaving = 0;

  const hide = () => {
    shown?.removeAttribute("aria-describedby");
    shown = null;
    card.hidden = true;
  };

  /* What lies outside an open dialog cannot be pointed at, so the card goes where its link is. */
  const place = (link) => {
    const dialog = link.closest("dialog");
    const [left, top] = dialog ? [0, 0] : [scrollX, scrollY];
    (dialog ?? document.body).append(card);
    const room = document.documentElement.clientWidth;
    const at = link.getBoundingClientRect();
    card.style.left = `${Math.max(8, Math.min(at.left, room - card.offsetWidth - 8)) + left}px`;
    const below = at.bottom + card.offsetHeight + 12 < innerHeight || at.top < card.offsetHeight + 60;
    card.style.top = `${(below ? at.bottom + 4 : at.top - card.offsetHeight - 4) + top}px`;
  };

  const show = (link) => {
    clearTimeout(leaving);
    if (shown === link) return;
    const reference = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!reference) return;
    hide();
    const copy = reference.cloneNode(true);
    card.replaceChildren(...copy.childNodes);
    card.hidden = false;
    link.setAttribute("aria-describedby", card.id);
    shown = link;
    place(link);
  };

  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, 250);
  };

  /* By delegation, for citations are shown again in the panel beside a chart. */
  const CITATION = ".pw-cites a[href^='#']";
  const withCitation = (action) => (event) => {
    const link = event.target.closest?.(CITATION);
    if (link) action(link);
  };

  const putAway = (event) => {
    if (event.key !== "Escape" || !shown) return;
    /* Whoever else listens for Escape is to leave it. */
    event.preventDefault();
    hide();
  };

  const citations = document.querySelectorAll(CITATION);
  if (citations.length) {
    document.body.append(card);
    citations.forEach((link) => link.removeAttribute("title"));
    ["mouseover", "focusin"].forEach((name) => document.addEventListener(name, withCitation(show)));
    ["mouseout", "focusout"].forEach((name) => document.addEventListener(name, withCitation(leave)));
    document.addEventListener("click", withCitation(hide));
    card.addEventListener("mouseenter", () => clearTimeout(leaving));
    card.addEventListener("mouseleave", leave);
    card.addEventListener("focusin", () => clearTimeout(leaving));
    card.addEventListener("focusout", leave);
    document.addEventListener("keydown", putAway);
  }

  const charts = [...document.querySelectorAll("div.mermaid")];
  if (charts.length) {
    stayAtTarget(charts);
    charts.forEach(centre);
  }
})();
