"""A chart with its text broken into lines and everything in its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.charts.chart import Chart, ChartBox, ChartEdge
from generator.charts.layout.arrange import arrange, as_layers, one_below_the_other
from generator.charts.layout.graph import Point
from generator.charts.layout.part import Part
from generator.charts.svg.boxes import PADDING, Lines
from generator.charts.svg.fitting import Fitted, Rooms, Row
from generator.charts.svg.stacks import ROW_MARGIN

WIDE = 936.0
"""The width of a chart on a laptop, in CSS pixels."""
NARROW = 344.0
"""The width of a chart on a phone, in CSS pixels."""

# The widest lines in boxes and labels, and the widest choices, in pixels; the first with which the chart fits its column are taken.
_ROOMS = (
    Rooms(boxes=190, labels=150, stacks=520),
    Rooms(boxes=170, labels=130, stacks=400),
    Rooms(boxes=150, labels=112, stacks=330),
    Rooms(boxes=136, labels=100, stacks=260),
)
_BESIDE = 12.0
"""Between a box and what is beside it, at least."""
_WIDEST = 270.0
"""The widest box, in pixels: longer lines are harder to read in a chart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBox:
    """A box: its text in lines, its centre and its size in CSS pixels.

    Attributes:
        box: the box of the chart.
        lines: what it says, from its left and top.
        x: its centre, from the left.
        y: its centre, from the top.
        width: its width.
        height: its height.
        is_row: whether it is a row of a choice.

    """

    box: ChartBox
    lines: tuple[Lines, ...]
    x: float
    y: float
    width: float
    height: float
    is_row: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnEdge:
    """An edge: its corners from source to target (none into a row), and the lines of its label with the centre and size of their place."""

    edge: ChartEdge
    points: tuple[Point, ...]
    lines: tuple[str, ...] = ()
    label_at: Point = (0, 0)
    label_size: tuple[float, float] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A chart laid out; lengths are in CSS pixels from its left and top."""

    boxes: tuple[DrawnBox, ...]
    edges: tuple[DrawnEdge, ...]
    width: float
    height: float


def lay_out_simply(chart: Chart, column: float) -> Drawing:
    """Lay out a chart with its boxes one below the other: less to read at once, and less that could lie on anything else."""
    fitted = (Fitted(chart, rooms.within(column)) for rooms in _ROOMS)
    return _first_within((_drawing(fit, one_below_the_other(fit.graph, column)) for fit in fitted), column)


def lay_out(chart: Chart, column: float) -> Drawing:
    """Lay out a chart, no wider than `column` pixels where its text allows that."""
    fitted = [Fitted(chart, rooms.within(column)) for rooms in _ROOMS]
    layered = ((fit, as_layers(fit.graph, column)) for fit in fitted)
    found = next((_drawing(fit, part) for fit, part in layered if part.width <= column), None)
    found = found or _first_within((_drawing(fit, arrange(fit.graph, column)) for fit in fitted), column)
    return _widened(chart, found, column)


def _first_within(drawings: Iterator[Drawing], column: float) -> Drawing:
    """The first drawing that is no wider than the column, else the narrowest."""
    narrowest = next(drawings)
    for drawing in drawings:
        if narrowest.width <= column:
            break
        narrowest = min(narrowest, drawing, key=lambda drawing: drawing.width)
    return narrowest


def _widened(chart: Chart, drawing: Drawing, column: float) -> Drawing:
    """The chart again with longer lines in the boxes that have room on both sides, if that makes it lower."""
    labels = max((edge.label_size[0] for edge in drawing.edges), default=0)
    free = {
        box.box.name: min(box.width + free_beside(box, drawing, column), max(_WIDEST, box.width)) - PADDING
        for box in drawing.boxes
        if not box.is_row
    }
    rooms = Rooms(boxes=_ROOMS[-1].boxes, labels=max(labels, _ROOMS[-1].labels), stacks=_ROOMS[0].stacks, own=free)
    fit = Fitted(chart, rooms.within(column))
    wider = _drawing(fit, arrange(fit.graph, column))
    return wider if wider.width <= max(column, drawing.width) and wider.height < drawing.height else drawing


def free_beside(box: DrawnBox, drawing: Drawing, column: float) -> float:
    """How much wider a box could be where it is, in pixels."""
    spare = max(column - drawing.width, 0) / 2
    left, right = -spare, drawing.width + spare
    for low, high in _beside(box, drawing):
        left, right = (max(left, high), right) if high <= box.x else (left, min(right, low))
    return max(0.0, 2 * min(box.x - left, right - box.x) - 2 * _BESIDE - box.width)


def _beside(box: DrawnBox, drawing: Drawing) -> Iterator[tuple[float, float]]:
    """The left and the right of all that is beside a box: boxes, labels and edges."""
    for other in drawing.boxes:
        if other is not box and not other.is_row and abs(other.y - box.y) < (other.height + box.height) / 2:
            yield other.x - other.width / 2, other.x + other.width / 2
    for edge in drawing.edges:
        if edge.lines and abs(edge.label_at[1] - box.y) < (edge.label_size[1] + box.height) / 2:
            yield edge.label_at[0] - edge.label_size[0] / 2, edge.label_at[0] + edge.label_size[0] / 2
        for (x1, y1), (x2, y2) in pairwise(edge.points):
            if x1 == x2 and min(y1, y2) < box.y + box.height / 2 and max(y1, y2) > box.y - box.height / 2:
                yield x1, x1


def _drawing(fit: Fitted, part: Part) -> Drawing:
    return Drawing(boxes=tuple(_boxes(fit, part)), edges=tuple(_edges(fit, part)), width=part.width, height=part.height)


def _boxes(fit: Fitted, part: Part) -> Iterator[DrawnBox]:
    for box in fit.chart.boxes:
        yield _row(fit, part, box, row) if (row := fit.rows.get(box.name)) else _box(fit, part, box)


def _box(fit: Fitted, part: Part, box: ChartBox) -> DrawnBox:
    text, (axis, top) = fit.texts[box.name], part.places[box.name]
    return DrawnBox(box=box, lines=text.lines, x=axis, y=top + text.height / 2, width=text.width, height=text.height)


def _row(fit: Fitted, part: Part, box: ChartBox, row: Row) -> DrawnBox:
    axis, top = part.places[row.choice]
    text, width = row.text, fit.texts[row.choice].width - 2 * ROW_MARGIN
    middle = top + text.top + text.height / 2
    return DrawnBox(box=box, lines=text.lines, x=axis, y=middle, width=width, height=text.height, is_row=True)


def _edges(fit: Fitted, part: Part) -> Iterator[DrawnEdge]:
    labelled = set()
    for number, edge in enumerate(fit.chart.edges):
        link = fit.link_of.get(number)
        if link is None:
            yield DrawnEdge(edge=edge, points=())
            continue
        points = (*fit.stub(edge, link, part), *part.routes[link.number])
        label = fit.labels[number]
        if not label.lines or link.number in labelled:
            yield DrawnEdge(edge=edge, points=points)
            continue
        labelled.add(link.number)
        yield DrawnEdge(
            edge=edge, points=points, lines=label.lines, label_at=part.labels[link.number], label_size=(label.width, label.height)
        )
