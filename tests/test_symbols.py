"""The signs that Word keeps as characters for private use."""

import unicodedata

import pytest
from pypdf._codecs.symbol import _symbol_encoding as adobe

from generator.core.symbols import is_private, likely_sign, with_minus


@pytest.mark.parametrize(
    ("character", "sign"),
    [
        ("\uf0b3", "≥"), ("\uf0a3", "≤"), ("\uf06d", "µ"), ("\uf0b0", "°"), ("\uf0b1", "±"), ("\uf0b4", "×"), ("\uf061", "α"), ("\uf062", "β"),
        ("\uf067", "γ"), ("\uf044", "Δ"), ("\uf0ae", "→"), ("\uf0b9", "≠"), ("\uf0bb", "≈"), ("\uf02d", "−"), ("\uf03e", ">"), ("\uf0b7", "•"),
        ("\uf0f1", "⟩"), ("\uf0f5", "⌡"), ("\uf0e6", None), ("\uf020", None), ("\uf060", None), ("\uf0ff", None), ("\ue000", None), ("≥", None), ("a", None),
    ],
)  # fmt: skip
def test_a_private_character_of_the_font_symbol_has_a_likely_sign(character: str, sign: str | None) -> None:
    assert likely_sign(character) == sign


def test_signs_are_those_of_adobe() -> None:
    """A library that reads PDF has the same encoding; it keeps parts of brackets, and ® © ™, as other private characters."""
    ours = {code: likely_sign(chr(0xF000 + code)) for code in range(256)}
    others = {sign: adobe[code] for code, sign in ours.items() if sign and sign != adobe[code] and not is_private(adobe[code])}
    assert others == {"Δ": "\N{INCREMENT}", "Ω": "\N{OHM SIGN}", "µ": "\N{GREEK SMALL LETTER MU}", "⟨": "\u2329", "⟩": "\u232a"}
    assert all(
        is_private(adobe[code]) or code < 0x21 or 0x7F <= code < 0xA0
        for code, sign in ours.items()
        if not sign and code not in {0xF0, 0xFF}
    )


@pytest.mark.parametrize(("points", "read"), [("-1 to 2.5", "−1 to 2.5"), ("-3 to -1", "−3 to −1"), ("0", "0"), ("low-risk", "low-risk")])
def test_points_below_nothing_have_a_minus_sign(points: str, read: str) -> None:
    assert with_minus(points) == read


def test_private_characters_are_those_of_unicode() -> None:
    assert all(is_private(chr(code)) == (unicodedata.category(chr(code)) == "Co") for code in range(0x110000))
