"""All moves from box to box: by ways, on from a choice in turn, and into a chart that is gone through and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.analysis.index import BoxRef, ChartRef, PathwayIndex
from generator.analysis.paths.graph import Neighbours, cycles, finished, neighbours, newly_reachable
from generator.model import Kind


def onward(index: PathwayIndex) -> dict[str, list[str]]:
    """The boxes that each box leads to, by its ways or by its “then”."""
    found = neighbours(index.edges)
    for place in index.boxes:
        if place.box.then and (goal := index.targets.get(place.box.then)):
            found.setdefault(place.box.id, []).append(goal.box.id)
    return found


def moves(index: PathwayIndex) -> dict[str, list[str]]:
    """The boxes that a reader can come to from each box; a chart that is gone through leads back to where the box leads."""
    ways = onward(index)
    found = {name: [*goals] for name, goals in ways.items()}
    for place, chart in gone_through(index):
        found.setdefault(place.box.id, []).append(chart.chart.boxes[0].id)
        for box in chart.chart.boxes:
            if box.kind is Kind.END:
                found.setdefault(box.id, []).extend(ways.get(place.box.id, ()))
    return found


def gone_through(index: PathwayIndex) -> list[tuple[BoxRef, ChartRef]]:
    """Every box that goes through a chart, with that chart."""
    charts: Mapping[str, ChartRef] = {place.chart.id: place for place in reversed(index.charts)}
    return [(place, charts[name]) for place in index.boxes if (name := place.box.through) and name in charts]


def backwards(ways: Neighbours) -> dict[str, list[str]]:
    """The boxes that lead to each box."""
    found: dict[str, list[str]] = {}
    for box, goals in ways.items():
        for goal in goals:
            found.setdefault(goal, []).append(box)
    return found


@dataclass(frozen=True)
class Graph:
    """The boxes by id, with all moves between them; a way that leads to nothing that exists is left out."""

    index: PathwayIndex

    @cached_property
    def next(self) -> Neighbours:
        """The boxes that a reader can come to from each box."""
        return moves(self.index)

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """All boxes where a reader may come in."""
        return tuple(place.box.id for place in self.index.starts)

    @cached_property
    def entries(self) -> tuple[str, ...]:
        """The starts from which all others are reached: those that nothing leads to, and the first of each circle that is left."""
        reached = {goal for goals in self.next.values() for goal in goals}
        unlinked = [start for start in self.starts if start not in reached]
        seen: set[str] = set()
        return tuple(start for start in dict.fromkeys((*unlinked, *self.starts)) if newly_reachable([start], self.next, seen))

    @cached_property
    def order(self) -> Sequence[str]:
        """The boxes that a reader can reach, each behind all that follow on it, but for ways that return."""
        return finished(self.entries, self.next)

    @cached_property
    def cycles(self) -> tuple[frozenset[str], ...]:
        """The boxes that lead to themselves, together where they lead to each other."""
        return tuple(cycles((place.box.id for place in self.index.boxes), self.next, backwards(self.next)))
