/* A citation shows what it cites: while it is pointed at or has the focus, or when it is tapped. Escape puts the card away. */
(() => {
  const { on, make, link: linkTo, format, copyOf, idIn, focusOn } = window.pathway;
  const CITATION = ".pw-cites a[href^='#']";
  const citations = document.querySelectorAll(CITATION);
  const list = document.querySelector(".pw-references[data-name]");
  if (!citations.length || !list) return;
  const words = list.dataset;
  /* Before others hear of it. */
  const first = (type, action) => on(document, type, action, true);

  /* It is part of a line of text, so it only has elements that a line may have. */
  const card = make("span", "pw-card-of-reference");
  card.id = "pw--card";
  card.tabIndex = -1;
  card.setAttribute("role", "group");
  /* Above everything, an open dialog included; a browser that knows no popovers shows it where it stands. */
  card.setAttribute("popover", "manual");
  let shown = null;
  let waiting = 0;

  /* What it shows. */

  /* A link may stand for several references: its address leads to the first. */
  const entriesOf = ({ hash, dataset }) => {
    const ids = dataset.references?.split(" ") ?? [idIn(hash)];
    return ids.map((id) => document.getElementById(id)).filter((entry) => entry?.closest(".pw-references"));
  };

  const copied = (entry) => {
    const copy = copyOf(entry);
    copy.querySelectorAll("button, template, [hidden]").forEach((part) => part.remove());
    return make("span", "pw-card-entry", make("span", "pw-number", entry.value), make("span", "", ...copy.childNodes));
  };

  const fill = (link, entries) => {
    const numbers = entries.map(({ value }) => value);
    const way = make("span", "pw-card-way", linkTo("", link.hash, words.toList));
    card.replaceChildren(...entries.map(copied), way);
    card.setAttribute("aria-label", format(words.name, { numbers: numbers.join(", ") }));
  };

  /* Where it stands: behind its link in the page, so that Tab leads into it, and on the screen beside it. */

  const place = () => {
    const at = shown.getBoundingClientRect();
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const [above, below] = [at.top - 12, height - at.bottom - 12];
    card.style.maxHeight = "";
    const isBelow = card.offsetHeight <= below || above <= below;
    card.style.maxHeight = `${isBelow ? below : above}px`;
    card.style.left = `${Math.max(8, Math.min(at.left, width - card.offsetWidth - 8))}px`;
    card.style.top = `${isBelow ? at.bottom + 4 : at.top - card.offsetHeight - 4}px`;
  };

  /* A link that was in sight and is scrolled out of it takes its card along; but for one that somebody is in, which stays. */
  const follows = () => !card.contains(document.activeElement);
  let seen = false;
  const watch = new IntersectionObserver((entries) => {
    const { isIntersecting } = entries.at(-1);
    if (seen && !isIntersecting && follows()) hide();
    seen = isIntersecting;
  });

  const hide = ({ goesOn = false } = {}) => {
    clearTimeout(waiting);
    if (!shown) return;
    if (!goesOn && card.contains(document.activeElement)) focusOn(shown);
    watch.disconnect();
    shown.removeAttribute("aria-describedby");
    shown = null;
    card.remove();
  };

  const show = (link) => {
    clearTimeout(waiting);
    const entries = entriesOf(link);
    if (shown === link || !entries.length) return;
    hide();
    fill(link, entries);
    shown = link;
    link.after(card);
    card.showPopover?.();
    link.setAttribute("aria-describedby", card.id);
    place();
    seen = false;
    watch.observe(link);
  };

  const isAttended = () => [shown, card].some((part) => part?.matches(":hover") || part?.contains(document.activeElement));
  const leave = ({ pointerType }) => {
    if (pointerType === "touch") return;
    clearTimeout(waiting);
    waiting = setTimeout(() => isAttended() || hide(), 250);
  };

  /* By delegation, for citations are shown again in the panel beside a chart. */
  const citationAt = ({ target }) => {
    const link = target.closest?.(CITATION);
    return link && !card.contains(link) ? link : null;
  };

  const point = (event) => {
    const link = citationAt(event);
    if (!link || event.pointerType === "touch" || card.contains(document.activeElement)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => show(link), 100);
  };

  /* A finger cannot point: its first tap shows the card, which leads on, and the second puts it away. */
  let finger = false;
  let before = null;
  const press = (event) => {
    [finger, before] = [event.pointerType !== "mouse", shown];
    if (shown && !card.contains(event.target) && citationAt(event) !== shown) hide();
  };
  const click = (event) => {
    const link = citationAt(event);
    const way = card.contains(event.target) && event.target.closest(".pw-card-way a");
    if (way) {
      event.preventDefault();
      hide({ goesOn: true });
      /* Others who hear this click may close a dialog first. */
      setTimeout(() => location.assign(way.hash));
    }
    if (!link) return;
    if (!finger || !event.detail) return hide();
    event.preventDefault();
    event.stopPropagation();
    if (before === link) hide();
    else show(link);
  };

  const putAway = (event) => {
    if (event.key !== "Escape" || !shown) return;
    /* Other listeners for Escape must ignore it. */
    event.preventDefault();
    hide();
  };

  first("pointerover", point);
  first("pointerout", leave);
  first("focusin", (event) => {
    const link = citationAt(event);
    if (link) show(link);
    /* What has the focus now must not lie under the card. */
    else if (shown && !card.contains(event.target)) hide();
  });
  first("focusout", leave);
  first("pointerdown", press);
  first("click", click);
  first("keydown", putAway);
  first("scroll", ({ target }) => shown && target !== card && follows() && place());
  addEventListener("resize", () => shown && place());
})();
