"""The proof of a drawing: nothing of the chart is missing, and nothing lies on anything else."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

from generator.charts.chart import Chart
from generator.charts.svg.boxes import Lines, frame
from generator.charts.svg.drawing import Drawing, DrawnBox, DrawnEdge
from generator.charts.svg.text_fitting import NUMBER_SIZE
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
        DrawingError: A box, a link, an edge or a label is missing.

    """
    for defect in _missing(chart, svg):
        raise DrawingError(defect)


def _missing(chart: Chart, svg: str) -> Iterator[str]:
    root = ET.fromstring(svg)  # noqa: S314  # our own painting, a moment ago
    boxes = [(node.get("data-node"), _words(node)) for node in root.iter(f"{_SVG}g") if node.get("data-node")]
    if boxes != [(box.name, box.label) for box in chart.boxes]:
        yield "the title of a box is not whole"
    edges = [(edge.get("data-from"), edge.get("data-to")) for edge in root.iter(f"{_SVG}g") if edge.get("class") == "pw-edge"]
    if edges != [(edge.source, edge.target) for edge in chart.edges]:
        yield "an edge is missing"
    if [link.get("href") for link in root.iter(f"{_SVG}a")] != [box.href for box in chart.boxes if box.href]:
        yield "a link is missing"
    choices = {row: box.name for box in chart.boxes for row in box.rows}
    notes = [_words(text) for text in root.iter(f"{_SVG}text") if text.get("class") == "pw-note"]
    if sorted(notes) != sorted(_folded(edge.label) for edge in chart.edges if edge.target in choices and _folded(edge.label)):
        yield "the condition of an option is not whole"
    labels = [_words(label) for label in root.iter(f"{_SVG}g") if label.get("class") == "pw-edge-label"]
    ahead = [(number, edge) for number, edge in enumerate(chart.edges) if edge.target not in choices and _folded(edge.label)]
    # Rows of one choice that lead to one box with one label share a line.
    if sorted(labels) != sorted(
        _folded(said) for *_, said in {(choices.get(edge.source, n), edge.target, edge.label) for n, edge in ahead}
    ):
        yield "the label of an edge is not whole"


def _words(element: ET.Element) -> str:
    """The text of an element; of a box without its note."""
    return "".join("".join(text.itertext()) for text in element.iter(f"{_SVG}text") if text is element or text.get("class") != "pw-note")


def _folded(text: str) -> str:
    return " ".join(text.split())


def defects(drawing: Drawing) -> Iterator[str]:
    """All that lies on something else in a drawing, and all text that leaves its box."""
    for box in drawing.boxes:
        if not _fits(box):
            yield f"the title “{box.box.title}” leaves its box"
    named = [(f"the box “{box.box.title}”", _outline(box)) for box in drawing.boxes if not box.is_row]
    named += [(f"the label “{edge.edge.label}”", (*edge.label_at, *edge.label_size)) for edge in drawing.edges if edge.lines]
    for (one, place), (other, taken) in combinations(named, 2):
        if _overlap(place, taken):
            yield f"{one} lies on {other}"
    for edge in drawing.edges:
        yield from _crossed(edge, drawing)


def _fits(drawn: DrawnBox) -> bool:
    """Whether all lines are within a box, and none on others."""
    margin = _ROW_EDGE if drawn.is_row else max(frame(drawn.box.kind, drawn.height) / 2, _EDGE)
    places = [(lines.left, lines.top, lines.left + lines.width, lines.top + lines.height) for lines in drawn.lines]
    within = all(
        margin <= lines.number_left and right <= drawn.width - margin + 1 and top >= _EDGE and bottom <= drawn.height - _EDGE
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
        if other is not edge and other.lines and _runs_through(edge, (*other.label_at, *other.label_size)):
            yield f"an edge crosses the label “{other.edge.label}”"


def _runs_through(edge: DrawnEdge, place: Place) -> bool:
    """Whether a straight piece of the edge runs through the inside of a place."""
    x, y, width, height = place
    left, right, top, bottom = x - width / 2 + 1, x + width / 2 - 1, y - height / 2 + 1, y + height / 2 - 1
    return any(
        min(x1, x2) < right and max(x1, x2) > left and min(y1, y2) < bottom and max(y1, y2) > top
        for (x1, y1), (x2, y2) in pairwise(edge.points)
    )
