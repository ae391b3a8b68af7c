"""Labels in lines that fit, in the widest font that a reader may have."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from generator.charts.svg.layout import DrawingError, DrawnBox, DrawnEdge, Layout, Point, lay_out

FONT_SIZE = 15.0
LABEL_SIZE = 14.0
LINE_HEIGHT = 1.3
MARGIN = 10.0
"""Between a label and the outline of its box, left and right together."""

_WIDE = "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003fffd"
# A wide character by itself; letters up to a hyphen that joins two words (not one after “anti” or “a”); a word with the space after it.
_BREAKS = re.compile(rf"[{_WIDE}]\s*|[^\s{_WIDE}]{{5,}}?-(?=\w)|[^\s{_WIDE}]+\s*|\s+")

# merman measures with a narrower font than ours; it is asked for larger text until ours fits.
_SIZES = (17.0, 18.5, 20.0, 22.0, 25.0)


Place = tuple[float, float, float, float]
"""Centre, width and height."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A layout whose labels are broken into lines."""

    layout: Layout
    lines: tuple[tuple[str, ...], ...]
    """For each box, in order."""
    labels: tuple[tuple[str, ...], ...]
    """For each arrow, in order."""


def fitted(mermaid: str, widened: frozenset[str] = frozenset()) -> Drawing:
    """Lays a flowchart out so that every label fits, some boxes wider than their titles; raises DrawingError where that cannot be."""
    blamed = ""
    for size in _SIZES:
        layout = lay_out(mermaid, size, widened)
        lines = tuple(wrapped(box.label, room_in(box)) for box in layout.boxes)
        labels = tuple(wrapped(arrow.label, room_at(arrow), LABEL_SIZE) for arrow in layout.arrows)
        if all(map(fits, layout.boxes, lines)) and all(map(_label_fits, layout.arrows, labels)):
            return _flattened(Drawing(layout, lines, labels))
        too_long = [arrow.label for arrow, said in zip(layout.arrows, labels, strict=True) if not _label_fits(arrow, said)]
        too_long += [box.label for box, said in zip(layout.boxes, lines, strict=True) if not fits(box, said)]
        blamed = max(too_long, key=len)
    message = "a label is too long for its box"
    raise DrawingError(message, blamed)


def below_long_labels(drawing: Drawing) -> frozenset[str]:
    """Names of the boxes that are narrower than the label of a way to them: side by side such labels have no room."""
    boxes = {box.name: box for box in drawing.layout.boxes}
    ways = zip(drawing.layout.arrows, drawing.labels, strict=True)
    return frozenset(arrow.target for arrow, lines in ways if arrow.label and label_place(arrow, lines)[2] > boxes[arrow.target].width)


def _flattened(drawing: Drawing) -> Drawing:
    """Takes the height from questions that their text does not need; the ends of their arrows follow."""
    layout = drawing.layout
    flat = {
        box.name: replace(box, height=min(box.height, len(lines) * FONT_SIZE * LINE_HEIGHT + 26))
        for box, lines in zip(layout.boxes, drawing.lines, strict=True)
        if box.kind == "question"
    }
    tall = {box.name: box for box in layout.boxes}

    def moved(point: Point, name: str) -> Point:
        if name not in flat:
            return point
        old, new = tall[name], flat[name]
        above, below = old.y - old.height / 2, old.y + old.height / 2
        shift = (old.height - new.height) / 2
        return point[0], point[1] + (shift if abs(point[1] - above) < 1 else -shift if abs(point[1] - below) < 1 else 0)

    arrows = tuple(
        replace(arrow, points=(moved(arrow.points[0], arrow.source), *arrow.points[1:-1], moved(arrow.points[-1], arrow.target)))
        for arrow in layout.arrows
    )
    return replace(drawing, layout=replace(layout, boxes=tuple(flat.get(box.name, box) for box in layout.boxes), arrows=arrows))


def room_in(box: DrawnBox) -> float:
    """The width that a box has for text."""
    slant = {"question": box.height / 2, "fork": box.height / 2, "start": box.height / 3, "end": box.height / 3, "link": 16, "caution": 16}
    return box.width - MARGIN - slant.get(box.kind, 0)


def room_at(arrow: DrawnEdge) -> float:
    """The width that the label of an edge has: its place and a little of the white around it."""
    return max(arrow.label_width * 1.15, 40)


def label_place(arrow: DrawnEdge, lines: tuple[str, ...]) -> Place:
    """Where the label of an edge stands, as it is broken into lines."""
    x, y = arrow.label_at or (0, 0)
    widest = max((width_of(line.rstrip(), LABEL_SIZE) for line in lines), default=0)
    return x, y, widest + 8, len(lines) * LABEL_SIZE * LINE_HEIGHT + 2


def fits(box: DrawnBox, lines: tuple[str, ...]) -> bool:
    """Whether lines of a box's label stay within it."""
    widest = max((width_of(line.rstrip()) for line in lines), default=0)
    return widest <= room_in(box) and len(lines) * FONT_SIZE * LINE_HEIGHT <= box.height - 4


def _label_fits(arrow: DrawnEdge, lines: tuple[str, ...]) -> bool:
    return all(width_of(line.rstrip(), LABEL_SIZE) <= room_at(arrow) for line in lines)


def wrapped(text: str, room: float, size: float = FONT_SIZE) -> tuple[str, ...]:
    """The text in lines no wider than `room` pixels; joined again they give the text, so a line keeps its space at the end."""
    lines = [""]
    for piece in _pieces(text, room, size):
        if lines[-1] and width_of((lines[-1] + piece).rstrip(), size) > room:
            lines.append("")
        lines[-1] += piece
    return tuple(filter(None, lines))


def _pieces(text: str, room: float, size: float) -> Iterator[str]:
    """The pieces between which a line may break: after spaces and hyphens, around wide characters, and in a word that is too long."""
    for piece in _BREAKS.findall(text):
        while width_of(piece.rstrip(), size) > room and len(piece) > 1:
            kept = next(length for length in range(len(piece) - 1, 0, -1) if length == 1 or width_of(piece[:length], size) <= room)
            yield piece[:kept]
            piece = piece[kept:]  # noqa: PLW2901  # what is left of it
        yield piece


@cache
def width_of(text: str, size: float = FONT_SIZE) -> float:
    """The width of a text in pixels; characters that the font lacks count as wide as they can be."""
    known = "".join(character for character in text if not _wide(character))
    return float(_font().measure(known, size)["width"]) + size * (len(text) - len(known))


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


@cache
def _font() -> Any:
    from mermaidx.font_metrics import Font  # noqa: PLC0415  # takes a while, and is not needed for drawings in the cache

    return Font(bold=False)
