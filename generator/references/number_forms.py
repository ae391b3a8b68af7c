"""Numbers in a reference: whether a field is one, ranges of pages, ordinals."""

import re
from collections.abc import Mapping

_NUMBER = r"[^\W\d_]*\d+[^\W\d_]*"
_NUMERIC = re.compile(rf"{_NUMBER}(?:\s*[-–,&]\s*{_NUMBER})*", re.ASCII)
_RANGE = re.compile(r"(?<![\w-])([A-Za-z]*)(\d+)(\s?[-–]\s?)([A-Za-z]*)(\d+)(?![\w-])")
_END = r"(?:\w*\d\w*|[ivxlcdm]+)"
_LOOSE = re.compile(rf"(?<![\w-])({_END})\s?[-–]\s?({_END})(?![\w-])")
"""Ends with letters behind a number (12a-14b) or in Roman numerals."""
_SEVERAL = re.compile(rf"{_NUMBER}\s*[-–,&;]\s*(?:\w+\s+)?{_NUMBER}")


def is_numeric(text: str) -> bool:
    """Whether a field holds only numbers: “2”, “2nd”, “S12”, “2-4”, “2, 3”, “2 & 4”."""
    return bool(_NUMERIC.fullmatch(text.strip()))


def are_several(text: str) -> bool:
    """Whether a field holds more than one number, so that its label is “pp.” rather than “p.”."""
    return bool(_SEVERAL.search(text))


def ranged(text: str, dash: str, how: str | None = None) -> str:
    """Write the ranges in a text with a dash.

    Args:
        text: A field with numbers, such as “700-6”.
        dash: What joins both ends of a range.
        how: One of CSL's values of `page-range-format`; without one, both ends stay as they are.

    """
    return _LOOSE.sub(rf"\1{dash}\2", _RANGE.sub(lambda found: _range(found, dash, how), text))


def _range(found: re.Match[str], dash: str, how: str | None) -> str:
    prefix, first, _, again, last = found.groups()
    whole = first[: -len(last)] + last if len(last) < len(first) else last
    # Where the second end is of another kind or before the first one, it is no such range.
    if how is None or again not in {"", prefix} or int(whole) <= int(first) or len(whole) > len(first) + len(again):
        shown = again + last
    else:
        shown = _last(first, whole, how, prefix)
    return f"{prefix}{first}{dash}{shown}"


def _last(first: str, last: str, how: str, prefix: str) -> str:
    """The second end, as far as it is shown."""
    same = next((place for place, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), 0)
    if len(first) != len(last):
        return prefix + last
    if how.startswith("chicago"):
        how, prefix = _chicago(first, same), ""
    if how == "minimal":
        return last[same:]
    if how == "minimal-two":
        return last[min(same, max(len(last) - 2, 0)) :]
    return prefix + last


def _chicago(first: str, same: int) -> str:
    """How the Chicago Manual shortens a range that begins with a number and whose ends have their first `same` digits in common."""
    number = int(first)
    if number < 100 or number % 100 == 0 or (len(first) > 3 and same < 2):  # noqa: PLR2004  # its rule for four digits
        return "expanded"
    return "minimal" if number % 100 < 10 else "minimal-two"  # noqa: PLR2004  # 101 to 109


def ordinal_suffix(number: int, suffixes: Mapping[str, tuple[str, str | None]]) -> str:
    """Ending that makes a number an ordinal: “nd” for 2.

    Args:
        number: The number.
        suffixes: The terms of one locale, “ordinal” and “ordinal-00” to “ordinal-99”, with what of a number they match.

    """
    for size in (100, 10):
        ending = number % size
        suffix, match = suffixes.get(f"ordinal-{ending:02}", (None, None))
        fits = {"whole-number": number == ending, "last-two-digits": number % 100 == ending}
        if suffix is not None and fits.get(match or "", True):
            return suffix
    return suffixes.get("ordinal", ("", None))[0]
