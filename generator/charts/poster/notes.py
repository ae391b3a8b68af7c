"""The points to note of a poster: paragraphs in as many columns as their frame has room for. Lengths are in CSS pixels."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from generator.charts.svg.text_fitting import wrapped

BOLD = 1.17
"""So much wider bold letters are than those that were measured, at most."""
SIZES = (13.0, 11.0)
"""Sizes of letters; the smaller is 8.25 points."""
_HEADING = 15.0
_LINE = 1.3
_PAD = 12.0
_BETWEEN = 24.0
"""Between two columns."""
_GAP = 6.0
"""Between two paragraphs."""
_LEAST_COLUMN = 20.0
"""The narrowest column of text, in heights of its letters."""
_STEP = 16.0
"""Frames are as wide as whole steps: hundreds of widths are tried for a sheet, and their lines are broken once for each."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: a bold line or nothing, and what follows it, in lines of their own."""

    head: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """The points to note: their heading, and paragraphs."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A line in the frame of the notes, with its place there."""

    text: str
    x: float
    y: float
    size: float
    is_bold: bool


def notes_height(notes: Notes, size: float, width: float) -> float:
    """The height of the frame of the notes."""
    return _set(notes, size, width // _STEP)[1]


def note_lines(notes: Notes, size: float, width: float) -> tuple[NoteLine, ...]:
    """All lines of the notes, in letters of a size, in a frame of a width."""
    return _set(notes, size, width // _STEP)[0]


@lru_cache(maxsize=256)
def _set(notes: Notes, size: float, steps: float) -> tuple[tuple[NoteLine, ...], float]:
    """The lines in their places, and the height of the frame: columns are as even as they can be."""
    width = steps * _STEP
    count = max(1, int((width - 2 * _PAD + _BETWEEN) // (_LEAST_COLUMN * size + _BETWEEN)))
    room = (width - 2 * _PAD - (count - 1) * _BETWEEN) / count
    top = _PAD + (_HEADING * _LINE + _GAP if notes.heading else 0.0)
    blocks = [tuple(_block(paragraph, room, size)) for paragraph in notes.paragraphs]
    starts = _even([_height(block, size) for block in blocks], count)
    lines, bottom = [NoteLine(notes.heading, _PAD, _PAD + _HEADING, _HEADING, is_bold=True)] if notes.heading else [], top
    for column, (first, after) in enumerate(pairwise([*starts, len(blocks)])):
        y = top
        for block in blocks[first:after]:
            for text, is_bold in block:
                lines.append(NoteLine(text, _PAD + column * (room + _BETWEEN), y + size, size, is_bold))
                y += size * _LINE
            y += _GAP
        bottom = max(bottom, y - _GAP)
    return tuple(lines), bottom + _PAD


def _block(paragraph: Paragraph, room: float, size: float) -> Iterator[tuple[str, bool]]:
    """The lines of a paragraph, and whether they are bold."""
    for text, is_bold in ((paragraph.head, True), *((line, False) for line in paragraph.lines)):
        yield from ((line.rstrip(), is_bold) for line in wrapped(text, room / (BOLD if is_bold else 1), size) if text)


def _height(block: Sequence[object], size: float) -> float:
    return len(block) * size * _LINE + _GAP


def _even(heights: Sequence[float], count: int) -> list[int]:
    """The first block of each column, so that the highest column is as low as it can be: the least limit that holds, by bisection."""
    until = [0.0, *accumulate(heights)]
    limits = sorted({until[after] - until[first] for first in range(len(heights)) for after in range(first + 1, len(heights) + 1)})
    least = bisect_left(limits, max(heights, default=0.0))
    fits = bisect_left(limits, 1, lo=least, key=lambda limit: len([*_filled(heights, limit)]) <= count)
    return [*_filled(heights, limits[min(fits, len(limits) - 1)])] if limits else [0]


def _filled(heights: Sequence[float], limit: float) -> Iterator[int]:
    """The first block of each column where none is higher than a limit, unless a block is."""
    yield 0
    used = 0.0
    for number, height in enumerate(heights):
        if used and used + height > limit:
            yield number
            used = 0.0
        used += height
