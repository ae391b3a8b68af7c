"""The proof of a drawing: nothing of the chart is missing, and nothing lies on anything else."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

from generator.charts.chart import Chart
from generator.charts.svg.boxes import DISC, Lines, sides
from generator.charts.svg.drawing import Band, Drawing, DrawnBox, DrawnEdge
from generator.charts.svg.text_fitting import EDGE_NOTE_SIZE, LABEL_SIZE, LINE_HEIGHT, NUMBER_SIZE
from generator.charts.svg.text_widths import width_of

_SVG = "{http://www.w3.org/2000/svg}"
Place = tuple[float, float, float, float]
"""Centre, width and height."""
_EDGE = 2.0
"""Between text and the outline of its box, at least."""
_ROW_EDGE = 8.0


class DrawingError(Exception):
    """A drawing that is not whole: a defect of the program."""


def prove(chart: Chart, svg: str) -> None:
    """Compare a drawing with its chart.

    Raises:
        DrawingError: A box, a link, an edge or any text is missing.

    """
    for defect in _missing(chart, svg):
        raise DrawingError(defect)


def _missing(chart: Chart, svg: str) -> Iterator[str]:
    root = ET.fromstring(svg)  # noqa: S314  # our own painting, a moment ago
    groups = [*root.iter(f"{_SVG}g")]
    nodes = [node for node in groups if node.get("data-node")]
    if [(node.get("data-node"), "".join(_texts(node))) for node in nodes] != [(box.name, box.label) for box in chart.boxes]:
        yield "the title of a box is not whole"
    edges = [(edge.get("data-from"), edge.get("data-to")) for edge in groups if edge.get("class") == "pw-edge"]
    if edges != [(edge.source, edge.target) for edge in chart.edges]:
        yield "an edge is missing"
    if [link.get("href") for link in root.iter(f"{_SVG}a")] != [box.href for box in chart.boxes if box.href]:
        yield "a link is missing"
    choices = {row: box.name for box in chart.boxes for row in box.rows}
    notes = [text for node in nodes for text in _texts(node, "pw-note")]
    if sorted(notes) != sorted(_folded(edge.label) for edge in chart.edges if edge.target in choices and _folded(edge.label)):
        yield "the condition of an option is not whole"
    banded = {
        (name, text) for band in groups if band.get("data-nodes") for text in _texts(band) for name in band.get("data-nodes", "").split()
    }
    if [_texts(node, "pw-small") for node in nodes] != [*_small_lines(chart, banded)]:
        yield "a small line of a box, or its setting, is missing"
    labels = [("".join(_texts(label)), "".join(_texts(label, "pw-small"))) for label in groups if label.get("data-from")]
    if sorted(label for label in labels if any(label)) != _labels(chart, choices):
        yield "the label of an edge is not whole"


def _small_lines(chart: Chart, banded: AbstractSet[tuple[str, str]]) -> Iterator[list[str]]:
    """All small lines of each box: those of the edge to it, if it is a row, its own, and its setting if no band names that."""
    rows = {row for box in chart.boxes for row in box.rows}
    leading = {edge.target: edge.small_line for edge in chart.edges if edge.target in rows}
    for box in chart.boxes:
        shown = box if (box.name, _folded(box.setting)) in banded else box.with_setting_named()
        lines = (leading.get(box.name, ""), *shown.small_texts)
        yield [_folded(text) for text in lines if _folded(text)]


def _labels(chart: Chart, choices: Mapping[str, str]) -> list[tuple[str, str]]:
    """All labels and notes of edges that do not lead to rows. Rows of one choice share a line for edges that differ in nothing else."""
    ahead = [edge for edge in chart.edges if edge.target not in choices and (_folded(edge.label) or edge.small_line)]
    shared = {replace(edge, source=choices[edge.source]) for edge in ahead if edge.source in choices}
    drawn = (*(edge for edge in ahead if edge.source not in choices), *shared)
    return sorted((_folded(edge.label), _folded(edge.small_line)) for edge in drawn)


def _texts(element: ET.Element, name: str | None = None) -> list[str]:
    """The texts of a class in an element."""
    return ["".join(text.itertext()) for text in element.iter(f"{_SVG}text") if text.get("class") == name]


def _folded(text: str) -> str:
    return " ".join(text.split())


def defects(drawing: Drawing) -> Iterator[str]:
    """All that lies on something else in a drawing, and all text that leaves its box."""
    for box in drawing.boxes:
        if not _fits(box):
            yield f"the text of “{box.box.title}” leaves its box"
    for edge in drawing.edges:
        if edge.has_text and not _fits_label(edge):
            yield f"the label “{edge.edge.label}” leaves its place"
    named = [(f"the box “{box.box.title}”", _outline(box)) for box in drawing.boxes if not box.is_row]
    named += [(f"the label “{edge.edge.label}”", (*edge.label_at, *edge.label_size)) for edge in drawing.edges if edge.has_text]
    for (one, place), (other, taken) in combinations(named, 2):
        if _overlap(place, taken):
            yield f"{one} lies on {other}"
    for edge in drawing.edges:
        yield from _crossed(edge, drawing)
    for band in drawing.bands:
        yield from (f"the band “{band.setting}” {defect}" for defect in _band_defects(band, drawing))


def _band_defects(band: Band, drawing: Drawing) -> Iterator[str]:
    """All that is wrong with a band: it holds a box of none or of another setting, or anything lies on its name."""
    place, name = (band.x, band.y, band.width, band.height), _name_of(band)
    inside = {*band.boxes}
    for box in drawing.boxes:
        if (box.box.name in inside) != _overlap(place, _outline(box)):
            yield f"is wrong for the box “{box.box.title}”"
        if _overlap(name, (box.x, box.y, box.width, box.height + 2 * DISC)):
            yield f"has its name on the box “{box.box.title}”"
    if any(other is not band and _overlap(place, (other.x, other.y, other.width, other.height)) for other in drawing.bands):
        yield "lies on another"
    for edge in drawing.edges:
        if _runs_through(edge, name) or (edge.has_text and _overlap(name, (*edge.label_at, *edge.label_size))):
            yield "has its name on an edge"
    if abs(name[0] - band.x) > (band.width - name[2]) / 2 or abs(name[1] - band.y) > (band.height - name[3]) / 2:
        yield "is left by its name"


def _name_of(band: Band) -> Place:
    name = band.name
    return name.left + name.width / 2, name.top + name.height / 2, name.width, name.height


def _fits_label(edge: DrawnEdge) -> bool:
    """Whether the lines of a label and of its note are within their place."""
    sizes = ((edge.lines, LABEL_SIZE), (edge.note, EDGE_NOTE_SIZE))
    width = max(width_of(line.rstrip(), size) for lines, size in sizes for line in lines)
    return width <= edge.label_size[0] and sum(len(lines) * size for lines, size in sizes) * LINE_HEIGHT <= edge.label_size[1] + 0.01


def _fits(drawn: DrawnBox) -> bool:
    """Whether all lines are within a box, and none on others."""
    before, after = (_ROW_EDGE, _ROW_EDGE) if drawn.is_row else (max(side, _EDGE) for side in sides(drawn.box, drawn.height))
    places = [lines.place for lines in drawn.lines]
    within = all(
        before <= lines.number_left and right <= drawn.width - after + 1 and top >= _EDGE and bottom <= drawn.height - _EDGE
        for lines, (_, top, right, bottom) in zip(drawn.lines, places, strict=True)
    )
    apart = all(_are_apart(one, other) for one, other in combinations(places, 2))
    return within and apart and all(_clears_number(lines) for lines in drawn.lines)


def _are_apart(one: Place, other: Place) -> bool:
    """Whether two places, here as left, top, right and bottom, have nothing in common."""
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def _clears_number(lines: Lines) -> bool:
    return lines.number_left + width_of(lines.number, NUMBER_SIZE) <= lines.left


def _outline(drawn: DrawnBox) -> Place:
    return drawn.x, drawn.y, drawn.width, drawn.height


def _overlap(one: Place, other: Place) -> bool:
    return abs(one[0] - other[0]) < (one[2] + other[2]) / 2 and abs(one[1] - other[1]) < (one[3] + other[3]) / 2


def _crossed(edge: DrawnEdge, drawing: Drawing) -> Iterator[str]:
    """Boxes and labels that an edge runs through, other than its own label and the boxes at its ends."""
    ends = {edge.edge.source, edge.edge.target}
    for box in drawing.boxes:
        if not box.is_row and not ends & {box.box.name, *box.box.rows} and _runs_through(edge, _outline(box)):
            yield f"an edge crosses the box “{box.box.title}”"
    for other in drawing.edges:
        if other is not edge and other.has_text and _runs_through(edge, (*other.label_at, *other.label_size)):
            yield f"an edge crosses the label “{other.edge.label}”"


def _runs_through(edge: DrawnEdge, place: Place) -> bool:
    """Whether a straight piece of the edge runs through the inside of a place."""
    x, y, width, height = place
    left, right, top, bottom = x - width / 2 + 1, x + width / 2 - 1, y - height / 2 + 1, y + height / 2 - 1
    return any(
        min(x1, x2) < right and max(x1, x2) > left and min(y1, y2) < bottom and max(y1, y2) > top
        for (x1, y1), (x2, y2) in pairwise(edge.points)
    )
