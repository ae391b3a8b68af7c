"""Treatments: an index of all, and for each what the pathway says of it, gathered from wherever it stands."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby, takewhile

from generator.circumstances import included, regimens_with
from generator.index import NodePlace, Way
from generator.model import Kind, Section, Treatment
from generator.pages.desk import METHOD, TREATMENTS, Desk, treatment_page
from generator.pages.picture import SmallPlot, axis_for, small_picture
from generator.pages.roles import WARNINGS, RoleGroup, by_role, remarks_on, statements_of
from generator.pages.views import Content, Link, Page, Remark, StatementView
from generator.plot import Axis
from generator.sentences import closed

MOST_COLUMNS = 8
"""A table of more sections than this is wider than any page."""


@dataclass(frozen=True, slots=True)
class GroupSaid:
    """Statements about a group of treatments, shown with a member."""

    heading: str
    link: Link
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class InnerSaid:
    """Warnings about the members of a group or the parts of a regimen, each under its name, and in a sentence which of them have none."""

    heading: str
    warned: tuple[tuple[Link, tuple[StatementView, ...]], ...]
    unstated: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Where a treatment stands."""

    section: str
    line: str
    conditions: tuple[str, ...]
    box: Link
    within: str
    """The regimen of which it is a part there."""


@dataclass(frozen=True, slots=True)
class TreatmentView:
    """All about a treatment."""

    index: Link
    names: tuple[str, ...]
    groups: tuple[Link, ...]
    regimens: tuple[Link, ...]
    members: tuple[Link, ...]
    parts: tuple[Link, ...]
    remarks: tuple[Remark, ...]
    plot: SmallPlot | None
    places: tuple[PlaceRow, ...]
    roles: tuple[RoleGroup, ...]
    said_of_inner: InnerSaid | None
    said_of_groups: tuple[GroupSaid, ...]


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A treatment across the sections: for each, the boxes that give it."""

    link: Link
    names: tuple[str, ...]
    kind: str
    cells: tuple[tuple[Link, ...], ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    """Treatments × sections, or × where they stand."""

    columns: tuple[str, ...]
    rows: tuple[IndexRow, ...]


def treatment_index(desk: Desk) -> Page:
    """Which treatment stands where, at a glance."""
    return Page(TREATMENTS, desk.words.treatments, "treatments", lambda: _index(desk), nav_title=desk.words.treatments, group="top")


def _index(desk: Desk) -> Content:
    """A column a section, or one for all of them where there are too many."""
    treatments = desk.index.pathway.treatments
    given = {section.id for treatment in treatments for section, _ in _given(desk, treatment)}
    sections = [section for section in desk.index.pathway.sections if section.id in given]
    many = len(sections) > MOST_COLUMNS
    rows = tuple(
        IndexRow(
            desk.to_treatment(treatment.id),
            treatment.abbreviations,
            _kind(desk, treatment),
            (_in_all(desk, treatment),) if many else _in_each(desk, treatment, sections),
        )
        for treatment in treatments
    )
    columns = (desk.words.place_where,) if many else tuple(map(_short, sections))
    return Content(IndexView(columns, rows), desk.words.treatments_description)


def _kind(desk: Desk, treatment: Treatment) -> str:
    return desk.words.group if treatment.members else desk.words.regimen if treatment.parts else ""


def _boxes(desk: Desk, treatment: Treatment) -> list[NodePlace]:
    """The boxes that give a treatment by itself or in a regimen, in reading order."""
    names = {treatment.id, *regimens_with(desk.index, treatment.id)}
    return [place for place in desk.index.nodes if names & {*place.node.treatments}]


def _given(desk: Desk, treatment: Treatment) -> list[tuple[Section, list[NodePlace]]]:
    """The sections that give a treatment, in reading order, and the boxes in each."""
    places = [(place.section, place) for place in _boxes(desk, treatment) if place.section]
    return [(group[0][0], [place for _, place in group]) for _, found in groupby(places, lambda pair: pair[0].id) if (group := [*found])]


def _in_each(desk: Desk, treatment: Treatment, sections: Iterable[Section]) -> tuple[tuple[Link, ...], ...]:
    given = {section.id: places for section, places in _given(desk, treatment)}
    return tuple(_cell(desk, given.get(section.id, ())) for section in sections)


def _in_all(desk: Desk, treatment: Treatment) -> tuple[Link, ...]:
    named = ((_short(section), link) for section, places in _given(desk, treatment) for link in _cell(desk, places))
    return tuple(Link(f"{section}: {link.text}", link.href) for section, link in named)


def _short(section: Section) -> str:
    return section.short_title or section.title


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
    axis, treatments = cache(partial(axis_for, desk)), desk.index.pathway.treatments
    # In search, a drug's own page comes before the pages that name it. One whose abbreviation begins another's synonym needs
    # more: search takes "CYC" for the beginning of "cyclosporine" as readily as for itself.
    mistakable = _mistakable(treatments)
    for treatment in treatments:
        boost = 8 if treatment.id in mistakable else 2
        yield _treatment_page(desk.at(treatment_page(treatment.id)), treatment, axis, boost)


def _treatment_page(desk: Desk, treatment: Treatment, axis: Callable[[], Axis | None], boost: int) -> Page:
    return Page(
        desk.here,
        treatment.name,
        "treatment",
        lambda: _treatment(desk, treatment, axis()),
        nav_title=treatment.name,
        boost=boost,
        trail=(_to_index(desk),),
        method=desk.href(METHOD),
        lists=any(map(desk.index.statements_about, _told_of(desk, treatment))),
    )


def _told_of(desk: Desk, treatment: Treatment) -> tuple[str, ...]:
    """The treatments whose statements its page shows."""
    return treatment.id, *included(desk.index, treatment.id), *desk.index.groups_of.get(treatment.id, ())


def _to_index(desk: Desk) -> Link:
    return Link(desk.words.treatments, desk.href(TREATMENTS))


def _treatment(desk: Desk, treatment: Treatment, axis: Axis | None) -> Content:
    own = by_role(desk, desk.index.statements_about(treatment.id))
    groups = [desk.index.treatments[group] for group in desk.index.groups_of.get(treatment.id, ())]
    said = tuple(_said_of(desk, group, treatment) for group in groups if desk.index.statements_about(group.id))
    inner = _said_of_inner(desk, treatment) if treatment.members or treatment.parts else None
    view = TreatmentView(
        _to_index(desk),
        treatment.abbreviations,
        tuple(desk.to_treatment(group.id) for group in groups),
        tuple(desk.to_treatment(regimen) for regimen in desk.index.regimens_of.get(treatment.id, ())),
        tuple(desk.to_treatment(member) for member in treatment.members),
        tuple(desk.to_treatment(part) for part in treatment.parts),
        remarks_on(desk, treatment),
        small_picture(desk, treatment, axis),
        tuple(_place_row(desk, treatment, place) for place in _boxes(desk, treatment)),
        own,
        inner,
        said,
    )
    below = [statement for _, found in inner.warned for statement in found] if inner else []
    statements = [*statements_of(own), *below, *(statement for group in said for statement in group.statements)]
    tags = (*treatment.abbreviations, *treatment.synonyms)
    return Content(view, desk.words.treatment_description.format(name=treatment.name), tags, desk.cited(statements))


def _mistakable(treatments: Sequence[Treatment]) -> frozenset[str]:
    """The treatments of which an abbreviation begins a word for another."""
    words = sorted((word.casefold(), treatment.id) for treatment in treatments for word in (*treatment.abbreviations, *treatment.synonyms))

    def begins_another(short: str, own: str) -> bool:
        after = (words[place] for place in range(bisect_left(words, (short, "")), len(words)))
        return any(owner != own for _, owner in takewhile(lambda entry: entry[0].startswith(short), after))

    return frozenset(
        treatment.id for treatment in treatments if any(begins_another(short.casefold(), treatment.id) for short in treatment.abbreviations)
    )


def _said_of(desk: Desk, group: Treatment, member: Treatment) -> GroupSaid:
    said = [statement for statement in desk.index.statements_about(group.id) if member.id not in statement.about]
    heading = desk.words.said_of_group.format(group=group.name)
    return GroupSaid(heading, desk.to_treatment(group.id), tuple(desk.statement_elsewhere(statement) for statement in said))


def _said_of_inner(desk: Desk, group: Treatment) -> InnerSaid:
    """Warnings about all that a group or regimen includes; those that are about itself as well are on its page already."""
    below = sorted(included(desk.index, group.id), key=lambda name: desk.index.order_of_treatments[name])
    found = {name: [statement for statement in desk.index.statements_about(name) if statement.role in WARNINGS] for name in below}
    own = {name: [statement for statement in statements if group.id not in statement.about] for name, statements in found.items()}
    warned = tuple(
        (desk.to_treatment(name), tuple(map(desk.statement_elsewhere, statements))) for name, statements in own.items() if statements
    )
    # A group whose members have warnings is not silent.
    warns = {name for name, statements in found.items() if statements}
    silent = [desk.index.treatments[name].name for name in below if not warns & {name, *included(desk.index, name)}]
    words = desk.words
    heading, unstated = (words.said_of_parts, words.parts_unstated) if group.parts else (words.said_of_members, words.members_unstated)
    return InnerSaid(heading, warned, f"{closed(unstated.format(names=', '.join(silent)))} {words.silence}" if silent else "")


def _place_row(desk: Desk, treatment: Treatment, place: NodePlace) -> PlaceRow:
    conditions = tuple(_condition(way) for way in desk.index.ways_to.get(place.node.id, ()) if way.edge.label)
    section = place.section.title if place.section else desk.words.overview
    link = desk.to_box(place)
    regimens = [name for name in place.node.treatments if name in regimens_with(desk.index, treatment.id)]
    named = ", ".join(desk.index.treatments[name].name for name in regimens)
    is_alone = treatment.id in place.node.treatments
    within = "" if is_alone else desk.words.as_part_of.format(regimens=named)
    return PlaceRow(section, _line(place), conditions, Link(place.node.title, link.href), within)


def _condition(way: Way) -> str:
    """The label of an edge with the title of its box, since “yes” or the name of an option says nothing away from the chart."""
    separator = " " if way.source.node.kind is Kind.QUESTION else ": "
    return f"{way.source.node.title}{separator}{way.edge.label}"
