/* The size of a chart: the one that its reader chose, here or at an earlier visit; else as small as it has to be, as long as it can be
   read. `chart/chart.js` tells of each chart, and asks for its size. */
(() => {
  /* Titles are then 12 pixels high. */
  const SMALLEST = 0.8;
  const page = location.pathname.replace(/index\.html$/, "");

  /* Browsers refuse to store in private windows and sandboxes; a choice then holds for as long as the page is open. */
  const store = (key, size) => {
    try {
      localStorage.setItem(key, size);
    } catch {
      /* As above. */
    }
  };
  const stored = (key) => {
    try {
      const size = localStorage.getItem(key);
      return size === "fit" ? size : parseFloat(size) || undefined;
    } catch {
      return undefined;
    }
  };

  document.addEventListener("pathway:tools", ({ detail: { chart, zoom, isFull } }) => {
    if (!chart) return;
    const chosen = {};
    /* The drawing shown when the chart was last sized; none until it first is. */
    let before;

    /* The whole screen has a size of its own. */
    const key = () => `pathway.size:${page}#${chart.id}${isFull() ? ":full" : ""}`;

    const scaleOf = (size) => {
      const { shown, view } = chart;
      const fitting = view.clientWidth / shown.width;
      if (size === "fit") return Math.min(1, fitting, isFull() ? view.clientHeight / shown.height : 1);
      return size ?? Math.min(1, Math.max(SMALLEST, fitting));
    };

    chart.choose = (size, ...at) => {
      zoom(chart, scaleOf(size), ...at);
      chosen[key()] = size === "fit" ? size : chart.shown.scale;
      store(key(), chosen[key()]);
    };

    chart.scaled = () => scaleOf((chosen[key()] ??= stored(key())));

    /* Also where nothing changed, if the chart is shown `again`. */
    chart.settle = (again) => {
      const { shown } = chart;
      const isTurned = before && shown !== before;
      before = shown;
      const scale = chart.scaled();
      if (again || scale !== shown.scale) zoom(chart, scale);
      if (isTurned) chart.onTurn();
    };
    new ResizeObserver(() => chart.settle()).observe(chart.view);
  });
})();
