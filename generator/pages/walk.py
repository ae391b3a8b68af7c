"""The walk: what the scripts know of the way through a pathway, and the page of a walk's summary.

Boxes, statements and treatments go by their places in lists: ids as the keys of an object could mean something to JavaScript.
"""

from dataclasses import dataclass
from typing import Any

from generator.bibliography import Entry
from generator.circumstances import included
from generator.index import NodePlace
from generator.markdown import Markdown
from generator.model import Statement, Treatment
from generator.pages.desk import HOME, WALK, Desk, page_of
from generator.pages.roles import ORDER, WARNINGS
from generator.pages.views import Content, Page


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


def walk_page(desk: Desk) -> Page:
    """The page of a walk's summary; which walk is in its address."""
    passport, words = desk.index.pathway.pathway, desk.words
    content = Content(SummaryView(desk.href(HOME), passport.disclaimer))
    return Page(WALK, words.walk["summary_title"], "walk", lambda: content, nav_title=words.walk["summary_title"], findable=False)


def walk(desk: Desk) -> Walk:
    """Everything a walk shows that does not stand on the page where it is."""
    return Walk(_graph(desk), _says(desk))


def _graph(desk: Desk) -> dict[str, Any]:
    pages = [HOME, *(f"{section.id}.md" for section in desk.index.pathway.sections)]
    return {
        "version": desk.index.pathway.pathway.version,
        "pages": pages,
        "summary": WALK,
        "words": desk.words.walk,
        "unsafe": [desk.words.lens["unsafe"], desk.words.lens["unsafe_more"]],
        "kinds": desk.words.kinds,
        "boxes": [_box(desk, place, pages.index(page_of(place))) for place in desk.index.nodes],
    }


def _box(desk: Desk, place: NodePlace, page: int) -> list[Any]:
    ways = [[way.edge.to, way.edge.label or "", way.target.node.id] for way in desk.index.ways_from.get(place.node.id, ()) if way.target]
    return [place.node.id, place.node.kind, place.node.title, page, place.chart.id, ways]


def _says(desk: Desk) -> dict[str, Any]:
    pathway = desk.index.pathway
    passport, words = pathway.pathway, desk.words
    statements = {statement.id: number for number, statement in enumerate(pathway.statements)}
    treatments = {treatment.id: number for number, treatment in enumerate(pathway.treatments)}
    return {
        "title": passport.title,
        "facts": [
            [words.version, passport.version],
            [words.published, words.day(passport.published)],
            [words.review_by, words.day(passport.review_by)],
        ],
        "review": passport.review_short,
        "disclaimer": passport.disclaimer,
        "roles": words.roles,
        "boxes": [
            [
                place.node.id,
                [statements[placement.statement] for placement in place.node.statements],
                [treatments[treatment] for treatment in place.node.treatments],
            ]
            for place in desk.index.nodes
        ],
        "statements": [_statement(desk, statement) for statement in pathway.statements],
        "treatments": [
            [
                treatment.name,
                sorted(treatments[group] for group in _groups(desk, treatment)),
                sorted(treatments[inner] for inner in included(desk.index, treatment.id)),
                [statements[statement.id] for statement in _warnings(desk, treatment)],
            ]
            for treatment in pathway.treatments
        ],
        "references": [_reference(desk, entry) for entry in desk.entries.values()],
    }


def _statement(desk: Desk, statement: Statement) -> list[Any]:
    """Its role, words and citations, the note on it, the notes on its citations, each with the number it is about, and its id."""
    cites = desk.in_order(statement.cites)
    numbers = [desk.entries[citation.reference].number for citation in cites]
    remarks = [f"{desk.words.note}: {statement.note}"] if statement.note else []
    notes = [[number, citation.note] for number, citation in zip(numbers, cites, strict=True) if citation.note]
    return [statement.role, statement.says, numbers, remarks, notes, statement.id]


def _groups(desk: Desk, treatment: Treatment) -> set[str]:
    """The groups a treatment belongs to, and the groups that these belong to."""
    inside, fresh = {treatment.id}, {treatment.id}
    while fresh:
        fresh = {group for member in fresh for group in desk.index.groups_of.get(member, ())} - inside
        inside |= fresh
    return inside - {treatment.id}


def _warnings(desk: Desk, treatment: Treatment) -> list[Statement]:
    """Warnings about a treatment from all boxes, contraindications first."""
    about = (statement for statement in desk.index.statements_about(treatment.id) if statement.role in WARNINGS)
    return sorted(about, key=lambda statement: ORDER.index(statement.role))


def _reference(desk: Desk, entry: Entry) -> list[Any]:
    """Number, text, address and warning of a reference, and the notices that readers see wherever it is cited."""
    fates = (f"{fate.text} {fate.link.text if fate.link else ''}".strip() for fate in desk.fates(entry.reference))
    told = [*(f"{fate}." for fate in fates), entry.reference.notice or ""]
    warning = desk.words.citation_retracted if entry.reference.retracted else ""
    return [entry.number, entry.text, _address(entry), warning, " ".join(filter(None, told))]


def _address(entry: Entry) -> str:
    """The one address that lasts longest, for paper."""
    known = dict(entry.links)
    return known.get("DOI") or next(iter(known.values()), "")
