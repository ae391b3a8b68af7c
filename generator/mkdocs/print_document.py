"""All pages of a site as one document for paper: taken from the finished pages, with ids and links that hold within it."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any
from urllib.parse import urldefrag, urljoin

from generator.core.cache import ContentCache, MemoryCache, cached, content_key
from generator.markup.html_tree import Element, parse_fragment, serialise

_SITE = "https://site.invalid/"
_LEFT_OUT = (
    "template, form, button, [popover], script, .headerlink, .pw-head-status, .pw-pathway-details, .pw-trail, .pw-charts, .pw-export,"
    " .pw-lens, .pw-door, .pw-references, .pw-references-heading, .pw-offline, .pw-example > .pw-buttons, .pw-withdrawn-line,"
    " .pw-report"
)
_HOLD_IDS = ("id", "for", "aria-labelledby", "aria-describedby", "data-references")
"""Attributes that hold ids."""
# A list of selectors without `:is` would find an element once for each that fits.
_BOUND = f":is({', '.join(f'[{name}]' for name in (*_HOLD_IDS, 'href', 'data-chart'))}, section[aria-label])"
"""Selects the elements of a page that are changed."""
_MARK = re.compile(r"<!--(\d+)-->")
_BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "tr", "summary", "small", "span"})


@dataclass(frozen=True, slots=True)
class PrintPart:
    """A page that becomes a part: its address within the site, what its ids are to begin with, and its HTML."""

    url: str
    anchor: str
    html: str


def build_print_document(frame: str, url: str, parts: Mapping[str, PrintPart], cache: ContentCache | None = None) -> str:
    """Fill the frame of the document with its parts.

    Args:
        frame: the HTML of the document, with an empty section for each part.
        url: where the document is.
        parts: the pages, by the path in `data-page` of their sections.
        cache: where the parts are looked for and stored.

    Returns:
        The HTML of the document.

    """
    document = parse_fragment(frame)
    addresses = _Addresses(url, parts)
    filled: list[str] = []
    for section in document.css("section.pw-part[data-page]"):
        part = parts.get(section.attributes["data-page"] or "")
        if part and section.first_child is None:
            count, html = _filling(part, addresses, cache or MemoryCache())
            section.attrs["data-lines"] = str(count)
            # The parts are most of the document, and are written already. No text can be a comment.
            section.inner_html = f"<!--{len(filled)}-->"
            filled.append(html)
    return _MARK.sub(lambda mark: filled[int(mark[1])], serialise(document))


def _filling(part: PrintPart, addresses: "_Addresses", cache: ContentCache) -> tuple[int, str]:
    """How many lines a part takes on paper, and its HTML in the document."""

    def rewrite() -> list[Any]:
        html, lines = _bound(part, addresses), _LineCount()
        for section in parse_fragment(f"<section>{html}</section>").css("section")[:1]:
            lines.add(section)
        return [ceil(lines.lines), html]

    count, html = cached(cache, "part for paper", [addresses.key, part.url, part.anchor, part.html], rewrite)
    return count, html


class _Addresses:
    """Where links and ids of the pages lead within the document."""

    def __init__(self, url: str, parts: Mapping[str, PrintPart]) -> None:
        self._folder = posixpath.dirname(url) or "."
        self._places = {_absolute(part.url): part.anchor for part in parts.values()}
        self._references = next((part.anchor for path, part in parts.items() if path == "references.md"), "")
        self.key = content_key("places of parts", [url, self._places, self._references])

    def id(self, part: PrintPart, name: str) -> str:
        """An id in the document; what stands for a reference in a page's own list does so in the list of all."""
        if name.startswith("ref--") and self._references:
            return f"{self._references}--{name.removeprefix('ref--')}"
        return f"{part.anchor}--{name}"

    def link(self, part: PrintPart, href: str) -> str:
        """Where a link of a page leads; what is not part of the document is addressed from there."""
        own = _absolute(part.url)
        address, fragment = urldefrag(urljoin(own, href))
        if address == own and fragment:
            return f"#{self.id(part, fragment)}"
        if address in self._places:
            return f"#{self._places[address]}--{fragment or 'part'}"
        if not address.startswith(_SITE):
            return href
        path = posixpath.relpath(address.removeprefix(_SITE), self._folder)
        return path + (f"#{fragment}" if fragment else "")


def _absolute(url: str) -> str:
    return urljoin(_SITE, url)


def _bound(part: PrintPart, addresses: _Addresses) -> str:
    """The HTML of a page without what is left out, with ids and links of the document."""
    page = parse_fragment(part.html)
    for grade in page.css("button.pw-grade"):
        # What it opens is on the page on how the pathway was made.
        grade.replace_with(grade.text())
    for element in page.css(_LEFT_OUT):
        element.decompose()
    for element in page.css(_BOUND):
        for name, value in element.attributes.items():
            if name in _HOLD_IDS:
                element.attrs[name] = " ".join(addresses.id(part, known) for known in (value or "").split())
            elif name == "href":
                element.attrs[name] = addresses.link(part, value or "")
            elif name == "data-chart":
                # The script for charts would put its tools around each.
                del element.attrs[name]
                element.attrs["data-drawn"] = None
            elif name == "aria-label" and element.tag == "section":
                # Charts of two sections may have one name, and a document needs no landmark for each.
                del element.attrs[name]
    return serialise(page)


class _LineCount:
    """Counts the lines that HTML takes on paper."""

    def __init__(self) -> None:
        self.lines = 0.0
        self._letters = 0
        self._share = 1.0

    def add(self, element: Element) -> None:
        """Count what is within an element."""
        for child in element.iter(include_text=True):
            if child.is_text_node:
                self._letters += len((child.text_content or "").strip())
            elif child.tag == "svg":
                self.lines += _chart_lines(child)
            elif not _NOT_PRINTED & {*(child.attributes.get("class") or "").split()}:
                self._add_within(child)

    def _add_within(self, child: Element) -> None:
        """Count an element; the lines of boxes are in two columns."""
        before = self._share
        if "pw-box" in (child.attributes.get("class") or "").split():
            self._share = _SHARE_OF_BOXES
        self.add(child)
        self._end(child.tag)
        self._share = before

    def _end(self, tag: str | None) -> None:
        if tag in _BLOCKS and self._letters:
            self.lines += (ceil(self._letters / _LETTERS_A_LINE) + _AROUND.get(tag, 0)) * self._share
            self._letters = 0


def _chart_lines(drawing: Element) -> float:
    classes, height = drawing.attributes.get("class") or "", drawing.attributes.get("height") or ""
    if "pw-drawing" in classes and "pw-drawing--narrow" not in classes and height:
        return min(float(height) * _CHART_SCALE / _LINE_HEIGHT, _LINES_A_PAGE)
    return 0.0


_NOT_PRINTED = frozenset({"pw-for-screen", "pw-words", "pw-from"})
"""Classes of what only screens show."""
# What a page holds, found by printing.
_LETTERS_A_LINE = 78
_LINES_A_PAGE = 50
_SHARE_OF_BOXES = 0.45
_LINE_HEIGHT = 16.0
_CHART_SCALE = 0.8
_AROUND = {"p": 0.5, "li": 0.5, "h1": 2.0, "h2": 1.5, "h3": 1.2, "tr": 0.8}
