"""Treatments: an index of all, and for each what the pathway says of it, gathered from wherever it stands."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import groupby

from generator.analysis.inclusion import included
from generator.analysis.index import BoxRef
from generator.charts.timeline import Axis
from generator.core.sentences import closed
from generator.model import Section, Treatment
from generator.views.base import Content, Link, Page, Remark, StatementView
from generator.views.by_role import WARNINGS, RoleGroup, by_role, remarks_on, statements_of
from generator.views.evidence_data import in_brief, uses_for
from generator.views.evidence_map import SmallPlot, axis_for, small_picture
from generator.views.page_context import METHOD, TREATMENTS, PageContext, treatment_page
from generator.views.short_warnings import ShortWarning, dosed_beside, stated_beside, warnings_beside, warnings_in_use
from generator.views.treatment_parts import (
    DosesView,
    PlaceRow,
    as_one_of_a_group,
    boxes_against,
    boxes_with,
    doses_view,
    instead_of_giving,
    places,
    without_doses,
)
from generator.views.uses import line_of

MOST_COLUMNS = 5
"""A table of more sections than this is wider than any page."""


@dataclass(frozen=True, slots=True)
class GroupStatements:
    """Statements about a group of treatments, shown with a member, or about those beside which a treatment is given."""

    heading: str
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class InnerStatements:
    """Warnings about the members of a group or the parts of a regimen, each under its name, and in a sentence which of them have none."""

    heading: str
    warned: tuple[tuple[Link, tuple[StatementView, ...]], ...]
    unstated: str


@dataclass(frozen=True, slots=True, kw_only=True)
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
    warnings: tuple[ShortWarning, ...]
    no_warnings: str
    no_doses: str
    doses: DosesView | None
    roles: tuple[RoleGroup, ...]
    said_of_inner: InnerStatements | None
    said_of_groups: tuple[GroupStatements, ...]

    @property
    def names_lines(self) -> bool:
        """Whether a line of therapy is named at one of its places."""
        return any(row.line for row in self.places)

    @property
    def names_conditions(self) -> bool:
        """Whether a condition is named at one of its places."""
        return any(row.condition for row in self.places)


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A treatment across the sections: for each, the boxes that give it."""

    link: Link
    names: tuple[str, ...]
    kind: str
    one_of: tuple[Link, ...]
    """The members of a group that the editors arranged, which has no name that anybody knows it by."""
    cells: tuple[tuple[Link, ...], ...]
    warnings: tuple[ShortWarning, ...]
    evidence: str
    """The strongest kinds of study, in the words of the page on evidence."""


@dataclass(frozen=True, slots=True)
class IndexView:
    """Treatments × sections, or × where they stand."""

    columns: tuple[str, ...]
    rows: tuple[IndexRow, ...]


def treatment_index(context: PageContext) -> Page:
    """Which treatment stands where, at a glance."""
    return Page(
        path=TREATMENTS,
        title=context.words.treatments,
        template="treatments",
        build=lambda: _index(context),
        nav_title=context.words.treatments,
        group="top",
    )


def _index(context: PageContext) -> Content:
    """A column a section, or one for all of them where there are too many."""
    treatments = context.index.pathway.treatments
    given = {section.id for treatment in treatments for section, _ in _given(context, treatment)}
    sections = [section for section in context.index.pathway.sections if section.id in given]
    many = len(sections) > MOST_COLUMNS
    rows = tuple(
        IndexRow(
            context.to_treatment(treatment.id),
            treatment.abbreviations,
            _kind(context, treatment),
            tuple(map(context.to_treatment, treatment.members)) if treatment.editorial else (),
            (_in_all(context, treatment),) if many else _in_each(context, treatment, sections),
            (*warnings_in_use(context, [treatment.id]), *warnings_beside(context, treatment.id)),
            in_brief(context, uses)[1] if (uses := uses_for(context, treatment)) else "",
        )
        for treatment in treatments
    )
    columns = (context.words.place_where,) if many else tuple(section.short_name for section in sections)
    return Content(view=IndexView(columns, rows), description=context.words.treatments_description)


def _kind(context: PageContext, treatment: Treatment) -> str:
    return context.words.group if treatment.members else context.words.regimen if treatment.parts else ""


def _given(context: PageContext, treatment: Treatment) -> list[tuple[Section, list[BoxRef]]]:
    """The sections with a treatment, in reading order, and the boxes in each.

    If none does anything with it, those that give a group that it is in; if there are none either, those that say something of it.
    """
    found = boxes_with(context, treatment) or as_one_of_a_group(context, treatment) or boxes_against(context, treatment)
    places = [(place.section, place) for place in found if place.section]
    return [(group[0][0], [place for _, place in group]) for _, found in groupby(places, lambda pair: pair[0].id) if (group := [*found])]


def _in_each(context: PageContext, treatment: Treatment, sections: Iterable[Section]) -> tuple[tuple[Link, ...], ...]:
    given = {section.id: places for section, places in _given(context, treatment)}
    return tuple(_cell(context, treatment, given.get(section.id, ())) for section in sections)


def _in_all(context: PageContext, treatment: Treatment) -> tuple[Link, ...]:
    named = ((section.short_name, link) for section, places in _given(context, treatment) for link in _cell(context, treatment, places))
    return tuple(Link(f"{section}: {link.text}", link.href) for section, link in named)


def _cell(context: PageContext, treatment: Treatment, places: Sequence[BoxRef]) -> tuple[Link, ...]:
    """The lines of therapy, each once; boxes by name only where no line is named, or where the treatment is not given but avoided, say."""
    by_line: dict[str, Link] = {}
    others: list[Link] = []
    for place in places:
        instead, name, href = instead_of_giving(context, treatment, place), context.index.name_of(place.box), context.to_box(place).href
        if instead or not line_of(place):
            others.append(Link(f"{instead}: {name}" if instead else name, href))
        else:
            by_line.setdefault(line_of(place), Link(line_of(place), href))
    return tuple(by_line.values()) or tuple(others)


def treatment_pages(context: PageContext) -> Iterator[Page]:
    """A page for each treatment."""
    axis, treatments = cache(partial(axis_for, context)), context.index.pathway.treatments
    for treatment in treatments:
        yield _treatment_page(context.for_page(treatment_page(treatment.id)), treatment, axis)


def _treatment_page(context: PageContext, treatment: Treatment, axis: Callable[[], Axis | None]) -> Page:
    return Page(
        path=context.path,
        title=treatment.name,
        template="treatment",
        build=lambda: _treatment(context, treatment, axis()),
        nav_title=treatment.name,
        is_group=bool(treatment.members),
        trail=(_to_index(context),),
        method=context.href(METHOD),
        lists_references=any(map(context.index.statements_about, _told_of(context, treatment)))
        or any((*stated_beside(context, treatment.id), *dosed_beside(context, treatment.id))),
    )


def _told_of(context: PageContext, treatment: Treatment) -> tuple[str, ...]:
    """The treatments whose statements its page shows."""
    return treatment.id, *included(context.index, treatment.id), *context.index.groups_of.get(treatment.id, ())


def _to_index(context: PageContext) -> Link:
    return Link(context.words.treatments, context.href(TREATMENTS))


def _treatment(context: PageContext, treatment: Treatment, axis: Axis | None) -> Content:
    own = tuple(
        replace(group, statements=tuple(without_doses(context, treatment, group.statements)))
        for group in by_role(context, context.index.statements_about(treatment.id))
    )
    groups = [context.index.treatments[group] for group in context.index.groups_of.get(treatment.id, ())]
    said = (
        *_said_beside(context, treatment),
        *(_said_of(context, group, treatment) for group in groups if context.index.statements_about(group.id)),
    )
    inner = _said_of_inner(context, treatment) if treatment.members or treatment.parts else None
    doses = doses_view(context, treatment)
    view = TreatmentView(
        index=_to_index(context),
        names=treatment.abbreviations,
        groups=tuple(context.to_treatment(group.id) for group in groups),
        regimens=tuple(context.to_treatment(regimen) for regimen in context.index.regimens_of.get(treatment.id, ())),
        members=tuple(context.to_treatment(member) for member in treatment.members),
        parts=tuple(context.to_treatment(part) for part in treatment.parts),
        remarks=remarks_on(context, treatment),
        plot=small_picture(context, treatment, axis),
        places=places(context, treatment),
        warnings=(*warnings_in_use(context, [treatment.id]), *warnings_beside(context, treatment.id)),
        no_warnings="" if treatment.members or treatment.parts else context.words.warnings_none.format(name=treatment.name),
        no_doses=context.index.pathway.pathway.no_doses or "",
        doses=doses,
        roles=own,
        said_of_inner=inner,
        said_of_groups=said,
    )
    below = [statement for _, found in inner.warned for statement in found] if inner else []
    statements = [*statements_of(own), *below, *(statement for group in said for statement in group.statements)]
    statements += doses.stated if doses else ()
    tags = (*treatment.abbreviations, *treatment.synonyms)
    return Content(
        view=view, description=context.words.treatment_description.format(name=treatment.name), tags=tags, cited=context.cited(statements)
    )


def _said_of(context: PageContext, group: Treatment, member: Treatment) -> GroupStatements:
    said = [statement for statement in context.index.statements_about(group.id) if member.id not in statement.treatments]
    heading = context.words.said_of_group.format(group=group.name)
    return GroupStatements(heading, tuple(context.statement_elsewhere(statement) for statement in said))


def _said_beside(context: PageContext, treatment: Treatment) -> Iterator[GroupStatements]:
    """The other half of interactions: what is said of other treatments while this one is being given."""
    found = dict.fromkeys((*stated_beside(context, treatment.id), *dosed_beside(context, treatment.id)))
    if said := tuple(map(context.statement_elsewhere, found)):
        yield GroupStatements(context.words.said_beside, said)


def _said_of_inner(context: PageContext, group: Treatment) -> InnerStatements:
    """Warnings about all that a group or regimen includes; those that are about itself as well are on its page already."""
    below = sorted(included(context.index, group.id), key=lambda name: context.index.order_of_treatments[name])
    found = {name: [statement for statement in context.index.statements_about(name) if statement.role in WARNINGS] for name in below}
    own = {name: [statement for statement in statements if group.id not in statement.treatments] for name, statements in found.items()}
    warned = tuple(
        (context.to_treatment(name), tuple(map(context.statement_elsewhere, statements))) for name, statements in own.items() if statements
    )
    # A group whose members have warnings is not silent.
    warns = {name for name, statements in found.items() if statements}
    silent = [context.index.treatments[name].name for name in below if not warns & {name, *included(context.index, name)}]
    words = context.words
    heading, unstated = (words.said_of_parts, words.parts_unstated) if group.parts else (words.said_of_members, words.members_unstated)
    return InnerStatements(heading, warned, f"{closed(unstated.format(names=', '.join(silent)))} {words.silence}" if silent else "")
