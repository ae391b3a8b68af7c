"""The width of text in the widest of the fonts that readers commonly have: DejaVu, Liberation, Nimbus and Noto Sans."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

_PICTURES = 0x1F000
"""Emoji, which are wider than high in some fonts, begin here."""
_WIDEST = 1.3
_INVISIBLE = frozenset({"Mn", "Me", "Cf", "Cc"})


@cache
def width_of(text: str, size: float) -> float:
    """The width of a text in pixels, set in a size in pixels; characters that no font has count as wide as they can be."""
    return sum(map(_width, text)) * size


@cache
def _width(character: str) -> float:
    """The width of a character, in parts of the size of its text."""
    code = ord(character)
    if code in _table():
        return _table()[code]
    if unicodedata.category(character) in _INVISIBLE:
        return 0.0
    return _WIDEST if code >= _PICTURES else 1.0


@cache
def _table() -> Mapping[int, float]:
    """The table that `tools/font_widths.py` writes: widths by code point."""
    text = files("generator.charts.svg").joinpath("font_widths.txt").read_text("utf-8")
    return dict(pair for line in text.splitlines() for pair in _run(line))


def _run(line: str) -> Iterator[tuple[int, float]]:
    """The neighbours of one line: the first code point, then their widths in hundredths; `60*3` stands for three."""
    first, *widths = line.split()
    code = int(first, 16)
    for width in widths:
        value, _, count = width.partition("*")
        for _ in range(int(count or 1)):
            yield code, int(value) / 100
            code += 1
