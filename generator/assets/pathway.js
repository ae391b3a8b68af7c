/* What the pages add to themselves in a browser; each is complete without it. */
(() => {
  /* Charts drawn in the browser push the page down after the browser has gone to the place the address names. */
  const stayAtTarget = () => {
    const charts = [...document.querySelectorAll("div.mermaid")];
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !charts.length) return;
    const watch = new MutationObserver(() => {
      if (charts.some((chart) => !chart.querySelector("svg"))) return;
      watch.disconnect();
      requestAnimationFrame(() => target.scrollIntoView());
    });
    charts.forEach((chart) => watch.observe(chart, { childList: true, subtree: true, attributes: true }));
    ["wheel", "touchstart", "keydown"].forEach((name) => addEventListener(name, () => watch.disconnect(), { once: true, passive: true }));
  };

  stayAtTarget();
})();
