/* The theme puts a block into the summaries of what was found, where only a line of text may stand. */
(() => {
  const found = document.querySelector(".md-search-result__list");
  const mend = () =>
    found.querySelectorAll("summary > div").forEach((block) => {
      const line = document.createElement("span");
      line.append(...block.childNodes);
      block.replaceWith(line);
    });
  if (found) new MutationObserver(mend).observe(found, { childList: true });
})();
