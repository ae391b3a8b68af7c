"""The outlines of boxes, by kind."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

from generator.charts.chart import LINK
from generator.charts.layout.graph import Point
from generator.charts.svg.boxes import DOUBLE, slant
from generator.charts.svg.drawing import DrawnBox
from generator.charts.svg.paths import at, number

_BESIDE_SIDE = 6.0
"""Between the two lines at each side of a box of another chart."""


def shape(drawn: DrawnBox) -> Iterator[str]:
    """The outline of a box as SVG elements, the first of which is its whole shape.

    A box of another chart has double sides, as the sign for a “predefined process” of ISO 5807. A box that another chart shows in detail
    has a second outline all around, which any kind of box can have, and so looks like nothing that is left for another chart.
    """
    left, right = drawn.x - drawn.width / 2, drawn.x + drawn.width / 2
    top, bottom = drawn.y - drawn.height / 2, drawn.y + drawn.height / 2
    if corners := _corners(drawn.box.kind, left, right, top, bottom):
        yield _polygon("pw-shape", corners)
        if drawn.box.has_detail:
            yield _polygon("pw-shape-line", _inset(corners, DOUBLE))
        return
    radius = 6 if drawn.is_row else min(drawn.height / 2, 22) if drawn.box.kind in {"start", "end"} else 3
    yield _rectangle("pw-shape", (left, top, drawn.width, drawn.height), radius)
    if drawn.box.has_detail:
        inner = (left + DOUBLE, top + DOUBLE, drawn.width - 2 * DOUBLE, drawn.height - 2 * DOUBLE)
        yield _rectangle("pw-shape-line", inner, max(radius - DOUBLE, 1))
    if drawn.box.kind == LINK:
        sides = (left + _BESIDE_SIDE, right - _BESIDE_SIDE)
        yield f'<path class="pw-shape-line" d="{"".join(f"M{at((side, top))}V{number(bottom)}" for side in sides)}"/>'


def _polygon(name: str, corners: Sequence[Point]) -> str:
    return f'<path class="{name}" d="M{"L".join(map(at, corners))}Z"/>'


def _rectangle(name: str, place: tuple[float, float, float, float], radius: float) -> str:
    left, top, width, height = map(number, place)
    return f'<rect class="{name}" x="{left}" y="{top}" width="{width}" height="{height}" rx="{number(radius)}"/>'


def _corners(kind: str, left: float, right: float, top: float, bottom: float) -> list[Point]:
    """The corners, clockwise, of a shape that is no rectangle: a hexagon, a leaning box, an octagon, a signpost."""
    leaning, cut, middle = slant(bottom - top), 10.0, (top + bottom) / 2
    match kind:
        case "exit":
            return [(left, top), (right - leaning, top), (right, middle), (right - leaning, bottom), (left, bottom)]
        case "question" | "ask":
            upper = [(left, middle), (left + leaning, top), (right - leaning, top)]
            return [*upper, (right, middle), (right - leaning, bottom), (left + leaning, bottom)]
        case "several" | "all":
            return [(left + leaning, top), (right, top), (right - leaning, bottom), (left, bottom)]
        case "caution":
            upper = [(left, top + cut), (left + cut, top), (right - cut, top), (right, top + cut)]
            return [*upper, (right, bottom - cut), (right - cut, bottom), (left + cut, bottom), (left, bottom - cut)]
        case _:
            return []


def _inset(corners: Sequence[Point], by: float) -> list[Point]:
    """The corners of the same convex shape with each side moved inwards; they are clockwise."""
    lines = [_moved_side(start, end, by) for start, end in pairwise((*corners, corners[0]))]
    return [_crossing(one, other) for one, other in pairwise((lines[-1], *lines))]


def _moved_side(start: Point, end: Point, by: float) -> tuple[Point, Point]:
    across, down = end[0] - start[0], end[1] - start[1]
    length = hypot(across, down)
    x, y = -down / length * by, across / length * by
    return (start[0] + x, start[1] + y), (end[0] + x, end[1] + y)


def _crossing(one: tuple[Point, Point], other: tuple[Point, Point]) -> Point:
    """Where two straight lines cross."""
    (x1, y1), (x2, y2) = one
    (x3, y3), (x4, y4) = other
    scale = ((x1 - x3) * (y3 - y4) - (y1 - y3) * (x3 - x4)) / ((x1 - x2) * (y3 - y4) - (y1 - y2) * (x3 - x4))
    return x1 + scale * (x2 - x1), y1 + scale * (y2 - y1)
