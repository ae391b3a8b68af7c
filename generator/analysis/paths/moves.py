"""All moves from box to box: by ways, on from a choice in turn, and into a chart that is gone through and back."""

from collections.abc import Mapping

from generator.analysis.index import BoxRef, ChartRef, PathwayIndex
from generator.analysis.paths.graph import Neighbours, neighbours
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
