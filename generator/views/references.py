"""The reference list: every publication with all that rests on it, and the ways to search and sort them."""

from dataclasses import dataclass

from generator.analysis.index import BoxRef
from generator.core.sentences import closed
from generator.markup import Markdown, href
from generator.model import Statement
from generator.references import Entry, identifiers
from generator.views.base import Content, Link, Page, StatementView, StatusNote
from generator.views.evidence_age import age_in_words
from generator.views.page_context import REFERENCES, PageContext, page_of
from generator.views.reference_filters import FilterData, FilterMenu, marks, menus, ranks, years
from generator.views.study_facts import facts


@dataclass(frozen=True, slots=True)
class ReferenceUse:
    """A statement that cites a reference, and every box that states it or rests on it."""

    statement: StatementView
    boxes: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceEntry:
    """A reference with all that its citation shows, and every use of it."""

    number: int
    anchor: Markdown
    label: str
    text: Markdown
    identifiers: str
    fates: tuple[StatusNote, ...]
    links: tuple[Link, ...]
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    treatments: tuple[Link, ...]
    uses_heading: str
    uses: tuple[ReferenceUse, ...]
    marks: FilterData


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencesView:
    """The reference list."""

    help: tuple[str, ...]
    count: str
    some: str
    menus: tuple[FilterMenu, ...]
    years: tuple[int, int] | None
    entries: tuple[ReferenceEntry, ...]


def references_page(context: PageContext) -> Page:
    """Every publication, and what rests on it."""
    title = context.words.references
    return Page(
        path=REFERENCES,
        title=title,
        template="references",
        build=lambda: _content(context.for_page(REFERENCES)),
        nav_title=title,
        group="top",
        lists_references=True,
    )


def _content(context: PageContext) -> Content:
    words = context.words
    uses = _Uses(context)
    treatments = {name: uses.treatments(name) for name in context.entries}
    rank = ranks(context.entries.values())
    entries = tuple(_reference(context, entry, uses, rank[name]) for name, entry in context.entries.items())
    count = words.pluralise(words.references_count, len(entries))
    summary = f"{closed(count)} {age_in_words(context)}".rstrip()
    view = ReferencesView(
        help=(words.references_help, summary),
        count=count,
        some=words.references_some.format(count=count),
        menus=menus(context, treatments) if len(entries) > 1 else (),
        years=years(context.entries.values()),
        entries=entries,
    )
    return Content(view=view, description=summary)


class _Uses:
    """Who uses each reference: looked up once for all."""

    def __init__(self, context: PageContext) -> None:
        self.statements: dict[str, list[Statement]] = {}
        for statement in context.index.pathway.statements:
            for citation in statement.cites:
                self.statements.setdefault(citation.reference, []).append(statement)
        self.boxes: dict[str, list[tuple[BoxRef, bool]]] = {}
        for place in context.index.boxes:
            stated = [placement.statement for placement in context.index.placements(place.box)]
            for name in dict.fromkeys((*stated, *place.box.rests_on)):
                self.boxes.setdefault(name, []).append((place, name in stated))
        self._treatments = context.index.treatments

    def treatments(self, reference: str) -> list[str]:
        """The treatments that a statement which cites the reference is about."""
        about = (name for statement in self.statements.get(reference, ()) for name in statement.subjects)
        return [name for name in dict.fromkeys(about) if name in self._treatments]


def _reference(context: PageContext, entry: Entry, uses: _Uses, rank: int) -> ReferenceEntry:
    reference = entry.reference
    citing = uses.statements.get(reference.id, [])
    treatments = uses.treatments(reference.id)
    return ReferenceEntry(
        number=entry.number,
        anchor=Markdown(reference.id),
        label=entry.label,
        text=entry.formatted,
        identifiers=identifiers(entry, context.words),
        fates=tuple(context.publication_status(reference)),
        links=tuple(Link(name, href(address)) for name, address in entry.links),
        facts=facts(reference, context.words, full=True),
        notes=tuple(note for note in (reference.notice, reference.directness_note, reference.note) if note),
        treatments=tuple(map(context.to_treatment, treatments)),
        uses_heading=_heading(context, citing, {place.box.id for statement in citing for place, _ in uses.boxes.get(statement.id, ())}),
        uses=tuple(_use(context, statement, uses) for statement in citing),
        marks=marks(entry, treatments, rank),
    )


def _heading(context: PageContext, statements: list[Statement], boxes: set[str]) -> str:
    words = context.words
    return f"{words.pluralise(words.cited_by, len(statements))} {words.pluralise(words.cited_in, len(boxes))}"


def _use(context: PageContext, statement: Statement, uses: _Uses) -> ReferenceUse:
    home = context.index.primary_box.get(statement.id)
    places = sorted(uses.boxes.get(statement.id, ()), key=lambda found: found[0] is not home)
    links = (Link(context.to_box(place).text, _shown_at(context, place, statement.id, is_stated=stated)) for place, stated in places)
    return ReferenceUse(context.statement_elsewhere(statement), tuple(links))


def _shown_at(context: PageContext, place: BoxRef, statement: str, *, is_stated: bool) -> Markdown:
    return context.to_statement(place, statement) if is_stated else context.href(page_of(place), place.box.id)
