"""What Markdown became, kept from one build to the next: the same text under the same circumstances is converted once.

A text's HTML also depends on which pages there are, where they lie, on how Markdown is set up and on what charts take along. All of
that is the `world` of a build; a conversion is used again only within the same world.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from generator import looks
from generator.compiler import Site
from generator.preview.theme import Templates

# Extensions that make HTML of the text alone. Of any other nobody knows what it reads besides, a file for instance.
_PURE = frozenset(
    "abbr admonition attr_list def_list fenced_code footnotes md_in_html meta sane_lists smarty tables toc"
    " pymdownx.arithmatex pymdownx.betterem pymdownx.caret pymdownx.critic pymdownx.details pymdownx.escapeall"
    " pymdownx.highlight pymdownx.inlinehilite pymdownx.keys pymdownx.magiclink pymdownx.mark pymdownx.smartsymbols"
    " pymdownx.superfences pymdownx.tabbed pymdownx.tasklist pymdownx.tilde".split()
)


@dataclass(frozen=True)
class _Converted:
    """What `Page.render` leaves on a page; files that are linked to go by their paths, for the files of the next build are others."""

    content: str | None
    toc: Any
    title: str | None
    anchors: set[str] | None
    links: dict[str, dict[str, str]] | None
    said: tuple[logging.LogRecord, ...]


@dataclass
class Memory:
    """Conversions by page; of each page the last."""

    templates: Templates = field(default_factory=Templates)
    _kept: dict[str, tuple[object, _Converted]] = field(default_factory=dict)
    _read: dict[str, tuple[object, list[Any]]] = field(default_factory=dict)

    def render(self, page: Page, config: MkDocsConfig, files: Files, world: object) -> None:
        """Does what `Page.render` does. Without a world nothing is remembered."""
        key = (world, page.markdown, page.file.url, page.file.inclusion)
        kept, converted = self._kept.get(page.file.src_uri, (None, None))
        if world is None or converted is None or kept != key:
            with _overheard() as said:
                Page.render(page, config, files)
            self._kept[page.file.src_uri] = (key, _taken_from(page, tuple(said)))
            return
        _put_into(page, converted, files)

    def entries(self, page: Page, settings: str) -> list[Any] | None:
        """What a page gave to the index of the search, if it was read before."""
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


def world(config: MkDocsConfig, files: Files, site: Site | None) -> object:
    """All that a conversion depends on besides a page's own text, or nothing where that cannot be known."""
    if not _PURE.issuperset(config.markdown_extensions):
        return None
    places = tuple((file.src_uri, file.url, file.inclusion) for file in files)
    return places, _plain(config.mdx_configs), repr(config.validation), looks.taken_along(site) if site else None


def _plain(value: Any) -> object:
    """Settings as something that can be compared; our own fence is made anew for every build, and does the same in the same world."""
    if isinstance(value, dict):
        return tuple((name, _plain(part)) for name, part in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(_plain, value))
    return value.__qualname__ if getattr(value, "__module__", "") == looks.__name__ else value


def _taken_from(page: Page, said: tuple[logging.LogRecord, ...]) -> _Converted:
    links = page.links_to_anchors
    named = None if links is None else {file.src_uri: found for file, found in links.items()}
    return _Converted(page.content, page.toc, page._title_from_render, page.present_anchor_ids, named, said)  # noqa: SLF001  # MkDocs' own


def _put_into(page: Page, converted: _Converted, files: Files) -> None:
    page.content, page.toc = converted.content, converted.toc
    page._title_from_render = converted.title  # noqa: SLF001  # as above
    page.present_anchor_ids = converted.anchors
    page.links_to_anchors = None if converted.links is None else {files.src_uris[name]: found for name, found in converted.links.items()}
    for record in converted.said:
        logging.getLogger(record.name).handle(record)


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Remembers what is said."""
        self.heard.append(record)


@contextmanager
def _overheard() -> Iterator[list[logging.LogRecord]]:
    """What MkDocs says of a page, which is to be said again when the page is not converted again."""
    logger, listener = logging.getLogger("mkdocs"), _Listener()
    logger.addHandler(listener)
    try:
        yield listener.heard
    finally:
        logger.removeHandler(listener)
