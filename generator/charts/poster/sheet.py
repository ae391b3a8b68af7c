"""Which sheet of paper holds the charts of a poster, in how many columns, and at what size.

Lengths are in CSS pixels, of which paper has 96 an inch.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.charts.chart import Chart
from generator.charts.layout.graph import Point
from generator.charts.svg import NARROW, WIDE, drawn_in
from generator.charts.svg.bands import in_words
from generator.charts.svg.cuts import CutDrawing, best_strips, cut_out
from generator.charts.svg.drawing import Drawing
from generator.charts.svg.print_pages import EDGE_OF_PAPER
from generator.charts.svg.text_fitting import EDGE_NOTE_SIZE, NOTE_SIZE, NUMBER_SIZE

MARGIN = 42.0
"""Around everything: printers leave the edge of a sheet white."""
COLUMN_GAP = 26.0
HEADING = 32.0
"""Room for the heading of a chart."""
_BETWEEN = 22.0
_MIDDLE = 460.0
_COLUMNS = (WIDE, _MIDDLE, NARROW)
"""The widths that charts are laid out for; of the others, those of a screen are made anyway."""
_MOST_COLUMNS = 4
SMALLEST_POINTS = 8.0
LEAST_SCALE = SMALLEST_POINTS / 72 * 96 / min(NOTE_SIZE, NUMBER_SIZE, EDGE_NOTE_SIZE)
_MOST_SCALE = 1.2
_STEP = 0.96
_MILLIMETRE = 96 / 25.4


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size of paper: its name, and its sides in millimetres."""

    name: str
    across: int
    down: int

    @property
    def width(self) -> float:
        """The width in CSS pixels."""
        return self.across * _MILLIMETRE

    @property
    def height(self) -> float:
        """The height in CSS pixels."""
        return self.down * _MILLIMETRE

    @property
    def inner(self) -> float:
        """The width within the margins, in CSS pixels."""
        return self.width - 2 * MARGIN


SHEETS = (Sheet("a4-landscape", 297, 210), Sheet("a4-portrait", 210, 297), Sheet("a3-landscape", 420, 297), Sheet("a3-portrait", 297, 420))
"""From the smallest; the first that holds all is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A chart, or a part of one that is higher than a column.

    Attributes:
        number: which chart it is.
        part: which part of it, from 1.
        parts: how many parts it has; 1 if it is whole.
        drawing: what is painted.

    """

    number: int
    part: int
    parts: int
    drawing: CutDrawing

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height with the margin around a drawing, before it is scaled."""
        return self.drawing.drawing.width + 2 * EDGE_OF_PAPER, self.drawing.drawing.height + 2 * EDGE_OF_PAPER


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A sheet with its charts in columns.

    Attributes:
        sheet: the paper.
        pieces: the charts as they are laid out.
        scale: what their lengths are multiplied by.
        column: the width of a column.
        placed: the left and the top of each, and last of what stands below the charts.

    """

    sheet: Sheet
    pieces: tuple[Piece, ...]
    scale: float
    column: float
    placed: tuple[Point, ...]


def plan_poster(charts: Sequence[Chart], room: Callable[[Sheet], tuple[float, float]], last: Callable[[float], float]) -> Plan | None:
    """The smallest sheet that holds all charts whole, with no letter below 8 points, and the largest scale that it allows.

    If none does, the charts may be cut where a column ends, on the largest size of paper.

    Args:
        charts: the charts, in their order.
        room: the top and the bottom of what a sheet has left for charts.
        last: the height of what stands below the charts, in a column of a width.

    Returns:
        The plan, or nothing if no sheet holds them.

    """
    laid_out = [tuple(drawn_in(chart, width) for chart in charts) for width in _COLUMNS]
    for sheet in SHEETS:
        plans = [plan for drawings in laid_out for plan in _plans(sheet, drawings, room(sheet), last)]
        if plans:
            return max(plans, key=lambda plan: plan.scale)
    # A part may show a band without its name.
    in_parts = [tuple(drawn_in(in_words(chart), width) for chart in charts) for width in _COLUMNS]
    cut = [plan for sheet in SHEETS[2:] for drawings in in_parts for plan in _plans(sheet, drawings, room(sheet), last, may_cut=True)]
    return min(cut, key=lambda plan: (len(plan.pieces), -plan.scale), default=None)


def _plans(
    sheet: Sheet, drawings: tuple[Drawing, ...], room: tuple[float, float], last: Callable[[float], float], *, may_cut: bool = False
) -> Iterator[Plan]:
    """For each number of columns, the plan with the largest scale at which all fits."""
    widest = max(drawing.width for drawing in drawings) + 2 * EDGE_OF_PAPER
    for columns in range(1, _MOST_COLUMNS + 1):
        column = (sheet.inner - (columns - 1) * COLUMN_GAP) / columns
        scale, below = min(column / widest, _MOST_SCALE), last(column)
        while scale >= LEAST_SCALE:
            high = (room[1] - room[0] - HEADING) / scale - 2 * EDGE_OF_PAPER if may_cut else None
            pieces = tuple(_pieces(drawings, high))
            heights = [HEADING + piece.size[1] * scale for piece in pieces]
            if placed := _placed([*heights, below], columns, column, room):
                yield Plan(sheet=sheet, pieces=pieces, scale=scale, column=column, placed=placed)
                break
            scale *= _STEP


def _pieces(drawings: Sequence[Drawing], high: float | None) -> Iterator[Piece]:
    """The drawings, in parts no higher than `high` pixels."""
    for number, drawing in enumerate(drawings):
        if high is None or drawing.height <= high:
            yield Piece(number=number, part=1, parts=1, drawing=CutDrawing(drawing=drawing))
            continue
        strips = best_strips(drawing, high)
        for part, strip in enumerate(strips, 1):
            yield Piece(number=number, part=part, parts=len(strips), drawing=cut_out(drawing, strip))


def _placed(heights: Sequence[float], columns: int, column: float, room: tuple[float, float]) -> tuple[Point, ...]:
    """Where each goes, one below the other and then in the next column; nothing if there are too few columns."""
    top, bottom = room
    at, y, found = 0, top, list[Point]()
    for height in heights:
        if y + height > bottom and y > top:
            at, y = at + 1, top
        if y + height > bottom or at >= columns:
            return ()
        found.append((MARGIN + at * (column + COLUMN_GAP), y))
        y += height + _BETWEEN
    return tuple(found)
