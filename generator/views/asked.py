"""Statements that depend on what an “ask” asks: on a page those that name no treatment are shown there, and the others counted."""

from generator.analysis.index import PathwayIndex
from generator.analysis.marks import with_inner
from generator.analysis.walk.define import conditional
from generator.model import Box
from generator.views.base import DependingView
from generator.views.page_context import PageContext


def depending(context: PageContext, box: Box) -> DependingView | None:
    """The statements that hold for patients of whom a box asks; nothing if there are none."""
    asked = _asked(context.index, box)
    found = [one for one in conditional(context.index) if not asked.isdisjoint(one.entries)] if asked else []
    if not found:
        return None
    shown = [context.index.statements[one.id] for one in found if not one.treats]
    more = len(found) - len(shown)
    line = context.words.depending_more.format(count=more) if more else ""
    return DependingView(tuple(map(context.statement_elsewhere, shown)), line)


def _asked(index: PathwayIndex, box: Box) -> set[str]:
    """The entries that a box asks for, with those that are true where one of them is."""
    groups = {group.id: [entry.id for entry in group.entries] for group in index.pathway.findings}
    names = {entry for name in box.asks for entry in groups.get(name, [name]) if entry in index.entries}
    return names | {name for name in index.entries if names & with_inner(index, name)}
