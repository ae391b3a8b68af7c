"""A drawing as SVG: shapes and classes only; every colour is the style sheet's."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import chain
from types import MappingProxyType
from unicodedata import bidirectional

from generator.charts.chart import ChartEdge
from generator.charts.layout.graph import Point
from generator.charts.svg.boxes import FRAME, LABEL_PADDING, Lines, slant
from generator.charts.svg.bridges import bridged, crossings
from generator.charts.svg.cuts import CutDrawing, CutEnd, CutWay
from generator.charts.svg.drawing import Band, Drawing, DrawnBox, DrawnEdge
from generator.charts.svg.paths import arrow_head, merged, number, path_of, rounded
from generator.charts.svg.print_pages import EDGE_OF_PAPER
from generator.charts.svg.shapes import shape
from generator.charts.svg.text_fitting import EDGE_NOTE_SIZE, LABEL_SIZE, LINE_HEIGHT, NOTE_SIZE, NUMBER_SIZE

_Routes = Mapping[str, Sequence[Sequence[Point]]]
"""The routes of edges, by the style of their lines."""
_MARK = 8.0
_HALF_SPACE = 0.14
"""Half the width of a space, in parts of the size of the text."""
_STYLES = ("removed", "optional", "")
"""The styles of edges; what comes later is painted over what comes before."""

# The symbol in the small disc on a box's corner, drawn around 0,0; with the shape it shows the kind without colour.
_MARKS = {
    "start": "M-2.5-3.5 3.5 0-2.5 3.5Z",
    "end": "M-3-3H3V3H-3Z",
    "question": "M-2.2-1.6A2.2 2.2 0 1 1 .6.4Q0 .7 0 1.6M0 3.4V3.6",
    "ask": "M-3.4-2-2.4-1-.8-3.2M1-2H3.6M-3.4 2-2.4 3-.8.8M1 2H3.6",
    "several": "M0 4V0L-3.2-3.6M0 0 3.2-3.6",
    "all": "M-2 4V-3.4M-4-1-2-3.4 0-1M2 4V-3.4M0-1 2-3.4 4-1",
    "choice": "M0-3.8 3.8 0 0 3.8-3.8 0Z",
    "action": "M-3 .2-.8 2.6 3.2-2.4",
    "caution": "M0-3.8V1M0 3.4V3.6",
    "exit": "M-1.2-3.4H-3.6V3.4H-1.2M-1.4 0H3.8M1.6-2.2 3.8 0 1.6 2.2",
    "link": "M-3 3 3-3M-1-3H3V1",
    "back": "M-3.4-1H1.2A2.2 2.2 0 0 1 1.2 3.4H-1.6M-1-3.4-3.4-1-1 1.4",
}
# The signs before small lines, within 12 × 12.
_SIGNS = {
    "dose": "M2.2 9.8a2.5 2.5 0 0 1 0-3.5L6.3 2.2A2.5 2.5 0 0 1 9.8 5.7L5.7 9.8a2.5 2.5 0 0 1-3.5 0ZM4.2 4.3 7.7 7.8",
    "clock": "M6 .9a5.1 5.1 0 1 0 .01 0ZM6 3.2V6.2L8.2 7.4",
    "study": "M2.5 1H7.5L9.5 3V11H2.5ZM4.5 5H7.5M4.5 7H7.5M4.5 9H6.5",
    "barred": "M6 .9a5.1 5.1 0 1 0 .01 0ZM2.5 2.5 9.5 9.5",
}
_FILLED = frozenset({"start", "end", "choice"})


def paint(drawing: Drawing, classes: str = "") -> str:
    """The drawing as an SVG element of its natural size: bands, edges, then the boxes in the order of the pathway."""
    routes = _by_style(drawing.edges)
    spots = _spots(routes)
    edges = _lines(routes, spots) + "".join(_trace(edge, spots) for edge in drawing.edges)
    return _svg(drawing, edges, f"pw-drawing {classes}".strip())


def _band(band: Band) -> str:
    """A band with its name. What the reader's device reads aloud has the setting in the name of each box."""
    place = _rectangle((band.x, band.y), (band.width, band.height))
    return f'<g class="pw-band" data-nodes="{escape(" ".join(band.boxes))}">{place}{_aligned(band.name)}</g>'


def _rectangle(centre: Point, size: Point, name: str = "") -> str:
    (x, y), (width, height) = centre, size
    named = f'class="{name}" ' if name else ""
    return f'<rect {named}x="{number(x - width / 2)}" y="{number(y - height / 2)}" width="{number(width)}" height="{number(height)}"/>'


def paint_page(page: CutDrawing) -> str:
    """A page of a chart that is cut for paper, where ways that go on elsewhere end in numbers."""
    ended, cut = _by_style(page.drawing.edges), _by_style(page.ways)
    lines = _lines(ended, _spots(ended, cut), cut)
    return _svg(page.drawing, lines, "pw-drawing", "".join(map(_cut_end, page.ends)))


def _svg(drawing: Drawing, edges: str, classes: str, ends: str = "") -> str:
    left, width, height = number(-EDGE_OF_PAPER), number(drawing.width + 2 * EDGE_OF_PAPER), number(drawing.height + 2 * EDGE_OF_PAPER)
    size = f'viewBox="{left} {left} {width} {height}" width="{width}" height="{height}"'
    head = f'<svg class="{classes}" xmlns="http://www.w3.org/2000/svg" {size} role="group">'
    bands = "".join(map(_band, drawing.bands))
    behind = f'<g class="pw-bands" aria-hidden="true">{bands}</g>' if bands else ""
    boxes = "".join(map(_node, drawing.boxes))
    labels = "".join(_edge_label(edge, drawing) for edge in drawing.edges if edge.has_text)
    return f'{head}{behind}<g class="pw-edges" aria-hidden="true">{edges}</g>{boxes}<g class="pw-edge-labels">{labels}</g>{ends}</svg>'


def _style(edge: ChartEdge) -> str:
    return "removed" if edge.removed else "optional" if edge.is_optional else ""


def _by_style(edges: Sequence[DrawnEdge | CutWay]) -> dict[str, list[Sequence[Point]]]:
    """The routes of edges, by the style of their lines."""
    found: dict[str, list[Sequence[Point]]] = {style: [] for style in _STYLES}
    for edge in edges:
        if edge.points:
            found[_style(edge.edge)].append(edge.points)
    return found


def _spots(*found: _Routes) -> tuple[Point, ...]:
    """Where ways cross."""
    return crossings(piece for routes in found for points in chain(*routes.values()) for piece in rounded(points))


def _lines(ended: _Routes, spots: Sequence[Point], cut: _Routes = MappingProxyType({})) -> str:
    """All lines of one style as one path, so that a stretch which edges share is painted once, and the heads of those that end."""
    found = ""
    for style, routes in ended.items():
        more = f" pw-{style}" if style else ""
        if whole := [rounded(points) for points in (*routes, *cut.get(style, ()))]:
            found += f'<path class="pw-line{more}" d="{path_of(bridged(merged(whole), spots))}"/>'
        if heads := "".join(dict.fromkeys(map(arrow_head, routes))):
            found += f'<path class="pw-head{more}" d="{heads}"/>'
    return found


def _cut_end(end: CutEnd) -> str:
    text = _line(end.text, end.at[0], end.at[1] + NOTE_SIZE * 0.36, is_centred=True)
    return f'<text class="pw-cut-end" text-anchor="middle" font-size="{number(NOTE_SIZE)}">{text}</text>'


def _trace(drawn: DrawnEdge, spots: Sequence[Point]) -> str:
    """An edge by itself, for the light."""
    ends = f'data-from="{escape(drawn.edge.source)}" data-to="{escape(drawn.edge.target)}"'
    if not drawn.points:
        return f'<g class="pw-edge" {ends}/>'
    head = f'<path class="pw-trace-head" d="{arrow_head(drawn.points)}"/>'
    return f'<g class="pw-edge" {ends}><path class="pw-trace" d="{path_of(bridged(rounded(drawn.points), spots))}"/>{head}</g>'


def _edge_label(drawn: DrawnEdge, drawing: Drawing) -> str:
    ends = f'data-from="{escape(drawn.edge.source)}" data-to="{escape(drawn.edge.target)}"'
    is_banded = any(_holds(band, drawn.label_at) for band in drawing.bands)
    paper = _rectangle(drawn.label_at, drawn.label_size, "pw-banded" if is_banded else "")
    high, low = len(drawn.lines) * LABEL_SIZE * LINE_HEIGHT, len(drawn.note) * EDGE_NOTE_SIZE * LINE_HEIGHT
    top = drawn.label_at[1] - (high + low) / 2
    left = drawn.label_at[0] - drawn.label_size[0] / 2 + LABEL_PADDING / 2
    label = Lines(texts=drawn.lines, size=LABEL_SIZE, left=left, top=top)
    note = Lines(texts=drawn.note, size=EDGE_NOTE_SIZE, left=left, top=top + high, role="small")
    text = "".join(_aligned(lines) if drawing.flush else _centred(lines, drawn.label_at[0]) for lines in (label, note) if lines.texts)
    return f'<g class="pw-edge-label{" pw-removed" if drawn.edge.removed else ""}" {ends}>{paper}{text}</g>'


def _holds(band: Band, point: Point) -> bool:
    return abs(point[0] - band.x) < band.width / 2 and abs(point[1] - band.y) < band.height / 2


def _centred(lines: Lines, x: float) -> str:
    """Lines one below the other, each around a middle."""
    step, size = lines.size * LINE_HEIGHT, lines.size
    first = lines.top + step / 2 + size * 0.36
    # A line keeps its space at the end, so that the words of a label stay apart; without it the line would be in the middle.
    middles = [x + size * _HALF_SPACE if line.endswith(" ") else x for line in lines.texts]
    spans = "".join(
        _line(line, middle, first + place * step, is_centred=True)
        for place, (middle, line) in enumerate(zip(middles, lines.texts, strict=True))
    )
    return f'<text{_role(lines)} text-anchor="middle" font-size="{number(size)}">{spans}</text>'


def _role(lines: Lines) -> str:
    return "" if lines.role == "title" else f' class="pw-{lines.role}"'


def _line(line: str, x: float, y: float, *, is_centred: bool = False) -> str:
    # The space between two lines is outside of them, else it would be struck through with them.
    space = " " if line.endswith(" ") else ""
    # The end of a line from right to left is at its left.
    anchor = "" if is_centred else ' text-anchor="end"'
    turned = f' direction="rtl" unicode-bidi="embed"{anchor}' if _is_from_right(line) else ""
    return f'<tspan x="{number(x)}" y="{number(y)}"{turned}>{escape(line.rstrip(" "))}</tspan>{space}'


def _is_from_right(line: str) -> bool:
    """Whether a line runs from right to left: browsers do not find that out in SVG, and would move a number from its end to its start."""
    return next((kind in {"R", "AL"} for kind in map(bidirectional, line) if kind in {"L", "R", "AL"}), False)


def _node(drawn: DrawnBox) -> str:
    box = drawn.box
    left, top = drawn.x - drawn.width / 2, drawn.y - drawn.height / 2
    text = "".join(_aligned(lines.moved(left, top)) for lines in drawn.lines) + ("" if drawn.is_row else _mark(drawn))
    more = (" pw-row" if drawn.is_row else "") + (" pw-removed" if box.removed else "")
    data = f'data-node="{escape(box.name)}"' + ("" if box.way is None else f' data-way="{box.way}"')
    if box.strength:
        data += f' data-grade="{escape(box.strength.value)}"' + ' data-against=""' * box.strength.is_against
    group = f'<g class="pw-node pw-node--{escape(box.kind)}{more}" {data}>{"".join(shape(drawn))}{text}</g>'
    return f'<a href="{escape(box.href)}">{group}</a>' if box.href else group


def _aligned(lines: Lines) -> str:
    """Lines one below the other that begin at the left, and before them the number or the sign."""
    step, first = lines.size * LINE_HEIGHT, lines.top + lines.size * 1.01
    before = _frame(lines) + _sign(lines, first)
    # The frame has room for the widest font: in others, the text is in its middle.
    is_centred = lines.is_framed and not lines.sign
    x, anchor = ((lines.place[0] + lines.place[2]) / 2, ' text-anchor="middle"') if is_centred else (lines.left, "")
    spans = "".join(_line(line, x, first + place * step, is_centred=is_centred) for place, line in enumerate(lines.texts))
    return f'{before}<text{_role(lines)}{anchor} font-size="{number(lines.size)}">{_number(lines, first)}{spans}</text>'


def _frame(lines: Lines) -> str:
    if not lines.is_framed:
        return ""
    left, top, right, bottom = lines.place
    return _rectangle(((left + right) / 2, (top + bottom) / 2), (right - left, bottom - top), "pw-grade")


def _sign(lines: Lines, y: float) -> str:
    if not lines.sign:
        return ""
    left = lines.number_left + (FRAME[0] if lines.is_framed else 0)
    return f'<path class="pw-sign" transform="translate({number(left)} {number(y - 11)})" d="{_SIGNS[lines.sign]}"/>'


def _number(lines: Lines, y: float) -> str:
    if not lines.number:
        return ""
    place = f'x="{number(lines.number_left)}" y="{number(y)}" font-size="{number(NUMBER_SIZE)}"'
    return f'<tspan class="pw-number" {place}>{escape(lines.number)} </tspan>'


def _mark(drawn: DrawnBox) -> str:
    kind = drawn.box.kind
    x = drawn.x - drawn.width / 2 + (slant(drawn.height) if kind in {"question", "ask", "several", "all"} else 4)
    y = drawn.y - drawn.height / 2 + 2
    filled = ' class="pw-filled"' if kind in _FILLED else ""
    sign = f'<circle r="{number(_MARK)}"/><path{filled} d="{_MARKS.get(kind, "")}"/>'
    return f'<g class="pw-node-mark" transform="translate({number(x)} {number(y)})">{sign}</g>'
