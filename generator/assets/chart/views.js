/* A page shows its charts, or their boxes as a list: what its reader chose, here or at an earlier visit. `chart/chart.js` measures the page
   when this is done, so that a hidden list takes no time. */
(() => {
  const { make, button, charts: reading } = window.pathway;
  const lists = [...document.querySelectorAll(".pw-boxes")];
  const first = document.querySelector(".pw-charts") ?? document.querySelector("h2:has(~ .pw-chart-area)");
  if (!lists.length || !first) return;
  const words = JSON.parse(document.querySelector("template[data-words]").dataset.words);
  const KEY = "pathway.view";
  const VIEWS = ["chart", "list"];
  const { dataset } = document.documentElement;

  /* What is found in the list while it is hidden is still found by the browser, which then shows it. */
  const hide = () => lists.forEach((list) => list.setAttribute("hidden", "until-found"));

  const turnTo = (view) => {
    dataset.view = view;
    if (view === "chart") hide();
    else lists.forEach((list) => list.removeAttribute("hidden"));
    buttons.forEach((made, at) => (made.ariaPressed = String(VIEWS[at] === view)));
  };
  reading.turnTo = turnTo;

  /* Where nothing may be stored, it lasts until the page is closed. */
  const choose = (view) => {
    turnTo(view);
    try {
      localStorage.setItem(KEY, view);
    } catch {
      /* As above. */
    }
  };
  const chosen = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return undefined;
    }
  };

  const buttons = [words.as_chart, words.as_list].map((label, at) => button("pw-view-choice", () => choose(VIEWS[at]), label));
  const choice = make("div", "pw-views", ...buttons);
  Object.assign(choice, { role: "group", ariaLabel: words.view });
  first.before(choice);

  /* The theme's table of contents asks for the place of each heading whenever the page changes its height. Of a hidden list the browser would
     lay out all boxes to answer, which takes longer than the rest of a page; the list's own place is enough. */
  const place = (list) => (heading) =>
    ["offsetTop", "offsetParent"].forEach((name) =>
      Object.defineProperty(heading, name, { get: () => Reflect.get(HTMLElement.prototype, name, list.hidden ? list : heading) }),
    );
  lists.forEach((list) => list.querySelectorAll(":is(h2, h3)[id]").forEach(place(list)));

  reading.lists = { all: lists, hide };
  turnTo(VIEWS.find((view) => view === chosen()) ?? "chart");
})();
