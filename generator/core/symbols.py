"""Signs that Word keeps as characters for private use when they were set in the font Symbol, and the minus sign."""

import re

_HYPHEN = re.compile(r"(?<!\S)-(?=\d)")
_PRIVATE = 0xF000
# Adobe's encoding of Symbol, as the Unicode Consortium maps it (Public/MAPPINGS/VENDORS/ADOBE/symbol.txt), by code.
# “µ” is the sign for micro, angle brackets are those of mathematics. Parts of large brackets have no sign: they are spaces.
_ROWS = {
    0x21: "!∀#∃%&∋()∗+,−./0123456789:;<=>?",  # noqa: RUF001  # the signs themselves
    0x40: "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    0x61: "αβχδεφγηιϕκλµνοπθρστυϖωξψζ{|}∼",  # noqa: RUF001
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵",  # noqa: RUF001
    0xC0: "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",  # noqa: RUF001
    0xE0: "◊⟨®©™∑",
    0xF1: "⟩∫⌠ ⌡",
}
_SIGNS = {chr(_PRIVATE + start + place): sign for start, row in _ROWS.items() for place, sign in enumerate(row) if sign != " "}


def likely_sign(character: str) -> str | None:
    """Sign that a character for private use stands for in the font Symbol: “≥” for U+F0B3; none for any other character."""
    return _SIGNS.get(character)


def with_minus(points: str) -> str:
    """Points as they are read: with a minus sign where a file has a hyphen."""
    return _HYPHEN.sub("\N{MINUS SIGN}", points)


def is_private(character: str) -> bool:
    """Whether a character is for private use: its look depends on a font, and it means nothing to anybody else."""
    return "\ue000" <= character <= "\uf8ff" or "\U000f0000" <= character <= "\U000ffffd" or "\U00100000" <= character <= "\U0010fffd"
