"""The text of boxes and labels in lines, and the size of what holds it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.charts.chart import ChartBox, ChartEdge, SmallLine
from generator.charts.svg.text_fitting import (
    EDGE_NOTE_SIZE,
    FONT_SIZE,
    LABEL_SIZE,
    LINE_HEIGHT,
    NOTE_SIZE,
    NUMBER_SIZE,
    narrowed,
)
from generator.charts.svg.text_widths import width_of

_PADDING = 24.0
LABEL_PADDING = 8.0
_LEAST_WIDTH = 56.0
MOST_SLANT = 18.0
# What a shape takes from its text on each side.
_SIDES = {"link": 8.0, "caution": 3.0}
_AFTER_NUMBER = 8.0
_ABOVE_SMALL = 2.0
DISC = 6.0
"""So far above a box reaches the disc on its corner."""
DOUBLE = 4.0
"""Between the two lines of a double frame."""
SIGN = 16.0
"""The width of the sign before a line, with the space after it."""
FRAME = (6.0, 2.0)
"""Between the text of a grade and its frame: at its sides, and above and below."""


Role = Literal["title", "note", "small"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Lines of one size, one below the other, and their place from the left and the top of what holds them.

    Attributes:
        texts: the lines; joined they give the text.
        role: what they are: the title of a box or the name of a band, the note beside the name of an option, or a small line below both.
        size: of the text, in pixels.
        left: where they begin.
        top: where the first has its top.
        number: what stands before the first line.
        number_left: where that begins, or else a sign.
        sign: the sign before the first line.
        is_framed: whether there is a frame around the sign and the lines.

    """

    texts: tuple[str, ...]
    size: float
    left: float = 0
    top: float = 0
    number: str = ""
    number_left: float = 0
    role: Role = "title"
    sign: str = ""
    is_framed: bool = False

    @property
    def width(self) -> float:
        """The width of the widest line."""
        return max((width_of(line.rstrip(), self.size) for line in self.texts), default=0.0)

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.texts) * self.size * LINE_HEIGHT

    @property
    def bottom(self) -> float:
        """Where the last line ends, or the frame around it."""
        return self.top + self.height + (FRAME[1] if self.is_framed else 0)

    @property
    def place(self) -> tuple[float, float, float, float]:
        """The left, top, right and bottom of the lines, or of the frame around them; a number before them does not count."""
        across, down = FRAME if self.is_framed else (0.0, 0.0)
        left = self.number_left if self.is_framed else self.left
        return left, self.top - down, self.left + self.width + across, self.bottom

    def moved(self, across: float, down: float) -> "Lines":
        """The lines further right and down."""
        return replace(self, left=self.left + across, number_left=self.number_left + across, top=self.top + down)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxText:
    """The text of a box, and its size."""

    lines: tuple[Lines, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelText:
    """The lines of an edge's label and of the note below it, which are centred, and the size of their place."""

    lines: tuple[str, ...]
    note: tuple[str, ...]
    width: float
    height: float


def slant(height: float) -> float:
    """How far the slanted side of a box of this height leans."""
    return min(height / 4, MOST_SLANT)


def sides(box: ChartBox, height: float) -> tuple[float, float]:
    """The width that the shape of a box takes from its text, at its left and at its right."""
    left = right = DOUBLE if box.has_detail else 0.0
    match box.kind:
        case "question" | "ask" | "several" | "all":
            return left + slant(height), right + slant(height)
        case "start" | "end":
            return left + min(height / 6, MOST_SLANT / 2), right + min(height / 6, MOST_SLANT / 2)
        case "exit":
            return left, right + slant(height)
        case kind:
            return left + _SIDES.get(kind, 0), right + _SIDES.get(kind, 0)


def sides_of(box: ChartBox, height: float) -> float:
    """The room left and right of the text of a box, together."""
    return _PADDING + sum(sides(box, height))


def box_text(box: ChartBox, room: float) -> BoxText:
    """The text of a box in lines of at most `room` pixels."""
    gutter = gutter_of([box])
    title = Lines(texts=narrowed(box.title, room - gutter, FONT_SIZE) or ("",), size=FONT_SIZE, left=gutter, number=box.number)
    lines = (title, *below([title], box.small_lines, max(room - gutter, title.width)))
    height = even(bottom_of(lines) + _PADDING + (2 * DOUBLE if box.has_detail else 0))
    left, right = sides(box, height)
    width = even(max(max(each.place[2] for each in lines) + _PADDING + left + right, _LEAST_WIDTH))
    down = (height - bottom_of(lines)) / 2
    return BoxText(lines=tuple(each.moved(_PADDING / 2 + left, down) for each in lines), width=width, height=height)


def below(lines: Iterable[Lines], small: Iterable[SmallLine], room: float) -> tuple[Lines, ...]:
    """Small lines of at most `room` pixels below others, at the left of the first of them."""
    lines = [*lines]
    left, top = lines[0].left, bottom_of(lines) + _ABOVE_SMALL
    found = []
    for line in small:
        across, down = FRAME if line.is_grade else (0.0, 0.0)
        before, top = across + (SIGN if line.sign else 0.0), top + 2 * down
        pieces = narrowed(line.text, room - before - across, NOTE_SIZE, longest_word=room - before - across)
        place = Lines(texts=pieces, size=NOTE_SIZE, left=left + before, number_left=left, top=top, role="small")
        found.append(replace(place, sign=line.sign, is_framed=line.is_grade))
        top = found[-1].bottom + _ABOVE_SMALL
    return tuple(found)


def bottom_of(lines: Iterable[Lines]) -> float:
    """Where the lowest of some lines ends."""
    return max(each.bottom for each in lines)


def label_text(edge: ChartEdge, room: float) -> LabelText:
    """The label of an edge and the note below it, in lines of at most `room` pixels."""
    label = Lines(texts=narrowed(edge.label, room, LABEL_SIZE), size=LABEL_SIZE)
    note = Lines(texts=narrowed(edge.small_line, room, EDGE_NOTE_SIZE), size=EDGE_NOTE_SIZE)
    if not (label.texts or note.texts):
        return LabelText(lines=(), note=(), width=0, height=0)
    width, height = even(max(label.width, note.width) + LABEL_PADDING), even(label.height + note.height)
    return LabelText(lines=label.texts, note=note.texts, width=width, height=height)


def gutter_of(boxes: Sequence[ChartBox]) -> float:
    """The width of the column in which the numbers of boxes stand before their titles."""
    widest = max((width_of(box.number, NUMBER_SIZE) for box in boxes), default=0)
    return even(widest + _AFTER_NUMBER) if widest else 0.0


def even(length: float) -> float:
    """The next even number of pixels: halves of it are whole, so that lines meet exactly."""
    return 2.0 * -(-length // 2)
