"""The options of choices: which are drawn as rows, and what follows when none is left."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.analysis.inclusion import expanded
from generator.analysis.index import BoxRef, EdgeRef, PathwayIndex
from generator.model import ENDS, Box, Kind

_ROW_KINDS = frozenset({Kind.ACTION, Kind.CAUTION}) | ENDS


@dataclass(frozen=True, slots=True)
class Way:
    """A way on from a box that leads somewhere.

    Attributes:
        ref: the way; that to “then” is one without any words.
        at: its place under “next”; one more than the last for “then”.
        is_then: whether it is the way to “then”.

    """

    ref: EdgeRef
    at: int
    goal: BoxRef
    is_then: bool = False

    @property
    def source(self) -> Box:
        """The box that it leaves."""
        return self.ref.source.box


def ways_of(place: BoxRef, index: PathwayIndex) -> Iterator[Way]:
    """The ways on from a box, that to “then” as the last."""
    for ref in index.out_edges.get(place.box.id, ()):
        at = ref.path[-1]
        if ref.target and isinstance(at, int):
            yield Way(ref, at, ref.target)
    then = index.then_edges.get(place.box.id)
    if then and then.target:
        yield Way(then, len(place.box.next), then.target, is_then=True)


def is_option(way: Way, index: PathwayIndex) -> bool:
    """Whether a way is a row of its choice by itself, since the box that it leads to is none: it is named by what it gives."""
    box = way.source
    has_rows = box.kind is Kind.CHOICE and (box.in_turn or any(edge.gives for edge in box.next))
    return way.is_then or (has_rows and not is_row(way, index))


def is_row(way: Way, index: PathwayIndex) -> bool:
    """Whether the box that a way leads to is a row of its choice: it is in the chart, has one way in, and no more than one way out."""
    goal, choice = way.goal.box, way.source
    if choice.kind is not Kind.CHOICE or way.is_then or way.ref.leaves_chart or goal.kind not in _ROW_KINDS:
        return False
    if len(index.in_edges[goal.id]) > 1 or goal.id in _after_choices(index):
        return False
    onward = index.out_edges.get(goal.id, ())
    return not onward or (len(onward) == 1 and onward[0].target is not None and onward[0].target.box is not choice)


@lru_cache(maxsize=2)
def _after_choices(index: PathwayIndex) -> frozenset[str]:
    """The boxes that are gone on to when the options of a choice are used up."""
    return frozenset(place.box.then for place in index.boxes if place.box.then)


def given_in_options(box: Box, index: PathwayIndex) -> frozenset[str]:
    """All that the options of a choice give, themselves or in the boxes that are rows of it."""
    if box.kind is not Kind.CHOICE:
        return frozenset()
    ways = ways_of(index.targets[box.id], index)
    return expanded(index, (name for way in ways for name in (*way.ref.edge.gives, *(way.goal.box.gives if is_row(way, index) else ()))))
