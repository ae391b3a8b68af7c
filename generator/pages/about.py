"""References, abbreviations, and how the pathway was made."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.bibliography import Entry
from generator.index import NodePlace
from generator.markdown import Markdown, href
from generator.model import Statement
from generator.pages.badges import Legend, legend
from generator.pages.desk import ABBREVIATIONS, METHOD, REFERENCES, Desk, page_of
from generator.pages.sections import newest_year
from generator.pages.views import Fate, Link, Page


@dataclass(frozen=True, slots=True)
class Use:
    """A statement that cites a reference."""

    says: str
    role: Markdown
    role_word: str
    home: Link


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """A reference with all that its citation shows, and every use of it."""

    number: int
    anchor: Markdown
    label: str
    text: str
    fates: tuple[Fate, ...]
    links: tuple[Link, ...]
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    uses_heading: str
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class ReferencesView:
    """The reference list."""

    help: tuple[str, ...]
    entries: tuple[ReferenceEntry, ...]


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
class MethodView:
    """How the pathway was made."""

    parts: tuple[tuple[str, Markdown, tuple[str, ...]], ...]
    legend: Legend
    arrangements: tuple[Arrangement, ...]


def references_page(desk: Desk) -> Page:
    """Every publication, and what rests on it."""
    desk, words = desk.at(REFERENCES), desk.words
    citing = _citing(desk)
    count = words.references_oldest.format(count=len(desk.entries), newest=newest_year(desk.entries.values()) or "?")
    entries = tuple(_reference(desk, entry, citing.get(name, [])) for name, entry in desk.entries.items())
    return Page(
        REFERENCES,
        words.references,
        "references",
        ReferencesView((words.references_help, count), entries),
        count,
        nav_title=words.references,
        group="top",
    )


def _citing(desk: Desk) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for statement in desk.index.pathway.statements:
        for citation in statement.cites:
            found.setdefault(citation.reference, []).append(statement)
    return found


def _reference(desk: Desk, entry: Entry, citing: list[Statement]) -> ReferenceEntry:
    heading = desk.words.cited_by_one if len(citing) == 1 else desk.words.cited_by.format(count=len(citing))
    reference = entry.reference
    return ReferenceEntry(
        entry.number,
        Markdown(reference.id),
        entry.label,
        entry.text,
        tuple(desk.fates(reference)),
        tuple(Link(name, href(address)) for name, address in entry.links),
        tuple(_facts(desk, entry)),
        tuple(note for note in (reference.directness_note, reference.note) if note),
        heading,
        tuple(_use(desk, statement) for statement in citing),
    )


def _facts(desk: Desk, entry: Entry) -> Iterator[tuple[str, str]]:
    words, reference = desk.words, entry.reference
    design = words.designs[reference.design]
    if reference.design_basis:
        design += f" ({words.design_basis.format(basis=words.design_bases[reference.design_basis])})"
    if reference.participants:
        many = words.participants.format(count=reference.participants)
        design += f", {words.participants_one if reference.participants == 1 else many}"
    yield words.design, design
    about = reference.population or ""
    if reference.directness:
        about += f" ({words.directness[reference.directness]})" if about else words.directness[reference.directness]
    if about:
        yield words.population_studied, about
    if reference.checked_on:
        yield words.checked_on, words.day(reference.checked_on)


def _use(desk: Desk, statement: Statement) -> Use:
    view = desk.statement_elsewhere(statement)
    return Use(statement.says, view.role, view.role_word, view.home or desk.to_box(desk.index.home_of[statement.id]))


def abbreviations_page(desk: Desk) -> Page:
    """All short forms."""
    desk = desk.at(ABBREVIATIONS)
    rows: dict[str, tuple[str, Link | None]] = {short: (long, None) for short, long in desk.index.pathway.abbreviations.items()}
    for treatment in desk.index.pathway.treatments:
        for short in treatment.abbreviations:
            rows[short] = (treatment.name, desk.to_treatment(treatment.id))
    ordered = sorted(rows.items(), key=lambda row: row[0].casefold())
    view = AbbreviationsView(tuple((short, long, link) for short, (long, link) in ordered))
    return Page(
        ABBREVIATIONS,
        desk.words.abbreviations,
        "abbreviations",
        view,
        desk.words.abbreviations_intro,
        nav_title=desk.words.abbreviations,
        group="about",
    )


def method_page(desk: Desk) -> Page:
    """How the pathway was made, and every arrangement of its editors."""
    desk, words, passport = desk.at(METHOD), desk.words, desk.index.pathway.pathway
    parts = (
        (words.method_claims, Markdown("making"), passport.method),
        (words.grading, Markdown("grading"), passport.grading),
        (words.review, Markdown("review"), passport.review),
        (words.authorship, Markdown("authorship"), passport.authorship),
        (words.licence, Markdown("licence"), passport.licence),
        (words.disclaimer, Markdown("disclaimer"), passport.disclaimer),
    )
    view = MethodView(parts, legend(words), tuple(_arrangements(desk)))
    return Page(METHOD, words.method, "method", view, nav_title=words.method_short, group="about")


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
