"""A drawing as SVG: shapes and classes only; every colour is the style sheet's."""

from collections.abc import Iterator
from html import escape
from itertools import pairwise

from generator.charts.svg.layout import DrawnBox, DrawnEdge, Point
from generator.charts.svg.print_pages import EDGE_OF_PAPER, View, form
from generator.charts.svg.text_fitting import FONT_SIZE, LABEL_SIZE, LINE_HEIGHT, Drawing, label_place

_BEND = 7.0
_ARROW = 8.0
_MARK = 8.0
_STRAIGHT = 0.01

# The symbol in the small disc on a box's corner, drawn around 0,0; with the shape it shows the kind without colour.
_MARKS = {
    "start": "M-2.5-3.5 3.5 0-2.5 3.5Z",
    "end": "M-3-3H3V3H-3Z",
    "question": "M-2.2-1.6A2.2 2.2 0 1 1 .6.4Q0 .7 0 1.6M0 3.4V3.6",
    "fork": "M0 4V0L-3.2-3.6M0 0 3.2-3.6",
    "choice": "M0-3.8 3.8 0 0 3.8-3.8 0Z",
    "action": "M-3 .2-.8 2.6 3.2-2.4",
    "caution": "M0-3.8V1M0 3.4V3.6",
    "link": "M-3 3 3-3M-1-3H3V1",
}
_FILLED = frozenset({"start", "end", "choice"})


def paint(drawing: Drawing, part: View | None = None) -> str:
    """The drawing, or a part of it, as an SVG element of its natural size: edges first, then the boxes in the order of the pathway."""
    layout = drawing.layout
    left, top, width, height = part or (layout.left, layout.top, layout.width, layout.height)
    left, top, width, height = left - EDGE_OF_PAPER, top - EDGE_OF_PAPER, width + 2 * EDGE_OF_PAPER, height + 2 * EDGE_OF_PAPER
    view = " ".join(map(_number, (left, top, width, height)))
    size = f'viewBox="{view}" width="{_number(width)}" height="{_number(height)}"'
    printed = form(width, height, whole=part is None)
    head = f'<svg class="{printed}" xmlns="http://www.w3.org/2000/svg" {size} role="group">'
    seen = [
        box
        for box in zip(layout.boxes, drawing.lines, strict=True)
        if not part or _in(part, box[0].x, box[0].y, box[0].width, box[0].height)
    ]
    labelled = [(arrow, lines) for arrow, lines in zip(layout.arrows, drawing.labels, strict=True) if arrow.label]
    # A head points at its box, so a part that the box is not in has only the line, up to its edge.
    named = {box.name for box, _ in seen}
    edges = "".join(_edge(arrow, headed=arrow.target in named) for arrow in layout.arrows)
    labels = "".join(_edge_label(arrow, lines) for arrow, lines in labelled if not part or _in(part, *label_place(arrow, lines)))
    boxes = "".join(_node(box, lines) for box, lines in seen)
    return f'{head}<g class="pw-edges" aria-hidden="true">{edges}</g>{boxes}<g class="pw-edge-labels">{labels}</g></svg>'


def _in(part: View, x: float, y: float, width: float, height: float) -> bool:
    """Whether any of what lies around `x`, `y` is in the part."""
    left, top, across, down = part
    return left < x + width / 2 and x - width / 2 < left + across and top < y + height / 2 and y - height / 2 < top + down


def _number(value: float) -> str:
    # “g” keeps six digits; + 0.0 turns -0 into 0.
    return f"{round(value, 1) + 0.0:g}" if abs(value) < 1e4 else f"{value:.0f}"  # noqa: PLR2004  # one more digit than “g” has


def _at(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _edge(arrow: DrawnEdge, *, headed: bool) -> str:
    ends = f'data-from="{escape(arrow.source)}" data-to="{escape(arrow.target)}"'
    line = f'<path class="pw-line" d="{_rounded(arrow.points)}"/>'
    head = f'<path class="pw-head" d="{_head(arrow.points)}"/>' if headed else ""
    return f'<g class="pw-edge" {ends}>{line}{head}</g>'


def _rounded(points: tuple[Point, ...]) -> str:
    """A way with its corners rounded, ending where the arrow's head begins."""
    corners = _without_repeats(points)
    corners = _turning((*corners[:-1], _towards(corners[-1], corners[-2], _ARROW - 1)))
    path, pen = f"M{_at(corners[0])}", corners[0]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        bend = min(_BEND, _distance(before, corner) / 2, _distance(corner, after) / 2)
        begins, ends = _towards(corner, before, bend), _towards(corner, after, bend)
        path, pen = f"{path}{_line(pen, begins)}q{_by(begins, corner)} {_by(begins, ends)}", ends
    return path + _line(pen, corners[-1])


def _turning(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """A way without the points at which it only goes on."""
    between = zip(points, points[1:], points[2:], strict=False)
    turns = [at for before, at, after in between if _distance(before, at) + _distance(at, after) > _distance(before, after) + _STRAIGHT]
    return (points[0], *turns, points[-1])


def _line(start: Point, end: Point) -> str:
    """A straight line, said as shortly as it can be."""
    across, down = _by(start, end).split()
    if across == "0":
        return f"V{_number(end[1])}"
    return f"H{_number(end[0])}" if down == "0" else f"L{_at(end)}"


def _by(start: Point, end: Point) -> str:
    """How far it is, between the places as they are printed, so that a way of such steps ends where it should."""
    return " ".join(_number(float(_number(to)) - float(_number(at))) for at, to in zip(start, end, strict=True))


def _without_repeats(points: tuple[Point, ...]) -> tuple[Point, ...]:
    kept = [points[0], *(point for before, point in pairwise(points) if _distance(before, point) > 0.5)]  # noqa: PLR2004  # half a pixel is no way
    return tuple(kept) if len(kept) > 1 else (points[0], (points[0][0], points[0][1] + 1))


def _distance(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def _towards(start: Point, end: Point, length: float) -> Point:
    whole = _distance(start, end) or 1
    return start[0] + (end[0] - start[0]) * length / whole, start[1] + (end[1] - start[1]) * length / whole


def _head(points: tuple[Point, ...]) -> str:
    tip, before = points[-1], _without_repeats(points)[-2]
    base = _towards(tip, before, _ARROW)
    across = ((tip[1] - base[1]) * 0.5, (base[0] - tip[0]) * 0.5)
    one, other = (base[0] + across[0], base[1] + across[1]), (base[0] - across[0], base[1] - across[1])
    return f"M{_at(tip)}l{_by(tip, one)} {_by(one, other)}Z"


def _edge_label(arrow: DrawnEdge, lines: tuple[str, ...]) -> str:
    x, y, width, height = label_place(arrow, lines)
    ends = f'data-from="{escape(arrow.source)}" data-to="{escape(arrow.target)}"'
    paper = f'<rect x="{_number(x - width / 2)}" y="{_number(y - height / 2)}" width="{_number(width)}" height="{_number(height)}"/>'
    return f'<g class="pw-edge-label" {ends}>{paper}{_text(lines, x, y, LABEL_SIZE)}</g>'


def _text(lines: tuple[str, ...], x: float, y: float, size: float) -> str:
    step = size * LINE_HEIGHT
    first = y - (len(lines) - 1) * step / 2 + size * 0.36
    spans = "".join(
        f'<tspan x="{_number(x)}" y="{_number(first + number * step)}">{escape(line)}</tspan>' for number, line in enumerate(lines)
    )
    return f'<text text-anchor="middle" font-size="{_number(size)}">{spans}</text>'


def _node(box: DrawnBox, lines: tuple[str, ...]) -> str:
    inner = f"{''.join(_shape(box))}{_text(lines, box.x, box.y, FONT_SIZE)}{_mark(box)}"
    group = f'<g class="pw-node pw-node--{escape(box.kind)}" data-node="{escape(box.name)}">{inner}</g>'
    return f'<a href="{escape(box.href)}">{group}</a>' if box.href else group


def _mark(box: DrawnBox) -> str:
    x = box.x - box.width / 2 + (box.height / 4 if box.kind in {"question", "fork"} else 4)
    y = box.y - box.height / 2 + 1
    filled = ' class="pw-filled"' if box.kind in _FILLED else ""
    disc = f'<circle r="{_number(_MARK)}"/>'
    return (
        f'<g class="pw-node-mark" transform="translate({_number(x)} {_number(y)})">{disc}<path{filled} d="{_MARKS.get(box.kind, "")}"/></g>'
    )


def _shape(box: DrawnBox) -> Iterator[str]:
    left, right = box.x - box.width / 2, box.x + box.width / 2
    top, bottom = box.y - box.height / 2, box.y + box.height / 2
    if corners := _corners(box.kind, left, right, top, bottom):
        yield f'<path class="pw-shape" d="M{"L".join(map(_at, corners))}Z"/>'
        return
    radius = min(box.height / 2, 22) if box.kind in {"start", "end"} else 3
    size = f'width="{_number(box.width)}" height="{_number(box.height)}"'
    yield f'<rect class="pw-shape" x="{_number(left)}" y="{_number(top)}" {size} rx="{_number(radius)}"/>'
    if box.kind == "link":
        yield f'<path class="pw-shape-line" d="M{_at((left + 6, top))}V{_number(bottom)}M{_at((right - 6, top))}V{_number(bottom)}"/>'


def _corners(kind: str, left: float, right: float, top: float, bottom: float) -> list[Point]:
    """The corners of a shape that is no rectangle: a hexagon, a leaning box, an octagon."""
    slant, cut, middle = (bottom - top) / 4, 10.0, (top + bottom) / 2
    match kind:
        case "question":
            upper = [(left, middle), (left + slant, top), (right - slant, top)]
            return [*upper, (right, middle), (right - slant, bottom), (left + slant, bottom)]
        case "fork":
            return [(left + slant, top), (right, top), (right - slant, bottom), (left, bottom)]
        case "caution":
            upper = [(left, top + cut), (left + cut, top), (right - cut, top), (right, top + cut)]
            return [*upper, (right, bottom - cut), (right - cut, bottom), (left + cut, bottom), (left, bottom - cut)]
        case _:
            return []
