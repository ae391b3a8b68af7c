"""Charts that cannot be drawn when a site is built, as faults at the label that is to blame."""

from collections.abc import Iterator

from generator.analysis.index import ChartRef, PathwayIndex
from generator.charts.mermaid import flowchart
from generator.charts.svg import DrawingError, draw_chart
from generator.core.cache import ContentCache
from generator.core.diagnostics import Path, Violation, messages

_SHOWN = 60
"""So much of a label is enough to find it."""


def undrawn_charts(index: PathwayIndex, cache: ContentCache) -> Iterator[Violation]:
    """A chart that readers' browsers will have to draw; nothing where no drawing engine is installed, since no author can help that."""
    for place in index.charts:
        try:
            draw_chart(flowchart(place, index, lambda _: "#"), cache)
        except DrawingError as error:
            if not error.is_missing_engine:
                yield _fault(index, place, error.label)


def _fault(index: PathwayIndex, place: ChartRef, label: str) -> Violation:
    path = _path_of(index, place, label)
    if path is None:
        return Violation(messages.undrawn_chart_other(id=place.chart.id), (*place.path, "id"))
    shown = label if len(label) <= _SHOWN else f"{label[:_SHOWN].rstrip()} …"
    return Violation(messages.undrawn_chart(id=place.chart.id, count=len(label), label=shown), path)


def _path_of(index: PathwayIndex, place: ChartRef, label: str) -> Path | None:
    """Where a label, or the title of a box, is in the YAML."""
    wanted = _folded(label)
    for node in place.chart.nodes:
        for way in index.out_edges.get(node.id, ()):
            if way.edge.label and _folded(way.edge.label) == wanted:
                return *way.path, "label"
        if _folded(node.title) == wanted:
            return *index.targets[node.id].path, "title"
    return None


def _folded(text: str) -> str:
    return " ".join(text.split())
