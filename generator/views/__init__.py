"""View models of all pages, fully decided: order, numbers, links, labels."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.analysis.index import PathwayIndex
from generator.core.cache import ContentCache
from generator.i18n import load_messages
from generator.model import Role
from generator.references import Style, bibliography, self_citation
from generator.views.about import abbreviations_page, method_page, terms_page
from generator.views.base import Page
from generator.views.circumstances import circumstances_page, findings_page
from generator.views.downloads import CITATION, download, with_downloads
from generator.views.evidence import evidence_page
from generator.views.examples import examples_page
from generator.views.files import DownloadsView
from generator.views.glance import gives_anything, glance_page
from generator.views.grade_lens import grade_lens
from generator.views.lens_data import lens
from generator.views.moved import moved_pages
from generator.views.page_context import GLANCE, HOME, PRINT, WALK, PageContext, web_address
from generator.views.poster import POSTERS, paper_name, poster_page, poster_path, section_poster
from generator.views.print_view import anchor, part_names, print_page
from generator.views.recommendations import recommendations_page, recommended
from generator.views.references import references_page
from generator.views.reports import Subject, report_link
from generator.views.score_data import score_data
from generator.views.script_data import Data
from generator.views.sections import home_page, section_page
from generator.views.treatments import treatment_index, treatment_pages
from generator.views.walk_data import Walk, walk, walk_page

__all__ = [
    "CITATION",
    "POSTERS",
    "PRINT",
    "Data",
    "DownloadsView",
    "Page",
    "PageContext",
    "Walk",
    "anchor",
    "download",
    "grade_lens",
    "lens",
    "make_context",
    "pages",
    "paper_name",
    "part_names",
    "score_data",
    "section_poster",
    "walk",
]


def make_context(
    index: PathwayIndex, style: Style | None = None, cache: ContentCache | None = None, files: Mapping[str, int] | None = None
) -> PageContext:
    """Desk for all pages of a pathway without errors.

    Args:
        index: the pathway.
        style: of its references; without one, they are written in the built-in one.
        cache: where formatted references are looked for and stored.
        files: the sizes of files beside the pathway, in bytes, by their names.

    """
    entries = dict(bibliography(index, style, cache))
    return PageContext(index, entries, tuple(entries), load_messages(index.pathway.pathway.language), files=files or {})


def pages(context: PageContext, style: Style | None = None, cache: ContentCache | None = None) -> Iterator[Page]:
    """Every page of a pathway without errors, in the order of the navigation."""
    shown = [_completed(context, page) for page in _pages(context, style, cache)]
    document = print_page(context.for_page(PRINT), shown)
    return iter([*shown, *([document] if document else []), *moved_pages(context)])


def _completed(context: PageContext, page: Page) -> Page:
    """A page with what its readers take along, and the link by which they report a problem with it."""
    name = context.words.home if page.path == HOME else page.title
    subject = Subject(name, page.path.removesuffix(".md"), web_address(page.path))
    report = report_link(context.index.pathway.pathway, context.words, subject)
    return replace(page, build=lambda: with_downloads(context, page), report=report)


def _pages(context: PageContext, style: Style | None, cache: ContentCache | None) -> Iterator[Page]:
    pathway = context.index.pathway
    yield home_page(context)
    for section in pathway.sections:
        yield section_page(context.for_page(f"{section.id}.md"), section)
    if gives_anything(context):
        yield glance_page(context.for_page(GLANCE))
    if context.grades.scheme and recommended(pathway.statements):
        yield recommendations_page(context)
    if pathway.treatments:
        yield treatment_index(context.for_page("treatments.md"))
        yield from treatment_pages(context)
    for group in pathway.findings:
        yield findings_page(context, group)
    if pathway.circumstances:
        yield circumstances_page(context)
    yield evidence_page(context)
    yield references_page(context)
    if pathway.cases:
        yield examples_page(context)
    yield method_page(context, self_citation(pathway.pathway, context.words, style, cache))
    yield from _glossaries(context)
    yield walk_page(context.for_page(WALK))
    for section in pathway.sections:
        yield poster_page(context.for_page(poster_path(section.id)), section, cache)


def _glossaries(context: PageContext) -> Iterator[Page]:
    """The pages of terms and of short forms, where there are any."""
    pathway = context.index.pathway
    if any(statement.role is Role.DEFINITION for statement in pathway.statements):
        yield terms_page(context)
    if pathway.abbreviations or any(treatment.abbreviations for treatment in pathway.treatments):
        yield abbreviations_page(context)
