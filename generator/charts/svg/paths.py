"""Routes as SVG paths: rounded corners, arrow heads, and stretches that several routes share painted once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from generator.charts.layout.graph import Point

_BEND = 7.0
_ARROW = 8.0
_STRAIGHT = 0.01

Piece = tuple[Point, ...]
"""A straight line from one point to another; or a bend from a point, around a corner, to a third."""


def number(value: float) -> str:
    """A length in as few characters as it needs."""
    # “g” keeps six digits; + 0.0 turns -0 into 0.
    return f"{round(value, 1) + 0.0:g}" if abs(value) < 1e4 else f"{value:.0f}"  # noqa: PLR2004  # one more digit than “g” has


def at(point: Point) -> str:
    """A point as a path names it."""
    return f"{number(point[0])} {number(point[1])}"


def rounded(points: Sequence[Point]) -> list[Piece]:
    """The pieces of a route with rounded corners, which ends where the arrow's head begins."""
    corners = _turning(_without_repeats(points))
    corners = (*corners[:-1], _towards(corners[-1], corners[-2], _ARROW - 1))
    pieces: list[Piece] = []
    pen = corners[0]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        bend = min(_BEND, _distance(before, corner) / 2, _distance(corner, after) / 2)
        begins, ends = _towards(corner, before, bend), _towards(corner, after, bend)
        pieces += [(pen, begins), (begins, corner, ends)]
        pen = ends
    return [*pieces, (pen, corners[-1])]


def merged(routes: Iterable[Iterable[Piece]]) -> list[Piece]:
    """The pieces of all routes, each stretch once: lines on one line that overlap or touch become one."""
    pieces = [piece for route in routes for piece in route]
    bends = [piece for piece in pieces if len(piece) > 2]  # noqa: PLR2004  # begin, corner, end
    lines = [piece for piece in pieces if len(piece) == 2]  # noqa: PLR2004  # begin, end
    return [*_joined(lines), *dict.fromkeys(bends)]


def _joined(lines: Iterable[Piece]) -> Iterator[Piece]:
    """Vertical and horizontal lines as the fewest that cover the same."""
    by_line: dict[tuple[int, float], list[tuple[float, float]]] = {}
    for start, end in lines:
        along = 1 if abs(start[0] - end[0]) < _STRAIGHT else 0
        low, high = sorted((start[along], end[along]))
        by_line.setdefault((along, round(start[1 - along], 2)), []).append((low, high))
    for (along, place), spans in by_line.items():
        for low, high in _covering(sorted(spans)):
            yield ((place, low), (place, high)) if along else ((low, place), (high, place))


def _covering(spans: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    reach: tuple[float, float] | None = None
    for low, high in spans:
        if reach and low <= reach[1] + _STRAIGHT:
            reach = reach[0], max(reach[1], high)
            continue
        if reach:
            yield reach
        reach = low, high
    if reach:
        yield reach


def path_of(pieces: Iterable[Piece]) -> str:
    """The pieces as the `d` of a path; the pen is lifted only where they do not go on from each other."""
    path, pen = "", None
    for start, *between, end in pieces:
        if pen is None or at(pen) != at(start):
            path += f"M{at(start)}"
        path += f"q{_by(start, between[0])} {_by(start, end)}" if between else _line(start, end)
        pen = end
    return path


def arrow_head(points: Sequence[Point]) -> str:
    """The head of an arrow at the end of a route, as the `d` of a path."""
    tip, before = points[-1], _without_repeats(points)[-2]
    base = _towards(tip, before, _ARROW)
    across = ((tip[1] - base[1]) * 0.5, (base[0] - tip[0]) * 0.5)
    one, other = (base[0] + across[0], base[1] + across[1]), (base[0] - across[0], base[1] - across[1])
    return f"M{at(tip)}l{_by(tip, one)} {_by(one, other)}Z"


def _turning(points: Sequence[Point]) -> tuple[Point, ...]:
    """A route without the points at which it only goes on."""
    between = zip(points, points[1:], points[2:], strict=False)
    turns = [on for before, on, after in between if _distance(before, on) + _distance(on, after) > _distance(before, after) + _STRAIGHT]
    return (points[0], *turns, points[-1])


def _line(start: Point, end: Point) -> str:
    """A straight line, said as shortly as it can be."""
    across, down = _by(start, end).split()
    if across == "0":
        return f"V{number(end[1])}"
    return f"H{number(end[0])}" if down == "0" else f"L{at(end)}"


def _by(start: Point, end: Point) -> str:
    """How far it is, between the places as they are printed, so that a route of such steps ends where it should."""
    return " ".join(number(float(number(to)) - float(number(on))) for on, to in zip(start, end, strict=True))


def _without_repeats(points: Sequence[Point]) -> tuple[Point, ...]:
    kept = (points[0], *(point for before, point in pairwise(points) if _distance(before, point) > 0.5))  # noqa: PLR2004  # half a pixel is no way
    return kept if len(kept) > 1 else (points[0], (points[0][0], points[0][1] + 1))


def _distance(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def _towards(start: Point, end: Point, length: float) -> Point:
    whole = _distance(start, end) or 1
    return start[0] + (end[0] - start[0]) * length / whole, start[1] + (end[1] - start[1]) * length / whole
