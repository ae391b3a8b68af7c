"""The reference list: every publication with all that rests on it, and the ways to search and sort them."""

from dataclasses import dataclass

from generator.bibliography import Entry, identifiers
from generator.index import NodePlace
from generator.markdown import Markdown, href
from generator.model import Statement
from generator.pages.desk import REFERENCES, Desk, page_of
from generator.pages.filing import Marks, Menu, marks, menus, ranks, years
from generator.pages.sections import newest_year
from generator.pages.studies import facts
from generator.pages.views import Content, Fate, Link, Page


@dataclass(frozen=True, slots=True)
class Use:
    """A statement that cites a reference, and every box that states it or rests on it."""

    says: str
    role: Markdown
    role_word: str
    boxes: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """A reference with all that its citation shows, and every use of it."""

    number: int
    anchor: Markdown
    label: str
    text: Markdown
    identifiers: str
    fates: tuple[Fate, ...]
    links: tuple[Link, ...]
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    treatments: tuple[Link, ...]
    uses_heading: str
    uses: tuple[Use, ...]
    marks: Marks


@dataclass(frozen=True, slots=True)
class ReferencesView:
    """The reference list."""

    help: tuple[str, ...]
    count: str
    some: str
    menus: tuple[Menu, ...]
    years: tuple[int, int] | None
    entries: tuple[ReferenceEntry, ...]


def references_page(desk: Desk) -> Page:
    """Every publication, and what rests on it."""
    title = desk.words.references
    return Page(REFERENCES, title, "references", lambda: _content(desk.at(REFERENCES)), nav_title=title, group="top", lists=True)


def _content(desk: Desk) -> Content:
    words = desk.words
    uses = _Uses(desk)
    treatments = {name: uses.treatments(name) for name in desk.entries}
    rank = ranks(desk.entries.values())
    entries = tuple(_reference(desk, entry, uses, rank[name]) for name, entry in desk.entries.items())
    count = words.counted(words.references_count, len(entries))
    newest = newest_year(desk.entries.values())
    summary = words.references_newest.format(count=count, newest=newest) if newest else words.references_undated.format(count=count)
    view = ReferencesView(
        (words.references_help, summary),
        count,
        words.references_some.format(count=count),
        menus(desk, treatments) if len(entries) > 1 else (),
        years(desk.entries.values()),
        entries,
    )
    return Content(view, summary)


class _Uses:
    """Who uses each reference: looked up once for all."""

    def __init__(self, desk: Desk) -> None:
        self.statements: dict[str, list[Statement]] = {}
        for statement in desk.index.pathway.statements:
            for citation in statement.cites:
                self.statements.setdefault(citation.reference, []).append(statement)
        self.boxes: dict[str, list[tuple[NodePlace, bool]]] = {}
        for place in desk.index.nodes:
            stated = [placement.statement for placement in place.node.statements]
            for name in dict.fromkeys((*stated, *place.node.rests_on)):
                self.boxes.setdefault(name, []).append((place, name in stated))
        self._treatments = desk.index.treatments

    def treatments(self, reference: str) -> list[str]:
        """The treatments that a statement which cites the reference is about."""
        about = (name for statement in self.statements.get(reference, ()) for name in statement.about)
        return [name for name in dict.fromkeys(about) if name in self._treatments]


def _reference(desk: Desk, entry: Entry, uses: _Uses, rank: int) -> ReferenceEntry:
    reference = entry.reference
    citing = uses.statements.get(reference.id, [])
    treatments = uses.treatments(reference.id)
    return ReferenceEntry(
        entry.number,
        Markdown(reference.id),
        entry.label,
        entry.formatted,
        identifiers(entry, desk.words),
        tuple(desk.fates(reference)),
        tuple(Link(name, href(address)) for name, address in entry.links),
        facts(reference, desk.words, full=True),
        tuple(note for note in (reference.notice, reference.directness_note, reference.note) if note),
        tuple(map(desk.to_treatment, treatments)),
        _heading(desk, citing, {place.node.id for statement in citing for place, _ in uses.boxes.get(statement.id, ())}),
        tuple(_use(desk, statement, uses) for statement in citing),
        marks(entry, treatments, rank),
    )


def _heading(desk: Desk, statements: list[Statement], boxes: set[str]) -> str:
    words = desk.words
    return f"{words.counted(words.cited_by, len(statements))} {words.counted(words.cited_in, len(boxes))}"


def _use(desk: Desk, statement: Statement, uses: _Uses) -> Use:
    home = desk.index.home_of.get(statement.id)
    places = sorted(uses.boxes.get(statement.id, ()), key=lambda found: found[0] is not home)
    links = (
        Link(desk.to_box(place).text, desk.href(page_of(place), f"{place.node.id}--{statement.id}" if stated else place.node.id))
        for place, stated in places
    )
    return Use(statement.says, Markdown(statement.role), desk.words.roles[statement.role], tuple(links))
