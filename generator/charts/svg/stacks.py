"""The text of a choice whose options are rows in its box."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.charts.chart import ChartBox
from generator.charts.svg.boxes import BoxText, Lines, even, gutter_of
from generator.charts.svg.text_fitting import FONT_SIZE, LINE_HEIGHT, NOTE_SIZE, wrapped
from generator.charts.svg.text_widths import width_of

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
_ABOVE_HEADER = 9.0
_BELOW_HEADER = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RowText:
    """What a row says: its lines from its own left and top, its top from that of its choice, and its height."""

    lines: tuple[Lines, ...]
    top: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StackText(BoxText):
    """A choice with its options as rows; its own lines are above them."""

    rows: tuple[RowText, ...]


def stack_text(choice: ChartBox, options: Sequence[tuple[ChartBox, str]], room: float) -> StackText:
    """The text of a choice whose options are rows.

    Args:
        choice: the choice.
        options: each option with its note.
        room: the width of the whole, at most.

    """
    around = ROW_MARGIN + ROW_PADDING
    gutter = gutter_of([choice, *(box for box, _ in options)])
    inside = room - 2 * around - gutter
    header = _titled(choice, inside, gutter).moved(around, _ABOVE_HEADER)
    top = header.top + header.height + _BELOW_HEADER
    rows = []
    name_room = _name_room(options, inside)
    for box, note in options:
        rows.append(_row(_titled(box, name_room, gutter), note, name_room, inside, top))
        top += rows[-1].height + _BETWEEN_ROWS
    reach = max(header.width + gutter, *(lines.left - ROW_PADDING + lines.width for row in rows for lines in row.lines))
    height = even(top - _BETWEEN_ROWS + ROW_MARGIN)
    return StackText(lines=(header,), rows=tuple(rows), width=even(reach + 2 * around), height=height)


def _name_room(options: Sequence[tuple[ChartBox, str]], inside: float) -> float:
    """The room for the names of options: a column where there are notes beside them, else all."""
    if inside < _SIDE_BY_SIDE or not any(note for _, note in options):
        return inside
    return min(max(width_of(box.title, FONT_SIZE) for box, _ in options) + 1, inside * 0.55)


def _titled(box: ChartBox, room: float, gutter: float) -> Lines:
    texts = wrapped(" ".join(box.title.split()), room, FONT_SIZE) or ("",)
    return Lines(texts=texts, size=FONT_SIZE, left=gutter, number=box.number)


def _row(name: Lines, note: str, name_room: float, inside: float, top: float) -> RowText:
    is_beside = name_room < inside
    left = name_room + _BETWEEN_COLUMNS if is_beside else 0.0
    down = (FONT_SIZE - NOTE_SIZE) * LINE_HEIGHT if is_beside else name.height
    notes = Lines(texts=wrapped(" ".join(note.split()), inside - left, NOTE_SIZE), size=NOTE_SIZE, left=name.left + left, top=down)
    height = max(name.height, notes.top + notes.height) + 2 * _ROW_ROOM
    lines = (name, notes) if notes.texts else (name,)
    return RowText(lines=tuple(each.moved(ROW_PADDING, _ROW_ROOM) for each in lines), top=top, height=height)
