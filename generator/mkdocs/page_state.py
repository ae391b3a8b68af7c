"""Markdown of pages converted once: what a conversion leaves on a page is stored in a cache, and put on the page from there."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import (
    Page,
    _ExtractAnchorsTreeprocessor,
    _ExtractTitleTreeprocessor,
    _RawHTMLPreprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import AnchorLink, get_toc

from generator.core.cache import ContentCache, content_key
from generator.mkdocs.html_pass import Content
from generator.mkdocs.page_pieces import joined

_PURE = frozenset(
    "abbr admonition attr_list def_list fenced_code footnotes md_in_html meta sane_lists smarty tables toc"
    " pymdownx.arithmatex pymdownx.betterem pymdownx.caret pymdownx.critic pymdownx.details pymdownx.escapeall"
    " pymdownx.highlight pymdownx.inlinehilite pymdownx.keys pymdownx.magiclink pymdownx.mark pymdownx.smartsymbols"
    " pymdownx.superfences pymdownx.tabbed pymdownx.tasklist pymdownx.tilde".split()
)
_KNOWN = frozenset({"pathway", "search", "material/search", "offline", "material/offline", "mermaid2"})
_OUR_FENCES = ("generator.mkdocs.chart_fence.", "generator.mkdocs.example_fence.")
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
    """Converts the pages of one build in pieces, each from the cache if it was converted for the same page before.

    Args:
        cache: where conversions are looked for and stored.
        config: the settings of the site.
        files: all its files, whose places links need.
        split: gives the pieces of a page, and what they depend on besides their own text, as JSON data.
        rewrite: changes what Markdown made of a piece.

    """

    def __init__(
        self,
        cache: ContentCache,
        config: MkDocsConfig,
        files: Files,
        split: Callable[[Page], tuple[list[str], Any]],
        rewrite: Callable[[Page, str], Content],
    ) -> None:
        self._cache, self._split, self._rewrite = cache, split, rewrite
        self._site = _site_key(config, files)
        self._contents: dict[str, Content] = {}

    def prepare(self, page: Page) -> None:
        """Have a page converted by us when MkDocs converts it."""
        is_verbose = logging.getLogger("mkdocs").isEnabledFor(logging.DEBUG)  # MkDocs then looks at other things
        if self._site is not None and not is_verbose:
            page.render = partial(self._render, page)  # type: ignore[method-assign]

    def rewritten(self, page: Page, html: str) -> Content:
        """The content of a page that was converted, changed unless its pieces were."""
        return self._contents.pop(page.file.src_uri, None) or self._rewrite(page, html)

    def _render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        file = page.file
        place = [file.src_uri, file.dest_uri, file.url, file.inclusion.name]
        pieces, besides = self._split(page)
        keys = [hashlib.sha256(piece.encode()).hexdigest() for piece in pieces]
        # One entry for each page, with the pieces of its last conversion by what they were made of: files cost more than what is in them.
        entry = content_key("page", [self._site, place, besides])
        known = json.loads(self._cache.get(entry) or "{}")
        missing = {key: piece for key, piece in zip(keys, pieces, strict=True) if key not in known}
        known |= self._convert(page, missing, config, files) if missing else {}
        if missing or len(known) > len({*keys}):
            self._cache.put(entry, json.dumps({key: known[key] for key in keys}))
        states = [known[key] for key in keys]
        _apply(states, page, files)
        self._contents[file.src_uri] = Content(page.content or "", any(state["mermaid"] for state in states))

    def _convert(self, page: Page, pieces: Mapping[str, str], config: MkDocsConfig, files: Files) -> dict[str, Any]:
        """Convert pieces; return the state that each leaves on its page, as JSON data with files by their paths."""
        converted = {}
        with _quiet() as said:
            md = _Markdown(page, config, files)
            for key, piece in pieces.items():
                state = md.convert(piece)
                content = self._rewrite(page, state["content"])
                heard = [(record.name, record.levelno, record.getMessage()) for record in said]
                converted[key] = {**state, "content": content.html, "mermaid": content.needs_mermaid, "said": heard}
                said.clear()
        return converted


class _Markdown:
    """Python-Markdown as `Page.render` of MkDocs sets it up, for the pieces of one page: to set it up takes longer than to convert one."""

    def __init__(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        self._md = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
        self._raw, self._title = _RawHTMLPreprocessor(), _ExtractTitleTreeprocessor()
        self._anchors = _ExtractAnchorsTreeprocessor(page.file, files, config)
        self._links = _RelativePathTreeprocessor(page.file, files, config)
        for step in (self._raw, self._anchors, self._links, self._title):
            step._register(self._md)  # noqa: SLF001  # MkDocs' own

    def convert(self, piece: str) -> dict[str, Any]:
        """Convert a piece."""
        self._links.links_to_anchors = {}
        html = self._md.reset().convert(piece)
        return {
            "content": html,
            "toc": [heading(item) for item in get_toc(getattr(self._md, "toc_tokens", []))],
            "title": self._title.title,
            "anchors": sorted(self._raw.present_anchor_ids | self._anchors.present_anchor_ids),
            "links": {file.src_uri: found for file, found in self._links.links_to_anchors.items()},
        }


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


def _apply(states: Sequence[dict[str, Any]], page: Page, files: Files) -> None:
    """Do with a page what the conversion of its pieces did; the first of them has its headings."""
    page.content, page.toc = joined([state["content"] for state in states]), get_toc(states[0]["toc"])
    page._title_from_render = states[0]["title"]  # noqa: SLF001  # as above
    page.present_anchor_ids = {anchor for state in states for anchor in state["anchors"]}
    links: dict[File, dict[str, str]] = {}
    page.links_to_anchors = links
    for state in states:
        for name, found in state["links"].items():
            links.setdefault(files.src_uris[name], {}).update(found)
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
