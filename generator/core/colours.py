"""Colours as a style sheet writes them: how far two are apart, and mixtures of them."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

HEX = r"#?(?:[0-9a-fA-F]{3}){1,2}"
"""A colour as an author writes it: three or six hexadecimal digits."""
READABLE = 4.5
"""The contrast that text needs (WCAG 2.2, 1.4.3)."""
WHITE, BLACK = "#ffffff", "#000000"
_DIGITS = 6
_DARKEST = 0.04045
"""Up to here, a part of a colour in sRGB is as bright as it is large."""

_MIX = re.compile(r"color-mix\(in srgb, var\(--pw-brand\) (\d+)%, (#\w+)\)")
_BRAND = re.compile(r"(--pw-brand: )(#\w+)")


def full(colour: str) -> str:
    """A colour with a number sign and all its six digits, in small letters."""
    digits = colour.lstrip("#").lower()
    return "#" + "".join(digit * (_DIGITS // len(digits)) for digit in digits)


def mixed(one: str, other: str, percent: float) -> str:
    """A mixture with `percent` of the first colour, as `color-mix(in srgb, …)` makes it."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{int((a * percent + b * (100 - percent)) / 100 + 0.5):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def darkened(colour: str, least: float = READABLE) -> str:
    """The colour with as much black in it as white text needs for a contrast of `least`."""
    shades = (mixed(colour, BLACK, percent) for percent in range(100, -1, -1))
    return next(shade for shade in shades if contrast(WHITE, shade) >= least)


def resolved(sheet: str, brand: str | None = None) -> str:
    """A style sheet with its mixtures of the brand colour as plain colours, for what cannot mix.

    Args:
        sheet: the style sheet.
        brand: the colour that takes the place of the one that it sets.

    """
    found = _BRAND.search(sheet)
    if not found:
        return sheet
    own = full(brand or found[2])
    return _MIX.sub(lambda mix: mixed(own, mix[2], int(mix[1])), _BRAND.sub(rf"\g<1>{own}", sheet, count=1))


@cache
def schemes(brand: str | None = None) -> dict[str, dict[str, str]]:
    """The colours of the style sheet by their names: for light paper, for the dark screen, and both with more contrast.

    Args:
        brand: the colour of the pathway, in place of ours.

    """
    sheet = resolved(files("generator").joinpath("assets", "base", "tokens.css").read_text("utf-8"), brand)
    blocks = [_plain(block) for block in re.findall(r"\{([^{}]*--pw-ink:[^{}]*)\}", sheet)]
    light, dark, more, more_dark = blocks
    return {"light": light, "dark": light | dark, "light, more": light | more, "dark, more": light | dark | more_dark}


def _plain(block: str) -> dict[str, str]:
    """The colours of a block, with those in place of their names that have the colour of another."""
    set_to: dict[str, str] = dict(re.findall(r"--pw-([\w-]+): ([^;]+);", block))
    return {name: set_to.get(value[9:-1], value) for name, value in set_to.items() if value.startswith(("#", "var("))}


def _parts(colour: str) -> Iterator[int]:
    return (int(full(colour)[start : start + 2], 16) for start in (1, 3, 5))


def _luminance(colour: str) -> float:
    parts = (part / 255 for part in _parts(colour))
    red, green, blue = (part / 12.92 if part <= _DARKEST else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
