"""Dates of publication as files of references write them, in the format's own way."""

import re

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ISO = re.compile(r"\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?(?:/\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?)?", re.ASCII)
_SLASHED = re.compile(r"(\d{4})/([^/]*)(?:/([^/]*))?(?:/(.*))?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_TOKEN = re.compile(r"(?<!\d)\d{4}(?!\d)|(?<!\d)\d{1,2}(?!\d)|[^\W\d_]+|\d+", re.ASCII)
_ORDINAL = frozenset(("st", "nd", "rd", "th", "of"))

Parts = tuple[int | None, int | None, int | None]


def month(text: str) -> int | None:
    """The number of a month, from its English name, whole or cut short, or its digits."""
    text = text.strip().lower()
    if text.isdecimal() and text.isascii():
        return int(text) if len(text) <= 2 and 1 <= int(text) <= 12 else None  # noqa: PLR2004  # months have two digits and are twelve
    return _MONTHS.index(text[:3]) + 1 if text[:3] in _MONTHS and text.isalpha() else None


def issued(text: str) -> tuple[str, bool]:
    """A date in the manner of `2004`, `2004-11`, `1991-11/1991-12`, or nothing; and whether it says all that the text did."""
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", " ".join(text.split()))
    if _ISO.fullmatch(text):
        return "/".join(_padded(part) for part in text.split("/")), True
    if match := _COMPACT.fullmatch(text):
        return "-".join(match.groups()), True
    if match := _SLASHED.fullmatch(text):
        return _slashed(*(part or "" for part in match.groups()))
    return _loose(text)


def _padded(text: str) -> str:
    year, *rest = text.split("-")
    return "-".join([year, *(part.zfill(2) for part in rest)])


def _slashed(year: str, month_text: str, day: str, rest: str) -> tuple[str, bool]:
    number = month(month_text)
    written = number is not None or not month_text.strip()
    day = day.strip() if number else ""
    parts = (int(year), number, int(day) if day.isdecimal() and day.isascii() and len(day) <= 2 else None)  # noqa: PLR2004  # days have two digits
    if said := rest.strip():
        # What the digits have no room for, a run of months or a season, is said in words behind them.
        told, whole = _loose(said if re.search(r"\d{4}", said) else f"{year} {said}")
        if not whole or not told.startswith(year):
            return _written(parts), False
        return max(told, _written(parts), key=len), True
    return _written(parts), written


def _loose(text: str) -> tuple[str, bool]:
    """“2004 Nov”, “1998 Nov-Dec”, “2010 Nov 30-Dec 6”, “15 March 2008”."""
    halves = re.split(r"\s*(?:-+|/)\s*", text, maxsplit=1)
    start, whole = _half(halves[0])
    if len(halves) == 1:
        return _written(start), whole and start[0] is not None
    end, end_whole = _half(halves[1])
    first = (start[0] or end[0], start[1] or (end[1] if start[2] else None), start[2])
    last = (end[0] or start[0], end[1] or (start[1] if end[2] else None), end[2])
    if not any(end) or (last[0] or 0, last[1] or 0, last[2] or 0) <= (first[0] or 0, first[1] or 0, first[2] or 0):
        return _written(first), False
    return f"{_written(first)}/{_written(last)}" if first[0] else "", whole and end_whole


def _half(text: str) -> tuple[Parts, bool]:
    year = number = day = None
    whole = True
    for token in _TOKEN.findall(text):
        if len(token) == 4 and token.isdecimal() and year is None:  # noqa: PLR2004  # years have four digits
            year = int(token)
        elif not token.isdecimal() and number is None and month(token):
            number = month(token)
        elif token.isdecimal() and len(token) <= 2 and day is None:  # noqa: PLR2004  # days have two digits
            day = int(token)
        elif token.lower() not in _ORDINAL:
            whole = False
    return (year, number, day), whole


def _written(parts: Parts) -> str:
    year, number, day = parts
    if year is None:
        return ""
    return "-".join([f"{year:04}", *([f"{number:02}"] if number else []), *([f"{day:02}"] if number and day else [])])
