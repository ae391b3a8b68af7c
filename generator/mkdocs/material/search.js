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

  // What was found is a part of a page that is only named above it: its name is no way to the top of the page.
  const name = () =>
    found.querySelectorAll("a:has(> [data-md-score='0.00'])").forEach((link) => {
      const line = document.createElement("p");
      line.className = "pw-found-on";
      line.textContent = link.querySelector("h1").textContent;
      link.replaceWith(line);
    });
  if (found) new MutationObserver(name).observe(found, { childList: true });

  // The tags of each page that the search finds are no way through the site.
  const plain = () => found.querySelectorAll("nav.md-tags").forEach((tags) => tags.setAttribute("role", "presentation"));
  if (found) new MutationObserver(plain).observe(found, { childList: true, subtree: true });
})();
