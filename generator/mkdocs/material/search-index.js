/* Asks for the index of the search when somebody searches. The theme asks for it with each page, of whose weight it is a fifth. */
(() => {
  const isIndex = (url) => new URL(url, document.baseURI).pathname.endsWith("/search/search_index.json");
  /* The theme opens the search by this box, also where an address holds words to search for. */
  const opened = new Promise((done) => document.addEventListener("change", ({ target }) => target.id === "__search" && done()));

  window.XMLHttpRequest = class extends XMLHttpRequest {
    open(method, url, ...more) {
      this.asked = isIndex(url) ? opened : undefined;
      super.open(method, url, ...more);
    }

    send(body) {
      if (this.asked) this.asked.then(() => super.send(body));
      else super.send(body);
    }
  };
})();
