"""Bridges: where two ways cross, the one across has a small arc over the other, so that neither seems to turn into it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from generator.charts.layout.graph import Point
from generator.charts.svg.paths import Piece

_HALF = 5.0
"""Half the width of a bridge: lanes are so far apart that one has room between the bend of a line and the next lane."""
_RISE = 11.0
"""How far above the line the corner of its bend is, of which the line reaches half."""


def crossings(pieces: Iterable[Piece]) -> tuple[Point, ...]:
    """The places where a horizontal and a vertical line cross, with room for a bridge between the ends of both."""
    lines = [(piece[0], piece[-1]) for piece in pieces if len(piece) == 2]  # noqa: PLR2004  # begin, end: a bend has a corner
    across = {(y, *sorted((x1, x2))) for (x1, y), (x2, y2) in lines if y == y2 and abs(x1 - x2) > 2 * _HALF}
    down = {(x, *sorted((y1, y2))) for (x, y1), (x2, y2) in lines if x == x2 and abs(y1 - y2) > 2 * _HALF}
    return tuple(
        sorted((x, y) for y, left, right in across for x, top, bottom in down if left + _HALF <= x <= right - _HALF and top < y < bottom)
    )


def bridged(pieces: Iterable[Piece], spots: Sequence[Point]) -> Iterator[Piece]:
    """The pieces of ways, with a bridge at each of these places on a horizontal line; one that has no room beside another is left out."""
    for piece in pieces:
        (x1, y1), (x2, y2) = piece[0], piece[-1]
        low, high = sorted((x1, x2))
        on = [x for x, y in spots if y == y1 == y2 and low + _HALF <= x <= high - _HALF] if len(piece) == 2 else []  # noqa: PLR2004
        on = [x for before, x in pairwise([low - _HALF, *on]) if x - before >= 2 * _HALF]
        yield from _over(piece, on if x1 <= x2 else on[::-1])


def _over(piece: Piece, places: Sequence[float]) -> Iterator[Piece]:
    pen, end = piece[0], piece[-1]
    forward = _HALF if end[0] >= pen[0] else -_HALF
    for x in places:
        begins, ends = (x - forward, pen[1]), (x + forward, pen[1])
        yield pen, begins
        yield begins, (x, pen[1] - _RISE), ends
        pen = ends
    yield piece if not places else (pen, end)
