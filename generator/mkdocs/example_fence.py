"""Fences of the manual that show a piece of an example pathway: its YAML, and below it the same piece of the pages that readers see."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from html import escape
from itertools import count
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from pymdownx.superfences import SuperFencesException  # type: ignore[import-untyped]  # nobody has written its types

from generator.compiler import Site
from generator.core.cache import ContentCache
from generator.docsgen.live_examples import FENCE, Request, UnfitExampleError, example_pathway, read_request
from generator.markup.html_tree import Element, Tree, parse_fragment
from generator.mkdocs.chart_fence import fence_of
from generator.mkdocs.html_pass import rewrite_content

_LIVE = "pw-live"
_PART = re.compile(r'^<(section|figure) class="pw-(?:chart|box|entry|example|reference)\b[^\n]*>$.*?^</\1>$', re.MULTILINE | re.DOTALL)
"""A chart, box or entry in the Markdown of a page. They are converted when they are asked for: the whole page would take longer."""
_CARD = re.compile(r'^<div class="pw-grade-card" id="([\w-]+)".*?^</div>$', re.MULTILINE | re.DOTALL)
_ABBREVIATION = re.compile(r"^\*\[.*", re.MULTILINE)
_HEADINGS = ("h1", "h2", "h3")
_LEFT_OUT = ".headerlink, template, form, .pw-buttons, .pw-export, .pw-print-page, script"
_HOLD_IDS = ("id", "for", "aria-labelledby", "aria-describedby", "popovertarget")
"""Attributes that hold ids."""
_OF_WALK = ("data-chart", "data-walk", "data-walk-from", "data-references")
"""Attributes by which scripts find what they need the whole site for."""
_LEVEL = "4"
"""The level of headings in an example, below those of the page."""


@dataclass(slots=True)
class _Shown:
    """Keys that the examples of one page have shown so far, and numbers for the next."""

    keys: set[str] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=partial(count, 1))


def example_fence(config: MkDocsConfig, cache: ContentCache) -> dict[str, Any]:
    """The fence, as the settings of Markdown name it; its examples are compiled when they are asked for, and once."""
    sites: dict[str, _Pages] = {}
    shown: dict[Markdown, _Shown] = {}

    def pages(name: str) -> _Pages:
        if name not in sites:
            sites[name] = _Pages(example_pathway(name).site(cache), config)
        return sites[name]

    # A function and no partial: mermaid2 asks every fence for its name.
    def show_example(source: str, language: str, class_name: str, options: Any, md: Markdown, **_: Any) -> str:  # noqa: ARG001  # Markdown's signature
        try:
            request = read_request(source)
            return _example(request, pages(request.pathway), shown.setdefault(md, _Shown()))
        except UnfitExampleError as error:
            message = f"{error}, in the example:\n{source}"
            raise SuperFencesException(message) from error

    return {"name": FENCE, "class": FENCE, "format": show_example}


def places(content: str) -> set[str]:
    """The places of keys in the content of a page, which links lead to and MkDocs does not see."""
    if _LIVE not in content:
        return set()
    return {element.attributes["id"] or "" for element in parse_fragment(content).css(f".{_LIVE} b[id]")}


class _Pages:
    """The pages of an example as HTML, each converted when it is asked for, and once."""

    def __init__(self, site: Site, config: MkDocsConfig) -> None:
        fences = {"custom_fences": [{"name": "mermaid", "class": "mermaid", "format": fence_of(site)}]}
        self._markdown = Markdown(
            extensions=config.markdown_extensions, extension_configs={**config.mdx_configs, "pymdownx.superfences": fences}
        )
        self._texts = {page.path: page for page in site.pages}
        self._frames: dict[str, Tree] = {}
        self.files = {file.path: file for file in site.files}
        self.scores = site.score_data

    def frame(self, path: str) -> Tree:
        """A page without its charts and parts."""
        if path not in self._frames:
            self._frames[path] = self._converted(_PART.sub("", self._text(path)))
        return self._frames[path]

    def part(self, path: str, name: str) -> Tree:
        """A chart of a page, or the box or entry in which there is a place of this name, with the cards of grades that it opens."""
        text = self._text(path)
        place = re.compile(rf'(?:data-chart|id)="{re.escape(name)}"|{{#{re.escape(name)}[}} ]')
        part = next((match[0] for match in _PART.finditer(text) if place.search(match[0])), None)
        if part is None:
            return self.frame(path)
        cards = (match[0] for match in _CARD.finditer(text) if f'popovertarget="{match[1]}"' in part)
        return self._converted("\n\n".join([part, *cards, *_ABBREVIATION.findall(text)]))

    def _text(self, path: str) -> str:
        if path not in self._texts:
            message = f"no page “{path}”"
            raise UnfitExampleError(message)
        return self._texts[path].text.partition("\n---\n")[2]

    def _converted(self, markdown: str) -> Tree:
        return parse_fragment(rewrite_content(self._markdown.reset().convert(markdown), str).html)


def _example(request: Request, pages: _Pages, shown: _Shown) -> str:
    """The YAML of an example, and what readers see."""
    pathway = example_pathway(request.pathway)
    texts = "".join(f"<pre><code>{pathway.excerpt(place).html(shown.keys)}</code></pre>" for place in request.places)
    pieces = "".join(_pieces(pages, path, selector) for path, selector in request.seen)
    seen = _standing_alone(parse_fragment(f"<div>{pieces}</div>"), f"example-{next(shown.numbers)}", pages)
    yaml = f'<div class="pw-live-yaml"><p class="pw-label">YAML</p>{texts}</div>'
    return f'<div class="{_LIVE}">{yaml}<div class="pw-live-seen"><p class="pw-label">What readers see</p>{seen}</div></div>'


def _pieces(pages: _Pages, path: str, asked: str) -> str:
    """A chart of a page, an entry that has a place, or something in it, with the cards of grades that it opens; or whatever fits."""
    name, _, within = asked.removeprefix("#").partition(" ")
    page = pages.part(path, name) if asked.startswith("#") else pages.frame(path)
    selector = asked if within or not asked.startswith("#") else f':is([id="{name}"], [data-chart="{name}"])'
    found = page.css(within or selector)
    if not found:
        message = f"nothing on “{path}” fits “{asked}”"
        raise UnfitExampleError(message)
    html = "".join(map(_whole, found))
    opened = dict.fromkeys(button.attributes["popovertarget"] for button in parse_fragment(html).css("[popovertarget]"))
    return "".join(card.html or "" for target in opened for card in page.css(f'[id="{target}"]')) + html


def _whole(element: Element) -> str:
    """An element; with a heading comes all that it is the heading of, with the role of a statement all of it, in its list."""
    if element.tag in _HEADINGS:
        if (around := element.parent) and around.tag == "section":
            return around.html or ""
        return (element.html or "") + "".join(_followers(element))
    if "pw-role" in (element.attributes.get("class") or "").split():
        while element.tag != "li" and element.parent:
            element = element.parent
        return f'<div class="pw-statements"><ul>{element.html}</ul></div>'
    return element.html or ""


def _followers(heading: Element) -> Iterator[str]:
    following = heading.next
    while following and (following.tag not in _HEADINGS or str(following.tag) > str(heading.tag)):
        yield following.html or ""
        following = following.next


def _standing_alone(piece: Tree, name: str, pages: _Pages) -> str:
    """A piece without its site: with ids of its own, and without links to other pages."""
    for element in piece.css(_LEFT_OUT):
        element.decompose()
    known = {element.attributes["id"] for element in piece.css("[id]")}
    for element in piece.css("div *"):
        for attribute, value in element.attributes.items():
            if attribute in _HOLD_IDS:
                element.attrs[attribute] = f"{name}--{value}"
            elif attribute in _OF_WALK:
                del element.attrs[attribute]
            elif attribute == "href":
                _set_link(element, value or "", name, known)
            elif attribute == "src" and value in pages.files:
                element.attrs["src"] = _as_data(value, pages.files[value].content)
        if element.tag in _HEADINGS:
            element.attrs["aria-level"] = _LEVEL
        elif element.tag == "section" and "aria-label" in element.attributes:
            del element.attrs["aria-label"]
    whole = piece.css_first("div")
    return (whole.inner_html or "") + _score_data(piece, pages) if whole else ""


def _set_link(link: Element, href: str, name: str, known: set[str | None]) -> None:
    """Keep a link within the piece, or out of the site; from any other, only its looks."""
    if href.startswith("#") and href[1:] in known:
        link.attrs["href"] = f"#{name}--{href[1:]}"
    elif not href.startswith(("https:", "tel:", "mailto:")):
        del link.attrs["href"]


def _as_data(path: str, content: str | bytes) -> str:
    kind = path.rpartition(".")[2].replace("jpg", "jpeg")
    return f"data:image/{kind};base64,{base64.b64encode(content if isinstance(content, bytes) else content.encode()).decode()}"


def _score_data(piece: Tree, pages: _Pages) -> str:
    """The data of the scores in a piece, for the script that counts them."""
    named = {element.attributes["data-box"] for element in piece.css("[data-box]:has(.pw-score)")}
    boxes = [box for box in pages.scores["boxes"] if box["id"] in named]
    if not boxes:
        return ""
    counted = {box["score"] for box in boxes}
    data = {**pages.scores, "boxes": boxes, "scores": [score for score in pages.scores["scores"] if score["id"] in counted]}
    return f'<template data-scores="{escape(json.dumps(data, ensure_ascii=False))}"></template>'
