/* A link to what is in a list turns the page to its list, and a walk to its chart, whatever the reader chose. */
(() => {
  const { on, idIn, charts: reading, walk } = window.pathway;
  const { lists, turnTo } = reading;
  if (!lists) return;
  const { dataset } = document.documentElement;

  /* A box that is opened beside its chart needs no list. */
  const isInChart = () => reading.opens?.(idIn(location.hash)) || Boolean(document.querySelector(".pw-panel:not([hidden])"));

  lists.all.forEach((list) => on(list, "beforematch", () => (isInChart() ? setTimeout(lists.hide) : turnTo("list"))));
  const arrive = () => {
    if (walk.isWalk()) return turnTo("chart");
    const target = document.getElementById(idIn(location.hash));
    if (dataset.view === "list" || !target?.closest(".pw-boxes") || isInChart()) return;
    turnTo("list");
    target.scrollIntoView();
  };
  on(window, "hashchange", arrive);
  on(window, "popstate", ({ state }) => (walk.isWalk() || state?.pathway?.box) && turnTo("chart"));
  arrive();
})();
