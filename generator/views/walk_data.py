"""The walk: what the scripts know of the way through a pathway, and the page of a walk's summary.

Boxes, statements and treatments go by their places in lists: ids as the keys of an object could mean something to JavaScript.
"""

from dataclasses import dataclass
from typing import Any

from generator.analysis.applicability import included
from generator.analysis.index import BoxRef
from generator.markup import Markdown
from generator.model import Statement, Treatment
from generator.references import Entry
from generator.views.base import Content, Page
from generator.views.by_role import ORDER, WARNINGS
from generator.views.page_context import HOME, WALK, PageContext, page_of


@dataclass(frozen=True, slots=True)
class SummaryView:
    """The page of a summary before a script has filled it, and all there is without one."""

    overview: Markdown
    disclaimer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """Data the scripts load when a walk begins (`graph`), and for its summary (`says`); pages by their paths."""

    graph: dict[str, Any]
    says: dict[str, Any]


def walk_page(context: PageContext) -> Page:
    """The page of a walk's summary; which walk is in its address."""
    metadata, words = context.index.pathway.pathway, context.words
    content = Content(view=SummaryView(context.href(HOME), metadata.disclaimer))
    return Page(
        path=WALK,
        title=words.walk["summary_title"],
        template="walk",
        build=lambda: content,
        nav_title=words.walk["summary_title"],
        findable=False,
    )


def walk(context: PageContext) -> Walk:
    """Everything a walk shows that does not stand on the page where it is."""
    return Walk(_graph(context), _says(context))


def _graph(context: PageContext) -> dict[str, Any]:
    pages = [HOME, *(f"{section.id}.md" for section in context.index.pathway.sections)]
    return {
        "version": context.index.pathway.pathway.version,
        "pages": pages,
        "summary": WALK,
        "words": context.words.walk,
        "unsafe": [context.words.lens["unsafe"], context.words.lens["unsafe_more"]],
        "kinds": context.words.kinds,
        "boxes": [_box(context, place, pages.index(page_of(place))) for place in context.index.boxes],
    }


def _box(context: PageContext, place: BoxRef, page: int) -> list[Any]:
    ways = [[way.edge.to, way.edge.label or "", way.target.box.id] for way in context.index.out_edges.get(place.box.id, ()) if way.target]
    return [place.box.id, place.box.kind, place.box.title, page, place.chart.id, ways]


def _says(context: PageContext) -> dict[str, Any]:
    pathway = context.index.pathway
    metadata, words = pathway.pathway, context.words
    statements = {statement.id: number for number, statement in enumerate(pathway.statements)}
    treatments = {treatment.id: number for number, treatment in enumerate(pathway.treatments)}
    return {
        "title": metadata.title,
        "facts": [
            [words.version, metadata.version],
            [words.published, words.format_date(metadata.published)],
            [words.review_by, words.format_date(metadata.review_by)],
        ],
        "review": metadata.review_short,
        "disclaimer": metadata.disclaimer,
        "roles": words.roles,
        "boxes": [
            [
                place.box.id,
                [statements[placement.statement] for placement in place.box.statements],
                [treatments[treatment] for treatment in place.box.treatments],
            ]
            for place in context.index.boxes
        ],
        "statements": [_statement(context, statement) for statement in pathway.statements],
        "treatments": [
            [
                treatment.name,
                sorted(treatments[group] for group in _groups(context, treatment)),
                sorted(treatments[inner] for inner in included(context.index, treatment.id)),
                [statements[statement.id] for statement in _warnings(context, treatment)],
            ]
            for treatment in pathway.treatments
        ],
        "references": [_reference(context, entry) for entry in context.entries.values()],
    }


def _statement(context: PageContext, statement: Statement) -> list[Any]:
    """Its role, words and citations, the note on it, the notes on its citations, each with the number it is about, and its id."""
    cites = context.in_order(statement.cites)
    numbers = [context.entries[citation.reference].number for citation in cites]
    remarks = [f"{context.words.note}: {statement.note}"] if statement.note else []
    notes = [[number, citation.note] for number, citation in zip(numbers, cites, strict=True) if citation.note]
    return [statement.role, statement.says, numbers, remarks, notes, statement.id]


def _groups(context: PageContext, treatment: Treatment) -> set[str]:
    """The groups a treatment belongs to, and the groups that these belong to."""
    inside, fresh = {treatment.id}, {treatment.id}
    while fresh:
        fresh = {group for member in fresh for group in context.index.groups_of.get(member, ())} - inside
        inside |= fresh
    return inside - {treatment.id}


def _warnings(context: PageContext, treatment: Treatment) -> list[Statement]:
    """Warnings about a treatment from all boxes, contraindications first."""
    about = (statement for statement in context.index.statements_about(treatment.id) if statement.role in WARNINGS)
    return sorted(about, key=lambda statement: ORDER.index(statement.role))


def _reference(context: PageContext, entry: Entry) -> list[Any]:
    """Number, text, address and warning of a reference, and the notices that readers see wherever it is cited."""
    fates = (f"{fate.text} {fate.link.text if fate.link else ''}".strip() for fate in context.publication_status(entry.reference))
    told = [*(f"{fate}." for fate in fates), entry.reference.notice or ""]
    warning = context.words.citation_retracted if entry.reference.retracted else ""
    return [entry.number, entry.text, _address(entry), warning, " ".join(filter(None, told))]


def _address(entry: Entry) -> str:
    """The one address that lasts longest, for paper."""
    known = dict(entry.links)
    return known.get("DOI") or next(iter(known.values()), "")
