"""Searches of a page, as its reader sees what they find."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

# What is typed is put into the field at once, as from a clipboard, without a key; what the last word found is gone before the next.
_FIND = """async (queries) => {
  const field = document.querySelector("[data-md-component=search-query]");
  const [meta, list] = ["meta", "list"].map((name) => document.querySelector(`.md-search-result__${name}`));
  const isIdle = () => meta.textContent.startsWith("Type");
  const until = async (holds) => {
    for (let tries = 0; !holds(); tries += 1) {
      if (tries > 4000) throw new Error(`The search does not answer: ${field.value}`);
      await new Promise((done) => setTimeout(done, 2));
    }
  };
  const put = (words) => {
    field.value = words;
    field.dispatchEvent(new Event("input"));
  };
  const texts = (link, name) => [...link.querySelectorAll(name)].map(({ textContent }) => textContent);
  const found = [];
  for (const words of queries) {
    put("");
    await until(isIdle);
    put(words);
    await until(() => !isIdle());
    await new Promise((done) => setTimeout(done));
    found.push([...list.querySelectorAll("a.md-search-result__link")].map((link) => ({
      address: link.getAttribute("href"),
      is_open: !link.closest("details"),
      title: link.querySelector("h1, h2").textContent,
      text: texts(link, "p:not(.md-search-result__terms)").join(" "),
      marked: texts(link, "mark"),
      missing: texts(link, "del"),
      names: [...link.querySelectorAll(".md-tag")].filter((name) => name.checkVisibility()).map(({ textContent }) => textContent),
    })));
  }
  return found;
}"""


@dataclass(frozen=True)
class Hit:
    """A page or part that was found, as it is listed."""

    address: str
    is_open: bool
    title: str
    text: str
    marked: list[str]
    missing: list[str]
    names: list[str]

    @property
    def place(self) -> str:
        """Its file within the site's first folder, and its anchor."""
        path, sign, anchor = self.address.partition("#")
        return path.partition("?")[0] + sign + anchor


def search_all(page: Page, base: str, queries: list[str]) -> dict[str, list[Hit]]:
    """Hits of each query, best first, with addresses from the site's first folder; of a page whose search is open."""
    found: list[list[dict[str, Any]]] = page.evaluate(_FIND, queries)
    hits = [[Hit(**{**hit, "address": hit["address"].removeprefix(f"{base}/")}) for hit in of_query] for of_query in found]
    return dict(zip(queries, hits, strict=True))
