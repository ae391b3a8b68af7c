/* Keeps a page of “pathway serve” up to date: reloads it at the same place, and shows what is wrong with the pathway. */
(() => {
  "use strict";

  const script = document.currentScript;
  const { words, ...first } = JSON.parse(script.dataset.news);
  const at = script.dataset.at;
  const PLACE = "pathway-serve-place";
  const CLOSED = "pathway-serve-closed";
  const AGAIN = 1000;
  let news = first;

  /* ---- What is wrong ---- */

  const made = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };

  const panel = made("section", "pw-preview");
  const title = made("span");
  const status = made("p", "pw-preview__status");
  const button = made("button");
  const kept = made("p", "pw-preview__kept");
  const list = made("ul", "pw-preview__list");
  panel.hidden = true;
  panel.dataset.searchExclude = "";
  panel.setAttribute("aria-label", words.name);
  status.setAttribute("role", "status");
  button.type = "button";
  button.append(title);
  const head = made("h2");
  head.append(button);
  list.tabIndex = 0;
  list.setAttribute("aria-label", words.name);
  panel.append(head, kept, list);

  /* What is in a button or was hidden is not read out when it changes. */
  const announce = (text) => {
    title.textContent = text;
    status.textContent = text;
  };

  const told = (fault) => {
    const item = made("li");
    item.dataset.severity = fault.severity;
    if (fault.place) item.append(made("p", "pw-preview__place", fault.place));
    const says = made("p");
    const code = fault.code ? ` (${fault.code})` : "";
    says.append(made("span", "pw-preview__kind", `${fault.kind}${code}: `), fault.message);
    item.append(says);
    if (fault.excerpt) {
      const { before, word, after } = fault.excerpt;
      const excerpt = made("pre");
      excerpt.append(before, made("mark", "", word), after);
      item.append(excerpt);
    }
    if (fault.help) item.append(made("p", "", fault.help));
    return item;
  };

  const stored = (name) => {
    try {
      return JSON.parse(sessionStorage.getItem(name));
    } catch {
      return null;
    }
  };

  const store = (name, value) => {
    try {
      sessionStorage.setItem(name, JSON.stringify(value));
    } catch {
      /* A browser may forbid it; then the page begins at its top. */
    }
  };

  /* The gravest comes first. */
  const gravest = () => news.faults[0]?.severity || "warning";

  /* Errors are open until they are closed, warnings and notes closed until they are opened. */
  const fold = (closed) => {
    panel.classList.toggle("pw-preview--closed", closed);
    button.setAttribute("aria-expanded", String(!closed));
  };

  const closedBefore = () => stored(CLOSED)?.[gravest()] ?? gravest() !== "error";

  button.addEventListener("click", () => {
    const closed = button.getAttribute("aria-expanded") === "true";
    store(CLOSED, { ...stored(CLOSED), [gravest()]: closed });
    fold(closed);
  });

  const show = () => {
    panel.hidden = news.faults.length === 0;
    panel.dataset.gravest = gravest();
    announce(news.title);
    kept.textContent = gravest() === "error" ? words.kept : words.minded;
    list.replaceChildren(...news.faults.map(told));
    fold(closedBefore());
  };

  const lose = () => {
    panel.hidden = false;
    if (gravest() === "note") panel.dataset.gravest = "warning";
    kept.textContent = words.lost;
    announce(news.title || words.name);
    fold(false);
  };

  /* ---- The same place ---- */

  /* The element at the top of what is seen stays where it is, even if the text above it grows. */
  const anchor = () => {
    const height = window.innerHeight;
    const near = [...document.querySelectorAll("main [id], .md-content [id]")]
      .map((element) => [element.id, element.getBoundingClientRect()])
      .filter(([, box]) => box.height > 0 && box.bottom > 0 && box.top < height);
    const starting = near.filter(([, box]) => box.top >= 0);
    const [id, box] = (starting.length ? starting : near.slice(-1))[0] || [];
    return id === undefined ? {} : { id, top: box.top };
  };

  const search = () => document.querySelector("[data-md-component='search-query']");
  const isSearching = () => document.getElementById("__search")?.checked === true;

  const remember = () =>
    store(PLACE, {
      page: location.pathname,
      scrolled: window.scrollY,
      ...anchor(),
      query: search()?.value || "",
      searching: isSearching(),
      open: [...document.querySelectorAll("details")].map((details) => details.open),
      panel: document.querySelector(".pw-panel")?.scrollTop || 0,
    });

  const scroll = (place) => {
    const element = place.id && document.getElementById(place.id);
    const top = element ? window.scrollY + element.getBoundingClientRect().top - place.top : place.scrolled;
    if (Math.abs(window.scrollY - top) > 1) window.scrollTo({ top, behavior: "instant" });
    const opened = document.querySelector(".pw-panel");
    if (opened && place.panel) opened.scrollTop = place.panel;
  };

  const restoreSearch = (place) => {
    const field = search();
    if (!field || !place.query) return;
    field.value = place.query;
    field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    const toggle = document.getElementById("__search");
    if (!toggle || !place.searching) return;
    const open = () => {
      /* The browser may have ticked it by itself, of which the theme is not told. */
      toggle.checked = true;
      toggle.dispatchEvent(new Event("change", { bubbles: true }));
    };
    open();
    /* The theme closes the search some time after a page with a place in its address was loaded: nobody but an author is to. */
    const again = () => toggle.checked || open();
    const leave = () => toggle.removeEventListener("change", again);
    toggle.addEventListener("change", again);
    ["pointerdown", "keydown"].forEach((kind) => document.addEventListener(kind, leave, { capture: true, once: true }));
  };

  const restore = () => {
    const place = stored(PLACE);
    sessionStorage.removeItem(PLACE);
    if (!place || place.page !== location.pathname) return;
    history.scrollRestoration = "manual";
    const details = [...document.querySelectorAll("details")];
    if (details.length === place.open.length) details.forEach((one, number) => (one.open = place.open[number]));
    scroll(place);
    window.addEventListener("load", () => {
      restoreSearch(place);
      scroll(place);
      requestAnimationFrame(() => requestAnimationFrame(() => scroll(place)));
      history.scrollRestoration = "auto";
    });
  };

  /* ---- News ---- */

  let asking = null;

  const ask = async () => {
    asking = new AbortController();
    const { signal } = asking;
    while (!signal.aborted) {
      try {
        const answer = await fetch(`${at}?${encodeURIComponent(news.state)}`, { signal, cache: "no-store" });
        const newer = await answer.json();
        if (newer.site !== first.site) {
          remember();
          location.reload();
          return;
        }
        const isOther = newer.state !== news.state || panel.dataset.lost;
        news = newer;
        delete panel.dataset.lost;
        if (isOther) show();
      } catch (error) {
        if (signal.aborted) return;
        panel.dataset.lost = "true";
        lose();
        await new Promise((done) => setTimeout(done, AGAIN));
      }
    }
  };

  /* A page that nobody sees asks nothing: browsers allow few connections to one server. */
  const attend = () => {
    if (document.visibilityState === "visible" && !asking) ask();
    else if (document.visibilityState !== "visible" && asking) {
      asking.abort();
      asking = null;
    }
  };

  document.body.append(panel, status);
  show();
  restore();
  window.addEventListener("pagehide", () => asking?.abort());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  document.addEventListener("visibilitychange", attend);
  attend();
})();
