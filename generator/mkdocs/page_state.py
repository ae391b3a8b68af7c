"""Results of converting pages with Markdown, recorded and replayed elsewhere as if converted there."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

_PURE = frozenset(
    "abbr admonition attr_list def_list fenced_code footnotes md_in_html meta sane_lists smarty tables toc"
    " pymdownx.arithmatex pymdownx.betterem pymdownx.caret pymdownx.critic pymdownx.details pymdownx.escapeall"
    " pymdownx.highlight pymdownx.inlinehilite pymdownx.keys pymdownx.magiclink pymdownx.mark pymdownx.smartsymbols"
    " pymdownx.superfences pymdownx.tabbed pymdownx.tasklist pymdownx.tilde".split()
)
_KNOWN = frozenset({"pathway", "search", "material/search", "offline", "material/offline", "mermaid2"})


def extensions_are_cacheable(config: MkDocsConfig) -> bool:
    """Whether Markdown makes HTML of the text alone. Of other extensions nobody knows what they read besides, a file for instance."""
    return _PURE.issuperset(config.markdown_extensions)


def plugins_are_known(config: MkDocsConfig) -> bool:
    """Whether pages may be made one by one, elsewhere or later: of other plug-ins, and of hooks, nobody knows what they keep."""
    return not config.hooks and _KNOWN.issuperset(config.plugins)


@dataclass(frozen=True)
class PageState:
    """State that `Page.render` leaves on a page; linked files by their paths, since the next build has other file objects."""

    content: str | None
    toc: Any
    title: str | None
    anchors: set[str] | None
    links: dict[str, dict[str, str]] | None
    said: tuple[logging.LogRecord, ...]


def convert(page: Page, config: MkDocsConfig, files: Files) -> PageState:
    """Converts a page, and takes down what came of it."""
    with _capture_logs() as said:
        Page.render(page, config, files)
    links = page.links_to_anchors
    named = None if links is None else {file.src_uri: found for file, found in links.items()}
    return PageState(page.content, page.toc, page._title_from_render, page.present_anchor_ids, named, tuple(said))  # noqa: SLF001  # MkDocs' own


def apply_state(page: Page, conversion: PageState, files: Files) -> None:
    """Does with a page what its conversion did."""
    page.content, page.toc = conversion.content, conversion.toc
    page._title_from_render = conversion.title  # noqa: SLF001  # as above
    page.present_anchor_ids = conversion.anchors
    page.links_to_anchors = None if conversion.links is None else {files.src_uris[name]: found for name, found in conversion.links.items()}
    for record in conversion.said:
        logging.getLogger(record.name).handle(record)


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Remembers what is said."""
        self.heard.append(record)


@contextmanager
def _capture_logs() -> Iterator[list[logging.LogRecord]]:
    """Messages of MkDocs about a page, to repeat when the page is not converted again."""
    logger, listener = logging.getLogger("mkdocs"), _Listener()
    logger.addHandler(listener)
    try:
        yield listener.heard
    finally:
        logger.removeHandler(listener)
