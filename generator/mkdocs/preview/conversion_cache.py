"""Cache of converted Markdown, kept between builds: the same text in the same world is converted once.

A text's HTML also depends on which pages there are, where they lie, on how Markdown is set up and on what charts take along. All of
that is the `world` of a build; a conversion is used again only within the same world.
"""

from dataclasses import dataclass, field
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from generator.compiler import Site
from generator.mkdocs import chart_fence
from generator.mkdocs.page_state import PageState, apply_state, convert, extensions_are_cacheable


@dataclass
class ConversionCache:
    """Conversions by page; of each page the last."""

    _kept: dict[str, tuple[object, PageState]] = field(default_factory=dict)
    _read: dict[str, tuple[object, list[Any]]] = field(default_factory=dict)

    def render(self, page: Page, config: MkDocsConfig, files: Files, world: object) -> None:
        """Does what `Page.render` does. Without a world nothing is remembered."""
        key = (world, page.markdown, page.file.url, page.file.inclusion)
        kept, conversion = self._kept.get(page.file.src_uri, (None, None))
        if world is None or conversion is None or kept != key:
            self._kept[page.file.src_uri] = (key, convert(page, config, files))
            return
        apply_state(page, conversion, files)

    def entries(self, page: Page, settings: str) -> list[Any] | None:
        """Entries of a page in the search index, if it was read before."""
        kept, found = self._read.get(page.file.src_uri, (None, None))
        return found if kept == _shown(page, settings) else None

    def keep_entries(self, page: Page, settings: str, found: list[Any]) -> None:
        """Remembers what a page gave to the index of the search."""
        self._read[page.file.src_uri] = _shown(page, settings), found

    def keep_only(self, pages: set[str]) -> None:
        """Forgets pages that are no more."""
        for kept in (self._kept, self._read):
            for name in kept.keys() - pages:
                del kept[name]


def _shown(page: Page, settings: str) -> object:
    """All that an index reads of a page."""
    return page.content, page.url, str(page.title), repr(page.meta), settings


def cache_key(config: MkDocsConfig, files: Files, site: Site | None) -> object:
    """All that a conversion depends on besides a page's own text, or nothing where that cannot be known."""
    if not extensions_are_cacheable(config):
        return None
    places = tuple((file.src_uri, file.url, file.inclusion) for file in files)
    return places, _plain(config.mdx_configs), repr(config.validation), chart_fence.chart_cache_key(site) if site else None


def _plain(value: Any) -> object:
    """Settings in a comparable form; our own fence is a new object in every build, but does the same in the same world."""
    if isinstance(value, dict):
        return tuple((name, _plain(part)) for name, part in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(_plain, value))
    return value.__qualname__ if getattr(value, "__module__", "") == chart_fence.__name__ else value
