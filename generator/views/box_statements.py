"""Statements of a box: those to be read together in one frame, also where some of them belong to other boxes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from generator.analysis.inclusion import with_ancestors
from generator.analysis.index import BoxRef
from generator.model import Role
from generator.views.base import StatementsView, StatementView
from generator.views.blocks import ImageView
from generator.views.by_role import WARNINGS
from generator.views.doses import DOSED
from generator.views.page_context import PageContext


def _read_together(context: PageContext, names: Sequence[str], shown: Callable[[str], StatementView]) -> Iterator[StatementsView]:
    """Statements as a box shows them; those to be read together are in one frame, also where some of them belong to other boxes."""
    companions = context.index.companions
    left = {name: name for name in (*names, *(other for name in names for other in companions.get(name, ())))}
    alone: list[StatementView] = []
    for name in names:
        together = [name] if left.pop(name, None) else []
        for one in together:
            together += [other for other in companions.get(one, ()) if left.pop(other, None)]
        views = tuple(shown(one) if one in names else context.statement_elsewhere(context.index.statements[one]) for one in together)
        if len(views) < 2:  # noqa: PLR2004  # two are together
            alone += views
            continue
        if alone:
            yield StatementsView(tuple(alone))
        yield StatementsView(views, are_together=True)
        alone = []
    if alone:
        yield StatementsView(tuple(alone))


def stated(context: PageContext, place: BoxRef) -> tuple[StatementsView, ...]:
    """The statements that a box makes, without the doses that are at the treatments it gives."""
    placements = {placement.statement: placement for placement in context.index.placements(place.box)}
    given = [name for verb in DOSED for name in getattr(place.box, verb)]
    told = [row for name in given for row in context.doses.given_in(place.box, name)]
    meant = {other for name in given for other in with_ancestors(context.index, name)}

    def shown(name: str) -> StatementView:
        rest = [row for row in context.index.statements[name].doses if row not in told]
        doses = context.doses.of_statement(rest)
        # Right below what the box gives they would be read as doses of that.
        if doses and meant and not any(row.treatment in meant for row in rest):
            doses = replace(doses, label=context.words.doses_of_other_treatments)
        return replace(context.statement(placements[name], place), doses=doses)

    return tuple(_warnings_first(_read_together(context, [*placements], shown)))


def _warnings_first(parts: Iterable[StatementsView]) -> Iterator[StatementsView]:
    """Statements in the order of the pathway, but those that warn before all others; those in one frame stay together."""
    each = [one for part in parts for one in ([part] if part.are_together else [StatementsView((said,)) for said in part.statements])]
    each.sort(key=lambda one: not any(Role(said.role) in WARNINGS for said in one.statements))
    for are_together, group in groupby(each, lambda one: one.are_together):
        if are_together:
            yield from group
        else:
            yield StatementsView(tuple(said for one in group for said in one.statements))


def rests_on(context: PageContext, place: BoxRef) -> tuple[StatementsView, ...]:
    """The statements that a box rests on."""
    return tuple(
        _read_together(context, place.box.rests_on, lambda name: _behind(context.statement_elsewhere(context.index.statements[name])))
    )


def _behind(view: StatementView) -> StatementView:
    """A statement that a box is based on: doses are at what the box gives, and pictures and checklists where it is made."""
    blocks = (block for block in view.blocks if not isinstance(block, ImageView) and not getattr(block, "ticked", False))
    return replace(view, doses=None, blocks=tuple(blocks))
