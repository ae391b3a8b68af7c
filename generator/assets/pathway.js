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

  const place = (link) => {
    const room = document.documentElement.clientWidth;
    const at = link.getBoundingClientRect();
    card.style.left = `${Math.max(8, Math.min(at.left, room - card.offsetWidth - 8)) + scrollX}px`;
    const below = at.bottom + card.offsetHeight + 12 < innerHeight || at.top < card.offsetHeight + 60;
    card.style.top = `${(below ? at.bottom + 4 : at.top - card.offsetHeight - 4) + scrollY}px`;
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

  const attend = (link) => {
    link.removeAttribute("title");
    link.addEventListener("mouseenter", () => show(link));
    link.addEventListener("focus", () => show(link));
    link.addEventListener("mouseleave", leave);
    link.addEventListener("blur", leave);
    link.addEventListener("click", hide);
  };

  const citations = document.querySelectorAll(".pw-cites a[href^='#']");
  if (citations.length) {
    document.body.append(card);
    citations.forEach(attend);
    card.addEventListener("mouseenter", () => clearTimeout(leaving));
    card.addEventListener("mouseleave", leave);
    card.addEventListener("focusin", () => clearTimeout(leaving));
    card.addEventListener("focusout", leave);
    addEventListener("keydown", (event) => event.key === "Escape" && hide());
  }

  const charts = [...document.querySelectorAll("div.mermaid")];
  if (charts.length) {
    stayAtTarget(charts);
    charts.forEach(centre);
  }
})();
