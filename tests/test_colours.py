"""The colours of the style sheet can be told apart, light and dark (WCAG 2.2, AA)."""

import re
from importlib.resources import files

import pytest

_SHEET = files("generator").joinpath("assets", "styles", "colours.css").read_text("utf-8")
_LIGHT, _, _REST = _SHEET.partition("@media screen")
_SCHEMES = {name: dict(re.findall(r"--pw-([\w-]+):\s*#(\w+);", text)) for name, text in {"light": _LIGHT, "dark": _REST}.items()}
_GROUNDS = ("paper", "wash", "accent-wash")
_FILLS = ("action", "question", "fork", "end", "caution", "accent-wash")
TEXT = [
    *(("ink", ground) for ground in (*_GROUNDS, *_FILLS)),
    *(("ink-2", ground) for ground in _GROUNDS),
    *(("accent", ground) for ground in _GROUNDS),
    ("caution-line", "paper"),
    ("question-line", "paper"),
]
SHAPES = [
    *((f"{kind}-line", ground) for kind in ("action", "question", "fork", "end", "caution") for ground in ("wash", kind)),
    ("accent", "wash"),
    ("edge", "wash"),
    ("focus", "paper"),
    ("focus", "wash"),
    *(("paper", f"{kind}-line") for kind in ("action", "question", "fork", "end", "caution")),
]


def _luminance(colour: str) -> float:
    wide = "".join(digit * 2 for digit in colour) if len(colour) == 3 else colour
    parts = [int(wide[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", _SCHEMES)
def test_text_and_shapes_stand_out(scheme: str) -> None:
    """Text by 4.5 to 1 on all it stands on; outlines, edges, marks and focus by 3 to 1."""
    colours = _SCHEMES[scheme]
    wanted = [(pair, 4.5) for pair in TEXT] + [(pair, 3.0) for pair in SHAPES]
    found = {pair: round(_contrast(colours[pair[0]], colours[pair[1]]), 2) for pair, _ in wanted}
    assert {pair: ratio for pair, ratio in found.items() if ratio < dict(wanted)[pair]} == {}
