"""Markdown of pages converted once: what a conversion leaves on a page is stored in a cache, and put on the page from there."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from generator.core.cache import ContentCache, cached

_PURE = frozenset(
    "abbr admonition attr_list def_list fenced_code footnotes md_in_html meta sane_lists smarty tables toc"
    " pymdownx.arithmatex pymdownx.betterem pymdownx.caret pymdownx.critic pymdownx.details pymdownx.escapeall"
    " pymdownx.highlight pymdownx.inlinehilite pymdownx.keys pymdownx.magiclink pymdownx.mark pymdownx.smartsymbols"
    " pymdownx.superfences pymdownx.tabbed pymdownx.tasklist pymdownx.tilde".split()
)
_KNOWN = frozenset({"pathway", "search", "material/search", "offline", "material/offline", "mermaid2"})
_OUR_FENCES = "generator.mkdocs.chart_fence."
_FUNCTIONS = ("markdown.", "mermaid2.", "pymdownx.")
_LOGS = ("mkdocs",)
"""The second keeps its records from the first while `pathway build` listens to it."""


def extensions_are_cacheable(config: MkDocsConfig) -> bool:
    """Whether Markdown makes HTML of the text alone. Of other extensions nobody knows what they read besides, a file for instance."""
    return _PURE.issuperset(config.markdown_extensions)


def plugins_are_known(config: MkDocsConfig) -> bool:
    """Whether pages may be made one by one, elsewhere or later: of other plug-ins, and of hooks, nobody knows what they keep."""
    return not config.hooks and _KNOWN.issuperset(config.plugins)


class PageConverter:
    """Converts the pages of one build, each from the cache if the same text was converted in the same site before.

    Args:
        cache: where conversions are looked for and stored.
        config: the settings of the site.
        files: all its files, whose places links need.
        charts: what charts take along besides their own text; called with the path of a page and its Markdown.

    """

    def __init__(self, cache: ContentCache, config: MkDocsConfig, files: Files, charts: Callable[[str, str], Any]) -> None:
        self._cache, self._charts = cache, charts
        self._site = _site_key(config, files)

    def prepare(self, page: Page) -> None:
        """Have a page converted by us when MkDocs converts it."""
        is_verbose = logging.getLogger("mkdocs").isEnabledFor(logging.DEBUG)  # MkDocs then looks at other things
        if self._site is not None and not is_verbose:
            page.render = partial(self._render, page)  # type: ignore[method-assign]

    def _render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        file, markdown = page.file, page.markdown or ""
        place = [file.src_uri, file.dest_uri, file.url, file.inclusion.name]
        parts = [self._site, place, markdown, self._charts(file.src_uri, markdown)]
        _apply(cached(self._cache, "page", parts, lambda: _convert(page, config, files)), page, files)


def _site_key(config: MkDocsConfig, files: Files) -> str | None:
    """All that a conversion depends on besides its page, or nothing where that cannot be known."""
    if not (extensions_are_cacheable(config) and plugins_are_known(config)):
        return None
    places = [(file.src_uri, file.dest_uri, file.url, file.inclusion.name) for file in files]
    parts = [places, config.markdown_extensions, config.mdx_configs, repr(config.validation), config.use_directory_urls]
    try:
        return hashlib.sha256(json.dumps(parts, default=function_name).encode()).hexdigest()
    except TypeError:
        return None


def function_name(value: Any) -> str:
    """The name of a function in the settings of Markdown; of one that only the author has, nobody knows what it does."""
    name = f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', '')}"
    if callable(value) and (name.startswith(_OUR_FENCES) or (name.startswith(_FUNCTIONS) and "<" not in name)):
        return name
    message = f"no settings that can be compared: {value!r}"
    raise TypeError(message)


def _convert(page: Page, config: MkDocsConfig, files: Files) -> dict[str, Any]:
    """Convert a page; return the state that this leaves on it and the messages about it, as JSON data with files by their paths."""
    with _quiet() as said:
        Page.render(page, config, files)
    links = page.links_to_anchors
    return {
        "content": page.content,
        "toc": [heading(item) for item in page.toc],
        "title": page._title_from_render,  # noqa: SLF001  # MkDocs' own
        "anchors": sorted(page.present_anchor_ids or ()),
        "links": None if links is None else {file.src_uri: found for file, found in links.items()},
        "said": [(record.name, record.levelno, record.getMessage()) for record in said],
    }


def _apply(state: dict[str, Any], page: Page, files: Files) -> None:
    """Do with a page what its conversion did."""
    page.content, page.toc = state["content"], get_toc(state["toc"])
    page._title_from_render = state["title"]  # noqa: SLF001  # as above
    page.present_anchor_ids = set(state["anchors"])
    links = state["links"]
    page.links_to_anchors = None if links is None else {files.src_uris[name]: found for name, found in links.items()}
    for name, level, message in state["said"]:
        logging.getLogger(name).log(level, "%s", message)


def heading(item: AnchorLink) -> dict[str, Any]:
    """A heading as `get_toc` reads it."""
    return {"name": item.title, "id": item.id, "level": item.level, "children": [heading(child) for child in item.children]}


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Remembers what is said."""
        self.heard.append(record)


@contextmanager
def _quiet() -> Iterator[list[logging.LogRecord]]:
    """Capture the records of MkDocs from INFO upwards, at any level of logging; nobody else hears them."""
    listener, loggers = _Listener(), [logging.getLogger(name) for name in _LOGS]
    before = [(logger.handlers, logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [listener], False
        logger.setLevel(logging.INFO)
    try:
        yield listener.heard
    finally:
        for logger, (handlers, propagate, level) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate
            logger.setLevel(level)
