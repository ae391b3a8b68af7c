"""Text in lines that fit, in the widest font that a reader may have."""

import re
from collections.abc import Iterator

from generator.charts.svg.text_widths import width_of

FONT_SIZE = 15.0
LABEL_SIZE = 14.0
NOTE_SIZE = 13.0
NUMBER_SIZE = 13.0
EDGE_NOTE_SIZE = 13.0
LINE_HEIGHT = 1.3

_WIDE = "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003fffd"
# A number with its unit; a wide character by itself; letters up to a hyphen that joins two words (not one after “anti” or “a”); a word
# with the space after it.
_BREAKS = re.compile(
    rf"\(?\d[\d.,–/]*\s(?:[^\W\d_{_WIDE}]|[°%])[^\s{_WIDE}]{{0,6}}(?:\s+|$)|[{_WIDE}]\s*|[^\s{_WIDE}]{{5,}}?-(?=\w)|[^\s{_WIDE}]+\s*|\s+"
)
_STEP = 6.0
_LONGEST_WORD = 240.0
"""A word that is wider than this is broken."""


def narrowed(text: str, room: float, size: float, longest_word: float = _LONGEST_WORD) -> tuple[str, ...]:
    """The text in as many lines as it needs in `room` pixels, and the lines as even as they can be.

    A word gets more room, up to `longest_word` pixels; one that is longer still is broken.
    """
    text = " ".join(text.split())
    longest = max((width_of(piece.rstrip(), size) for piece in _unbroken(text)), default=0)
    least = min(longest, longest_word)
    lines = wrapped(text, max(room, least), size)
    while len(lines) > 1:
        room = max(width_of(line.rstrip(), size) for line in lines) - _STEP
        narrower = wrapped(text, max(room, least), size)
        if len(narrower) > len(lines) or room < least:
            break
        lines = narrower
    return lines


def _unbroken(text: str) -> list[str]:
    """The pieces between which a line may break."""
    return _BREAKS.findall(text)


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
    for piece in _unbroken(text):
        while width_of(piece.rstrip(), size) > room and len(piece) > 1:
            kept = next(length for length in range(len(piece) - 1, 0, -1) if length == 1 or width_of(piece[:length], size) <= room)
            yield piece[:kept]
            piece = piece[kept:]  # noqa: PLW2901  # what is left of it
        yield piece
