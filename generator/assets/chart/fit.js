/* A chart beside a panel is made as small as it has to be, as long as it can be read. `chart/chart.js` tells of each chart, and asks for its size. */
(() => {
  const wide = matchMedia("(min-width: 1100px)");
  const SMALLEST = 0.8;

  document.addEventListener("pathway:tools", ({ detail: { chart, zoom, isFull } }) => {
    if (!chart) return;
    let settled = 1;
    const isBeside = () => !isFull() && wide.matches && chart.frame.matches(".pw-frame--open, .pw-frame--walk");

    /* A size that the reader has chosen stays, unless the chart is shown `again`. */
    chart.settle = (again) => {
      if (chart.scale === 1 && !isBeside()) settled = 1;
      if (!again && (isFull() || chart.scale !== settled)) return;
      settled = isBeside() ? Math.min(1, Math.max(SMALLEST, chart.view.clientWidth / chart.width)) : 1;
      if (again || settled !== chart.scale) zoom(chart, settled);
    };
    addEventListener("resize", () => chart.settle());
  });
})();
