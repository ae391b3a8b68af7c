"""The text of boxes and labels in lines, and the size of what holds it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.charts.chart import ChartBox
from generator.charts.svg.text_fitting import FONT_SIZE, LABEL_SIZE, LINE_HEIGHT, NUMBER_SIZE, narrowed
from generator.charts.svg.text_widths import width_of

_PADDING = 24.0
LABEL_PADDING = 8.0
_LEAST_WIDTH = 56.0
_MOST_SLANT = 18.0
# What a shape takes from its text on both sides together.
_FRAMES = {"link": 16.0, "caution": 6.0}
_AFTER_NUMBER = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Lines of one size, one below the other, and their place from the left and the top of what holds them.

    Attributes:
        texts: the lines; joined they give the text.
        size: of the text, in pixels.
        left: where they begin.
        top: where the first has its top.
        number: what stands before the first line.
        number_left: where that begins.

    """

    texts: tuple[str, ...]
    size: float
    left: float = 0
    top: float = 0
    number: str = ""
    number_left: float = 0

    @property
    def width(self) -> float:
        """The width of the widest line."""
        return max((width_of(line.rstrip(), self.size) for line in self.texts), default=0.0)

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.texts) * self.size * LINE_HEIGHT

    def moved(self, across: float, down: float) -> "Lines":
        """The lines further right and down."""
        return replace(self, left=self.left + across, number_left=self.number_left + across, top=self.top + down)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxText:
    """What a box says, and its size."""

    lines: tuple[Lines, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelText:
    """The lines of an edge's label, which are centred, and the size of its place."""

    lines: tuple[str, ...]
    width: float
    height: float


def slant(height: float) -> float:
    """How far the slanted side of a box of this height leans."""
    return min(height / 4, _MOST_SLANT)


def frame(kind: str, height: float) -> float:
    """The width that the shape of a box takes from its text, on both sides together."""
    match kind:
        case "question" | "fork":
            return 2 * slant(height)
        case "start" | "end":
            return min(height / 3, _MOST_SLANT)
        case _:
            return _FRAMES.get(kind, 0)


def sides_of(kind: str, height: float) -> float:
    """What is left and right of the text of a box, together."""
    return _PADDING + frame(kind, height)


def box_text(box: ChartBox, room: float) -> BoxText:
    """The text of a box in lines of at most `room` pixels."""
    gutter = gutter_of([box])
    title = Lines(texts=narrowed(box.title, room - gutter, FONT_SIZE) or ("",), size=FONT_SIZE, left=gutter, number=box.number)
    height = even(title.height + _PADDING)
    sides = sides_of(box.kind, height)
    width = even(max(gutter + title.width + sides, _LEAST_WIDTH))
    return BoxText(lines=(title.moved(sides / 2, (height - title.height) / 2),), width=width, height=height)


def label_text(label: str, room: float) -> LabelText:
    """The label of an edge in lines of at most `room` pixels."""
    lines = Lines(texts=narrowed(label, room, LABEL_SIZE), size=LABEL_SIZE)
    if not lines.texts:
        return LabelText(lines=(), width=0, height=0)
    return LabelText(lines=lines.texts, width=even(lines.width + LABEL_PADDING), height=even(lines.height))


def gutter_of(boxes: Sequence[ChartBox]) -> float:
    """The width of the column in which the numbers of boxes stand before their titles."""
    widest = max((width_of(box.number, NUMBER_SIZE) for box in boxes), default=0)
    return even(widest + _AFTER_NUMBER) if widest else 0.0


def even(length: float) -> float:
    """The next even number of pixels: halves of it are whole, so that lines meet exactly."""
    return 2.0 * -(-length // 2)
