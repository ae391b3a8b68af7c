/* The ways into a walk. What a walk needs is loaded when one begins: `walk/graph.js` and `walk/statements.js` (the pathway),
   `walk/scoring.js` and `walk/follower.js` (from state to state), `walk/route.js` (the route), `walk/going-on.js`, `walk/answering.js` and `walk/panel.js` (the walk beside
   its chart), `walk/summary.js` and `walk/qr.js` (its summary, also on paper while one is walked). */
(() => {
  const { make, button, link, tool, idIn, load } = window.pathway;
  const SCORES = ["score/count", "score/data", "score/control"];
  const charts = [];
  const walk = { charts };
  window.pathway.walk = walk;

  /* The lenses first: a walk marks its steps. */
  const loadAll = (...names) => Promise.all([window.pathway.lens.load(), ...[...SCORES, ...names.map((name) => `walk/${name}`)].map((name) => load(`${name}.js`))]);
  /* A walk that is printed needs its summary at once, so that is loaded once the walk is shown. */
  const loadPanel = () => {
    const loaded = loadAll("graph", "scoring", "follower", "route", "going-on", "answering", "panel");
    loaded.then(() => setTimeout(() => loadAll("statements", "qr", "summary"), 300));
    return loaded;
  };
  const begin = (id, opener) => loadPanel().then(() => walk.begin(id, opener));

  /* A way in for the whole page: its charts need none. */
  const wayIn = () => document.querySelector(".pw-walk-way");
  const starterOf = ({ dataset }) => button("pw-walk-begin", ({ currentTarget }) => begin(dataset.walkFrom, currentTarget), dataset.walk);

  /* That the pathway must no longer be used, and the way to what takes its place. */
  walk.withdrawal = () => {
    const { withdrawn } = walk.graph;
    const instead = withdrawn?.instead && link("", withdrawn.instead, withdrawn.instead_text);
    return withdrawn ? [make("p", "pw-walk-note pw-walk-withdrawn", make("strong", "", withdrawn.lead), ` ${withdrawn.says}`, instead && " ", instead)] : [];
  };

  /* `chart/chart.js` tells of each chart, and of its panel, where a walk can begin at the box that is open. */
  document.addEventListener("pathway:tools", ({ detail }) => {
    const { before, chart, words, address } = detail;
    if (chart) {
      charts.push(chart);
      if (!wayIn()) before.parentElement.prepend(starterOf(chart.figure));
      return;
    }
    before.before(tool("walk", () => begin(idIn(address())), words.walk));
  });

  /* Ids hold no slash, so no place on a page has an address like that of a walk. */
  walk.isWalk = () => /^#walk(\/|%2f)/i.test(location.hash);
  const isSummary = () => document.querySelector("[data-walk-summary]");
  const follow = () => {
    if (!walk.isWalk() || walk.follow) return;
    if (isSummary()) loadAll("graph", "scoring", "follower", "route", "statements", "qr", "summary");
    else loadPanel().then(() => walk.follow(true));
  };

  addEventListener("DOMContentLoaded", () => {
    const figures = wayIn() ? [] : document.querySelectorAll("figure[data-walk]:not(:has(.pw-walk-begin))");
    wayIn()?.append(starterOf(wayIn()));
    figures.forEach((figure) => figure.prepend(starterOf(figure)));
    follow();
  });
  ["popstate", "hashchange"].forEach((name) => addEventListener(name, follow));
})();
