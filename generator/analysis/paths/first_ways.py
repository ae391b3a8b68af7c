"""Ways by which a reader comes to a box for the first time: all that lead to it, but for those that come back to it."""

from collections.abc import Iterator
from functools import cached_property, lru_cache

from generator.analysis.index import EdgeRef, PathwayIndex
from generator.analysis.paths.graph import reachable
from generator.analysis.paths.moves import Graph, backwards


class FirstWays:
    """The ways into each box without those that begin at a box which is reached through it alone."""

    def __init__(self, index: PathwayIndex) -> None:
        self.index = index
        self._graph = Graph(index)

    def into(self, box: str) -> Iterator[EdgeRef]:
        """The ways by which a reader can come to a box that they have not been at; a choice whose options are used up leads on last."""
        used_up = (way for way in self.index.then_edges.values() if way.target and way.target.box.id == box)
        for way in (*self.index.in_edges.get(box, ()), *used_up):
            if not self._comes_back(way.source.box.id, box):
                yield way

    def _comes_back(self, source: str, target: str) -> bool:
        circle = self._circles.get(source, frozenset())
        if target not in circle:
            return False
        around = {name: [goal for goal in self._graph.next.get(name, ()) if goal in circle and goal != target] for name in circle}
        return source not in reachable(self._doors(circle) - {target}, around)

    @cached_property
    def _circles(self) -> dict[str, frozenset[str]]:
        return {name: circle for circle in self._graph.cycles for name in circle}

    @cached_property
    def _before(self) -> dict[str, list[str]]:
        return backwards(self._graph.next)

    def _doors(self, circle: frozenset[str]) -> set[str]:
        """The boxes at which readers come into a circle."""
        return {name for name in circle if name in self._graph.starts or not circle.issuperset(self._before[name])}


@lru_cache(maxsize=2)
def first_ways(index: PathwayIndex) -> FirstWays:
    """The ways into each box by which a reader can come to it for the first time."""
    return FirstWays(index)
