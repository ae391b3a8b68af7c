"""A chart with its text broken into lines and everything in its place."""

from collections.abc import Iterator
from functools import cache

from generator.charts.chart import Chart, ChartBox
from generator.charts.layout.arrange import arrange, as_layers, one_below_the_other
from generator.charts.layout.graph import Point
from generator.charts.layout.part import Part, Route
from generator.charts.svg.drawing import Drawing, DrawnBox, DrawnEdge
from generator.charts.svg.fitting import Fitted, Row
from generator.charts.svg.rooms import rooms_in, widened
from generator.charts.svg.sides import Side
from generator.charts.svg.stacks import ROW_MARGIN

WIDE = 936.0
"""The width of a chart on a laptop, in CSS pixels."""
NARROW = 344.0
"""The width of a chart on a phone, in CSS pixels."""


def lay_out_simply(chart: Chart, column: float) -> Drawing:
    """Lay out a chart with its boxes one below the other: less to read at once, and less that could lie on anything else."""
    fitted = (Fitted(chart, rooms) for rooms in rooms_in(column))
    return _first_within((_drawing(fit, one_below_the_other(fit.graph, column)) for fit in fitted), column)


def lay_out(chart: Chart, column: float) -> Drawing:
    """Lay out a chart, no wider than `column` pixels where its text allows that."""
    tried = rooms_in(column)
    fitted = cache(lambda number: Fitted(chart, tried[number]))
    # Boxes of a phone's chart stand one below the other rather than side by side in narrow lines.
    roomy = (fitted(number) for number, rooms in enumerate(tried) if not rooms.is_cramped)
    layered = ((fit, as_layers(fit.graph, column)) for fit in roomy)
    found = next((_drawing(fit, part) for fit, part in layered if part.width <= column), None)
    fits = (fitted(number) for number in range(len(tried)))
    found = found or _first_within((_drawing(fit, arrange(fit.graph, column)) for fit in fits), column)
    for fit in (Fitted(chart, rooms) for rooms in widened(found, column)):
        wider = _drawing(fit, arrange(fit.graph, column))
        if wider.width <= max(column, found.width) and wider.height < found.height:
            return wider
    return found


def _first_within(drawings: Iterator[Drawing], column: float) -> Drawing:
    """The first drawing that is no wider than the column, else the narrowest."""
    narrowest = next(drawings)
    for drawing in drawings:
        if narrowest.width <= column:
            break
        narrowest = min(narrowest, drawing, key=lambda drawing: drawing.width)
    return narrowest


def _drawing(fit: Fitted, part: Part) -> Drawing:
    boxes, edges = tuple(_boxes(fit, part)), tuple(_edges(fit, part))
    return Drawing(boxes=boxes, edges=edges, width=part.width, height=part.height, flush=fit.rooms.flush)


def _boxes(fit: Fitted, part: Part) -> Iterator[DrawnBox]:
    for box in fit.chart.boxes:
        yield _row(fit, part, box, row) if (row := fit.rows.get(box.name)) else _box(fit, part, box)


def _box(fit: Fitted, part: Part, box: ChartBox) -> DrawnBox:
    text = fit.texts[box.name]
    if side := _side(fit, part, box.name):
        x, y = side.middle
    else:
        axis, top = part.places[box.name]
        x, y = axis - fit.left_of(box.name) + text.width / 2, top + text.height / 2
    return DrawnBox(box=box, lines=text.lines, x=x, y=y, width=text.width, height=text.height)


def _side(fit: Fitted, part: Part, name: str) -> Side | None:
    """A box beside its question, in its place."""
    side = fit.sides.get(name)
    return side and side.moved(*part.places[side.owner])


def _row(fit: Fitted, part: Part, box: ChartBox, row: Row) -> DrawnBox:
    axis, top = part.places[row.choice]
    text, outer = row.text, fit.texts[row.choice].width
    x, y = axis - fit.left_of(row.choice) + outer / 2, top + text.top + text.height / 2
    return DrawnBox(box=box, lines=text.lines, x=x, y=y, width=outer - 2 * ROW_MARGIN, height=text.height, is_row=True)


def _edges(fit: Fitted, part: Part) -> Iterator[DrawnEdge]:
    labelled = set()
    for number, edge in enumerate(fit.chart.edges):
        link = fit.link_of.get(number)
        if side := _side(fit, part, edge.target):
            yield _labelled(fit, number, side.route, side.label_at)
        elif link is None:
            yield DrawnEdge(edge=edge, points=())
        else:
            points = (*fit.stub(edge, link, part), *part.routes[link.number])
            is_first = link.number not in labelled
            labelled.add(link.number)
            yield _labelled(fit, number, points, part.labels.get(link.number) if is_first else None)


def _labelled(fit: Fitted, number: int, points: Route, label_at: Point | None) -> DrawnEdge:
    """An edge, with its label if that has a place."""
    edge, label = fit.chart.edges[number], fit.labels[number]
    if not label.width or not label_at:
        return DrawnEdge(edge=edge, points=points)
    size = (label.width, label.height)
    return DrawnEdge(edge=edge, points=points, lines=label.lines, note=label.note, label_at=label_at, label_size=size)
