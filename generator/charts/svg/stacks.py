"""The text of a choice whose options are rows in its box."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.charts.chart import EXIT, ChartBox, ChartEdge, SmallLine
from generator.charts.svg.boxes import MOST_SLANT, BoxText, Lines, below, bottom_of, even, gutter_of
from generator.charts.svg.text_fitting import FONT_SIZE, LINE_HEIGHT, NOTE_SIZE, wrapped
from generator.charts.svg.text_widths import width_of

ROW_MARGIN = 8.0
"""Between a row and the outline of its choice."""
ROW_PADDING = 10.0
"""Between the text of a row and its left and right."""
_ROW_ROOM = 7.0
_BETWEEN_ROWS = 9.0
"""Room for a mark on the lower edge of a row."""
_MARK = 18.0
"""The height of a mark and of the air above it."""
_SIDE_BY_SIDE = 400.0
"""From this width on, a row has its note beside its name and not below it."""
_BETWEEN_COLUMNS = 16.0
_ABOVE_HEADER = 9.0
_BELOW_HEADER = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RowText:
    """The text of a row: its lines from its own left and top, its top from that of its choice, and its height."""

    lines: tuple[Lines, ...]
    top: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StackText(BoxText):
    """A choice with its options as rows; its own lines are above them."""

    rows: tuple[RowText, ...]


def stack_text(choice: ChartBox, options: Sequence[tuple[ChartBox, ChartEdge]], width: float) -> StackText:
    """The text of a choice whose options are rows.

    Args:
        choice: the choice.
        options: each option with the edge to it.
        width: that of the whole, at most.

    """
    around = ROW_MARGIN + ROW_PADDING
    gutter = gutter_of([choice, *(box for box, _ in options)])
    inside = width - 2 * around - gutter
    title = _titled(choice, inside, gutter)
    header = tuple(each.moved(around, _ABOVE_HEADER) for each in (title, *below([title], choice.small_lines, inside)))
    top = bottom_of(header) + _BELOW_HEADER
    rows = []
    name_room = _name_room(options, inside)
    aside = name_room + _BETWEEN_COLUMNS if name_room < inside else 0.0
    for box, edge in options:
        indent = gutter if box.number else 0.0
        room = inside + gutter - indent - _tip(box)
        name = _titled(box, min(name_room, room), indent)
        row = _row(name, edge, box.small_lines, aside, room)
        # In a wide choice, a mark has room at the right.
        mark = _MARK if box.may_be_marked and inside < _SIDE_BY_SIDE else 0.0
        rows.append(replace(row, top=top, height=row.height + mark))
        top += rows[-1].height + _BETWEEN_ROWS
    reach = max(each.place[2] - around for each in header)
    named = zip(rows, options, strict=True)
    reach = max(reach, *(each.place[2] - ROW_PADDING + _tip(box) for row, (box, _) in named for each in row.lines))
    height = even(top - _BETWEEN_ROWS + ROW_MARGIN)
    return StackText(lines=header, rows=tuple(rows), width=even(reach + 2 * around), height=height)


def _name_room(options: Sequence[tuple[ChartBox, ChartEdge]], inside: float) -> float:
    """The room for the names of options: a column where there are notes beside them, else all."""
    if inside < _SIDE_BY_SIDE or not any(edge.label for _, edge in options):
        return inside
    return min(max(width_of(box.title, FONT_SIZE) for box, _ in options) + 1, inside * 0.55)


def _titled(box: ChartBox, room: float, gutter: float) -> Lines:
    texts = wrapped(" ".join(box.title.split()), room, FONT_SIZE) or ("",)
    return Lines(texts=texts, size=FONT_SIZE, left=gutter, number=box.number)


def _tip(box: ChartBox) -> float:
    """The width that the shape of a row takes from its text."""
    return MOST_SLANT if box.kind == EXIT else 0.0


def _row(name: Lines, edge: ChartEdge, details: Sequence[SmallLine], aside: float, room: float) -> RowText:
    """A row, with its note so far right of its name as `aside` says, or below it, and its small lines below the name or below both."""
    down = (FONT_SIZE - NOTE_SIZE) * LINE_HEIGHT if aside else name.height
    texts = wrapped(" ".join(edge.label.split()), room - aside, NOTE_SIZE)
    note = Lines(texts=texts, size=NOTE_SIZE, left=name.left + aside, top=down, role="note")
    lines = (name, note) if texts else (name,)
    small = [SmallLine(edge.small_line), *details] if edge.small_line else details
    narrow = below([name], small, room)
    is_clear = aside and all(each.place[2] <= name.left + aside - _BETWEEN_COLUMNS for each in narrow)
    lines = (*lines, *(narrow if is_clear else below(lines, small, room)))
    return RowText(lines=tuple(each.moved(ROW_PADDING, _ROW_ROOM) for each in lines), top=0, height=bottom_of(lines) + 2 * _ROW_ROOM)
