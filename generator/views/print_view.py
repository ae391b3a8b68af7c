"""The page on which a reader chooses what to print as one document."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from generator.markup import Markdown
from generator.views.base import Content, Page
from generator.views.page_context import HOME, METHOD, PRINT, REFERENCES, TREATMENTS, WALK, PageContext
from generator.views.poster import POSTERS

MOST_BOXES = 400
"""A document of more boxes than this is megabytes of a page that every site would carry, and that browsers are slow to print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """A page of the site as a part of the document; `under` is the part that it is ticked with, if any."""

    name: Markdown
    anchor: Markdown
    path: Markdown
    title: str
    under: Markdown


@dataclass(frozen=True, slots=True)
class PrintView:
    """Parts of the document, in order; the references come last."""

    parts: tuple[PartView, ...]
    about: str
    """How many pages a part takes, as JSON: the form by the name that CLDR has for it."""
    disclaimer: tuple[str, ...]


def print_page(context: PageContext, made: Iterable[Page]) -> Page | None:
    """All pages as one document, or nothing for a pathway that is too long to be one."""
    metadata, words = context.index.pathway.pathway, context.words
    if len(context.index.boxes) > MOST_BOXES:
        return None
    ordered = sorted(made, key=lambda page: page.path == REFERENCES)
    parts = tuple(_part(context, page) for page in ordered if _is_part(page.path))
    content = Content(view=PrintView(parts, json.dumps(words.print["about"], ensure_ascii=False), metadata.disclaimer))
    return Page(
        path=PRINT,
        title=metadata.title,
        template="print",
        build=lambda: content,
        nav_title=words.print["title"],
        group="about",
        findable=False,
        method=Markdown(f"#{anchor(METHOD)}--part"),
    )


_NO_PARTS = frozenset({WALK, PRINT})
"""Pages that are nothing on paper, and the document itself; posters have paper of their own."""


def _is_part(path: str) -> bool:
    return path not in _NO_PARTS and not path.startswith(POSTERS)


def _part(context: PageContext, page: Page) -> PartView:
    name = page.path.removesuffix(".md")
    title = context.words.overview if page.path == HOME else page.title
    under = TREATMENTS if page.template == "treatment" else ""
    return PartView(
        name=Markdown(name),
        anchor=Markdown(anchor(page.path)),
        path=Markdown(page.path),
        title=title,
        under=Markdown(under.removesuffix(".md")),
    )


def anchor(path: str) -> str:
    """Prefix of the ids of a page's part in the document."""
    return path.removesuffix(".md").replace("/", "--")


def part_names(paths: Iterable[str]) -> list[str]:
    """The names by which pages are chosen to be printed."""
    return [path.removesuffix(".md") for path in paths if _is_part(path)]
