"""Proves a drawing before a reader sees it."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

from generator.charts.svg.layout import DrawingError, DrawnBox, DrawnEdge
from generator.charts.svg.text_fitting import Drawing, Place, fits, label_place

_SVG = "{http://www.w3.org/2000/svg}"


def prove(drawing: Drawing, svg: str) -> None:
    """Raises DrawingError where a label is not whole or leaves its box, a link or edge is missing, or boxes and edges cross."""
    for fault, label in (*((fault, "") for fault in _of_text(drawing, svg)), *_of_geometry(drawing)):
        raise DrawingError(fault, label)


def _of_text(drawing: Drawing, svg: str) -> Iterator[str]:
    root = ET.fromstring(svg)  # noqa: S314  # our own painting, a moment ago
    layout = drawing.layout
    nodes = {node.get("data-node"): _words(node) for node in root.iter(f"{_SVG}g") if node.get("data-node")}
    for box in layout.boxes:
        if nodes.get(box.name) != box.label:
            yield f"the label “{box.label}” is not whole"
    drawn = [(edge.get("data-from"), edge.get("data-to")) for edge in root.iter(f"{_SVG}g") if edge.get("class") == "pw-edge"]
    if drawn != [(arrow.source, arrow.target) for arrow in layout.arrows]:
        yield "an edge is missing"
    links = [link.get("href") for link in root.iter(f"{_SVG}a")]
    if links != [box.href for box in layout.boxes if box.href]:
        yield "a link is missing"
    labels = [_words(label) for label in root.iter(f"{_SVG}g") if label.get("class") == "pw-edge-label"]
    if labels != [arrow.label for arrow in layout.arrows if arrow.label]:
        yield "the label of an edge is not whole"


def _words(element: ET.Element) -> str:
    return "".join(element.itertext())


def _of_geometry(drawing: Drawing) -> Iterator[tuple[str, str]]:
    """First defect of a drawing, with the label to blame."""
    boxes = drawing.layout.boxes
    for box, lines in zip(boxes, drawing.lines, strict=True):
        if not fits(box, lines):
            yield f"the label “{box.label}” leaves its box", box.label
    for one, other in combinations(boxes, 2):
        if _overlap((one.x, one.y, one.width, one.height), (other.x, other.y, other.width, other.height)):
            yield f"the boxes “{one.label}” and “{other.label}” overlap", max(one.label, other.label, key=len)
    for arrow in drawing.layout.arrows:
        for box in boxes:
            if _crosses(arrow, box):
                yield f"an edge crosses the box “{box.label}”", max(arrow.label, box.label, key=len)
    yield from _of_labels(drawing)


def _of_labels(drawing: Drawing) -> Iterator[tuple[str, str]]:
    """The labels of edges that run into each other or into a box."""
    arrows = zip(drawing.layout.arrows, drawing.labels, strict=True)
    places = [(arrow.label, label_place(arrow, lines)) for arrow, lines in arrows if arrow.label]
    outlines = [(box.label, (box.x, box.y, box.width, box.height)) for box in drawing.layout.boxes]
    for position, (label, place) in enumerate(places):
        for other, taken in (*places[position + 1 :], *outlines):
            if _overlap(place, taken):
                yield f"“{label}” runs into “{other}”", max(label, other, key=len)


def _overlap(one: Place, other: Place) -> bool:
    return abs(one[0] - other[0]) < (one[2] + other[2]) / 2 and abs(one[1] - other[1]) < (one[3] + other[3]) / 2


def _crosses(arrow: DrawnEdge, box: DrawnBox) -> bool:
    """Whether a straight piece of the edge runs through the inside of a box that is neither of its ends."""
    if box.name in {arrow.source, arrow.target}:
        return False
    left, right = box.x - box.width / 2 + 1, box.x + box.width / 2 - 1
    top, bottom = box.y - box.height / 2 + 1, box.y + box.height / 2 - 1
    return any(
        min(x1, x2) < right and max(x1, x2) > left and min(y1, y2) < bottom and max(y1, y2) > top
        for (x1, y1), (x2, y2) in pairwise(arrow.points)
    )
