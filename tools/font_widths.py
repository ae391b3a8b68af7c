"""Writes the table of the widths of characters, from fonts that packages of Debian install: `python tools/font_widths.py`.

Of each character the widest form counts, so that a text that fits in a drawing fits in whichever of these fonts a reader has.
Needs the packages of the group `campaigns`, and of Debian fonts-dejavu-core, fonts-liberation, fonts-noto-core and fonts-urw-base35.
"""

import sys
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

TABLE = Path(__file__).parent.parent / "generator" / "charts" / "svg" / "font_widths.txt"
_COMMON = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NimbusSans-Regular.otf", "NotoSans-Regular.ttf")
_OTHER = "NotoSans*-Regular.ttf"
_LAST = 0x2E7F
"""Beyond begin the scripts of East Asia, whose characters are as wide as they are high."""


def main() -> int:
    """Write the table."""
    folders = Path("/usr/share/fonts")
    widths: dict[int, int] = {}
    for name in _COMMON:
        for code, width in _widths(next(folders.rglob(name))).items():
            widths[code] = max(widths.get(code, 0), width)
    common = set(widths)
    for path in sorted(folders.rglob(_OTHER)):
        for code, width in _widths(path).items():
            if code not in common:
                widths[code] = max(widths.get(code, 0), width)
    TABLE.write_text("".join(_lines(widths)), "utf-8")
    print(f"{len(widths)} characters, {TABLE.stat().st_size} bytes")
    return 0


def _widths(path: Path) -> Mapping[int, int]:
    """The widths of a font's characters, in hundredths of its size, rounded up."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  # needed for this alone

    font = TTFont(path)
    units, advances = font["head"].unitsPerEm, font["hmtx"].metrics
    codes = ((code, glyph) for code, glyph in font.getBestCmap().items() if ord(" ") <= code <= _LAST and _is_seen(code))
    return {code: -(-advances[glyph][0] * 100 // units) for code, glyph in codes}


def _is_seen(code: int) -> bool:
    return unicodedata.category(chr(code)) not in {"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me"}


def _lines(widths: Mapping[int, int]) -> Iterator[str]:
    """For each run of neighbours the first of them, then their widths; `60*3` stands for three of the same width."""
    codes = sorted(widths)
    for _, run in groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0]):
        members = [code for _, code in run]
        counted = ((width, len([*same])) for width, same in groupby(widths[code] for code in members))
        yield f"{members[0]:04x} {' '.join(f'{width}*{count}' if count > 1 else str(width) for width, count in counted)}\n"


if __name__ == "__main__":
    sys.exit(main())
