"""The text of boxes and labels in lines, and the size of what holds it."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.charts.chart import ChartBox
from generator.charts.svg.text_fitting import FONT_SIZE, LABEL_SIZE, LINE_HEIGHT, NOTE_SIZE, narrowed, wrapped
from generator.charts.svg.text_widths import width_of

PADDING = 24.0
_LABEL_PADDING = 8.0
_LEAST_WIDTH = 56.0
_MOST_SLANT = 18.0
# What a shape takes from its text on both sides together.
_FRAMES = {"link": 16.0, "caution": 6.0}

ROW_MARGIN = 8.0
"""Between a row and the outline of its choice."""
ROW_PADDING = 10.0
"""Between the text of a row and its left and right."""
_ROW_ROOM = 7.0
_BETWEEN_ROWS = 9.0
"""Room for a mark on the lower edge of a row."""
_SIDE_BY_SIDE = 400.0
"""From this width on, a row has its note beside its name and not below it."""
_BETWEEN_COLUMNS = 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxText:
    """The lines of a box or of a label, and the size of what holds them."""

    lines: tuple[str, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RowText:
    """A row of a choice: the lines of its name and of its note, and where they are, from the choice's left and top.

    Attributes:
        lines: of its name.
        note: the lines of its note.
        note_at: the left and the top of its note, from the row's.
        top: its top, from that of the choice.
        height: its height.

    """

    lines: tuple[str, ...]
    note: tuple[str, ...]
    note_at: tuple[float, float]
    top: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StackText:
    """A choice with its options as rows: `header` is the choice's own text, `width` and `height` are of the whole."""

    header: BoxText
    rows: tuple[RowText, ...]
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


def box_text(box: ChartBox, room: float) -> BoxText:
    """The text of a box in lines of at most `room` pixels."""
    lines = narrowed(box.label, room, FONT_SIZE) or ("",)
    height = _height(lines, FONT_SIZE) + PADDING
    width = widest(lines, FONT_SIZE) + PADDING + frame(box.kind, height)
    return BoxText(lines=lines, width=_even(max(width, _LEAST_WIDTH)), height=_even(height))


def label_text(label: str, room: float) -> BoxText:
    """The label of an edge in lines of at most `room` pixels."""
    lines = narrowed(label, room, LABEL_SIZE)
    if not lines:
        return BoxText(lines=(), width=0, height=0)
    return BoxText(lines=lines, width=_even(widest(lines, LABEL_SIZE) + _LABEL_PADDING), height=_even(_height(lines, LABEL_SIZE)))


def stack_text(title: str, options: Sequence[tuple[str, str]], room: float) -> StackText:
    """The text of a choice whose options are rows.

    Args:
        title: of the choice.
        options: the name and the note of each option.
        room: the width of the whole, at most.

    """
    inside = room - 2 * (ROW_MARGIN + ROW_PADDING)
    name_room = inside
    if inside >= _SIDE_BY_SIDE and any(note for _, note in options):
        name_room = min(max(width_of(name, FONT_SIZE) for name, _ in options) + 1, inside * 0.55)
    header = narrowed(title, room - PADDING, FONT_SIZE) or ("",)
    top = _height(header, FONT_SIZE) + PADDING - 6
    rows = []
    for name, note in options:
        rows.append(_row(name, note, name_room, inside, top))
        top += rows[-1].height + _BETWEEN_ROWS
    reach = max(max(widest(row.lines, FONT_SIZE), row.note_at[0] + widest(row.note, NOTE_SIZE)) for row in rows)
    width = max(reach + 2 * (ROW_MARGIN + ROW_PADDING), widest(header, FONT_SIZE) + PADDING)
    head = BoxText(lines=header, width=_even(width), height=_height(header, FONT_SIZE) + PADDING - 8)
    return StackText(header=head, rows=tuple(rows), width=_even(width), height=_even(top - _BETWEEN_ROWS + ROW_MARGIN))


def _row(name: str, note: str, name_room: float, inside: float, top: float) -> RowText:
    lines = wrapped(" ".join(name.split()), name_room, FONT_SIZE) or ("",)
    is_beside = name_room < inside
    left = name_room + _BETWEEN_COLUMNS if is_beside else 0.0
    notes = wrapped(" ".join(note.split()), inside - left, NOTE_SIZE)
    down = (FONT_SIZE - NOTE_SIZE) * LINE_HEIGHT if is_beside else _height(lines, FONT_SIZE)
    text = max(_height(lines, FONT_SIZE), down + _height(notes, NOTE_SIZE))
    return RowText(lines=lines, note=notes, note_at=(left, down), top=top, height=text + 2 * _ROW_ROOM)


def widest(lines: Sequence[str], size: float) -> float:
    """The width of the widest line."""
    return max((width_of(line.rstrip(), size) for line in lines), default=0.0)


def _height(lines: Sequence[str], size: float) -> float:
    return len(lines) * size * LINE_HEIGHT


def _even(length: float) -> float:
    """The next even number of pixels: halves of it are whole, so that lines meet exactly."""
    return 2.0 * -(-length // 2)
