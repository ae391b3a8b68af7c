"""The plug-in for search, and what it reads of a page: all but what says that it is not for the search, every part of it.

Material's own reader forgets, at the first `</div>` within a `<div>` that is left out, that it is within it, and so finds labels of
charts. What is left out is most of a page, so that a page without it is also read in half the time.
"""

import json
from collections.abc import Iterable, Iterator
from copy import copy
from typing import Any

from markupsafe import Markup
from material.plugins.search.plugin import SearchIndex
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.core.cache import ContentCache, MemoryCache, cached
from generator.markup.html_tree import parse_fragment, serialise
from generator.output.offline_archive import is_needed

# The index holds HTML: a character written as an entity stands between words as a whole, or a mark would tear it apart.
_BETWEEN_WORDS = (
    r"&(?:lt|gt|amp|quot|#\d+);|\.(?!\d)|"
    r"""[\s\-/()\[\],;:!?"\u00a1\u00ab\u00b7\u00bb\u00bf\u200b\u2010-\u2015\u2018-\u201f\u2026\u2039\u203a"""
    # Greek, Hebrew, Arabic, Devanagari; then Chinese and Japanese, and the wide forms of ours.
    r"\u0387\u05be\u060c\u061b\u061f\u06d4\u0964\u0965"
    r"\u3001-\u3004\u3008-\u3011\u3014-\u301f\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff3d\uff5b-\uff65]+"
)
# Numbers of references and the names of other boxes are found where they are, and the word for a kind of box is on every box. At a glance
# treatments are found by their names alone, as one part: sections and lines of therapy are found where they are.
_FOUND_ELSEWHERE = ".pw-cites, .pw-home, .pw-kind, .pw-glance :is(h2, h3), .pw-use-number, .pw-use-says > :not(.pw-use-drug)"
# A heading that is left out takes its section along; Material's reader sees to that.
_LEFT_OUT = f"{_FOUND_ELSEWHERE}, [data-search-exclude]:not(h1, h2, h3, h4, h5, h6)"
# A group comes before a member that has the name, too.
_GROUP = 1.05
# Material takes a tag for a further one where it begins further left than the last word of the one before is long. An element begins
# at once; without it, marks come into other tags, and into each other.
_TAG = Markup("<i></i>{}")
# Set apart on the page by their looks alone: labels, which a colon is to follow, and entries, which a comma is.
_LABELS, _ENTRIES = ".pw-role, .pw-label", ".pw-chips a:has(+ a)"


def plugin_of(config: Any) -> Any:
    """A site's plug-in for search, if there is one."""
    return config.plugins.get("material/search") or config.plugins.get("search")


def set_up(plugin: Any, cache: ContentCache) -> None:
    """Has the theme's plug-in for search read pages in this way; that of MkDocs, which a site may use, knows nothing of leaving out."""
    index = plugin.search_index
    if isinstance(index, SearchIndex) and not isinstance(index, _Index):
        plugin.search_index = _Index(cache, **index.config)


def prepare(config: MkDocsConfig, language: str) -> None:
    """Sets up the search for words of every script, also in brackets or before a stop.

    `material/search-worker.js` finds the words, whatever the language, so none of the theme's files for languages is asked for.
    A separator that the author set stays.
    """
    plugin = plugin_of(config)
    if not plugin or "pipeline" not in plugin.config:  # MkDocs has one of its own, for other themes
        return
    plugin.config["separator"] = plugin.config["separator"] or _BETWEEN_WORDS
    plugin.config["lang"] = ["en"]
    # The common words of English alone are known; those of another language might be names there.
    common = ["stopWordFilter"] if language.partition("-")[0] == "en" else []
    plugin.config["pipeline"] = ["trimmer", *common]


def escaped_tags(tags: Iterable[str]) -> list[Markup]:
    """Names of a page or part as tags, which Material's search prints as they are."""
    return [_TAG.format(tag) for tag in tags]


def unneeded(files: Files) -> list[File]:
    """The theme's files for searches in other languages; for one of them a site would be handed on under the LGPL."""
    return [file for file in files if not is_needed(file.src_uri)]


def entries_of(index: Any, page: Page) -> list[Any]:
    """Index entries for a page, which stays unchanged."""
    kept, index.entries = index.entries, []
    index.add_entry_from_context(page)
    added: list[Any] = index.entries
    index.entries = kept
    return added


def strip_excluded(content: str) -> str:
    """The HTML of a page without what is not for the search."""
    tree = parse_fragment(content)
    for element in tree.css(_LEFT_OUT):
        element.decompose()
    for label in tree.css(_LABELS):
        if label.text()[-1:].isalnum():
            label.insert_child(":")
    for entry in tree.css(_ENTRIES):
        entry.insert_after(",")
    # Of what stands before the first heading, Material's reader makes a part of its own, be it a line's end.
    return serialise(tree).lstrip()


class _Index(SearchIndex):
    """The index, made of what is searched."""

    def __init__(self, cache: ContentCache, **config: Any) -> None:
        super().__init__(**config)
        self._cache = cache
        self.entries: list[Any] = []

    def add_entry_from_context(self, page: Page) -> None:
        """Read a page, unless the cache knows what is in it; the page itself stays as it is."""
        if (page.meta.get("search") or {}).get("exclude"):
            return
        parts = [page.content, str(page.toc), page.url, str(page.title), repr(page.meta), repr(self.config)]
        # What is in a dictionary of words nobody knows.
        cache = MemoryCache() if self.config.get("jieba_dict") or self.config.get("jieba_dict_user") else self._cache
        self.entries += cached(cache, "search entries", parts, lambda: self._read(page))

    def _read(self, page: Page) -> list[Any]:
        self._headings = dict(_by_id(page.toc))
        read, kept = copy(page), self.entries
        read.content, self.entries = strip_excluded(page.content or ""), []
        super().add_entry_from_context(read)
        found, self.entries = self.entries, kept
        plain: list[Any] = json.loads(json.dumps(found, default=str))  # as the index is written in the end
        return plain

    def create_entry_for_section(self, section: Any, toc: Any, url: str, page: Page) -> None:
        """Add a part of a page, with the names, the treatments and the weight of its own; Material gives each part those of its page."""
        super().create_entry_for_section(section, toc, url, page)
        entry, said = self.entries[-1], page.meta.get("search") or {}
        if section.id:
            entry["tags"] = (said.get("names") or {}).get(section.id)
            entry["about"] = (said.get("about") or {}).get(section.id)
            entry["boost"] = said.get("parts", said.get("boost"))
            if section.id in (said.get("groups") or ()):
                entry["boost"] = round(entry["boost"] * _GROUP, 3)
        for key in ("tags", "about", "boost"):
            if not entry.get(key):
                entry.pop(key, None)

    def _find_toc_by_id(self, toc: Any, id: str) -> Any:  # noqa: A002, ARG002  # Material's signature
        """The first heading of the page with an id; Material looks through all headings for each of them."""
        return self._headings.get(id)


def _by_id(toc: Any) -> Iterator[tuple[str, Any]]:
    """The headings by their ids, those that come first last, so that they stay."""
    for heading in reversed(list(toc)):
        yield from _by_id(heading.children)
        yield heading.id, heading
