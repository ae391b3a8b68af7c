"""Abbreviations, and how the pathway was made."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.checks import lowered
from generator.index import NodePlace
from generator.markdown import Markdown
from generator.pages.badges import Legend, legend
from generator.pages.desk import ABBREVIATIONS, METHOD, Desk, page_of
from generator.pages.taking import CiteView, cite_view
from generator.pages.views import Content, Link, Page


@dataclass(frozen=True, slots=True)
class AbbreviationsView:
    """Short forms and what they stand for; a link where a page says more."""

    rows: tuple[tuple[str, str, Link | None], ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Something the editors arranged: what, where, and why."""

    what: Link
    why: str


@dataclass(frozen=True, slots=True)
class Lowered:
    """A check that weighs less for this pathway: what it looks for, what became of it, and why."""

    what: str
    how: str
    why: str


@dataclass(frozen=True, slots=True)
class MethodView:
    """How the pathway was made."""

    parts: tuple[tuple[str, Markdown, tuple[str, ...]], ...]
    legend: Legend
    arrangements: tuple[Arrangement, ...]
    lowered: tuple[Lowered, ...]
    cite: CiteView


def abbreviations_page(desk: Desk) -> Page:
    """All short forms."""
    title = desk.words.abbreviations
    return Page(ABBREVIATIONS, title, "abbreviations", lambda: _abbreviations(desk.at(ABBREVIATIONS)), nav_title=title, group="about")


def _abbreviations(desk: Desk) -> Content:
    rows: dict[str, tuple[str, Link | None]] = {short: (long, None) for short, long in desk.index.pathway.abbreviations.items()}
    for treatment in desk.index.pathway.treatments:
        for short in treatment.abbreviations:
            rows[short] = (treatment.name, desk.to_treatment(treatment.id))
    ordered = sorted(rows.items(), key=lambda row: row[0].casefold())
    view = AbbreviationsView(tuple((short, long, link) for short, (long, link) in ordered))
    return Content(view, desk.words.abbreviations_intro)


def method_page(desk: Desk, cited: str) -> Page:
    """How the pathway was made, and every arrangement of its editors."""
    words = desk.words
    return Page(METHOD, words.method, "method", lambda: _method(desk.at(METHOD), cited), nav_title=words.method_short, group="about")


def _method(desk: Desk, cited: str) -> Content:
    words, passport = desk.words, desk.index.pathway.pathway
    parts = (
        (words.method_claims, Markdown("making"), passport.method),
        (words.grading, Markdown("grading"), passport.grading),
        (words.review, Markdown("review"), passport.review),
        (words.authorship, Markdown("authorship"), passport.authorship),
        (words.licence, Markdown("licence"), passport.licence),
        (words.disclaimer, Markdown("disclaimer"), passport.disclaimer),
        (words.accessibility, Markdown("accessibility"), tuple(words.accessibility_says)),
    )
    view = MethodView(parts, legend(words), tuple(_arrangements(desk)), _lowered(desk), cite_view(desk, cited))
    return Content(view, words.method_description)


def _lowered(desk: Desk) -> tuple[Lowered, ...]:
    how = {"off": desk.words.checks_off, "warning": desk.words.checks_warning}
    pairs = lowered(desk.index.pathway.settings)
    return tuple(Lowered(rule.title, how[setting.severity], setting.reason) for rule, setting in pairs)


def _arrangements(desk: Desk) -> Iterator[Arrangement]:
    words = desk.words
    for place in desk.index.nodes:
        box = desk.to_box(place)
        if place.node.editorial:
            yield Arrangement(box, place.node.editorial)
        for placement in place.node.statements:
            if placement.editorial:
                yield Arrangement(
                    Link(words.statement_in.format(box=box.text), _anchor(desk, place, placement.statement)), placement.editorial
                )
        for way in desk.index.ways_from.get(place.node.id, ()):
            if way.edge.editorial and way.target:
                text = words.way_from_to.format(source=box.text, target=desk.to_box(way.target).text)
                yield Arrangement(Link(text, box.href), way.edge.editorial)
    yield from _subjects(desk)


def _anchor(desk: Desk, place: NodePlace, statement: str) -> Markdown:
    return desk.href(page_of(place), f"{place.node.id}--{statement}")


def _subjects(desk: Desk) -> Iterator[Arrangement]:
    pathway = desk.index.pathway
    for treatment in pathway.treatments:
        if treatment.editorial:
            yield Arrangement(desk.to_treatment(treatment.id), treatment.editorial)
    for page, subjects in (("antibodies.md", pathway.antibodies), ("circumstances.md", pathway.circumstances)):
        for subject in subjects:
            if subject.editorial:
                yield Arrangement(Link(subject.name, desk.href(page, subject.id)), subject.editorial)
