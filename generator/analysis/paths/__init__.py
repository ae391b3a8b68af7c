"""Proof of all routes: every box can be reached, every loop left, and warnings are read before treatments."""

from dataclasses import dataclass

from generator.analysis.index import BoxRef, PathwayIndex
from generator.analysis.paths.graph import Neighbours, reachable
from generator.analysis.paths.moves import Graph, onward
from generator.analysis.paths.warning_coverage import UnwarnedOffer, find_unwarned
from generator.model import ENDS


@dataclass(frozen=True, slots=True, kw_only=True)
class PathAnalysis:
    """Properties of all routes of a pathway."""

    boxes: int
    starts: tuple[BoxRef, ...]
    """Boxes where routes begin."""
    entries: tuple[BoxRef, ...]
    """Starts that nothing leads to, or only what begins there."""
    unreached: tuple[BoxRef, ...]
    """Boxes on no route."""
    no_exit: tuple[BoxRef, ...]
    """Questions and other boxes from which every way leads back, however far the reader goes."""
    unfinished: tuple[BoxRef, ...]
    """Boxes on routes, where the route stops and that are no end."""
    unwarned: tuple[UnwarnedOffer, ...]

    @property
    def holds(self) -> bool:
        """Whether every box is reached, everything can be left, and every route comes to an end."""
        return not (self.unreached or self.no_exit or self.unfinished)


def analyse(index: PathwayIndex) -> PathAnalysis:
    """Proves a pathway whose links all lead somewhere; takes time in proportion to its boxes, ways and contraindications."""
    graph = Graph(index)
    places = [index.targets[name] for name in dict.fromkeys(place.box.id for place in index.boxes)]
    ways = onward(index)
    met = reachable(graph.starts, graph.next)
    closed = {box for circle in graph.cycles if _is_closed(graph, circle) for box in circle}
    return PathAnalysis(
        boxes=len(places),
        starts=tuple(map(index.targets.__getitem__, graph.starts)),
        entries=tuple(map(index.targets.__getitem__, graph.entries)),
        unreached=tuple(place for place in places if place.box.id not in met),
        no_exit=tuple(place for place in places if place.box.id in closed),
        unfinished=tuple(place for place in places if place.box.id in met and not _ends_well(ways, index, place.box.id)),
        unwarned=tuple(find_unwarned(graph)),
    )


def _is_closed(graph: Graph, circle: frozenset[str]) -> bool:
    ends = any(graph.index.targets[box].box.kind in ENDS for box in circle)
    return not ends and all(further in circle for box in circle for further in graph.next[box])


def _ends_well(ways: Neighbours, index: PathwayIndex, box: str) -> bool:
    return bool(ways.get(box)) or index.targets[box].box.kind in ENDS
