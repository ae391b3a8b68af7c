"""Proof of all routes: every box can be reached, every loop left, and warnings are read before treatments."""

from dataclasses import dataclass

from generator.index import Index, NodePlace
from generator.model import Kind
from generator.routes.graph import Graph, reached
from generator.routes.meeting import CEILING, EXIT
from generator.routes.telling import Silence, silences
from generator.routes.walking import meeting


@dataclass(frozen=True, slots=True)
class Count:
    """How many routes begin at a box, and how many of them stop somewhere without an end; `CEILING` is as many or more."""

    start: NodePlace
    routes: int
    unfinished: int
    is_entry: bool
    """Whether nothing leads there, or only what begins there."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Properties of all routes of a pathway."""

    boxes: int
    counts: tuple[Count, ...]
    returns: int
    """How many ways lead back to a box that the reader has come by."""
    unreached: tuple[NodePlace, ...]
    """Boxes on no route."""
    trapped: tuple[NodePlace, ...]
    """Questions and other boxes from which every way leads back, however far the reader goes."""
    unfinished: tuple[NodePlace, ...]
    """Boxes on routes, where the route stops and that are no end."""
    silences: tuple[Silence, ...]

    @property
    def holds(self) -> bool:
        """Whether every box is reached, everything can be left, and every route comes to an end."""
        return not (self.unreached or self.trapped or self.unfinished)


def prove(index: Index) -> Proof:
    """Proves a pathway whose links all lead somewhere; takes time in proportion to its boxes, ways and contraindications."""
    graph = Graph(index)
    places = [index.targets[name] for name in dict.fromkeys(place.node.id for place in index.nodes)]
    met = reached(graph.starts, graph.next)
    closed = {box for circle in graph.circles if _is_closed(graph, circle) for box in circle}
    return Proof(
        len(places),
        _counts(graph),
        len(graph.returns),
        tuple(place for place in places if place.node.id not in met),
        tuple(place for place in places if place.node.id in closed),
        tuple(place for place in places if place.node.id in met and not _ends_well(graph, place.node.id)),
        tuple(silences(graph)),
    )


def _is_closed(graph: Graph, circle: frozenset[str]) -> bool:
    ends = any(graph.index.targets[box].node.kind is Kind.END for box in circle)
    return not ends and all(further in circle for box in circle for further in graph.next[box])


def _ends_well(graph: Graph, box: str) -> bool:
    return bool(graph.ways(box)) or graph.index.targets[box].node.kind is Kind.END


def _counts(graph: Graph) -> tuple[Count, ...]:
    every, finished = meeting(graph), meeting(graph, lambda box: _ends_well(graph, box))
    counted = ((start, every.ways(start, EXIT), finished.ways(start, EXIT)) for start in graph.starts)
    return tuple(
        Count(graph.index.targets[start], routes, min(routes - well, CEILING), start in graph.entries) for start, routes, well in counted
    )
