"""Conditions in the words of the pathway: of a box for those who come to it first, and of an option."""

from collections.abc import Callable, Iterable, Iterator
from functools import reduce

from generator.analysis.index import BoxRef, EdgeRef
from generator.analysis.paths.first_ways import first_ways
from generator.charts.facts import way_label, way_note
from generator.model import Edge, Kind
from generator.views.page_context import PageContext

Say = Callable[[EdgeRef, str], str]
"""The words of a way as they are shown, given the way and its words."""


def condition_of_box(context: PageContext, place: BoxRef, say: Say = lambda _, words: words) -> str:
    """On what condition readers first come to a box; empty where one of the ways to it asks for nothing.

    The words on one option of several that lead here are about that option, and so are those on an option that gives a treatment itself.
    """
    ways = [*first_ways(context.index).into(place.box.id)]
    return _any_of(context, [say(way, words) if (words := _words_to(context, way, ways)) else "" for way in ways])


def condition_of_options(context: PageContext, ways: Iterable[EdgeRef]) -> str:
    """On what condition one of some options is chosen; empty where one of them asks for nothing."""
    return _any_of(context, [words_of(context, way) for way in ways])


def _any_of(context: PageContext, conditions: list[str]) -> str:
    alternatives = [*dict.fromkeys(conditions)] if all(conditions) else []
    return reduce(lambda first, second: context.words.either.format(first=first, second=second), alternatives or [""])


def _words_to(context: PageContext, way: EdgeRef, ways: list[EdgeRef]) -> str:
    source = way.source.box
    if way.path[-1] == "then":
        return f"{context.words.then}: {source.title}"
    is_of_option = way.edge.gives and not (way.target and {*way.edge.gives} <= {*way.target.box.gives})
    leads_nowhere_else = len(source.next) > 1 and len([other for other in ways if other.source.box.id == source.id]) == len(source.next)
    return "" if is_of_option or leads_nowhere_else else words_of(context, way)


def words_of(context: PageContext, way: EdgeRef) -> str:
    """The words of a way: its label, after the question that it answers, its exact condition, and how it is limited."""
    return " · ".join(_parts_of(context, way))


def _parts_of(context: PageContext, way: EdgeRef) -> Iterator[str]:
    label, limit = way_label(way, context.index, names_gives=False)
    source = way.source.box
    if words := " · ".join(filter(None, (unless_repeated(label, way.edge), limit))):
        asks = source.kind is Kind.QUESTION or (way.edge.label and (source.kind is Kind.SEVERAL or source.title.endswith("?")))
        yield context.words.answer.format(question=source.title, answer=words) if asks else words
    yield from filter(None, ((way.edge.when or "").removesuffix("."), "" if way.edge.label else way_note(way.edge, context.words)))


def unless_repeated(label: str, edge: Edge) -> str:
    """A label, unless its exact condition says every word of it."""
    words = {word.strip(".,;:").casefold() for word in label.split()}
    return "" if edge.when and words <= {word.strip(".,;:").casefold() for word in edge.when.split()} else label
