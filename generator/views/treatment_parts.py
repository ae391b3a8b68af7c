"""Parts of a treatment's page: where it is used, and its doses."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache

from generator.analysis.inclusion import closure, regimens_with
from generator.analysis.index import BoxRef, EdgeRef, PathwayIndex
from generator.analysis.lookups import grouped
from generator.model import Role, Treatment
from generator.views.base import Link, StatementView
from generator.views.blocks import TableView
from generator.views.conditions import condition_of_box, condition_of_options
from generator.views.doses import by_treatment
from generator.views.evidence_parts import BadgeView, GradeOfUse
from generator.views.page_context import PageContext
from generator.views.uses import evidence_at, line_of

_AGAINST = (Role.CONTRAINDICATION, Role.AGAINST)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """Where a treatment stands."""

    section: str
    line: str
    condition: str
    box: Link
    within: str
    """The regimen of which it is a part there, the group that is given, or what is done with it but giving it."""
    grades: tuple[GradeOfUse, ...]
    evidence: BadgeView | None


@dataclass(frozen=True, slots=True)
class DosesView:
    """All rows of doses for a treatment, each with the statement that states it."""

    table: TableView
    stated: tuple[StatementView, ...]


def boxes_with(context: PageContext, treatment: Treatment) -> list[BoxRef]:
    """The boxes that give, continue, reduce, stop or avoid a treatment by itself or in a regimen, in reading order."""
    names = (treatment.id, *regimens_with(context.index, treatment.id))
    using = {name for treatment_id in names for name in context.index.boxes_using.get(treatment_id, ())}
    return _in_order(context.index, {*using, *_boxes_of(context.index).avoiding.get(treatment.id, ())})


def boxes_against(context: PageContext, treatment: Treatment) -> list[BoxRef]:
    """The boxes that say something of a treatment, in reading order: those that warn of it, if there are any."""
    said = context.index.statements_about(treatment.id)
    names = {statement.id for statement in said if statement.role in _AGAINST} or {statement.id for statement in said}
    return _in_order(context.index, {place.box.id for name in names for place in context.index.boxes_stating.get(name, ())})


def instead_of_giving(context: PageContext, treatment: Treatment, place: BoxRef) -> str:
    """Word for what a box does with a treatment that it does not give or continue, or says of it; nothing where it gives it."""
    words, box = context.words, place.box
    names = {treatment.id, *regimens_with(context.index, treatment.id)}
    given = {*_given_by(place), *box.continues}
    if given & (names | with_groups(context.index, treatment.id)):
        return ""
    verbs = [word for key, word in words.verbs.items() if names & {*getattr(box, key)}]
    if verbs:
        return " / ".join(verbs)
    stated = {use.statement for use in context.index.placements(box)}
    roles = {statement.role for statement in context.index.statements_about(treatment.id) if statement.id in stated}
    if Role.CONTRAINDICATION in roles:
        return str(words.warned_of)
    return str(words.recommended_against if Role.AGAINST in roles else words.mentioned_in)


def places(context: PageContext, treatment: Treatment) -> tuple[PlaceRow, ...]:
    """Where a treatment is used: first where it is given, by itself, in a regimen or as one of a group, each in reading order."""
    using = {place.box.id for place in boxes_with(context, treatment)}
    groups = with_groups(context.index, treatment.id)
    rows = []
    for place in _in_order(context.index, {*using, *(place.box.id for place in as_one_of_a_group(context, treatment))}):
        given = [name for name in _given_by(place) if name in groups]
        rows.append(_place_row(context, treatment, place, given))
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))


def as_one_of_a_group(context: PageContext, treatment: Treatment) -> list[BoxRef]:
    """The boxes that give a group of which a treatment may be the member given, in reading order."""
    giving = _boxes_of(context.index).giving
    return _in_order(context.index, {box for name in with_groups(context.index, treatment.id) for box in giving.get(name, ())})


@dataclass(frozen=True, slots=True)
class _Boxes:
    """The boxes of a pathway, by id: their places in reading order, and those that give or avoid each treatment."""

    order: Mapping[str, int]
    giving: Mapping[str, tuple[str, ...]]
    avoiding: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=2)
def _boxes_of(index: PathwayIndex) -> _Boxes:
    """Looked up by every treatment's page, and so gathered once."""
    boxes = index.boxes
    return _Boxes(
        {place.box.id: at for at, place in enumerate(boxes)},
        grouped((name, place.box.id) for place in boxes for name in _given_by(place)),
        grouped((name, place.box.id) for place in boxes for name in place.box.avoids),
    )


def _in_order(index: PathwayIndex, boxes: AbstractSet[str]) -> list[BoxRef]:
    order = _boxes_of(index).order
    return [index.boxes[at] for at in sorted(order[name] for name in boxes)]


def _given_by(place: BoxRef) -> tuple[str, ...]:
    """The treatments that a box or one of its ways gives."""
    return (*place.box.gives, *(name for edge in place.box.next for name in edge.gives))


def with_groups(index: PathwayIndex, treatment: str) -> set[str]:
    """The groups of which a treatment may be the member given, and the groups of these."""
    return closure(treatment, lambda name: index.groups_of.get(name, ())) - {treatment}


def _place_row(context: PageContext, treatment: Treatment, place: BoxRef, groups: list[str]) -> tuple[int, PlaceRow]:
    """A box that uses a treatment, after its rank: 0 if it gives it, 1 if it gives one of a group, 2 if it does something else."""
    index = context.index
    section = place.section.title if place.section else context.words.overview
    treatments = index.treatments_of(place.box)
    regimens = [name for name in treatments if name in regimens_with(index, treatment.id)]
    verbs = [key for key in context.words.verbs if treatment.id in getattr(place.box, key)]
    is_given = "gives" in verbs or any(treatment.id in edge.gives for edge in place.box.next)
    within = " / ".join(context.words.verbs[key] for key in verbs if key != "gives")
    if treatment.id not in treatments and regimens:
        within = context.words.as_part_of.format(regimens=", ".join(index.treatments[name].name for name in regimens))
    elif groups and not is_given:
        within = context.words.as_one_of.format(groups=", ".join(index.treatments[name].name for name in groups))
    grades, evidence = evidence_at(context, place, treatment.id)
    conditions = _condition_of_box(context, place), _condition_of_options(context, {treatment.id, *groups}, place)
    row = PlaceRow(
        section=section,
        line=line_of(place),
        condition="; ".join(filter(None, conditions)),
        box=Link(index.name_of(place.box), context.to_box(place).href),
        within=within,
        grades=grades,
        evidence=evidence,
    )
    return 0 if is_given or regimens else 1 if groups else 2, row


def _condition_of_box(context: PageContext, place: BoxRef) -> str:
    """The words on the ways to a box, each with its question or else with the number of the box that they are in."""

    def numbered(way: EdgeRef, words: str) -> str:
        source = way.source.box
        return words if source.title in words else f"{words} ({context.index.numbers[source.id]})"

    return condition_of_box(context, place, numbered)


def _condition_of_options(context: PageContext, names: set[str], place: BoxRef) -> str:
    """The words of the options that give a treatment, or a group that it is a member of."""
    return condition_of_options(context, (way for way in context.index.out_edges.get(place.box.id, ()) if names & {*way.edge.gives}))


def doses_view(context: PageContext, treatment: Treatment) -> DosesView | None:
    """All rows of doses for a treatment and what it includes, if there are any."""
    found = by_treatment(context.doses.about(treatment.id), lambda entry: entry[1].treatment)
    if not found:
        return None
    table = context.doses.table([row for _, row in found], names_treatment=any(row.treatment != treatment.id for _, row in found))
    return DosesView(table, tuple(context.statement_elsewhere(statement) for statement, _ in found))


def without_doses(context: PageContext, treatment: Treatment, statements: Iterable[StatementView]) -> Iterator[StatementView]:
    """Statements without the doses that the page has in a table of its own."""
    shown = [row for _, row in context.doses.about(treatment.id)]
    for view in statements:
        rest = [row for row in context.index.statements[view.id].doses if row not in shown]
        yield replace(view, doses=context.doses.of_statement(rest))
