/* What is folded away is unfolded while a page is printed. */
(() => {
  const shut = new Set();
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("article details:not([open])")) {
      shut.add(part);
      part.open = true;
    }
  });
  addEventListener("afterprint", () => {
    shut.forEach((part) => (part.open = false));
    shut.clear();
  });
})();
