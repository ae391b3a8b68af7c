"""Treatments, antibodies and circumstances: what the pathway says of each, gathered from wherever it stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.index import NodePlace, Way
from generator.markdown import Markdown
from generator.model import Kind, Role, Statement, Subject, Treatment
from generator.pages.desk import ANTIBODIES, CIRCUMSTANCES, METHOD, TREATMENTS, Desk, treatment_page
from generator.pages.views import Link, Page, Remark, StatementView

# Safety first: what forbids or warns stands above what is done and what was seen.
_ORDER = (
    Role.CONTRAINDICATION,
    Role.CAUTION,
    Role.MONITORING,
    Role.RECOMMENDATION,
    Role.PRACTICE,
    Role.EVIDENCE,
    Role.GOAL,
    Role.CONTEXT,
)


_WARNINGS = _ORDER[:3]


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """The statements of one role."""

    anchor: Markdown
    role: Markdown
    heading: str
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class GroupSaid:
    """What is said of a group of treatments, shown with a member."""

    heading: str
    link: Link
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Where a treatment stands."""

    section: str
    line: str
    conditions: tuple[str, ...]
    box: Link


@dataclass(frozen=True, slots=True)
class TreatmentView:
    """All about a treatment."""

    index: Link
    names: tuple[str, ...]
    groups: tuple[Link, ...]
    members: tuple[Link, ...]
    remarks: tuple[Remark, ...]
    places: tuple[PlaceRow, ...]
    roles: tuple[RoleGroup, ...]
    said_of_groups: tuple[GroupSaid, ...]


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A treatment across the sections: for each, the boxes that give it."""

    link: Link
    names: tuple[str, ...]
    is_group: bool
    cells: tuple[tuple[Link, ...], ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    """Treatments × sections."""

    columns: tuple[str, ...]
    rows: tuple[IndexRow, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """An antibody or a circumstance."""

    anchor: Markdown
    name: str
    names: tuple[str, ...]
    remarks: tuple[Remark, ...]
    roles: tuple[RoleGroup, ...]
    boxes: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Mind:
    """What to mind: a role, and the treatments it concerns."""

    role: Markdown
    role_word: str
    treatments: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """An antibody or circumstance at a glance."""

    link: Link
    minds: tuple[Mind, ...]


@dataclass(frozen=True, slots=True)
class EntriesView:
    """A page of antibodies or circumstances."""

    help: str
    column: str
    glance: tuple[GlanceRow, ...]
    entries: tuple[EntryView, ...]


def treatment_index(desk: Desk) -> Page:
    """Which treatment stands where, at a glance."""
    treatments = desk.index.pathway.treatments
    sections = [section for section in desk.index.pathway.sections if any(_given_in(desk, section.id, t.id) for t in treatments)]
    rows = tuple(
        IndexRow(
            desk.to_treatment(treatment.id),
            treatment.abbreviations,
            bool(treatment.members),
            tuple(_cell(desk, _given_in(desk, section.id, treatment.id)) for section in sections),
        )
        for treatment in treatments
    )
    columns = tuple(section.short_title or section.title for section in sections)
    return Page(TREATMENTS, desk.words.treatments, "treatments", IndexView(columns, rows), nav_title=desk.words.treatments, group="top")


def _given_in(desk: Desk, section: str, treatment: str) -> list[NodePlace]:
    return [place for place in _boxes_giving(desk, treatment) if place.section and place.section.id == section]


def _boxes_giving(desk: Desk, treatment: str) -> Iterator[NodePlace]:
    return (place for place in desk.index.nodes if treatment in place.node.treatments)


def _cell(desk: Desk, places: Sequence[NodePlace]) -> tuple[Link, ...]:
    """The lines of therapy, each once; the boxes' titles only where no line is named."""
    by_line: dict[str, Link] = {}
    for place in places:
        by_line.setdefault(_line(place), Link(_line(place), desk.to_box(place).href))
    named = tuple(link for line, link in by_line.items() if line)
    return named or tuple(Link(place.node.title, desk.to_box(place).href) for place in places)


def _line(place: NodePlace) -> str:
    return place.node.line or place.chart.line or ""


def treatment_pages(desk: Desk) -> Iterator[Page]:
    """A page for each treatment."""
    for treatment in desk.index.pathway.treatments:
        yield _treatment_page(desk.at(treatment_page(treatment.id)), treatment)


def _treatment_page(desk: Desk, treatment: Treatment) -> Page:
    own = _by_role(desk, desk.index.statements_about(treatment.id))
    groups = [group for group in desk.index.pathway.treatments if treatment.id in group.members]
    said = tuple(_said_of(desk, group, treatment) for group in groups if desk.index.statements_about(group.id))
    view = TreatmentView(
        Link(desk.words.treatments, desk.href(TREATMENTS)),
        treatment.abbreviations,
        tuple(desk.to_treatment(group.id) for group in groups),
        tuple(desk.to_treatment(member) for member in treatment.members),
        _remarks(desk, treatment),
        tuple(_place_row(desk, place) for place in _boxes_giving(desk, treatment.id)),
        own,
        said,
    )
    statements = [*_statements(own), *(statement for group in said for statement in group.statements)]
    tags = (*treatment.abbreviations, *treatment.synonyms)
    return Page(
        desk.here,
        treatment.name,
        "treatment",
        view,
        tags=tags,
        boost=_boost(desk, treatment),
        cited=desk.cited(statements),
        nav_title=treatment.name,
        trail=(view.index,),
        method=desk.href(METHOD),
    )


def _boost(desk: Desk, treatment: Treatment) -> int:
    """A treatment's weight in search: a drug's own page comes before the pages that name it.

    One whose abbreviation begins another's synonym needs more: search takes "CYC" for the beginning of "cyclosporine" as
    readily as for itself.
    """
    others = [word for other in desk.index.pathway.treatments if other is not treatment for word in (*other.abbreviations, *other.synonyms)]
    shorts = tuple(short.casefold() for short in treatment.abbreviations)
    return 8 if shorts and any(word.casefold().startswith(shorts) for word in others) else 2


def _said_of(desk: Desk, group: Treatment, member: Treatment) -> GroupSaid:
    said = [statement for statement in desk.index.statements_about(group.id) if member.id not in statement.about]
    heading = desk.words.said_of_group.format(group=group.name)
    return GroupSaid(heading, desk.to_treatment(group.id), tuple(desk.statement_elsewhere(statement) for statement in said))


def _place_row(desk: Desk, place: NodePlace) -> PlaceRow:
    conditions = tuple(_condition(way) for way in desk.index.ways_to.get(place.node.id, ()) if way.edge.label)
    section = place.section.title if place.section else desk.words.overview
    link = desk.to_box(place)
    return PlaceRow(section, _line(place), conditions, Link(place.node.title, link.href))


def _condition(way: Way) -> str:
    """The label of an edge; an answer with its question, since “yes” alone says nothing away from the chart."""
    label = way.edge.label or ""
    return f"{way.source.node.title} {label}" if way.source.node.kind is Kind.QUESTION else label


def _by_role(desk: Desk, statements: Sequence[Statement]) -> tuple[RoleGroup, ...]:
    return tuple(
        RoleGroup(
            Markdown(role),
            Markdown(role),
            desk.words.role_headings[role],
            tuple(desk.statement_elsewhere(statement) for statement in statements if statement.role is role),
        )
        for role in _ORDER
        if any(statement.role is role for statement in statements)
    )


def _statements(groups: Iterable[RoleGroup]) -> list[StatementView]:
    return [statement for group in groups for statement in group.statements]


def _remarks(desk: Desk, subject: Subject) -> tuple[Remark, ...]:
    note = (Remark("note", desk.words.note, subject.note),) if subject.note else ()
    return (*note, *desk.editorial(subject.editorial))


def antibodies_page(desk: Desk) -> Page:
    """What an antibody changes."""
    words = desk.words
    heads = _Heads(words.antibodies, words.antibodies, words.antibodies_help, words.antibody)
    return _entries_page(desk.at(ANTIBODIES), heads, desk.index.pathway.antibodies)


def circumstances_page(desk: Desk) -> Page:
    """What changes for this patient."""
    words = desk.words
    heads = _Heads(words.circumstances, words.circumstances_short, words.circumstances_help, words.circumstance)
    return _entries_page(desk.at(CIRCUMSTANCES), heads, desk.index.pathway.circumstances)


class _Heads(NamedTuple):
    title: str
    nav_title: str
    help: str
    column: str


def _entries_page(desk: Desk, heads: _Heads, subjects: Sequence[Subject]) -> Page:
    entries = tuple(_entry(desk, subject) for subject in subjects)
    glance = tuple(GlanceRow(Link(subject.name, desk.href(desk.here, subject.id)), tuple(_minds(desk, subject))) for subject in subjects)
    return Page(
        desk.here,
        heads.title,
        "entries",
        EntriesView(heads.help, heads.column, glance, entries),
        heads.help,
        tuple(dict.fromkeys(word for subject in subjects for word in (subject.name, *subject.abbreviations, *subject.synonyms))),
        desk.cited([statement for entry in entries for statement in _statements(entry.roles)]),
        heads.nav_title,
        "top",
    )


def _minds(desk: Desk, subject: Subject) -> Iterator[Mind]:
    """The treatments it forbids or warns of, and the others it concerns.

    Only a warning is named by its role: “Recommendation: X” would say that X is recommended, where the statement may say otherwise.
    """
    statements = desk.index.statements_about(subject.id)
    named: set[str] = set()
    for role in _WARNINGS:
        warned = _treatments(desk, (statement for statement in statements if statement.role is role))
        if warned:
            yield Mind(Markdown(role), desk.words.roles[role], tuple(map(desk.to_treatment, warned)))
        named.update(warned)
    others = [name for name in _treatments(desk, statements) if name not in named]
    if others:
        yield Mind(Markdown(Role.CONTEXT), desk.words.concerns, tuple(map(desk.to_treatment, others)))


def _treatments(desk: Desk, statements: Iterable[Statement]) -> list[str]:
    return list(dict.fromkeys(name for statement in statements for name in statement.about if name in desk.index.treatments))


def _entry(desk: Desk, subject: Subject) -> EntryView:
    statements = desk.index.statements_about(subject.id)
    boxes = {place.node.id: place for statement in statements for place in desk.index.places_of[statement.id]}
    return EntryView(
        Markdown(subject.id),
        subject.name,
        subject.abbreviations,
        _remarks(desk, subject),
        _by_role(desk, statements),
        tuple(desk.to_box(place) for place in boxes.values()),
    )
