"""How a drawing comes onto paper so that nothing in it is set smaller than 8 points: upright, across, or in parts.

Lengths are in CSS pixels, of which paper has 96 an inch. The paper is as narrow as A4 and as short as Letter, since a page does not
know what it will be printed on.
"""

from collections.abc import Iterable, Iterator

from generator.charts.svg.drawing import Drawing
from generator.charts.svg.text_fitting import LABEL_SIZE

_SMALLEST = 8 / 72 * 96
_SCALE = _SMALLEST / LABEL_SIZE
# What the margins in print.css leave, less the height of a caption; in pixels of the drawing's own.
_UPRIGHT = (702 / _SCALE, 890 / _SCALE)
_ACROSS = (965 / _SCALE, 627 / _SCALE)
_AIR = 4.0
EDGE_OF_PAPER = 6.0
"""Margin around a drawing or a part of it."""

View = tuple[float, float, float, float]
"""Left, top, width and height of a part of a drawing."""


def form(width: float, height: float, *, whole: bool = True) -> str:
    """The classes of a drawing of this size: printed upright, across a page that is turned, or (if `whole`) cut into parts."""
    if width <= _UPRIGHT[0] and height <= _UPRIGHT[1]:
        return "pw-drawing"
    return "pw-drawing pw-drawing--cut" if whole and (width > _ACROSS[0] or height > _ACROSS[1]) else "pw-drawing pw-drawing--across"


def parts(drawing: Drawing) -> tuple[View, ...]:
    """The parts that a drawing too large for one page is cut into, row by row; each box and each label is whole in one of them."""
    page = _UPRIGHT if drawing.width + 2 * EDGE_OF_PAPER <= _UPRIGHT[0] else _ACROSS
    room = [side - 2 * EDGE_OF_PAPER for side in page]
    places = [(box.x, box.y, box.width, box.height) for box in drawing.boxes]
    places += [(*edge.label_at, *edge.label_size) for edge in drawing.edges if edge.has_text]
    across = [(x - width / 2 - _AIR, x + width / 2 + _AIR) for x, _, width, _ in places]
    down = [(y - height / 2 - _AIR, y + height / 2 + _AIR) for _, y, _, height in places]
    columns = [*_pieces(across, 0, drawing.width, room[0])]
    rows = [*_pieces(down, 0, drawing.height, room[1])]
    views = ((left, top, right - left, bottom - top) for top, bottom in rows for left, right in columns)
    return tuple(view for view in views if any(_holds(view, x, y) for x, y in zip(across, down, strict=True)))


def _pieces(spans: Iterable[tuple[float, float]], low: float, high: float, room: float) -> Iterator[tuple[float, float]]:
    """A length in pieces no longer than `room`, cut where no span is; where there is no such place the pieces overlap."""
    spans = [*spans]
    while high - low > room:
        end = cut = low + room
        while crossed := [start for start, stop in spans if start < cut < stop]:
            cut = min(crossed)
        following = cut
        if cut <= low:
            cut, following = end, min((start for start, stop in spans if low < start < end < stop), default=end)
        yield low, cut
        low = following
    yield low, high


def _holds(view: View, across: tuple[float, float], down: tuple[float, float]) -> bool:
    left, top, width, height = (view[0] - _AIR, view[1] - _AIR, view[2] + 2 * _AIR, view[3] + 2 * _AIR)
    return left <= across[0] and across[1] <= left + width and top <= down[0] and down[1] <= top + height
