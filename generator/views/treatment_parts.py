"""Parts of a treatment's page: where it is used, and its doses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.analysis.inclusion import regimens_with
from generator.analysis.index import BoxRef, EdgeRef
from generator.model import Kind, Treatment
from generator.views.base import Link, StatementView
from generator.views.blocks import TableView
from generator.views.page_context import PageContext
from generator.views.uses import line_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """Where a treatment stands."""

    section: str
    line: str
    conditions: tuple[str, ...]
    box: Link
    within: str
    """The regimen of which it is a part there."""


@dataclass(frozen=True, slots=True)
class DosesView:
    """All rows of doses for a treatment, each with the statement that states it."""

    table: TableView
    stated: tuple[StatementView, ...]


def boxes_with(context: PageContext, treatment: Treatment) -> list[BoxRef]:
    """The boxes that give, continue, reduce or stop a treatment by itself or in a regimen, in reading order."""
    names = (treatment.id, *regimens_with(context.index, treatment.id))
    using = {name for treatment_id in names for name in context.index.boxes_using.get(treatment_id, ())}
    return [place for place in context.index.boxes if place.box.id in using]


def place_row(context: PageContext, treatment: Treatment, place: BoxRef) -> PlaceRow:
    """A box that uses a treatment, with the conditions under which a reader comes there, or takes the way that gives it."""
    conditions = (*_conditions(context, place), *_options(treatment, place))
    section = place.section.title if place.section else context.words.overview
    box = Link(context.index.name_of(place.box), context.to_box(place).href)
    treatments = context.index.treatments_of(place.box)
    regimens = [name for name in treatments if name in regimens_with(context.index, treatment.id)]
    named = ", ".join(context.index.treatments[name].name for name in regimens)
    is_alone = treatment.id in treatments
    verbs = " / ".join(word for key, word in context.words.verbs.items() if key != "gives" and treatment.id in getattr(place.box, key))
    within = verbs if is_alone else context.words.as_part_of.format(regimens=named)
    return PlaceRow(section=section, line=line_of(place), conditions=conditions, box=box, within=within)


def _conditions(context: PageContext, place: BoxRef) -> Iterator[str]:
    yield from (_condition(context, way) for way in context.index.in_edges.get(place.box.id, ()) if way.edge.label)


def _options(treatment: Treatment, place: BoxRef) -> Iterator[str]:
    """Labels and conditions of the options that give a treatment."""
    for edge in place.box.next:
        if treatment.id in edge.gives:
            yield from filter(None, (edge.label, edge.when))


def _condition(context: PageContext, way: EdgeRef) -> str:
    """The label of an edge with the name of its box, since “yes” or the name of an option says nothing away from the chart."""
    separator = " " if way.source.box.kind is Kind.QUESTION else ": "
    return f"{context.index.name_of(way.source.box)}{separator}{way.label}"


def doses_view(context: PageContext, treatment: Treatment) -> DosesView | None:
    """All rows of doses for a treatment and what it includes, if there are any."""
    found = list(context.doses.about(treatment.id))
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
