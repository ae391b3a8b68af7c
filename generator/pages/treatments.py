"""Treatments: an index of all, and for each what the pathway says of it, gathered from wherever it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.index import NodePlace, Way
from generator.model import Kind, Treatment
from generator.pages.desk import METHOD, TREATMENTS, Desk, treatment_page
from generator.pages.picture import SmallPlot, axis_for, small_picture
from generator.pages.roles import RoleGroup, by_role, remarks_on, statements_of
from generator.pages.views import Link, Page, Remark, StatementView
from generator.plot import Axis


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
    plot: SmallPlot | None
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
    return [place for place in desk.index.boxes_giving(treatment) if place.section and place.section.id == section]


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
    axis = axis_for(desk)
    for treatment in desk.index.pathway.treatments:
        yield _treatment_page(desk.at(treatment_page(treatment.id)), treatment, axis)


def _treatment_page(desk: Desk, treatment: Treatment, axis: Axis | None) -> Page:
    own = by_role(desk, desk.index.statements_about(treatment.id))
    groups = [desk.index.treatments[group] for group in desk.index.groups_of.get(treatment.id, ())]
    said = tuple(_said_of(desk, group, treatment) for group in groups if desk.index.statements_about(group.id))
    view = TreatmentView(
        Link(desk.words.treatments, desk.href(TREATMENTS)),
        treatment.abbreviations,
        tuple(desk.to_treatment(group.id) for group in groups),
        tuple(desk.to_treatment(member) for member in treatment.members),
        remarks_on(desk, treatment),
        small_picture(desk, treatment, axis),
        tuple(_place_row(desk, place) for place in desk.index.boxes_giving(treatment.id)),
        own,
        said,
    )
    statements = [*statements_of(own), *(statement for group in said for statement in group.statements)]
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
