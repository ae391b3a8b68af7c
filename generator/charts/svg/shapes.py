"""The outlines of boxes, by kind."""

from collections.abc import Iterator

from generator.charts.layout.graph import Point
from generator.charts.svg.boxes import slant
from generator.charts.svg.drawing import DrawnBox
from generator.charts.svg.paths import at, number


def shape(drawn: DrawnBox) -> Iterator[str]:
    """The outline of a box as SVG elements, the first of which is its whole shape."""
    left, right = drawn.x - drawn.width / 2, drawn.x + drawn.width / 2
    top, bottom = drawn.y - drawn.height / 2, drawn.y + drawn.height / 2
    if corners := _corners(drawn.box.kind, left, right, top, bottom):
        yield f'<path class="pw-shape" d="M{"L".join(map(at, corners))}Z"/>'
        return
    radius = 6 if drawn.is_row else min(drawn.height / 2, 22) if drawn.box.kind in {"start", "end"} else 3
    size = f'width="{number(drawn.width)}" height="{number(drawn.height)}"'
    yield f'<rect class="pw-shape" x="{number(left)}" y="{number(top)}" {size} rx="{number(radius)}"/>'
    if drawn.box.kind == "link":
        yield f'<path class="pw-shape-line" d="M{at((left + 6, top))}V{number(bottom)}M{at((right - 6, top))}V{number(bottom)}"/>'


def _corners(kind: str, left: float, right: float, top: float, bottom: float) -> list[Point]:
    """The corners of a shape that is no rectangle: a hexagon, a leaning box, an octagon."""
    leaning, cut, middle = slant(bottom - top), 10.0, (top + bottom) / 2
    match kind:
        case "question":
            upper = [(left, middle), (left + leaning, top), (right - leaning, top)]
            return [*upper, (right, middle), (right - leaning, bottom), (left + leaning, bottom)]
        case "fork":
            return [(left + leaning, top), (right, top), (right - leaning, bottom), (left, bottom)]
        case "caution":
            upper = [(left, top + cut), (left + cut, top), (right - cut, top), (right, top + cut)]
            return [*upper, (right, bottom - cut), (right - cut, bottom), (left + cut, bottom), (left, bottom - cut)]
        case _:
            return []
