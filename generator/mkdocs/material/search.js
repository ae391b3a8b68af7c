/* What the theme's search lacks. */
(() => {
  // It waits for a key; but what is pasted, dictated, or written with a method of input may come without one.
  const query = document.querySelector("[data-md-component=search-query]");
  query?.addEventListener("input", () => ["keydown", "keyup"].forEach((name) => query.dispatchEvent(new Event(name))));

  // It puts a block into the summaries of what was found, where only a line of text may be.
  const found = document.querySelector(".md-search-result__list");
  const correct = () =>
    found.querySelectorAll("summary > div").forEach((block) => {
      const line = document.createElement("span");
      line.append(...block.childNodes);
      block.replaceWith(line);
    });
  if (found) new MutationObserver(correct).observe(found, { childList: true });

  // The tags of each page that the search finds are no way through the site.
  const plain = () => found.querySelectorAll("nav.md-tags").forEach((tags) => tags.setAttribute("role", "presentation"));
  if (found) new MutationObserver(plain).observe(found, { childList: true, subtree: true });
})();
