"""View models of all pages, fully decided: order, numbers, links, labels."""

from collections.abc import Iterator
from dataclasses import replace

from generator.bibliography import Style, bibliography, cited_as
from generator.index import Index
from generator.pages.about import abbreviations_page, method_page
from generator.pages.desk import PRINT, WALK, Desk
from generator.pages.entries import antibodies_page, circumstances_page
from generator.pages.evidence import evidence_page
from generator.pages.lens import Lens, lens
from generator.pages.printing import anchor, part_names, print_page
from generator.pages.references import references_page
from generator.pages.sections import home_page, section_page
from generator.pages.taking import CITATION, download, with_downloads
from generator.pages.treatments import treatment_index, treatment_pages
from generator.pages.views import Page, TakeView
from generator.pages.walk import Walk, walk, walk_page
from generator.words import words

__all__ = [
    "CITATION",
    "PRINT",
    "Desk",
    "Lens",
    "Page",
    "TakeView",
    "Walk",
    "anchor",
    "desk_for",
    "download",
    "lens",
    "pages",
    "part_names",
    "walk",
]


def desk_for(index: Index, style: Style | None = None) -> Desk:
    """Desk for all pages of a pathway without errors; without a style, references are written in the built-in one."""
    entries = dict(bibliography(index, style))
    return Desk(index, entries, tuple(entries), words(index.pathway.pathway.language))


def pages(desk: Desk, style: Style | None = None) -> Iterator[Page]:
    """Every page of a pathway without errors, in the order of the navigation."""
    shown = [_completed(desk, page) for page in _pages(desk, style)]
    document = print_page(desk.at(PRINT), shown)
    return iter([*shown, document] if document else shown)


def _completed(desk: Desk, page: Page) -> Page:
    """A page with what its readers take along."""
    return replace(page, fill=lambda: with_downloads(desk, page))


def _pages(desk: Desk, style: Style | None) -> Iterator[Page]:
    pathway = desk.index.pathway
    yield home_page(desk)
    for section in pathway.sections:
        yield section_page(desk.at(f"{section.id}.md"), section)
    if pathway.treatments:
        yield treatment_index(desk.at("treatments.md"))
        yield from treatment_pages(desk)
    if pathway.antibodies:
        yield antibodies_page(desk)
    if pathway.circumstances:
        yield circumstances_page(desk)
    yield evidence_page(desk)
    yield references_page(desk)
    yield method_page(desk, cited_as(pathway.pathway, desk.words, style))
    if pathway.abbreviations or any(treatment.abbreviations for treatment in pathway.treatments):
        yield abbreviations_page(desk)
    yield walk_page(desk.at(WALK))
