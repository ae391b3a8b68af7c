/* The ways into a walk. What a walk needs is loaded when one begins: `walk/graph.js` and `walk/statements.js` (the pathway),
   `walk/route.js` (the route), `walk/panel.js` (the walk beside its chart), `walk/summary.js` and `walk/qr.js` (its summary). */
(() => {
  const home = document.currentScript.src;
  const loaded = {};
  const charts = [];

  const bring = (name) =>
    (loaded[name] ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL(`walk/${name}.js`, home).href;
      /* In the order in which they were asked for. */
      script.async = false;
      script.addEventListener("load", done);
      script.addEventListener("error", failed);
      document.head.append(script);
    }));
  const load = (...names) => Promise.all(names.map(bring));

  const walk = { root: new URL("../../", home), charts, load };
  window.pathwayWalk = walk;

  const begin = (id, opener) => load("graph", "route", "panel").then(() => walk.begin(id, opener));

  const starter = (text, id) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "pw-walk-begin";
    made.textContent = text;
    made.addEventListener("click", () => begin(id(), made));
    return made;
  };
  const starterOf = ({ dataset }) => starter(dataset.walk, () => dataset.walkFrom);

  /* `chart/chart.js` tells of each chart, and of its panel, where a walk can begin at the box that is open. */
  document.addEventListener("pathway:tools", ({ detail }) => {
    const { before, chart, button, words, address } = detail;
    if (chart) {
      charts.push(chart);
      before.parentElement.prepend(starterOf(chart.figure));
      return;
    }
    const id = () => decodeURIComponent(address().split("#")[1]);
    before.before(button(words.walk, "walk", () => begin(id())));
  });

  /* Ids hold no slash, so no place on a page has an address like that of a walk. */
  const isWalk = () => /^#walk(\/|%2f)/i.test(location.hash);
  const isSummary = () => document.querySelector("[data-walk-summary]");
  const follow = () => {
    if (!isWalk() || walk.follow) return;
    if (isSummary()) load("graph", "route", "statements", "qr", "summary");
    else load("graph", "route", "panel").then(() => walk.follow(true));
  };

  addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".pw-walk-way").forEach((place) => place.append(starterOf(place)));
    document.querySelectorAll("figure[data-walk]:not(:has(.pw-walk-begin))").forEach((figure) => figure.prepend(starterOf(figure)));
    follow();
  });
  ["popstate", "hashchange"].forEach((name) => addEventListener(name, follow));
})();
