"""The text of a choice whose options are rows in its box."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.charts.chart import EXIT, ChartBox, ChartEdge, SmallLine
from generator.charts.svg.boxes import MOST_SLANT, SIGN, BoxText, Lines, below, bottom_of, even, gutter_of
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
_MARK_SIZE = 12.0
_MARK_LINE = 14.0
"""The size of the text of a mark, and how much higher a second line makes it."""
_BOLD = 1.13
"""How much wider it is in bold."""
_AROUND_MARK = 35.0
"""The width of its sign, and of the space around it."""
_SIDE_BY_SIDE = 400.0
"""From this width on, a row has its note beside its name and not below it."""
_BETWEEN_COLUMNS = 16.0
_MOST_NAME = 0.55
"""The part of a wide row that names may take, so that there is room for a note or a mark beside them."""
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
        rows.append(row)
    reach = max(each.place[2] - around for each in header)
    named = [(row, box) for row, (box, _) in zip(rows, options, strict=True)]
    reach = max(reach, *(each.place[2] - ROW_PADDING + _tip(box) for row, box in named for each in row.lines))
    placed = []
    for row, box in named:
        height = row.height + _mark_room(row, box, reach + 2 * ROW_PADDING - _tip(box), is_wide=inside >= _SIDE_BY_SIDE)
        placed.append(replace(row, top=top, height=height))
        top += height + _BETWEEN_ROWS
    height = even(top - _BETWEEN_ROWS + ROW_MARGIN)
    return StackText(lines=header, rows=tuple(placed), width=even(reach + 2 * around), height=height)


def _mark_room(row: RowText, box: ChartBox, width: float, *, is_wide: bool) -> float:
    """The room for a mark below the text of a row: none where it fits beside the last line, else a line, or two where it needs them.

    Args:
        row: the row as it is without.
        box: its box.
        width: the width of the row.
        is_wide: whether there is room for something beside its text.

    """
    if not box.longest_mark:
        return 0.0
    needed = width_of(box.longest_mark, _MARK_SIZE) * _BOLD + _AROUND_MARK
    last = bottom_of(row.lines)
    beside = width - max(lines.place[2] for lines in row.lines if lines.bottom > last - NOTE_SIZE)
    if is_wide and needed <= beside:
        return 0.0
    return _MARK if needed <= width else _MARK + _MARK_LINE


def _name_room(options: Sequence[tuple[ChartBox, ChartEdge]], inside: float) -> float:
    """The room for the names of options and what is below them: a column where there are notes beside them, else all."""
    if inside < _SIDE_BY_SIDE or not any(edge.label for _, edge in options):
        return inside
    widths = (width_of(box.title, FONT_SIZE) for box, _ in options)
    small = (width_of(line.text, NOTE_SIZE) + (SIGN if line.sign else 0.0) for box, _ in options for line in box.small_lines)
    return min(max(*widths, *small, 0.0) + 1, inside * _MOST_NAME)


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
