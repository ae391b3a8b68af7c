"""Which sheet of paper holds the charts of a poster, in how many columns, and at what size.

Lengths are in CSS pixels, of which paper has 96 an inch.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from generator.charts.chart import Chart
from generator.charts.layout.graph import Point
from generator.charts.svg import NARROW, WIDE, drawn_in
from generator.charts.svg.bands import in_words
from generator.charts.svg.cuts import CutDrawing, Strip, best_strips, cut_out, height_of
from generator.charts.svg.drawing import Drawing
from generator.charts.svg.print_pages import EDGE_OF_PAPER
from generator.charts.svg.text_fitting import EDGE_NOTE_SIZE, NOTE_SIZE, NUMBER_SIZE

MARGIN = 42.0
"""Around everything: printers leave the edge of a sheet white."""
COLUMN_GAP = 24.0
HEADING = 32.0
"""Room for the heading of a chart."""
_BETWEEN = 22.0
_MIDDLE = 460.0
_COLUMNS = (WIDE, _MIDDLE, NARROW)
"""The widths that charts are laid out for; of the others, those of a screen are made anyway."""
_MOST_MIXED = 3
"""So many charts may be laid out for different widths; of more there are too many ways to do so."""
_LEAST_NOTES = 300.0
"""The narrowest column of points to note."""
SMALLEST_POINTS = 8.0
LEAST_SCALE = SMALLEST_POINTS / 72 * 96 / min(NOTE_SIZE, NUMBER_SIZE, EDGE_NOTE_SIZE)
_SCALES = tuple(max(1.2 * 0.96**step, LEAST_SCALE) for step in range(11))
"""The scales that are tried: from 1.2 down to the least."""
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
        whole: the drawing of the chart.
        strip: what is painted of it; nothing for all of it.

    """

    number: int
    part: int
    parts: int
    whole: Drawing
    strip: Strip | None = None

    @property
    def drawing(self) -> CutDrawing:
        """The part that is painted: made when it is asked for, since hundreds are tried for a sheet."""
        return cut_out(self.whole, self.strip) if self.strip else CutDrawing(drawing=self.whole)

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height with the margin around a drawing, before it is scaled."""
        height = height_of(self.whole, self.strip) if self.strip else self.whole.height
        return self.whole.width + 2 * EDGE_OF_PAPER, height + 2 * EDGE_OF_PAPER


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A sheet with its charts in columns.

    Attributes:
        sheet: the paper.
        pieces: the charts as they are laid out.
        scale: what their lengths are multiplied by.
        placed: the left and the top of each.
        columns: the width of the column of each.
        notes: the left, the top and the width of the points to note.
        size: the size of the letters of the points to note.

    """

    sheet: Sheet
    pieces: tuple[Piece, ...]
    scale: float
    placed: tuple[Point, ...]
    columns: tuple[float, ...]
    notes: tuple[float, float, float]
    size: float


Height = Callable[[float], float]
"""The height of the points to note in a width."""


def plan_poster(charts: Sequence[Chart], room: Callable[[Sheet], tuple[float, float]], notes: Mapping[float, Height]) -> Plan | None:
    """The smallest sheet that holds all charts whole, with no letter below 8 points, and the largest scale that it allows.

    If none does, the charts may be cut where a column ends, on the largest size of paper.

    Args:
        charts: the charts, in their order.
        room: the top and the bottom of what a sheet has left for charts.
        notes: the heights of the points to note, by the size of their letters, from the largest.

    Returns:
        The plan, or nothing if no sheet holds them.

    """
    laid_out = [tuple(drawn_in(chart, width) for width in _COLUMNS) for chart in charts]
    mixed = [*(product(*laid_out) if len(charts) <= _MOST_MIXED else zip(*laid_out, strict=True))]
    whole = [tuple(_pieces(drawings, None)) for drawings in mixed]
    for size, height in notes.items():
        for paper in (SHEETS[:2], SHEETS[2:]):
            frames = [(frame, pieces) for sheet in paper for pieces in whole for frame in _frames(sheet, room(sheet), height, size)]
            plans = (_planned(frame, pieces, scale) for scale in _SCALES for frame, pieces in frames)
            if plan := next(filter(None, plans), None):
                return plan
    *_, (size, height) = notes.items()
    # A part may show a band without its name.
    in_parts = [tuple(drawn_in(in_words(chart), width) for chart in charts) for width in _COLUMNS]
    cut = [
        plan
        for sheet in SHEETS[2:]
        for drawings in in_parts
        for frame in _frames(sheet, room(sheet), height, size)
        if (plan := next(filter(None, (_planned(frame, _cut(frame, drawings, scale), scale) for scale in _SCALES)), None))
    ]
    return min(cut, key=lambda plan: (len(plan.pieces), -plan.scale), default=None)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Room for charts on a sheet: its top and bottom, and where the points to note are if they are below it, not beside the charts."""

    sheet: Sheet
    top: float
    bottom: float
    below: tuple[float, float, float] | None
    height: Height
    size: float


def _frames(sheet: Sheet, room: tuple[float, float], height: Height, size: float) -> Iterator[_Frame]:
    top, bottom = room
    line = bottom - height(sheet.inner)
    yield _Frame(sheet, top, bottom, None, height, size)
    if line - _BETWEEN > top:
        yield _Frame(sheet, top, line - _BETWEEN, (MARGIN, line, sheet.inner), height, size)


def _planned(frame: _Frame, pieces: tuple[Piece, ...], scale: float) -> Plan | None:
    """The charts in columns at a scale, if they fit."""
    columns = _columns([_scaled(piece, scale) for piece in pieces], (frame.top, frame.bottom))
    found = columns and _arranged(frame.sheet, columns, None if frame.below else frame.height, frame.bottom)
    if not found:
        return None
    placed, widths = tuple(chart for chart, _ in found[0]), tuple(width for _, width in found[0])
    notes = frame.below or found[1]
    return Plan(sheet=frame.sheet, pieces=pieces, scale=scale, placed=placed, columns=widths, notes=notes, size=frame.size)


def _cut(frame: _Frame, drawings: Sequence[Drawing], scale: float) -> tuple[Piece, ...]:
    return tuple(_pieces(drawings, (frame.bottom - frame.top - HEADING) / scale - 2 * EDGE_OF_PAPER))


def _scaled(piece: Piece, scale: float) -> tuple[float, float]:
    """The width of a chart and its height with its heading, on paper."""
    return piece.size[0] * scale, piece.size[1] * scale + HEADING


def _pieces(drawings: Sequence[Drawing], high: float | None) -> Iterator[Piece]:
    """The drawings, in parts no higher than `high` pixels."""
    for number, drawing in enumerate(drawings):
        if high is None or drawing.height <= high:
            yield Piece(number=number, part=1, parts=1, whole=drawing)
            continue
        strips = best_strips(drawing, high)
        for part, strip in enumerate(strips, 1):
            yield Piece(number=number, part=part, parts=len(strips), whole=drawing, strip=strip)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of charts: how wide it must be, the tops of the charts, and its bottom."""

    width: float
    tops: tuple[float, ...]
    bottom: float


def _columns(sizes: Sequence[tuple[float, float]], room: tuple[float, float]) -> list[_Column]:
    """The charts one below the other and then in the next column; nothing if one is too high."""
    top, bottom = room
    found = list[_Column]()
    for width, height in sizes:
        if height > bottom - top:
            return []
        last = found[-1] if found and found[-1].bottom + _BETWEEN + height <= bottom else None
        if last:
            y = last.bottom + _BETWEEN
            found[-1] = _Column(max(last.width, width), (*last.tops, y), y + height)
        else:
            found.append(_Column(width, (top,), top + height))
    return found


_Arranged = tuple[list[tuple[Point, float]], tuple[float, float, float]]
"""The place and the width of the column of each chart; the left, the top and the width of the points to note."""


def _arranged(sheet: Sheet, columns: Sequence[_Column], notes: Height | None, bottom: float) -> _Arranged | None:
    """The columns across the paper, with the points to note, if they go there, in the last or to its right; nothing if all is too wide."""
    needed = [column.width for column in columns]
    gaps = COLUMN_GAP * (len(columns) - 1)
    spare = sheet.inner - sum(needed) - gaps
    if spare < 0:
        return None
    even = (sheet.inner - gaps) / len(needed)
    widths = [even] * len(needed) if max(needed) <= even else [width + spare / len(needed) for width in needed]
    y = columns[-1].bottom + _BETWEEN
    if not notes or y + notes(widths[-1]) <= bottom:
        places = _places(columns, widths)
        return places, (places[-1][0][0], y, widths[-1])
    own, top = spare - COLUMN_GAP, columns[0].tops[0]
    if own >= _LEAST_NOTES and top + notes(own) <= bottom:
        return _places(columns, needed), (MARGIN + sum(needed) + gaps + COLUMN_GAP, top, own)
    return None


def _places(columns: Sequence[_Column], widths: Sequence[float]) -> list[tuple[Point, float]]:
    lefts = [MARGIN + sum(widths[:number]) + COLUMN_GAP * number for number in range(len(widths))]
    return [((left, y), width) for column, left, width in zip(columns, lefts, widths, strict=True) for y in column.tops]
