"""A poster as an SVG: head, charts in columns, points to note, key and foot. Lengths are in CSS pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from generator.charts.chart import ChartBox
from generator.charts.poster.notes import BOLD, Notes, note_lines, notes_height
from generator.charts.poster.sheet import HEADING, MARGIN, Piece, Plan, Sheet
from generator.charts.svg.colouring import FONTS, SVG, coloured
from generator.charts.svg.drawing import Drawing, DrawnBox
from generator.charts.svg.print_pages import EDGE_OF_PAPER
from generator.charts.svg.renderer import paint, paint_page
from generator.charts.svg.text_fitting import wrapped
from generator.charts.svg.text_widths import width_of
from generator.core.colours import schemes

_TITLE, _SUBTITLE, _HEADING, _TEXT, _SMALL = 32.0, 15.0, 18.0, 13.0, 11.5
"""Sizes of text; the smallest is 8.6 points."""
_LINE = 1.36
_CODE = 94.0
_QUIET = 4
"""Modules that are left white around a code."""
_SYMBOL = (34.0, 18.0)
_KEY_ROW, _BELOW_KEY = 24.0, 6.0
_KEY_GAPS = 4.0, 18.0
"""Between two signs of the key: at least, and where there is room."""
_STATUS_SHARE = 0.4
"""Of the width of a poster, for its status in a line; a longer one takes several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterText:
    """All that a poster says besides its charts.

    Attributes:
        title: its heading.
        pathway: the title of the pathway.
        headings: the headings of the charts.
        status: how far the pathway has come.
        status_colour: the name of its ground among the colours.
        facts: version and dates, a line each.
        key: kinds of boxes that the charts have, and their names.
        key_more: what a number of a box is.
        notes: the points to note.
        foot: what must be known before the poster is used, a paragraph each.
        across: a word that is written across the charts; empty for none.
        code: rows of a QR code, `#` where dark; none for none.
        code_label: what the code is.
        brand: the colour of the pathway; none for ours.

    """

    title: str
    pathway: str
    headings: tuple[str, ...]
    status: str
    status_colour: str
    facts: tuple[str, ...]
    key: tuple[tuple[str, str], ...]
    key_more: str
    notes: Notes
    foot: tuple[str, ...]
    across: str
    code: tuple[str, ...]
    code_label: str
    brand: str | None = None


def head_height(text: PosterText, sheet: Sheet) -> float:
    """The height of the head, with the line below it."""
    left = (
        len(_title_lines(text, sheet)) * _TITLE * 1.2 + len(_lines(text.pathway, _beside_facts(text, sheet), _SUBTITLE)) * _SUBTITLE * _LINE
    )
    right = len(text.facts) * _TEXT * _LINE + _status_height(text, sheet) + 10
    return max(left, right, _CODE if text.code else 0) + 26


def foot_height(text: PosterText, sheet: Sheet) -> float:
    """The height of the key and of what is below it."""
    return len(key_rows(text, sheet)) * _KEY_ROW + _BELOW_KEY + len(_foot_lines(text, sheet)) * _SMALL * _LINE + 26


def painted(plan: Plan, text: PosterText) -> str:
    """The poster as an SVG element of its exact size."""
    sheet, colours = plan.sheet, schemes(text.brand)["light"]
    size = {"width": f"{sheet.across}mm", "height": f"{sheet.down}mm", "viewBox": f"0 0 {sheet.width:.2f} {sheet.height:.2f}"}
    root = ET.Element("svg", {"xmlns": SVG, **size, "role": "img", "aria-label": f"{text.title}, {text.pathway}", "font-family": FONTS})
    _rectangle(root, (0, 0, sheet.width, sheet.height), {"fill": "#ffffff"})
    _head(root, text, sheet, colours)
    for piece, (x, y), column in zip(plan.pieces, plan.placed, plan.columns, strict=True):
        heading = text.headings[piece.number] + (f" ({piece.part}/{piece.parts})" if piece.parts > 1 else "")
        _write(root, _lines(heading, column / BOLD, _HEADING)[:1], (x, y + _HEADING), _HEADING, colours["accent"], is_bold=True)
        _piece(root, piece, (x, y + HEADING), plan.scale, colours)
    _notes(root, text, plan, colours)
    _across(root, text, plan, colours)
    _foot(root, text, sheet, colours)
    return ET.tostring(root, encoding="unicode")


# ── Head ──


def _status_lines(text: PosterText, sheet: Sheet) -> tuple[str, ...]:
    return _lines(text.status, sheet.inner * _STATUS_SHARE / BOLD, _TEXT)


def _status_height(text: PosterText, sheet: Sheet) -> float:
    return 22 + (len(_status_lines(text, sheet)) - 1) * _TEXT * _LINE


def _status_width(text: PosterText, sheet: Sheet) -> float:
    return max(width_of(line, _TEXT) for line in _status_lines(text, sheet)) * BOLD + 20


def _facts_width(text: PosterText, sheet: Sheet) -> float:
    return max(*(width_of(line, _TEXT) for line in text.facts), _status_width(text, sheet) + 4)


def _beside_facts(text: PosterText, sheet: Sheet) -> float:
    return sheet.inner - _facts_width(text, sheet) - (_CODE + 18 if text.code else 0) - 30


def _title_lines(text: PosterText, sheet: Sheet) -> tuple[str, ...]:
    return _lines(text.title, _beside_facts(text, sheet) / BOLD, _TITLE)


def _head(root: ET.Element, text: PosterText, sheet: Sheet, colours: dict[str, str]) -> None:
    right = sheet.width - MARGIN
    y = _write(root, _title_lines(text, sheet), (MARGIN, MARGIN + _TITLE * 0.9), _TITLE, colours["ink"], is_bold=True, line=1.2)
    _write(root, _lines(text.pathway, _beside_facts(text, sheet), _SUBTITLE), (MARGIN, y - _TITLE * 0.1), _SUBTITLE, colours["ink-2"])
    if text.code:
        _code(root, text, (right - _CODE, MARGIN))
        right -= _CODE + 18
    left = right - _facts_width(text, sheet)
    end = _write(root, text.facts, (left, MARGIN + _TEXT), _TEXT, colours["ink"])
    size = _status_width(text, sheet), _status_height(text, sheet)
    ground, line = colours[text.status_colour], colours[f"{text.status_colour}-line"]
    _rectangle(root, (left, end - 8, *size), {"fill": ground, "stroke": line, "rx": "11"})
    _write(root, _status_lines(text, sheet), (left + 10, end + 7.5), _TEXT, line, is_bold=True)
    y = MARGIN + head_height(text, sheet) - 16
    ET.SubElement(root, "path", {"d": f"M{MARGIN} {y:.1f}H{sheet.width - MARGIN:.1f}", "stroke": colours["accent"], "stroke-width": "2.5"})


def _code(root: ET.Element, text: PosterText, place: tuple[float, float]) -> None:
    """The QR code, with the white around it that readers of codes need."""
    modules = len(text.code) + 2 * _QUIET
    box = {
        "x": f"{place[0]:.1f}",
        "y": f"{place[1]:.1f}",
        "width": f"{_CODE:g}",
        "height": f"{_CODE:g}",
        "viewBox": f"0 0 {modules} {modules}",
    }
    code = ET.SubElement(root, "svg", {**box, "shape-rendering": "crispEdges", "role": "img", "aria-label": text.code_label})
    dark = "".join(f"M{x + _QUIET} {y + _QUIET}h1v1h-1z" for y, row in enumerate(text.code) for x, sign in enumerate(row) if sign == "#")
    ET.SubElement(code, "path", {"d": dark, "fill": "#000000"})


# ── Charts ──


def _piece(root: ET.Element, piece: Piece, place: tuple[float, float], scale: float, colours: dict[str, str]) -> None:
    painted = paint(piece.drawing.drawing) if piece.parts == 1 else paint_page(piece.drawing)
    width, height = piece.size
    _within(root, coloured(painted, colours), (*place, width * scale, height * scale))


def _within(root: ET.Element, svg: ET.Element, place: tuple[float, float, float, float]) -> None:
    """Put a drawing into the poster. Names for the style sheet of a page are left out: its colours would change those of the paper."""
    box = dict(zip(("x", "y", "width", "height"), (f"{number:.1f}" for number in place), strict=True))
    svg.attrib = {**box, "viewBox": svg.attrib["viewBox"]}
    for element in svg.iter():
        element.tag = element.tag.rpartition("}")[2]
        for name in [name for name in element.attrib if name in {"class", "role", "aria-hidden"} or name.startswith("data-")]:
            del element.attrib[name]
    root.append(svg)


def _across(root: ET.Element, text: PosterText, plan: Plan, colours: dict[str, str]) -> None:
    """The word across a pathway that is not in force."""
    if text.across:
        x, y = plan.sheet.width / 2, plan.sheet.height / 2
        room = plan.sheet.inner / (width_of(text.across, 1.0) * BOLD)
        said = {"fill": colours["caution-line"], "opacity": "0.1", "font-weight": "800", "text-anchor": "middle"}
        place = {"font-size": f"{min(plan.sheet.width / 5, room):.0f}", "transform": f"translate({x:.0f} {y:.0f}) rotate(-24)"}
        ET.SubElement(root, "text", {**said, **place}).text = text.across


# ── Points to note ──


def _notes(root: ET.Element, text: PosterText, plan: Plan, colours: dict[str, str]) -> None:
    (left, y, width), size = plan.notes, plan.size
    frame = (left, y, width, notes_height(text.notes, size, width))
    _rectangle(root, frame, {"fill": "#ffffff", "stroke": colours["caution-line"], "rx": "6"})
    for line in note_lines(text.notes, size, width):
        _write(root, (line.text,), (left + line.x, y + line.y), line.size, colours["ink"], is_bold=line.is_bold)


# ── Foot ──


def _key_width(word: str) -> float:
    return _SYMBOL[0] + 12 + width_of(word, _TEXT)


def _key_gap(text: PosterText, sheet: Sheet) -> float:
    """Between two signs of the key: less where this keeps it in one row."""
    spare = (sheet.inner - sum(_key_width(word) for _, word in text.key)) / max(1, len(text.key) - 1)
    return spare if _KEY_GAPS[0] <= spare < _KEY_GAPS[1] else _KEY_GAPS[1]


def key_rows(text: PosterText, sheet: Sheet) -> list[list[tuple[str, str]]]:
    """The key in rows that fit the sheet."""
    rows: list[list[tuple[str, str]]] = [[]]
    x, gap = 0.0, _key_gap(text, sheet)
    for kind, word in text.key:
        width = _key_width(word) + gap
        if x + width > sheet.inner + gap + 0.01 and rows[-1]:
            rows.append([])
            x = 0.0
        rows[-1].append((kind, word))
        x += width
    return rows


def _foot_lines(text: PosterText, sheet: Sheet) -> list[str]:
    return [line for paragraph in (text.key_more, *text.foot) for line in _lines(paragraph, sheet.inner, _SMALL)]


def _foot(root: ET.Element, text: PosterText, sheet: Sheet, colours: dict[str, str]) -> None:
    y = sheet.height - MARGIN - foot_height(text, sheet) + 8
    ET.SubElement(root, "path", {"d": f"M{MARGIN} {y:.1f}H{sheet.width - MARGIN:.1f}", "stroke": colours["line"], "stroke-width": "1"})
    y += 16
    for row in key_rows(text, sheet):
        x = MARGIN
        for kind, word in row:
            _symbol(root, kind, (x, y - 6), colours)
            _write(root, (word,), (x + _SYMBOL[0] + 12, y + 10), _TEXT, colours["ink"])
            x += _key_width(word) + _key_gap(text, sheet)
        y += _KEY_ROW
    _write(root, _foot_lines(text, sheet), (MARGIN, y + _BELOW_KEY + _SMALL - 4), _SMALL, colours["ink-2"])


def _symbol(root: ET.Element, kind: str, place: tuple[float, float], colours: dict[str, str]) -> None:
    width, height = _SYMBOL
    box = DrawnBox(box=ChartBox(name="key", title="", kind=kind, href=""), lines=(), x=width / 2, y=height / 2, width=width, height=height)
    svg = coloured(paint(Drawing(boxes=(box,), edges=(), width=width, height=height)), colours)
    _within(root, svg, (*place, width + 2 * EDGE_OF_PAPER, height + 2 * EDGE_OF_PAPER))


# ── Text ──


def _lines(text: str, room: float, size: float) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in wrapped(text, room, size))


def _rectangle(root: ET.Element, place: tuple[float, float, float, float], said: dict[str, str]) -> None:
    box = dict(zip(("x", "y", "width", "height"), (f"{number:.1f}" for number in place), strict=True))
    ET.SubElement(root, "rect", {**box, **said})


def _write(  # noqa: PLR0913  # as many as text has properties
    root: ET.Element,
    lines: Sequence[str],
    place: tuple[float, float],
    size: float,
    colour: str,
    *,
    is_bold: bool = False,
    line: float = _LINE,
) -> float:
    """Write lines one below the other; gives the place of a line after them."""
    x, y = place
    said = {"fill": colour, "font-size": f"{size:g}"} | ({"font-weight": "700"} if is_bold else {})
    text = ET.SubElement(root, "text", said)
    for number, shown in enumerate(lines):
        ET.SubElement(text, "tspan", {"x": f"{x:.1f}", "y": f"{y + number * size * line:.1f}"}).text = shown
    return y + len(lines) * size * line
