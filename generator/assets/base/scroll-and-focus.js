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
    const target = location.hash && document.getElementById(window.pathway.idIn(location.hash));
    if (!target) return;
    const watch = whenDrawn(charts, () => target.scrollIntoView());
    ["wheel", "touchstart", "keydown"].forEach((name) => addEventListener(name, () => watch.disconnect(), { once: true, passive: true }));
  };

  const charts = [...document.querySelectorAll("div.mermaid")];
  if (charts.length) stayAtTarget(charts);
})();
