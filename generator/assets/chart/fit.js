/* A chart is made as small as it has to be, as long as it can be read. `chart/chart.js` tells of each chart, and asks for its size. */
(() => {
  /* Titles are then 12 pixels high. */
  const SMALLEST = 0.8;

  document.addEventListener("pathway:tools", ({ detail: { chart, zoom, isFull } }) => {
    if (!chart) return;
    let before = chart.shown;

    /* A size that the reader has chosen stays, unless the chart is shown `again`. */
    chart.settle = (again) => {
      const { shown, view } = chart;
      const isTurned = shown !== before;
      before = shown;
      const fitting = Math.min(1, Math.max(SMALLEST, view.clientWidth / shown.width));
      const isSettled = [shown.settled ?? 1, fitting].includes(shown.scale);
      if (again || (isSettled && !isFull())) {
        shown.settled = fitting;
        if (again || fitting !== shown.scale) zoom(chart, fitting);
      }
      if (isTurned) chart.onTurn();
    };
    new ResizeObserver(() => chart.settle()).observe(chart.view);
  });
})();
