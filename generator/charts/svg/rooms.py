"""How wide the lines of a chart may be, and how much wider they could be where it has room."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from generator.charts.chart import ChartBox
from generator.charts.svg.boxes import LABEL_PADDING, sides_of
from generator.charts.svg.drawing import Drawing, DrawnBox

LANE = 12.0
"""Between a choice and a line that leaves some of its rows."""
_FLUSH = 480.0
"""In narrower columns the boxes are flush left."""
_BESIDE = 12.0
"""Between a box and what is beside it, at least."""
_WIDEST = 270.0
"""The widest box of a wide chart, in pixels: longer lines are harder to read in a chart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """The widest lines in boxes and labels, and the widest choices with rows, in pixels.

    Attributes:
        boxes: the widest lines in boxes.
        labels: the widest lines in labels.
        stacks: the widest choice with rows.
        flush: whether boxes are flush left, with edges that enter near their left, and labels beside their edges.
        is_cramped: whether boxes side by side would be hard to read.
        own: the widest lines of single boxes, by name.

    """

    boxes: float
    labels: float
    stacks: float
    flush: bool = False
    is_cramped: bool = False
    own: Mapping[str, float] = field(default_factory=dict)

    def of(self, box: ChartBox) -> float:
        """The room for the lines of a box."""
        return self.own.get(box.name, self.boxes)


_ROOMS = (
    Rooms(boxes=190, labels=150, stacks=520),
    Rooms(boxes=170, labels=130, stacks=400),
    Rooms(boxes=150, labels=112, stacks=330),
    Rooms(boxes=136, labels=100, stacks=260),
)


def rooms_in(column: float) -> tuple[Rooms, ...]:
    """Widths of lines to try in a column of this width in pixels; the first with which the chart fits is taken."""
    widest = column - 2 * LANE
    centred = tuple(replace(rooms, stacks=min(rooms.stacks, widest)) for rooms in _ROOMS)
    if column >= _FLUSH:
        return centred
    # Choices keep their width for as long as they can: they hold the longest lines.
    parts = ((0.75, 0.6, 1.0), (0.62, 0.5, 1.0), (0.5, 0.4, 1.0), (0.4, 0.3, 1.0), (0.4, 0.3, 0.8), (0.4, 0.25, 0.65), (0.4, 0.22, 0.56))
    flush = tuple(
        Rooms(boxes=boxes * column, labels=labels * column, stacks=stacks * widest, flush=True, is_cramped=number > 1)
        for number, (boxes, labels, stacks) in enumerate(parts)
    )
    return (*flush, replace(centred[-1], is_cramped=True))


def widened(drawing: Drawing, column: float) -> Iterator[Rooms]:
    """Longer lines for the boxes of a drawing that have room beside them, and the shortest for all others.

    Choices with rows are as wide as they can be, or else as wide as they are.
    """
    most = column if drawing.flush else _WIDEST
    rooms = [rooms for rooms in rooms_in(column) if rooms.flush == drawing.flush][-1]
    free = {
        box.box.name: min(box.width + _free_beside(box, drawing, column), max(most, box.width)) - sides_of(box.box, box.height)
        for box in drawing.boxes
        if not box.is_row
    }
    labels = max((edge.label_size[0] for edge in drawing.edges), default=0) - LABEL_PADDING
    stacks = [box.width for box in drawing.boxes if box.box.rows]
    widest = rooms_in(column)[0].stacks
    for width in dict.fromkeys([widest, min(max(stacks, default=widest), widest)]):
        yield replace(rooms, labels=max(labels, rooms.labels), stacks=width, own=free)


def _free_beside(box: DrawnBox, drawing: Drawing, column: float) -> float:
    """How much wider a box could be where it is, in pixels: on both sides, or at its right if it is flush left."""
    spare = max(column - drawing.width, 0)
    left, right = (0.0, drawing.width + spare) if drawing.flush else (-spare / 2, drawing.width + spare / 2)
    for low, high in _beside(box, drawing):
        left, right = (max(left, high), right) if high <= box.x else (left, min(right, low))
    if drawing.flush:
        return max(0.0, right - _BESIDE - box.x - box.width / 2)
    return max(0.0, 2 * min(box.x - left, right - box.x) - 2 * _BESIDE - box.width)


def _beside(box: DrawnBox, drawing: Drawing) -> Iterator[tuple[float, float]]:
    """The left and the right of all that is beside a box: boxes, labels and edges."""
    for other in drawing.boxes:
        if other is not box and not other.is_row and abs(other.y - box.y) < (other.height + box.height) / 2:
            yield other.x - other.width / 2, other.x + other.width / 2
    for edge in drawing.edges:
        if edge.has_text and abs(edge.label_at[1] - box.y) < (edge.label_size[1] + box.height) / 2:
            yield edge.label_at[0] - edge.label_size[0] / 2, edge.label_at[0] + edge.label_size[0] / 2
        for (x1, y1), (x2, y2) in pairwise(edge.points):
            if x1 == x2 and min(y1, y2) < box.y + box.height / 2 and max(y1, y2) > box.y - box.height / 2:
                yield x1, x1
