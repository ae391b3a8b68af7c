"""All pages of a site as one document for paper: taken from the finished pages, with ids and links that hold within it."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from urllib.parse import urldefrag, urljoin

from generator.core.cache import ContentCache, MemoryCache, cached, content_key

_SITE = "https://site.invalid/"
_PLACE = re.compile(r'(?P<start><section class="pw-part"[^>]* data-page="(?P<page>[^"]*)"[^>]*>)(?=</section>)')
_ATTRIBUTE = re.compile(r'(?<=\s)(?P<name>id|href|for|aria-labelledby|aria-describedby|data-references|data-chart)="(?P<value>[^"]*)"')
_TAG = re.compile(r'<(?P<closes>/?)(?P<tag>[a-zA-Z][\w-]*)(?P<attributes>(?:[^<>"]|"[^"]*")*)>')
_ENTITY = re.compile(r"&#?\w+;")
_NAME = re.compile(r'\saria-label="[^"]*"')
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_LEFT_OUT = frozenset({"template", "form", "button", "script"})
_LEFT_OUT_CLASSES = re.compile(
    r'\sclass="[^"]*\b(?:headerlink|pw-pathway-details|pw-trail|pw-charts|pw-export|pw-lens|pw-references|pw-references-heading|pw-offline)(?![\w-])'
)
_BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "tr", "summary", "small", "span"})


@dataclass(frozen=True, slots=True)
class PrintPart:
    """A page that becomes a part: its address within the site, what its ids are to begin with, and its HTML."""

    url: str
    anchor: str
    html: str


def build_print_document(frame: str, url: str, parts: Mapping[str, PrintPart], cache: ContentCache | None = None) -> str:
    """The frame, a page at `url` with an empty section for each part, with the parts filled in; `parts` are by the path in `data-page`."""
    places = {_absolute(part.url): part.anchor for part in parts.values()}
    references = next((part.anchor for path, part in parts.items() if path == "references.md"), "")
    cache, site = cache or MemoryCache(), content_key("places of parts", [url, places, references])

    def rewrite(part: PrintPart) -> tuple[int, str]:
        bound = _PartRewriter(part, url, places, references)
        bound.copy(part.html)
        return ceil(bound.lines), "".join(bound.out)

    def fill(match: re.Match[str]) -> str:
        part = parts.get(match["page"])
        if part is None:
            return match[0]
        lines, html = cached(cache, "part for paper", [site, part.url, part.anchor, part.html], lambda: rewrite(part))
        return f'{match["start"][:-1]} data-lines="{lines}">{html}'

    return _PLACE.sub(fill, frame)


def _absolute(url: str) -> str:
    return urljoin(_SITE, url)


def _value(name: str, attributes: str) -> str:
    """The value of one of a tag's attributes."""
    found = re.search(rf'\s{name}="([^"]*)"', attributes)
    return found[1] if found else ""


class _PartRewriter:
    """Copies a page's HTML as it stands, but for what is left out, for ids and for links; counts the lines it takes on paper."""

    def __init__(self, part: PrintPart, url: str, places: Mapping[str, str], references: str) -> None:
        self.out: list[str] = []
        self.lines = 0.0
        self._part, self._here, self._places, self._references = part, _absolute(url), places, references
        self._own = _absolute(part.url)
        self._links: dict[str, str] = {}
        self._skipped: list[str] = []
        self._letters = 0
        self._drawing = False

    def copy(self, html: str) -> None:
        """Copies a page; all of its HTML is ours, so that tags are found by their form."""
        end = 0
        for match in _TAG.finditer(html):
            self._text(html[end : match.start()])
            end = match.end()
            if match["closes"]:
                self._close(match["tag"])
            else:
                self._open(match["tag"], match["attributes"], match[0])
        self._text(html[end:])

    def _open(self, tag: str, attributes: str, text: str) -> None:
        """Copies a tag with its ids and links bound, unless it begins what is left out."""
        if self._skipped or tag in _LEFT_OUT or _LEFT_OUT_CLASSES.search(attributes):
            self._skipped += [] if tag in _VOID or attributes.endswith("/") else [tag]
            return
        if tag == "svg":
            self._begin_drawing(attributes)
        # Charts of two sections may have one name, and a document needs no landmark for each.
        kept = _NAME.sub("", text) if tag == "section" else text
        self.out.append(_ATTRIBUTE.sub(self._bound, kept))

    def _close(self, tag: str) -> None:
        """Copies a closing tag; of what is left out, it ends the innermost."""
        if self._skipped:
            if tag in self._skipped:
                del self._skipped[len(self._skipped) - 1 - self._skipped[::-1].index(tag) :]
            return
        self.out.append(f"</{tag}>")
        self._drawing = self._drawing and tag != "svg"
        if tag in _BLOCKS and self._letters:
            self._end_block(tag)

    def _text(self, text: str) -> None:
        if text and not self._skipped:
            self.out.append(text)
            self._letters += 0 if self._drawing else len(_ENTITY.sub("x", text).strip())

    def _bound(self, match: re.Match[str]) -> str:
        name, value = match["name"], match["value"]
        if name == "data-chart":
            # The script for charts would put its tools around each.
            return "data-drawn"
        if name == "href":
            if value not in self._links:
                self._links[value] = self._link(value)
            return f'{name}="{self._links[value]}"'
        return f'{name}="{" ".join(map(self._id, value.split()))}"'

    def _id(self, name: str) -> str:
        """An id in the document; what stands for a reference in a page's own list does so in the list of all."""
        if name.startswith("ref--") and self._references:
            return f"{self._references}--{name.removeprefix('ref--')}"
        return f"{self._part.anchor}--{name}"

    def _link(self, href: str) -> str:
        """Where a link of the page leads within the document; what is not part of it is addressed from here."""
        address, fragment = urldefrag(urljoin(self._own, href))
        if address == self._own and fragment:
            return f"#{self._id(fragment)}"
        if address in self._places:
            return f"#{self._places[address]}--{fragment or 'part'}"
        if not address.startswith(_SITE):
            return href
        path = posixpath.relpath(address.removeprefix(_SITE), posixpath.dirname(self._here.removeprefix(_SITE)) or ".")
        return path + (f"#{fragment}" if fragment else "")

    def _begin_drawing(self, attributes: str) -> None:
        self._drawing = True
        classes, height = _value("class", attributes), _value("height", attributes)
        if "pw-drawing--across" in classes:
            self.lines += _LINES_A_PAGE
        elif "pw-drawing" in classes and height:
            self.lines += min(float(height) * _CHART_SCALE / _LINE_HEIGHT, _LINES_A_PAGE)

    def _end_block(self, tag: str) -> None:
        self.lines += ceil(self._letters / _LETTERS_A_LINE) + _AROUND.get(tag, 0)
        self._letters = 0


# What a page holds, found by printing: a line of a box is shorter than one of plain text, and boxes that stay whole leave room behind.
_LETTERS_A_LINE = 78
_LINES_A_PAGE = 50
_LINE_HEIGHT = 16.0
_CHART_SCALE = 0.8
_AROUND = {"p": 0.5, "li": 0.5, "h1": 2.0, "h2": 1.5, "h3": 1.2, "tr": 0.8}
